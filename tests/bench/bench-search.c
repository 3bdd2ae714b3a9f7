/*
 * bench-search FILE: a search over everybody in the office file beside a LIKE scan of the person table; both must find the same.
 * Printed: milliseconds of each (the best of three) and their ratio.  design.md §10: 50 times faster.
 */
#include "store/xl-search-table.h"
#include "store/xl-sql.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  const char *what;
  const char *text;
  const char *scan;   /* ids of the same persons; ?1 is @text */
} Case;

#define BY_NAME "SELECT id FROM person WHERE name LIKE '%' || ?1 || '%' ORDER BY id"

static const Case cases[] = {
  { "1 character", "珑", BY_NAME },
  { "1 character, a surname", "张", BY_NAME },
  { "2 characters", "张伟", BY_NAME },
  { "2 characters, inside", "建国", BY_NAME },
  { "3 characters", "张建国", BY_NAME },
  { "4 characters, nobody", "欧阳建国", BY_NAME },
  { "initials, 3", "zjg", "SELECT id FROM person WHERE name_initials LIKE ?1 || '%' ORDER BY id" },
  { "initials, 2", "zj", "SELECT id FROM person WHERE name_initials LIKE ?1 || '%' ORDER BY id" },
  { "last four digits", "1234", "SELECT id FROM person WHERE id_number LIKE '%' || ?1 OR phone LIKE '%' || ?1 ORDER BY id" },
};

static GArray *
scan (XlDb *db, const Case *c)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, c->scan, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  xl_bind (stmt, 1, c->text);
  while (xl_db_step (db, stmt, NULL))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  return ids;
}

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static gboolean
measure (XlDb *db, const Case *c)
{
  double typed = G_MAXDOUBLE, all = G_MAXDOUBLE, scanned = G_MAXDOUBLE;
  gboolean same = TRUE;

  for (int round = 0; round < 3; round++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(GArray) first = xl_search_run (db, c->text, 50, NULL);
      g_autoptr(GArray) ids = NULL, plain = NULL;

      typed = MIN (typed, milliseconds_since (start));
      start = g_get_monotonic_time ();
      ids = xl_search_persons (db, c->text, NULL);
      all = MIN (all, milliseconds_since (start));
      start = g_get_monotonic_time ();
      plain = scan (db, c);
      scanned = MIN (scanned, milliseconds_since (start));
      same = ids->len == plain->len && memcmp (ids->data, plain->data, ids->len * sizeof (gint64)) == 0;
      if (round == 2)
        printf ("%-24s %8u found  first 50 %8.2f ms  all %8.2f ms  LIKE %8.2f ms  ratio %.0f (all: %.0f)%s\n", c->what, plain->len, typed,
                all, scanned, scanned / typed, scanned / all, same ? "" : "  NOT THE SAME");
    }
  return same;
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) db = argc == 2 ? xl_db_open (argv[1], XL_DB_READ_ONLY, &error) : NULL;
  gboolean same = db != NULL;

  if (db == NULL)
    {
      fprintf (stderr, "bench-search FILE: %s\n", error != NULL ? error->message : "no file");
      return 2;
    }
  printf ("%" G_GINT64_FORMAT " persons\n", xl_db_int (db, "SELECT count (*) FROM person", 0, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    same &= measure (db, &cases[i]);
  return same ? 0 : 1;
}
