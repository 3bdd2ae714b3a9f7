#pragma once

#include "ui/xl-grid-clipboard.h"

G_BEGIN_DECLS

/* A block while it is read: cells are added to a row, rows to the block, until one limit of xl-grid-clipboard.h is met.
 */
typedef struct {
  GPtrArray  *rows;       /* char** */
  GPtrArray  *cells;      /* char* of the row that is read */
  guint       n_cells;    /* of all rows */
  const char *reason;     /* why it is refused; NULL: it is not */
} XlGridBlockMaker;

void       xl_grid_block_begin   (XlGridBlockMaker *self);
/* Cleaned; FALSE: enough, @reason is set. */
gboolean   xl_grid_block_cell    (XlGridBlockMaker *self, const char *text, gsize len);
gboolean   xl_grid_block_row     (XlGridBlockMaker *self);
/* The block, or NULL with @reason. */
GPtrArray *xl_grid_block_end     (XlGridBlockMaker *self, const char **reason);

G_END_DECLS
