#pragma once

/* What benchmarks of long lists measure with. */
#include "store/xl-paged-rows.h"

static double longest;      /* ms: the longest turn so far */

/* One turn of the main loop; the time spent in it without waiting is what the screen would feel. */
static inline void
turn (void)
{
  gint64 start;

  while (!g_main_context_pending (NULL))
    g_usleep (50);
  start = g_get_monotonic_time ();
  g_main_context_iteration (NULL, FALSE);
  longest = MAX (longest, (double) (g_get_monotonic_time () - start) / 1000);
}

static inline double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static inline double
peek_first (XlDb *db, const char *sql)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 3; round++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, NULL);

      for (int i = 0; i < 100 && xl_db_step (db, stmt, NULL); i++)
        ;
      best = MIN (best, milliseconds_since (start));
    }
  return best;
}

static inline void
on_reset (XlPagedRows *rows, gboolean *came)
{
  *came = TRUE;
}
