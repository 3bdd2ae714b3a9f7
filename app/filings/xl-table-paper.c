#include "filings/xl-form-paper.h"
#include "filings/xl-table-paper.h"

#include "base/xl-money.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PITCH (t->size * 1.4)
#define PADDING 3.2            /* above and below, and left and right, of a cell's text */
#define HAIRLINE 0.3
#define FRAME 0.9
#define LINES_TO_SPLIT 12      /* a row of more lines may run over to the next page */
#define MAX_COLUMNS XL_TABLE_MAX_COLUMNS

/* A table on its way over the pages. */
typedef struct {
  const XlTableFrame *f;
  XlPaper            *paper;
  guint               n;
  double              size;           /* of the letters */
  int                 place[MAX_COLUMNS];
  double              width[MAX_COLUMNS];
  char               *total[MAX_COLUMNS];   /* NULL: the column has none */
  double              frame_top;      /* of this page's part */
  double              y;
} Table;

static const XlFormColumn *
column_of (const Table *t, guint i)
{
  return g_ptr_array_index (t->f->columns, i);
}

static double
text_width (const Table *t, XlRole role, const char *text)
{
  return xl_paper_width (t->paper, role, t->size, text);
}

/* What may not be broken: a word of Latin letters and digits stays whole. */
static double
least_width (const Table *t, const char *text)
{
  double most = 0, run = 0;

  for (const char *p = text; ; p = g_utf8_next_char (p))
    {
      if ((guchar) *p > 0x20 && (guchar) *p < 0x80)
        {
          run += xl_face_set_measure (xl_paper_faces (t->paper), XL_ROLE_TABLE, (gunichar) *p) * t->size;
          continue;
        }
      most = MAX (most, run);
      run = 0;
      if (*p == '\0')
        return most;
    }
}

static char *
group_digits (const char *number)
{
  g_autoptr(GString) out = g_string_new (number);
  gsize whole = strcspn (number, ".");

  for (gsize i = whole; i > (number[0] == '-' ? 4u : 3u); )
    {
      i -= 3;
      g_string_insert_c (out, (gssize) i, ',');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What a column of spans adds up to, as printed ("4小时30分"); NULL when it is no such column. */
static char *
total_of_spans (const Table *t, guint column)
{
  guint n_rows = xl_filing_sheet_n_rows (t->f->rows);
  gint64 sum = 0;
  gboolean any = FALSE;

  for (guint row = 0; row < n_rows && t->place[column] >= 0; row++)
    {
      const char *text = xl_filing_sheet_cell (t->f->rows, row, (guint) t->place[column]);
      int minutes;

      if (!g_str_has_suffix (text, "分钟") && !g_str_has_suffix (text, "小时") && !g_str_has_suffix (text, "分"))
        continue;
      any = xl_minutes_parse (text + (text[0] == '-'), XL_MINUTES_MINUTES, &minutes, NULL);
      if (!any)
        return NULL;
      sum += text[0] == '-' ? -minutes : minutes;
    }
  return any && sum == (int) sum ? xl_minutes_words ((int) sum) : NULL;
}

/* Sums are of decimal numbers as printed; what is no number counts as nothing. */
static char *
total_of (const Table *t, guint column)
{
  guint n_rows = xl_filing_sheet_n_rows (t->f->rows);
  gint64 sum = 0;                      /* in 1/10000 */
  guint places = 0;
  gboolean grouped = FALSE;
  g_autofree char *plain = NULL;
  char *spans = total_of_spans (t, column);

  if (spans != NULL)
    return spans;
  for (guint row = 0; row < n_rows && t->place[column] >= 0; row++)
    {
      const char *text = xl_filing_sheet_cell (t->f->rows, row, (guint) t->place[column]);
      const char *point = strchr (text, '.');
      g_auto(GStrv) parts = g_strsplit (text, ",", -1);
      g_autofree char *digits = g_strjoinv ("", parts);

      grouped = grouped || strchr (text, ',') != NULL;
      sum += llround (g_ascii_strtod (digits, NULL) * 10000);
      if (point != NULL)
        places = MAX (places, MIN ((guint) strspn (point + 1, "0123456789"), 4));
    }
  plain = g_strdup_printf ("%.*f", (int) places, (double) sum / 10000);
  return grouped ? group_digits (plain) : g_steal_pointer (&plain);
}

/* Whether every column has room for its longest word. */
static gboolean
measure_columns (Table *t)
{
  double natural[MAX_COLUMNS], least[MAX_COLUMNS];
  guint n_rows = xl_filing_sheet_n_rows (t->f->rows);

  for (guint i = 0; i < t->n; i++)
    {
      double head = text_width (t, XL_ROLE_HEADING, column_of (t, i)->title);

      natural[i] = head;
      least[i] = MIN (head, 2 * t->size);
      for (guint row = 0; row < n_rows && t->place[i] >= 0; row++)
        {
          const char *text = xl_filing_sheet_cell (t->f->rows, row, (guint) t->place[i]);
          double width = text_width (t, XL_ROLE_TABLE, text);

          if (width > natural[i])
            natural[i] = width;
          if (width > least[i])
            least[i] = MAX (least[i], least_width (t, text));
        }
      if (t->total[i] != NULL)
        least[i] = MAX (least[i], text_width (t, XL_ROLE_HEADING, t->total[i]));
      natural[i] = MAX (natural[i], least[i]) + 2 * PADDING + 0.5;
      least[i] += 2 * PADDING + 0.5;
    }
  for (guint i = 0; i < t->n; i++)
    if (t->f->widths != NULL && t->f->widths[i] > 0)
      natural[i] = least[i] = t->f->widths[i];
  return xl_layout_columns (t->n, natural, least, t->f->page_width - 2 * t->f->left, t->width);
}

static GArray *
break_cell (const Table *t, guint column, XlRole role, const char *text)
{
  return xl_layout_break (text, t->size, t->width[column] - 2 * PADDING, 0, role, xl_face_set_measure,
                          xl_paper_faces (t->paper));
}

static void
draw_cell_line (const Table *t, XlRole role, double x, double width, double top, XlFormAlign align, const char *text,
                gsize length, double text_width)
{
  double spare = width - 2 * PADDING - text_width;

  x += PADDING + (align == XL_FORM_NUMBER ? spare : align == XL_FORM_CENTER ? spare / 2 : 0);
  xl_paper_text (t->paper, role, t->size, x, top - (PITCH - t->size) / 2 - t->size * XL_BASELINE, 0, 100, text, (gssize) length);
}

/* A row as lines: the cells that need more than one. */
typedef struct {
  const char *text[MAX_COLUMNS];
  double      width[MAX_COLUMNS];
  GArray     *lines[MAX_COLUMNS];     /* NULL: one line */
  guint       n_lines;
} Row;

static void
row_fill (const Table *t, Row *row, guint column, XlRole role, const char *text)
{
  row->text[column] = text;
  row->lines[column] = NULL;
  row->width[column] = text_width (t, role, text);
  if (row->width[column] > t->width[column] - 2 * PADDING || strchr (text, '\n') != NULL)
    {
      row->lines[column] = break_cell (t, column, role, text);
      row->n_lines = MAX (row->n_lines, row->lines[column]->len);
    }
}

static void
row_clear (const Table *t, Row *row)
{
  for (guint i = 0; i < t->n; i++)
    g_clear_pointer (&row->lines[i], g_array_unref);
}

/* Lines @from … @to of the row, top at t->y. */
static void
row_draw (Table *t, const Row *row, XlRole role, guint from, guint to, gboolean header)
{
  double x = t->f->left;

  for (guint i = 0; i < t->n; x += t->width[i++])
    {
      XlFormAlign align = header ? XL_FORM_CENTER : column_of (t, i)->align;
      guint n = row->lines[i] != NULL ? row->lines[i]->len : 1;
      /* Short cells stand in the middle of a row that is drawn whole. */
      double top = t->y - PADDING - (to - from == row->n_lines ? (row->n_lines - n) * PITCH / 2 : 0);

      if (row->lines[i] == NULL && from == 0 && *row->text[i] != '\0')
        draw_cell_line (t, role, x, t->width[i], top, align, row->text[i], strlen (row->text[i]), row->width[i]);
      for (guint k = from; row->lines[i] != NULL && k < MIN (to, n); k++)
        {
          const XlLine *line = &g_array_index (row->lines[i], XlLine, k);

          draw_cell_line (t, role, x, t->width[i], top - (k - from) * PITCH, align, row->text[i] + line->start, line->length,
                          line->width);
        }
    }
  t->y -= (to - from) * PITCH + 2 * PADDING;
}

static void
draw_header (Table *t)
{
  Row row = { .n_lines = 1 };

  t->frame_top = t->y;
  for (guint i = 0; i < t->n; i++)
    row_fill (t, &row, i, XL_ROLE_HEADING, column_of (t, i)->title);
  row_draw (t, &row, XL_ROLE_HEADING, 0, row.n_lines, TRUE);
  row_clear (t, &row);
}

static void
rule (const Table *t, double y, double width)
{
  xl_paper_line (t->paper, t->f->left, y, t->f->page_width - t->f->left, y, width);
}

/* The lines of this page's part: frame and columns in one go each.  @rules: the y below each row. */
static void
close_page (Table *t, GArray *rules)
{
  double x = t->f->left;

  for (guint i = 0; i + 1 < rules->len; i++)
    rule (t, g_array_index (rules, double, i), HAIRLINE);
  for (guint i = 0; i + 1 < t->n; i++)
    {
      x += t->width[i];
      xl_paper_line (t->paper, x, t->frame_top, x, t->y, HAIRLINE);
    }
  rule (t, t->frame_top, FRAME);
  rule (t, t->y, FRAME);
  xl_paper_line (t->paper, t->f->left, t->frame_top, t->f->left, t->y, FRAME);
  xl_paper_line (t->paper, t->f->page_width - t->f->left, t->frame_top, t->f->page_width - t->f->left, t->y, FRAME);
  g_array_set_size (rules, 0);
}

static void
turn_page (Table *t, GArray *rules)
{
  close_page (t, rules);
  t->y = t->f->turn (t->f->data);
  draw_header (t);
  g_array_append_val (rules, t->y);
}

static void
put_row (Table *t, const Row *row, XlRole role, GArray *rules)
{
  guint from = 0;

  while (from < row->n_lines)
    {
      double room = t->y - t->f->bottom - 2 * PADDING;
      guint fit = room > 0 ? (guint) (room / PITCH) : 0;

      if (fit < row->n_lines - from && (row->n_lines <= LINES_TO_SPLIT || fit < 2))
        {
          turn_page (t, rules);
          room = t->y - t->f->bottom - 2 * PADDING;
          fit = MAX ((guint) (room / PITCH), 1);
        }
      fit = MIN (fit, row->n_lines - from);
      row_draw (t, row, role, from, from + fit, FALSE);
      from += fit;
      g_array_append_val (rules, t->y);
    }
}

/* "1234567.50" → "1,234,567.50" */
static void
put_totals (Table *t, GArray *rules)
{
  Row row = { .n_lines = 1 };
  gboolean wanted = FALSE;

  for (guint i = 0; i < t->n; i++)
    wanted = wanted || t->total[i] != NULL;
  if (!wanted)
    return;
  for (guint i = 0; i < t->n; i++)
    row_fill (t, &row, i, XL_ROLE_HEADING, t->total[i] != NULL ? t->total[i] : i == 0 ? "合计" : "");
  put_row (t, &row, XL_ROLE_HEADING, rules);
  row_clear (t, &row);
}

static void
put_rows (Table *t, GArray *rules)
{
  guint n_rows = xl_filing_sheet_n_rows (t->f->rows);

  for (guint r = 0; r < n_rows; r++)
    {
      Row row = { .n_lines = 1 };

      for (guint i = 0; i < t->n; i++)
        row_fill (t, &row, i, XL_ROLE_TABLE, t->place[i] >= 0 ? xl_filing_sheet_cell (t->f->rows, r, (guint) t->place[i]) : "");
      put_row (t, &row, XL_ROLE_TABLE, rules);
      row_clear (t, &row);
    }
}

/* The usual size, or where that may be the largest in which the table fits. */
static void
choose_size (Table *t)
{
  static const double sizes[] = { XL_SIZE_5, 9, 7.5, 6.5 };

  for (guint i = 0; i < (t->f->may_shrink ? G_N_ELEMENTS (sizes) : 1); i++)
    {
      t->size = sizes[i];
      if (measure_columns (t))
        return;
    }
}

double
xl_table_paper_put (const XlTableFrame *frame, XlPaper *paper, double y)
{
  Table t = { .f = frame, .paper = paper, .n = frame->columns->len, .y = y };
  g_autoptr(GArray) rules = g_array_new (FALSE, FALSE, sizeof (double));

  g_return_val_if_fail (t.n > 0 && t.n <= MAX_COLUMNS, y);
  for (guint i = 0; i < t.n; i++)
    {
      t.place[i] = xl_filing_sheet_find (frame->rows, column_of (&t, i)->key);
      t.total[i] = column_of (&t, i)->total ? total_of (&t, i) : NULL;
    }
  choose_size (&t);
  draw_header (&t);
  g_array_append_val (rules, t.y);
  put_rows (&t, rules);
  put_totals (&t, rules);
  close_page (&t, rules);
  for (guint i = 0; i < t.n; i++)
    g_free (t.total[i]);
  return t.y;
}

/* The table of an attachment -------------------------------------------------------------------------------------- */

typedef struct {
  const XlDrawing *d;
  double           width, height;
} Attachment;

static double
turn_attachment (gpointer data)
{
  const Attachment *a = data;

  xl_paper_begin_page (a->d->paper, a->width, a->height);
  xl_attachment_footer (a->d, a->width);
  return a->height - (a->width > a->height ? 28 : 37) * XL_MM;
}

gboolean
xl_table_paper_draw (const XlDrawing *d, const XlFormTable *form, guint number, GError **error)
{
  Attachment a = { d, form->landscape ? XL_PAGE_HEIGHT : XL_PAGE_WIDTH, form->landscape ? XL_PAGE_WIDTH : XL_PAGE_HEIGHT };
  XlTableFrame frame = {
    .columns = form->columns, .rows = xl_filing_data_sheet (d->data, form->key), .page_width = a.width,
    .left = form->landscape ? 24 * XL_MM : XL_BLOCK_LEFT, .bottom = form->landscape ? 20 * XL_MM : XL_BLOCK_BOTTOM,
    .turn = turn_attachment, .data = &a,
  };
  g_autofree char *title = xl_drawing_expand (d, form->title, error);

  if (title == NULL)
    return FALSE;
  if (frame.rows == NULL || form->columns->len > MAX_COLUMNS || form->columns->len == 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "form %s: the data have no table %s, or it is too wide", d->form->key,
                   form->key);
      return FALSE;
    }
  xl_table_paper_put (&frame, d->paper, xl_attachment_begin (d, a.width, a.height, number, title));
  return TRUE;
}
