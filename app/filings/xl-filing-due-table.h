#pragma once

#include "filings/xl-filing-table.h"

G_BEGIN_DECLS

/* A form and a period of it, and how far the filing is. */
typedef struct {
  char           *form, *name;       /* key, and its name on paper */
  char           *period, *words;    /* 2026-06, 2026年6月 */
  char            due_date[11];      /* "" when no notice asks for it */
  int             days_left;
  XlFilingRecord *record;            /* the one that stands; NULL: not made */
} XlFilingDue;
void xl_filing_due_free (XlFilingDue *due);

/* What a form needs to be looked for. */
typedef struct { const char *form, *name, *kind; char *periods[4]; } XlFilingDueForm;   /* kind: "month", … */

/**
 * xl_filing_due_table_list:
 * @forms: (array length=n): the forms, each with the periods that are looked at, the newest first, NULL-terminated
 * @on: "YYYY-MM-DD", today
 *
 * Each form and period with the filing that stands, and the day a notice wants it by: a deadline asks for the last period that is over
 * on its day (5 July for June).  (element-type XlFilingDue)
 */
GPtrArray *xl_filing_due_table_list (XlDb *db, const XlFilingDueForm *forms, guint n, const char *office, const char *on,
                                     GError **error);

G_END_DECLS
