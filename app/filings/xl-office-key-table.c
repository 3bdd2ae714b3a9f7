#include "filings/xl-filing-table.h"

#include "store/xl-sql.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (XL_OFFICE_KEY_SIZE == crypto_sign_SECRETKEYBYTES);

gboolean
xl_office_key_read (XlDb *db, const char *office, guint8 secret_key[XL_OFFICE_KEY_SIZE], GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT value FROM meta WHERE key = 'office-key-' || ?1", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, office);
  if (!xl_db_step (db, stmt, error) || sqlite3_column_bytes (stmt, 0) != XL_OFFICE_KEY_SIZE)
    return FALSE;
  memcpy (secret_key, sqlite3_column_blob (stmt, 0), XL_OFFICE_KEY_SIZE);
  return TRUE;
}

void
xl_office_key_make (guint8 secret_key[XL_OFFICE_KEY_SIZE])
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];

  if (sodium_init () < 0)
    g_error ("libsodium cannot be started");
  crypto_sign_keypair (public_key, secret_key);
}

gboolean
xl_office_key_store (XlDb *db, const char *office, const guint8 secret_key[XL_OFFICE_KEY_SIZE], GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT INTO meta (key, value) VALUES ('office-key-' || ?1, ?2)"
                                          " ON CONFLICT DO NOTHING", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, office);
  sqlite3_bind_blob (stmt, 2, secret_key, XL_OFFICE_KEY_SIZE, SQLITE_TRANSIENT);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_office_key_known (XlDb *db, const char *office, const char *public_key, GError **error)
{
  g_autoptr(XlStmt) stmt = NULL;
  guint8 secret_key[XL_OFFICE_KEY_SIZE], own[crypto_sign_PUBLICKEYBYTES];
  char hex[crypto_sign_PUBLICKEYBYTES * 2 + 1];
  GError *local = NULL;

  if (xl_office_key_read (db, office, secret_key, &local))
    {
      crypto_sign_ed25519_sk_to_pk (own, secret_key);
      sodium_memzero (secret_key, sizeof secret_key);
      if (g_strcmp0 (sodium_bin2hex (hex, sizeof hex, own, sizeof own), public_key) == 0)
        return TRUE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  stmt = xl_db_prepare (db, "SELECT 1 FROM known_key WHERE office = ?1 AND public_key = ?2", error);
  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, public_key);
  return xl_db_step (db, stmt, error);
}
