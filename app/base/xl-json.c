#include "base/xl-json.h"

void
xl_json_null (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_null_value (builder);
}

void
xl_json_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    {
      xl_json_null (builder, name);
      return;
    }
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

void
xl_json_filled (JsonBuilder *builder, const char *name, const char *value)
{
  xl_json_string (builder, name, value != NULL && *value != '\0' ? value : NULL);
}

void
xl_json_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
xl_json_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}
