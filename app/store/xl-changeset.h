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

/* Where the part of each table begins, and behind the last one @size: GArray of gsize.  Each part is a changeset of its own.
 * Of what is none: the part that can be read, and the rest. */
GArray *xl_changeset_parts (gconstpointer changeset, gsize size);

G_END_DECLS
