#pragma once

#include "notices/xl-text-row.h"

G_BEGIN_DECLS

/**
 * XlTextTable:
 *
 * Rows of a zone that stand in columns, with the lines of each cell put together.
 */
typedef struct {
  GPtrArray *cells;     /* of GPtrArray of XlTextRun, row by row; not owned runs */
  guint      n_columns;
  guint      n_rows;
  GArray    *columns;   /* of XlTextColumn */
  gboolean   starts_inside;   /* its first row has an empty first cell: goes on from the page before */
} XlTextTable;
typedef struct {
  float x0, x1;
} XlTextColumn;

/**
 * xl_text_table_find:
 * @first: index of a row of @zone
 * @n_used: (out): how many rows of the zone belong to it
 *
 * The table that begins at row @first, or %NULL when none does: two rows or more with cells one below the other.
 */
XlTextTable *xl_text_table_find (const XlTextZone *zone, guint first, guint *n_used);
void         xl_text_table_free (XlTextTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlTextTable, xl_text_table_free)

/* The cell at @row, @column: an array of XlTextRun, top to bottom. */
GPtrArray   *xl_text_table_cell (const XlTextTable *table, guint row, guint column);

G_END_DECLS
