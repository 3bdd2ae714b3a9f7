#include "xl-bench-list.h"

#include "store/xl-sql.h"

#include <stdio.h>
#include <sys/resource.h>

#define JUMPS 50

static double longest;

/* One turn of the main loop; the time spent in it without waiting is what the screen would feel. */
static void
turn (void)
{
  gint64 start;

  while (!g_main_context_pending (NULL))
    g_usleep (50);
  start = g_get_monotonic_time ();
  g_main_context_iteration (NULL, FALSE);
  longest = MAX (longest, xl_bench_milliseconds_since (start));
}

double
xl_bench_milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

double
xl_bench_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

double
xl_bench_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

double
xl_bench_peek_first (XlDb *db, const char *sql)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 3; round++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, NULL);

      for (int i = 0; i < 100 && xl_db_step (db, stmt, NULL); i++)
        ;
      best = MIN (best, xl_bench_milliseconds_since (start));
    }
  return best;
}

static void
on_reset (XlPagedRows *rows, gboolean *came)
{
  *came = TRUE;
}

static void
on_failed (XlPagedRows *rows, const char *message, gpointer data)
{
  g_error ("%s", message);
}

void
xl_bench_ask (XlPagedRows *rows, XlDb *db, const char *what, gpointer question, GDestroyNotify free_question, const char *peer)
{
  gint64 start = g_get_monotonic_time ();
  gboolean came = FALSE;
  gulong id = g_signal_connect (rows, "reset", G_CALLBACK (on_reset), &came);
  gulong failed_id = g_signal_connect (rows, "failed", G_CALLBACK (on_failed), NULL);
  double cpu = xl_bench_cpu (), first, first_cpu, all, beside;

  longest = 0;
  xl_paged_rows_ask (rows, question, free_question);
  while (!came || (xl_paged_rows_get_n_rows (rows) > 0 && xl_paged_rows_peek (rows, 0, 0) == NULL))
    turn ();
  first = xl_bench_milliseconds_since (start);
  first_cpu = xl_bench_cpu () - cpu;
  while (!xl_paged_rows_is_complete (rows))
    turn ();
  all = xl_bench_milliseconds_since (start);
  g_signal_handler_disconnect (rows, id);
  g_signal_handler_disconnect (rows, failed_id);
  beside = xl_bench_peek_first (db, peer);
  printf ("%-34s first rows %8.2f ms (%.0f of work)  SELECT … LIMIT 100 %7.2f ms  ratio %.1f  all %" G_GINT64_FORMAT
          " keys %8.1f ms  longest turn %.2f ms\n",
          what, first, first_cpu, beside, first / beside, xl_paged_rows_get_n_rows (rows), all, longest);
}

void
xl_bench_jump (XlPagedRows *rows)
{
  gint64 n = xl_paged_rows_get_n_rows (rows);
  double worst = 0, sum = 0;

  for (int i = 1; i <= JUMPS; i++)
    {
      gint64 row = n * i / (JUMPS + 1), start = g_get_monotonic_time ();
      double ms;

      xl_paged_rows_hint_visible (rows, row, row + 30);
      while (xl_paged_rows_peek (rows, row, 0) == NULL)
        turn ();
      ms = xl_bench_milliseconds_since (start);
      worst = MAX (worst, ms);
      sum += ms;
    }
  printf ("%-34s mean %.2f ms, worst %.2f ms\n", "far jump", sum / JUMPS, worst);
}
