#include "exchange/xl-sheet-reader.h"

#include <stdio.h>

/* Reads every cell of a spreadsheet file and says how many there were: the reader's side of bench_import.py. */
int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlSheetReader) reader = argc == 2 ? xl_sheet_reader_open (argv[1], NULL, &error) : NULL;
  guint64 rows = 0, cells = 0;
  const XlRow *row;

  if (reader == NULL || !xl_sheet_reader_select (reader, 0, &error))
    return 2;
  while ((row = xl_sheet_reader_next (reader, &error)) != NULL)
    {
      rows++;
      cells += row->n_cells;
    }
  printf ("%" G_GUINT64_FORMAT " rows, %" G_GUINT64_FORMAT " cells\n", rows, cells);
  return error != NULL;
}
