#include "exchange/xl-cell.h"

#include <math.h>
#include <string.h>

const XlCell *
xl_row_cell (const XlRow *row, guint column)
{
  guint low = 0, high = row->n_cells;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (row->cells[middle].column == column)
        return &row->cells[middle];
      if (row->cells[middle].column < column)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* Civil date of a count of days since 1970-01-01 (proleptic Gregorian). */
static void
split_days (gint64 days, int *year, int *month, int *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 doe = z - era * 146097;
  gint64 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  gint64 doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  gint64 mp = (5 * doy + 2) / 153;

  *day = (int) (doy - (153 * mp + 2) / 5 + 1);
  *month = (int) (mp < 10 ? mp + 3 : mp - 9);
  *year = (int) (yoe + era * 400 + (*month <= 2));
}

/* Source: ECMA-376 Part 1, 18.17.4.1: day 1 is 1900-01-01, and day 60 a 29 February that never was. */
static char *
format_serial (double serial)
{
  double whole = floor (serial);
  int minutes = (int) floor ((serial - whole) * 1440 + 0.5);
  int year, month, day;

  if (minutes == 1440)
    {
      minutes = 0;
      whole += 1;
    }
  split_days ((gint64) whole - 25569 + (whole < 60 ? 1 : 0), &year, &month, &day);
  if (minutes == 0)
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  if (whole < 1)
    return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d", year, month, day, minutes / 60, minutes % 60);
}

/* The bytes of the white space character at @p: also no-break, ideographic and zero-width ones; 0 when it is none. */
static int
space_length (const char *p)
{
  const guchar *u = (const guchar *) p;

  if (*u == ' ' || (*u >= '\t' && *u <= '\r'))
    return 1;
  if (*u == 0xc2 && (u[1] == 0xa0 || u[1] == 0x85))
    return 2;
  if ((*u == 0xe2 && u[1] == 0x80 && ((u[2] >= 0x80 && u[2] <= 0x8f) || u[2] == 0xa8 || u[2] == 0xa9 || u[2] == 0xaf))
      || (*u == 0xe3 && u[1] == 0x80 && u[2] == 0x80) || (*u == 0xef && u[1] == 0xbb && u[2] == 0xbf)
      || (*u == 0xe2 && u[1] == 0x81 && u[2] == 0x9f))
    return 3;
  return 0;
}

static char *
dup_trimmed (const char *text)
{
  const char *end;
  int n;

  while ((n = space_length (text)) > 0)
    text += n;
  end = text + strlen (text);
  while (end > text)
    {
      const char *before = g_utf8_find_prev_char (text, end);

      if (before == NULL || space_length (before) == 0)
        break;
      end = before;
    }
  return g_strndup (text, end - text);
}

char *
xl_cell_dup_text (const XlCell *cell)
{
  if (cell == NULL || cell->type == XL_CELL_EMPTY)
    return g_strdup ("");
  if (cell->type == XL_CELL_DATE && cell->number >= 0 && cell->number < 2958466)
    return format_serial (cell->number);
  if (cell->type == XL_CELL_BOOL)
    return g_strdup (cell->number != 0 ? "TRUE" : "FALSE");
  return dup_trimmed (cell->text);
}

XlRow *
xl_row_copy (const XlRow *row)
{
  XlRow *copy = g_new0 (XlRow, 1);
  XlCell *cells = g_new0 (XlCell, row->n_cells);

  copy->row = row->row;
  copy->n_cells = row->n_cells;
  for (guint i = 0; i < row->n_cells; i++)
    {
      cells[i] = row->cells[i];
      cells[i].text = g_strdup (row->cells[i].text);
    }
  copy->cells = cells;
  return copy;
}

void
xl_row_free (XlRow *row)
{
  if (row == NULL)
    return;
  for (guint i = 0; i < row->n_cells; i++)
    g_free ((char *) row->cells[i].text);
  g_free ((XlCell *) row->cells);
  g_free (row);
}

char *
xl_column_letters (guint column)
{
  char letters[8];
  int i = sizeof letters - 1;

  letters[i] = '\0';
  while (column > 0 && i > 0)
    {
      column--;
      letters[--i] = (char) ('A' + column % 26);
      column /= 26;
    }
  return g_strdup (letters + i);
}

guint
xl_column_number (const char *letters)
{
  guint column = 0;

  if (letters == NULL || *letters == '\0' || strlen (letters) > 3)
    return 0;
  for (; *letters != '\0'; letters++)
    {
      if (!g_ascii_isalpha (*letters))
        return 0;
      column = column * 26 + (guint) (g_ascii_toupper (*letters) - 'A' + 1);
    }
  return column;
}
