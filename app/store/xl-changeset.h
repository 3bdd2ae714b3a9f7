#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_changeset_count:
 *
 * How many rows a changeset of SQLite's session extension speaks of.  SQLite's own iterator copies every value on the way, which
 * costs a large import more than writing the changeset does.
 *
 * Source: sqlite.org, sqlite3session.c, "CHANGESET FORMAT".   Thread: any.
 * Returns: 0 also for what is none
 */
gint64 xl_changeset_count (gconstpointer changeset, gsize size);

G_END_DECLS
