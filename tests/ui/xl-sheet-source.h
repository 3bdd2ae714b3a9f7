#pragma once

#include "ui/xl-grid-source.h"

G_BEGIN_DECLS

/* Rows in memory that can be typed in: refuses what its judge refuses, appends, undoes, completes names. */
#define XL_TYPE_SHEET_SOURCE (xl_sheet_source_get_type ())
G_DECLARE_FINAL_TYPE (XlSheetSource, xl_sheet_source, XL, SHEET_SOURCE, GObject)

/* Why @text cannot stand in @column; NULL: it can.  Also asked with "" for the columns a new row has nothing in. */
typedef const char *(*XlSheetJudge) (int column, const char *text);

/* @n_rows rows "r0c0", "r0c1" …; with 0 it begins empty. */
XlSheetSource *xl_sheet_source_new       (int n_columns, int n_rows);
void           xl_sheet_source_set_judge (XlSheetSource *self, XlSheetJudge judge);
void           xl_sheet_source_set_append (XlSheetSource *self, gboolean can_append);
/* Rows @row of the list are heads of groups; folding only turns the triangle. */
void           xl_sheet_source_set_group (XlSheetSource *self, gint64 row);
/* Takes back the last batch; FALSE: there is none. */
gboolean       xl_sheet_source_undo      (XlSheetSource *self);
guint          xl_sheet_source_n_batches (XlSheetSource *self);
const char    *xl_sheet_source_text      (XlSheetSource *self, gint64 row, int column);
const char    *xl_sheet_source_key       (XlSheetSource *self, gint64 row, int column);

G_END_DECLS
