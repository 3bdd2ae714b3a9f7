#include "ui/xl-grid-clipboard.h"

#include "exchange/xl-csv-formula.h"
#include "ui/xl-grid-block.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- out ---------------------------------------------------------------------------------------------------------- */

static void
append_tsv_cell (GString *out, const char *cell)
{
  if (strpbrk (cell, "\t\n\r\"") == NULL)
    {
      g_string_append (out, cell);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

char *
xl_grid_to_tsv (GPtrArray *rows)
{
  GString *out = g_string_new (NULL);

  for (guint r = 0; r < rows->len; r++)
    {
      char **cells = g_ptr_array_index (rows, r);

      for (guint c = 0; cells[c] != NULL; c++)
        {
          if (c > 0)
            g_string_append_c (out, '\t');
          append_tsv_cell (out, cells[c]);
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* A spreadsheet turns long digit strings into rounded numbers, and reckons with what looks like a formula, unless told that
 * they are text. */
static gboolean
must_stay_text (const char *cell)
{
  gsize len = strlen (cell);

  return (len > 0 && strspn (cell, "0123456789Xx") == len && (len > 11 || (cell[0] == '0' && len > 1))) || xl_csv_formula_hide (cell);
}

/* The line ends of a cell are line ends of the same cell (mso-data-placement), not further rows. */
static void
append_html_text (GString *out, const char *cell)
{
  for (const char *p = cell; *p != '\0'; p++)
    switch (*p)
      {
      case '&': g_string_append (out, "&amp;"); break;
      case '<': g_string_append (out, "&lt;"); break;
      case '>': g_string_append (out, "&gt;"); break;
      case '"': g_string_append (out, "&quot;"); break;
      case '\n': g_string_append (out, "<br style=\"mso-data-placement:same-cell\">"); break;
      case ' ': g_string_append (out, p[1] == ' ' || p == cell || p[1] == '\0' ? "&nbsp;" : " "); break;
      default: g_string_append_c (out, *p);
      }
}

char *
xl_grid_to_html (GPtrArray *rows)
{
  GString *out = g_string_new ("<meta charset=\"utf-8\"><table>");

  for (guint r = 0; r < rows->len; r++)
    {
      char **cells = g_ptr_array_index (rows, r);

      g_string_append (out, "<tr>");
      for (guint c = 0; cells[c] != NULL; c++)
        {
          g_string_append (out, must_stay_text (cells[c]) ? "<td style=\"mso-number-format:'\\@'\">" : "<td>");
          append_html_text (out, cells[c]);
          g_string_append (out, "</td>");
        }
      g_string_append (out, "</tr>");
    }
  g_string_append (out, "</table>");
  return g_string_free (out, FALSE);
}

/* --- in ----------------------------------------------------------------------------------------------------------- */

/* The end of a cell in quotes that begins at @p: its closing quote; NULL: the quote is a letter like others. */
static const char *
closing_quote (const char *p)
{
  for (p++; *p != '\0'; p++)
    {
      if (*p != '"')
        continue;
      if (p[1] != '"')
        return p[1] == '\0' || strchr ("\t\r\n", p[1]) != NULL ? p : NULL;
      p++;
    }
  return NULL;
}

/* Reads the cell at @p; where it ended. */
static const char *
take_cell (const char *p, XlGridBlockMaker *maker, GString *cell)
{
  const char *close = *p == '"' ? closing_quote (p) : NULL;
  const char *end = close != NULL ? close : p + strcspn (p, "\t\r\n");

  if (close == NULL)
    {
      xl_grid_block_cell (maker, p, end - p);
      return end;
    }
  g_string_truncate (cell, 0);
  for (p++; p < close; p++)
    {
      g_string_append_c (cell, *p);
      p += *p == '"';
    }
  xl_grid_block_cell (maker, cell->str, cell->len);
  return close + 1;
}

GPtrArray *
xl_grid_from_tsv (const char *text, gsize len, const char **reason)
{
  g_autofree char *all = xl_grid_to_utf8 (text, len, &len, reason);
  g_autoptr(GString) cell = g_string_new (NULL);
  const char *p = all;
  XlGridBlockMaker maker;

  if (all == NULL)
    return NULL;
  xl_grid_block_begin (&maker);
  while (*p != '\0' && maker.reason == NULL)
    {
      p = take_cell (p, &maker, cell);
      if (*p == '\t')
        {
          p++;
          if (*p == '\0')
            xl_grid_block_cell (&maker, "", 0);
          else
            continue;
        }
      p += *p == '\r';
      p += *p == '\n';
      xl_grid_block_row (&maker);
    }
  return xl_grid_block_end (&maker, reason);
}

/* --- as UTF-8 ----------------------------------------------------------------------------------------------------- */

static gboolean
begins (const char *bytes, gsize len, const char *mark, gsize mark_len)
{
  return len >= mark_len && memcmp (bytes, mark, mark_len) == 0;
}

static char *
convert (const char *bytes, gsize len, const char *from, gsize *out_len)
{
  char *text = g_convert (bytes, len, "UTF-8", from, NULL, out_len, NULL);

  if (text != NULL && memchr (text, '\0', *out_len) != NULL)
    g_clear_pointer (&text, g_free);
  return text;
}

char *
xl_grid_to_utf8 (const char *bytes, gsize len, gsize *out_len, const char **reason)
{
  char *text = NULL;

  *reason = NULL;
  if (len > XL_GRID_PASTE_BYTES)
    {
      *reason = N_("There is more on the clipboard than can be pasted. Import the file instead.");
      return NULL;
    }
  if (begins (bytes, len, "\xFF\xFE", 2))
    text = convert (bytes + 2, len - 2, "UTF-16LE", out_len);
  else if (begins (bytes, len, "\xFE\xFF", 2))
    text = convert (bytes + 2, len - 2, "UTF-16BE", out_len);
  else
    {
      while (len > 0 && bytes[len - 1] == '\0')      /* some programs count the end of their string */
        len--;
      if (g_utf8_validate_len (bytes, len, NULL))
        {
          *out_len = len;
          return g_strndup (bytes, len);
        }
      if (memchr (bytes, '\0', len) == NULL)
        text = convert (bytes, len, "GB18030", out_len);
    }
  if (text == NULL)
    *reason = N_("What is on the clipboard cannot be read as text.");
  return text;
}

guint
xl_grid_block_width (GPtrArray *rows)
{
  guint width = 0;

  for (guint r = 0; r < rows->len; r++)
    width = MAX (width, g_strv_length (g_ptr_array_index (rows, r)));
  return width;
}
