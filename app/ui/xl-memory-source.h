#pragma once

#include "ui/xl-grid-source.h"

G_BEGIN_DECLS

/* Rows held in memory, for lists up to about 2,000 rows; sorts by the text of a column, numbers as numbers. */
#define XL_TYPE_MEMORY_SOURCE (xl_memory_source_get_type ())
G_DECLARE_FINAL_TYPE (XlMemorySource, xl_memory_source, XL, MEMORY_SOURCE, GObject)

XlMemorySource *xl_memory_source_new      (int n_columns);
/* Empties it; xl_memory_source_added (), or xl_grid_source_reset () where nobody sorts, is the caller's last step after filling. */
void            xl_memory_source_clear    (XlMemorySource *self);
/* Adds a row of n_columns texts (copied; NULL counts as ""). */
void            xl_memory_source_add      (XlMemorySource *self, gint64 id, const char *const *cells);
void            xl_memory_source_set_mark (XlMemorySource *self, gint64 row, int column, XlCellMark mark);
/* Rows were added: sorts them as those before were sorted. */
void            xl_memory_source_added    (XlMemorySource *self);
/* The column it is sorted by; -1: as rows were added. */
int             xl_memory_source_get_order (XlMemorySource *self, gboolean *descending);
/* NULL: no total in that column. */
void            xl_memory_source_set_total (XlMemorySource *self, int column, const char *text);

G_END_DECLS
