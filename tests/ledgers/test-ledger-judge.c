/* A record beside the others: unique, overlapping, carried down, taken from elsewhere; and what alerts, reports and deadlines say. */
#include "../store/memory-file.h"

#include "base/xl-reason.h"
#include "ledgers/xl-due-every-table.h"
#include "ledgers/xl-ledger-alert-table.h"
#include "ledgers/xl-ledger-report-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-running-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-change.h"

#include <string.h>

#define OFFICE "220622103200"
#define HEAD(key) "{\"format\": 1, \"key\": \"" key "\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", "
#define TEXT(key) "{\"key\": \"" key "\", \"title\": \"" key "\", \"type\": \"text\"}"
#define TYPE(key, type) "{\"key\": \"" key "\", \"title\": \"" key "\", \"type\": \"" type "\"}"
#define DAY(key) "{\"key\": \"" key "\", \"title\": \"" key "\", \"type\": \"date\", \"required\": true}"

static const char room[] = HEAD ("room") "\"fields\": [" TEXT ("name") "], \"unique\": [[\"name\"]]}";
static const char booking[] =
  HEAD ("booking") "\"period\": \"month\", \"period_field\": \"held_on\", \"fields\": [" DAY ("held_on") ", " TYPE ("start", "time") ", "
  TYPE ("end", "time") ", {\"key\": \"room\", \"title\": \"室\", \"type\": \"place\", \"from_ledger\": {\"ledger\": \"room\", \"field\": \"name\","
  " \"refuse\": true}}, " TYPE ("off", "yes-no") ", {\"key\": \"phone\", \"title\": \"电话\", \"type\": \"text\", \"sensitive\": \"phone\"}],"
  "\"active\": {\"ended\": \"off\"},"
  "\"no_overlap\": {\"same\": [\"room\"], \"on\": \"held_on\", \"from\": \"start\", \"to\": \"end\", \"message\": \"这个时段已被预约\"},"
  "\"alerts\": [{\"key\": \"soon\", \"title\": \"明天\", \"expression\": \"held_on BETWEEN :today AND date (:today, '+1 day') AND off IS NOT 1\","
  " \"home\": true}, {\"key\": \"unknown\", \"title\": \"没有这间\", \"state\": \"overdue\", \"field\": \"room\","
  " \"expression\": \"NOT EXISTS (SELECT 1 FROM ledger_room AS r WHERE r.name = record.room)\"}],"
  "\"reports\": [{\"key\": \"rooms\", \"title\": \"各室\", \"parameters\": [\"year\"], \"columns\": [" TEXT ("room") ", "
  "{\"key\": \"n\", \"title\": \"次数\", \"type\": \"integer\", \"total\": \"sum\"}, {\"key\": \"share\", \"title\": \"比\", \"type\": \"decimal\","
  " \"places\": 2, \"total\": \"average\"}], \"query\": \"SELECT room, count (*), 100 * count (*) / 3 FROM ledger_booking"
  " WHERE period LIKE :year || '-%' AND (:office IS NULL OR office = :office) GROUP BY room ORDER BY room\"}]}";
static const char book[] =
  HEAD ("book") "\"period\": \"month\", \"period_field\": \"on\", \"due\": {\"every\": \"month\", \"of\": \"kind\", \"times\": 2,"
  " \"by\": {\"day\": 17}}, \"fields\": [" DAY ("on") ", " TYPE ("plus", "money") ", " TYPE ("minus", "money") ", "
  TYPE ("rest", "money") ", " TEXT ("no") ", {\"key\": \"kind\", \"title\": \"类\", \"type\": \"code\", \"codes\":"
  " [{\"code\": \"1\", \"name\": \"甲\"}, {\"code\": \"2\", \"name\": \"乙\"}]}],"
  "\"running\": {\"balance\": \"rest\", \"plus\": \"plus\", \"minus\": \"minus\", \"within\": [\"kind\"], \"order\": [\"on\", \"no\"]}}";

typedef struct {
  XlTemplate     *t;
  XlLedgerRecord *record;
  GPtrArray      *findings;
  int             answer;
} Edit;

static XlTemplate *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_parse ("t.json", json, strlen (json), &error);

  g_assert_no_error (error);
  return t;
}

static gint64
do_install (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_install (db, data, "file", error) ? 0 : -1;
}

static gint64
do_store (XlDb *db, gpointer data, GError **error)
{
  Edit *e = data;
  g_autoptr(XlLedgerJudge) judge = xl_ledger_judge_new (db, e->t, "2026-06-30", error);

  e->answer = judge != NULL ? xl_ledger_judge_record (judge, e->record, NULL, e->findings, error) : -1;
  if (e->answer <= 0)
    return e->answer;
  if (e->record->id != 0 ? !xl_ledger_table_update (db, e->t, e->record, e->findings, error)
                         : xl_ledger_table_insert (db, e->t, e->record, e->findings, error) < 0)
    return -1;
  return xl_running_table_settle (db, e->t, e->record, NULL, NULL, error) ? e->record->id : -1;
}

static XlDb *
open_file (void)
{
  g_autoptr(GError) error = NULL;
  XlDb *db = memory_file_open ();
  const char *const all[] = { room, booking, book };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr(XlTemplate) t = parse (all[i]);

      xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, t, &error);
      g_assert_no_error (error);
    }
  return db;
}

/* What is said of the record: "" when nothing, "refused: …" or "flagged: …" of the last finding. */
static char *
store (XlDb *db, XlTemplate *t, gint64 *id, const char *const *pairs)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (t, OFFICE);
  g_autoptr(GError) error = NULL;
  Edit e = { t, record, findings, 0 };
  const char *reason;
  const XlLedgerFinding *last;
  g_autofree char *words = NULL;

  record->id = id != NULL ? *id : 0;
  for (guint i = 0; pairs[i] != NULL; i += 2)
    g_assert_true (xl_ledger_record_set_text (t, record, (guint) xl_template_find (t, pairs[i]), pairs[i + 1], &reason));
  xl_change_run (db, "tester", "store", XL_CHANGE_EDIT, do_store, &e, &error);
  g_assert_no_error (error);
  if (id != NULL)
    *id = record->id;
  if (findings->len == 0)
    return g_strdup ("");
  last = g_ptr_array_index (findings, findings->len - 1);
  words = xl_reason_words (last->reason, NULL);
  return g_strdup_printf ("%s: %s", e.answer == 0 ? "refused" : "flagged", words);
}

#define assert_says(db, t, id, says, ...)                                                   \
  G_STMT_START {                                                                            \
    g_autofree char *said = store (db, t, id, (const char *[]) { __VA_ARGS__, NULL });      \
    g_assert_cmpstr (said, ==, says);                                                       \
  } G_STMT_END

static void
test_unique (void)
{
  g_autoptr(XlDb) db = open_file ();
  g_autoptr(XlTemplate) t = parse (room);
  gint64 id = 0;

  assert_says (db, t, &id, "", "name", "大会议室");
  assert_says (db, t, NULL, "refused: there is such a record already: 大会议室", "name", "大会议室");
  assert_says (db, t, &id, "", "name", "大会议室");   /* itself */
  assert_says (db, t, NULL, "", "name", "小会议室");
  assert_says (db, t, NULL, "", "name", "");          /* blank ones do not count */
  assert_says (db, t, NULL, "", "name", "");
}

static void
test_overlap (void)
{
  g_autoptr(XlDb) db = open_file ();
  g_autoptr(XlTemplate) t = parse (booking);
  const char *taken = "refused: 这个时段已被预约: 2026-07-03 甲, 09:00–11:00";
  gint64 id = 0;

  /* a day to come is what bookings are for; the phone is nobody's business */
  assert_says (db, t, &id, "", "held_on", "2026-07-03", "start", "9:00", "end", "11:00", "room", "甲", "phone", "13800000000");
  assert_says (db, t, NULL, "", "held_on", "2026-07-03", "start", "11:00", "end", "12:00", "room", "甲");     /* touches */
  assert_says (db, t, NULL, "", "held_on", "2026-07-03", "start", "9:30", "end", "10:00", "room", "乙");      /* elsewhere */
  assert_says (db, t, NULL, taken, "held_on", "2026-07-03", "start", "10:59", "end", "11:00", "room", "甲");
  assert_says (db, t, NULL, taken, "held_on", "2026-07-03", "start", "8:00", "end", "22:00", "room", "甲");
  assert_says (db, t, NULL, taken, "held_on", "2026-07-03", "start", "9:00", "end", "9:00", "room", "甲");
  assert_says (db, t, NULL, taken, "held_on", "2026-07-02", "start", "22:00", "end", "9:30", "room", "甲");   /* past midnight */
  assert_says (db, t, NULL, taken, "held_on", "2026-07-03", "start", "8:00", "room", "甲");                   /* until the day is over */
  assert_says (db, t, NULL, "", "held_on", "2026-07-03", "start", "10:00", "end", "11:00");                   /* no room */
  assert_says (db, t, NULL, "", "held_on", "2026-07-03", "start", "10:00", "end", "11:00", "room", "甲", "off", "是");
  assert_says (db, t, &id, "", "held_on", "2026-07-03", "start", "9:00", "end", "11:00", "room", "甲", "off", "是");
  assert_says (db, t, NULL, "", "held_on", "2026-07-03", "start", "9:00", "end", "10:00", "room", "甲");      /* it was called off */
}

static void
test_from_another_ledger (void)
{
  g_autoptr(XlDb) db = open_file ();
  g_autoptr(XlTemplate) t = parse (booking), r = parse (room);

  assert_says (db, t, NULL, "", "held_on", "2026-06-03", "start", "9:00", "end", "10:00", "room", "丙");   /* nothing to compare with */
  assert_says (db, r, NULL, "", "name", "甲");
  assert_says (db, t, NULL, "", "held_on", "2026-06-04", "start", "9:00", "end", "10:00", "room", "甲");
  assert_says (db, t, NULL, "refused: does not stand in the ledger it is taken from", "held_on", "2026-06-05", "start", "9:00", "end", "10:00",
               "room", "丁");
}

/* Balances --------------------------------------------------------------------------------------------------------- */

static char *
flag_of (XlDb *db, XlTemplate *t, gint64 id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlLedgerRecord) record = xl_ledger_table_get (db, t, id, &error);
  g_autofree char *flag = NULL;

  g_assert_no_error (error);
  flag = xl_ledger_flag_of (record->flags, "rest");
  return flag != NULL ? xl_reason_words (flag, NULL) : g_strdup ("");
}

#define assert_flag(db, t, id, says)                    \
  G_STMT_START {                                        \
    g_autofree char *flag = flag_of (db, t, id);        \
    g_assert_cmpstr (flag, ==, says);                   \
  } G_STMT_END

static void
test_running (void)
{
  g_autoptr(XlDb) db = open_file ();
  g_autoptr(XlTemplate) t = parse (book);
  gint64 ids[6] = { 0 };

  assert_says (db, t, &ids[0], "", "on", "2026-01-01", "rest", "1000", "kind", "甲");                              /* carried over */
  assert_says (db, t, &ids[2], "", "on", "2026-01-03", "no", "记-10", "minus", "50", "rest", "1060", "kind", "甲");
  assert_flag (db, t, ids[2], "the balance carried down is 950.00");
  assert_says (db, t, &ids[1], "", "on", "2026-01-03", "no", "记-9", "plus", "100", "rest", "1110", "kind", "甲");  /* wrong: 1100 */
  assert_says (db, t, &ids[3], "", "on", "2026-01-04", "plus", "10", "rest", "1060", "kind", "甲");
  assert_says (db, t, &ids[4], "", "on", "2026-01-02", "plus", "5", "rest", "77", "kind", "乙");                   /* another account */
  assert_flag (db, t, ids[0], "");
  assert_flag (db, t, ids[1], "the balance carried down is 1,100.00");   /* one wrong row flags only itself */
  assert_flag (db, t, ids[2], "the balance carried down is 1,050.00");
  assert_flag (db, t, ids[3], "");
  assert_flag (db, t, ids[4], "");
  assert_says (db, t, &ids[2], "", "on", "2026-01-03", "no", "记-10", "minus", "50", "rest", "1050", "kind", "甲");
  assert_flag (db, t, ids[2], "");
  assert_says (db, t, &ids[0], "", "on", "2026-01-01", "rest", "1010", "kind", "甲");                              /* another opening */
  assert_flag (db, t, ids[1], "");
  assert_flag (db, t, ids[3], "the balance carried down is 1,070.00");
}

/* Alerts and reports ----------------------------------------------------------------------------------------------- */

static void
test_alerts (void)
{
  g_autoptr(XlDb) db = open_file ();
  g_autoptr(XlTemplate) t = parse (booking);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) none = xl_ledger_alert_ids (db, t, "soon", OFFICE, "2026-06-30", &error);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) counts = NULL;
  g_autoptr(GPtrArray) home = NULL;
  gint64 id = 0;

  g_assert_cmpuint (none->len, ==, 0);
  assert_says (db, t, &id, "", "held_on", "2026-07-01", "start", "9:00", "end", "11:00", "room", "甲");
  assert_says (db, t, NULL, "", "held_on", "2026-07-01", "start", "9:00", "end", "11:00", "room", "乙", "off", "是");
  assert_says (db, t, NULL, "", "held_on", "2026-07-02", "start", "9:00", "end", "11:00", "room", "乙");
  ids = xl_ledger_alert_ids (db, t, "soon", OFFICE, "2026-06-30", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, id);
  counts = xl_ledger_alert_counts (db, t, NULL, "2026-06-30", &error);
  g_assert_cmpint (g_array_index (counts, gint64, 0), ==, 1);
  g_assert_cmpint (g_array_index (counts, gint64, 1), ==, 3);   /* the other ledger is empty */
  home = xl_ledger_alert_home (db, OFFICE, "2026-06-30", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (home->len, ==, 1);
  g_assert_cmpint (((XlLedgerAlertCount *) home->pdata[0])->n, ==, 1);
  g_assert_null (xl_ledger_alert_ids (db, t, "late", OFFICE, "2026-06-30", &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_NOT_FOUND);
}

static void
test_report (void)
{
  g_autoptr(XlDb) db = open_file ();
  g_autoptr(XlTemplate) t = parse (booking);
  g_autoptr(GError) error = NULL;
  XlQuestion question = { .office = OFFICE, .today = "2026-06-30" };
  g_autoptr(XlLedgerReportResult) empty = NULL;
  g_autoptr(XlLedgerReportResult) result = NULL;
  g_autofree char *name = NULL, *n = NULL, *share = NULL, *total = NULL, *average = NULL, *nothing = NULL;

  g_assert_null (xl_ledger_report_run (db, t, "rooms", &question, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_USAGE);   /* which year? */
  g_clear_error (&error);
  question.year = "2026";
  empty = xl_ledger_report_run (db, t, "rooms", &question, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (empty->rows->len, ==, 0);
  nothing = xl_ledger_report_total (empty, 1);
  g_assert_cmpstr (nothing, ==, "");
  assert_says (db, t, NULL, "", "held_on", "2026-06-01", "start", "9:00", "end", "11:00", "room", "甲");
  assert_says (db, t, NULL, "", "held_on", "2026-06-02", "start", "9:00", "end", "11:00", "room", "甲");
  assert_says (db, t, NULL, "", "held_on", "2026-06-02", "start", "9:00", "end", "11:00", "room", "乙");
  assert_says (db, t, NULL, "", "held_on", "2025-06-02", "start", "9:00", "end", "11:00", "room", "乙");
  result = xl_ledger_report_run (db, t, "rooms", &question, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->rows->len, ==, 2);
  g_assert_false (result->cut);
  name = xl_ledger_report_cell (result, 1, 0);
  n = xl_ledger_report_cell (result, 1, 1);
  share = xl_ledger_report_cell (result, 1, 2);
  total = xl_ledger_report_total (result, 1);
  average = xl_ledger_report_total (result, 2);
  g_assert_cmpstr (name, ==, "甲");
  g_assert_cmpstr (n, ==, "2");
  g_assert_cmpstr (share, ==, "0.66");
  g_assert_cmpstr (total, ==, "3");
  g_assert_cmpstr (average, ==, "0.50");
}

/* Deadlines -------------------------------------------------------------------------------------------------------- */

static void
test_deadlines (void)
{
  static const struct { XlDueEvery every; const char *period, *deadline; } cases[] = {
    { { XL_PERIOD_MONTH, 1, 0, 17, FALSE, -1 }, "2026-06", "2026-06-17" },     /* 阳光17议 */
    { { XL_PERIOD_MONTH, 1, 0, 5, TRUE, -1 }, "2026-12", "2027-01-05" },
    { { XL_PERIOD_MONTH, 1, 0, 0, FALSE, -1 }, "2024-02", "2024-02-29" },
    { { XL_PERIOD_MONTH, 1, 0, 31, FALSE, -1 }, "2026-06", "2026-06-30" },     /* a day the month does not have */
    { { XL_PERIOD_QUARTER, 1, 1, 20, TRUE, -1 }, "2026-Q4", "2027-01-20" },    /* 村务公开 */
    { { XL_PERIOD_QUARTER, 1, 0, 0, FALSE, -1 }, "2026-Q2", "2026-06-30" },
    { { XL_PERIOD_YEAR, 1, 3, 31, TRUE, -1 }, "2026", "2027-03-31" },
    { { XL_PERIOD_DAY, 2, 0, 0, FALSE, -1 }, "2026-06-30", "2026-06-30" },     /* 一日两巡 */
    { { XL_PERIOD_HALF_YEAR, 1, 0, 0, FALSE, -1 }, "2026-H1", "2026-06-30" },  /* 民主评议 */
    { { XL_PERIOD_HALF_YEAR, 1, 1, 15, TRUE, -1 }, "2026-H2", "2027-01-15" },
    { { XL_PERIOD_HALF_YEAR, 1, 6, 31, FALSE, -1 }, "2026-H1", "2026-06-30" },
    { { XL_PERIOD_WEEK, 1, 0, 5, FALSE, -1 }, "2026-W53", "2027-01-01" },      /* its Friday */
    { { XL_PERIOD_WEEK, 1, 0, 0, TRUE, -1 }, "2026-W53", "2027-01-10" },
    { { XL_PERIOD_TEN_DAYS, 1, 0, 0, FALSE, -1 }, "2024-02-T3", "2024-02-29" },
    { { XL_PERIOD_TEN_DAYS, 1, 0, 10, FALSE, -1 }, "2023-02-T3", "2023-02-28" },   /* a day it does not have */
    { { XL_PERIOD_TEN_DAYS, 1, 0, 2, TRUE, -1 }, "2026-12-T3", "2027-01-02" },
    { { XL_PERIOD_MONTH, 1, 0, 30, FALSE, -1 }, "2026-06", "2026-06-30" },
  };
  char out[11];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (xl_due_every_deadline (&cases[i].every, cases[i].period, out));
      g_assert_cmpstr (out, ==, cases[i].deadline);
    }
  g_assert_false (xl_due_every_deadline (&cases[0].every, "2026-13", out));
  g_assert_false (xl_due_every_deadline (&cases[0].every, "2026-Q5", out));
  g_assert_cmpint (xl_due_every_state (&cases[7].every, 1, "2026-06-30", "2026-06-30"), ==, XL_DUE_OPEN);
  g_assert_cmpint (xl_due_every_state (&cases[7].every, 1, "2026-06-30", "2026-07-01"), ==, XL_DUE_OVERDUE);
  g_assert_cmpint (xl_due_every_state (&cases[7].every, 2, "2026-06-30", "2026-07-01"), ==, XL_DUE_DONE);
}

static void
assert_item (const GPtrArray *items, guint i, const char *period, const char *code, guint done, XlDueState state)
{
  const XlDueItem *item = g_ptr_array_index (items, i);

  g_assert_cmpstr (item->period, ==, period);
  g_assert_cmpstr (item->code->code, ==, code);
  g_assert_cmpuint (item->done, ==, done);
  g_assert_cmpint (item->state, ==, state);
}

static void
test_due_every (void)
{
  g_autoptr(XlDb) db = open_file ();
  g_autoptr(XlTemplate) t = parse (book);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) fresh = xl_due_every_table_list (db, t, OFFICE, "2026-06-10", &error);
  g_autoptr(GPtrArray) items = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (fresh->len, ==, 2);   /* a ledger without a record owes only this month */
  assert_item (fresh, 0, "2026-06", "1", 0, XL_DUE_OPEN);
  assert_says (db, t, NULL, "", "on", "2026-05-03", "kind", "甲");
  assert_says (db, t, NULL, "", "on", "2026-05-30", "kind", "甲");
  assert_says (db, t, NULL, "", "on", "2026-05-04", "kind", "乙");
  assert_says (db, t, NULL, "", "on", "2026-06-04", "kind", "乙");
  assert_says (db, t, NULL, "", "on", "2026-06-20", "kind", "乙");
  items = xl_due_every_table_list (db, t, OFFICE, "2026-06-10", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 4);
  assert_item (items, 0, "2026-05", "1", 2, XL_DUE_DONE);        /* late, but done */
  assert_item (items, 1, "2026-05", "2", 1, XL_DUE_OVERDUE);
  assert_item (items, 2, "2026-06", "1", 0, XL_DUE_OPEN);
  assert_item (items, 3, "2026-06", "2", 1, XL_DUE_OPEN);        /* what is entered for later days does not count yet */
  g_assert_cmpuint (xl_due_items_count (items, XL_DUE_OVERDUE), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledgers/judge/two-alike-are-refused", test_unique);
  g_test_add_func ("/ledgers/judge/two-at-once-are-refused", test_overlap);
  g_test_add_func ("/ledgers/judge/what-stands-in-no-ledger-is-refused", test_from_another_ledger);
  g_test_add_func ("/ledgers/judge/balances-are-carried-down", test_running);
  g_test_add_func ("/ledgers/judge/alerts", test_alerts);
  g_test_add_func ("/ledgers/judge/reports", test_report);
  g_test_add_func ("/ledgers/judge/deadlines", test_deadlines);
  g_test_add_func ("/ledgers/judge/due-every-month", test_due_every);
  return g_test_run ();
}
