#include "store/xl-check.h"
#include "store/xl-change.h"
#include "store/xl-sql.h"

#include <sodium.h>
#include <string.h>

#define MAX_PROBLEMS 20

void
xl_check_free (XlCheck *check)
{
  g_ptr_array_unref (check->problems);
  g_free (check);
}

static void
add_problem (XlCheck *check, char *problem)
{
  check->ok = FALSE;
  if (check->problems->len < MAX_PROBLEMS)
    g_ptr_array_add (check->problems, problem);
  else
    g_free (problem);
}

/* Damage met while looking is what was looked for. */
static gboolean
note_damage (XlCheck *check, GError *damage, GError **error)
{
  g_autoptr(GError) taken = damage;

  if (taken == NULL)
    return TRUE;
  if (g_error_matches (taken, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT))
    {
      add_problem (check, g_strdup (taken->message));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&taken));
  return FALSE;
}

static gboolean
check_pages (XlDb *db, XlCheck *check, GError **error)
{
  GError *local = NULL;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "PRAGMA integrity_check (20)", &local);

  while (stmt != NULL && xl_db_step (db, stmt, &local))
    if (g_strcmp0 (xl_column (stmt, 0), "ok") != 0)
      add_problem (check, g_strdup (xl_column (stmt, 0)));
  return note_damage (check, local, error);
}

static gboolean
check_references (XlDb *db, XlCheck *check, GError **error)
{
  GError *local = NULL;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "PRAGMA foreign_key_check", &local);

  while (stmt != NULL && xl_db_step (db, stmt, &local))
    add_problem (check, g_strdup_printf ("row %s of %s refers to nothing in %s", xl_column (stmt, 1), xl_column (stmt, 0),
                                         xl_column (stmt, 2)));
  return note_damage (check, local, error);
}

static gboolean
check_chain (XlDb *db, XlCheck *check, GError **error)
{
  GError *local = NULL;

  check->n_changes = xl_db_int (db, "SELECT count(*) FROM change", 0, &local);
  if (local == NULL)
    check->first_bad = xl_change_verify (db, &local);
  if (check->first_bad > 0)
    add_problem (check, g_strdup_printf ("entry %" G_GINT64_FORMAT " of the log was altered or is missing", check->first_bad));
  return note_damage (check, local, error);
}

static gboolean
check_contents (XlDb *db, XlCheck *check, GError **error)
{
  GError *local = NULL;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT rowid, sha256, data, size FROM content", &local);

  while (stmt != NULL && xl_db_step (db, stmt, &local))
    {
      guchar hash[crypto_hash_sha256_BYTES];
      int size = sqlite3_column_bytes (stmt, 2);

      crypto_hash_sha256 (hash, sqlite3_column_blob (stmt, 2), (gsize) size);
      if (size != sqlite3_column_int64 (stmt, 3) || memcmp (hash, sqlite3_column_blob (stmt, 1), sizeof hash) != 0)
        add_problem (check, g_strdup_printf ("content %" G_GINT64_FORMAT " was altered", (gint64) sqlite3_column_int64 (stmt, 0)));
    }
  return note_damage (check, local, error);
}

XlCheck *
xl_check_run (XlDb *db, GError **error)
{
  g_autoptr(XlCheck) check = g_new0 (XlCheck, 1);

  check->ok = TRUE;
  check->problems = g_ptr_array_new_with_free_func (g_free);
  if (check_pages (db, check, error) && check_references (db, check, error) && check_chain (db, check, error)
      && check_contents (db, check, error))
    return g_steal_pointer (&check);
  return NULL;
}
