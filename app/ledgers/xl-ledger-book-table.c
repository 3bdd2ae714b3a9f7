#include "ledgers/xl-ledger-book-table.h"

#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-ledger-row-table.h"
#include "people/xl-people-words.h"
#include "people/xl-person-row-table.h"
#include "base/xl-date.h"
#include "store/xl-sql.h"

#include <string.h>

void
xl_ledger_summary_free (XlLedgerSummary *summary)
{
  xl_template_free (summary->t);
  g_free (summary->period);
  g_free (summary->filed);
  g_free (summary->filed_state);
  g_clear_pointer (&summary->month, xl_month_visits_free);
  g_free (summary);
}

/* The filing of the period that stands: not replaced by a later one. */
static gboolean
read_filing (XlDb *db, XlLedgerSummary *s, const char *office, GError **error)
{
  static const char sql[] =
    "SELECT number, state FROM filing AS f WHERE form = ?1 AND period = ?2 AND (?3 IS NULL OR office = ?3)"
    " AND NOT EXISTS (SELECT 1 FROM filing AS r WHERE r.replaces = f.id) ORDER BY id DESC LIMIT 1";
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (s->t->filing == NULL || s->period == NULL)
    return TRUE;
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, s->t->filing);
  xl_bind (stmt, 2, s->period);
  xl_bind (stmt, 3, office);
  if (xl_db_step (db, stmt, &local))
    {
      s->filed = g_strdup (xl_column (stmt, 0));
      s->filed_state = g_strdup (xl_column (stmt, 1));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

XlLedgerSummary *
xl_ledger_book_summary (XlDb *db, const XlTemplate *t, const char *office, const char *period, GError **error)
{
  g_autoptr(XlLedgerSummary) s = g_new0 (XlLedgerSummary, 1);
  XlLedgerQuery all = { .office = office }, now = { .office = office, .period = period };

  s->t = xl_template_ref ((XlTemplate *) t);
  s->period = g_strdup (period);
  s->n_records = xl_ledger_table_count (db, t, &all, error);
  s->n_period = s->n_records > 0 && period != NULL ? xl_ledger_table_count (db, t, &now, error) : 0;
  if (s->n_records < 0 || s->n_period < 0 || !read_filing (db, s, office, error))
    return NULL;
  if (t->due != NULL && period != NULL
      && (s->month = xl_due_table_month (db, t, office, period, NULL, error)) == NULL)
    return NULL;
  return g_steal_pointer (&s);
}

GPtrArray *
xl_ledger_book_list (XlDb *db, const char *office, const char *today, GError **error)
{
  g_autoptr(GPtrArray) templates = xl_ledger_table_templates (db, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_summary_free);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      const XlTemplate *t = g_ptr_array_index (templates, i);
      g_autofree char *period = xl_template_period_of (t->period, today);
      XlLedgerSummary *s = xl_ledger_book_summary (db, t, office, period, error);

      if (s == NULL)
        return NULL;
      g_ptr_array_add (list, s);
    }
  return templates != NULL ? g_steal_pointer (&list) : NULL;
}

char *
xl_ledger_book_office (XlDb *db)
{
  return xl_db_text (db, "SELECT code FROM office WHERE is_own = 1 AND level = 'village'", NULL);
}

char *
xl_ledger_book_name (XlDb *db, gint64 person)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name FROM person WHERE id = ?1", NULL);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, person);
  return xl_db_step (db, stmt, NULL) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

/* Records by pages ------------------------------------------------------------------------------------------------ */

void
xl_ledger_question_free (XlLedgerQuestion *q)
{
  xl_template_free (q->t);
  xl_ledger_layout_free (q->layout);
  g_free (q->office);
  g_free (q->period);
  g_free (q->order);
  g_free (q->filter);
  g_free (q->today);
  g_free (q);
}

static gboolean
list_rows (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  const XlLedgerQuestion *q = question;
  XlLedgerQuery query = { .office = q->office, .period = q->period, .order = q->order, .descending = q->descending,
                          .filter = q->filter };

  return xl_ledger_query_table_list (db, q->t, &query, set, error);
}

typedef struct {
  const XlLedgerQuestion *q;
  XlRowPage              *page;
} Fill;

#define MARK_FLAGGED 1   /* XL_CELL_FLAGGED of the grid */

static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Fill *fill = data;
  const GPtrArray *columns = fill->q->layout->columns;

  for (guint i = 0; i < columns->len && i < XL_LEDGER_MAX_COLUMNS; i++)
    {
      const XlLayoutColumn *c = g_ptr_array_index (columns, i);
      const char *key = c->kind == XL_LAYOUT_FIELD ? xl_template_field (fill->q->t, (guint) c->field)->key : NULL;
      g_autofree char *flag = key != NULL && record->flags != NULL ? xl_ledger_flag_of (record->flags, key) : NULL;

      xl_row_page_add (fill->page, cells[i], flag != NULL ? MARK_FLAGGED : 0);
    }
}

static gboolean
fill_row (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error)
{
  const XlLedgerQuestion *q = question;
  Fill fill = { q, page };
  XlLedgerView view = { q->t, q->layout, XL_MASK_INTERNAL, q->today, 1 };

  return xl_ledger_row_table_read (db, &view, &id, 1, on_row, &fill, error);
}

const XlRowKind xl_ledger_book_rows = { XL_LEDGER_MAX_COLUMNS, list_rows, fill_row };

/* Who is missing -------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *today;
  char       *cells[XL_LEDGER_MISSED_COLUMNS];
} Missed;

static void
on_missed (const XlPersonRow *row, gpointer data)
{
  Missed *m = data;
  int age = row->birth_date != NULL ? xl_age_on (row->birth_date, m->today) : -1;

  m->cells[0] = g_strdup (row->name);
  m->cells[1] = age >= 0 ? g_strdup_printf ("%d", age) : g_strdup ("");
  m->cells[2] = xl_people_kinds_words (row->kinds);
  m->cells[3] = row->group_no > 0 ? g_strdup_printf ("%d", row->group_no) : g_strdup ("");
  m->cells[4] = g_strdup (row->address);
  m->cells[5] = g_strdup (row->phone);
}

static char *
read_last_seen (XlDb *db, const XlTemplate *t, gint64 person, GError **error)
{
  const char *on = xl_template_column (t, (guint) t->period_field);
  g_autofree char *sql = g_strdup_printf ("SELECT max (\"%s\") FROM \"%s\" WHERE subject = ?1", on, t->table);
  g_autoptr(XlStmt) stmt = xl_ledger_table_exists (db, t) ? xl_db_prepare (db, sql, error) : NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, person);
  return xl_db_step (db, stmt, error) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

gboolean
xl_ledger_book_missed (XlDb *db, const XlTemplate *t, const XlMonthVisits *month, const char *today,
                       XlLedgerMissedFunc each, gpointer data, GError **error)
{
  for (guint i = 0; i < month->rate.missed->len; i++)
    {
      gint64 person = g_array_index (month->rate.missed, gint64, i);
      Missed m = { .today = today };
      g_autoptr(GError) local = NULL;
      const char *cells[XL_LEDGER_MISSED_COLUMNS];

      if (xl_person_row_table_read (db, &person, 1, on_missed, &m, &local))
        m.cells[6] = read_last_seen (db, t, person, &local);
      for (guint c = 0; c < XL_LEDGER_MISSED_COLUMNS; c++)
        cells[c] = m.cells[c] != NULL ? m.cells[c] : "";
      if (local == NULL)
        each (person, cells, data);
      for (guint c = 0; c < XL_LEDGER_MISSED_COLUMNS; c++)
        g_free (m.cells[c]);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}
