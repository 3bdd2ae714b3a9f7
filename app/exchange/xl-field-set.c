#include "exchange/xl-columns.h"

#include "base/xl-error.h"
#include "base/xl-resource.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

static void
free_field (gpointer data)
{
  XlField *field = data;

  g_free (field->key);
  g_free (field->title);
  g_strfreev (field->names);
  g_free (field);
}

XlFieldSet *
xl_field_set_new (const char *kind, const char *title)
{
  XlFieldSet *set = g_new0 (XlFieldSet, 1);

  set->kind = g_strdup (kind);
  set->title = g_strdup (title);
  set->fields = g_ptr_array_new_with_free_func (free_field);
  return set;
}

XlField *
xl_field_set_add (XlFieldSet *set, const char *key, const char *title, const char *const *names, XlContent content,
                  gboolean required)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  XlField *field = g_new0 (XlField, 1);

  field->key = g_strdup (key);
  field->title = g_strdup (title);
  field->content = content;
  field->required = required;
  g_strv_builder_add (builder, title);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_strv_builder_add (builder, names[i]);
  field->names = g_strv_builder_end (builder);
  g_ptr_array_add (set->fields, field);
  return field;
}

int
xl_field_set_find (const XlFieldSet *set, const char *key)
{
  for (guint i = 0; i < set->fields->len; i++)
    if (strcmp (((XlField *) g_ptr_array_index (set->fields, i))->key, key) == 0)
      return (int) i;
  return -1;
}

void
xl_field_set_free (XlFieldSet *set)
{
  if (set == NULL)
    return;
  g_free (set->kind);
  g_free (set->title);
  g_ptr_array_unref (set->fields);
  g_free (set);
}

static XlContent
content_of (const char *name)
{
  static const char *const names[] = { "any", "name", "identity", "date", "phone", "sex", "number" };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      return (XlContent) i;
  return XL_CONTENT_ANY;
}

static void
add_from_json (XlFieldSet *set, JsonObject *object)
{
  JsonArray *array = json_object_has_member (object, "names") ? json_object_get_array_member (object, "names") : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  XlField *field;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (names, (gpointer) json_array_get_string_element (array, i));
  g_ptr_array_add (names, NULL);
  field = xl_field_set_add (set, json_object_get_string_member (object, "key"), json_object_get_string_member (object, "title"),
                            (const char *const *) names->pdata,
                            content_of (json_object_get_string_member_with_default (object, "content", NULL)),
                            json_object_get_boolean_member_with_default (object, "required", FALSE));
  field->fill_down = json_object_get_boolean_member_with_default (object, "fill_down", FALSE);
}

XlFieldSet *
xl_field_set_load (const char *kind, GError **error)
{
  g_autofree char *path = g_strdup_printf ("columns/%s.json", kind);
  g_autoptr(GBytes) bytes = strchr (kind, '/') == NULL ? xl_resource_bytes (path) : NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *root;
  JsonArray *fields;
  XlFieldSet *set;
  gsize size;
  const char *text;

  if (bytes == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, _("there is no import of %s"), kind);
      return NULL;
    }
  text = g_bytes_get_data (bytes, &size);
  if (!json_parser_load_from_data (parser, text, (gssize) size, error))
    return NULL;
  root = json_node_get_object (json_parser_get_root (parser));
  set = xl_field_set_new (json_object_get_string_member (root, "kind"), json_object_get_string_member (root, "title"));
  fields = json_object_get_array_member (root, "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    add_from_json (set, json_array_get_object_element (fields, i));
  return set;
}
