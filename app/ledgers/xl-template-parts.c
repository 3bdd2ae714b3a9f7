#include "ledgers/xl-template-parts.h"

#include <string.h>

#define MAX_LIST    100
#define MAX_COLUMNS 200

/* Small parts ----------------------------------------------------------------------------------------------------- */

/* Letters a–z, digits and @joiner, beginning with a letter. */
gboolean
xl_template_is_key (const char *key, char joiner)
{
  if (key == NULL || !g_ascii_islower (key[0]) || strlen (key) > 40)
    return FALSE;
  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != joiner)
      return FALSE;
  return TRUE;
}

char *
xl_template_read_key (XlDoc *doc, const char *path, JsonObject *object, const char *name, char joiner)
{
  const char *key = xl_doc_text (doc, path, object, name, TRUE, 60);

  if (key != NULL && !xl_template_is_key (key, joiner))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "\"%s\" is no key (a–z, 0–9 and %c, at most 40, a letter first)",
                   key, joiner);
  return g_strdup (key);
}

/* The index of the text in @names; @missing when there is none. */
int
xl_template_read_choice (XlDoc *doc, const char *path, JsonObject *object, const char *name, const char *const *names,
                         int missing)
{
  const char *text = xl_doc_text (doc, path, object, name, missing < 0, 60);

  if (text == NULL)
    return MAX (missing, 0);
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], text) == 0)
      return i;
  xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, name, "unknown value \"%s\"", text);
  return MAX (missing, 0);
}

char *
xl_template_copy_text (XlDoc *doc, const char *path, JsonObject *object, const char *name, gboolean required, guint max)
{
  return g_strdup (xl_doc_text (doc, path, object, name, required, max));
}

/* Index of the field named by member @name, of @type (or any, -1); -1 when there is none. */
int
xl_template_read_field_name (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object, const char *name,
                             gboolean required, int type)
{
  const char *key = xl_doc_text (doc, path, object, name, required, 60);
  int i = key != NULL ? xl_template_find (t, key) : -1;

  if (key != NULL && i < 0)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, name, "there is no field \"%s\"", key);
  else if (i >= 0 && type >= 0 && (int) xl_template_field (t, (guint) i)->type != type)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "\"%s\" is no %s", key,
                   xl_ledger_field_type_name ((XlLedgerType) type));
  return i;
}

/* Checks, layouts, indicators ------------------------------------------------------------------------------------- */

static void
free_check (gpointer data)
{
  XlLedgerCheck *c = data;

  g_free (c->key);
  g_free (c->expression);
  g_free (c->message);
  g_strfreev (c->fields);
  g_free (c);
}

static XlLedgerCheck *
read_check (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "expression", "message", "fields", "severity", NULL };
  static const char *const severities[] = { "flag", "refuse", NULL };
  XlLedgerCheck *c = g_new0 (XlLedgerCheck, 1);

  xl_doc_only (doc, path, object, known);
  c->key = xl_template_read_key (doc, path, object, "key", '-');
  c->expression = xl_template_copy_text (doc, path, object, "expression", TRUE, 2000);
  c->message = xl_template_copy_text (doc, path, object, "message", TRUE, 200);
  c->fields = xl_doc_texts (doc, path, object, "fields", MAX_LIST);
  c->refuses = xl_template_read_choice (doc, path, object, "severity", severities, 0) == 1;
  for (guint i = 0; c->fields[i] != NULL; i++)
    if (xl_template_find (t, c->fields[i]) < 0)
      xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "fields", "there is no field \"%s\"", c->fields[i]);
  return c;
}

static void
free_column (gpointer data)
{
  XlLayoutColumn *c = data;

  g_free (c->person);
  g_free (c->heading);
  g_free (c);
}

void
xl_ledger_layout_free (XlLedgerLayout *l)
{
  g_free (l->key);
  g_free (l->title);
  g_free (l->mask);
  g_free (l->paper);
  g_clear_pointer (&l->columns, g_ptr_array_unref);
  g_free (l);
}

static XlLayoutColumn *
read_column (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object)
{
  static const char *const known[] = { "field", "person", "number", "heading", "codes", "width_mm", NULL };
  XlLayoutColumn *c = g_new0 (XlLayoutColumn, 1);

  xl_doc_only (doc, path, object, known);
  c->field = xl_template_read_field_name (doc, t, path, object, "field", FALSE, -1);
  c->person = xl_template_copy_text (doc, path, object, "person", FALSE, 40);
  c->kind = c->field >= 0 ? XL_LAYOUT_FIELD : c->person != NULL ? XL_LAYOUT_PERSON : XL_LAYOUT_NUMBER;
  c->heading = xl_template_copy_text (doc, path, object, "heading", c->field < 0, 60);
  if (c->heading == NULL && c->field >= 0)
    c->heading = g_strdup (xl_template_field (t, (guint) c->field)->title);
  c->codes = xl_doc_flag (doc, path, object, "codes");
  c->width_mm = (guint) CLAMP (xl_doc_int (doc, path, object, "width_mm", 0), 0, 400);
  if (c->person != NULL && !g_strv_contains (xl_template_person_facts (), c->person))
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "person", "a person has no \"%s\"", c->person);
  if (c->kind == XL_LAYOUT_NUMBER && !xl_doc_flag (doc, path, object, "number"))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, NULL, "names neither field nor person nor number");
  return c;
}

static XlLedgerLayout *
read_layout (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "title", "mask", "paper", "frozen", "columns", NULL };
  static const char *const masks[] = { "internal", "public", "strict", NULL };
  static const char *const papers[] = { "A4", "A4-landscape", "A3-landscape", NULL };
  JsonArray *array = xl_doc_array (doc, path, object, "columns", TRUE, MAX_COLUMNS);
  XlLedgerLayout *l = g_new0 (XlLedgerLayout, 1);

  xl_doc_only (doc, path, object, known);
  l->key = xl_template_read_key (doc, path, object, "key", '-');
  l->title = xl_template_copy_text (doc, path, object, "title", TRUE, 60);
  l->mask = g_strdup (masks[xl_template_read_choice (doc, path, object, "mask", masks, 0)]);
  l->paper = g_strdup (papers[xl_template_read_choice (doc, path, object, "paper", papers, 0)]);
  l->frozen = (guint) CLAMP (xl_doc_int (doc, path, object, "frozen", 0), 0, 10);
  l->columns = g_ptr_array_new_with_free_func (free_column);
  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *columns = g_strdup_printf ("%s/columns", path);
      g_autofree char *place = g_strdup_printf ("%s/%u", columns, i);

      g_ptr_array_add (l->columns, read_column (doc, t, place, xl_doc_element (doc, columns, array, i)));
    }
  return l;
}

static void
free_indicator (gpointer data)
{
  XlLedgerIndicator *n = data;

  g_free (n->key);
  g_free (n->title);
  g_free (n->expression);
  g_free (n->unit);
  g_free (n->comparator);
  g_free (n);
}

static XlLedgerIndicator *
read_indicator (XlDoc *doc, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "title", "expression", "unit", "target", "comparator", NULL };
  static const char *const comparators[] = { ">=", "=", "<=", NULL };
  XlLedgerIndicator *n = g_new0 (XlLedgerIndicator, 1);

  xl_doc_only (doc, path, object, known);
  n->key = xl_template_read_key (doc, path, object, "key", '-');
  n->title = xl_template_copy_text (doc, path, object, "title", TRUE, 60);
  n->expression = xl_template_copy_text (doc, path, object, "expression", TRUE, 2000);
  n->unit = xl_template_copy_text (doc, path, object, "unit", FALSE, 20);
  n->target = (double) xl_doc_int (doc, path, object, "target", 0);
  n->comparator = g_strdup (comparators[xl_template_read_choice (doc, path, object, "comparator", comparators, 0)]);
  return n;
}

typedef enum { LIST_CHECKS, LIST_LAYOUTS, LIST_INDICATORS } ListKind;

static void
read_list (XlDoc *doc, XlTemplate *t, JsonObject *root, const char *name, ListKind kind, GPtrArray *list)
{
  JsonArray *array = xl_doc_array (doc, "", root, name, FALSE, MAX_LIST);
  g_autofree char *path = g_strconcat ("/", name, NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", path, i);
      JsonObject *object = xl_doc_element (doc, path, array, i);

      if (doc->error != NULL)
        return;
      if (kind == LIST_CHECKS)
        g_ptr_array_add (list, read_check (doc, t, place, object));
      else if (kind == LIST_LAYOUTS)
        g_ptr_array_add (list, read_layout (doc, t, place, object));
      else
        g_ptr_array_add (list, read_indicator (doc, place, object));
      for (guint j = 0; doc->error == NULL && j < i; j++)   /* the key is the first field of all three */
        if (strcmp (*(char **) g_ptr_array_index (list, j), *(char **) g_ptr_array_index (list, i)) == 0)
          xl_doc_refuse (doc, XL_ERROR_CONFLICT, place, "key", "stands twice");
    }
}

void
xl_template_read_lists (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  t->checks = g_ptr_array_new_with_free_func (free_check);
  t->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_layout_free);
  t->indicators = g_ptr_array_new_with_free_func (free_indicator);
  read_list (doc, t, root, "checks", LIST_CHECKS, t->checks);
  read_list (doc, t, root, "layouts", LIST_LAYOUTS, t->layouts);
  read_list (doc, t, root, "indicators", LIST_INDICATORS, t->indicators);
}

XlDueList *
xl_template_read_due (XlDoc *doc, const XlTemplate *t, JsonObject *root)
{
  static const char *const known[] = { "ledger", "from", "to", "policies", "counted_by", NULL };
  JsonObject *object = xl_doc_object (doc, "", root, "due");
  XlDueList *due;

  if (object == NULL)
    return NULL;
  xl_doc_only (doc, "/due", object, known);
  due = g_new0 (XlDueList, 1);
  due->ledger = xl_template_read_key (doc, "/due", object, "ledger", '-');
  due->from = xl_template_read_key (doc, "/due", object, "from", '_');
  due->to = json_object_has_member (object, "to") ? xl_template_read_key (doc, "/due", object, "to", '_') : NULL;
  due->policies =
      json_object_has_member (object, "policies") ? xl_template_read_key (doc, "/due", object, "policies", '-') : NULL;
  xl_template_read_field_name (doc, t, "/due", object, "counted_by", FALSE, XL_LEDGER_CODE);
  due->counted_by = xl_template_copy_text (doc, "/due", object, "counted_by", FALSE, 60);
  if (t->subject == XL_SUBJECT_NONE || t->period == XL_PERIOD_EVENT)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "", "due", "needs a subject and a period");
  return due;
}

static XlLayoutColumn *
make_column (const XlTemplate *t, guint i)
{
  XlLayoutColumn *c = g_new0 (XlLayoutColumn, 1);

  c->field = (int) i;
  c->heading = g_strdup (xl_template_field (t, i)->title);
  return c;
}

XlLedgerLayout *
xl_ledger_layout_whole (const XlTemplate *t)
{
  XlLedgerLayout *l = g_new0 (XlLedgerLayout, 1);

  l->key = g_strdup ("whole");
  l->title = g_strdup (t->title);
  l->mask = g_strdup ("internal");
  l->paper = g_strdup ("A4-landscape");
  l->frozen = t->subject_field >= 0 ? 1 : 0;
  l->columns = g_ptr_array_new_with_free_func (free_column);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    g_ptr_array_add (l->columns, make_column (t, i));
  return l;
}
