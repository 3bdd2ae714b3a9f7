#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/**
 * XlNoticesPage:
 *
 * Notices that came in: the list, and the confirming view with the page beside the facts.  A file becomes a notice only when a
 * person presses 〔Confirm〕.
 */
#define XL_TYPE_NOTICES_PAGE (xl_notices_page_get_type ())
G_DECLARE_FINAL_TYPE (XlNoticesPage, xl_notices_page, XL, NOTICES_PAGE, XlPage)

/* Reads the files at @paths, one after the other; the first is shown, the next when it is confirmed or put aside. */
void xl_notices_page_read_files (XlNoticesPage *self, const char *const *paths);

G_END_DECLS
