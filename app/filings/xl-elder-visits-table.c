#include "filings/xl-filing-source.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "base/xl-name.h"
#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-table.h"
#include "store/xl-sql.h"

#include <stdio.h>
#include <string.h>

/* The month that is filed. */
typedef struct {
  XlDb         *db;
  const char   *office;      /* who files */
  const char   *scope;       /* whose records: a village's own, NULL for a township: all of the file */
  const char   *period;
  char          end[11];       /* its last day */
  XlFilingData *data;
  XlTemplate   *t;
} Month;

static gboolean
find_end (const char *period, char end[11])
{
  int year, month;

  if (sscanf (period, "%4d-%2d", &year, &month) != 2 || month < 1 || month > 12)
    return FALSE;
  g_snprintf (end, 11, "%04d-%02d-%02d", year, month, xl_date_month_length (year, month));
  return TRUE;
}

/* "1,8" → 独居、高龄 */
static char *
kind_words (const char *codes)
{
  const XlCodeTable *table = xl_code_table ("special_elderly_8");
  g_auto(GStrv) parts = g_strsplit (codes != NULL ? codes : "", ",", -1);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = table != NULL ? xl_code_name (table, parts[i]) : NULL;

      if (name != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? "、" : "", name);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
age_words (const char *birth, const char *day)
{
  int age = birth != NULL ? xl_age_on (birth, day) : -1;

  return age >= 0 ? g_strdup_printf ("%d", age) : g_strdup ("");
}

static const char *
sex_word (const char *code)
{
  return g_strcmp0 (code, "1") == 0 ? "男" : g_strcmp0 (code, "2") == 0 ? "女" : "";
}

static char *
group_words (int number)
{
  return number > 0 ? g_strdup_printf ("%d组", number) : g_strdup ("");
}

/* The word of a code field of the ledger. */
static const char *
code_word (const Month *m, const char *key, const char *code)
{
  for (guint i = 0; code != NULL && i < m->t->fields->len; i++)
    {
      const XlLedgerField *field = g_ptr_array_index (m->t->fields, i);

      for (guint k = 0; strcmp (field->key, key) == 0 && field->codes != NULL && k < field->codes->len; k++)
        {
          const XlLedgerCode *c = g_ptr_array_index (field->codes, k);

          if (strcmp (c->code, code) == 0)
            return c->name;
        }
    }
  return code;
}

/* What the list of those due says of a person in the month: kinds, from the stay that began last. */
#define KINDS_OF(person) \
  "(SELECT kinds FROM ledger_elder_list AS l WHERE l.subject = " person " AND l.listed_on <= ?3 ORDER BY l.listed_on DESC LIMIT 1)"
#define GROUP_OF(person) \
  "(SELECT h.group_no FROM membership AS b JOIN household AS h ON h.id = b.household WHERE b.person = " person \
  " AND (b.from_date IS NULL OR b.from_date <= ?3) AND (b.to_date IS NULL OR ?3 < b.to_date) LIMIT 1)"

typedef struct { int visits, home, phone, needs, actions; } Counts;

static void
count (Counts *n, const char *mode, const char *need, const char *action)
{
  n->visits++;
  n->home += g_strcmp0 (mode, "1") == 0;
  n->phone += g_strcmp0 (mode, "2") == 0;
  n->needs += need != NULL;
  n->actions += need != NULL && action != NULL;
}

static void
add_visit (const Month *m, XlStmt *stmt, XlFilingSheet *sheet)
{
  g_autofree char *no = g_strdup_printf ("%u", xl_filing_sheet_n_rows (sheet) + 1);
  g_autofree char *age = age_words (xl_column (stmt, 2), m->end);
  g_autofree char *kinds = kind_words (xl_column (stmt, 3));
  g_autofree char *group = group_words (sqlite3_column_int (stmt, 4));
  const char *cells[] = { no, xl_column (stmt, 0), sex_word (xl_column (stmt, 1)), age, kinds, group, xl_column (stmt, 5),
                          code_word (m, "mode", xl_column (stmt, 6)), code_word (m, "condition", xl_column (stmt, 7)),
                          xl_column (stmt, 8), xl_column (stmt, 9), xl_column (stmt, 10) };

  xl_filing_sheet_add (sheet, cells);
}

static gboolean
fill_visits (const Month *m, Counts *n, GError **error)
{
  static const char *const columns[] = { "no", "name", "sex", "age", "kinds", "group", "date", "mode", "condition", "need",
                                         "action", "visitor", NULL };
  static const char sql[] =
    "SELECT p.name, p.sex, p.birth_date, " KINDS_OF ("p.id") ", " GROUP_OF ("p.id") ", v.visited_on, v.mode, v.\"condition\", v.need,"
    " v.\"action\", v.visitor FROM ledger_elder_visit AS v JOIN person AS p ON p.id = v.subject"
    " WHERE (?1 IS NULL OR v.office = ?1) AND v.period = ?2 ORDER BY v.visited_on, v.visited_time, p.name_sort, v.id";
  g_autoptr(XlStmt) stmt = xl_db_prepare (m->db, sql, error);
  XlFilingSheet *sheet = xl_filing_data_add_sheet (m->data, "visits", columns);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, m->scope);
  xl_bind (stmt, 2, m->period);
  xl_bind (stmt, 3, m->end);
  while (xl_db_step (m->db, stmt, &local))
    {
      count (n, xl_column (stmt, 6), xl_column (stmt, 8), xl_column (stmt, 9));
      add_visit (m, stmt, sheet);
    }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static gboolean
add_missed (const Month *m, gint64 person, XlFilingSheet *sheet, GError **error)
{
  static const char sql[] =
    "SELECT p.name, p.sex, p.birth_date, " KINDS_OF ("p.id") ", " GROUP_OF ("p.id") ","
    " (SELECT max (visited_on) FROM ledger_elder_visit WHERE subject = p.id AND visited_on <= ?3)"
    " FROM person AS p WHERE p.id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (m->db, sql, error);
  g_autofree char *no = g_strdup_printf ("%u", xl_filing_sheet_n_rows (sheet) + 1);
  g_autofree char *age = NULL, *kinds = NULL, *group = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, person);
  xl_bind (stmt, 3, m->end);
  if (!xl_db_step (m->db, stmt, error))
    return FALSE;
  age = age_words (xl_column (stmt, 2), m->end);
  kinds = kind_words (xl_column (stmt, 3));
  group = group_words (sqlite3_column_int (stmt, 4));
  xl_filing_sheet_add (sheet, (const char *[]) { no, xl_column (stmt, 0), sex_word (xl_column (stmt, 1)), age, kinds, group,
                                                 xl_column (stmt, 5) });
  return TRUE;
}

static gboolean
fill_rate (const Month *m, const XlMonthVisits *month, GError **error)
{
  static const char *const columns[] = { "no", "name", "sex", "age", "kinds", "group", "last_visit", NULL };
  XlFilingSheet *sheet = xl_filing_data_add_sheet (m->data, "missed", columns);
  g_autofree char *rate = xl_visit_rate_words (&month->rate);

  for (guint i = 0; i < month->rate.missed->len; i++)
    if (!add_missed (m, g_array_index (month->rate.missed, gint64, i), sheet, error))
      return FALSE;
  xl_filing_data_set_int (m->data, "due", month->rate.due);
  xl_filing_data_set_int (m->data, "visited", month->rate.visited);
  xl_filing_data_set_int (m->data, "missed", month->rate.missed->len);
  xl_filing_data_set (m->data, "all_visited", month->rate.missed->len == 0 ? "1" : "");
  xl_filing_data_set (m->data, "rate", rate);
  xl_filing_data_set (m->data, "policy_words", month->policy_title);
  return TRUE;
}

static void
set_counts (const Month *m, const Counts *n)
{
  xl_filing_data_set_int (m->data, "visits", n->visits);
  xl_filing_data_set_int (m->data, "visits_home", n->home);
  xl_filing_data_set_int (m->data, "visits_phone", n->phone);
  xl_filing_data_set_int (m->data, "visits_other", n->visits - n->home - n->phone);
  xl_filing_data_set_int (m->data, "needs", n->needs);
  xl_filing_data_set_int (m->data, "actions", n->actions);
  xl_filing_data_set (m->data, "no_needs", n->needs == 0 ? "1" : "");
}

static gboolean
set_words (const Month *m, GError **error)
{
  g_autofree char *end = xl_date_words (m->end);

  xl_filing_data_set (m->data, "period_end_words", end);
  return xl_filing_office_words (m->db, m->office, m->data, error);
}

static gboolean
find_scope (Month *m, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (m->db, "SELECT 1 FROM office WHERE code = ?1 AND level = 'village'", error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, m->office);
  m->scope = xl_db_step (m->db, stmt, &local) ? m->office : NULL;
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

gboolean
xl_elder_visits_fill (XlDb *db, const char *office, const char *period, const char *on, XlFilingData *data, GError **error)
{
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, "elder-visit", error);
  g_autoptr(XlTemplate) list = t != NULL ? xl_due_table_list (db, t, error) : NULL;
  Month m = { .db = db, .office = office, .period = period, .data = data, .t = t };
  Counts n = { 0 };
  XlMonthVisits *month;
  gboolean ok;

  if (list == NULL)
    return FALSE;
  if (!find_end (period, m.end) || !xl_ledger_table_exists (db, t) || !xl_ledger_table_exists (db, list))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: there is no list of people to visit and no visit yet", period);
      return FALSE;
    }
  if (!find_scope (&m, error))
    return FALSE;
  month = xl_due_table_month (db, t, m.scope, period, NULL, error);
  if (month == NULL)
    return FALSE;
  ok = set_words (&m, error) && fill_visits (&m, &n, error) && fill_rate (&m, month, error);
  xl_month_visits_free (month);
  set_counts (&m, &n);
  return ok;
}
