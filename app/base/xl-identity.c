#include "base/xl-identity.h"

#include "base/xl-date.h"
#include "base/xl-resource.h"
#include "base/xl-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAMAGED N_("digits were probably lost in a spreadsheet: the cell holds a number, not text")

/* The first two digits are a province only up to 82; no birth before 1880 is on a card of either generation. */
#define FIRST_BIRTH_YEAR 1880

typedef struct {
  guint32     code;
  const char *name;
} Region;

static GArray *
load_regions (void)
{
  static GStringChunk *names;   /* kept with the table */
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (Region));
  g_auto(GStrv) lines = xl_resource_lines ("codes/region_history.tsv");

  names = g_string_chunk_new (4096);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", 3);
      Region region = { 0 };

      if (g_strv_length (cells) < 2)
        continue;
      region.code = (guint32) g_ascii_strtoull (cells[0], NULL, 10);
      region.name = g_string_chunk_insert_const (names, cells[1]);
      g_array_append_val (regions, region);
    }
  return regions;
}

/* The table, in order of code; read once. */
static const GArray *
get_regions (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    g_once_init_leave (&ready, (gsize) load_regions ());
  return (const GArray *) ready;
}

const char *
xl_identity_region_name (const char *region)
{
  const GArray *regions = get_regions ();
  guint32 code = 0;
  guint low = 0, high = regions->len;

  for (int i = 0; i < 6; i++)
    {
      if (!g_ascii_isdigit (region[i]))
        return NULL;
      code = code * 10 + (region[i] - '0');
    }
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (regions, Region, middle).code < code)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < regions->len && g_array_index (regions, Region, low).code == code)
    return g_array_index (regions, Region, low).name;
  return NULL;
}

char
xl_identity_check_character (const char *seventeen)
{
  static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  int sum = 0;

  for (int i = 0; i < 17; i++)
    sum += (seventeen[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

const char *
xl_identity_verdict_name (XlIdentityVerdict verdict)
{
  static const char *const names[] = { "valid", "valid_after_cleaning", "invalid", "missing" };

  return names[verdict];
}

static gboolean
refuse (XlIdentity *identity, const char *reason)
{
  memset (identity, 0, sizeof *identity);
  identity->verdict = XL_IDENTITY_INVALID;
  identity->reason = reason;
  return FALSE;
}

static gboolean
are_digits (const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* Words that stand where a number should, all without a digit: 无, 未办理, 丢失补办中. */
static gboolean
says_missing (const char *squeezed)
{
  static const char *const words[] = { "未办", "补办", "丢失",     "遗失", "未上户", "未落户", "待补",  "没有",
                                       "暂无", "无证", "无身份证", "不详", "未提供", "待核",   "正在办" };

  if (strpbrk (squeezed, "0123456789") != NULL)
    return FALSE;
  if (xl_text_is_none (squeezed))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (squeezed, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Marks around or within the number that say nothing: the apostrophe of a text cell, hyphens between groups. */
static void
drop_marks (char *text)
{
  static const char *const marks[] = { "'", "’", "‘", "`", "´", "\"", "-", "＇", "，", "," };
  char *out = text;

  for (char *p = text; *p != '\0';)
    {
      gsize length = 0;

      for (guint i = 0; i < G_N_ELEMENTS (marks) && length == 0; i++)
        if (g_str_has_prefix (p, marks[i]))
          length = strlen (marks[i]);
      if (length == 0)
        *out++ = *p++;
      else
        p += length;
    }
  *out = '\0';
}

/* 15 digits of the first generation → 18.  Source: GB 11643-1989 §2; GB 11643-1999 §3.1. */
static void
upgrade (const char *fifteen, char number[19])
{
  memcpy (number, fifteen, 6);
  memcpy (number + 6, "19", 2);
  memcpy (number + 8, fifteen + 6, 9);
  number[17] = xl_identity_check_character (number);
  number[18] = '\0';
}

static const char *
find_fault (const char *number, const char *birth, const char *today)
{
  int year, month, day;

  if (xl_identity_region_name (number) == NULL)
    return N_("no county ever had the first six digits");
  if (!xl_date_split (birth, &year, &month, &day) || year < FIRST_BIRTH_YEAR)
    return N_("the birth date is not in the calendar");
  if (today != NULL && strcmp (birth, today) > 0)
    return N_("the birth date lies in the future");
  if (number[17] != xl_identity_check_character (number))
    return g_str_has_suffix (number, "000") ? DAMAGED : N_("the check character is wrong");
  return NULL;
}

/* Fills @identity from 18 characters of the right kind. */
static gboolean
read_number (const char *number, gboolean cleaned, const char *today, XlIdentity *identity)
{
  char birth[11];
  const char *fault;

  memcpy (birth, number + 6, 4);
  birth[4] = birth[7] = '-';
  memcpy (birth + 5, number + 10, 2);
  memcpy (birth + 8, number + 12, 2);
  birth[10] = '\0';
  fault = find_fault (number, birth, today);
  if (fault != NULL)
    return refuse (identity, fault);
  identity->verdict = cleaned ? XL_IDENTITY_VALID_AFTER_CLEANING : XL_IDENTITY_VALID;
  identity->reason = NULL;
  memcpy (identity->number, number, 19);
  memcpy (identity->birth, birth, 11);
  identity->sex = (number[16] - '0') % 2 == 1 ? '1' : '2';
  memcpy (identity->region, number, 6);
  identity->region[6] = '\0';
  return TRUE;
}

static gboolean
read_cleaned (char *clean, const char *text, XlIdentityCell cell, const char *today, XlIdentity *identity)
{
  char number[19];
  gsize length;
  gboolean cleaned;

  if (g_str_has_suffix (clean, ".0") || g_str_has_suffix (clean, ".00"))
    *strchr (clean, '.') = '\0';
  length = strlen (clean);
  if (length != 18 && length != 15)
    return refuse (identity, N_("the number has neither 18 nor 15 characters"));
  if (!are_digits (clean, length - 1)
      || !(g_ascii_isdigit (clean[length - 1]) || (length == 18 && (clean[17] | 0x20) == 'x')))
    return refuse (identity, N_("a character stands where a digit belongs"));
  if (length == 18 && (cell & XL_IDENTITY_NUMERIC_CELL) != 0)
    return refuse (identity, DAMAGED);
  if (length == 15)
    upgrade (clean, number);
  else
    {
      clean[17] = g_ascii_toupper (clean[17]);
      memcpy (number, clean, 19);
    }
  cleaned = length == 15 || strcmp (clean, text) != 0 || (cell & XL_IDENTITY_QUOTE_PREFIX) != 0;
  return read_number (number, cleaned, today, identity);
}

/* Written as the standard has it: nothing to clean. */
static gboolean
is_standard (const char *text)
{
  return strspn (text, "0123456789") >= 17 && (g_ascii_isdigit (text[17]) || text[17] == 'X') && text[18] == '\0';
}

gboolean
xl_identity_parse (const char *text, XlIdentityCell cell, const char *today, XlIdentity *identity)
{
  char clean[96], digits[24];

  memset (identity, 0, sizeof *identity);
  if (text == NULL)
    text = "";
  if ((cell & XL_IDENTITY_NUMERIC_CELL) == 0 && is_standard (text))
    return read_number (text, (cell & XL_IDENTITY_QUOTE_PREFIX) != 0, today, identity);
  if (xl_text_squeeze (text, clean, sizeof clean) < 0)
    return refuse (identity, N_("this is no identity number"));
  if (says_missing (clean))
    {
      identity->verdict = XL_IDENTITY_MISSING;
      identity->reason = N_("no number is given");
      return FALSE;
    }
  if (xl_text_scientific (clean, digits, sizeof digits))
    {
      if (strlen (digits) != 15)
        return refuse (identity, DAMAGED);
      memcpy (clean, digits, sizeof digits);
    }
  drop_marks (clean);
  return read_cleaned (clean, text, cell, today, identity);
}

static gboolean
refuse_disability (XlDisability *disability, const char *reason)
{
  disability->valid = FALSE;
  disability->reason = reason;
  return FALSE;
}

/* The part after the 20 characters: "" or "B1". */
static gboolean
read_reissue (const char *tail, XlDisability *disability)
{
  if (*tail == '\0')
    return TRUE;
  if ((tail[0] != 'B' && tail[0] != 'b') || !g_ascii_isdigit (tail[1]) || tail[1] == '0' || strlen (tail) > 3
      || (tail[2] != '\0' && !g_ascii_isdigit (tail[2])))
    return FALSE;
  disability->reissue = (int) g_ascii_strtoull (tail + 1, NULL, 10);
  return TRUE;
}

gboolean
xl_disability_parse (const char *text, const char *today, XlDisability *disability)
{
  char clean[96], number[19];

  memset (disability, 0, sizeof *disability);
  disability->identity.verdict = XL_IDENTITY_MISSING;
  if (xl_text_squeeze (text != NULL ? text : "", clean, sizeof clean) < 0)
    return refuse_disability (disability, N_("this is no certificate number"));
  drop_marks (clean);
  if (says_missing (clean))
    return refuse_disability (disability, N_("no number is given"));
  if (strlen (clean) < 20)
    return refuse_disability (disability, N_("the number has fewer than 20 characters"));
  memcpy (number, clean, 18);
  number[18] = '\0';
  if (!xl_identity_parse (number, XL_IDENTITY_TEXT, today, &disability->identity))
    return refuse_disability (disability, N_("the first 18 characters are no valid identity number"));
  if (clean[18] < '1' || clean[18] > '7')
    return refuse_disability (disability, N_("the kind of disability (19th character) is not 1 to 7"));
  disability->type = clean[18];
  if (clean[19] < '1' || clean[19] > '4')
    return refuse_disability (disability, N_("the level of disability (20th character) is not 1 to 4"));
  disability->level = clean[19];
  if (!read_reissue (clean + 20, disability))
    return refuse_disability (disability, N_("the characters after the 20th are no mark of a reissued card"));
  disability->valid = TRUE;
  return TRUE;
}
