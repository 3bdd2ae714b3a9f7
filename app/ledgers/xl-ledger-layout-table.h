#pragma once

#include "ledgers/xl-ledger-layout.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* The column layouts of this office, and what was made with them.  Tables layout and layout_output. */

/* One layout that is kept, or (@id 0) that the template brings. */
typedef struct {
  gint64          id;
  char           *ledger;
  XlLedgerLayout *layout;      /* columns that the ledger has no more are marked in it */
  gint64          saved_at;
} XlLayoutEntry;
void            xl_layout_entry_free    (XlLayoutEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLayoutEntry, xl_layout_entry_free)

/* Those of ledger @t: the template's own first, then the office's by department and title.  GPtrArray of XlLayoutEntry. */
GPtrArray      *xl_layout_table_list    (XlDb *db, const XlTemplate *t, GError **error);
/* By id, key in the template, name ("民政办·高龄老人统计表") or title.  Errors: XL_ERROR_NOT_FOUND, XL_ERROR_AMBIGUOUS (two
 * departments have one of that title). */
XlLayoutEntry  *xl_layout_table_find    (XlDb *db, const XlTemplate *t, const char *name, GError **error);
/**
 * xl_layout_table_save:
 * @id: 0: a new one
 *
 * Inside an edit.  Errors: those of xl_ledger_layout_check (); XL_ERROR_CONFLICT: the department has one of that title.
 * Returns: its id, or -1
 */
gint64          xl_layout_table_save    (XlDb *db, const XlTemplate *t, const XlLedgerLayout *layout, gint64 id, GError **error);
gboolean        xl_layout_table_delete  (XlDb *db, gint64 id, GError **error);
/* The spreadsheet a layout was made from: kept under the hash that is returned (hex); read back; NULL with @error. */
char           *xl_layout_table_keep_form (XlDb *db, GBytes *form, GError **error);
GBytes         *xl_layout_table_get_form  (XlDb *db, const char *sha256, GError **error);

/* Outputs --------------------------------------------------------------------------------------------------------- */

/* One time that a form was made.  When it is told to the table the strings are borrowed, when it is read they belong to it. */
typedef struct {
  gint64 id, at;
  char  *made_on, *user, *ledger, *department, *title, *kind, *file, *mask, *period;   /* @period: (nullable) */
  gint64 n_rows, n_filled, n_typed, n_empty;
} XlLayoutOutput;
void            xl_layout_output_free   (XlLayoutOutput *output);

/* Inside an edit, which it leaves out of the log of changes. */
gboolean        xl_layout_output_note   (XlDb *db, const XlLayoutOutput *output, GError **error);
/* Newest first; @ledger, @department: (nullable); @from, @to: (nullable): dates, both included.  GPtrArray of XlLayoutOutput. */
GPtrArray      *xl_layout_output_list   (XlDb *db, const char *ledger, const char *department, const char *from, const char *to,
                                         GError **error);

/* What a department asked for in a month: the burden of forms 报表负担. */
typedef struct {
  char  *department, *month;
  gint64 n_outputs, n_forms, n_filled, n_typed;
} XlLayoutBurden;
void            xl_layout_burden_free   (XlLayoutBurden *burden);
/* By month, newest first, and department.  GPtrArray of XlLayoutBurden. */
GPtrArray      *xl_layout_output_burden (XlDb *db, const char *ledger, const char *department, const char *from, const char *to,
                                         GError **error);

G_END_DECLS
