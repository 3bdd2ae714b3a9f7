#pragma once

#include "filings/xl-filing-paper.h"
#include "filings/xl-filing-table.h"
#include "store/xl-store.h"

G_BEGIN_DECLS

/**
 * XlFilingPlan:
 *
 * One filing on its way: read from the records (a reader), drawn (the paper thread), entered in the register (the writer).
 * For a preview the last step is left out.
 */
typedef struct {
  XlFilingForm   *form;
  XlFilingData   *data;          /* prepared */
  char           *office, *office_name, *period, *date, *number;
  char           *replaces;      /* number; NULL */
  int             year, n;
  XlMaskProfile   profile;
  guint8          secret_key[XL_OFFICE_KEY_SIZE];
  gboolean        new_key;       /* made for this filing, to be kept with it */
  XlFilingRecord *standing;      /* the filing of this form and period that stands; NULL */
  XlFiling       *filing;        /* once drawn */
  GBytes         *stored;        /* of @standing, when the data are the same: it is given out again */
} XlFilingPlan;

void          xl_filing_plan_free (XlFilingPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFilingPlan, xl_filing_plan_free)

/* What is asked for.  Strings are borrowed. */
typedef struct {
  const char   *form, *period;   /* period NULL: the last one that is over on @on */
  XlMaskProfile profile;
  const char   *replaces;        /* NULL: nothing */
  const char   *on;              /* "YYYY-MM-DD" */
  gboolean      preview;         /* differing data of a filing that stands are no error */
} XlFilingRequest;

/**
 * xl_filing_plan_read:
 *
 * Reads the facts, masks them and finds number and key.  When the filing of this form, period and profile stands and its data
 * are the same, the plan holds its bytes: the same data give the same paper, and no second number.
 *
 * Errors: XL_ERROR_UNKNOWN (form), XL_ERROR_FORMAT (period), XL_ERROR_CONFLICT (another filing stands and its data differ: say
 * which one is replaced), XL_ERROR_REFUSED, XL_ERROR_NOT_FOUND.   Thread: a reader.
 */
XlFilingPlan *xl_filing_plan_read  (XlDb *db, const XlFilingRequest *request, GError **error);
/* Draws it, unless it is one that stands.  Thread: paper. */
gboolean      xl_filing_plan_draw  (XlFilingPlan *plan, GError **error);
/* Enters it in the register; inside an edit.  An XlWriteFunc.  Returns: the key of the row, or -1 */
gint64        xl_filing_plan_store (XlDb *db, gpointer plan, GError **error);
/* The label of that edit: 生成报送：河南村〔2026〕3号 */
char         *xl_filing_plan_label (const XlFilingPlan *plan);

/* "2026-06-15" → "2026-05" for a monthly form, and so on.  NULL when @kind is no period. */
char         *xl_filing_last_period (const char *kind, const char *on);

G_END_DECLS
