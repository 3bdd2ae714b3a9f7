#pragma once

#include "ui/xl-grid-batch.h"
#include "ui/xl-grid-column.h"

G_BEGIN_DECLS

/* Where a block goes. */
typedef struct {
  GPtrArray *columns;           /* XlGridColumn, as the grid shows them */
  gint64     row0, row1;        /* the selected rectangle, both ends included */
  int        col0, col1;        /* positions in @columns */
  gint64     n_rows;            /* of the source */
  gboolean   can_append;
  char       today[11];
  gboolean   leave_locked;      /* columns that cannot be typed in are left out instead of refused */
} XlGridPasteTarget;

/* What a paste would do. */
typedef struct {
  char        *refusal;         /* why it cannot be done at all, translated; then there is nothing else */
  gboolean     locked;          /* … because of columns: with @leave_locked the others can be pasted */
  XlGridBatch *batch;
  GPtrArray   *refusals;        /* XlGridRefusal: cells that hold no such value; their rows are not in @batch */
  gint64       row0, row1;      /* rows that are touched */
  int          col0, col1;
  gint64       n_new;           /* records it adds */
  guint        n_rows;          /* rows of @batch */
} XlGridPastePlan;

/**
 * xl_grid_paste_plan:
 * @block: see xl-grid-clipboard.h
 *
 * A single cell fills the selection; a block whose size goes into the selection's is repeated over it; any other goes
 * where the selection begins, as large as it is.  Pure; any thread.
 *
 * Returns: (transfer full)
 */
XlGridPastePlan *xl_grid_paste_plan      (const XlGridPasteTarget *target, GPtrArray *block);
void             xl_grid_paste_plan_free (XlGridPastePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlGridPastePlan, xl_grid_paste_plan_free)

G_END_DECLS
