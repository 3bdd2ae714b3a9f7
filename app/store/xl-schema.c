#include "store/xl-schema.h"
#include "store/xl-backup.h"
#include "store/xl-search-table.h"
#include "store/xl-sql.h"

#include <sodium.h>

#define SQL_FOLDER "/org/xiangli/Xiangli/sql"

GResource *xl_store_get_resource (void);

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The names of the numbered scripts, in order. */
static char **
list_scripts (void)
{
  char **names;

  xl_store_get_resource ();   /* named here, so that the linker keeps the scripts */
  names = g_resources_enumerate_children (SQL_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  return names;
}

/* "0003-search.sql" → 3 */
static int
script_number (const char *name)
{
  return (int) g_ascii_strtoll (name, NULL, 10);
}

int
xl_schema_version (void)
{
  g_auto(GStrv) names = list_scripts ();

  return script_number (names[g_strv_length (names) - 1]);
}

static gboolean
read_header (XlDb *db, int *application_id, int *version, gboolean *empty, GError **error)
{
  g_autoptr(GError) local = NULL;

  *application_id = (int) xl_db_int (db, "PRAGMA application_id", 0, &local);
  if (local == NULL)
    *version = (int) xl_db_int (db, "PRAGMA user_version", 0, &local);
  if (local == NULL)
    *empty = xl_db_int (db, "SELECT count(*) FROM sqlite_schema", 0, &local) == 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
judge_header (XlDb *db, int application_id, int version, GError **error)
{
  if (application_id != XL_APPLICATION_ID)
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE, "%s: is no office file", xl_db_path (db));
      return FALSE;
    }
  if (version > xl_schema_version ())
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_TOO_NEW,
                   "%s: was written by a newer release (file version %d, this program knows %d)", xl_db_path (db), version,
                   xl_schema_version ());
      return FALSE;
    }
  return TRUE;
}

/* The file as it was, beside it; what an earlier attempt left there is the older one and stays. */
static gboolean
copy_aside (XlDb *db, GError **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.before-v%d", xl_db_path (db), xl_schema_version ());

  return g_file_test (copy, G_FILE_TEST_EXISTS) || xl_backup_write (db, copy, error);
}

static gboolean
run_script (XlDb *db, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (SQL_FOLDER "/", name, NULL);
  g_autoptr(GBytes) script = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %d", script_number (name));

  return script != NULL && xl_db_exec (db, g_bytes_get_data (script, NULL), error) && xl_db_exec (db, version, error);
}

static gboolean
check_references (XlDb *db, GError **error)
{
  g_autofree char *broken = xl_db_text (db, "PRAGMA foreign_key_check", NULL);

  if (broken == NULL)
    return TRUE;
  g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT, "%s: the new version leaves a reference to nothing in %s",
               xl_db_path (db), broken);
  return FALSE;
}

/* A number of its own for this copy of the file, so that its keys meet no other's. */
static gboolean
mark_new_file (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT OR IGNORE INTO meta (key, value) VALUES ('site', ?1)", error);
  guint32 site = 0;

  if (stmt == NULL)
    return FALSE;
  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  while (site == 0)
    site = randombytes_random () >> 1;   /* 31 bits: keys stay positive */
  sqlite3_bind_int64 (stmt, 1, site);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_schema_check (XlDb *db, gboolean current, GError **error)
{
  int application_id, version;
  gboolean empty;

  if (!read_header (db, &application_id, &version, &empty, error) || !judge_header (db, application_id, version, error))
    return FALSE;
  if (!current || version == xl_schema_version ())
    return TRUE;
  g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY,
               "%s: is of an older version (%d) and cannot be brought up to date without writing to it", xl_db_path (db), version);
  return FALSE;
}

static gboolean
run_missing_scripts (XlDb *db, int version, GError **error)
{
  g_auto(GStrv) names = list_scripts ();

  for (int i = 0; names[i] != NULL; i++)
    if (script_number (names[i]) > version && !run_script (db, names[i], error))
      return FALSE;
  return mark_new_file (db, error) && check_references (db, error);
}

/* All steps in one transaction: the file is of the old version or of the new one. */
static gboolean
migrate (XlDb *db, int version, GError **error)
{
  if (version > 0 && !copy_aside (db, error))
    return FALSE;
  if (!xl_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if ((version > 0 || xl_db_exec (db, "PRAGMA application_id = 0x584c4f46", error))
      && run_missing_scripts (db, version, error) && xl_db_exec (db, "COMMIT", error))
    return TRUE;
  xl_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

gboolean
xl_schema_ensure (XlDb *db, GError **error)
{
  int application_id, version;
  gboolean empty, done;

  if (!read_header (db, &application_id, &version, &empty, error))
    return FALSE;
  if (!(empty && version == 0 && application_id == 0) && !judge_header (db, application_id, version, error))
    return FALSE;
  if (!xl_db_exec (db, "PRAGMA journal_mode = WAL", error))
    return FALSE;
  if (version == xl_schema_version ())
    return xl_search_ensure (db, error);
  if (!xl_db_exec (db, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  done = migrate (db, version, error);
  return xl_db_exec (db, "PRAGMA foreign_keys = ON", done ? error : NULL) && done && xl_search_ensure (db, error);
}
