#include "ledgers/xl-ledger-layout.h"

#include "base/xl-json.h"
#include "base/xl-mask.h"
#include "ledgers/xl-template-json.h"

#include <string.h>

#define MAX_LINES 6

/* Writing --------------------------------------------------------------------------------------------------------- */

static void
add_texts (JsonBuilder *b, const char *name, char **texts)
{
  if (texts == NULL || texts[0] == NULL)
    return;
  json_builder_set_member_name (b, name);
  json_builder_begin_array (b);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (b, texts[i]);
  json_builder_end_array (b);
}

static void
add_source (JsonBuilder *b, const XlTemplate *t, const XlLayoutColumn *c)
{
  if (c->field >= 0)
    xl_json_string (b, "field", xl_template_field (t, (guint) c->field)->key);
  switch (c->kind)
    {
    case XL_LAYOUT_PERSON:
      xl_json_string (b, "person", c->person);
      break;
    case XL_LAYOUT_HOUSEHOLD:
      xl_json_string (b, "household", c->person);
      break;
    case XL_LAYOUT_NUMBER:
      xl_json_boolean (b, "number", TRUE);
      break;
    case XL_LAYOUT_TEXT:
      xl_json_string (b, "text", c->text);
      break;
    case XL_LAYOUT_BLANK:
      xl_json_boolean (b, "blank", TRUE);
      break;
    case XL_LAYOUT_MISSING:
      xl_json_string (b, "missing", c->text);
      break;
    default:
      break;
    }
}

static void
add_column (JsonBuilder *b, const XlTemplate *t, const XlLayoutColumn *c)
{
  json_builder_begin_object (b);
  add_source (b, t, c);
  xl_json_string (b, "heading", c->heading);
  if (c->codes)
    xl_json_boolean (b, "codes", TRUE);
  if (c->mask != XL_MASK_INTERNAL)
    xl_json_string (b, "mask", xl_mask_profile_name ((XlMaskProfile) c->mask));
  if (c->width_mm > 0)
    xl_json_int (b, "width_mm", c->width_mm);
  if (c->total)
    xl_json_boolean (b, "total", TRUE);
  json_builder_end_object (b);
}

char *
xl_ledger_layout_to_json (const XlLedgerLayout *l, const XlTemplate *t)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (b);
  xl_json_int (b, "format", 1);
  xl_json_string (b, "kind", "layout");
  xl_json_string (b, "ledger", t->key);
  xl_json_string (b, "department", l->department != NULL ? l->department : "");
  xl_json_string (b, "title", l->title);
  xl_json_string (b, "mask", l->mask);
  xl_json_string (b, "paper", l->paper);
  if (l->frozen > 0)
    xl_json_int (b, "frozen", l->frozen);
  add_texts (b, "above", l->above);
  add_texts (b, "signers", l->signers);
  if (l->filter != NULL && l->filter[0] != '\0')
    xl_json_string (b, "filter", l->filter);
  add_texts (b, "where", l->where);
  if (l->order != NULL)
    xl_json_string (b, "order", l->order);
  if (l->descending)
    xl_json_boolean (b, "descending", TRUE);
  json_builder_set_member_name (b, "columns");
  json_builder_begin_array (b);
  for (guint i = 0; i < l->columns->len; i++)
    add_column (b, t, g_ptr_array_index (l->columns, i));
  json_builder_end_array (b);
  json_builder_end_object (b);
  root = json_builder_get_root (b);
  return json_to_string (root, TRUE);
}

/* Reading --------------------------------------------------------------------------------------------------------- */

static const char *const masks[] = { "internal", "public", "strict", NULL };
static const char *const papers[] = { "A4", "A4-landscape", "A3-landscape", NULL };

static guint
read_choice (XlDoc *doc, const char *path, JsonObject *object, const char *name, const char *const *names, guint missing)
{
  const char *text = xl_doc_text (doc, path, object, name, FALSE, 60);

  if (text == NULL)
    return missing;
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], text) == 0)
      return i;
  xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, name, "unknown value \"%s\"", text);
  return missing;
}

/* The word for what the column shows; see xl_layout_column_source (). */
static char *
read_source (XlDoc *doc, const char *path, JsonObject *object)
{
  const char *field = xl_doc_text (doc, path, object, "field", FALSE, 60);
  const char *person = xl_doc_text (doc, path, object, "person", FALSE, 60);
  const char *household = xl_doc_text (doc, path, object, "household", FALSE, 60);
  const char *text = xl_doc_text (doc, path, object, "text", FALSE, 200);
  const char *missing = xl_doc_text (doc, path, object, "missing", FALSE, 125);
  guint n = (field != NULL || person != NULL) + (household != NULL) + (text != NULL) + (missing != NULL);

  n += xl_doc_flag (doc, path, object, "number") + xl_doc_flag (doc, path, object, "blank");
  if (n != 1)
    {
      xl_doc_refuse (doc, XL_ERROR_FORMAT, path, NULL, "must name one of field, person, household, number, text and blank");
      return NULL;
    }
  if (person != NULL)
    return g_strconcat (field != NULL ? field : "person", ".", person, NULL);
  if (household != NULL)
    return g_strconcat ("household.", household, NULL);
  if (text != NULL)
    return g_strconcat ("text:", text, NULL);
  if (field == NULL && missing == NULL)
    return g_strdup (xl_doc_flag (doc, path, object, "number") ? "number" : "blank");
  return g_strdup (field != NULL ? field : missing);
}

/* A ledger's field cannot be called as a column of another kind is. */
static XlLayoutColumn *
make_column (const XlTemplate *t, JsonObject *object, const char *source)
{
  if (json_object_has_member (object, "field") && !json_object_has_member (object, "person") && xl_template_find (t, source) < 0)
    {
      g_autofree char *odd = g_strconcat (source, ".", NULL);
      XlLayoutColumn *c = xl_layout_column_new (t, odd);

      g_free (c->text);
      g_free (c->heading);
      c->text = g_strdup (source);
      c->heading = g_strdup (source);
      return c;
    }
  return xl_layout_column_new (t, source);
}

static XlLayoutColumn *
read_column (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object, gboolean lenient)
{
  static const char *const known[] = { "field", "person", "household", "number", "text", "blank", "missing", "heading", "codes",
                                       "mask", "width_mm", "total", NULL };
  g_autofree char *source = NULL;
  const char *heading;
  XlLayoutColumn *c;

  if (object == NULL)
    return NULL;
  xl_doc_only (doc, path, object, known);
  source = read_source (doc, path, object);
  heading = xl_doc_text (doc, path, object, "heading", FALSE, 60);
  if (source == NULL || doc->error != NULL)
    return NULL;
  c = make_column (t, object, source);
  if (c->kind == XL_LAYOUT_MISSING && !lenient)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, NULL, "the ledger %s has no \"%s\"", t->key, source);
  if (heading != NULL)
    {
      g_free (c->heading);
      c->heading = g_strdup (heading);
    }
  if (c->heading == NULL)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, "heading", "is missing");
  c->codes = xl_doc_flag (doc, path, object, "codes");
  c->mask = read_choice (doc, path, object, "mask", masks, 0);
  c->width_mm = (guint) CLAMP (xl_doc_int (doc, path, object, "width_mm", 0), 0, 400);
  c->total = xl_doc_flag (doc, path, object, "total");
  return c;
}

static void
read_columns (XlDoc *doc, const XlTemplate *t, JsonObject *root, XlLedgerLayout *l, gboolean lenient)
{
  JsonArray *array = xl_doc_array (doc, "", root, "columns", TRUE, XL_LAYOUT_MAX_COLUMNS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("/columns/%u", i);
      XlLayoutColumn *c = read_column (doc, t, place, xl_doc_element (doc, "/columns", array, i), lenient);

      if (c != NULL)
        g_ptr_array_add (l->columns, c);
    }
}

static char **
read_lines (XlDoc *doc, JsonObject *root, const char *name, guint most)
{
  g_auto(GStrv) texts = xl_doc_texts (doc, "", root, name, most);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (g_utf8_strlen (texts[i], -1) > 200 || strchr (texts[i], '\n') != NULL)
      xl_doc_refuse (doc, XL_ERROR_TOO_LARGE, "", name, "holds a line that is too long or is none");
  return texts != NULL && texts[0] != NULL ? g_steal_pointer (&texts) : NULL;
}

static void
read_members (XlDoc *doc, const XlTemplate *t, JsonObject *root, XlLedgerLayout *l, gboolean lenient)
{
  static const char *const known[] = { "$schema", "format", "kind", "ledger", "department", "title", "mask", "paper", "frozen",
                                       "above", "signers", "filter", "where", "order", "descending", "columns", NULL };
  const char *department = xl_doc_text (doc, "", root, "department", FALSE, 60);

  xl_doc_only (doc, "", root, known);
  g_free (l->department);
  l->department = g_strdup (department != NULL ? department : "");
  l->title = g_strdup (xl_doc_text (doc, "", root, "title", TRUE, 60));
  g_free (l->mask);
  l->mask = g_strdup (masks[read_choice (doc, "", root, "mask", masks, 0)]);
  g_free (l->paper);
  l->paper = g_strdup (papers[read_choice (doc, "", root, "paper", papers, 1)]);
  l->frozen = (guint) CLAMP (xl_doc_int (doc, "", root, "frozen", 0), 0, 10);
  l->above = read_lines (doc, root, "above", MAX_LINES);
  l->signers = read_lines (doc, root, "signers", MAX_LINES);
  l->where = read_lines (doc, root, "where", 20);
  l->filter = g_strdup (xl_doc_text (doc, "", root, "filter", FALSE, 100));
  l->order = g_strdup (xl_doc_text (doc, "", root, "order", FALSE, 60));
  l->descending = xl_doc_flag (doc, "", root, "descending");
  if (l->order != NULL && strcmp (l->order, "subject") != 0 && xl_template_find (t, l->order) < 0)
    {
      if (!lenient)
        xl_doc_refuse (doc, XL_ERROR_UNKNOWN, "", "order", "the ledger %s has no \"%s\"", t->key, l->order);
      g_clear_pointer (&l->order, g_free);
    }
  read_columns (doc, t, root, l, lenient);
}

/* The object of a file that says it is a layout. */
static JsonObject *
open_file (XlDoc *doc, const char *data, gsize size, JsonParser **parser, const char **ledger)
{
  JsonObject *root;
  const char *kind;

  *parser = xl_doc_read (doc, data, size, XL_LAYOUT_MAX_SIZE, 4);
  if (*parser == NULL)
    return NULL;
  root = json_node_get_object (json_parser_get_root (*parser));
  kind = xl_doc_text (doc, "", root, "kind", TRUE, 40);
  if (kind != NULL && strcmp (kind, "layout") != 0)
    xl_doc_refuse (doc, XL_ERROR_NOT_THAT_KIND, "", "kind", "is \"%s\": not a column layout", kind);
  if (doc->error == NULL && xl_doc_int (doc, "", root, "format", 0) != 1)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "format", "must be 1");
  *ledger = xl_doc_text (doc, "", root, "ledger", TRUE, 60);
  return doc->error == NULL ? root : NULL;
}

char *
xl_ledger_layout_ledger_of (const char *file, const char *data, gsize size, GError **error)
{
  XlDoc doc = { file, NULL };
  g_autoptr(JsonParser) parser = NULL;
  const char *ledger = NULL;

  if (open_file (&doc, data, size, &parser, &ledger) != NULL)
    return g_strdup (ledger);
  g_propagate_error (error, doc.error);
  return NULL;
}

XlLedgerLayout *
xl_ledger_layout_parse (const char *file, const char *data, gsize size, const XlTemplate *t, gboolean lenient, GError **error)
{
  XlDoc doc = { file, NULL };
  g_autoptr(JsonParser) parser = NULL;
  const char *ledger = NULL;
  JsonObject *root = open_file (&doc, data, size, &parser, &ledger);
  g_autoptr(XlLedgerLayout) l = xl_ledger_layout_new (NULL, NULL);

  if (root != NULL && strcmp (ledger, t->key) != 0)
    xl_doc_refuse (&doc, XL_ERROR_CONFLICT, "", "ledger", "is a layout of \"%s\", not of \"%s\"", ledger, t->key);
  else if (root != NULL)
    read_members (&doc, t, root, l, lenient);
  if (doc.error == NULL && !lenient && !xl_ledger_layout_check (l, &doc.error))
    g_prefix_error (&doc.error, "%s: ", file);
  if (doc.error == NULL)
    return g_steal_pointer (&l);
  g_propagate_error (error, doc.error);
  return NULL;
}
