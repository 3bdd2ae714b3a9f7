#include "filings/xl-filing-form.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Reading: every helper leaves the first thing that is wrong in @error and goes on with nothing. */
typedef struct {
  const char *name;
  GError    **error;
  gboolean    failed;
} Reader;

static void
fail (Reader *r, const char *member, const char *reason)
{
  if (!r->failed)
    g_set_error (r->error, XL_ERROR, XL_ERROR_FORMAT, "form %s: %s: %s", r->name, member, reason);
  r->failed = TRUE;
}

static char *
read_text (Reader *r, JsonObject *object, const char *member, gboolean required)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (node != NULL)
    fail (r, member, "is no text");
  else if (required)
    fail (r, member, "is missing");
  return NULL;
}

static gboolean
read_flag (Reader *r, JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  fail (r, member, "is neither true nor false");
  return FALSE;
}

static int
read_choice (Reader *r, JsonObject *object, const char *member, const char *const *choices)
{
  g_autofree char *text = read_text (r, object, member, FALSE);

  if (text == NULL)
    return 0;
  for (int i = 0; choices[i] != NULL; i++)
    if (strcmp (choices[i], text) == 0)
      return i;
  fail (r, member, "is a word the program does not know");
  return 0;
}

static XlMaskField
read_mask (Reader *r, JsonObject *object, const char *member)
{
  static const char *const fields[] = { "plain", "name", "identity", "phone", "bank", "address", "health", NULL };

  return (XlMaskField) read_choice (r, object, member, fields);
}

/* The objects of the array @member; an empty array when there is none. */
static GPtrArray *
read_objects (Reader *r, JsonObject *object, const char *member, gpointer (*read) (Reader *, JsonObject *),
              GDestroyNotify free_item)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array;

  if (node == NULL)
    return items;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      fail (r, member, "is no list");
      return items;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array) && !r->failed; i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (item))
        g_ptr_array_add (items, read (r, json_node_get_object (item)));
      else
        fail (r, member, "holds something else than objects");
    }
  return items;
}

static gpointer
read_paragraph (Reader *r, JsonObject *object)
{
  XlFormParagraph *p = g_new0 (XlFormParagraph, 1);

  p->level = (int) json_object_get_int_member_with_default (object, "level", 0);
  p->text = read_text (r, object, "text", TRUE);
  p->when = read_text (r, object, "when", FALSE);
  return p;
}

static void
paragraph_free (gpointer item)
{
  XlFormParagraph *p = item;

  g_free (p->text);
  g_free (p->when);
  g_free (p);
}

static gpointer
read_summary_row (Reader *r, JsonObject *object)
{
  XlFormSummaryRow *row = g_new0 (XlFormSummaryRow, 1);

  row->label = read_text (r, object, "label", TRUE);
  row->value = read_text (r, object, "value", TRUE);
  row->note = read_text (r, object, "note", FALSE);
  return row;
}

static void
summary_row_free (gpointer item)
{
  XlFormSummaryRow *row = item;

  g_free (row->label);
  g_free (row->value);
  g_free (row->note);
  g_free (row);
}

static gpointer
read_column (Reader *r, JsonObject *object)
{
  static const char *const aligns[] = { "text", "number", "center", NULL };
  XlFormColumn *column = g_new0 (XlFormColumn, 1);

  column->key = read_text (r, object, "key", TRUE);
  column->title = read_text (r, object, "title", TRUE);
  column->align = (XlFormAlign) read_choice (r, object, "type", aligns);
  column->mask = read_mask (r, object, "mask");
  column->total = read_flag (r, object, "total");
  return column;
}

static void
column_free (gpointer item)
{
  XlFormColumn *column = item;

  g_free (column->key);
  g_free (column->title);
  g_free (column);
}

static gpointer
read_table (Reader *r, JsonObject *object)
{
  XlFormTable *table = g_new0 (XlFormTable, 1);

  table->key = read_text (r, object, "key", TRUE);
  table->title = read_text (r, object, "title", TRUE);
  table->when = read_text (r, object, "when", FALSE);
  table->landscape = read_flag (r, object, "landscape");
  table->columns = read_objects (r, object, "columns", read_column, column_free);
  if (table->columns->len == 0)
    fail (r, "tables", "a table has no columns");
  return table;
}

static void
table_free (gpointer item)
{
  XlFormTable *table = item;

  g_free (table->key);
  g_free (table->title);
  g_free (table->when);
  g_clear_pointer (&table->columns, g_ptr_array_unref);
  g_free (table);
}

static gpointer
read_signer (Reader *r, JsonObject *object)
{
  return read_text (r, object, "label", TRUE);
}

static GHashTable *
read_masks (Reader *r, JsonObject *object)
{
  GHashTable *masks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *node = json_object_get_member (object, "masks");
  g_autoptr(GList) members = NULL;

  if (node == NULL)
    return masks;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail (r, "masks", "is no object");
      return masks;
    }
  members = json_object_get_members (json_node_get_object (node));
  for (GList *l = members; l != NULL; l = l->next)
    g_hash_table_insert (masks, g_strdup (l->data), GINT_TO_POINTER (read_mask (r, json_node_get_object (node), l->data)));
  return masks;
}

static void
read_letter (Reader *r, XlFilingForm *form, JsonObject *root)
{
  static const char *const heads[] = { "red", "plain", NULL };

  form->red_head = read_choice (r, root, "head", heads) == 0;
  form->upward = read_flag (r, root, "upward");
  form->mark = read_text (r, root, "mark", TRUE);
  form->title = read_text (r, root, "title", TRUE);
  form->to = read_text (r, root, "to", TRUE);
  form->paragraphs = read_objects (r, root, "body", read_paragraph, paragraph_free);
  form->signature = read_text (r, root, "signature", TRUE);
  form->note = read_text (r, root, "note", FALSE);
  form->copies = read_text (r, root, "copies", FALSE);
  form->printer = read_text (r, root, "printer", FALSE);
}

static void
read_form (Reader *r, XlFilingForm *form, JsonObject *root)
{
  form->key = read_text (r, root, "key", TRUE);
  form->name = read_text (r, root, "name", TRUE);
  form->period = read_text (r, root, "period", TRUE);
  form->source = read_text (r, root, "source", TRUE);
  read_letter (r, form, root);
  form->summary_title = read_text (r, root, "summary_title", FALSE);
  form->summary = read_objects (r, root, "summary", read_summary_row, summary_row_free);
  form->tables = read_objects (r, root, "tables", read_table, table_free);
  form->masks = read_masks (r, root);
  form->review_title = read_text (r, root, "review_title", FALSE);
  form->review_signers = read_objects (r, root, "review_signers", read_signer, g_free);
}

XlFilingForm *
xl_filing_form_parse (GBytes *json, const char *name, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(XlFilingForm) form = g_new0 (XlFilingForm, 1);
  Reader reader = { name, error, FALSE };
  gsize length;
  const char *text = g_bytes_get_data (json, &length);

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL)
      || json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "form %s: is no JSON object", name);
      return NULL;
    }
  read_form (&reader, form, json_node_get_object (json_parser_get_root (parser)));
  return reader.failed ? NULL : g_steal_pointer (&form);
}

void
xl_filing_form_free (XlFilingForm *form)
{
  if (form == NULL)
    return;
  g_free (form->key);
  g_free (form->name);
  g_free (form->period);
  g_free (form->source);
  g_free (form->mark);
  g_free (form->title);
  g_free (form->to);
  g_clear_pointer (&form->paragraphs, g_ptr_array_unref);
  g_free (form->signature);
  g_free (form->note);
  g_free (form->copies);
  g_free (form->printer);
  g_free (form->summary_title);
  g_clear_pointer (&form->summary, g_ptr_array_unref);
  g_clear_pointer (&form->tables, g_ptr_array_unref);
  g_clear_pointer (&form->masks, g_hash_table_unref);
  g_free (form->review_title);
  g_clear_pointer (&form->review_signers, g_ptr_array_unref);
  g_free (form);
}
