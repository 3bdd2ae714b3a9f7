#include "exchange/xl-column-map-private.h"

#include "base/xl-error.h"
#include "base/xl-json.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_DEPTH 4

XlColumnMap *
xl_column_map_new (void)
{
  XlColumnMap *map = g_new0 (XlColumnMap, 1);

  map->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return map;
}

void
xl_column_map_set (XlColumnMap *map, const char *column, const char *key)
{
  g_hash_table_replace (map->columns, g_strdup (column), g_strdup (key != NULL ? key : ""));
}

void
xl_column_map_set_header_row (XlColumnMap *map, guint row)
{
  map->header_row = row;
}

void
xl_column_map_free (XlColumnMap *map)
{
  if (map == NULL)
    return;
  g_hash_table_unref (map->columns);
  g_free (map);
}

static gboolean
take_columns (XlColumnMap *map, JsonNode *node)
{
  JsonObjectIter iter;
  const char *column;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &column, &value))
    {
      if (!JSON_NODE_HOLDS_NULL (value) && json_node_get_value_type (value) != G_TYPE_STRING)
        return FALSE;
      xl_column_map_set (map, column, JSON_NODE_HOLDS_NULL (value) ? NULL : json_node_get_string (value));
    }
  return TRUE;
}

XlColumnMap *
xl_column_map_parse (const char *json, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(XlColumnMap) map = xl_column_map_new ();
  g_autoptr(GError) local = NULL;
  JsonObject *root = NULL;
  gint64 row = 0;
  gsize at;

  if (xl_json_look (json, strlen (json), MAX_DEPTH, &at) == XL_JSON_SOUND && json_parser_load_from_data (parser, json, -1, &local) && json_parser_get_root (parser) != NULL
      && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    root = json_node_get_object (json_parser_get_root (parser));
  if (root != NULL)
    row = json_object_get_int_member_with_default (root, "header_row", 0);
  if (root != NULL && row >= 0 && row <= XL_COLUMNS_LOOK_AHEAD
      && (!json_object_has_member (root, "columns") || take_columns (map, json_object_get_member (root, "columns"))))
    {
      map->header_row = (guint) row;
      return g_steal_pointer (&map);
    }
  g_set_error (error, XL_ERROR, XL_ERROR_FORMAT,
               _("the map is not of the form {\"header_row\": 3, \"columns\": {\"F\": \"id_number\"}}: %s"),
               local != NULL ? local->message : "a member has another shape");
  return NULL;
}
