#include "notices/xl-reading-order.h"
#include "notices/xl-text-fold.h"
#include "notices/xl-text-row.h"
#include "notices/xl-text-table.h"

#include <math.h>
#include <string.h>

/* What "字(pinyin)" must appear before it is noise of a conversion and not a reading given once. */
#define MIN_NOISE 5

typedef struct {
  gunichar    c;
  XlTextPlace place;
} Char;

typedef struct {
  GArray *chars;        /* Char */
  GArray *paragraphs;   /* XlParagraph, offsets in chars */
  guint   n_tables;
  float   body_em;
  /* the last line of text, for what follows it */
  const XlTextRow  *last;
  const XlTextZone *last_zone;
  float   left, right;  /* margins of last_zone */
  const XlTextTable *last_table;
  guint   last_table_page;
} Writer;

void
xl_notice_text_free (XlNoticeText *text)
{
  g_free (text->text);
  g_free (text->folded);
  g_array_unref (text->places);
  g_array_unref (text->paragraphs);
  g_free (text);
}

/* Headers, footers, page numbers ------------------------------------------------------------------------------------- */

static char *
row_text (const XlTextRow *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < row->runs->len; i++)
    {
      const XlTextRun *run = row->runs->pdata[i];

      for (guint k = 0; k < run->glyphs->len; k++)
        g_string_append_unichar (text, xl_text_fold_char (g_array_index (run->glyphs, XlGlyph, k).ch));
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_margin (const XlTextZone *zone, const XlTextRow *row)
{
  return row->middle < 0.105 * zone->page_height || row->middle > 0.9 * zone->page_height;
}

/* Page numbers of landscape pages stand a little higher. */
static gboolean
is_wide_margin (const XlTextZone *zone, const XlTextRow *row)
{
  return row->middle < 0.105 * zone->page_height || row->middle > 0.86 * zone->page_height;
}

static gboolean
is_page_number (const char *text)
{
  static GRegex *regex;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      regex = g_regex_new ("^(?:[-·.]*\\d{1,4}[-·.]*|\\d{1,4}/\\d{1,4}|第\\d{1,4}页(?:[,/]?共\\d{1,4}页)?)$", G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  return g_regex_match (regex, text, 0, NULL);
}

/* The same line at the edge of several pages; "1/9" at its end may differ. */
static char *
header_key (const char *text)
{
  gsize length = strlen (text);

  while (length > 0 && (g_ascii_isdigit (text[length - 1]) || text[length - 1] == '/'))
    length--;
  return strchr (text + length, '/') != NULL ? g_strndup (text, length) : g_strdup (text);
}

static GHashTable *
count_headers (GPtrArray *zones)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < zones->len; i++)
    {
      const XlTextZone *zone = zones->pdata[i];

      for (guint k = 0; k < zone->rows->len; k++)
        {
          g_autofree char *text = NULL;
          char *key;

          if (!is_margin (zone, zone->rows->pdata[k]))
            continue;
          text = row_text (zone->rows->pdata[k]);
          key = header_key (text);
          g_hash_table_insert (counts, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
        }
    }
  return counts;
}

/* Specks at the edge of a scan. */
static gboolean
is_speck (const XlTextZone *zone, const XlTextRow *row, const char *text)
{
  return zone->from_ocr && (row->y1 - row->y0 < 1 || (g_utf8_strlen (text, -1) <= 2 && strspn (text, "-.,'`~|_:;=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen (text)));
}

static void
drop_margins (GPtrArray *zones, guint n_pages)
{
  g_autoptr(GHashTable) counts = count_headers (zones);

  for (guint i = 0; i < zones->len; i++)
    {
      XlTextZone *zone = zones->pdata[i];

      for (guint k = zone->rows->len; k-- > 0;)
        {
          const XlTextRow *row = zone->rows->pdata[k];
          g_autofree char *text = row_text (row);
          g_autofree char *key = header_key (text);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

          if ((is_wide_margin (zone, row) && is_page_number (text))
              || (is_margin (zone, row) && n >= 2 && n * 2 >= n_pages) || is_speck (zone, row, text))
            g_ptr_array_remove_index (zone->rows, k);
        }
    }
}

/* Measures ---------------------------------------------------------------------------------------------------------- */

static float
find_body_em (GPtrArray *zones)
{
  guint counts[256] = { 0 };
  guint best = 32;

  for (guint i = 0; i < zones->len; i++)
    for (guint k = 0; k < ((XlTextZone *) zones->pdata[i])->rows->len; k++)
      {
        const XlTextRow *row = ((XlTextZone *) zones->pdata[i])->rows->pdata[k];

        for (guint r = 0; r < row->runs->len; r++)
          counts[CLAMP ((int) (((XlTextRun *) row->runs->pdata[r])->em * 2 + 0.5f), 0, 255)]
            += ((XlTextRun *) row->runs->pdata[r])->glyphs->len * (row->runs->len == 1 ? 3 : 1);
      }
  for (guint i = 0; i < 256; i++)
    if (counts[i] > counts[best])
      best = i;
  return best / 2.0f;
}

/* The rightmost end of a line of running text. */
static float
find_far_right (const XlTextZone *zone, float body_em)
{
  float right = 0, any = 0;

  for (guint i = 0; i < zone->rows->len; i++)
    {
      const XlTextRow *row = zone->rows->pdata[i];

      any = MAX (any, row->x1);
      if (fabsf (row->em / body_em - 1) <= 0.2f && row->runs->len <= 2)
        right = MAX (right, row->x1);
    }
  return right > 0 ? right : any;
}

/* The left and right edge of running text in @zone: where most lines begin, and end near the rightmost one (marks may hang over). */
static void
find_margins (const XlTextZone *zone, float body_em, float *left, float *right)
{
  float far_left = G_MAXFLOAT, far_right = find_far_right (zone, body_em), best_left = G_MAXFLOAT;
  guint best = 0;

  *right = far_right;
  for (guint i = 0; i < zone->rows->len; i++)
    {
      const XlTextRow *a = zone->rows->pdata[i];
      guint n_left = 0, n_right = 0;

      far_left = MIN (far_left, a->x0);
      if (fabsf (a->em / body_em - 1) > 0.2f || a->runs->len > 2)
        continue;
      for (guint k = 0; k < zone->rows->len; k++)
        {
          const XlTextRow *b = zone->rows->pdata[k];

          n_left += fabsf (a->x0 - b->x0) < 0.3f * body_em;
          n_right += fabsf (a->x1 - b->x1) < 0.3f * body_em;
        }
      if (n_left >= 2)
        best_left = MIN (best_left, a->x0);
      if (a->x1 < far_right - 1.4f * body_em || n_right < best || (n_right == best && a->x1 < *right))
        continue;
      best = n_right;
      *right = a->x1;
    }
  *left = best_left < G_MAXFLOAT ? best_left : far_left;
}

/* Few lines say little about the margins; another page of the same size says more. */
static void
choose_margins (GPtrArray *zones, guint index, float body_em, float *left, float *right)
{
  const XlTextZone *zone = zones->pdata[index];

  find_margins (zone, body_em, left, right);
  for (guint i = 0; i < zones->len && zone->rows->len < 8 && !zone->is_column; i++)
    {
      const XlTextZone *other = zones->pdata[i];
      float l, r;

      if (other->is_column || other->rows->len < 8 || other->page_width != zone->page_width || other->from_ocr != zone->from_ocr)
        continue;
      find_margins (other, body_em, &l, &r);
      *left = MIN (*left, l);
      *right = MAX (*right, r);
      return;
    }
}

/* Writing ----------------------------------------------------------------------------------------------------------- */

static void
write_char (Writer *w, gunichar c, const XlGlyph *g, guint page)
{
  Char ch = { c, { 0 } };

  if (g != NULL)
    ch.place = (XlTextPlace) { page, g->x0, g->y0, g->x1, g->y1 };
  g_array_append_val (w->chars, ch);
}

static gboolean
is_latin (gunichar c)
{
  return c < 0x250 && g_unichar_isalnum (c);
}

/* A picture's boxes say nothing about spaces. */
static gboolean
has_space (const XlGlyph *before, const XlGlyph *g, float em, gboolean from_ocr)
{
  float gap = g->x0 - before->x1;

  if (from_ocr)
    return gap > 1.3f * em;
  return gap > (is_latin (g->ch) && is_latin (before->ch) ? 0.15f : 0.75f) * em;
}

static void
write_run (Writer *w, const XlTextRun *run, const XlTextZone *zone)
{
  for (guint i = 0; i < run->glyphs->len; i++)
    {
      const XlGlyph *g = &g_array_index (run->glyphs, XlGlyph, i);

      if (i > 0 && has_space (g - 1, g, run->em, zone->from_ocr))
        write_char (w, ' ', NULL, 0);
      write_char (w, g->ch, g, zone->page);
    }
}

static XlParagraph *
begin_paragraph (Writer *w, XlParagraphKind kind, const XlTextRun *run, const XlTextZone *zone)
{
  XlParagraph p = { .kind = kind };

  if (w->paragraphs->len > 0)
    write_char (w, '\n', NULL, 0);
  p.first_char = w->chars->len;
  p.page = zone->page;
  p.x0 = run->x0;
  p.y0 = run->y0;
  p.x1 = run->x1;
  p.y1 = run->y1;
  p.em = run->em;
  g_array_append_val (w->paragraphs, p);
  return &g_array_index (w->paragraphs, XlParagraph, w->paragraphs->len - 1);
}

static void
end_paragraph (Writer *w)
{
  XlParagraph *p = &g_array_index (w->paragraphs, XlParagraph, w->paragraphs->len - 1);

  p->n_chars = w->chars->len - p->first_char;
}

/* Holes that part columns and not words. */
static guint
n_wide_holes (const XlTextRow *row)
{
  guint n = 0;

  for (guint i = 1; i < row->runs->len; i++)
    n += ((XlTextRun *) row->runs->pdata[i])->x0 - ((XlTextRun *) row->runs->pdata[i - 1])->x1 > 1.7f * row->em;
  return n;
}

/* "附件", "附件1" at the top of what is attached. */
static gboolean
begins_attachment (const XlTextRow *row)
{
  g_autofree char *text = row_text (row);

  return g_regex_match_simple ("^附件\\s*[0-9一二三四五六七八九十]{0,2}:?$", text, 0, 0);
}

/* How far the first word of @row reaches that must not be parted: a number, an address, a character with the mark after it. */
static float
first_word (const XlTextRow *row)
{
  const XlTextRun *run = row->runs->pdata[0];
  gboolean ascii = g_array_index (run->glyphs, XlGlyph, 0).ch < 0x80;
  float x = run->x0;

  for (guint i = 0; i < run->glyphs->len; i++)
    {
      gunichar c = g_array_index (run->glyphs, XlGlyph, i).ch;
      gboolean joined = ascii ? c < 0x80 : i == 0 || (c != '(' && (g_unichar_ispunct (c) || c == 0x300b));

      if (!joined)
        break;
      x = g_array_index (run->glyphs, XlGlyph, i).x1;
    }
  return x - run->x0;
}

static gboolean
is_centred (const XlTextRow *row, float left, float right)
{
  return fabsf ((row->x0 + row->x1) / 2 - (left + right) / 2) < 1.3f * row->em;
}

/* Two lines of one title: large, in the middle, close. */
static gboolean
is_title_pair (const Writer *w, const XlTextRow *row, const XlTextZone *zone)
{
  float ratio = w->last->em / row->em;
  float slack = zone->from_ocr ? 0.25f : 0.08f;

  return zone == w->last_zone && row->em > 1.12f * w->body_em && w->last->em > 1.12f * w->body_em && fabsf (ratio - 1) < slack
         && row->runs->len == 1 && is_centred (row, w->left, w->right) && is_centred (w->last, w->left, w->right)
         && row->middle - w->last->middle < 2.3f * row->em;
}

static gboolean
is_han (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9fff) || c >= 0x20000 || (c >= 0x2e80 && c < 0x2fe0);
}

/* Without a Chinese character the size is a guess. */
static gboolean
has_han (const XlTextRow *row)
{
  for (guint i = 0; i < row->runs->len; i++)
    {
      const XlTextRun *run = row->runs->pdata[i];

      for (guint k = 0; k < run->glyphs->len; k++)
        if (is_han (g_array_index (run->glyphs, XlGlyph, k).ch))
          return TRUE;
    }
  return FALSE;
}

static gboolean
continues (const Writer *w, const XlTextRow *row, const XlTextZone *zone, float left)
{
  float slack = zone->from_ocr ? 2.2f : 1.4f;
  float em = w->last->em;
  gboolean same_zone = zone == w->last_zone;

  if (zone->is_column != w->last_zone->is_column || n_wide_holes (w->last) > 1 || n_wide_holes (row) > 1 || begins_attachment (row))
    return FALSE;
  if (has_han (row) && has_han (w->last) && fabsf (em / row->em - 1) > (zone->from_ocr ? 0.22f : 0.15f))
    return FALSE;
  if (same_zone && (row->middle - w->last->middle > 2.7f * em || row->middle < w->last->middle))
    return FALSE;
  if (!same_zone && !zone->is_column && zone->page != w->last_zone->page + 1)
    return FALSE;
  if (w->last->x1 < w->right - MAX (slack * em, first_word (row) + 0.1f * em))
    return FALSE;
  return row->x0 < left + (zone->from_ocr ? 1.3f : 0.7f) * em;
}

static void
write_row (Writer *w, const XlTextRow *row, const XlTextZone *zone, float left, float right)
{
  gboolean same = w->last != NULL && w->last_table == NULL
                  && (is_title_pair (w, row, zone) || continues (w, row, zone, left));

  if (!same)
    {
      XlParagraph *p = begin_paragraph (w, XL_PARAGRAPH_TEXT, row->runs->pdata[0], zone);

      p->x1 = row->x1;
      p->em = row->em;
      p->centred = is_centred (row, left, right) && (row->x0 > left + 1.5f * row->em || row->em > 1.12f * w->body_em)
                   && (row->x1 - row->x0 < 0.85f * (right - left) || row->em > 1.12f * w->body_em);
    }
  for (guint i = 0; i < row->runs->len; i++)
    {
      if (i > 0)
        write_char (w, n_wide_holes (row) > 1 ? '\t' : ' ', NULL, 0);
      write_run (w, row->runs->pdata[i], zone);
    }
  end_paragraph (w);
  w->last = row;
  w->last_zone = zone;
  w->left = left;
  w->right = right;
  w->last_table = NULL;
}

static void
write_cell (Writer *w, const GPtrArray *cell, const XlTextZone *zone)
{
  for (guint i = 0; i < cell->len; i++)
    write_run (w, cell->pdata[i], zone);
}

static const XlTextRun *
first_run (const XlTextTable *table, guint row)
{
  for (guint c = 0; c < table->n_columns; c++)
    if (xl_text_table_cell (table, row, c)->len > 0)
      return xl_text_table_cell (table, row, c)->pdata[0];
  return NULL;
}

/* The lines of cells that went over the end of the page go to the row they belong to.  @cells: an array of runs a column. */
static void
write_rest_of_row (Writer *w, GPtrArray **cells, guint n_columns, const XlTextZone *zone)
{
  XlParagraph *p = &g_array_index (w->paragraphs, XlParagraph, w->paragraphs->len - 1);
  g_autoptr(GArray) rest = g_array_new (FALSE, FALSE, sizeof (Char));
  guint column = 0;

  g_array_append_vals (rest, &g_array_index (w->chars, Char, p->first_char), p->n_chars);
  g_array_set_size (w->chars, p->first_char);
  for (guint i = 0; i <= rest->len; i++)
    {
      gboolean at_end = i == rest->len || g_array_index (rest, Char, i).c == '\t';

      if (at_end && column < n_columns)
        write_cell (w, cells[column], zone);
      column += at_end;
      if (i < rest->len)
        g_array_append_vals (w->chars, &g_array_index (rest, Char, i), 1);
    }
  end_paragraph (w);
}

static void
write_table (Writer *w, const XlTextTable *table, const XlTextZone *zone)
{
  gboolean goes_on = w->last_table != NULL && w->last_table->n_columns == table->n_columns && w->last_table_page + 1 == zone->page;
  guint first = 0;

  if (goes_on && table->starts_inside)
    {
      write_rest_of_row (w, (GPtrArray **) table->cells->pdata, table->n_columns, zone);
      first = 1;
    }
  if (!goes_on)
    w->n_tables++;
  for (guint row = first; row < table->n_rows; row++)
    {
      XlParagraph *p = begin_paragraph (w, XL_PARAGRAPH_ROW, first_run (table, row), zone);

      p->table = w->n_tables;
      for (guint c = 0; c < table->n_columns; c++)
        {
          if (c > 0)
            write_char (w, '\t', NULL, 0);
          write_cell (w, xl_text_table_cell (table, row, c), zone);
        }
      end_paragraph (w);
    }
  w->last_table = table;
  w->last_table_page = zone->page;
}

/* One line at the top of a page that is the end of a cell from the page before. */
static gboolean
write_end_of_cell (Writer *w, const XlTextRow *row, const XlTextZone *zone)
{
  const XlTextTable *table = w->last_table;
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  const XlTextRun *run = row->runs->pdata[0];

  if (table == NULL || w->last_table_page + 1 != zone->page || row->runs->len > 1)
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    {
      const XlTextColumn *c = &g_array_index (table->columns, XlTextColumn, i);

      g_ptr_array_add (cells, g_ptr_array_new ());
      if (i > 0 && fabsf (c->x0 - run->x0) < 0.6f * run->em && run->x1 < c->x1 + 0.8f * run->em)
        g_ptr_array_add (cells->pdata[i], row->runs->pdata[0]);
    }
  for (guint i = 0; i < cells->len; i++)
    if (((GPtrArray *) cells->pdata[i])->len > 0)
      {
        write_rest_of_row (w, (GPtrArray **) cells->pdata, table->n_columns, zone);
        return TRUE;
      }
  return FALSE;
}

static void
write_zone (Writer *w, GPtrArray *zones, guint index, GPtrArray *tables)
{
  const XlTextZone *zone = zones->pdata[index];
  float left, right;

  choose_margins (zones, index, w->body_em, &left, &right);
  for (guint i = 0; i < zone->rows->len;)
    {
      guint n = 1;
      XlTextTable *table;

      if (write_end_of_cell (w, zone->rows->pdata[i], zone))
        {
          i++;
          continue;
        }
      table = xl_text_table_find (zone, i, &n);

      if (table != NULL)
        {
          g_ptr_array_add (tables, table);
          write_table (w, table, zone);
          i += n;
          continue;
        }
      write_row (w, zone->rows->pdata[i], zone, left, right);
      i++;
    }
}

/* Noise ------------------------------------------------------------------------------------------------------------- */

/* The length of "(xiāng)" at @i, 0 when there is none. */
static guint
noise_at (GArray *chars, guint i)
{
  guint k = i + 1;

  if (i == 0 || g_array_index (chars, Char, i).c != '(' || !is_han (g_array_index (chars, Char, i - 1).c))
    return 0;
  while (k < chars->len && k < i + 9 && g_unichar_isalpha (g_array_index (chars, Char, k).c)
         && g_array_index (chars, Char, k).c < 0x250)
    k++;
  return k > i + 1 && k < chars->len && g_array_index (chars, Char, k).c == ')' ? k - i + 1 : 0;
}

static guint
count_noise (GArray *chars)
{
  guint n = 0;

  for (guint i = 0; i < chars->len; i++)
    n += noise_at (chars, i) > 0;
  return n;
}

/* Marks with a 0 what is not part of the text; how many places. */
static guint
mark_noise (Writer *w)
{
  guint n = 0, n_question = 0;

  for (guint i = 0; i < w->paragraphs->len; i++)
    {
      guint first = g_array_index (w->paragraphs, XlParagraph, i).first_char;

      n_question += g_array_index (w->paragraphs, XlParagraph, i).n_chars > 2 && g_array_index (w->chars, Char, first).c == '?'
                    && g_array_index (w->chars, Char, first + 1).c == '?';
    }
  for (guint i = 0; n_question >= 3 && i < w->paragraphs->len; i++)
    for (guint k = g_array_index (w->paragraphs, XlParagraph, i).first_char; g_array_index (w->chars, Char, k).c == '?'; k++)
      g_array_index (w->chars, Char, k).c = 0;
  n = n_question >= 3 ? n_question : 0;
  if (count_noise (w->chars) < MIN_NOISE)
    return n;
  for (guint i = 0; i < w->chars->len; i++)
    {
      guint length = noise_at (w->chars, i);

      for (guint k = i; k < i + length; k++)
        g_array_index (w->chars, Char, k).c = 0;
      n += length > 0;
    }
  return n;
}

static XlNoticeText *
finish (Writer *w)
{
  XlNoticeText *text = g_new0 (XlNoticeText, 1);
  g_autoptr(GString) plain = g_string_sized_new (w->chars->len * 3);
  g_autoptr(GString) folded = g_string_sized_new (w->chars->len * 3);
  guint n = 0, at = 0;

  text->n_noise = mark_noise (w);
  text->places = g_array_sized_new (FALSE, FALSE, sizeof (XlTextPlace), w->chars->len);
  for (guint i = 0; i < w->paragraphs->len; i++)
    {
      XlParagraph *p = &g_array_index (w->paragraphs, XlParagraph, i);
      guint end = p->first_char + p->n_chars + (i + 1 < w->paragraphs->len);   /* with the line end */

      p->first_byte = (guint) folded->len;
      p->text_byte = (guint) plain->len;
      at = p->first_char;
      p->first_char = n;
      for (guint k = at; k < end && k < w->chars->len; k++)
        {
          const Char *c = &g_array_index (w->chars, Char, k);
          gunichar ordinary;

          if (c->c == 0)
            continue;
          if (c->c == '\n')
            {
              p->n_bytes = (guint) folded->len - p->first_byte;
              p->n_chars = n - p->first_char;
            }
          ordinary = xl_text_fold_radical (c->c);
          text->n_radicals += ordinary != c->c;
          g_string_append_unichar (plain, ordinary);
          g_string_append_unichar (folded, xl_text_fold_char (ordinary));
          g_array_append_val (text->places, c->place);
          n++;
        }
      if (i + 1 == w->paragraphs->len)
        {
          p->n_bytes = (guint) folded->len - p->first_byte;
          p->n_chars = n - p->first_char;
        }
    }
  text->text = g_strdup (plain->str);
  text->folded = g_strdup (folded->str);
  text->paragraphs = g_array_ref (w->paragraphs);
  text->body_em = w->body_em;
  return text;
}

XlNoticeText *
xl_reading_order (GPtrArray *pages)
{
  g_autoptr(GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_text_zone_free);
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_text_table_free);
  Writer w = { 0 };
  XlNoticeText *text;

  for (guint i = 0; i < pages->len; i++)
    {
      GPtrArray *here = xl_text_zones (pages->pdata[i]);

      g_ptr_array_extend_and_steal (zones, here);
    }
  drop_margins (zones, pages->len);
  w.body_em = find_body_em (zones);
  w.chars = g_array_new (FALSE, FALSE, sizeof (Char));
  w.paragraphs = g_array_new (FALSE, FALSE, sizeof (XlParagraph));
  for (guint i = 0; i < zones->len; i++)
    write_zone (&w, zones, i, tables);
  text = finish (&w);
  g_array_unref (w.chars);
  g_array_unref (w.paragraphs);
  return text;
}
