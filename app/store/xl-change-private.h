#pragma once

#include "store/xl-change.h"
#include "store/xl-sql.h"

G_BEGIN_DECLS

/* What the log says of one edit. */
typedef struct {
  const char  *user;
  const char  *label;
  XlChangeKind kind;
  gint64       target;
} XlChangeEntry;

/* SHA-256 over every field of the entry and the hash before it, into @hash of 32 bytes. */
void     xl_change_entry_hash  (const XlChangeEntry *e, gint64 seq, gint64 site, gint64 at, gint64 n_rows,
                                gconstpointer changeset, gsize size, const guchar *previous, guchar *hash);

/* Ends @session and writes what it recorded, and what a bulk filled, into the log; nothing when there is neither. */
gboolean xl_change_entry_write (XlDb *db, sqlite3_session **session, const XlChangeEntry *e, GError **error);

/* The inverse of a changeset, to be freed with g_free (), its tables in the opposite order: rows that refer to others go before
 * those.  Else SQLite would look for them with each row it removes, through whole tables.  NULL: out of memory, or damaged. */
guint8  *xl_change_invert      (const guint8 *changeset, int size, int *inverse_size);

G_END_DECLS
