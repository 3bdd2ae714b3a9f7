#pragma once

#include <json-glib/json-glib.h>

#include "people/xl-person-row-table.h"
#include "people/xl-person.h"

G_BEGIN_DECLS

/* A member of the object that is being built: text or null; a number or null when negative. */
void xl_json_text   (JsonBuilder *b, const char *name, const char *text);
void xl_json_number (JsonBuilder *b, const char *name, gint64 number);

/* One row of `list residents` / `list households` as an object. */
void xl_people_json_person    (JsonBuilder *b, const XlPersonRow *row);
void xl_people_json_household (JsonBuilder *b, const XlHouseholdRow *row);

G_END_DECLS
