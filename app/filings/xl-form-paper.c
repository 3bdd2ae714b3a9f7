#include "filings/xl-form-paper.h"

#include "base/xl-date.h"

#include <string.h>

char *
xl_drawing_expand (const XlDrawing *d, const char *text, GError **error)
{
  g_autofree char *words = xl_date_words (d->issue->date);
  g_autoptr(GString) out = g_string_new (text);

  g_string_replace (out, "{number}", d->issue->number, 0);
  g_string_replace (out, "{date}", d->issue->date, 0);
  g_string_replace (out, "{date_words}", words != NULL ? words : d->issue->date, 0);
  g_string_replace (out, "{replaces}", d->issue->replaces != NULL ? d->issue->replaces : "", 0);
  return xl_filing_expand (d->data, out->str, error);
}

double
xl_drawing_width (const XlDrawing *d, XlRole role, double size, const char *text)
{
  return xl_paper_width (d->paper, role, size, text);
}

void
xl_drawing_left (const XlDrawing *d, XlRole role, double size, double x, double top, const char *text)
{
  xl_paper_text (d->paper, role, size, x, top - size * XL_BASELINE, 0, 100, text, -1);
}

void
xl_drawing_center (const XlDrawing *d, XlRole role, double size, double x, double width, double top, const char *text)
{
  xl_drawing_left (d, role, size, x + (width - xl_drawing_width (d, role, size, text)) / 2, top, text);
}

void
xl_drawing_right (const XlDrawing *d, XlRole role, double size, double right, double top, const char *text)
{
  xl_drawing_left (d, role, size, right - xl_drawing_width (d, role, size, text), top, text);
}

GPtrArray *
xl_attachment_titles (const XlDrawing *d, GError **error)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  if (d->form->summary->len > 0 && d->form->summary_title != NULL)
    g_ptr_array_add (titles, xl_drawing_expand (d, d->form->summary_title, error));
  for (guint i = 0; i < d->form->tables->len; i++)
    {
      const XlFormTable *table = g_ptr_array_index (d->form->tables, i);

      if (xl_filing_form_applies (table->when, d->data))
        g_ptr_array_add (titles, xl_drawing_expand (d, table->title, error));
      if (titles->len > 0 && g_ptr_array_index (titles, titles->len - 1) == NULL)
        return NULL;
    }
  return g_steal_pointer (&titles);
}

double
xl_attachment_begin (const XlDrawing *d, double page_width, double page_height, guint number, const char *title)
{
  double top = page_height - (page_width > page_height ? 28 : 37) * XL_MM;
  double left = page_width > page_height ? 24 * XL_MM : XL_BLOCK_LEFT;
  double width = page_width > page_height ? page_width - 48 * XL_MM : XL_BLOCK_WIDTH;
  g_autofree char *label = g_strdup_printf ("附件%u", number);
  g_autoptr(GArray) lines = NULL;

  xl_paper_begin_page (d->paper, page_width, page_height);
  xl_paper_bookmark (d->paper, title);
  xl_drawing_left (d, XL_ROLE_HEADING, XL_CHARACTER, left, top, label);
  top -= XL_LINE_PITCH * 1.6;
  lines = xl_layout_title (title, 18, width, XL_ROLE_TITLE, xl_face_set_measure, xl_paper_faces (d->paper));
  for (guint i = 0; i < lines->len; i++)
    {
      const XlLine *line = &g_array_index (lines, XlLine, i);

      xl_paper_text (d->paper, XL_ROLE_TITLE, 18, left + (width - line->width) / 2, top - 18 * XL_BASELINE, 0, 100,
                     title + line->start, line->length);
      top -= 28;
    }
  xl_attachment_footer (d, page_width);
  return top - 4;
}

void
xl_attachment_footer (const XlDrawing *d, double page_width)
{
  double left = page_width > XL_PAGE_WIDTH ? 24 * XL_MM : XL_BLOCK_LEFT;
  double top = (page_width > XL_PAGE_WIDTH ? 20 * XL_MM : XL_BLOCK_BOTTOM) - 7 * XL_MM;
  g_autofree char *page = g_strdup_printf ("第 %u 页 共 %u 页", xl_paper_n_pages (d->paper), xl_paper_total (d->paper));

  xl_drawing_left (d, XL_ROLE_TABLE, 9, left, top, d->issue->number);
  xl_drawing_center (d, XL_ROLE_TABLE, 9, 0, page_width, top, page);
  if (xl_paper_total (d->paper) == 0)      /* measuring: the digits of any total */
    xl_drawing_left (d, XL_ROLE_TABLE, 9, left, top, "0123456789");
}
