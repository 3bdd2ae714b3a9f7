#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a character stands; page 0 for the separators between cells and paragraphs. */
typedef struct {
  guint page;
  float x0, y0, x1, y1;
} XlTextPlace;

typedef struct {
  gunichar    c;             /* 0: not part of the text */
  XlTextPlace place;
} XlPlacedChar;

typedef enum { XL_PARAGRAPH_TEXT, XL_PARAGRAPH_ROW } XlParagraphKind;

/* One paragraph, or one row of a table.  Offsets count from the start of the whole text. */
typedef struct {
  XlParagraphKind kind;
  guint  table;              /* rows of one table share a number from 1; 0 for text */
  guint  first_byte, n_bytes;   /* in @folded */
  guint  text_byte;             /* in @text */
  guint  first_char, n_chars;   /* in @text (characters) and @places */
  guint  page;
  float  x0, y0, x1, y1;     /* of its first line */
  float  em;                 /* size of its characters, points */
  gboolean centred;
} XlParagraph;

/**
 * XlNoticeText:
 *
 * The text of a notice in the order of reading: a paragraph or table row a line, cells parted by tabs.
 */
typedef struct {
  char      *text;           /* as printed, without what was taken out */
  char      *folded;         /* the same number of characters, by xl_text_fold_char () */
  GArray    *places;         /* XlTextPlace for each character */
  GArray    *paragraphs;     /* XlParagraph */
  float      body_em;        /* size of most of the text */
  guint      n_noise;        /* "字(pinyin)" and "??" taken out */
  guint      n_radicals;     /* radical code points written as characters */
} XlNoticeText;

/**
 * xl_notice_text_new:
 * @chars: (element-type XlPlacedChar): in the order of reading, a line end between paragraphs; what is noise gets a 0
 * @paragraphs: (element-type XlParagraph): with @first_char and @n_chars in @chars; the offsets in the text are filled in
 *
 * Takes the noise of a conversion out and writes the text twice, as printed and folded.   Thread: any.
 */
XlNoticeText *xl_notice_text_new  (GArray *chars, GArray *paragraphs, float body_em);
void          xl_notice_text_free (XlNoticeText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlNoticeText, xl_notice_text_free)

G_END_DECLS
