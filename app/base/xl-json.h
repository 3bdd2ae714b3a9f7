#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of the object that @builder is in; NULL text becomes null.  Thread: any. */
void xl_json_string  (JsonBuilder *builder, const char *name, const char *value);
void xl_json_int     (JsonBuilder *builder, const char *name, gint64 value);
void xl_json_boolean (JsonBuilder *builder, const char *name, gboolean value);
void xl_json_null    (JsonBuilder *builder, const char *name);
/* As xl_json_string (), but "" becomes null too. */
void xl_json_filled    (JsonBuilder *builder, const char *name, const char *value);

G_END_DECLS
