#pragma once

#include "store/xl-store.h"

G_BEGIN_DECLS

/* What a search found, in words. */
typedef struct {
  const char *kind;      /* interned: "person", "notice", … */
  gint64      id;
  char       *title;     /* 张三 */
  char       *detail;    /* "female, born 1951-02-03, group 2"; "" when there is nothing to add */
} XlFound;
void xl_found_free (XlFound *found);

/**
 * xl_finder_ask:
 * @text: characters, pinyin initials, the last four digits
 * @persons_only: leave other records out
 *
 * Searches on a reader thread; xl_finder_finish () gives a GPtrArray of XlFound, persons first.  Thread: main.
 */
void       xl_finder_ask    (XlStore *store, const char *text, gboolean persons_only, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *xl_finder_finish (XlStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
