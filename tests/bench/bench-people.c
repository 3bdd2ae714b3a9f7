/* 100,000 people with their households through the people's tables, recorded, beside bare inserts of the same rows. */
#include "people/xl-household-table.h"
#include "people/xl-membership-table.h"
#include "people/xl-person-table.h"
#include "store/xl-change.h"
#include "store/xl-schema.h"

#include <glib/gstdio.h>

#define N_PEOPLE 100000
#define OFFICE "220622103200"

/* Invented names: surname, given name of two characters. */
static char *
name_of (int i)
{
  static const char *const surnames[] = { "李", "王", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "单", "曾" };
  static const char *const given[] = { "国", "强", "芳", "敏", "丽", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "兰", "霞" };

  return g_strconcat (surnames[i % 12], given[i / 12 % 16], given[i / 192 % 16], NULL);
}

static gint64
write_through_tables (XlDb *db, gpointer data, GError **error)
{
  gint64 home = 0;

  for (int i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr(XlPerson) person = xl_person_new (OFFICE);
      g_autofree char *name = name_of (i);
      g_autofree char *number = g_strdup_printf ("103200-%05d", i / 4 + 1);

      if (i % 4 == 0)
        {
          g_autoptr(XlHousehold) household = xl_household_new (OFFICE, number);

          household->group_no = i / 4 % 8 + 1;
          home = xl_household_table_insert (db, household, error);
        }
      if (home < 0 || !xl_person_set_name (person, name, error))
        return -1;
      person->birth_date = g_strdup_printf ("%04d-%02d-%02d", 1940 + i % 80, i % 12 + 1, i % 28 + 1);
      if (xl_person_table_insert (db, person, error) < 0
          || xl_membership_table_join (db, person->id, home, i % 4 == 0 ? "02" : "20", NULL, NULL, NULL, error) < 0)
        return -1;
    }
  return 0;
}

/* The same rows by SQL alone, out of the file just made, without recording. */
static const char copy_sql[] =
  "BEGIN IMMEDIATE; INSERT INTO person SELECT * FROM made.person; INSERT INTO household SELECT * FROM made.household;"
  "INSERT INTO membership SELECT * FROM made.membership; COMMIT";

static XlDb *
open_at (const char *path)
{
  g_autoptr(GError) error = NULL;
  XlDb *db = xl_db_open (path, XL_DB_CREATE, &error);

  if (db == NULL || !xl_schema_ensure (db, &error))
    g_error ("%s", error->message);
  return db;
}

static double
time_of (gboolean (*work) (XlDb *db, GError **error), XlDb *db)
{
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!work (db, &error))
    g_error ("%s", error->message);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static gboolean
make (XlDb *db, GError **error)
{
  return xl_change_run (db, "bench", "bench", XL_CHANGE_IMPORT, write_through_tables, NULL, error) == 0;
}

static gboolean
copy (XlDb *db, GError **error)
{
  return xl_db_exec (db, copy_sql, error);
}

static gboolean
list (XlDb *db, GError **error)
{
  XlPersonQuery query = { .order = XL_PERSON_ORDER_NAME };
  g_autoptr(GArray) ids = xl_person_table_list (db, &query, error);

  return ids != NULL && ids->len == N_PEOPLE;
}

static gboolean
list_bare (XlDb *db, GError **error)
{
  return xl_db_exec (db, "SELECT id FROM person INDEXED BY person_name ORDER BY present, name_sort", error);
}

int
main (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("xl-bench-XXXXXX", &error);
  g_autofree char *made = g_build_filename (folder, "made.xiangli", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare.xiangli", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS made", made);
  g_autoptr(XlDb) first = open_at (made);
  g_autoptr(XlDb) second = open_at (bare);
  double through, by_sql, ours, theirs;

  through = time_of (make, first);
  if (!xl_db_exec (second, attach, &error))
    g_error ("%s", error->message);
  by_sql = time_of (copy, second);
  g_print ("insert %d people and households: %.2f s recorded, %.2f s bare SQL, ratio %.1f\n", N_PEOPLE, through, by_sql,
           through / by_sql);
  ours = time_of (list, first);
  theirs = time_of (list_bare, first);
  g_print ("list %d people by name: %.0f ms, %.0f ms bare SQL, ratio %.1f\n", N_PEOPLE, ours * 1000, theirs * 1000, ours / theirs);
  return 0;
}
