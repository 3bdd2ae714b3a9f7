#include "ledgers/xl-ledger-layout-paper.h"

#include "filings/xl-finish-paper.h"
#include "filings/xl-table-paper.h"

#include <glib/gi18n.h>
#include <string.h>

#define TITLE_SIZE 18.0
#define LINE_SIZE  10.5
#define LINE_PITCH 17.0
#define MARGIN     (18 * XL_MM)

static void
free_column (gpointer data)
{
  XlFormColumn *c = data;

  g_free (c->key);
  g_free (c->title);
  g_free (c);
}

XlLayoutSheet *
xl_layout_sheet_new (void)
{
  XlLayoutSheet *sheet = g_new0 (XlLayoutSheet, 1);

  sheet->columns = g_ptr_array_new_with_free_func (free_column);
  sheet->widths = g_array_new (FALSE, FALSE, sizeof (double));
  sheet->data = xl_filing_data_new ();
  return sheet;
}

void
xl_layout_sheet_free (XlLayoutSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_free (sheet->title);
  g_free (sheet->author);
  g_free (sheet->date);
  g_free (sheet->paper);
  g_strfreev (sheet->above);
  g_strfreev (sheet->signers);
  g_ptr_array_unref (sheet->columns);
  g_array_unref (sheet->widths);
  xl_filing_data_free (sheet->data);
  g_free (sheet);
}

void
xl_layout_sheet_add_column (XlLayoutSheet *sheet, const char *heading, XlFormAlign align, gboolean total, guint width_mm)
{
  XlFormColumn *c = g_new0 (XlFormColumn, 1);
  double width = width_mm * XL_MM;

  c->key = g_strdup_printf ("c%u", sheet->columns->len);
  c->title = g_strdup (heading);
  c->align = align;
  c->total = total;
  g_ptr_array_add (sheet->columns, c);
  g_array_append_val (sheet->widths, width);
}

static gboolean
is_empty (const XlFilingSheet *rows, const XlFormColumn *c)
{
  int place = xl_filing_sheet_find (rows, c->key);

  for (guint row = 0; place >= 0 && row < xl_filing_sheet_n_rows (rows); row++)
    if (*xl_filing_sheet_cell (rows, row, (guint) place) != '\0')
      return FALSE;
  return TRUE;
}

void
xl_layout_sheet_drop_empty (XlLayoutSheet *sheet)
{
  const XlFilingSheet *rows = xl_filing_data_sheet (sheet->data, "rows");

  for (guint i = sheet->columns->len; i-- > 0 && sheet->columns->len > 1; )
    if (is_empty (rows, g_ptr_array_index (sheet->columns, i)))
      {
        g_ptr_array_remove_index (sheet->columns, i);
        g_array_remove_index (sheet->widths, i);
      }
}

/* Drawing --------------------------------------------------------------------------------------------------------- */

/* The paper on its way. */
typedef struct {
  const XlLayoutSheet *sheet;
  XlPaper             *paper;
  double               width, height;
} Page;

static void
set_size (Page *page)
{
  gboolean a3 = strcmp (page->sheet->paper, "A3-landscape") == 0, wide = strcmp (page->sheet->paper, "A4") != 0;
  double long_side = (a3 ? 420 : 297) * XL_MM, short_side = (a3 ? 297 : 210) * XL_MM;

  page->width = wide ? long_side : short_side;
  page->height = wide ? short_side : long_side;
}

static void
draw_text (const Page *page, XlRole role, double size, double x, double top, const char *text)
{
  xl_paper_text (page->paper, role, size, x, top - size * XL_BASELINE, 0, 100, text, -1);
}

static void
draw_footer (const Page *page)
{
  g_autofree char *text = g_strdup_printf ("第 %u 页 共 %u 页", xl_paper_n_pages (page->paper), xl_paper_total (page->paper));
  double top = 12 * XL_MM;

  draw_text (page, XL_ROLE_TABLE, 9, (page->width - xl_paper_width (page->paper, XL_ROLE_TABLE, 9, text)) / 2, top, text);
  if (page->sheet->author != NULL)
    draw_text (page, XL_ROLE_TABLE, 9, MARGIN, top, page->sheet->author);
  if (xl_paper_total (page->paper) == 0)      /* measuring: the digits of any total */
    draw_text (page, XL_ROLE_TABLE, 9, MARGIN, top, "0123456789");
}

static double
turn (gpointer data)
{
  const Page *page = data;

  xl_paper_begin_page (page->paper, page->width, page->height);
  draw_footer (page);
  return page->height - MARGIN;
}

static double
draw_head (const Page *page, double y)
{
  g_autoptr(GArray) lines = xl_layout_title (page->sheet->title, TITLE_SIZE, page->width - 2 * MARGIN, XL_ROLE_TITLE,
                                             xl_face_set_measure, xl_paper_faces (page->paper));

  for (guint i = 0; i < lines->len; i++)
    {
      const XlLine *line = &g_array_index (lines, XlLine, i);

      xl_paper_text (page->paper, XL_ROLE_TITLE, TITLE_SIZE, (page->width - line->width) / 2, y - TITLE_SIZE * XL_BASELINE, 0, 100,
                     page->sheet->title + line->start, line->length);
      y -= 27;
    }
  y -= 3;
  for (guint i = 0; page->sheet->above != NULL && page->sheet->above[i] != NULL; i++, y -= LINE_PITCH)
    draw_text (page, XL_ROLE_TABLE, LINE_SIZE, MARGIN, y, page->sheet->above[i]);
  return y - 2;
}

/* 填表人：      审核人：      日期：   side by side, not torn from the table's last rows by an empty page of their own. */
static void
draw_signers (Page *page, double y)
{
  guint n = page->sheet->signers != NULL ? g_strv_length (page->sheet->signers) : 0;

  if (n == 0)
    return;
  if (y < 30 * XL_MM)
    y = turn (page);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strconcat (page->sheet->signers[i], "：", NULL);

      draw_text (page, XL_ROLE_TABLE, LINE_SIZE, MARGIN + i * (page->width - 2 * MARGIN) / n, y - 12, text);
    }
}

static void
draw (const XlLayoutSheet *sheet, XlPaper *paper)
{
  Page page = { sheet, paper };
  XlTableFrame frame = {
    .columns = sheet->columns, .rows = xl_filing_data_sheet (sheet->data, "rows"),
    .widths = (const double *) (gpointer) sheet->widths->data, .may_shrink = TRUE,
    .left = MARGIN, .bottom = 20 * XL_MM, .turn = turn, .data = &page,
  };
  double y;

  set_size (&page);
  frame.page_width = page.width;
  y = turn (&page);
  xl_paper_bookmark (paper, sheet->title);
  y = draw_head (&page, y);
  draw_signers (&page, xl_table_paper_put (&frame, paper, y));
}

GBytes *
xl_layout_sheet_draw (const XlLayoutSheet *sheet, guint *n_pages, GError **error)
{
  g_autoptr(XlFaceSet) faces = xl_face_set_new ();
  g_autoptr(XlPaper) measuring = xl_paper_new_measuring (faces);
  g_autoptr(XlPaper) paper = NULL;
  g_autoptr(GBytes) drawn = NULL;
  XlFinish finish = { .title = sheet->title, .author = sheet->author != NULL ? sheet->author : "", .subject = sheet->title, .keywords = "", .date = sheet->date };

  if (sheet->columns->len > XL_TABLE_MAX_COLUMNS)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("a page holds at most %d columns; this form has %u"), XL_TABLE_MAX_COLUMNS,
                   sheet->columns->len);
      return NULL;
    }
  draw (sheet, measuring);
  paper = xl_paper_new (faces, error);
  if (paper == NULL)
    return NULL;
  xl_paper_set_total (paper, xl_paper_n_pages (measuring));
  draw (sheet, paper);
  drawn = xl_paper_finish (paper, error);
  if (drawn == NULL)
    return NULL;
  if (n_pages != NULL)
    *n_pages = xl_paper_n_pages (paper);
  finish.bookmarks = xl_paper_bookmarks (paper);
  return xl_finish_paper (drawn, faces, &finish, error);
}
