#include "ledgers/xl-ledger-layout-form.h"

#include "exchange/xl-sheet-reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* The rows among which the header is looked for; what stands above and below it is kept too. */
static GPtrArray *
read_rows (XlSheetReader *reader, guint sheet, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_row_free);
  g_autoptr(GError) local = NULL;
  const XlRow *row;

  if (!xl_sheet_reader_select (reader, sheet, error))
    return NULL;
  while (rows->len < XL_COLUMNS_LOOK_AHEAD && (row = xl_sheet_reader_next (reader, &local)) != NULL)
    g_ptr_array_add (rows, xl_row_copy (row));
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* All that a row says, in one line. */
static char *
line_of (const XlRow *row)
{
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *text = xl_cell_dup_text (&row->cells[i]);

      if (text[0] != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? "    " : "", text);
    }
  g_strdelimit (line->str, "\r\n\t", ' ');
  return g_utf8_substring (line->str, 0, MIN (200, g_utf8_strlen (line->str, -1)));
}

/* Braces in somebody's form are no words of ours. */
static gboolean
is_plain (const char *line)
{
  return line[0] != '\0' && strpbrk (line, "{}") == NULL;
}

/* The first line above the header is the title, the others stay lines. */
static void
take_lines (XlLedgerLayout *l, GPtrArray *rows, guint header, const char *title)
{
  g_autoptr(GStrvBuilder) above = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const XlRow *row = g_ptr_array_index (rows, i);
      g_autofree char *line = row->row < header ? line_of (row) : g_strdup ("");

      if (!is_plain (line))
        continue;
      if (n++ == 0 && title == NULL && g_utf8_strlen (line, -1) <= 60)
        {
          g_free (l->title);
          l->title = g_steal_pointer (&line);
        }
      else if (n > 1 && n <= 7)
        g_strv_builder_add (above, line);
    }
  l->above = g_strv_builder_end (above);
}

/* Who signs below the table. */
static void
take_signers (XlLedgerLayout *l, GPtrArray *rows, guint header)
{
  static const char *const names[] = { "填表人", "填报人", "制表人", "经办人", "审核人", "复核人", "负责人", "填表日期", "填报日期", "日期" };
  g_autoptr(GStrvBuilder) signers = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const XlRow *row = g_ptr_array_index (rows, i);
      g_autofree char *line = row->row > header ? line_of (row) : g_strdup ("");
      gboolean dated = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (names) && n < 6; k++)
        if (strstr (line, names[k]) != NULL && !(dated && g_str_has_suffix (names[k], "日期")))
          {
            dated = dated || g_str_has_suffix (names[k], "日期");
            g_strv_builder_add (signers, names[k]);
            n++;
          }
    }
  l->signers = g_strv_builder_end (signers);
}

static char *
title_of_file (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL)
    *dot = '\0';
  return g_utf8_substring (name, 0, MIN (60, g_utf8_strlen (name, -1)));
}

static XlLedgerLayout *
read_sheet (const XlTemplate *t, const XlFieldSet *fields, GPtrArray *rows, const char *path, const char *department, const char *title,
            GError **error)
{
  g_autoptr(XlColumns) columns = xl_columns_find (fields, (const XlRow *const *) rows->pdata, rows->len, NULL, error);
  g_autofree char *name = title_of_file (path);
  XlLedgerLayout *l;

  if (columns == NULL)
    return NULL;
  l = xl_ledger_layout_from_form (t, fields, columns, department, title != NULL ? title : name);
  take_lines (l, rows, columns->first_header_row, title);
  take_signers (l, rows, columns->header_row);
  g_free (l->paper);
  l->paper = g_strdup (l->columns->len > 7 ? "A4-landscape" : "A4");
  return l;
}

XlLedgerLayout *
xl_ledger_layout_read_form (const XlTemplate *t, const char *path, const char *sheet, const char *department, const char *title,
                            GError **error)
{
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (path, NULL, error);
  g_autoptr(XlFieldSet) fields = xl_ledger_layout_fields (t);
  g_autofree char *file = g_path_get_basename (path);
  int only = reader != NULL && sheet != NULL ? xl_sheet_reader_find_sheet (reader, sheet, error) : -1;

  if (reader == NULL || (sheet != NULL && only < 0))
    return NULL;
  for (guint i = 0; i < xl_sheet_reader_get_n_sheets (reader); i++)
    {
      g_autoptr(GPtrArray) rows = only < 0 || (int) i == only ? read_rows (reader, i, error) : NULL;
      g_autoptr(GError) local = NULL;
      XlLedgerLayout *l;

      if (only >= 0 && (int) i != only)
        continue;
      if (rows == NULL)
        return NULL;
      l = read_sheet (t, fields, rows, path, department, title, &local);
      if (l != NULL)
        return l;
      if (only >= 0 || i + 1 == xl_sheet_reader_get_n_sheets (reader))
        g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", file);
    }
  return NULL;
}

static gboolean
is_same (const XlLedgerLayout *layout, const XlColumns *columns)
{
  if (layout->columns->len != columns->n_columns)
    return FALSE;
  for (guint i = 0; i < columns->n_columns; i++)
    {
      const XlLayoutColumn *c = g_ptr_array_index (layout->columns, i);

      if (columns->titles[i][0] != '\0' && g_strcmp0 (c->heading, columns->titles[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
xl_ledger_layout_find_form (const XlTemplate *t, const XlLedgerLayout *layout, const char *path, guint *sheet, guint *header_row)
{
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (path, NULL, NULL);
  g_autoptr(XlFieldSet) fields = xl_ledger_layout_fields (t);

  for (guint i = 0; reader != NULL && i < xl_sheet_reader_get_n_sheets (reader); i++)
    {
      g_autoptr(GPtrArray) rows = read_rows (reader, i, NULL);
      g_autoptr(XlColumns) columns =
        rows != NULL ? xl_columns_find (fields, (const XlRow *const *) rows->pdata, rows->len, NULL, NULL) : NULL;

      if (columns == NULL || !is_same (layout, columns))
        continue;
      *sheet = i;
      *header_row = columns->header_row;
      return TRUE;
    }
  return FALSE;
}
