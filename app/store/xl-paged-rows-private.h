#pragma once

#include "store/xl-paged-rows.h"
#include "store/xl-row-set.h"

G_BEGIN_DECLS

typedef struct {
  XlRowPage *page;
  guint64    used;     /* self->clock when it was last looked at */
} Slot;

struct _XlPagedRows
{
  GObject          parent_instance;
  XlStore         *store;
  gulong           changed_id;
  GMainContext    *context;
  const XlRowKind *kind;

  XlRowQuestion   *question;
  GArray          *ids;           /* gint64; of @question as far as known, or of the one before */
  gboolean         is_answer;     /* ids belongs to @question */
  gboolean         complete;
  gboolean         asking;
  gboolean         again;         /* the store changed meanwhile: ask once more */
  guint            generation;    /* of the question being asked */
  GCancellable    *cancellable;   /* of the question being asked */

  GHashTable      *pages;         /* gint64 page number → Slot */
  GQueue           wishes;        /* page numbers, newest first */
  GHashTable      *under_way;     /* page numbers being filled */
  guint64          clock;
  guint            stamp;         /* counts changes of store and question: a page filled before one is stale */
  gint64           seen_first;
  gint64           seen_last;
};

void  xl_paged_rows_slot_free    (gpointer slot);
/* Wishes for page @number; the newest wish is granted first. */
void  xl_paged_rows_wish         (XlPagedRows *self, gint64 number);
/* The same when the page is not there or stale. */
void  xl_paged_rows_wish_if_missing (XlPagedRows *self, gint64 number);
Slot *xl_paged_rows_look_up      (XlPagedRows *self, gint64 row);
/* Takes @page as page @number, if the list still has these rows there. */
void  xl_paged_rows_keep_page    (XlPagedRows *self, gint64 number, XlRowPage *page);
/* Everything shown may be out of date: it stays until it comes anew. */
void  xl_paged_rows_make_stale   (XlPagedRows *self);
/* Drops the pages whose rows are elsewhere now. */
void  xl_paged_rows_drop_moved   (XlPagedRows *self);

G_END_DECLS
