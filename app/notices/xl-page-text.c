#include "notices/xl-page-text.h"

/* A page with fewer characters than this and a picture on it is a scan with a stamp or a page number. */
#define FEW_CHARACTERS 12

XlPageText *
xl_page_text_new (guint number, double width, double height)
{
  XlPageText *page = g_new0 (XlPageText, 1);

  page->number = number;
  page->width = width;
  page->height = height;
  page->image_share = -1;
  page->glyphs = g_array_new (FALSE, FALSE, sizeof (XlGlyph));
  return page;
}

void
xl_page_text_free (XlPageText *page)
{
  g_array_unref (page->glyphs);
  g_free (page);
}

typedef enum { KIND_HAN, KIND_PLAIN, KIND_ACCENTED, KIND_JUNK } Kind;

/* The accented letters of pinyin (ā á ǎ à …) are no sign of a broken map. */
static gboolean
is_pinyin_letter (gunichar c)
{
  static const gunichar letters[] = {
    0xe0, 0xe1, 0xe8, 0xe9, 0xea, 0xec, 0xed, 0xf2, 0xf3, 0xf9, 0xfa, 0xfc, 0x101, 0x113, 0x11b, 0x12b, 0x14d, 0x16b,
    0x1ce, 0x1d0, 0x1d2, 0x1d4, 0x1d6, 0x1d8, 0x1da, 0x1dc, 0x144, 0x148, 0x1f9, 0xb7, 0xd7, 0xb0, 0xb1,
  };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i] == c)
      return TRUE;
  return FALSE;
}

static Kind
kind_of (gunichar c)
{
  if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xe000 && c < 0xf900) || c == 0xfffd || c >= 0xf0000)
    return KIND_JUNK;
  if (c >= 0xa0 && c < 0x250)
    return is_pinyin_letter (c) ? KIND_PLAIN : KIND_ACCENTED;
  if ((c >= 0x2e80 && c < 0xfb00) || c >= 0x20000)
    return KIND_HAN;
  return KIND_PLAIN;
}

gboolean
xl_page_text_trusted (const XlPageText *page)
{
  guint n[4] = { 0 };
  guint length = page->glyphs->len;

  for (guint i = 0; i < length; i++)
    n[kind_of (g_array_index (page->glyphs, XlGlyph, i).ch)]++;
  if (length == 0 || (length < FEW_CHARACTERS && page->image_share > 0.3))
    return FALSE;
  if (n[KIND_JUNK] * 20 > length)
    return FALSE;
  return n[KIND_HAN] == 0 || n[KIND_ACCENTED] * 100 <= n[KIND_HAN];
}
