#pragma once

#include "base/xl-mask.h"
#include "filings/xl-filing.h"

G_BEGIN_DECLS

typedef enum {
  XL_FORM_TEXT,       /* left */
  XL_FORM_NUMBER,     /* right, tabular */
  XL_FORM_CENTER      /* dates, codes, short words */
} XlFormAlign;

typedef struct {
  char        *key, *title;
  XlFormAlign  align;
  XlMaskField  mask;
  gboolean     total;         /* the column is added up in the last row */
} XlFormColumn;

typedef struct {
  char      *key, *title;
  char      *when;            /* drawn only when this key of the data is neither empty nor 0; NULL: always */
  gboolean   landscape;
  GPtrArray *columns;         /* XlFormColumn */
} XlFormTable;

/* A paragraph of the letter. */
typedef struct {
  int   level;                /* 0 text; 1 一、; 2 （一） */
  char *text;                 /* with {key} */
  char *when;
} XlFormParagraph;

typedef struct { char *label, *value, *note; } XlFormSummaryRow;

/**
 * XlFilingForm:
 *
 * A form of official paper as resources/forms/KEY.json describes it: wording with {key}, tables with columns, what is masked.
 */
typedef struct {
  char      *key, *name, *period;       /* period: day, month, quarter, year */
  char      *source;                    /* what asks for it, with its clause */
  gboolean   red_head, upward;          /* red or black head; 上行文: the number at left, the signer at right */
  char      *mark;                      /* 发文机关标志 */
  char      *title, *to;
  GPtrArray *paragraphs;                /* XlFormParagraph */
  char      *signature, *note, *copies, *printer;
  char      *summary_title;
  GPtrArray *summary;                   /* XlFormSummaryRow */
  GPtrArray *tables;                    /* XlFormTable */
  GHashTable *masks;                    /* key of the data → XlMaskField */
  char      *review_title;
  GPtrArray *review_signers;            /* char*: 填表人, 负责人 */
} XlFilingForm;

void xl_filing_form_free (XlFilingForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFilingForm, xl_filing_form_free)

/**
 * xl_filing_form_parse:
 * @name: what errors call it
 *
 * Errors: XL_ERROR_FORMAT names the form and the member.   Thread: any.
 */
XlFilingForm *xl_filing_form_parse (GBytes *json, const char *name, GError **error);

/* Masks @data in place as the form says.  Afterwards nothing unmasked may be left in it (see xl_filing_form_check ()). */
void     xl_filing_form_mask  (const XlFilingForm *form, XlFilingData *data, XlMaskProfile profile);

/**
 * xl_filing_form_check:
 *
 * Refuses data that still hold a whole identity, card or mobile number under a profile that leaves the office.
 * Errors: XL_ERROR_REFUSED names table, row and column (or the key), never the number.
 */
gboolean xl_filing_form_check (const XlFilingForm *form, const XlFilingData *data, XlMaskProfile profile, GError **error);

/* Whether what has @when is drawn with these data. */
gboolean xl_filing_form_applies (const char *when, const XlFilingData *data);

G_END_DECLS
