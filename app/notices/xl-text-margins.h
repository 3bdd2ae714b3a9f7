#pragma once

#include "notices/xl-text-row.h"

G_BEGIN_DECLS

/* What stands around running text, and where that begins and ends.  @zones: XlTextZone, in order.  Thread: any. */

/* Takes running headers, footers, page numbers and the specks of a scan out of @zones. */
void  xl_text_margins_drop    (GPtrArray *zones, guint n_pages);
/* The size of most characters, points. */
float xl_text_margins_body_em (GPtrArray *zones);
/* The left and right edge of running text in the zone at @index; few lines say little, so another page of the same size may speak for them. */
void  xl_text_margins_find    (GPtrArray *zones, guint index, float body_em, float *left, float *right);

/* The characters of @row, folded; free with g_free (). */
char *xl_text_row_text        (const XlTextRow *row);

G_END_DECLS
