#pragma once

#include <json-glib/json-glib.h>

#include "base/xl-json.h"
#include "people/xl-person-row.h"

G_BEGIN_DECLS

/* A number, or null when it is negative. */
void xl_people_json_number    (JsonBuilder *b, const char *name, gint64 number);

/* One row of `list residents` / `list households` as an object. */
void xl_people_json_person    (JsonBuilder *b, const XlPersonRow *row);
void xl_people_json_household (JsonBuilder *b, const XlHouseholdRow *row);

G_END_DECLS
