#pragma once

#include <gio/gio.h>

#include "ui/xl-grid-batch.h"

G_BEGIN_DECLS

/**
 * XlGridSource:
 *
 * Where an XlGrid gets its rows.  Main thread only; nothing here blocks.  Rows are counted from 0 in the order shown;
 * columns are those of the source, in its order, whatever the grid shows of them.
 *
 * Ready-made: XlMemorySource (ui/xl-memory-source.h) for short lists, XlPagedSource (ui/xl-paged-source.h) over the
 * store.
 */
#define XL_TYPE_GRID_SOURCE (xl_grid_source_get_type ())
G_DECLARE_INTERFACE (XlGridSource, xl_grid_source, XL, GRID_SOURCE, GObject)

/* What a cell looks like beyond its text; always a shape or word as well as a colour. */
typedef enum {
  XL_CELL_PLAIN   = 0,
  XL_CELL_FLAGGED = 1 << 0,   /* to be checked: a small mark at the corner, amber */
  XL_CELL_OVERDUE = 1 << 1,   /* seal red */
  XL_CELL_MET     = 1 << 2,   /* green */
  XL_CELL_FADED   = 1 << 3,   /* ended, moved away, replaced */
  XL_CELL_STRONG  = 1 << 4    /* bold */
} XlCellMark;

/* What a row is; groups and subtotals stand among the records where the source says so. */
typedef enum {
  XL_GRID_ROW_RECORD,
  XL_GRID_ROW_GROUP,           /* the head of a group that is open: its first cell is the group's name */
  XL_GRID_ROW_GROUP_FOLDED,    /* its records are not shown */
  XL_GRID_ROW_SUBTOTAL
} XlGridRowKind;

struct _XlGridSourceInterface
{
  GTypeInterface parent;

  gint64      (*get_n_rows)   (XlGridSource *self);
  /* NULL: not here yet, a fetch is under way and "rows-ready" will follow.  Valid until the next main loop turn. */
  const char *(*peek)         (XlGridSource *self, gint64 row, int column);
  XlCellMark  (*peek_mark)    (XlGridSource *self, gint64 row, int column);              /* optional */
  /* Rows @first…@last are looked at: older wishes may be dropped. */
  void        (*hint_visible) (XlGridSource *self, gint64 first, gint64 last);           /* optional */
  /* A stable key of the row: brings the cursor back after a new question; 0 when unknown. */
  gint64      (*get_row_id)   (XlGridSource *self, gint64 row);
  /* Where @id is now; -1: nowhere. */
  gint64      (*find_row)     (XlGridSource *self, gint64 id);                           /* optional */
  /* Orders by @column; FALSE: cannot.  "reset" follows. */
  gboolean    (*set_order)    (XlGridSource *self, int column, gboolean descending);     /* optional */
  XlGridRowKind (*peek_row_kind) (XlGridSource *self, gint64 row);                       /* optional */
  /* Folds or opens the group at @row; "rows-changed" or "reset" follows. */
  void        (*toggle_group) (XlGridSource *self, gint64 row);                          /* optional */
  /* What the editor begins with, where it differs from what is shown (masked, with a unit); NULL: as shown. */
  const char *(*peek_edit)    (XlGridSource *self, gint64 row, int column);              /* optional */
  /* What stands behind the text of a code or person cell (see XlGridPatch); NULL: the text alone. */
  const char *(*peek_key)     (XlGridSource *self, gint64 row, int column);              /* optional */
  /* Why this cell cannot be changed though its column can: translated; NULL: it can. */
  const char *(*peek_lock)    (XlGridSource *self, gint64 row, int column);              /* optional */
  /* Whether patches at rows ≥ n_rows make records: the grid then shows an empty line at the end. */
  gboolean    (*can_append)   (XlGridSource *self);                                      /* optional */
  /* Writes @batch as one undo step; "rows-changed" or "reset" comes before the answer.  All or nothing: with a refusal
   * nothing is written, unless @good_rows: then the rows without a refusal are.  The answer is a GPtrArray of
   * XlGridRefusal, empty when all was taken; NULL and @error when it could not be tried. */
  void        (*set_cells_async)  (XlGridSource *self, XlGridBatch *batch, gboolean good_rows,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);                                  /* optional: read-only */
  GPtrArray  *(*set_cells_finish) (XlGridSource *self, GAsyncResult *result, GError **error);
  /* Who may be meant by @text in a XL_GRID_EDIT_PERSON cell: by characters, pinyin initials or last four digits.  A
   * GPtrArray of XlGridOffer, the likeliest first, few. */
  void        (*complete_async)  (XlGridSource *self, int column, const char *text, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);     /* optional */
  GPtrArray  *(*complete_finish) (XlGridSource *self, GAsyncResult *result, GError **error);
  /* Whole rows for copying and export: a GPtrArray of char** (one text a column). */
  void        (*fetch_async)  (XlGridSource *self, gint64 first, gint64 n, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray  *(*fetch_finish) (XlGridSource *self, GAsyncResult *result, GError **error);
  /* Text of the totals line; NULL: empty. */
  const char *(*peek_total)   (XlGridSource *self, int column);                          /* optional */
};

gint64      xl_grid_source_get_n_rows   (XlGridSource *self);
const char *xl_grid_source_peek         (XlGridSource *self, gint64 row, int column);
XlCellMark  xl_grid_source_peek_mark    (XlGridSource *self, gint64 row, int column);
void        xl_grid_source_hint_visible (XlGridSource *self, gint64 first, gint64 last);
gint64      xl_grid_source_get_row_id   (XlGridSource *self, gint64 row);
gint64      xl_grid_source_find_row     (XlGridSource *self, gint64 id);
gboolean    xl_grid_source_set_order    (XlGridSource *self, int column, gboolean descending);
XlGridRowKind xl_grid_source_peek_row_kind (XlGridSource *self, gint64 row);
void        xl_grid_source_toggle_group (XlGridSource *self, gint64 row);
const char *xl_grid_source_peek_edit    (XlGridSource *self, gint64 row, int column);
const char *xl_grid_source_peek_key     (XlGridSource *self, gint64 row, int column);
const char *xl_grid_source_peek_lock    (XlGridSource *self, gint64 row, int column);
gboolean    xl_grid_source_can_edit     (XlGridSource *self);
gboolean    xl_grid_source_can_append   (XlGridSource *self);
void        xl_grid_source_set_cells_async  (XlGridSource *self, XlGridBatch *batch, gboolean good_rows,
                                             GCancellable *cancellable, GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray  *xl_grid_source_set_cells_finish (XlGridSource *self, GAsyncResult *result, GError **error);
gboolean    xl_grid_source_can_complete     (XlGridSource *self);
void        xl_grid_source_complete_async   (XlGridSource *self, int column, const char *text,
                                             GCancellable *cancellable, GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray  *xl_grid_source_complete_finish  (XlGridSource *self, GAsyncResult *result, GError **error);
void        xl_grid_source_fetch_async  (XlGridSource *self, gint64 first, gint64 n, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray  *xl_grid_source_fetch_finish (XlGridSource *self, GAsyncResult *result, GError **error);
const char *xl_grid_source_peek_total   (XlGridSource *self, int column);

/* For sources: signals "rows-ready" (gint64 first, gint64 n), "rows-changed" (gint64 first, gint64 removed, gint64
 * added), "reset" (): everything may be different. */
void        xl_grid_source_rows_ready   (XlGridSource *self, gint64 first, gint64 n);
void        xl_grid_source_rows_changed (XlGridSource *self, gint64 first, gint64 removed, gint64 added);
void        xl_grid_source_reset        (XlGridSource *self);

G_END_DECLS
