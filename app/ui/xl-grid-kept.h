#pragma once

#include "ui/xl-grid-batch.h"

G_BEGIN_DECLS

/* The row of a cell that belongs to the new line, before it is a record. */
#define XL_GRID_NEW_LINE G_MININT64

/* What a cell shows instead of what its source has: typed and on its way, refused, or part of a line that is no record
 * yet. */
typedef struct {
  gint64   id;           /* of the record; XL_GRID_NEW_LINE */
  int      column;       /* of the source */
  char    *text, *key;   /* @text NULL: only @reason is kept; @key nullable */
  char    *reason;       /* why it was refused; NULL: it was not */
  guint    serial;       /* of the edit that is on its way; 0: none */
} XlGridKept;

/**
 * XlGridKeptCells:
 *
 * The cells of a grid that are not (yet) as they were typed.  They go by the key of their record, so that they stay
 * with it when the rows are put in another order.  Pure; main thread.
 */
typedef struct _XlGridKeptCells XlGridKeptCells;

XlGridKeptCells  *xl_grid_kept_new      (void);
void              xl_grid_kept_free     (XlGridKeptCells *self);
/* Keeps @text (nullable) in the cell; what was kept there before is forgotten. */
XlGridKept *xl_grid_kept_put (XlGridKeptCells *self, gint64 id, int column, const char *text, const char *key);
void              xl_grid_kept_refuse   (XlGridKept *kept, const char *reason);
XlGridKept       *xl_grid_kept_find     (XlGridKeptCells *self, gint64 id, int column);     /* (nullable) */
/* Whether there was something. */
gboolean          xl_grid_kept_forget   (XlGridKeptCells *self, gint64 id, int column);
/* All cells of a record. */
gboolean          xl_grid_kept_forget_all_of (XlGridKeptCells *self, gint64 id);
/* Refusals without a text of their own, as after a paste. */
void              xl_grid_kept_forget_remarks (XlGridKeptCells *self);
/* The cells of the edit @serial are there now. */
void              xl_grid_kept_arrived  (XlGridKeptCells *self, guint serial);
guint             xl_grid_kept_get_n    (XlGridKeptCells *self);
/* The cell of the edit @serial of one cell; NULL: it was typed anew since. */
XlGridKept       *xl_grid_kept_find_serial (XlGridKeptCells *self, guint serial);
/* In the order of columns: those of @id.  GPtrArray of XlGridKept, not owned. */
GPtrArray        *xl_grid_kept_list     (XlGridKeptCells *self, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlGridKeptCells, xl_grid_kept_free)

G_END_DECLS
