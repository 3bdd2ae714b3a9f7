#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_IDENTITY_VALID,                /* written as the standard writes it */
  XL_IDENTITY_VALID_AFTER_CLEANING, /* a right number in an odd dress, or of the first generation */
  XL_IDENTITY_INVALID,
  XL_IDENTITY_MISSING               /* blank, 无, 未办理 … */
} XlIdentityVerdict;

/* What the cell was that held the text. */
typedef enum {
  XL_IDENTITY_TEXT = 0,
  XL_IDENTITY_NUMERIC_CELL = 1 << 0, /* a spreadsheet number: holds 15 digits, the rest is lost */
  XL_IDENTITY_QUOTE_PREFIX = 1 << 1  /* the cell's style has quotePrefix="1": a right number is then "after cleaning" */
} XlIdentityCell;

/**
 * XlIdentity:
 * @reason: why the number is invalid or missing: a constant English sentence marked N_(); %NULL when it is valid
 * @number: 18 characters, or "" when the number cannot be had
 * @birth: "YYYY-MM-DD", or ""
 * @sex: '1' male, '2' female (GB/T 2261.1), or 0
 * @region: the first six digits, or ""
 *
 * All but @verdict and @reason are filled only when the number is valid or valid after cleaning.
 */
typedef struct {
  XlIdentityVerdict verdict;
  const char       *reason;
  char              number[19];
  char              birth[11];
  char              sex;
  char              region[7];
} XlIdentity;

/**
 * xl_identity_parse:
 * @text: (nullable): what stands in the cell; any length, not trimmed
 * @cell: what kind of cell it was
 * @today: (nullable): "YYYY-MM-DD"; a birth after this day is invalid; %NULL asks nothing
 * @identity: (out caller-allocates): what the number says
 *
 * Reads a resident identity number.  It does not say that the number was ever issued.
 *
 * Shape:  18 characters (17 digits and a check character) or the 15 digits of the first generation, which are
 *         upgraded (century 19).  Full-width characters, spaces, tabs, no-break and zero-width spaces, hyphens, a
 *         leading apostrophe and a final 'x' are cleaned away.
 * Damage: a number that passed through a numeric cell (18 digits ending in 000 from @cell, or "2.20622E+17") has lost
 *         digits 16 to 18 and is invalid, also when it happens to pass the check.
 * Thread: any.   Source: GB 11643-1999 §4, §5 (check character: ISO 7064, MOD 11-2); region: GB/T 2260, every edition.
 *
 * Returns: %TRUE when the verdict is valid or valid after cleaning
 */
gboolean xl_identity_parse (const char *text, XlIdentityCell cell, const char *today, XlIdentity *identity);

/* "valid", "valid_after_cleaning", "invalid", "missing": as stored and as in JSON.  Thread: any. */
const char *xl_identity_verdict_name (XlIdentityVerdict verdict);

/**
 * xl_identity_check_character:
 * @seventeen: at least 17 digits ASCII
 *
 * The 18th character.   Thread: any.   Source: GB 11643-1999 §4.2.4 (ISO 7064, MOD 11-2).
 *
 * Returns: '0'…'9' or 'X'
 */
char xl_identity_check_character (const char *seventeen);

/**
 * xl_identity_region_name:
 * @region: six digits
 *
 * The county or city that GB/T 2260 gave the code to, abolished codes too ("110103" → 崇文区); the newest name when
 * there were several.   Thread: any.   Source: data/codes/region_history.tsv.
 *
 * Returns: (nullable) (transfer none): the name, or %NULL for a code that never was
 */
const char *xl_identity_region_name (const char *region);

/**
 * XlDisability:
 * @identity: the first 18 characters
 * @type: '1' seeing … '7' several (codes/disability_type_gb26341.tsv), or 0
 * @level: '1' (gravest) … '4', or 0
 */
typedef struct {
  gboolean    valid;
  const char *reason;
  XlIdentity  identity;
  char        type;
  char        level;
  int         reissue;   /* 0, or n of a card reissued as Bn */
} XlDisability;

/**
 * xl_disability_parse:
 *
 * Reads the number of a disability certificate.
 *
 * Shape:  20 characters: identity number, type 1…7, level 1…4; a reissued card adds B1, B2 …
 * Thread: any.   Source: 残疾人证管理办法 (残联发〔2017〕34号) 第五条; types and levels GB/T 26341-2010.
 *
 * Returns: @disability->valid
 */
gboolean xl_disability_parse (const char *text, const char *today, XlDisability *disability);

G_END_DECLS
