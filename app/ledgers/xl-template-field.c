#include "ledgers/xl-template-parts.h"

#include "base/xl-resource.h"
#include "ledgers/xl-value.h"

#include <string.h>

#define MAX_CODES  2000

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

/* Whether the third column of a table holds other words, as its first line says. */
static gboolean
has_aliases (const char *resource)
{
  g_autoptr(GBytes) bytes = xl_resource_bytes (resource);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autofree char *line = data != NULL ? g_strndup (data, MIN (size, 100)) : NULL;

  return line != NULL && g_str_has_prefix (line, "code\tname_zh\taliases");
}

static char **
read_aliases (char **columns)
{
  gboolean some = columns[0] != NULL && columns[1] != NULL && columns[2] != NULL && columns[2][0] != '\0';

  return some ? g_strsplit (columns[2], "|", -1) : g_new0 (char *, 1);
}

static void
read_code_table (XlDoc *doc, const char *path, const char *name, GPtrArray *codes)
{
  g_autofree char *resource = g_strdup_printf ("codes/%s.tsv", name);
  g_auto(GStrv) lines = xl_resource_lines (resource);
  gboolean aliases = has_aliases (resource);

  if (lines[0] == NULL)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "codes", "there is no code table \"%s\"", name);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "\t", -1);
      XlLedgerCode *c = g_new0 (XlLedgerCode, 1);

      c->code = g_strdup (columns[0]);
      c->name = g_strdup (columns[0] != NULL && columns[1] != NULL ? columns[1] : columns[0]);
      c->aliases = aliases ? read_aliases (columns) : g_new0 (char *, 1);
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
free_from_ledger (XlFromLedger *from)
{
  if (from == NULL)
    return;
  g_free (from->ledger);
  g_free (from->field);
  g_strfreev (from->show);
  g_free (from);
}

void
xl_template_free_field (gpointer data)
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
  g_free (f->section);
  free_from_ledger (f->from_ledger);
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

static guint
read_places (XlDoc *doc, const char *path, JsonObject *object, const XlLedgerField *f)
{
  gint64 places = xl_doc_int (doc, path, object, "places", f->type == XL_LEDGER_MONEY ? 2 : 0);

  if (places < 0 || places > 6)
    xl_doc_refuse (doc, XL_ERROR_RANGE, path, "places", "must be 0 to 6");
  return (guint) CLAMP (places, 0, 6);
}

static void
read_field_value_rules (XlDoc *doc, const char *path, JsonObject *object, XlLedgerField *f)
{
  f->places = read_places (doc, path, object, f);
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

/* "show": one field of the other ledger, or several. */
static char **
read_show (XlDoc *doc, const char *path, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "show");
  g_autoptr(GStrvBuilder) show = g_strv_builder_new ();

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return xl_doc_texts (doc, path, object, "show", 10);
  if (node != NULL)
    {
      g_autofree char *key = xl_template_read_key (doc, path, object, "show", '_');

      if (key != NULL)
        g_strv_builder_add (show, key);
    }
  return g_strv_builder_end (show);
}

static XlFromLedger *
read_from_ledger (XlDoc *doc, const char *path, JsonObject *object, const XlLedgerField *f)
{
  static const char *const known[] = { "ledger", "field", "show", "refuse", NULL };
  g_autofree char *place = g_strconcat (path, "/from_ledger", NULL);
  JsonObject *from = xl_doc_object (doc, path, object, "from_ledger");
  XlFromLedger *answer;

  if (from == NULL)
    return NULL;
  if ((f->type != XL_LEDGER_TEXT && f->type != XL_LEDGER_PLACE && f->type != XL_LEDGER_ORGANISATION) || f->read_only)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "from_ledger", "stands on a text, place or organisation that is written");
  xl_doc_only (doc, place, from, known);
  answer = g_new0 (XlFromLedger, 1);
  answer->ledger = xl_template_read_key (doc, place, from, "ledger", '-');
  answer->field = xl_template_read_key (doc, place, from, "field", '_');
  answer->show = read_show (doc, place, from);
  answer->refuse = xl_doc_flag (doc, place, from, "refuse");
  return answer;
}

XlLedgerTotal
xl_template_read_total (XlDoc *doc, const char *path, JsonObject *object, const XlLedgerField *f)
{
  static const char *const totals[] = { "none", "sum", "average", "count", NULL };
  gboolean adds_up = f->type == XL_LEDGER_MONEY || f->type == XL_LEDGER_MINUTES;
  int total = xl_template_read_choice (doc, path, object, "total", totals, adds_up ? XL_TOTAL_SUM : XL_TOTAL_NONE);

  if ((total == XL_TOTAL_SUM || total == XL_TOTAL_AVERAGE)
      && (!xl_ledger_field_is_number (f->type) || f->type == XL_LEDGER_PERSON || f->type == XL_LEDGER_HOUSEHOLD))
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "total", "a %s cannot be added up", xl_ledger_field_type_name (f->type));
  return (XlLedgerTotal) total;
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

XlLedgerField *
xl_template_read_field (XlDoc *doc, const char *path, JsonObject *object)
{
  static const char *const known[] = {
    "key", "title", "type", "unit", "help", "places", "required", "codes", "min", "max", "default", "formula",
    "from_person", "sensitive", "headers", "section", "total", "from_ledger", NULL
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
  f->section = xl_template_copy_text (doc, path, object, "section", FALSE, 60);
  f->required = xl_doc_flag (doc, path, object, "required");
  f->headers = read_headers (doc, path, object, f->title);
  if (doc->error == NULL)
    read_field_value_rules (doc, path, object, f);
  if (doc->error == NULL)
    judge_default (doc, path, f);
  if (doc->error == NULL)
    f->total = xl_template_read_total (doc, path, object, f);
  if (doc->error == NULL)
    f->from_ledger = read_from_ledger (doc, path, object, f);
  return f;
}

XlLedgerField *
xl_template_read_report_column (XlDoc *doc, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "title", "type", "unit", "places", "codes", "total", NULL };
  XlLedgerField *f = g_new0 (XlLedgerField, 1);

  xl_doc_only (doc, path, object, known);
  f->key = xl_template_read_key (doc, path, object, "key", '_');
  f->title = xl_template_copy_text (doc, path, object, "title", TRUE, 60);
  f->type = (XlLedgerType) read_type (doc, path, object);
  f->unit = xl_template_copy_text (doc, path, object, "unit", FALSE, 20);
  f->headers = g_new0 (char *, 1);
  f->read_only = TRUE;
  if (doc->error == NULL)
    f->places = read_places (doc, path, object, f);
  if (doc->error == NULL && (f->type == XL_LEDGER_CODE || f->type == XL_LEDGER_CODES))
    f->codes = read_codes (doc, path, object);
  if (doc->error == NULL)
    f->total = xl_template_read_total (doc, path, object, f);
  return f;
}
