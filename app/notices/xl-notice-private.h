#pragma once

#include "notices/xl-notice.h"

G_BEGIN_DECLS

/* What the parts of xl_notice_read () share. */
typedef struct {
  const XlNoticeText *text;
  gboolean    from_ocr;
  const char *received;
  XlNotice   *notice;
  int         number_at, title_at, recipients_at, date_at;   /* paragraphs; -1 */
  GPtrArray  *folded;          /* char *: each paragraph, without white space at its ends */
} XlScan;

const char        *xl_scan_text      (const XlScan *scan, int paragraph);       /* folded; "" beyond the end */
const XlParagraph *xl_scan_paragraph (const XlScan *scan, int paragraph);
guint              xl_scan_length    (const XlScan *scan);

/* A fact from bytes @start…@end of the folded paragraph; @value NULL: as printed. */
XlFact *xl_scan_fact (const XlScan *scan, int paragraph, gsize start, gsize end, const char *value, double confidence);

/* @pattern compiled once for the life of the program; a mistake in it ends the program. */
GRegex *xl_scan_regex (const char *pattern);
gboolean xl_scan_matches (const char *text, const char *pattern);

/* "YYYY-MM-DD" from 2026年11月18日 or 二〇二六年十一月三日 (folded) or 2026-11-18; FALSE when @text is not wholly a date. */
gboolean xl_scan_date (const char *text, gboolean lenient, char out[11]);

/* Whether @name ends like the name of an organ. */
gboolean xl_scan_is_organ (const char *name);

void xl_notice_scan_head        (XlScan *scan);
void xl_notice_scan_contacts    (XlScan *scan);
void xl_notice_scan_attachments (XlScan *scan);
void xl_notice_scan_deadlines   (XlScan *scan);

/* Text that does not belong into an official paper (advertisements put in by a broken web site); before anything else.
 * Returns: (transfer full): the text without it, or NULL when there is none; facts go to @found, counted in the old text. */
XlNoticeText *xl_notice_take_out_spam (const XlNoticeText *text, GPtrArray *found);

G_END_DECLS
