#include "notices/xl-text-fold.h"

#include <unicode/unorm2.h>
#include <unicode/utrans.h>

/* U+2E80…U+2EF3; 0 where there is no single ordinary character. */
static const gunichar radicals[] = {
  0x0000, 0x5382, 0x4e5b, 0x4e5a, 0x4e59, 0x4ebb, 0x5182, 0x20628, 0x5200, 0x5202, 0x535c, 0x353e, 0x5c0f, 0x5c0f,
  0x5140, 0x5c23, 0x5c22, 0x21bc2, 0x5df3, 0x5e7a, 0x5f51, 0x2b739, 0x5fc4, 0x38fa, 0x624c, 0x6535, 0x0000, 0x65e1,
  0x65e5, 0x6708, 0x6b7a, 0x6bcd, 0x6c11, 0x6c35, 0x6c3a, 0x706c, 0x722b, 0x722b, 0x4e2c, 0x725b, 0x72ad, 0x738b,
  0x24d14, 0x76ee, 0x793a, 0x793b, 0x25ad7, 0x7cf9, 0x7e9f, 0x7f53, 0x7f52, 0x34c1, 0x5197, 0x2626b, 0x7f8a, 0x2634c,
  0x2634b, 0x8002, 0x8080, 0x807f, 0x8089, 0x26951, 0x8279, 0x8279, 0x8279, 0x864e, 0x8864, 0x8980, 0x897f, 0x89c1,
  0x89d2, 0x278b2, 0x8ba0, 0x8d1d, 0x27fb7, 0x8f66, 0x8fb6, 0x8fb6, 0x8fb6, 0x9091, 0x9485, 0x9577, 0x9578, 0x957f,
  0x95e8, 0x28e0f, 0x961d, 0x96e8, 0x9752, 0x97e6, 0x9875, 0x98ce, 0x98de, 0x98df, 0x2967f, 0x98e0, 0x9963, 0x29810,
  0x9a6c, 0x9aa8, 0x9b3c, 0x9c7c, 0x9e1f, 0x5364, 0x9ea6, 0x9ec4, 0x9efe, 0x6589, 0x9f50, 0x6b6f, 0x9f7f, 0x7adc,
  0x9f99, 0x9f9c, 0x4e80, 0x9f9f,
};

gunichar
xl_text_fold_radical (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar out[4];

  if (c >= 0x2e80 && c < 0x2e80 + G_N_ELEMENTS (radicals) && radicals[c - 0x2e80] != 0)
    return radicals[c - 0x2e80];
  if (c < 0x2f00 || c >= 0x2fe0)
    return c;
  if (unorm2_getDecomposition (unorm2_getNFKCInstance (&status), (UChar32) c, out, 4, &status) == 1 && U_SUCCESS (status))
    return out[0];
  return c;
}

static gunichar
fold_mark (gunichar c)
{
  switch (c)
    {
    case 0xfe5d: case 0xff3b: case '[': case 0x3010: case 0x3014: case 0x3016: case 0x2772: case 0xfe39:
      return 0x3014;
    case 0xfe5e: case 0xff3d: case ']': case 0x3011: case 0x3015: case 0x3017: case 0x2773: case 0xfe3a:
      return 0x3015;
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0xff0d: case 0xfe63:
      return '-';
    case 0x3007: case 0x25cb: case 0x3147:
      return 0x3007;   /* 〇 */
    case 0xff61:
      return 0x3002;
    default:
      return c;
    }
}

static gunichar
fold_width (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xff01 + '!';
  if (c == 0x3000 || c == 0xa0)
    return ' ';
  return c;
}

/* One Traditional character as its Simplified one, where that is one character. */
static gunichar
to_simplified (gunichar c)
{
  static UTransliterator *transliterator;
  static gsize once;
  static const UChar id[] = u"Traditional-Simplified";
  UErrorCode status = U_ZERO_ERROR;
  UChar text[8];
  int32_t length = 1, limit = 1;

  if (g_once_init_enter (&once))
    {
      transliterator = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
      g_once_init_leave (&once, 1);
    }
  if (transliterator == NULL || c < 0x3400 || c > 0x9fff)
    return c;
  text[0] = (UChar) c;
  utrans_transUChars (transliterator, text, &length, 8, 0, &limit, &status);
  return U_SUCCESS (status) && length == 1 ? text[0] : c;
}

/* The answers for U+4E00…U+9FFF, made once: folding a page must not ask ICU for each character. */
static gunichar
simplified (gunichar c)
{
  static guint16 *known;
  static gsize once;

  if (c < 0x4e00 || c > 0x9fff)
    return c;
  if (g_once_init_enter (&once))
    {
      known = g_new (guint16, 0xa000 - 0x4e00);
      for (gunichar i = 0x4e00; i <= 0x9fff; i++)
        known[i - 0x4e00] = (guint16) to_simplified (i);
      g_once_init_leave (&once, 1);
    }
  return known[c - 0x4e00];
}

gunichar
xl_text_fold_char (gunichar c)
{
  return simplified (xl_text_fold_radical (fold_width (fold_mark (c))));
}

char *
xl_text_fold (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, xl_text_fold_char (g_utf8_get_char (p)));
  return g_string_free (out, FALSE);
}

char *
xl_text_skeleton (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *out = g_string_new (NULL);

  for (const char *p = normal != NULL ? normal : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = xl_text_fold_char (g_utf8_get_char (p));

      if (c == '(')
        c = 0x3014;
      else if (c == ')')
        c = 0x3015;
      if (!g_unichar_isspace (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

gboolean
xl_text_is_han (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9fff) || c >= 0x20000 || (c >= 0x2e80 && c < 0x2fe0);
}
