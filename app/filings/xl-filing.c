#include "filings/xl-filing.h"

#include "base/xl-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_DEPTH 16   /* of the data that travels in a stranger's paper */

struct _XlFilingSheet
{
  char         *key;
  char        **columns;
  guint         n_columns;
  GStringChunk *text;
  GPtrArray    *cells;     /* row after row; strings of @text */
};

struct _XlFilingData
{
  GHashTable *texts;       /* key → text */
  GPtrArray  *tables;
};

static void
table_free (gpointer item)
{
  XlFilingSheet *table = item;

  g_free (table->key);
  g_strfreev (table->columns);
  g_string_chunk_free (table->text);
  g_ptr_array_unref (table->cells);
  g_free (table);
}

XlFilingData *
xl_filing_data_new (void)
{
  XlFilingData *data = g_new0 (XlFilingData, 1);

  data->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  data->tables = g_ptr_array_new_with_free_func (table_free);
  return data;
}

void
xl_filing_data_free (XlFilingData *data)
{
  if (data == NULL)
    return;
  g_hash_table_unref (data->texts);
  g_ptr_array_unref (data->tables);
  g_free (data);
}

void
xl_filing_data_set (XlFilingData *data, const char *key, const char *text)
{
  g_hash_table_replace (data->texts, g_strdup (key), g_strdup (text != NULL ? text : ""));
}

void
xl_filing_data_set_int (XlFilingData *data, const char *key, gint64 number)
{
  g_hash_table_replace (data->texts, g_strdup (key), g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

const char *
xl_filing_data_get (const XlFilingData *data, const char *key)
{
  return g_hash_table_lookup (data->texts, key);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
xl_filing_data_keys (const XlFilingData *data)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, data->texts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

XlFilingSheet *
xl_filing_data_add_sheet (XlFilingData *data, const char *key, const char *const *columns)
{
  XlFilingSheet *table = g_new0 (XlFilingSheet, 1);

  table->key = g_strdup (key);
  table->columns = g_strdupv ((char **) columns);
  table->n_columns = g_strv_length (table->columns);
  table->text = g_string_chunk_new (4096);
  table->cells = g_ptr_array_new ();
  g_ptr_array_add (data->tables, table);
  return table;
}

XlFilingSheet *
xl_filing_data_sheet (const XlFilingData *data, const char *key)
{
  for (guint i = 0; i < data->tables->len; i++)
    {
      XlFilingSheet *table = g_ptr_array_index (data->tables, i);

      if (strcmp (table->key, key) == 0)
        return table;
    }
  return NULL;
}

guint
xl_filing_data_n_sheets (const XlFilingData *data)
{
  return data->tables->len;
}

XlFilingSheet *
xl_filing_data_nth_sheet (const XlFilingData *data, guint i)
{
  return g_ptr_array_index (data->tables, i);
}

const char *
xl_filing_sheet_key (const XlFilingSheet *table)
{
  return table->key;
}

guint
xl_filing_sheet_n_columns (const XlFilingSheet *table)
{
  return table->n_columns;
}

const char *
xl_filing_sheet_column (const XlFilingSheet *table, guint column)
{
  return table->columns[column];
}

int
xl_filing_sheet_find (const XlFilingSheet *table, const char *column)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (strcmp (table->columns[i], column) == 0)
      return (int) i;
  return -1;
}

guint
xl_filing_sheet_n_rows (const XlFilingSheet *table)
{
  return table->n_columns > 0 ? table->cells->len / table->n_columns : 0;
}

void
xl_filing_sheet_add (XlFilingSheet *table, const char *const *cells)
{
  for (guint i = 0; i < table->n_columns; i++)
    g_ptr_array_add (table->cells, g_string_chunk_insert (table->text, cells[i] != NULL ? cells[i] : ""));
}

const char *
xl_filing_sheet_cell (const XlFilingSheet *table, guint row, guint column)
{
  return g_ptr_array_index (table->cells, row * table->n_columns + column);
}

void
xl_filing_sheet_set_cell (XlFilingSheet *table, guint row, guint column, const char *text)
{
  g_ptr_array_index (table->cells, row * table->n_columns + column) = g_string_chunk_insert (table->text, text);
}

/* Spelling --------------------------------------------------------------------------------------------------------- */

static void
append_json_text (GString *out, const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  for (const char *p = text; ; p++)
    {
      if (*p != '\0' && *p != '"' && *p != '\\' && (guchar) *p >= 0x20)
        continue;
      g_string_append_len (out, run, p - run);
      if (*p == '\0')
        break;
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
      run = p + 1;
    }
  g_string_append_c (out, '"');
}

static void
append_json_table (GString *out, const XlFilingSheet *table)
{
  guint n_rows = xl_filing_sheet_n_rows (table);

  append_json_text (out, table->key);
  g_string_append (out, ":{\"columns\":[");
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_json_text (out, table->columns[i]);
    }
  g_string_append (out, "],\"rows\":[");
  for (guint row = 0; row < n_rows; row++)
    {
      g_string_append (out, row > 0 ? ",\n[" : "\n[");
      for (guint i = 0; i < table->n_columns; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_json_text (out, xl_filing_sheet_cell (table, row, i));
        }
      g_string_append_c (out, ']');
    }
  g_string_append (out, "]}");
}

GBytes *
xl_filing_data_to_json (const XlFilingData *data)
{
  g_autoptr(GPtrArray) keys = xl_filing_data_keys (data);
  GString *out = g_string_sized_new (4096);

  g_string_append (out, "{\"format\":\"xiangli-filing-1\",\"keys\":{");
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      g_string_append (out, i > 0 ? ",\n" : "\n");
      append_json_text (out, key);
      g_string_append_c (out, ':');
      append_json_text (out, xl_filing_data_get (data, key));
    }
  g_string_append (out, "},\n\"tables\":{");
  for (guint i = 0; i < data->tables->len; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      append_json_table (out, g_ptr_array_index (data->tables, i));
    }
  g_string_append (out, "}}\n");
  return g_string_free_to_bytes (out);
}

static const char *
string_of (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static JsonArray *
array_of (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* The strings of @array, or NULL when something else is in it or it is longer than @most. */
static char **
strings_of (JsonArray *array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = json_array_get_length (array);

  for (guint i = 0; i < n; i++)
    {
      const char *text = string_of (json_array_get_element (array, i));

      if (text == NULL)
        return NULL;
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_table (XlFilingData *data, const char *key, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *columns = object != NULL ? array_of (object, "columns") : NULL;
  JsonArray *rows = object != NULL ? array_of (object, "rows") : NULL;
  g_auto(GStrv) names = columns != NULL ? strings_of (columns) : NULL;
  XlFilingSheet *table;

  if (names == NULL || rows == NULL)
    return FALSE;
  table = xl_filing_data_add_sheet (data, key, (const char *const *) names);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      g_auto(GStrv) cells = JSON_NODE_HOLDS_ARRAY (row) ? strings_of (json_node_get_array (row)) : NULL;

      if (cells == NULL || g_strv_length (cells) != table->n_columns)
        return FALSE;
      xl_filing_sheet_add (table, (const char *const *) cells);
    }
  return TRUE;
}

static gboolean
read_members (XlFilingData *data, JsonObject *root)
{
  JsonNode *keys = json_object_get_member (root, "keys");
  JsonNode *tables = json_object_get_member (root, "tables");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (keys == NULL || !JSON_NODE_HOLDS_OBJECT (keys) || tables == NULL || !JSON_NODE_HOLDS_OBJECT (tables))
    return FALSE;
  json_object_iter_init_ordered (&iter, json_node_get_object (keys));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (string_of (node) == NULL)
        return FALSE;
      xl_filing_data_set (data, name, string_of (node));
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (tables));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!read_table (data, name, node))
      return FALSE;
  return TRUE;
}

XlFilingData *
xl_filing_data_from_json (GBytes *json, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(XlFilingData) data = xl_filing_data_new ();
  gsize length, at;
  const char *text = g_bytes_get_data (json, &length);
  JsonNode *root;

  if (xl_json_look (text, length, MAX_DEPTH, &at) == XL_JSON_SOUND
      && json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && read_members (data, json_node_get_object (root)))
        return g_steal_pointer (&data);
    }
  g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "data.json: is not the data of a filing");
  return NULL;
}

static void
append_csv_cell (GString *out, const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

GBytes *
xl_filing_sheet_to_csv (const XlFilingSheet *table, const char *const *titles)
{
  GString *out = g_string_new ("\xef\xbb\xbf");
  guint n_rows = xl_filing_sheet_n_rows (table);

  for (guint i = 0; i < table->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_csv_cell (out, titles != NULL ? titles[i] : table->columns[i]);
    }
  g_string_append (out, "\r\n");
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = 0; i < table->n_columns; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_csv_cell (out, xl_filing_sheet_cell (table, row, i));
        }
      g_string_append (out, "\r\n");
    }
  return g_string_free_to_bytes (out);
}
