/* Pasting: read from the clipboard, planned on a thread of its own, asked about, written as one edit. */
#include "ui/xl-grid-clipboard.h"
#include "ui/xl-grid-edit.h"
#include "ui/xl-grid-paste-plan.h"

#include "ui/xl-alert.h"

#include <glib/gi18n.h>

#define CHUNK 65536

typedef struct {
  XlGrid           *grid;
  XlGridSource     *source;       /* where it began: another one meanwhile stops it */
  XlGridPasteTarget target;
  gboolean          html;
  GInputStream     *stream;
  GByteArray       *bytes;
  GPtrArray        *block;
  const char       *reason;       /* why the clipboard cannot be taken */
  XlGridPastePlan  *plan;
  GAsyncReadyCallback on_planned, on_chunk;
} Paste;

static void
paste_free (Paste *p)
{
  g_clear_pointer (&p->plan, xl_grid_paste_plan_free);
  g_clear_pointer (&p->block, g_ptr_array_unref);
  g_clear_pointer (&p->bytes, g_byte_array_unref);
  g_clear_pointer (&p->target.columns, g_ptr_array_unref);
  g_clear_object (&p->stream);
  g_object_unref (p->source);
  g_object_unref (p->grid);
  g_free (p);
}

static gboolean
is_gone (Paste *p)
{
  return p->grid->entries[0] == NULL || p->grid->source != p->source || p->grid->layout.n_columns == 0;
}

static void
refuse (Paste *p, const char *title)
{
  XlAlertWords words = { .title = title };

  xl_alert_show (GTK_WIDGET (p->grid), &words, NULL, NULL);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Cells of the block that can be changed in general but not here: group lines, records that are closed. */
static void
judge_cells (Paste *p)
{
  XlGrid *self = p->grid;
  XlGridPastePlan *plan = p->plan;

  for (gint64 row = plan->row0; row <= MIN (plan->row1, xl_grid_n_records (self) - 1); row++)
    for (int c = plan->col0; c <= plan->col1; c++)
      {
        const char *lock = (xl_grid_column_get_flags (xl_grid_get_column (self, c)) & XL_GRID_EDITABLE) != 0
                           ? xl_grid_lock_of (self, row, c) : NULL;

        if (lock != NULL)
          g_ptr_array_add (plan->refusals, xl_grid_refusal_new (row, xl_grid_source_column (self, c), lock));
      }
}

static void
write_plan (Paste *p)
{
  XlGrid *self = p->grid;
  XlGridPastePlan *plan = p->plan;
  gint64 last = MIN (plan->row1, MAX (0, self->layout.n_rows - 1));

  judge_cells (p);
  xl_grid_cursor_to (self, MIN (plan->row0, last), plan->col0, FALSE, FALSE);
  xl_grid_selection_stretch (&self->selection, MAX (last, self->selection.row), plan->col1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (plan->refusals->len > 0)
    xl_grid_write_refused (self, plan->batch, plan->refusals);
  else if (xl_grid_batch_get_n (plan->batch) > 0)
    xl_grid_write (self, plan->batch, FALSE, XL_GRID_WRITE_MANY);
}

static void
on_may_append (XlAlertAnswer answer, gpointer data)
{
  Paste *p = data;

  if (answer == XL_ALERT_ACCEPT && !is_gone (p))
    write_plan (p);
  paste_free (p);
}

static void
ask_to_append (Paste *p)
{
  gint64 n = p->plan->n_new;
  g_autofree char *title = g_strdup_printf (ngettext ("%ld row goes beyond the last record. Add it?",
                                                      "%ld rows go beyond the last record. Add them?", (gulong) n),
                                            (long) n);
  XlAlertWords words = { .title = title, .text = _("They become new records."), .accept = _("Paste and add") };

  xl_alert_show (GTK_WIDGET (p->grid), &words, on_may_append, p);
}

/* --- planning ----------------------------------------------------------------------------------------------------- */

/* On its own thread. */
static void
plan_paste (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Paste *p = data;

  if (p->block == NULL && p->html)
    p->block = xl_grid_from_html ((const char *) p->bytes->data, p->bytes->len, &p->reason);
  else if (p->block == NULL)
    p->block = xl_grid_from_tsv ((const char *) p->bytes->data, p->bytes->len, &p->reason);
  if (p->block != NULL)
    p->plan = xl_grid_paste_plan (&p->target, p->block);
  g_task_return_boolean (task, TRUE);
}

static void
run_plan (Paste *p, GAsyncReadyCallback on_planned)
{
  g_autoptr(GTask) task = g_task_new (p->grid, NULL, on_planned, p);

  g_clear_pointer (&p->plan, xl_grid_paste_plan_free);
  g_task_set_task_data (task, p, NULL);
  g_task_run_in_thread (task, plan_paste);
}

static void
on_planned_again (GObject *grid, GAsyncResult *result, gpointer data)
{
  Paste *p = data;

  if (!is_gone (p) && p->plan->refusal == NULL && p->plan->n_new > 0 && p->plan->row0 < p->target.n_rows)
    {
      ask_to_append (p);
      return;
    }
  if (!is_gone (p) && p->plan->refusal != NULL)
    refuse (p, p->plan->refusal);
  else if (!is_gone (p))
    write_plan (p);
  paste_free (p);
}

static void
on_leave_out (XlAlertAnswer answer, gpointer data)
{
  Paste *p = data;

  if (answer == XL_ALERT_OTHER && !is_gone (p))
    {
      p->target.leave_locked = TRUE;
      run_plan (p, on_planned_again);
    }
  else
    paste_free (p);
}

static void
ask_to_leave_out (Paste *p)
{
  XlAlertWords words = { .title = p->plan->refusal, .other = _("Paste the other columns") };

  xl_alert_show (GTK_WIDGET (p->grid), &words, on_leave_out, p);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static gboolean
read_on (gpointer data)
{
  Paste *p = data;

  g_input_stream_read_bytes_async (p->stream, CHUNK, G_PRIORITY_DEFAULT, NULL, p->on_chunk, p);
  return G_SOURCE_REMOVE;
}

/* A long text comes in pieces.  The next one is asked for later, not here: GTK 4.8 calls this from inside its own reading and forgets
 * a question that is put meanwhile (gdkselectioninputstream-x11.c), so that the paste would wait for ever. */
static void
on_chunk (GObject *stream, GAsyncResult *result, gpointer data)
{
  Paste *p = data;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (stream), result, NULL);
  gsize len = 0;
  const guint8 *bytes = chunk != NULL ? g_bytes_get_data (chunk, &len) : NULL;

  if (is_gone (p))
    {
      paste_free (p);
      return;
    }
  g_byte_array_append (p->bytes, bytes != NULL ? bytes : (const guint8 *) "", (guint) len);
  if (len == 0 || p->bytes->len > XL_GRID_PASTE_BYTES)
    run_plan (p, p->on_planned);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, read_on, p, NULL);
}

static void
on_stream (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  Paste *p = data;
  g_autoptr(GError) error = NULL;

  g_clear_object (&p->stream);
  p->stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (clipboard), result, NULL, &error);
  if (p->stream == NULL || is_gone (p))
    {
      if (!is_gone (p))
        refuse (p, _("There is nothing on the clipboard that fits into a table."));
      paste_free (p);
      return;
    }
  p->on_chunk = on_chunk;
  read_on (p);
}

static void
read_clipboard (Paste *p, gboolean html)
{
  static const char *html_types[] = { "text/html", NULL };
  static const char *text_types[] = { "text/plain;charset=utf-8", "text/plain", NULL };

  p->html = html;
  g_byte_array_set_size (p->bytes, 0);
  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (p->grid)), html ? html_types : text_types,
                            G_PRIORITY_DEFAULT, NULL, on_stream, p);
}

static void
on_planned (GObject *grid, GAsyncResult *result, gpointer data)
{
  Paste *p = data;

  if (is_gone (p))
    paste_free (p);
  else if (p->plan == NULL && p->reason == NULL && p->html)      /* no table in it: perhaps the text has tabs */
    read_clipboard (p, FALSE);
  else if (p->plan == NULL)
    {
      refuse (p, p->reason != NULL ? _(p->reason) : _("There is nothing on the clipboard that fits into a table."));
      paste_free (p);
    }
  else if (p->plan->refusal != NULL && p->plan->locked)
    ask_to_leave_out (p);
  else
    on_planned_again (grid, result, p);
}

void
xl_grid_paste (XlGrid *self)
{
  const XlGridRange *r = xl_grid_selection_active (&self->selection);
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (self)));
  Paste *p;

  if (!xl_grid_is_sheet (self) || r == NULL)
    return;
  xl_grid_edit_leave (self);
  p = g_new0 (Paste, 1);
  p->grid = g_object_ref (self);
  p->source = g_object_ref (self->source);
  p->bytes = g_byte_array_new ();
  p->on_planned = on_planned;
  p->target = (XlGridPasteTarget) {
    .columns = g_ptr_array_copy (self->columns, (GCopyFunc) (void *) g_object_ref, NULL),
    .row0 = r->row0, .row1 = r->row1, .col0 = r->col0, .col1 = r->col1,
    .n_rows = xl_grid_n_records (self), .can_append = xl_grid_source_can_append (self->source),
  };
  g_ptr_array_set_free_func (p->target.columns, g_object_unref);
  xl_grid_edit_today (p->target.today);
  read_clipboard (p, gdk_content_formats_contain_mime_type (formats, "text/html"));
}
