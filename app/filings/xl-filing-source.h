#pragma once

#include "filings/xl-filing.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlFilingFill:
 * @period: of the form's kind: "2026-06"
 * @on: "YYYY-MM-DD", today
 *
 * Puts the facts of one form and period into @data, from the office's records.  Runs on a reader.  What it reads must depend on
 * the period and the records alone, not on @on, wherever that can be: the same period gives the same filing.
 *
 * Errors: XL_ERROR_REFUSED when there is nothing to file.
 */
typedef gboolean (*XlFilingFill) (XlDb *db, const char *office, const char *period, const char *on, XlFilingData *data,
                                  GError **error);

typedef struct {
  const char  *form;     /* key of resources/forms */
  XlFilingFill fill;
} XlFilingSource;

/* Where the data of each form come from.  Ends with one without a form. */
extern const XlFilingSource xl_filing_sources[];

/* Who writes to whom, who signs and who answers questions: "office_full", "we", "parent", "signer", "contact", "contact_phone", "copies". */
gboolean xl_filing_office_words (XlDb *db, const char *office, XlFilingData *data, GError **error);

/* The indicator tables of a year: forms "indicators-jingyu" and "indicators-kunming". */
gboolean xl_jingyu_indicators_fill  (XlDb *db, const char *office, const char *period, const char *on, XlFilingData *data,
                                     GError **error);
gboolean xl_kunming_indicators_fill (XlDb *db, const char *office, const char *period, const char *on, XlFilingData *data,
                                     GError **error);
/* The month's visits to elderly people in special difficulty: form "elder-visits". */
gboolean xl_elder_visits_fill (XlDb *db, const char *office, const char *period, const char *on, XlFilingData *data,
                               GError **error);

G_END_DECLS
