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

GArray *
xl_template_read_field_names (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object, const char *name,
                              gboolean required)
{
  g_auto(GStrv) keys = xl_doc_texts (doc, path, object, name, 20);
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; keys[i] != NULL; i++)
    {
      int field = xl_template_find (t, keys[i]);

      if (field < 0 || !xl_template_is_stored (t, (guint) field))
        xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, name, "there is no field \"%s\"", keys[i]);
      else
        g_array_append_val (fields, field);
    }
  if (required && fields->len == 0)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "is missing");
  return fields;
}

/* Checks, layouts ------------------------------------------------------------------------------------------------- */

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

static gpointer
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
  g_free (c->text);
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
  g_free (l->department);
  g_strfreev (l->above);
  g_strfreev (l->signers);
  g_free (l->filter);
  g_free (l->order);
  g_strfreev (l->where);
  g_free (l->form);
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
  c->kind = c->person != NULL ? XL_LAYOUT_PERSON : c->field >= 0 ? XL_LAYOUT_FIELD : XL_LAYOUT_NUMBER;
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

static gpointer
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

void
xl_template_read_list (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object, const char *name,
                       XlTemplateEntryFunc read, GPtrArray *list)
{
  JsonArray *array = xl_doc_array (doc, path, object, name, FALSE, MAX_LIST);
  g_autofree char *here = g_strconcat (path, "/", name, NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", here, i);
      JsonObject *entry = xl_doc_element (doc, here, array, i);

      if (doc->error != NULL)
        return;
      g_ptr_array_add (list, read (doc, t, place, entry));
      for (guint j = 0; doc->error == NULL && j < i; j++)
        if (strcmp (*(char **) g_ptr_array_index (list, j), *(char **) g_ptr_array_index (list, i)) == 0)
          xl_doc_refuse (doc, XL_ERROR_CONFLICT, place, "key", "stands twice");
    }
}

void
xl_template_read_lists (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  t->checks = g_ptr_array_new_with_free_func (free_check);
  t->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_layout_free);
  xl_template_read_list (doc, t, "", root, "checks", read_check, t->checks);
  xl_template_read_list (doc, t, "", root, "layouts", read_layout, t->layouts);
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
