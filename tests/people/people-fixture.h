#pragma once

/* Invented people to put into an office file in memory. */
#include "../store/memory-file.h"

#include "people/xl-household-table.h"
#include "people/xl-membership-table.h"
#include "people/xl-person-kind-table.h"
#include "people/xl-person-table.h"
#include "store/xl-change.h"

#define OFFICE "220622103200"

/* Runs @func as one recorded edit that must succeed. */
static inline gint64
fixture_edit (XlDb *db, XlWriteFunc func, gpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 result = xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, func, data, &error);

  g_assert_no_error (error);
  return result;
}

/* Everything the people's tables hold, as one text: two states are the same when their texts are. */
static inline char *
fixture_dump (XlDb *db)
{
  g_autoptr(GError) error = NULL;
  char *text = xl_db_text (db,
    "SELECT group_concat (line, char (10)) FROM ("
    " SELECT 'p' || id || '|' || name || '|' || office || '|' || present || '|' || coalesce (death_date, '') || '|'"
    " || coalesce (id_number, '') || '|' || coalesce (phone, '') AS line FROM person"
    " UNION ALL SELECT 'h' || id || '|' || number || '|' || coalesce (head, '') || '|' || coalesce (to_date, '') FROM household"
    " UNION ALL SELECT 'm' || id || '|' || person || '|' || household || '|' || coalesce (relation, '') || '|'"
    " || coalesce (from_date, '') || '|' || coalesce (to_date, '') || '|' || coalesce (end_reason, '') FROM membership"
    " UNION ALL SELECT 'k' || id || '|' || person || '|' || kind || '|' || coalesce (to_date, '') FROM person_kind"
    " ORDER BY 1)", &error);

  g_assert_no_error (error);
  return text;
}

static inline gint64
fixture_person (XlDb *db, const char *name, const char *sex, const char *birth, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (OFFICE);

  if (!xl_person_set_name (person, name, error))
    return -1;
  person->sex = g_strdup (sex);
  person->birth_date = g_strdup (birth);
  return xl_person_table_insert (db, person, error);
}
