#pragma once

/* A village of three people to visit, of whom two were seen in June 2026. */
#include "ledgers/xl-ledger-table.h"
#include "office/xl-office-table.h"
#include "people/xl-person-table.h"

#include <string.h>

static inline gint64
add_person (XlDb *db, const char *name, const char *birth, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new ("220622103200");

  g_assert_true (xl_person_set_name (person, name, error));
  person->birth_date = g_strdup (birth);
  return xl_person_table_insert (db, person, error);
}

static inline gboolean
put (XlDb *db, const XlTemplate *t, const char *const *texts, gint64 person, GError **error)
{
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (t, "220622103200");
  const char *reason = NULL;

  for (guint i = 0; i < t->fields->len; i++)
    {
      const XlLedgerField *field = g_ptr_array_index (t->fields, i);

      if ((int) i == t->subject_field)
        xl_ledger_record_set_number (record, i, person);
      for (guint k = 0; texts[k] != NULL; k += 2)
        if (strcmp (texts[k], field->key) == 0)
          g_assert_true (xl_ledger_record_set_text (t, record, i, texts[k + 1], &reason));
    }
  xl_ledger_record_place (t, record);
  return xl_ledger_table_insert (db, t, record, NULL, error) > 0;
}

static inline gint64
make_month (XlDb *db, gpointer data, GError **error)
{
  static const char *const names[] = { "徐㼆", "陈𬭎", "周永福" };
  g_autoptr(XlTemplate) list = xl_ledger_table_template (db, "elder-list", error);
  g_autoptr(XlTemplate) visit = xl_ledger_table_template (db, "elder-visit", error);

  g_assert_nonnull (visit);
  g_assert_true (xl_ledger_table_ensure (db, list, error) && xl_ledger_table_ensure (db, visit, error));
  g_assert_cmpint (xl_office_table_ensure (db, "220622103200", NULL, "village", error), >, 0);
  g_assert_true (xl_office_table_set_own (db, "220622103200", error));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 person = add_person (db, names[i], "1945-03-05", error);

      g_assert_cmpint (person, >, 0);
      g_assert_true (put (db, list, (const char *[]) { "kinds", "独居、高龄", "listed_on", "2026-01-05", NULL }, person, error));
      if (i < 2)
        g_assert_true (put (db, visit, (const char *[]) { "visited_on", i ? "2026-06-20" : "2026-06-03", "mode", i ? "电话" : "入户",
                                                           "visitor", "赵志强", "condition", "良好", NULL }, person, error));
    }
  return 0;
}
