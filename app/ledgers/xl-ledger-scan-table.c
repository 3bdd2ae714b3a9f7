#include "ledgers/xl-ledger-scan-table.h"

/* Ids that are taken at once. */
#define PART (1 << 17)

typedef struct {
  XlLedgerAsked *asked;
  const XlLedgerWanted *wanted;
  gint64         seq;         /* of the last change at the moment that all see */
  GMutex         lock;
  gint64         next;        /* the first id nobody has taken */
  gboolean       over;        /* all are taken, or somebody failed */
} Job;

/* What one thread does of it. */
typedef struct {
  Job          *job;
  const XlScan *scan;
  GError       *error;
} Share;

gboolean
xl_ledger_scan_table_is_long (XlDb *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM (SELECT 1 FROM \"%s\" LIMIT %d)", table, XL_LEDGER_LONG + 1);

  return xl_db_int (db, sql, 0, NULL) > XL_LEDGER_LONG;
}

static XlStmt *
prepare_seek (Job *job, XlDb *db, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE id >= ?1 ORDER BY id LIMIT 1", xl_ledger_asked_table (job->asked));

  return xl_db_prepare (db, sql, error);
}

/* The ids of the next part; FALSE when there is none, or with @error. */
static gboolean
take_part (Job *job, XlDb *db, XlStmt *seek, gint64 *first, gint64 *last, GError **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&job->lock);

  if (job->over)
    return FALSE;
  sqlite3_reset (seek);
  sqlite3_bind_int64 (seek, 1, job->next);
  job->over = !xl_db_step (db, seek, error);
  if (job->over)
    return FALSE;
  *first = sqlite3_column_int64 (seek, 0);
  job->over = __builtin_add_overflow (*first, (gint64) PART, &job->next);
  *last = job->over ? G_MAXINT64 : job->next - 1;
  return TRUE;
}

static void
stop (Job *job)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&job->lock);

  job->over = TRUE;
}

static void
take_parts (Share *share, XlDb *db)
{
  Job *job = share->job;
  int own;
  gint64 first, last;
  g_autoptr(XlStmt) seek = prepare_seek (job, db, &share->error);
  g_autoptr(XlStmt) stmt = seek != NULL ? xl_ledger_asked_prepare_scan (job->asked, db, job->wanted, TRUE, &own, &share->error) : NULL;

  while (stmt != NULL && share->error == NULL && take_part (job, db, seek, &first, &last, &share->error))
    {
      xl_bind_scan (stmt, own, share->scan);
      sqlite3_bind_int64 (stmt, own + 1, first);
      sqlite3_bind_int64 (stmt, own + 2, last);
      xl_db_done (db, stmt, &share->error);
    }
  if (share->error != NULL)
    stop (job);
}

static gint64
read_seq (XlDb *db)
{
  return xl_db_int (db, "SELECT max (seq) FROM change", 0, NULL);
}

/* The second one helps when it sees what the first sees; if not, all is done without it. */
static gpointer
help_in_thread (gpointer data)
{
  Share *share = data;
  g_autoptr(XlDb) db = xl_db_open (xl_db_path (xl_ledger_asked_db (share->job->asked)), XL_DB_READ_ONLY, NULL);

  if (db == NULL || !xl_db_exec (db, "BEGIN", NULL))
    return NULL;
  if (read_seq (db) == share->job->seq)
    take_parts (share, db);
  xl_db_exec (db, "ROLLBACK", NULL);
  return NULL;
}

/* Whether another connection can see the same: nothing of the file's is in memory, and no edit under way. */
static gboolean
may_have_help (XlDb *db)
{
  const char *file = sqlite3_db_filename (xl_db_handle (db), "main");

  return file != NULL && *file != '\0' && sqlite3_txn_state (xl_db_handle (db), "main") != SQLITE_TXN_WRITE
         && g_get_num_processors () > 1;
}

static gboolean
run_parts (Job *job, XlDb *db, const XlScan *scans, GError **error)
{
  Share own = { job, &scans[0], NULL }, other = { job, &scans[1], NULL };
  GThread *helper;

  job->seq = read_seq (db);   /* from here on it is this moment */
  helper = may_have_help (db) ? g_thread_try_new ("scan", help_in_thread, &other, NULL) : NULL;
  take_parts (&own, db);
  if (helper != NULL)
    g_thread_join (helper);
  if (own.error == NULL && other.error == NULL)
    return TRUE;
  if (own.error != NULL)
    g_clear_error (&other.error);
  g_propagate_error (error, own.error != NULL ? own.error : other.error);
  return FALSE;
}

static gboolean
run_whole (XlLedgerAsked *asked, XlDb *db, const XlLedgerWanted *wanted, const XlScan *scan, GError **error)
{
  int own;
  g_autoptr(XlStmt) stmt = xl_ledger_asked_prepare_scan (asked, db, wanted, FALSE, &own, error);

  if (stmt == NULL)
    return FALSE;
  xl_bind_scan (stmt, own, scan);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_ledger_scan_table_run (XlLedgerAsked *asked, const XlLedgerWanted *wanted, const XlScan *scans, GError **error)
{
  XlDb *db = xl_ledger_asked_db (asked);
  Job job = { .asked = asked, .wanted = wanted, .next = G_MININT64 };
  gboolean ok;

  if (xl_ledger_asked_way (asked) == XL_LEDGER_SEEK || !xl_ledger_scan_table_is_long (db, xl_ledger_asked_table (asked)))
    return run_whole (asked, db, wanted, &scans[0], error);
  if (!xl_db_exec (db, "SAVEPOINT xl_scan", error))
    return FALSE;
  g_mutex_init (&job.lock);
  ok = run_parts (&job, db, scans, error);
  g_mutex_clear (&job.lock);
  xl_db_exec (db, "RELEASE xl_scan", NULL);
  return ok;
}
