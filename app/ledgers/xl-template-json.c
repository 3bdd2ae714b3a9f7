#include "ledgers/xl-template-json.h"

#include "base/xl-json.h"

#include <stdarg.h>
#include <string.h>

void
xl_doc_refuse (XlDoc *doc, XlError code, const char *path, const char *name, const char *format, ...)
{
  g_autofree char *said = NULL, *reason = NULL;
  va_list args;

  if (doc->error != NULL)
    return;
  va_start (args, format);
  said = g_strdup_vprintf (format, args);
  va_end (args);
  reason = g_utf8_make_valid (said, -1);   /* json-glib cuts what it quotes anywhere */
  if (name == NULL && *path == '\0')
    doc->error = g_error_new (XL_ERROR, code, "%s: %s", doc->file, reason);
  else
    doc->error = g_error_new (XL_ERROR, code, "%s: %s%s%s: %s", doc->file, path, name != NULL ? "/" : "",
                              name != NULL ? name : "", reason);
}

typedef struct {
  XlDoc  *doc;
  GHashTable *seen;   /* "object address:member" */
} Members;

static void
on_member (JsonParser *parser, JsonObject *object, const char *name, gpointer data)
{
  Members *m = data;

  if (!g_hash_table_add (m->seen, g_strdup_printf ("%p:%s", (void *) object, name)))
    xl_doc_refuse (m->doc, XL_ERROR_CONFLICT, "", NULL, "the member \"%s\" stands twice in one object", name);
}

static gboolean
fits (XlDoc *doc, const char *data, gsize size, gsize max_size, guint max_depth)
{
  gsize at = 0;

  if (size > max_size)
    {
      xl_doc_refuse (doc, XL_ERROR_TOO_LARGE, "", NULL, "%" G_GSIZE_FORMAT " bytes are more than the %" G_GSIZE_FORMAT
                     " allowed", size, max_size);
      return FALSE;
    }
  switch (xl_json_look (data, size, max_depth, &at))
    {
    case XL_JSON_NOT_UTF8:
      xl_doc_refuse (doc, XL_ERROR_FORMAT, "", NULL, "is not UTF-8 at byte %" G_GSIZE_FORMAT, at + 1);
      break;
    case XL_JSON_TOO_DEEP:
      xl_doc_refuse (doc, XL_ERROR_TOO_LARGE, "", NULL, "is nested deeper than %u levels", max_depth);
      break;
    case XL_JSON_STRAY:
      xl_doc_refuse (doc, XL_ERROR_FORMAT, "", NULL, "is not JSON at byte %" G_GSIZE_FORMAT, at + 1);
      break;
    case XL_JSON_BAD_ESCAPE:
      xl_doc_refuse (doc, XL_ERROR_FORMAT, "", NULL, "has an escape at byte %" G_GSIZE_FORMAT " that is no character", at + 1);
      break;
    default:
      break;
    }
  return doc->error == NULL;
}

JsonParser *
xl_doc_read (XlDoc *doc, const char *data, gsize size, gsize max_size, guint max_depth)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GError) error = NULL;
  Members members = { doc, seen };
  JsonNode *root;

  if (!fits (doc, data, size, max_size, max_depth))
    return NULL;
  g_signal_connect (parser, "object-member", G_CALLBACK (on_member), &members);
  if (!json_parser_load_from_data (parser, data, (gssize) size, &error))
    {
      xl_doc_refuse (doc, XL_ERROR_FORMAT, "", NULL, "is not JSON: %s", error->message);
      return NULL;
    }
  g_signal_handlers_disconnect_by_data (parser, &members);
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", NULL, "is no JSON object");
  return doc->error == NULL ? g_steal_pointer (&parser) : NULL;
}

void
xl_doc_only (XlDoc *doc, const char *path, JsonObject *object, const char *const *known)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_strv_contains (known, name))
      xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, name, "there is no such member");
}

/* The member as a value of @type, or NULL. */
static JsonNode *
find_value (XlDoc *doc, const char *path, JsonObject *object, const char *name, GType type, const char *wanted)
{
  JsonNode *node = object != NULL && doc->error == NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type)
    return node;
  xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "must be %s", wanted);
  return NULL;
}

/* Controls, and what turns round the words beside it so that another text is read than stands there. */
static gboolean
is_hidden (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E)
         || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_blank (const char *text)
{
  while (*text != '\0' && !g_unichar_isgraph (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

static gboolean
is_plain_text (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (is_hidden (g_utf8_get_char (c)) && *c != '\n')
      return FALSE;
  return TRUE;
}

static const char *
judge_text (XlDoc *doc, const char *path, const char *name, const char *text, guint max)
{
  if (g_utf8_strlen (text, -1) > (glong) max)
    xl_doc_refuse (doc, XL_ERROR_TOO_LARGE, path, name, "is longer than %u characters", max);
  else if (!is_plain_text (text))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "holds control characters");
  return doc->error == NULL ? text : NULL;
}

const char *
xl_doc_text (XlDoc *doc, const char *path, JsonObject *object, const char *name, gboolean required, guint max)
{
  JsonNode *node = find_value (doc, path, object, name, G_TYPE_STRING, "a text");
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  if (text == NULL || is_blank (text))
    {
      if (required)
        xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "is missing");
      return NULL;
    }
  return judge_text (doc, path, name, text, max);
}

gint64
xl_doc_int (XlDoc *doc, const char *path, JsonObject *object, const char *name, gint64 missing)
{
  JsonNode *node = find_value (doc, path, object, name, G_TYPE_INT64, "a whole number");

  return node != NULL ? json_node_get_int (node) : missing;
}

double
xl_doc_number (XlDoc *doc, const char *path, JsonObject *object, const char *name, double missing)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return json_node_get_double (node);
  return (double) xl_doc_int (doc, path, object, name, (gint64) missing);
}

gboolean
xl_doc_flag (XlDoc *doc, const char *path, JsonObject *object, const char *name)
{
  JsonNode *node = find_value (doc, path, object, name, G_TYPE_BOOLEAN, "true or false");

  return node != NULL && json_node_get_boolean (node);
}

JsonArray *
xl_doc_array (XlDoc *doc, const char *path, JsonObject *object, const char *name, gboolean required, guint max)
{
  JsonNode *node = object != NULL && doc->error == NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL && required)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "is missing");
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "must be a list");
  else if (json_array_get_length (json_node_get_array (node)) > max)
    xl_doc_refuse (doc, XL_ERROR_TOO_LARGE, path, name, "has more than %u entries", max);
  return doc->error == NULL ? json_node_get_array (node) : NULL;
}

JsonObject *
xl_doc_element (XlDoc *doc, const char *path, JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  xl_doc_refuse (doc, XL_ERROR_FORMAT, path, NULL, "entry %u must be an object", i);
  return NULL;
}

JsonObject *
xl_doc_object (XlDoc *doc, const char *path, JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL && doc->error == NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "must be an object");
  return NULL;
}

char **
xl_doc_texts (XlDoc *doc, const char *path, JsonObject *object, const char *name, guint max)
{
  JsonArray *array = xl_doc_array (doc, path, object, name, FALSE, max);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        xl_doc_refuse (doc, XL_ERROR_FORMAT, path, name, "entry %u must be a text", i);
      else if (judge_text (doc, path, name, json_node_get_string (node), 200) != NULL)
        g_ptr_array_add (texts, g_strdup (json_node_get_string (node)));
    }
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}
