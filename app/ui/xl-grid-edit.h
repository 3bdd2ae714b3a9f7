#pragma once

#include "ui/xl-grid-private.h"
#include "ui/xl-grid-value.h"

G_BEGIN_DECLS

/**
 * Typing in a grid whose source takes cells (xl-grid-source.h, set_cells_async).
 *
 * A letter replaces what is in the cell, F2 and a double click open it.  Enter and Tab commit and go on (with Shift
 * back), Up and Down commit and go, Left and Right too where the first letter replaced; Esc takes back; Ctrl+Enter
 * writes into the whole selection; Alt+Enter is a line end.  What can be no such value is refused at once and the
 * editor stays; what the source refuses brings the cursor back to the cell, open, with what was typed.  Whoever already
 * types elsewhere is left there: the refused cell keeps its text, framed in red, and says why when the cursor comes to
 * it; Esc there takes it back. The new line at the end becomes a record when Enter is pressed or the cursor leaves it;
 * until then, and while it is refused, it stays as typed.
 */

/* What the source's refusal of the one typed cell, of the new line or of many cells at once leads to. */
typedef enum { XL_GRID_WRITE_CELL, XL_GRID_WRITE_LINE, XL_GRID_WRITE_MANY } XlGridWriteKind;

/* xl-grid-edit.c */
void     xl_grid_edit_begin   (XlGrid *self);                          /* with what is in the cell */
void     xl_grid_edit_begin_with (XlGrid *self, const char *text);     /* instead of it */
/* FALSE: refused, the editor stays open. */
gboolean xl_grid_edit_commit  (XlGrid *self);
void     xl_grid_edit_cancel  (XlGrid *self);
/* Commits; what is refused is kept in the cell. */
void     xl_grid_edit_leave   (XlGrid *self);
/* What stands in the editor as a value; the reason when it is none (constant). */
const char *xl_grid_edit_read (XlGrid *self, XlGridValue *value);
/* The value into the cell at the cursor. */
void     xl_grid_edit_put     (XlGrid *self, const XlGridValue *value);
/* Esc on a cell that is not open: takes back what was refused; FALSE: nothing was. */
gboolean xl_grid_edit_take_back (XlGrid *self);
void     xl_grid_edit_toggle  (XlGrid *self);                          /* yes/no */
/* Makes the new line a record, if anything new is in it. */
void     xl_grid_edit_submit_line (XlGrid *self);
void     xl_grid_edit_today   (char today[11]);

/* xl-grid-write.c */
guint    xl_grid_write        (XlGrid *self, XlGridBatch *batch, gboolean good_rows, XlGridWriteKind kind);
/* Why nothing or not all was written, with the choice to write the rest; marks the cells. */
void     xl_grid_write_refused (XlGrid *self, XlGridBatch *batch, GPtrArray *refusals);
void     xl_grid_say          (XlGrid *self, const char *words, gboolean undoable);

/* xl-grid-choose.c: the list under the editor */
void     xl_grid_choose_update (XlGrid *self);                         /* the text has changed */
void     xl_grid_choose_open  (XlGrid *self);                          /* all of it; a calendar for dates */
void     xl_grid_choose_hide  (XlGrid *self);
gboolean xl_grid_choose_key   (XlGrid *self, guint keyval);            /* TRUE: it was the list's */
/* What is chosen, when it says more than what is typed. */
gboolean xl_grid_choose_take  (XlGrid *self, XlGridValue *value);
gboolean xl_grid_choose_has_list (XlGrid *self);                       /* the cell at the cursor has one */

/* xl-grid-calendar.c */
void     xl_grid_calendar_open (XlGrid *self);
void     xl_grid_calendar_hide (XlGrid *self);
gboolean xl_grid_calendar_key (XlGrid *self, guint keyval);

/* xl-grid-reason.c */
void     xl_grid_reason_show  (XlGrid *self, const char *words);       /* at the cursor */
void     xl_grid_reason_hide  (XlGrid *self);
/* Where a popover of the current cell points to. */
void     xl_grid_point_at_cell (XlGrid *self, GtkWidget *popover);

/* xl-grid-paste.c, xl-grid-fill.c */
void     xl_grid_paste        (XlGrid *self);
void     xl_grid_cut          (XlGrid *self);
void     xl_grid_clear_cells  (XlGrid *self);
void     xl_grid_fill         (XlGrid *self, gboolean right);          /* down, or to the right */
void     xl_grid_fill_with    (XlGrid *self, const XlGridValue *value);

G_END_DECLS
