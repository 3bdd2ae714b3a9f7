#include "filings/xl-form-paper.h"

#include <qrencode.h>
#include <string.h>

#define SIZE 12.0            /* 小四 */
#define ROW (SIZE * 2.1)
#define HAIRLINE 0.3
#define FRAME 0.9

static void
draw_cell (const XlDrawing *d, XlRole role, double x, double width, double top, gboolean centred, const char *text)
{
  double text_top = top - (ROW - SIZE) / 2;

  if (centred)
    xl_drawing_center (d, role, SIZE, x, width, text_top, text);
  else
    xl_drawing_left (d, role, SIZE, x + 5, text_top, text);
}

static void
draw_frame (const XlDrawing *d, double top, double bottom, const double *columns, guint n_columns)
{
  double x = XL_BLOCK_LEFT;

  for (guint i = 0; i + 1 < n_columns; i++)
    {
      x += columns[i];
      xl_paper_line (d->paper, x, top, x, bottom, HAIRLINE);
    }
  xl_paper_line (d->paper, XL_BLOCK_LEFT, top, XL_BLOCK_RIGHT, top, FRAME);
  xl_paper_line (d->paper, XL_BLOCK_LEFT, bottom, XL_BLOCK_RIGHT, bottom, FRAME);
  xl_paper_line (d->paper, XL_BLOCK_LEFT, top, XL_BLOCK_LEFT, bottom, FRAME);
  xl_paper_line (d->paper, XL_BLOCK_RIGHT, top, XL_BLOCK_RIGHT, bottom, FRAME);
}

static gboolean
draw_summary (const XlDrawing *d, double *y, GError **error)
{
  const double columns[] = { XL_BLOCK_WIDTH * 0.30, XL_BLOCK_WIDTH * 0.18, XL_BLOCK_WIDTH * 0.52 };
  static const char *const heads[] = { "项目", "数量", "口径" };
  double top = *y, x = XL_BLOCK_LEFT;

  for (guint i = 0; i < 3; x += columns[i++])
    draw_cell (d, XL_ROLE_HEADING, x, columns[i], *y, TRUE, heads[i]);
  *y -= ROW;
  for (guint i = 0; i < d->form->summary->len; i++)
    {
      const XlFormSummaryRow *row = g_ptr_array_index (d->form->summary, i);
      g_autofree char *label = xl_drawing_expand (d, row->label, error);
      g_autofree char *value = label != NULL ? xl_drawing_expand (d, row->value, error) : NULL;
      g_autofree char *note = value != NULL ? xl_drawing_expand (d, row->note != NULL ? row->note : "", error) : NULL;

      if (note == NULL)
        return FALSE;
      xl_paper_line (d->paper, XL_BLOCK_LEFT, *y, XL_BLOCK_RIGHT, *y, HAIRLINE);
      draw_cell (d, XL_ROLE_TABLE, XL_BLOCK_LEFT, columns[0], *y, FALSE, label);
      xl_drawing_right (d, XL_ROLE_TABLE, SIZE, XL_BLOCK_LEFT + columns[0] + columns[1] - 6, *y - (ROW - SIZE) / 2, value);
      draw_cell (d, XL_ROLE_TABLE, XL_BLOCK_LEFT + columns[0] + columns[1], columns[2], *y, FALSE, note);
      *y -= ROW;
    }
  draw_frame (d, top, *y, columns, 3);
  return TRUE;
}

/* 填表人、负责人 … with room for a hand. */
static void
draw_signers (const XlDrawing *d, double *y)
{
  guint n = d->form->review_signers->len;
  double width = n > 0 ? XL_BLOCK_WIDTH / n : 0;

  *y -= 10;
  for (guint i = 0; i < n; i++)
    {
      const char *label = g_ptr_array_index (d->form->review_signers, i);
      g_autofree char *text = g_strconcat (label, "：", NULL);

      xl_drawing_left (d, XL_ROLE_BODY, SIZE, XL_BLOCK_LEFT + i * width, *y, text);
    }
  *y -= ROW + 8;
}

static void
draw_review (const XlDrawing *d, double *y)
{
  const double columns[] = { SIZE * 3, XL_BLOCK_WIDTH - SIZE * 3 };
  double top = *y, inner = XL_BLOCK_LEFT + columns[0] + 8, height = 132;
  guint n = 0;

  for (const char *p = d->form->review_title; *p != '\0'; p = g_utf8_next_char (p))
    n++;
  for (const char *p = d->form->review_title; *p != '\0'; p = g_utf8_next_char (p))
    {
      char one[8] = "";

      g_utf8_strncpy (one, p, 1);
      xl_drawing_center (d, XL_ROLE_HEADING, SIZE, XL_BLOCK_LEFT, columns[0],
                         top - (height - n * SIZE * 1.3) / 2 - (double) g_utf8_pointer_to_offset (d->form->review_title, p)
                         * SIZE * 1.3, one);
    }
  xl_drawing_left (d, XL_ROLE_BODY, SIZE, inner, top - 12, "□ 接受    □ 退回");
  xl_drawing_left (d, XL_ROLE_BODY, SIZE, inner, top - 36, "退回原因：");
  xl_drawing_left (d, XL_ROLE_BODY, SIZE, inner, top - height + 28, "审核人：");
  xl_drawing_left (d, XL_ROLE_BODY, SIZE, XL_BLOCK_LEFT + XL_BLOCK_WIDTH * 0.45, top - height + 28, "（盖章）");
  xl_drawing_right (d, XL_ROLE_BODY, SIZE, XL_BLOCK_RIGHT - 12, top - height + 28, "年    月    日");
  *y -= height;
  draw_frame (d, top, *y, columns, 2);
}

/* Modules of a row in runs, so that the code is some hundred boxes and not two thousand. */
static void
draw_code (const XlDrawing *d, const char *text, double x, double top, double size)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  double module;

  if (code == NULL)
    return;
  module = size / code->width;
  for (int row = 0; row < code->width; row++)
    for (int from = 0; from < code->width; )
      {
        int to = from;

        while (to < code->width && (code->data[row * code->width + to] & 1) != 0)
          to++;
        if (to > from)
          xl_paper_fill (d->paper, x + from * module, top - (row + 1) * module, (to - from) * module, module);
        from = to + 1;
      }
  QRcode_free (code);
}

/* Office, number and SHA-256 of the data, to be read by a camera and by a person. */
static void
draw_check (const XlDrawing *d, double *y)
{
  g_autofree char *text = g_strdup_printf ("XIANGLI 1 %s %s %s", d->issue->office, d->issue->number, d->data_sha256);
  g_autofree char *number = g_strconcat ("文号：", d->issue->number, NULL);
  g_autofree char *office = g_strconcat ("单位：", d->issue->office_name, "（", d->issue->office, "）", NULL);
  g_autofree char *first = g_strndup (d->data_sha256, 32);
  double side = 26 * XL_MM, top = *y - 14, x = XL_BLOCK_LEFT + side + 12;

  draw_code (d, text, XL_BLOCK_LEFT, top, side);
  xl_drawing_left (d, XL_ROLE_HEADING, 10.5, x, top, "核验码");
  xl_drawing_left (d, XL_ROLE_TABLE, 9, x, top - 17, office);
  xl_drawing_left (d, XL_ROLE_TABLE, 9, x, top - 31, number);
  xl_drawing_left (d, XL_ROLE_TABLE, 9, x, top - 45, "数据 SHA-256：");
  xl_drawing_left (d, XL_ROLE_TABLE, 9, x + 66, top - 45, first);
  xl_drawing_left (d, XL_ROLE_TABLE, 9, x + 66, top - 58, d->data_sha256 + 32);
  *y = top - side;
}

gboolean
xl_summary_paper_draw (const XlDrawing *d, GError **error)
{
  g_autofree char *title = xl_drawing_expand (d, d->form->summary_title, error);
  double y;

  if (title == NULL)
    return FALSE;
  y = xl_attachment_begin (d, XL_PAGE_WIDTH, XL_PAGE_HEIGHT, 1, title);
  if (!draw_summary (d, &y, error))
    return FALSE;
  draw_signers (d, &y);
  if (d->form->review_title != NULL)
    draw_review (d, &y);
  draw_check (d, &y);
  return TRUE;
}
