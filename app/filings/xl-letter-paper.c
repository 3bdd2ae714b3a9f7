#include "filings/xl-form-paper.h"

#include "base/xl-date.h"

#include <math.h>
#include <string.h>

#define RED 0xd81e06
#define INK 0x000000
#define FAINT 0xc9c9c9

/* Where the next line goes. */
typedef struct {
  const XlDrawing *d;
  guint line;            /* of the block, 0 … 21 */
  guint limit;           /* first line that is not free on this page */
} Letter;

/* Source: GB/T 9704-2012 §7.5 (4号半角宋体，一字线上距版心下边缘 7 mm，单页居右空一字，双页居左空一字). */
static void
draw_page_number (const XlDrawing *d)
{
  guint n = xl_paper_n_pages (d->paper);
  g_autofree char *text = g_strdup_printf ("— %u —", n);
  double baseline = XL_BLOCK_BOTTOM - 7 * XL_MM - XL_SIZE_4 * 0.36;
  double width = xl_drawing_width (d, XL_ROLE_TABLE, XL_SIZE_4, text);
  double x = n % 2 == 1 ? XL_BLOCK_RIGHT - XL_SIZE_4 - width : XL_BLOCK_LEFT + XL_SIZE_4;

  xl_paper_text (d->paper, XL_ROLE_TABLE, XL_SIZE_4, x, baseline, 0, 100, text, -1);
}

static void
begin_page (Letter *l)
{
  xl_paper_begin_page (l->d->paper, XL_PAGE_WIDTH, XL_PAGE_HEIGHT);
  xl_paper_color (l->d->paper, INK);
  draw_page_number (l->d);
  l->line = 0;
  l->limit = XL_LINES_A_PAGE;
}

/* The top of the next free line, on a new page when this one is full. */
static double
next_line (Letter *l)
{
  if (l->line >= l->limit)
    begin_page (l);
  return XL_LINE_TOP (l->line++);
}

static void
skip_lines (Letter *l, guint n)
{
  if (l->line + n < l->limit)
    l->line += n;
}

static void
draw_paragraph (Letter *l, XlRole role, double indent, double hang, const char *text)
{
  double room = XL_BLOCK_WIDTH - hang;
  g_autoptr(GArray) lines = xl_layout_break (text, XL_CHARACTER, room, indent - hang, role, xl_face_set_measure,
                                             xl_paper_faces (l->d->paper));

  for (guint i = 0; i < lines->len; i++)
    {
      const XlLine *line = &g_array_index (lines, XlLine, i);
      double x = i == 0 ? indent : hang;
      double spare = XL_BLOCK_WIDTH - x - line->width;
      double top = next_line (l);
      gboolean justified = !line->last && line->n_chars > 1 && spare < 3 * XL_CHARACTER;

      xl_paper_text (l->d->paper, role, XL_CHARACTER, XL_BLOCK_LEFT + x, top - XL_CHARACTER * XL_BASELINE,
                     justified ? spare / (line->n_chars - 1) : 0, 100, text + line->start, line->length);
    }
}

/* 发文机关标志, 发文字号, 签发人 and the line below them; returns the y of that line.
 * Source: GB/T 9704-2012 §7.2.4–7.2.7 (upper edge 35 mm below the block's, number two lines below, line 4 mm below that). */
static double
draw_head (const XlDrawing *d, const char *mark, const char *signer)
{
  double natural = xl_drawing_width (d, XL_ROLE_TITLE, 1, mark);
  double size = MIN (44, XL_BLOCK_WIDTH / (natural * 0.66));
  double scale = MIN (100, XL_BLOCK_WIDTH / (natural * size) * 100);
  double top = XL_BLOCK_TOP - 35 * XL_MM;
  double width = natural * size * scale / 100;
  double line;

  xl_paper_color (d->paper, d->form->red_head ? RED : INK);
  xl_paper_text (d->paper, XL_ROLE_TITLE, size, XL_BLOCK_LEFT + (XL_BLOCK_WIDTH - width) / 2, top - size * XL_BASELINE, 0,
                 scale, mark, -1);
  xl_paper_color (d->paper, INK);
  top -= size + 2 * XL_LINE_PITCH - XL_CHARACTER;
  if (d->form->upward)
    {
      double right = XL_BLOCK_RIGHT - XL_CHARACTER;
      double name = MAX (xl_drawing_width (d, XL_ROLE_SUBHEADING, XL_CHARACTER, signer), 4 * XL_CHARACTER);

      xl_drawing_left (d, XL_ROLE_BODY, XL_CHARACTER, XL_BLOCK_LEFT + XL_CHARACTER, top, d->issue->number);
      xl_drawing_right (d, XL_ROLE_BODY, XL_CHARACTER, right - name, top, "签发人：");
      xl_drawing_left (d, XL_ROLE_SUBHEADING, XL_CHARACTER, right - name, top, signer);
    }
  else
    xl_drawing_center (d, XL_ROLE_BODY, XL_CHARACTER, XL_BLOCK_LEFT, XL_BLOCK_WIDTH, top, d->issue->number);
  line = top - XL_CHARACTER - 4 * XL_MM;
  xl_paper_color (d->paper, d->form->red_head ? RED : INK);
  xl_paper_line (d->paper, XL_BLOCK_LEFT, line, XL_BLOCK_RIGHT, line, 1.4);
  xl_paper_color (d->paper, INK);
  return line;
}

/* Two blank lines below the head's line.  Source: GB/T 9704-2012 §7.3.1. */
static void
draw_title (Letter *l, const char *title, double line_y)
{
  const XlDrawing *d = l->d;
  double top = line_y - 2 * XL_LINE_PITCH + XL_CHARACTER / 2;
  g_autoptr(GArray) lines = xl_layout_title (title, XL_SIZE_2, XL_BLOCK_WIDTH - 2 * XL_SIZE_2, XL_ROLE_TITLE,
                                             xl_face_set_measure, xl_paper_faces (d->paper));

  for (guint i = 0; i < lines->len; i++)
    {
      const XlLine *line = &g_array_index (lines, XlLine, i);

      xl_paper_text (d->paper, XL_ROLE_TITLE, XL_SIZE_2, XL_BLOCK_LEFT + (XL_BLOCK_WIDTH - line->width) / 2,
                     top - XL_SIZE_2 * XL_BASELINE, 0, 100, title + line->start, line->length);
      top -= XL_SIZE_2 * 1.6;
    }
  /* One blank line, then on the grid of the block again. */
  l->line = (guint) ceil ((XL_BLOCK_TOP - top + XL_SIZE_2 * 0.6) / XL_LINE_PITCH);
}

static gboolean
draw_text (Letter *l, GError **error)
{
  const XlFilingForm *form = l->d->form;
  g_autofree char *to = xl_drawing_expand (l->d, form->to, error);

  if (to == NULL)
    return FALSE;
  draw_paragraph (l, XL_ROLE_BODY, 0, 0, to);
  for (guint i = 0; i < form->paragraphs->len; i++)
    {
      const XlFormParagraph *p = g_ptr_array_index (form->paragraphs, i);
      g_autofree char *text = NULL;

      if (!xl_filing_form_applies (p->when, l->d->data))
        continue;
      text = xl_drawing_expand (l->d, p->text, error);
      if (text == NULL)
        return FALSE;
      draw_paragraph (l, p->level == 1 ? XL_ROLE_HEADING : p->level == 2 ? XL_ROLE_SUBHEADING : XL_ROLE_BODY,
                      2 * XL_CHARACTER, 0, text);
    }
  return TRUE;
}

/* 附件： one blank line below the text, numbered when there are several, no mark at the end.  Source: §7.3.4. */
static gboolean
draw_attachment_list (Letter *l, GError **error)
{
  g_autoptr(GPtrArray) titles = xl_attachment_titles (l->d, error);

  if (titles == NULL)
    return FALSE;
  skip_lines (l, titles->len > 0 ? 1 : 0);
  for (guint i = 0; i < titles->len; i++)
    {
      const char *title = g_ptr_array_index (titles, i);
      g_autofree char *label = titles->len > 1 ? g_strdup_printf ("%s%u. ", i == 0 ? "附件：" : "", i + 1) : g_strdup ("附件：");
      g_autofree char *text = g_strconcat (label, title, NULL);
      double first = (i == 0 ? 2 : 5) * XL_CHARACTER;
      double hang = first + xl_drawing_width (l->d, XL_ROLE_BODY, XL_CHARACTER, label);

      draw_paragraph (l, XL_ROLE_BODY, first, hang, text);
    }
  return TRUE;
}

/* 署名 and 成文日期 with the place of the seal.  Source: §7.3.5.1 (date four characters from the right, seal over both). */
static void
draw_signature (Letter *l, const char *name, const char *date)
{
  const XlDrawing *d = l->d;
  double name_width = xl_drawing_width (d, XL_ROLE_BODY, XL_CHARACTER, name);
  double date_width = xl_drawing_width (d, XL_ROLE_BODY, XL_CHARACTER, date);
  double middle, top;

  if (l->line + 4 > l->limit)
    begin_page (l);
  else
    skip_lines (l, 2);
  if (name_width > date_width + 4 * XL_CHARACTER)
    middle = XL_BLOCK_RIGHT - 2 * XL_CHARACTER - name_width / 2;
  else
    middle = XL_BLOCK_RIGHT - 4 * XL_CHARACTER - date_width / 2;
  top = next_line (l);
  xl_paper_color (d->paper, FAINT);
  xl_paper_circle (d->paper, middle, top - XL_LINE_PITCH * 0.7, 21 * XL_MM, 0.5);
  xl_paper_color (d->paper, INK);
  xl_drawing_left (d, XL_ROLE_BODY, XL_CHARACTER, middle - name_width / 2, top, name);
  xl_drawing_left (d, XL_ROLE_BODY, XL_CHARACTER, middle - date_width / 2, next_line (l), date);
}

/* 版记, its last line on the lower edge of the block.  Source: §7.4 (0.35 mm outside, 0.25 mm inside, 4号仿宋). */
static void
draw_imprint (Letter *l, const char *copies, const char *printer, const char *date)
{
  const XlDrawing *d = l->d;
  g_autofree char *copy_line = copies != NULL ? g_strconcat ("抄送：", copies, "。", NULL) : NULL;
  g_autofree char *printed = g_strconcat (date, "印发", NULL);
  guint rows = copies != NULL ? 2 : 1;
  double pitch = XL_SIZE_4 * 1.7;
  double y = XL_BLOCK_BOTTOM + rows * pitch;

  if (XL_LINE_TOP (l->line) < y + XL_CHARACTER)
    begin_page (l);
  xl_paper_line (d->paper, XL_BLOCK_LEFT, y, XL_BLOCK_RIGHT, y, 0.35 * XL_MM);
  if (copies != NULL)
    {
      xl_drawing_left (d, XL_ROLE_BODY, XL_SIZE_4, XL_BLOCK_LEFT + XL_SIZE_4, y - (pitch - XL_SIZE_4) / 2, copy_line);
      y -= pitch;
      xl_paper_line (d->paper, XL_BLOCK_LEFT, y, XL_BLOCK_RIGHT, y, 0.25 * XL_MM);
    }
  xl_drawing_left (d, XL_ROLE_BODY, XL_SIZE_4, XL_BLOCK_LEFT + XL_SIZE_4, y - (pitch - XL_SIZE_4) / 2, printer);
  xl_drawing_right (d, XL_ROLE_BODY, XL_SIZE_4, XL_BLOCK_RIGHT - XL_SIZE_4, y - (pitch - XL_SIZE_4) / 2, printed);
  xl_paper_line (d->paper, XL_BLOCK_LEFT, XL_BLOCK_BOTTOM, XL_BLOCK_RIGHT, XL_BLOCK_BOTTOM, 0.35 * XL_MM);
}

/* What stands below the text. */
static gboolean
draw_end (Letter *l, GError **error)
{
  const XlFilingForm *form = l->d->form;
  g_autofree char *signature = xl_drawing_expand (l->d, form->signature, error);
  g_autofree char *date = xl_date_words (l->d->issue->date);
  g_autofree char *note = NULL, *copies = NULL, *printer = NULL;

  if (signature == NULL)
    return FALSE;
  draw_signature (l, signature, date);
  if (form->note != NULL)
    {
      note = xl_drawing_expand (l->d, form->note, error);
      if (note == NULL)
        return FALSE;
      draw_paragraph (l, XL_ROLE_BODY, 2 * XL_CHARACTER, 0, note);
    }
  if (form->printer == NULL)
    return TRUE;
  printer = xl_drawing_expand (l->d, form->printer, error);
  copies = printer != NULL && form->copies != NULL ? xl_drawing_expand (l->d, form->copies, error) : NULL;
  if (printer == NULL || (form->copies != NULL && copies == NULL))
    return FALSE;
  draw_imprint (l, copies, printer, date);
  return TRUE;
}

gboolean
xl_letter_paper_draw (const XlDrawing *d, GError **error)
{
  Letter l = { .d = d };
  g_autofree char *mark = xl_drawing_expand (d, d->form->mark, error);
  g_autofree char *title = mark != NULL ? xl_drawing_expand (d, d->form->title, error) : NULL;
  const char *signer = xl_filing_data_get (d->data, "signer");

  if (title == NULL)
    return FALSE;
  begin_page (&l);
  xl_paper_bookmark (d->paper, title);
  draw_title (&l, title, draw_head (d, mark, signer != NULL ? signer : ""));
  return draw_text (&l, error) && draw_attachment_list (&l, error) && draw_end (&l, error);
}
