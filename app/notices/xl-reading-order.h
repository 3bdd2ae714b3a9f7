#pragma once

#include "notices/xl-notice-text.h"
#include "notices/xl-page-text.h"

G_BEGIN_DECLS

/**
 * xl_reading_order:
 * @pages: (element-type XlPageText): in order
 *
 * Puts positioned characters into the order a person reads them: columns, tables, paragraphs over line and page ends;
 * running headers, footers and page numbers are left out.
 *
 * Thread: any.   Returns: (transfer full): free with xl_notice_text_free ()
 */
XlNoticeText *xl_reading_order (GPtrArray *pages);

G_END_DECLS
