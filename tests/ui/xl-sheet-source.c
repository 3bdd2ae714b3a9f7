#include "xl-sheet-source.h"

typedef struct {
  char *text, *key;
} Cell;

typedef struct {
  gint64 id;
  Cell  *cells;
} Line;

/* One cell as it was before a batch. */
typedef struct {
  gint64 row;
  int    column;
  Cell   was;
} Before;

typedef struct {
  GArray *before;      /* Before */
  guint   n_rows;      /* then */
} Batch;

struct _XlSheetSource
{
  GObject      parent_instance;
  int          n_columns;
  GPtrArray   *lines;        /* Line */
  GPtrArray   *batches;      /* Batch */
  XlSheetJudge judge;
  gboolean     can_append;
  gint64       group, next_id;
  gboolean     folded;
};

/* --- the lines ---------------------------------------------------------------------------------------------------- */

static Line *
add_line (XlSheetSource *self)
{
  Line *line = g_new0 (Line, 1);

  line->id = ++self->next_id;
  line->cells = g_new0 (Cell, self->n_columns);
  for (int c = 0; c < self->n_columns; c++)
    line->cells[c].text = g_strdup ("");
  g_ptr_array_add (self->lines, line);
  return line;
}

static void
free_line (XlSheetSource *self, Line *line)
{
  for (int c = 0; c < self->n_columns; c++)
    {
      g_free (line->cells[c].text);
      g_free (line->cells[c].key);
    }
  g_free (line->cells);
  g_free (line);
}

static void
cut_lines (XlSheetSource *self, guint n)
{
  while (self->lines->len > n)
    free_line (self, g_ptr_array_steal_index (self->lines, self->lines->len - 1));
}

static Cell *
cell_at (XlSheetSource *self, gint64 row, int column)
{
  return row >= 0 && row < self->lines->len && column >= 0 && column < self->n_columns
         ? &((Line *) g_ptr_array_index (self->lines, row))->cells[column] : NULL;
}

static void
batch_free (Batch *batch)
{
  for (guint i = 0; i < batch->before->len; i++)
    {
      g_free (g_array_index (batch->before, Before, i).was.text);
      g_free (g_array_index (batch->before, Before, i).was.key);
    }
  g_array_unref (batch->before);
  g_free (batch);
}

/* --- XlGridSource ------------------------------------------------------------------------------------------------- */

static gint64
get_n_rows (XlGridSource *source)
{
  return XL_SHEET_SOURCE (source)->lines->len;
}

static const char *
peek (XlGridSource *source, gint64 row, int column)
{
  Cell *cell = cell_at (XL_SHEET_SOURCE (source), row, column);

  return cell != NULL ? cell->text : "";
}

static const char *
peek_key (XlGridSource *source, gint64 row, int column)
{
  Cell *cell = cell_at (XL_SHEET_SOURCE (source), row, column);

  return cell != NULL ? cell->key : NULL;
}

static gint64
get_row_id (XlGridSource *source, gint64 row)
{
  XlSheetSource *self = XL_SHEET_SOURCE (source);

  return row >= 0 && row < self->lines->len ? ((Line *) g_ptr_array_index (self->lines, row))->id : 0;
}

static gint64
find_row (XlGridSource *source, gint64 id)
{
  XlSheetSource *self = XL_SHEET_SOURCE (source);

  for (guint i = 0; i < self->lines->len; i++)
    if (((Line *) g_ptr_array_index (self->lines, i))->id == id)
      return i;
  return -1;
}

static XlGridRowKind
peek_row_kind (XlGridSource *source, gint64 row)
{
  XlSheetSource *self = XL_SHEET_SOURCE (source);

  if (row != self->group)
    return XL_GRID_ROW_RECORD;
  return self->folded ? XL_GRID_ROW_GROUP_FOLDED : XL_GRID_ROW_GROUP;
}

static void
toggle_group (XlGridSource *source, gint64 row)
{
  XL_SHEET_SOURCE (source)->folded = !XL_SHEET_SOURCE (source)->folded;
  xl_grid_source_rows_changed (source, row, 1, 1);
}

static gboolean
can_append (XlGridSource *source)
{
  return XL_SHEET_SOURCE (source)->can_append;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void
judge_new_row (XlSheetSource *self, const XlGridBatch *batch, gint64 row, GPtrArray *refusals)
{
  g_autofree gboolean *filled = g_new0 (gboolean, self->n_columns);

  for (guint i = 0; i < xl_grid_batch_get_n (batch); i++)
    if (xl_grid_batch_get (batch, i)->row == row)
      filled[xl_grid_batch_get (batch, i)->column] = TRUE;
  for (int c = 0; c < self->n_columns; c++)
    {
      const char *reason = filled[c] ? NULL : self->judge (c, "");

      if (reason != NULL)
        g_ptr_array_add (refusals, xl_grid_refusal_new (row, c, reason));
    }
}

static GPtrArray *
judge_all (XlSheetSource *self, const XlGridBatch *batch)
{
  GPtrArray *refusals = xl_grid_refusals_new ();
  gint64 last_new = -1;

  for (guint i = 0; self->judge != NULL && i < xl_grid_batch_get_n (batch); i++)
    {
      const XlGridPatch *patch = xl_grid_batch_get (batch, i);
      const char *reason = self->judge (patch->column, patch->text);

      if (reason != NULL)
        g_ptr_array_add (refusals, xl_grid_refusal_new (patch->row, patch->column, reason));
      if (patch->row >= self->lines->len && patch->row != last_new)
        judge_new_row (self, batch, last_new = patch->row, refusals);
    }
  return refusals;
}

static gboolean
is_refused (GPtrArray *refusals, gint64 row)
{
  for (guint i = 0; i < refusals->len; i++)
    if (((XlGridRefusal *) refusals->pdata[i])->row == row)
      return TRUE;
  return FALSE;
}

static void
put (XlSheetSource *self, Batch *done, gint64 row, const XlGridPatch *patch)
{
  Cell *cell = cell_at (self, row, patch->column);
  Before before = { row, patch->column, *cell };

  g_array_append_val (done->before, before);
  *cell = (Cell) { g_strdup (patch->text), g_strdup (patch->key) };
}

static void
write_batch (XlSheetSource *self, XlGridBatch *batch, GPtrArray *refusals)
{
  Batch *done = g_new0 (Batch, 1);
  gint64 new_row = -1, at = -1;

  done->before = g_array_new (FALSE, FALSE, sizeof (Before));
  done->n_rows = self->lines->len;
  for (guint i = 0; i < xl_grid_batch_get_n (batch); i++)
    {
      const XlGridPatch *patch = xl_grid_batch_get (batch, i);

      if (is_refused (refusals, patch->row))
        continue;
      if (patch->row >= done->n_rows && patch->row != new_row)
        {
          new_row = patch->row;
          at = self->lines->len;
          add_line (self);
        }
      put (self, done, patch->row >= done->n_rows ? at : patch->row, patch);
      xl_grid_batch_set_done (batch, i + 1);
    }
  g_ptr_array_add (self->batches, done);
  if (self->lines->len != done->n_rows)
    xl_grid_source_reset (XL_GRID_SOURCE (self));
  else
    xl_grid_source_rows_changed (XL_GRID_SOURCE (self), 0, self->lines->len, self->lines->len);
}

static void
set_cells_async (XlGridSource *source, XlGridBatch *batch, gboolean good_rows, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  XlSheetSource *self = XL_SHEET_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  GPtrArray *refusals = judge_all (self, batch);

  if (refusals->len == 0 || good_rows)
    write_batch (self, batch, refusals);
  g_task_return_pointer (task, refusals, (GDestroyNotify) g_ptr_array_unref);
}

/* Three of one name for "zs". */
static void
complete_async (XlGridSource *source, int column, const char *text, GCancellable *cancellable,
                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  GPtrArray *offers = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_grid_offer_free);

  if (g_str_has_prefix ("zs", text) || g_str_has_prefix ("张三", text))
    {
      g_ptr_array_add (offers, xl_grid_offer_new ("101", "张三", "1951 一组"));
      g_ptr_array_add (offers, xl_grid_offer_new ("102", "张三", "1980 二组"));
      g_ptr_array_add (offers, xl_grid_offer_new ("103", "张三丰", "1947 三组"));
    }
  g_task_return_pointer (task, offers, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
finish (XlGridSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fetch_async (XlGridSource *source, gint64 first, gint64 n, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer user_data)
{
  XlSheetSource *self = XL_SHEET_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (gint64 row = first; row < first + n; row++)
    {
      char **cells = g_new0 (char *, self->n_columns + 1);

      for (int c = 0; c < self->n_columns; c++)
        cells[c] = g_strdup (peek (source, row, c));
      g_ptr_array_add (rows, cells);
    }
  g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
}

static void
source_init (XlGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->peek = peek;
  iface->peek_key = peek_key;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->peek_row_kind = peek_row_kind;
  iface->toggle_group = toggle_group;
  iface->can_append = can_append;
  iface->set_cells_async = set_cells_async;
  iface->set_cells_finish = finish;
  iface->complete_async = complete_async;
  iface->complete_finish = finish;
  iface->fetch_async = fetch_async;
  iface->fetch_finish = finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (XlSheetSource, xl_sheet_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_GRID_SOURCE, source_init))

static void
xl_sheet_source_finalize (GObject *object)
{
  XlSheetSource *self = XL_SHEET_SOURCE (object);

  cut_lines (self, 0);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->batches);
  G_OBJECT_CLASS (xl_sheet_source_parent_class)->finalize (object);
}

static void
xl_sheet_source_class_init (XlSheetSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_sheet_source_finalize;
}

static void
xl_sheet_source_init (XlSheetSource *self)
{
  self->lines = g_ptr_array_new ();
  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) batch_free);
  self->group = -1;
}

XlSheetSource *
xl_sheet_source_new (int n_columns, int n_rows)
{
  XlSheetSource *self = g_object_new (XL_TYPE_SHEET_SOURCE, NULL);

  self->n_columns = n_columns;
  for (int r = 0; r < n_rows; r++)
    {
      Line *line = add_line (self);

      for (int c = 0; c < n_columns; c++)
        {
          g_free (line->cells[c].text);
          line->cells[c].text = g_strdup_printf ("r%dc%d", r, c);
        }
    }
  return self;
}

void
xl_sheet_source_set_judge (XlSheetSource *self, XlSheetJudge judge)
{
  self->judge = judge;
}

void
xl_sheet_source_set_append (XlSheetSource *self, gboolean append)
{
  self->can_append = append;
}

void
xl_sheet_source_set_group (XlSheetSource *self, gint64 row)
{
  self->group = row;
}

gboolean
xl_sheet_source_undo (XlSheetSource *self)
{
  Batch *last = self->batches->len > 0 ? g_ptr_array_steal_index (self->batches, self->batches->len - 1) : NULL;

  if (last == NULL)
    return FALSE;
  for (guint i = last->before->len; i-- > 0;)
    {
      Before *before = &g_array_index (last->before, Before, i);
      Cell *cell = cell_at (self, before->row, before->column), now = *cell;

      *cell = before->was;
      before->was = now;
    }
  cut_lines (self, last->n_rows);
  batch_free (last);
  xl_grid_source_reset (XL_GRID_SOURCE (self));
  return TRUE;
}

guint
xl_sheet_source_n_batches (XlSheetSource *self)
{
  return self->batches->len;
}

const char *
xl_sheet_source_text (XlSheetSource *self, gint64 row, int column)
{
  return peek (XL_GRID_SOURCE (self), row, column);
}

const char *
xl_sheet_source_key (XlSheetSource *self, gint64 row, int column)
{
  return peek_key (XL_GRID_SOURCE (self), row, column);
}
