#include "ui/xl-grid-block.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- one cell ----------------------------------------------------------------------------------------------------- */

static gboolean
is_unseen (gunichar c)
{
  return (c < 0x20 && c != '\n') || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F)
         || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

static gboolean
is_blank (gunichar c)
{
  return c == '\t' || c == 0xA0 || c == 0x2007 || c == 0x202F || c == ' ' || c == 0x3000;
}

/* Line ends one way, blanks as blanks, nothing unseen. */
static char *
tidy (const char *text, gsize len)
{
  GString *out = g_string_sized_new (len);

  for (const char *p = text; p < text + len; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        c = p + 1 < text + len && p[1] == '\n' ? 0 : '\n';
      else if (c == 0x2028 || c == 0x2029 || c == 0x85)
        c = '\n';
      else if (c == 0xA0 || c == '\t' || c == 0x202F)
        c = ' ';
      if (c != 0 && !is_unseen (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* ="0012" → 0012 */
static void
open_formula (char *text)
{
  gsize len = strlen (text);
  char *to = text;

  if (len < 3 || text[0] != '=' || text[1] != '"' || text[len - 1] != '"')
    return;
  for (const char *p = text + 2; p < text + len - 1; p++)
    {
      *to++ = *p;
      if (*p == '"' && p[1] == '"')
        p++;
    }
  *to = '\0';
}

/* '0012 → 0012: how a spreadsheet is told that digits are text. */
static void
drop_apostrophe (char *text)
{
  gsize mark = text[0] == '\'' ? 1 : g_str_has_prefix (text, "’") || g_str_has_prefix (text, "‘") ? strlen ("’") : 0;

  if (mark > 0 && (g_ascii_isdigit (text[mark]) || (text[mark] != '\0' && strchr ("=+-@", text[mark]) != NULL)))
    memmove (text, text + mark, strlen (text + mark) + 1);
}

static char *
strip (char *text)
{
  char *begin = text, *end = text + strlen (text);

  while (*begin != '\0' && (is_blank (g_utf8_get_char (begin)) || *begin == '\n'))
    begin = g_utf8_next_char (begin);
  while (end > begin)
    {
      char *last = g_utf8_prev_char (end);

      if (!is_blank (g_utf8_get_char (last)) && *last != '\n')
        break;
      end = last;
    }
  *end = '\0';
  memmove (text, begin, end - begin + 1);
  return text;
}

char *
xl_grid_clean_cell (const char *text, gsize len)
{
  char *cell = strip (tidy (text, len));

  open_formula (cell);
  drop_apostrophe (cell);
  return cell;
}

/* --- the block ---------------------------------------------------------------------------------------------------- */

void
xl_grid_block_begin (XlGridBlockMaker *self)
{
  *self = (XlGridBlockMaker) {
    .rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev),
    .cells = g_ptr_array_new_with_free_func (g_free),
  };
}

gboolean
xl_grid_block_cell (XlGridBlockMaker *self, const char *text, gsize len)
{
  if (self->reason == NULL && self->cells->len >= XL_GRID_PASTE_COLUMNS)
    self->reason = N_("The block on the clipboard has more than 1,024 columns.");
  else if (self->reason == NULL && ++self->n_cells > XL_GRID_PASTE_CELLS)
    self->reason = N_("There are more than 1,000,000 cells on the clipboard. Import the file instead.");
  else if (self->reason == NULL && len > XL_GRID_PASTE_LETTERS && g_utf8_strlen (text, len) > XL_GRID_PASTE_LETTERS)
    self->reason = N_("One cell on the clipboard holds more than 32,767 letters.");
  if (self->reason != NULL)
    return FALSE;
  g_ptr_array_add (self->cells, xl_grid_clean_cell (text, len));
  return TRUE;
}

gboolean
xl_grid_block_row (XlGridBlockMaker *self)
{
  if (self->reason == NULL && self->rows->len >= XL_GRID_PASTE_ROWS)
    self->reason = N_("There are more than 100,000 rows on the clipboard. Import the file instead.");
  if (self->reason != NULL)
    return FALSE;
  g_ptr_array_add (self->cells, NULL);
  g_ptr_array_add (self->rows, g_ptr_array_steal (self->cells, NULL));
  return TRUE;
}

GPtrArray *
xl_grid_block_end (XlGridBlockMaker *self, const char **reason)
{
  *reason = self->reason;
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  if (self->reason != NULL)
    g_clear_pointer (&self->rows, g_ptr_array_unref);
  return g_steal_pointer (&self->rows);
}
