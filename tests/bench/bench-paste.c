/* A block of 2,000 × 12 cells as LibreOffice copies it, pasted into a grid over memory: from the key to the last cell
 * written. Beside it: libxml2 building its tree of the same table. */
#include "../ui/xl-sheet-source.h"
#include "../ui/xl-ui-test.h"

#include "ui/xl-grid-edit.h"

#include <libxml/HTMLparser.h>

#define ROWS 2000
#define COLUMNS 12

static char *
make_html (void)
{
  GString *html =
      g_string_new ("<html><head><meta charset=\"utf-8\"/></head><body><table cellspacing=\"0\" border=\"0\">\n");

  for (int r = 0; r < ROWS; r++)
    {
      g_string_append (html, "\t<tr>\n");
      for (int c = 0; c < COLUMNS; c++)
        if (c == 2)
          g_string_append_printf (html,
                                  "\t\t<td align=\"right\" valign=bottom sdval=\"%d\" sdnum=\"1033;0;YYYY-MM-DD\">"
                                  "<font color=\"#000000\">2024-02-%02d</font></td>\n",
                                  45323 + r % 28, r % 28 + 1);
        else
          g_string_append_printf (html,
                                  "\t\t<td height=\"20\" align=\"left\" valign=bottom><font face=\"WenQuanYi Zen Hei\" "
                                  "color=\"#000000\">第%d行 &amp; %d</font></td>\n",
                                  r, c);
      g_string_append (html, "\t</tr>\n");
    }
  g_string_append (html, "</table></body></html>");
  return g_string_free (html, FALSE);
}

static gboolean
is_written (gpointer source)
{
  return xl_sheet_source_n_batches (source) > 0;
}

static double
paste (const char *html)
{
  g_autoptr(XlSheetSource) source = xl_sheet_source_new (COLUMNS, ROWS);
  g_autoptr(GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_for_bytes ("text/html", bytes);
  XlGrid *grid;
  GtkWidget *scrolled = xl_grid_new_scrolled (&grid);
  gint64 began_us;
  double seconds;
  GtkWindow *window;

  for (int c = 0; c < COLUMNS; c++)
    {
      xl_grid_add_column (grid, xl_grid_column_new (c, "column", "Column", 7, XL_GRID_TEXT, XL_GRID_EDITABLE));
      if (c == 2)
        xl_grid_column_set_editor (xl_grid_get_column (grid, c), XL_GRID_EDIT_DATE);
    }
  xl_grid_set_source (grid, XL_GRID_SOURCE (source));
  window = xl_ui_test_window (scrolled, 1200, 700);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (grid)), provider);
  began_us = g_get_monotonic_time ();
  xl_grid_paste (grid);
  xl_ui_test_wait (is_written, source, "the block");
  xl_ui_test_frames (GTK_WIDGET (grid), 1);
  seconds = (g_get_monotonic_time () - began_us) / 1e6;
  g_assert_cmpstr (xl_sheet_source_text (source, ROWS - 1, 2), ==, "2024-02-12");
  gtk_window_destroy (window);
  return seconds;
}

static double
parse_only (const char *html)
{
  gint64 began_us = g_get_monotonic_time ();
  htmlDocPtr tree = htmlReadMemory (html, (int)strlen (html), NULL, "utf-8", HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  double seconds = (g_get_monotonic_time () - began_us) / 1e6;

  xmlFreeDoc (tree);
  return seconds;
}

int
main (int argc, char **argv)
{
  g_autofree char *html = make_html ();
  double ours, theirs;

  xl_ui_test_init (&argc, &argv);
  ours = MIN (paste (html), paste (html));
  theirs = MIN (parse_only (html), parse_only (html));
  g_print ("paste of %d × %d cells (%.1f MB of HTML): %.0f ms; libxml2 only reading it: %.0f ms; %.1f times\n", ROWS,
           COLUMNS, strlen (html) / 1e6, ours * 1000, theirs * 1000, ours / theirs);
  return 0;
}
