#include "base/xl-text.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

typedef struct {
  gunichar from, to;
} Fold;

/* CJK radicals as spreadsheets and PDF readers hand them out, where no compatibility mapping exists.
 * Source: Unicode CJKRadicals.txt, EquivalentUnifiedIdeograph.txt. */
static const Fold radicals[] = {
  { 0x2E81, 0x5382 },  { 0x2E82, 0x4E5B },  { 0x2E83, 0x4E5A },  { 0x2E84, 0x4E59 },  { 0x2E85, 0x4EBB },
  { 0x2E86, 0x5182 },  { 0x2E87, 0x20628 }, { 0x2E88, 0x5200 },  { 0x2E89, 0x5202 },  { 0x2E8A, 0x535C },
  { 0x2E8B, 0x353E },  { 0x2E8C, 0x5C0F },  { 0x2E8D, 0x5C0F },  { 0x2E8E, 0x5140 },  { 0x2E8F, 0x5C23 },
  { 0x2E90, 0x5C22 },  { 0x2E91, 0x21BC2 }, { 0x2E92, 0x5DF3 },  { 0x2E93, 0x5E7A },  { 0x2E94, 0x5F51 },
  { 0x2E95, 0x2B739 }, { 0x2E96, 0x5FC4 },  { 0x2E97, 0x38FA },  { 0x2E98, 0x624C },  { 0x2E99, 0x6535 },
  { 0x2E9B, 0x65E1 },  { 0x2E9C, 0x65E5 },  { 0x2E9D, 0x6708 },  { 0x2E9E, 0x6B7A },  { 0x2E9F, 0x6BCD },
  { 0x2EA0, 0x6C11 },  { 0x2EA1, 0x6C35 },  { 0x2EA2, 0x6C3A },  { 0x2EA3, 0x706C },  { 0x2EA4, 0x722B },
  { 0x2EA5, 0x722B },  { 0x2EA6, 0x4E2C },  { 0x2EA7, 0x725B },  { 0x2EA8, 0x72AD },  { 0x2EA9, 0x738B },
  { 0x2EAA, 0x24D14 }, { 0x2EAB, 0x76EE },  { 0x2EAC, 0x793A },  { 0x2EAD, 0x793B },  { 0x2EAE, 0x25AD7 },
  { 0x2EAF, 0x7CF9 },  { 0x2EB0, 0x7E9F },  { 0x2EB1, 0x7F53 },  { 0x2EB2, 0x7F52 },  { 0x2EB3, 0x34C1 },
  { 0x2EB4, 0x5197 },  { 0x2EB5, 0x2626B }, { 0x2EB6, 0x7F8A },  { 0x2EB7, 0x2634C }, { 0x2EB8, 0x2634B },
  { 0x2EB9, 0x8002 },  { 0x2EBA, 0x8080 },  { 0x2EBB, 0x807F },  { 0x2EBC, 0x8089 },  { 0x2EBD, 0x26951 },
  { 0x2EBE, 0x8279 },  { 0x2EBF, 0x8279 },  { 0x2EC0, 0x8279 },  { 0x2EC1, 0x864E },  { 0x2EC2, 0x8864 },
  { 0x2EC3, 0x8980 },  { 0x2EC4, 0x897F },  { 0x2EC5, 0x89C1 },  { 0x2EC6, 0x89D2 },  { 0x2EC7, 0x278B2 },
  { 0x2EC8, 0x8BA0 },  { 0x2EC9, 0x8D1D },  { 0x2ECA, 0x27FB7 }, { 0x2ECB, 0x8F66 },  { 0x2ECC, 0x8FB6 },
  { 0x2ECD, 0x8FB6 },  { 0x2ECE, 0x8FB6 },  { 0x2ECF, 0x961D },  { 0x2ED0, 0x9485 },  { 0x2ED1, 0x9577 },
  { 0x2ED2, 0x9578 },  { 0x2ED3, 0x957F },  { 0x2ED4, 0x95E8 },  { 0x2ED5, 0x28E0F }, { 0x2ED6, 0x961D },
  { 0x2ED7, 0x96E8 },  { 0x2ED8, 0x9752 },  { 0x2ED9, 0x97E6 },  { 0x2EDA, 0x9875 },  { 0x2EDB, 0x98CE },
  { 0x2EDC, 0x98DE },  { 0x2EDD, 0x98DF },  { 0x2EDE, 0x2967F }, { 0x2EDF, 0x98E0 },  { 0x2EE0, 0x9963 },
  { 0x2EE1, 0x29810 }, { 0x2EE2, 0x9A6C },  { 0x2EE3, 0x9AA8 },  { 0x2EE4, 0x9B3C },  { 0x2EE5, 0x9C7C },
  { 0x2EE6, 0x9E1F },  { 0x2EE7, 0x5364 },  { 0x2EE8, 0x9EA6 },  { 0x2EE9, 0x9EC4 },  { 0x2EEA, 0x9EFE },
  { 0x2EEB, 0x6589 },  { 0x2EEC, 0x9F50 },  { 0x2EED, 0x6B6F },  { 0x2EEE, 0x9F7F },  { 0x2EEF, 0x7ADC },
  { 0x2EF0, 0x9F99 },  { 0x2EF1, 0x9F9C },  { 0x2EF2, 0x4E80 },  { 0x2EF3, 0x9F9F },
};

static gboolean
is_space (gunichar c)
{
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A)
         || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x3164;
}

/* Nothing to see and nothing meant: controls, zero-width characters, marks of direction and byte order. */
static gboolean
is_invisible (gunichar c)
{
  return (c < 0x20 && !is_space (c)) || (c >= 0x7F && c < 0xA0 && c != 0x85) || c == 0xAD
         || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static gunichar
to_half_width (gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    return c - 0xFEE0;
  return c == 0x3000 ? ' ' : c;
}

static gunichar
fold_radical (gunichar c)
{
  gsize low = 0, high = G_N_ELEMENTS (radicals);

  if (c < 0x2E80 || c > 0x2EF3)
    return c;
  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (radicals[middle].from < c)
        low = middle + 1;
      else
        high = middle;
    }
  return low < G_N_ELEMENTS (radicals) && radicals[low].from == c ? radicals[low].to : c;
}

static gboolean
is_plain_ascii (const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p < 0x20 || *p >= 0x7F)
      return FALSE;
  return TRUE;
}

static gboolean
has_combining_mark (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x300 && g_unichar_combining_class (c) != 0)
        return TRUE;
      if (c >= 0x1100 && c <= 0x11FF)
        return TRUE;
    }
  return FALSE;
}

/* Kangxi radicals and compatibility ideographs have a mapping of their own in Unicode; NFC of the whole would also
 * decompose what must stay (a name may be registered with a compatibility ideograph that has its own code in GB 18030:
 * U+FA0E and its eleven fellows, which NFC keeps). */
static gunichar
fold_compatibility (gunichar c)
{
  gunichar out[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  c = fold_radical (c);
  if ((c >= 0x2F00 && c <= 0x2FD5) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1D))
    if (g_unichar_fully_decompose (c, TRUE, out, G_N_ELEMENTS (out)) == 1)
      return out[0];
  return c;
}

static char *
compose (char *text)
{
  char *normal;

  if (!has_combining_mark (text))
    return text;
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  if (normal == NULL)
    return text;
  g_free (text);
  return normal;
}

char *
xl_text_half_width (const char *text)
{
  GString *out;

  if (text == NULL || is_plain_ascii (text))
    return g_strdup (text != NULL ? text : "");
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup ("");
  out = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, to_half_width (g_utf8_get_char (p)));
  return g_string_free (out, FALSE);
}

char *
xl_text_clean (const char *text)
{
  GString *out;
  gboolean space = FALSE;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup ("");
  out = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_space (c))
        space = TRUE;
      else if (!is_invisible (c))
        {
          if (space && out->len > 0)
            g_string_append_c (out, ' ');
          space = FALSE;
          g_string_append_unichar (out, fold_compatibility (c));
        }
    }
  return compose (g_string_free (out, FALSE));
}

static UTransliterator *
open_simplifier (void)
{
  static GPrivate kept = G_PRIVATE_INIT ((GDestroyNotify) utrans_close);
  UTransliterator *trans = g_private_get (&kept);

  if (trans == NULL)
    {
      UErrorCode status = U_ZERO_ERROR;
      static const UChar id[] = u"Traditional-Simplified";

      trans = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
      if (U_FAILURE (status))
        return NULL;
      g_private_set (&kept, trans);
    }
  return trans;
}

static gboolean
has_han (const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p >= 0xE3)
      return TRUE;
  return FALSE;
}

char *
xl_text_simplify (const char *text)
{
  UTransliterator *trans;
  g_autofree UChar *buffer = NULL;
  glong length;
  int32_t n, capacity, limit;
  UErrorCode status = U_ZERO_ERROR;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup ("");
  if (!has_han (text) || (trans = open_simplifier ()) == NULL || strlen (text) > G_MAXINT32 / 8)
    return g_strdup (text);
  buffer = (UChar *) g_utf8_to_utf16 (text, -1, NULL, &length, NULL);
  n = limit = (int32_t) length;
  capacity = n * 2 + 16;
  buffer = g_renew (UChar, buffer, capacity);
  utrans_transUChars (trans, buffer, &n, capacity, 0, &limit, &status);
  if (U_FAILURE (status))
    return g_strdup (text);
  return g_utf16_to_utf8 ((const gunichar2 *) buffer, n, NULL, NULL, NULL);
}

char *
xl_text_key (const char *text)
{
  g_autofree char *clean = xl_text_clean (text);
  g_autofree char *simple = NULL;
  GString *out = g_string_sized_new (strlen (clean));

  simple = is_plain_ascii (clean) ? g_strdup (clean) : xl_text_simplify (clean);
  for (const char *p = simple; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = to_half_width (g_utf8_get_char (p));

      if (!is_space (c))
        g_string_append_unichar (out, g_unichar_tolower (c));
    }
  return g_string_free (out, FALSE);
}

gssize
xl_text_squeeze (const char *text, char *out, gsize size)
{
  gsize n = 0;

  out[0] = '\0';
  for (const char *p = text; *p != '\0';)
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          out[0] = '\0';
          return -1;
        }
      p = g_utf8_next_char (p);
      if (c > 0x20 && c < 0x7F && n + 1 < size)
        {
          out[n++] = (char) c;
          continue;
        }
      if (is_space (c) || is_invisible (c))
        continue;
      if (n + 7 > size)
        {
          out[0] = '\0';
          return -1;
        }
      n += g_unichar_to_utf8 (to_half_width (c), out + n);
    }
  out[n] = '\0';
  return n;
}

gboolean
xl_text_scientific (const char *squeezed, char *digits, gsize size)
{
  char mantissa[40];
  const char *p = squeezed;
  int n = 0, point = -1, exponent = 0;

  digits[0] = '\0';
  for (; (g_ascii_isdigit (*p) || (*p == '.' && point < 0)) && n < 39; p++)
    if (*p == '.')
      point = n;
    else
      mantissa[n++] = *p;
  if (n == 0 || (*p != 'e' && *p != 'E'))
    return FALSE;
  p++;
  if (*p == '+')
    p++;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p) && exponent < 1000; p++)
    exponent = exponent * 10 + (*p - '0');
  if (*p != '\0')
    return FALSE;
  exponent -= point < 0 ? 0 : n - point;
  if (exponent == 0 && (gsize) n < size)
    {
      memcpy (digits, mantissa, n);
      digits[n] = '\0';
    }
  return TRUE;
}

static gboolean
charset_holds (GIConv converter, const char *p, gsize length)
{
  char *in = (char *) p;
  char out[16], *o = out;
  gsize in_left = length, out_left = sizeof out;

  g_iconv (converter, NULL, NULL, NULL, NULL);
  return g_iconv (converter, &in, &in_left, &o, &out_left) == 0 && in_left == 0;
}

char *
xl_text_not_encodable (const char *text, const char *charset)
{
  GString *missing = NULL;
  /* GBK as offices have it is Microsoft's code page 936. */
  GIConv converter = g_iconv_open (g_ascii_strcasecmp (charset, "GBK") == 0 ? "CP936" : charset, "UTF-8");

  g_return_val_if_fail (converter != (GIConv) -1, NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize length = g_utf8_next_char (p) - p;
      g_autofree char *one = NULL;

      if ((guchar) *p < 0x80 || charset_holds (converter, p, length))
        continue;
      one = g_strndup (p, length);
      if (missing == NULL)
        missing = g_string_new (NULL);
      if (strstr (missing->str, one) == NULL)
        g_string_append (missing, one);
    }
  g_iconv_close (converter);
  return missing != NULL ? g_string_free (missing, FALSE) : NULL;
}

gboolean
xl_text_is_none (const char *text)
{
  static const char *const words[] = {
    "",   "无",   "無",   "没有", "沒有", "未知", "不详", "不詳", "暂无", "暫無", "空",
    "缺", "-",    "--",   "—",    "——",   "–",    "－",   "/",    "\\",   "、",   "n/a",
    "na", "none", "null", "nil",  "#n/a", "*",    ".",    "。",   "～",   "~",    "0000-00-00",
  };
  char squeezed[64];
  g_autofree char *lower = NULL;

  if (text == NULL)
    return TRUE;
  if (g_ascii_isdigit (*text) && strcmp (text, "0000-00-00") != 0)
    return FALSE;
  if (xl_text_squeeze (text, squeezed, sizeof squeezed) < 0)
    return FALSE;
  lower = g_ascii_strdown (squeezed, -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (lower, words[i]) == 0)
      return TRUE;
  return FALSE;
}
