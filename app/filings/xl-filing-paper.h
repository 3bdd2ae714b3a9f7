#pragma once

#include "filings/xl-filing-form.h"

G_BEGIN_DECLS

/* What the office gives a filing when it issues it.  Strings are borrowed. */
typedef struct {
  const char    *office;        /* 12-digit code */
  const char    *office_name;
  const char    *number;        /* 河南村〔2026〕3号 */
  const char    *period;        /* 2026-06 */
  const char    *date;          /* written on: "YYYY-MM-DD" */
  const char    *replaces;      /* number of the filing this one corrects, or NULL */
  XlMaskProfile  profile;
  const guint8  *secret_key;    /* Ed25519, 64 bytes (libsodium) */
} XlFilingIssue;

/* A filing made: bytes and what is said about them. */
typedef struct {
  GBytes *pdf;
  GBytes *data;                 /* data.json */
  char   *title;
  char   *sha256;               /* of @pdf, hexadecimal */
  char   *data_sha256;
  char   *pages_sha256;
  char   *fonts;
  guint   n_pages, n_rows;
} XlFiling;

void xl_filing_free (XlFiling *filing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFiling, xl_filing_free)

/* The forms this program has: keys, NULL-terminated; free with g_strfreev(). */
char        **xl_filing_form_list (void);
/* Errors: XL_ERROR_UNKNOWN names the form. */
XlFilingForm *xl_filing_form_load (const char *key, GError **error);

/**
 * xl_filing_prepare:
 *
 * Fills in what every form may name (number, period_words, date_words …), masks, and refuses what may not leave the office.
 * Afterwards xl_filing_data_to_json () of @data is what the paper will carry.  Rows and values are changed in place.
 * Number and date are not put into the data: the same facts have the same SHA-256 whenever they are filed.
 *
 * Errors: XL_ERROR_REFUSED, XL_ERROR_FORMAT (period).
 */
gboolean      xl_filing_prepare (const XlFilingForm *form, XlFilingData *data, const char *office, const char *office_name,
                                 const char *period, XlMaskProfile profile, GError **error);

/**
 * xl_filing_make:
 * @data: prepared
 *
 * Draws, finishes, seals.  The same form, data and issue give the same bytes on machines with the same faces.
 *
 * Errors: XL_ERROR_UNKNOWN (a character no face has), XL_ERROR_NOT_FOUND (a {key} without value, no face or colour profile
 * installed), XL_ERROR_REFUSED, XL_ERROR_FAILED.   Thread: paper.
 */
XlFiling     *xl_filing_make    (const XlFilingForm *form, const XlFilingData *data, const XlFilingIssue *issue,
                                 GError **error);

/**
 * xl_filing_write_begin:
 *
 * Writes @bytes beside @path under another name and makes sure they are on the disk; xl_filing_write_end () gives them the name,
 * or with @keep FALSE takes them away.  So what can fail fails before a number is given out.
 *
 * Errors: XL_ERROR_IO names the file and why.   Returns: the other name
 */
char         *xl_filing_write_begin (GBytes *bytes, const char *path, GError **error);
/* Frees @temporary. */
gboolean      xl_filing_write_end   (char *temporary, const char *path, gboolean keep, GError **error);

G_END_DECLS
