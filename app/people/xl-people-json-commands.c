#include "people/xl-people-json.h"

void
xl_people_json_number (JsonBuilder *b, const char *name, gint64 number)
{
  json_builder_set_member_name (b, name);
  if (number >= 0)
    json_builder_add_int_value (b, number);
  else
    json_builder_add_null_value (b);
}

static gint64
or_none (gint64 number)
{
  return number != 0 ? number : -1;
}

static void
add_kinds (JsonBuilder *b, const char *kinds)
{
  g_auto(GStrv) codes = g_strsplit (kinds != NULL ? kinds : "", " ", -1);

  json_builder_set_member_name (b, "kinds");
  json_builder_begin_array (b);
  for (guint i = 0; codes[i] != NULL && codes[i][0] != '\0'; i++)
    json_builder_add_string_value (b, codes[i]);
  json_builder_end_array (b);
}

void
xl_people_json_person (JsonBuilder *b, const XlPersonRow *row)
{
  json_builder_begin_object (b);
  xl_people_json_number (b, "id", row->id);
  xl_json_string (b, "office", row->office);
  xl_json_string (b, "name", row->name);
  xl_json_string (b, "sex", row->sex);
  xl_json_string (b, "birth", row->birth_date);
  xl_json_string (b, "id_number", row->id_number);
  xl_json_string (b, "id_written", row->id_written);
  xl_json_string (b, "verdict", row->id_verdict);
  xl_json_string (b, "phone", row->phone);
  xl_json_string (b, "ethnic", row->ethnic);
  xl_json_string (b, "education", row->education);
  xl_json_string (b, "political", row->political);
  xl_json_string (b, "away", row->away);
  xl_json_string (b, "address", row->address);
  xl_json_string (b, "note", row->note);
  xl_json_string (b, "death", row->death_date);
  json_builder_set_member_name (b, "present");
  json_builder_add_boolean_value (b, row->present);
  xl_people_json_number (b, "household", or_none (row->household));
  xl_json_string (b, "household_number", row->household_number);
  xl_people_json_number (b, "group", or_none (row->group_no));
  xl_json_string (b, "relation", row->relation);
  xl_json_string (b, "relation_written", row->relation_written);
  add_kinds (b, row->kinds);
  json_builder_end_object (b);
}

void
xl_people_json_household (JsonBuilder *b, const XlHouseholdRow *row)
{
  json_builder_begin_object (b);
  xl_people_json_number (b, "id", row->id);
  xl_json_string (b, "office", row->office);
  xl_json_string (b, "number", row->number);
  xl_people_json_number (b, "group", or_none (row->group_no));
  xl_json_string (b, "kind", row->kind);
  xl_people_json_number (b, "head", or_none (row->head));
  xl_json_string (b, "head_name", row->head_name);
  xl_people_json_number (b, "size", row->size);
  xl_people_json_number (b, "stated_size", row->stated_size);
  xl_people_json_number (b, "land_mu_x100", row->land_mu_x100);
  xl_json_string (b, "phone", row->phone);
  xl_json_string (b, "address", row->address);
  xl_json_string (b, "note", row->note);
  json_builder_end_object (b);
}
