/* Copying a rectangle of cells: fetched whole, put on the clipboard as text and as HTML. */
#include "ui/xl-grid-clipboard.h"
#include "ui/xl-grid-private.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>

/* Rows that one copy takes; more belongs into an export. */
#define COPY_MOST 100000

typedef struct {
  XlGrid *grid;
  int    *source_columns;   /* of the rectangle, ends with -1 */
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->grid);
  g_free (copy->source_columns);
  g_free (copy);
}

/* The cells of the rectangle out of whole rows. */
static GPtrArray *
cut_columns (GPtrArray *rows, const int *source_columns)
{
  GPtrArray *cut = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint r = 0; r < rows->len; r++)
    {
      char **cells = g_ptr_array_index (rows, r);
      GPtrArray *line = g_ptr_array_new ();

      for (const int *c = source_columns; *c >= 0; c++)
        g_ptr_array_add (line, g_strdup (cells[*c]));
      g_ptr_array_add (line, NULL);
      g_ptr_array_add (cut, g_ptr_array_free (line, FALSE));
    }
  return cut;
}

static void
put_on_clipboard (XlGrid *self, GPtrArray *rows)
{
  g_autofree char *tsv = xl_grid_to_tsv (rows);
  char *html = xl_grid_to_html (rows);
  g_autoptr(GBytes) bytes = g_bytes_new_take (html, strlen (html));
  GdkContentProvider *both[2] = {
    gdk_content_provider_new_for_bytes ("text/html", bytes),
    gdk_content_provider_new_typed (G_TYPE_STRING, tsv),
  };
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_union (both, 2);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Copy *copy = data;
  g_autoptr(GPtrArray) rows = xl_grid_source_fetch_finish (XL_GRID_SOURCE (source), result, NULL);

  if (rows != NULL && gtk_widget_get_root (GTK_WIDGET (copy->grid)) != NULL)
    {
      g_autoptr(GPtrArray) cut = cut_columns (rows, copy->source_columns);

      put_on_clipboard (copy->grid, cut);
    }
  copy_free (copy);
}

void
xl_grid_copy (XlGrid *self)
{
  const XlGridRange *r = xl_grid_selection_active (&self->selection);
  XlWindow *window = xl_window_of (GTK_WIDGET (self));
  g_autofree char *words = NULL;
  Copy *copy;

  if (r == NULL || self->source == NULL)
    return;
  words = r->row1 - r->row0 < COPY_MOST
          ? g_strdup_printf (ngettext ("Copied %ld row", "Copied %ld rows", r->row1 - r->row0 + 1),
                             (long) (r->row1 - r->row0 + 1))
          : g_strdup (_("Too many rows to copy; export them to a file instead."));
  if (window != NULL)
    xl_window_say (window, words, NULL, FALSE);
  if (r->row1 - r->row0 >= COPY_MOST)
    return;
  copy = g_new0 (Copy, 1);
  copy->grid = g_object_ref (self);
  copy->source_columns = g_new (int, r->col1 - r->col0 + 2);
  for (int c = r->col0; c <= r->col1; c++)
    copy->source_columns[c - r->col0] = xl_grid_column_get_source_column (xl_grid_get_column (self, c));
  copy->source_columns[r->col1 - r->col0 + 1] = -1;
  xl_grid_source_fetch_async (self->source, r->row0, r->row1 - r->row0 + 1, NULL, on_fetched, copy);
}
