#include "exchange/xl-sheet-reader-private.h"

#include <string.h>

void
xl_row_batch_init (XlRowBatch *batch)
{
  batch->rows = g_array_new (FALSE, FALSE, sizeof (XlRow));
  batch->cells = g_array_new (FALSE, FALSE, sizeof (XlCell));
  batch->outside = g_array_new (FALSE, FALSE, sizeof (gboolean));
  batch->text = g_string_new (NULL);
}

void
xl_row_batch_clear (XlRowBatch *batch)
{
  g_array_unref (batch->rows);
  g_array_unref (batch->cells);
  g_array_unref (batch->outside);
  g_string_free (batch->text, TRUE);
}

void
xl_row_batch_begin (XlRowBatch *batch, guint row)
{
  batch->open_first = batch->cells->len;
  batch->open_row = row;
}

void
xl_row_batch_add (XlRowBatch *batch, const XlCell *cell, gsize length, gboolean stays)
{
  XlCell copy = *cell;

  if (batch->cells->len > batch->open_first
      && g_array_index (batch->cells, XlCell, batch->cells->len - 1).column >= cell->column)
    return;
  if (!stays)
    {
      copy.text = GSIZE_TO_POINTER (batch->text->len);
      g_string_append_len (batch->text, cell->text, (gssize) length);
      g_string_append_c (batch->text, '\0');
    }
  g_array_append_val (batch->cells, copy);
  g_array_append_val (batch->outside, stays);
}

void
xl_row_batch_end (XlRowBatch *batch)
{
  XlRow row = { batch->open_row, batch->cells->len - batch->open_first, GSIZE_TO_POINTER ((gsize) batch->open_first) };

  batch->open_first = batch->cells->len;
  if (row.n_cells > 0)
    g_array_append_val (batch->rows, row);
}

/* Brings the cells of the open row to the front. */
void
xl_row_batch_reset (XlRowBatch *batch)
{
  guint n = batch->cells->len - batch->open_first;
  gsize cut = batch->text->len;

  g_array_set_size (batch->rows, 0);
  batch->next = 0;
  for (guint i = batch->open_first; i < batch->cells->len; i++)
    if (!g_array_index (batch->outside, gboolean, i))
      {
        cut = GPOINTER_TO_SIZE (g_array_index (batch->cells, XlCell, i).text);
        break;
      }
  for (guint i = batch->open_first; i < batch->cells->len; i++)
    if (!g_array_index (batch->outside, gboolean, i))
      {
        XlCell *cell = &g_array_index (batch->cells, XlCell, i);

        cell->text = GSIZE_TO_POINTER (GPOINTER_TO_SIZE (cell->text) - cut);
      }
  g_string_erase (batch->text, 0, (gssize) cut);
  if (batch->open_first > 0)
    {
      g_array_remove_range (batch->cells, 0, batch->open_first);
      g_array_remove_range (batch->outside, 0, batch->open_first);
    }
  batch->open_first = 0;
  g_assert (batch->cells->len == n);
}

void
xl_row_batch_seal (XlRowBatch *batch)
{
  XlCell *cells = (XlCell *) (gpointer) batch->cells->data;

  for (guint i = 0; i < batch->open_first; i++)
    if (!g_array_index (batch->outside, gboolean, i))
      cells[i].text = batch->text->str + GPOINTER_TO_SIZE (cells[i].text);
  for (guint i = 0; i < batch->rows->len; i++)
    {
      XlRow *row = &g_array_index (batch->rows, XlRow, i);

      row->cells = cells + GPOINTER_TO_SIZE (row->cells);
    }
}

const XlRow *
xl_row_batch_take (XlRowBatch *batch)
{
  if (batch->next >= batch->rows->len)
    return NULL;
  return &g_array_index (batch->rows, XlRow, batch->next++);
}
