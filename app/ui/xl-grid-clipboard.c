#include "ui/xl-grid-clipboard.h"

#include <string.h>

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

/* A spreadsheet turns long digit strings into rounded numbers unless told that they are text. */
static gboolean
must_stay_text (const char *cell)
{
  gsize len = strlen (cell);

  return len > 0 && strspn (cell, "0123456789Xx") == len && (len > 11 || (cell[0] == '0' && len > 1));
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
          g_autofree char *text = g_markup_escape_text (cells[c], -1);

          g_string_append (out, must_stay_text (cells[c]) ? "<td style=\"mso-number-format:'\\@'\">" : "<td>");
          g_string_append (out, text);
          g_string_append (out, "</td>");
        }
      g_string_append (out, "</tr>");
    }
  g_string_append (out, "</table>");
  return g_string_free (out, FALSE);
}

/* Reads one cell from @p into @cell; returns where it ended. */
static const char *
take_cell (const char *p, GString *cell)
{
  gboolean quoted = *p == '"';

  for (p += quoted; *p != '\0'; p++)
    {
      if (quoted && *p == '"' && p[1] != '"')
        return p + 1 + strcspn (p + 1, "\t\r\n");
      if (quoted && *p == '"')
        p++;
      else if (!quoted && strchr ("\t\r\n", *p) != NULL)
        return p;
      g_string_append_c (cell, *p);
    }
  return p;
}

GPtrArray *
xl_grid_from_tsv (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();
  const char *p = text;

  while (*p != '\0' || cells->len > 0)
    {
      GString *cell = g_string_new (NULL);

      p = take_cell (p, cell);
      g_ptr_array_add (cells, g_string_free (cell, FALSE));
      if (*p == '\t')
        {
          p++;
          continue;
        }
      p += *p == '\r';
      p += *p == '\n';
      g_ptr_array_add (cells, NULL);
      g_ptr_array_add (rows, g_ptr_array_steal (cells, NULL));
    }
  return rows;
}
