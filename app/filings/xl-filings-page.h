#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/* Filings: what is due and the register at the left, the paper as printed at the right, what it is below.
 * Shows records of filing; views: "form=KEY" (the newest period of a form), "form=KEY/PERIOD", "register", "". */
#define XL_TYPE_FILINGS_PAGE (xl_filings_page_get_type ())
G_DECLARE_FINAL_TYPE (XlFilingsPage, xl_filings_page, XL, FILINGS_PAGE, XlPage)

G_END_DECLS
