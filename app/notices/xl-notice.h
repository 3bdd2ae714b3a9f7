#pragma once

#include "notices/xl-deadline.h"
#include "notices/xl-reading-order.h"

G_BEGIN_DECLS

/* One thing read from a notice: what it means, how it is printed, where, and how sure that is. */
typedef struct {
  char  *value;
  char  *raw;
  guint  first_char, n_chars;   /* in the XlNoticeText; n_chars 0: no place */
  double confidence;            /* 0…1; below XL_FACT_SURE a person should look */
} XlFact;
#define XL_FACT_SURE 0.8
void xl_fact_free (XlFact *fact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFact, xl_fact_free)

typedef struct {
  XlDeadline *deadline;
  XlFact     *fact;             /* raw: the words; value: what is to be done by then */
} XlNoticeDeadline;

typedef struct {
  XlFact     *fact;             /* value: what is to be handed in or done */
  char       *due;              /* date, or a rule (xl-recurrence.h) */
  char       *time;             /* "17:00" or NULL */
  char       *to;               /* to whom; NULL not said */
  const char *doubt;            /* constant marked N_(), or NULL */
  char       *raw;              /* the deadline as printed */
} XlNoticeTask;

typedef struct {
  XlFact *fact;                 /* the place */
  char   *name, *phone, *email; /* each may be NULL */
} XlContact;

/**
 * XlNotice:
 *
 * The facts of one notice.  Lists are GPtrArray and never NULL.
 */
typedef struct {
  XlFact    *title;
  XlFact    *number;            /* value: 青政发〔2026〕41号 */
  XlFact    *written_date;      /* value: "YYYY-MM-DD" */
  XlFact    *publication_date;
  XlFact    *recipients_line;
  XlFact    *kind;              /* 通知, 函, … */
  XlFact    *urgency;           /* 特急, 加急 */
  GPtrArray *issuers;           /* XlFact */
  GPtrArray *recipients;        /* XlFact */
  GPtrArray *attachments;       /* XlFact */
  GPtrArray *cited;             /* XlFact: numbers of other papers */
  GPtrArray *suspicious;        /* XlFact: text that does not belong there; value: a constant of xl-notice-suspicion */
  GPtrArray *deadlines;         /* XlNoticeDeadline */
  GPtrArray *tasks;             /* XlNoticeTask */
  GPtrArray *contacts;          /* XlContact */
} XlNotice;

/**
 * xl_notice_read:
 * @text: in reading order
 * @from_ocr: the text was read from a picture: everything is less sure, and spellings are taken less strictly
 * @received: (nullable): the day it came in
 *
 * Reads the facts of a notice by the layout of official papers.  Nothing is invented: what is not found is NULL.
 *
 * Thread: any.   Source: GB/T 9704-2012; 党政机关公文处理工作条例 (2012) 第九条.
 */
XlNotice *xl_notice_read (const XlNoticeText *text, gboolean from_ocr, const char *received);
void      xl_notice_free (XlNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlNotice, xl_notice_free)

G_END_DECLS
