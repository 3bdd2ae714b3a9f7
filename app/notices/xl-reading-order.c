#include "notices/xl-reading-order.h"

#include "notices/xl-text-fold.h"
#include "notices/xl-text-margins.h"
#include "notices/xl-text-table.h"

#include <math.h>

typedef struct {
  GArray *chars;        /* XlPlacedChar */
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

/* Writing ----------------------------------------------------------------------------------------------------------- */

static void
write_char (Writer *w, gunichar c, const XlGlyph *g, guint page)
{
  XlPlacedChar ch = { c, { 0 } };

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
  g_autofree char *text = xl_text_row_text (row);

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

/* Without a Chinese character the size is a guess. */
static gboolean
has_han (const XlTextRow *row)
{
  for (guint i = 0; i < row->runs->len; i++)
    {
      const XlTextRun *run = row->runs->pdata[i];

      for (guint k = 0; k < run->glyphs->len; k++)
        if (xl_text_is_han (g_array_index (run->glyphs, XlGlyph, k).ch))
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
  g_autoptr(GArray) rest = g_array_new (FALSE, FALSE, sizeof (XlPlacedChar));
  guint column = 0;

  g_array_append_vals (rest, &g_array_index (w->chars, XlPlacedChar, p->first_char), p->n_chars);
  g_array_set_size (w->chars, p->first_char);
  for (guint i = 0; i <= rest->len; i++)
    {
      gboolean at_end = i == rest->len || g_array_index (rest, XlPlacedChar, i).c == '\t';

      if (at_end && column < n_columns)
        write_cell (w, cells[column], zone);
      column += at_end;
      if (i < rest->len)
        g_array_append_vals (w->chars, &g_array_index (rest, XlPlacedChar, i), 1);
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

  xl_text_margins_find (zones, index, w->body_em, &left, &right);
  for (guint i = 0, n; i < zone->rows->len; i += n)
    {
      XlTextTable *table;

      n = 1;
      if (write_end_of_cell (w, zone->rows->pdata[i], zone))
        continue;
      table = xl_text_table_find (zone, i, &n);
      if (table == NULL)
        {
          n = 1;
          write_row (w, zone->rows->pdata[i], zone, left, right);
          continue;
        }
      g_ptr_array_add (tables, table);
      write_table (w, table, zone);
    }
}

XlNoticeText *
xl_reading_order (GPtrArray *pages)
{
  g_autoptr(GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_text_zone_free);
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_text_table_free);
  Writer w = { 0 };
  XlNoticeText *text;

  for (guint i = 0; i < pages->len; i++)
    g_ptr_array_extend_and_steal (zones, xl_text_zones (pages->pdata[i]));
  xl_text_margins_drop (zones, pages->len);
  w.body_em = xl_text_margins_body_em (zones);
  w.chars = g_array_new (FALSE, FALSE, sizeof (XlPlacedChar));
  w.paragraphs = g_array_new (FALSE, FALSE, sizeof (XlParagraph));
  for (guint i = 0; i < zones->len; i++)
    write_zone (&w, zones, i, tables);
  text = xl_notice_text_new (w.chars, w.paragraphs, w.body_em);
  g_array_unref (w.chars);
  g_array_unref (w.paragraphs);
  return text;
}
