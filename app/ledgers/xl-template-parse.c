#include "ledgers/xl-template.h"

#include "base/xl-resource.h"
#include "ledgers/xl-template-parts.h"
#include "ledgers/xl-value.h"

#include <string.h>

#define MAX_SIZE   (256 * 1024)
#define MAX_DEPTH  8
#define MAX_FIELDS 200
#define MAX_CODES  2000
#define FORMAT     1

/* Columns every ledger has; a field may not be called so. */
static const char *const reserved[] = {
  "id", "office", "subject", "period", "source", "flags", "created_at", "rowid", "oid", "_rowid_", NULL
};

/* As sensitive_field knows them. */
static const char *const sensitive_kinds[] = {
  "name", "identity", "phone", "bank", "address", "health", "birth", NULL
};

/* Codes ----------------------------------------------------------------------------------------------------------- */

static void
free_code (gpointer data)
{
  XlLedgerCode *c = data;

  g_free (c->code);
  g_free (c->name);
  g_strfreev (c->aliases);
  g_free (c);
}

static void
read_code_table (XlDoc *doc, const char *path, const char *name, GPtrArray *codes)
{
  g_autofree char *resource = g_strdup_printf ("codes/%s.tsv", name);
  g_auto(GStrv) lines = xl_resource_lines (resource);

  if (lines[0] == NULL)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "codes", "there is no code table \"%s\"", name);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "\t", 3);
      XlLedgerCode *c = g_new0 (XlLedgerCode, 1);

      c->code = g_strdup (columns[0]);
      c->name = g_strdup (columns[0] != NULL && columns[1] != NULL ? columns[1] : columns[0]);
      c->aliases = g_new0 (char *, 1);
      g_ptr_array_add (codes, c);
    }
}

static gboolean
has_code (GPtrArray *codes, const char *code)
{
  for (guint i = 0; i < codes->len; i++)
    if (g_strcmp0 (((XlLedgerCode *) g_ptr_array_index (codes, i))->code, code) == 0)
      return TRUE;
  return FALSE;
}

static void
read_own_codes (XlDoc *doc, const char *path, JsonArray *array, GPtrArray *codes)
{
  static const char *const known[] = { "code", "name", "aliases", NULL };

  for (guint i = 0; i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/codes/%u", path, i);
      JsonObject *object = xl_doc_element (doc, path, array, i);
      XlLedgerCode *c = g_new0 (XlLedgerCode, 1);

      xl_doc_only (doc, place, object, known);
      c->code = xl_template_copy_text (doc, place, object, "code", TRUE, 20);
      c->name = xl_template_copy_text (doc, place, object, "name", TRUE, 60);
      c->aliases = xl_doc_texts (doc, place, object, "aliases", 50);
      if (c->code != NULL && strchr (c->code, ',') != NULL)
        xl_doc_refuse (doc, XL_ERROR_FORMAT, place, "code", "holds a comma");
      if (has_code (codes, c->code))
        xl_doc_refuse (doc, XL_ERROR_CONFLICT, place, "code", "the code \"%s\" stands twice", c->code);
      g_ptr_array_add (codes, c);
    }
}

/* "codes": the name of a built-in table, or a list of its own. */
static GPtrArray *
read_codes (XlDoc *doc, const char *path, JsonObject *object)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func (free_code);
  JsonNode *node = object != NULL ? json_object_get_member (object, "codes") : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = xl_doc_array (doc, path, object, "codes", TRUE, MAX_CODES);

      if (array != NULL)
        read_own_codes (doc, path, array, codes);
    }
  else
    {
      const char *name = xl_doc_text (doc, path, object, "codes", TRUE, 60);

      if (name != NULL && xl_template_is_key (name, '_'))
        read_code_table (doc, path, name, codes);
      else if (name != NULL)
        xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "codes", "there is no code table \"%s\"", name);
    }
  return g_steal_pointer (&codes);
}

/* Fields ---------------------------------------------------------------------------------------------------------- */

static void
free_field (gpointer data)
{
  XlLedgerField *f = data;

  g_free (f->key);
  g_free (f->title);
  g_free (f->unit);
  g_free (f->help);
  g_clear_pointer (&f->codes, g_ptr_array_unref);
  xl_value_clear (&f->min);
  xl_value_clear (&f->max);
  g_free (f->default_text);
  g_free (f->formula);
  g_free (f->from_person);
  g_free (f->sensitive);
  g_strfreev (f->headers);
  g_free (f);
}

static int
read_type (XlDoc *doc, const char *path, JsonObject *object)
{
  const char *text = xl_doc_text (doc, path, object, "type", TRUE, 40);

  for (int i = 0; text != NULL && i < XL_N_LEDGER_TYPES; i++)
    if (strcmp (xl_ledger_field_type_name (i), text) == 0)
      return i;
  if (text != NULL)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "type", "there is no field type \"%s\"", text);
  return XL_LEDGER_TEXT;
}

static void
read_bound (XlDoc *doc, const char *path, JsonObject *object, const char *name, const XlLedgerField *field,
            XlValue *bound)
{
  const char *text = xl_doc_text (doc, path, object, name, FALSE, 40);
  const char *reason = NULL;

  if (text != NULL && !xl_value_parse (field, text, bound, &reason))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "%s", reason);
}

static char **
read_headers (XlDoc *doc, const char *path, JsonObject *object, const char *title)
{
  g_auto(GStrv) own = xl_doc_texts (doc, path, object, "headers", 100);
  GStrvBuilder *builder = g_strv_builder_new ();
  char **headers;

  if (title != NULL)
    g_strv_builder_add (builder, title);
  g_strv_builder_addv (builder, (const char **) own);
  headers = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return headers;
}

static void
read_field_value_rules (XlDoc *doc, const char *path, JsonObject *object, XlLedgerField *f)
{
  gint64 places = xl_doc_int (doc, path, object, "places", f->type == XL_LEDGER_MONEY ? 2 : 0);

  if (places < 0 || places > 6)
    xl_doc_refuse (doc, XL_ERROR_RANGE, path, "places", "must be 0 to 6");
  f->places = (guint) CLAMP (places, 0, 6);
  if (f->type == XL_LEDGER_CODE || f->type == XL_LEDGER_CODES)
    f->codes = read_codes (doc, path, object);
  read_bound (doc, path, object, "min", f, &f->min);
  read_bound (doc, path, object, "max", f, &f->max);
  f->default_text = xl_template_copy_text (doc, path, object, "default", FALSE, 200);
  f->formula = xl_template_copy_text (doc, path, object, "formula", FALSE, 2000);
  f->from_person = xl_template_copy_text (doc, path, object, "from_person", FALSE, 40);
  if (f->from_person != NULL && !g_strv_contains (xl_template_person_facts (), f->from_person))
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "from_person", "a person has no \"%s\"", f->from_person);
  if (f->from_person != NULL && f->formula != NULL)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "formula", "is taken from the person already");
  f->sensitive = xl_template_copy_text (doc, path, object, "sensitive", FALSE, 20);
  if (f->sensitive != NULL && !g_strv_contains (sensitive_kinds, f->sensitive))
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "sensitive", "unknown value \"%s\"", f->sensitive);
  f->read_only = f->from_person != NULL || f->formula != NULL;
}

static void
judge_default (XlDoc *doc, const char *path, const XlLedgerField *f)
{
  XlValue value = { 0 };
  const char *reason = NULL;

  if (f->default_text == NULL || f->default_text[0] == '@')
    {
      if (f->default_text != NULL && strcmp (f->default_text, "@last") != 0 && strcmp (f->default_text, "@today") != 0)
        xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "default", "knows only @last and @today");
      return;
    }
  if (!xl_value_parse (f, f->default_text, &value, &reason))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, "default", "%s", reason);
  xl_value_clear (&value);
}

static XlLedgerField *
read_field (XlDoc *doc, const char *path, JsonObject *object)
{
  static const char *const known[] = {
    "key", "title", "type", "unit", "help", "places", "required", "codes", "min", "max", "default", "formula",
    "from_person", "sensitive", "headers", NULL
  };
  XlLedgerField *f = g_new0 (XlLedgerField, 1);

  xl_doc_only (doc, path, object, known);
  f->key = xl_template_read_key (doc, path, object, "key", '_');
  if (f->key != NULL && g_strv_contains (reserved, f->key))
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "key", "\"%s\" is a column of every ledger", f->key);
  f->title = xl_template_copy_text (doc, path, object, "title", TRUE, 60);
  f->type = (XlLedgerType) read_type (doc, path, object);
  f->unit = xl_template_copy_text (doc, path, object, "unit", FALSE, 20);
  f->help = xl_template_copy_text (doc, path, object, "help", FALSE, 200);
  f->required = xl_doc_flag (doc, path, object, "required");
  f->headers = read_headers (doc, path, object, f->title);
  if (doc->error == NULL)
    read_field_value_rules (doc, path, object, f);
  if (doc->error == NULL)
    judge_default (doc, path, f);
  return f;
}

static void
read_fields (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  JsonArray *array = xl_doc_array (doc, "", root, "fields", TRUE, MAX_FIELDS);

  if (array != NULL && json_array_get_length (array) == 0)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "fields", "is empty");
  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/fields/%u", i);
      XlLedgerField *f = read_field (doc, path, xl_doc_element (doc, "/fields", array, i));

      if (doc->error == NULL && xl_template_find (t, f->key) >= 0)
        xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "key", "the field \"%s\" stands twice", f->key);
      g_ptr_array_add (t->fields, f);
    }
}

/* Formulas -------------------------------------------------------------------------------------------------------- */

typedef enum { UNSEEN, OPEN, DONE } Mark;

/* Depth first: what a formula needs comes before it; coming back to an open one is a circle. */
static void
order_formula (XlDoc *doc, XlTemplate *t, guint i, guint8 *marks)
{
  const XlLedgerField *f = xl_template_field (t, i);
  g_auto(GStrv) words = NULL;
  int index = (int) i;

  if (marks[i] == DONE || f->formula == NULL || doc->error != NULL)
    return;
  if (marks[i] == OPEN)
    {
      g_autofree char *path = g_strdup_printf ("/fields/%u", i);

      xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "formula", "needs itself");
      return;
    }
  marks[i] = OPEN;
  words = xl_expression_words (f->formula);
  for (guint w = 0; words[w] != NULL; w++)
    if (xl_template_find (t, words[w]) >= 0)
      order_formula (doc, t, (guint) xl_template_find (t, words[w]), marks);
  marks[i] = DONE;
  g_array_append_val (t->formula_order, index);
}

static void
order_formulas (XlDoc *doc, XlTemplate *t)
{
  g_autofree guint8 *marks = g_new0 (guint8, t->fields->len + 1);

  for (guint i = 0; i < t->fields->len; i++)
    order_formula (doc, t, i, marks);
}

/* The whole ------------------------------------------------------------------------------------------------------- */

static void
read_subject_and_period (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  static const char *const subjects[] = { "none", "person", "household", "place", "organisation", NULL };
  static const char *const periods[] = { "event", "day", "month", "quarter", "year", NULL };
  static const int subject_types[] = { -1, XL_LEDGER_PERSON, XL_LEDGER_HOUSEHOLD, XL_LEDGER_PLACE,
                                       XL_LEDGER_ORGANISATION };

  t->subject = (XlLedgerSubject) xl_template_read_choice (doc, "", root, "subject", subjects, 0);
  t->period = (XlLedgerPeriod) xl_template_read_choice (doc, "", root, "period", periods, 0);
  t->subject_field = xl_template_read_field_name (doc, t, "", root, "subject_field", t->subject != XL_SUBJECT_NONE,
                                      subject_types[t->subject]);
  t->period_field =
      xl_template_read_field_name (doc, t, "", root, "period_field", t->period != XL_PERIOD_EVENT, XL_LEDGER_DATE);
  if (t->subject == XL_SUBJECT_NONE && t->subject_field >= 0)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "", "subject_field", "the ledger has no subject");
  if (doc->error == NULL && t->period_field >= 0 && !xl_template_field (t, (guint) t->period_field)->required)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "", "period_field", "the date that places a record must be required");
}

static void
read_same_when (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  g_auto(GStrv) keys = xl_doc_texts (doc, "", root, "same_when", 20);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      int field = xl_template_find (t, keys[i]);

      if (field < 0 || !xl_template_is_stored (t, (guint) field))
        xl_doc_refuse (doc, XL_ERROR_UNKNOWN, "", "same_when", "there is no field \"%s\"", keys[i]);
      else
        g_array_append_val (t->same_when, field);
    }
}

static void
read_head (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  static const char *const known[] = {
    "$schema", "format", "key", "version", "title", "department", "action", "clauses", "subject", "subject_field",
    "period", "period_field", "same_when", "due", "filing", "fields", "checks", "layouts", "indicators", NULL
  };

  xl_doc_only (doc, "", root, known);
  if (xl_doc_int (doc, "", root, "format", 0) != FORMAT)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, "", "format", "this program reads format %d", FORMAT);
  t->key = xl_template_read_key (doc, "", root, "key", '-');
  t->version = xl_doc_int (doc, "", root, "version", 0);
  if (t->version < 1)
    xl_doc_refuse (doc, XL_ERROR_RANGE, "", "version", "must be 1 or more");
  t->title = xl_template_copy_text (doc, "", root, "title", TRUE, 60);
  t->department = xl_template_copy_text (doc, "", root, "department", TRUE, 60);
  if (json_object_has_member (root, "filing"))
    t->filing = xl_template_read_key (doc, "", root, "filing", '-');
  t->action = xl_template_copy_text (doc, "", root, "action", TRUE, 20);
  t->clauses = xl_doc_texts (doc, "", root, "clauses", 20);
  if (t->key != NULL)
    t->table = g_strdelimit (g_strdup_printf ("ledger_%s", t->key), "-", '_');
}

static void
read_template (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  read_head (doc, t, root);
  read_fields (doc, t, root);
  if (doc->error != NULL)
    return;
  read_subject_and_period (doc, t, root);
  read_same_when (doc, t, root);
  order_formulas (doc, t);
  xl_template_read_lists (doc, t, root);
  t->due = xl_template_read_due (doc, t, root);
}

static XlTemplate *
new_template (void)
{
  XlTemplate *t = g_new0 (XlTemplate, 1);

  t->refs = 1;
  t->subject_field = t->period_field = -1;
  t->fields = g_ptr_array_new_with_free_func (free_field);
  t->same_when = g_array_new (FALSE, FALSE, sizeof (int));
  t->formula_order = g_array_new (FALSE, FALSE, sizeof (int));
  return t;
}

XlTemplate *
xl_template_parse (const char *file, const char *data, gsize size, GError **error)
{
  XlDoc doc = { file, NULL };
  g_autoptr(JsonParser) parser = xl_doc_read (&doc, data, size, MAX_SIZE, MAX_DEPTH);
  g_autoptr(XlTemplate) t = new_template ();

  if (parser != NULL)
    read_template (&doc, t, json_node_get_object (json_parser_get_root (parser)));
  if (doc.error != NULL)
    {
      g_propagate_error (error, doc.error);
      return NULL;
    }
  t->source = g_strndup (data, size);
  return g_steal_pointer (&t);
}
