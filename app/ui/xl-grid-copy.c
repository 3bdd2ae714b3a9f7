/* Copying a rectangle of cells: fetched whole, put on the clipboard as text and as HTML. */
#include "ui/xl-grid-clipboard.h"
#include "ui/xl-grid-edit.h"

#include <glib/gi18n.h>

/* Rows that one copy takes; more belongs into an export. */
#define COPY_MOST 100000

typedef struct {
  XlGrid    *grid;
  int       *source_columns;   /* of the rectangle, ends with -1 */
  gboolean   cut;
  GPtrArray *rows;
  char      *tsv, *html;
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->grid);
  g_clear_pointer (&copy->rows, g_ptr_array_unref);
  g_free (copy->source_columns);
  g_free (copy->tsv);
  g_free (copy->html);
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
make_texts (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  g_autoptr(GPtrArray) cut = cut_columns (copy->rows, copy->source_columns);

  copy->tsv = xl_grid_to_tsv (cut);
  copy->html = xl_grid_to_html (cut);
  g_task_return_boolean (task, TRUE);
}

static void
put_on_clipboard (XlGrid *self, Copy *copy)
{
  gsize len = strlen (copy->html);
  g_autoptr(GBytes) bytes = g_bytes_new_take (g_steal_pointer (&copy->html), len);
  GdkContentProvider *both[2] = {
    gdk_content_provider_new_for_bytes ("text/html", bytes),
    gdk_content_provider_new_typed (G_TYPE_STRING, copy->tsv),
  };
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_union (both, 2);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  Copy *copy = g_task_get_task_data (G_TASK (result));
  g_autofree char *words = NULL;

  if (copy->grid->entries[0] == NULL || gtk_widget_get_root (GTK_WIDGET (copy->grid)) == NULL)
    return;
  put_on_clipboard (copy->grid, copy);
  words = g_strdup_printf (ngettext ("Copied %ld row", "Copied %ld rows", copy->rows->len), (long) copy->rows->len);
  xl_grid_say (copy->grid, words, FALSE);
  if (copy->cut)
    xl_grid_clear_cells (copy->grid);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Copy *copy = data;
  g_autoptr(GTask) task = NULL;

  copy->rows = xl_grid_source_fetch_finish (XL_GRID_SOURCE (source), result, NULL);
  if (copy->rows == NULL)
    {
      copy_free (copy);
      return;
    }
  task = g_task_new (copy->grid, NULL, on_made, NULL);
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  g_task_run_in_thread (task, make_texts);
}

static void
copy_range (XlGrid *self, gboolean cut)
{
  const XlGridRange *r = xl_grid_selection_active (&self->selection);
  gint64 last = r != NULL ? MIN (r->row1, xl_grid_n_records (self) - 1) : -1;
  Copy *copy;

  if (r == NULL || self->source == NULL || last < r->row0)
    return;
  if (last - r->row0 >= COPY_MOST)
    {
      xl_grid_say (self, _("Too many rows to copy; export them to a file instead."), FALSE);
      return;
    }
  copy = g_new0 (Copy, 1);
  copy->grid = g_object_ref (self);
  copy->cut = cut;
  copy->source_columns = g_new (int, r->col1 - r->col0 + 2);
  for (int c = r->col0; c <= r->col1; c++)
    copy->source_columns[c - r->col0] = xl_grid_source_column (self, c);
  copy->source_columns[r->col1 - r->col0 + 1] = -1;
  xl_grid_source_fetch_async (self->source, r->row0, last - r->row0 + 1, NULL, on_fetched, copy);
}

void
xl_grid_copy (XlGrid *self)
{
  copy_range (self, FALSE);
}

void
xl_grid_cut (XlGrid *self)
{
  copy_range (self, xl_grid_is_sheet (self));
}
