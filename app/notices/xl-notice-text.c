#include "notices/xl-notice-text.h"

#include "notices/xl-text-fold.h"

/* How often "字(pinyin)", or "??" before a paragraph, must appear before it is noise of a conversion and not a reading given once. */
#define MIN_NOISE          5
#define MIN_QUESTION_MARKS 3

/* Noise ------------------------------------------------------------------------------------------------------------- */

/* The length of "(xiāng)" at @i, 0 when there is none. */
static guint
noise_at (GArray *chars, guint i)
{
  guint k = i + 1;

  if (i == 0 || g_array_index (chars, XlPlacedChar, i).c != '(' || !xl_text_is_han (g_array_index (chars, XlPlacedChar, i - 1).c))
    return 0;
  while (k < chars->len && k < i + 9 && g_unichar_isalpha (g_array_index (chars, XlPlacedChar, k).c)
         && g_array_index (chars, XlPlacedChar, k).c < 0x250)
    k++;
  return k > i + 1 && k < chars->len && g_array_index (chars, XlPlacedChar, k).c == ')' ? k - i + 1 : 0;
}

static guint
count_noise (GArray *chars)
{
  guint n = 0;

  for (guint i = 0; i < chars->len; i++)
    n += noise_at (chars, i) > 0;
  return n;
}

static gboolean
begins_with_question_marks (GArray *chars, const XlParagraph *p)
{
  return p->n_chars > 2 && g_array_index (chars, XlPlacedChar, p->first_char).c == '?'
         && g_array_index (chars, XlPlacedChar, p->first_char + 1).c == '?';
}

/* Question marks that a conversion wrote before paragraphs for a mark it did not know. */
static guint
mark_question_marks (GArray *chars, GArray *paragraphs)
{
  guint n = 0;

  for (guint i = 0; i < paragraphs->len; i++)
    n += begins_with_question_marks (chars, &g_array_index (paragraphs, XlParagraph, i));
  if (n < MIN_QUESTION_MARKS)
    return 0;
  for (guint i = 0; i < paragraphs->len; i++)
    for (guint k = g_array_index (paragraphs, XlParagraph, i).first_char; g_array_index (chars, XlPlacedChar, k).c == '?'; k++)
      g_array_index (chars, XlPlacedChar, k).c = 0;
  return n;
}

/* Marks with a 0 what is not part of the text; how many places. */
static guint
mark_noise (GArray *chars, GArray *paragraphs)
{
  guint n = mark_question_marks (chars, paragraphs);

  if (count_noise (chars) < MIN_NOISE)
    return n;
  for (guint i = 0; i < chars->len; i++)
    {
      guint length = noise_at (chars, i);

      for (guint k = i; k < i + length; k++)
        g_array_index (chars, XlPlacedChar, k).c = 0;
      n += length > 0;
    }
  return n;
}

/* Writing ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlNoticeText *text;
  GString      *plain, *folded;
} Writer;

static void
write_char (Writer *w, const XlPlacedChar *c)
{
  gunichar ordinary = xl_text_fold_radical (c->c);

  w->text->n_radicals += ordinary != c->c;
  g_string_append_unichar (w->plain, ordinary);
  g_string_append_unichar (w->folded, xl_text_fold_char (ordinary));
  g_array_append_val (w->text->places, c->place);
}

static void
end_paragraph (const Writer *w, XlParagraph *p)
{
  p->n_bytes = (guint) w->folded->len - p->first_byte;
  p->n_chars = w->text->places->len - p->first_char;
}

/* Writes the characters that are left of @p and the line end after it, and says where they stand now. */
static void
write_paragraph (Writer *w, GArray *chars, XlParagraph *p, gboolean is_last)
{
  guint from = p->first_char, to = MIN (from + p->n_chars + !is_last, chars->len);

  p->first_byte = (guint) w->folded->len;
  p->text_byte = (guint) w->plain->len;
  p->first_char = w->text->places->len;
  for (guint k = from; k < to; k++)
    {
      const XlPlacedChar *c = &g_array_index (chars, XlPlacedChar, k);

      if (c->c == '\n')
        end_paragraph (w, p);
      if (c->c != 0)
        write_char (w, c);
    }
  if (is_last)
    end_paragraph (w, p);
}

XlNoticeText *
xl_notice_text_new (GArray *chars, GArray *paragraphs, float body_em)
{
  XlNoticeText *text = g_new0 (XlNoticeText, 1);
  Writer w = { text, g_string_sized_new (chars->len * 3), g_string_sized_new (chars->len * 3) };

  text->n_noise = mark_noise (chars, paragraphs);
  text->places = g_array_sized_new (FALSE, FALSE, sizeof (XlTextPlace), chars->len);
  for (guint i = 0; i < paragraphs->len; i++)
    write_paragraph (&w, chars, &g_array_index (paragraphs, XlParagraph, i), i + 1 == paragraphs->len);
  text->text = g_string_free (w.plain, FALSE);
  text->folded = g_string_free (w.folded, FALSE);
  text->paragraphs = g_array_ref (paragraphs);
  text->body_em = body_em;
  return text;
}

void
xl_notice_text_free (XlNoticeText *text)
{
  g_free (text->text);
  g_free (text->folded);
  g_array_unref (text->places);
  g_array_unref (text->paragraphs);
  g_free (text);
}
