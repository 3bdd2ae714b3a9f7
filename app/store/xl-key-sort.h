#pragma once

#include "store/xl-sql.h"

G_BEGIN_DECLS

/**
 * xl_key_append:
 *
 * Writes @value behind @key so that keys made of the same kinds of values in the same directions compare by memcmp () as SQLite
 * orders the values: NULL, numbers, texts by their bytes.  A text ends at its first zero byte; real numbers count as whole ones.
 */
void       xl_key_append        (GByteArray *key, sqlite3_value *value, gboolean descending);

/**
 * XlKeySort:
 *
 * Row ids sorted by keys like that, in about 24 bytes a row and what of its key goes beyond eight bytes: SQLite's own sorter keeps
 * several times as much.  The first rows can be had before the rest is sorted.
 */
typedef struct _XlKeySort XlKeySort;

/* @descending: rows of the same key by falling ids. */
XlKeySort *xl_key_sort_new      (gboolean descending);
void       xl_key_sort_free     (XlKeySort *sort);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlKeySort, xl_key_sort_free)

void       xl_key_sort_add      (XlKeySort *sort, const GByteArray *key, gint64 id);
guint      xl_key_sort_length   (const XlKeySort *sort);
/* Brings the first @n to their places, at least. */
void       xl_key_sort_first    (XlKeySort *sort, guint n);
gint64     xl_key_sort_id       (const XlKeySort *sort, guint i);
/* < 0 when row @i of @a comes before row @j of @b; both are of the same direction. */
int        xl_key_sort_compare  (const XlKeySort *a, guint i, const XlKeySort *b, guint j);

G_END_DECLS
