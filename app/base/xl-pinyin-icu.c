#include "base/xl-pinyin-icu.h"

#include <unicode/utrans.h>
#include <unicode/uversion.h>

/* What ICU calls a reading has its tone as a mark over a vowel: "zhāng", "lǚ" → "zhang1", "lv3". */
static char *
spell_reading (const char *marked)
{
  g_autofree char *apart = g_utf8_normalize (marked, -1, G_NORMALIZE_NFD);
  char out[12];
  gsize n = 0;
  char tone = '5';

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 && g_ascii_isalpha ((char) c) && n < sizeof out - 3)
        out[n++] = g_ascii_tolower ((char) c);
      else if (c == 0x308 && n > 0 && out[n - 1] == 'u')
        out[n - 1] = 'v';
      else if (c == 0x304 || c == 0x301 || c == 0x30C || c == 0x300)
        tone = c == 0x304 ? '1' : c == 0x301 ? '2' : c == 0x30C ? '3' : '4';
      else if (c != 0x302)   /* ê */
        return NULL;
    }
  if (n == 0)
    return NULL;
  out[n++] = tone;
  out[n] = '\0';
  return g_strdup (out);
}

/* The characters, a line each. */
static UChar *
make_lines (gunichar first, int32_t *length, int32_t *capacity)
{
  g_autoptr(GString) text = g_string_sized_new (XL_PINYIN_BLOCK * 5);
  glong n;
  UChar *buffer;

  for (guint i = 0; i < XL_PINYIN_BLOCK; i++)
    {
      g_string_append_unichar (text, first + i);
      g_string_append_c (text, '\n');
    }
  buffer = (UChar *) g_utf8_to_utf16 (text->str, -1, NULL, &n, NULL);
  *length = (int32_t) n;
  *capacity = *length * 8;
  return g_renew (UChar, buffer, *capacity);
}

GPtrArray *
xl_pinyin_icu_block (gunichar first)
{
  static UTransliterator *trans;   /* kept */
  static const UChar id[] = u"Han-Latin";
  GPtrArray *readings = g_ptr_array_new_with_free_func (g_free);
  UErrorCode status = U_ZERO_ERROR;
  int32_t n, limit, capacity;
  g_autofree UChar *buffer = make_lines (first, &n, &capacity);
  g_autofree char *out = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean whole;

  if (trans == NULL)
    trans = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  limit = n;
  if (trans != NULL)
    utrans_transUChars (trans, buffer, &n, capacity, 0, &limit, &status);
  out = g_utf16_to_utf8 ((const gunichar2 *) buffer, n, NULL, NULL, NULL);
  lines = g_strsplit (out != NULL ? out : "", "\n", -1);
  whole = g_strv_length (lines) >= XL_PINYIN_BLOCK;
  for (guint i = 0; i < XL_PINYIN_BLOCK; i++)
    g_ptr_array_add (readings, whole ? spell_reading (g_strstrip (lines[i])) : NULL);
  return readings;
}

char *
xl_pinyin_icu_version (void)
{
  UVersionInfo icu;

  u_getVersion (icu);
  return g_strdup_printf ("icu-%d.%d", icu[0], icu[1]);
}
