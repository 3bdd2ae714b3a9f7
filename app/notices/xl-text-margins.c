#include "notices/xl-text-margins.h"

#include "notices/xl-text-fold.h"

#include <math.h>
#include <string.h>

/* Headers, footers, page numbers ------------------------------------------------------------------------------------- */

char *
xl_text_row_text (const XlTextRow *row)
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
          text = xl_text_row_text (zone->rows->pdata[k]);
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
  static const char marks[] = "-.,'`~|_:;=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  return zone->from_ocr
         && (row->y1 - row->y0 < 1 || (g_utf8_strlen (text, -1) <= 2 && strspn (text, marks) == strlen (text)));
}

void
xl_text_margins_drop (GPtrArray *zones, guint n_pages)
{
  g_autoptr(GHashTable) counts = count_headers (zones);

  for (guint i = 0; i < zones->len; i++)
    {
      XlTextZone *zone = zones->pdata[i];

      for (guint k = zone->rows->len; k-- > 0;)
        {
          const XlTextRow *row = zone->rows->pdata[k];
          g_autofree char *text = xl_text_row_text (row);
          g_autofree char *key = header_key (text);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

          if ((is_wide_margin (zone, row) && is_page_number (text))
              || (is_margin (zone, row) && n >= 2 && n * 2 >= n_pages) || is_speck (zone, row, text))
            g_ptr_array_remove_index (zone->rows, k);
        }
    }
}

/* Measures ---------------------------------------------------------------------------------------------------------- */

float
xl_text_margins_body_em (GPtrArray *zones)
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

/* Where most lines begin, and end near the rightmost one (marks may hang over). */
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

void
xl_text_margins_find (GPtrArray *zones, guint index, float body_em, float *left, float *right)
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
