/* The editor of the current cell: the entry that always has the focus, opened. */
#include "ui/xl-grid-edit.h"

#include <glib/gi18n.h>
#include <string.h>

static GtkEditable *
editable_of (XlGrid *self)
{
  return GTK_EDITABLE (xl_grid_cell_entry (self));
}

static XlGridColumn *
column_of (XlGrid *self)
{
  return xl_grid_get_column (self, self->selection.column);
}

static void
set_text (XlGrid *self, const char *text)
{
  self->quiet = TRUE;
  gtk_editable_set_text (editable_of (self), text);
  gtk_editable_set_position (editable_of (self), -1);
  self->quiet = FALSE;
}

void
xl_grid_edit_today (char today[11])
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%d");

  g_strlcpy (today, text, 11);
}

/* --- open and shut ------------------------------------------------------------------------------------------------ */

static void
set_bad (XlGrid *self, gboolean bad)
{
  GtkWidget *entry = xl_grid_cell_entry (self);

  if (bad)
    gtk_widget_add_css_class (entry, "bad");
  else
    gtk_widget_remove_css_class (entry, "bad");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* Never touches the entry's text or caret: the input method may just be composing its first letter. */
static void
open_editor (XlGrid *self, XlGridEditing how)
{
  g_autofree char *words = g_strdup_printf (_("Editing %s, row %ld"), xl_grid_column_get_title (column_of (self)),
                                            (long) self->selection.row + 1);

  self->editing = how;
  gtk_entry_set_alignment (GTK_ENTRY (xl_grid_cell_entry (self)),
                           xl_grid_column_get_kind (column_of (self)) == XL_GRID_NUMBER ? 1 : 0);
  gtk_widget_set_can_target (xl_grid_cell_entry (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (xl_grid_cell_entry (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  xl_grid_reveal (self);
  xl_grid_cell_place (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
shut_editor (XlGrid *self)
{
  self->editing = XL_GRID_IDLE;
  self->composing = FALSE;
  g_clear_pointer (&self->edit_from, g_free);
  xl_grid_choose_hide (self);
  xl_grid_calendar_hide (self);
  xl_grid_reason_hide (self);
  set_bad (self, FALSE);
  gtk_widget_set_can_target (xl_grid_cell_entry (self), FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What the editor begins with. */
static const char *
text_to_edit (XlGrid *self)
{
  XlGridKept *kept = xl_grid_kept_at (self, self->selection.row, self->selection.column);
  const char *text;

  if (kept != NULL && kept->text != NULL)
    return kept->text;
  if (xl_grid_is_new_line (self, self->selection.row))
    return "";
  text = xl_grid_source_peek_edit (self->source, self->selection.row,
                                   xl_grid_source_column (self, self->selection.column));
  return text;
}

/* FALSE: nothing can be typed here; where it is a sheet it says why. */
static gboolean
may_edit (XlGrid *self)
{
  const char *lock = xl_grid_lock_of (self, self->selection.row, self->selection.column);

  if (lock != NULL && xl_grid_is_sheet (self) && self->selection.row >= 0)
    xl_grid_reason_show (self, lock);
  return lock == NULL;
}

void
xl_grid_edit_begin (XlGrid *self)
{
  XlGridKept *kept = xl_grid_kept_at (self, self->selection.row, self->selection.column);
  const char *text;

  if (self->editing != XL_GRID_IDLE || !may_edit (self))
    return;
  text = text_to_edit (self);
  if (text == NULL)            /* not here yet */
    return;
  self->edit_from = g_strdup (text);
  set_text (self, self->edit_from);
  open_editor (self, XL_GRID_OPENED);
  if (kept != NULL && kept->reason != NULL)
    {
      set_bad (self, TRUE);
      xl_grid_reason_show (self, kept->reason);
    }
}

void
xl_grid_edit_begin_with (XlGrid *self, const char *text)
{
  if (self->editing != XL_GRID_IDLE || !may_edit (self))
    return;
  open_editor (self, XL_GRID_TYPED);
  set_text (self, text);
}

void
xl_grid_edit_cancel (XlGrid *self)
{
  if (self->editing == XL_GRID_IDLE || self->entries[0] == NULL)
    return;
  shut_editor (self);
  xl_grid_cell_clear (self);
  xl_grid_cell_announce (self);
}

/* --- taking it ---------------------------------------------------------------------------------------------------- */

const char *
xl_grid_edit_read (XlGrid *self, XlGridValue *value)
{
  XlGridColumn *column = column_of (self);
  const char *typed = gtk_editable_get_text (editable_of (self));
  g_autofree char *completed = NULL;
  char today[11];

  if (xl_grid_choose_take (self, value))
    return NULL;
  if (xl_grid_column_get_editor (column) == XL_GRID_EDIT_CODES)
    typed = completed = xl_grid_value_complete (xl_grid_column_get_choices (column), typed);
  xl_grid_edit_today (today);
  return xl_grid_value_read (xl_grid_column_get_editor (column), xl_grid_column_get_choices (column), typed, today,
                             value);
}

static void
put_in_new_line (XlGrid *self, const XlGridValue *value)
{
  int column = xl_grid_source_column (self, self->selection.column);

  if (*value->text != '\0')
    xl_grid_kept_put (self->kept, XL_GRID_NEW_LINE, column, value->text, value->key);
  else
    xl_grid_kept_forget (self->kept, XL_GRID_NEW_LINE, column);
  self->line_changed = TRUE;
}

void
xl_grid_edit_put (XlGrid *self, const XlGridValue *value)
{
  gint64 row = self->selection.row;
  g_autofree char *what = g_strdup_printf (_("Change %s"), xl_grid_column_get_title (column_of (self)));
  g_autoptr(XlGridBatch) batch = xl_grid_batch_new (what);
  int column = xl_grid_source_column (self, self->selection.column);
  XlGridKept *kept;

  xl_grid_forget_rows (self, row, 1);
  if (xl_grid_is_new_line (self, row))
    {
      put_in_new_line (self, value);
      return;
    }
  kept = xl_grid_kept_put (self->kept, xl_grid_line_id (self, row), column, value->text, value->key);
  kept->serial = self->serial + 1;
  xl_grid_batch_add (batch, row, column, value->text, value->key);
  xl_grid_write (self, batch, FALSE, XL_GRID_WRITE_CELL);
}

static gboolean
is_unchanged (XlGrid *self, const XlGridValue *value)
{
  XlGridKept *kept = xl_grid_kept_at (self, self->selection.row, self->selection.column);

  return self->edit_from != NULL && strcmp (self->edit_from, value->text) == 0
         && (kept == NULL || kept->reason == NULL);
}

static void
take (XlGrid *self, const XlGridValue *value)
{
  gboolean unchanged = is_unchanged (self, value);

  shut_editor (self);
  xl_grid_cell_clear (self);
  if (!unchanged)
    xl_grid_edit_put (self, value);
}

gboolean
xl_grid_edit_commit (XlGrid *self)
{
  g_auto(XlGridValue) value = { NULL, NULL };
  const char *reason;

  if (self->editing == XL_GRID_IDLE)
    return TRUE;
  reason = xl_grid_edit_read (self, &value);
  if (reason != NULL)
    {
      set_bad (self, TRUE);
      xl_grid_choose_hide (self);
      xl_grid_reason_show (self, _(reason));
      return FALSE;
    }
  take (self, &value);
  return TRUE;
}

void
xl_grid_edit_leave (XlGrid *self)
{
  g_auto(XlGridValue) value = { NULL, NULL };
  const char *reason;

  if (self->editing == XL_GRID_IDLE)
    return;
  reason = xl_grid_edit_read (self, &value);
  if (reason != NULL)
    {
      XlGridKept *kept = xl_grid_kept_put (self->kept, xl_grid_line_id (self, self->selection.row),
                                           xl_grid_source_column (self, self->selection.column), value.text, NULL);

      xl_grid_kept_refuse (kept, _(reason));
      xl_grid_forget_rows (self, self->selection.row, 1);
      xl_grid_edit_cancel (self);
    }
  else if (self->edit_from != NULL && strcmp (self->edit_from, value.text) == 0)
    xl_grid_edit_cancel (self);
  else
    take (self, &value);
}

gboolean
xl_grid_edit_take_back (XlGrid *self)
{
  gint64 row = self->selection.row;
  gboolean any;

  if (row < 0 || self->source == NULL || self->layout.n_columns == 0)
    return FALSE;
  any = xl_grid_kept_forget (self->kept, xl_grid_line_id (self, row),
                             xl_grid_source_column (self, self->selection.column));
  if (!any && xl_grid_is_new_line (self, row))
    any = xl_grid_kept_forget_all_of (self->kept, XL_GRID_NEW_LINE);
  if (!any)
    return FALSE;
  self->line_changed = self->line_changed || xl_grid_is_new_line (self, row);
  xl_grid_reason_hide (self);
  xl_grid_forget_rows (self, row, 1);
  xl_grid_cell_announce (self);
  return TRUE;
}

void
xl_grid_edit_toggle (XlGrid *self)
{
  const char *shown = text_to_edit (self);
  g_auto(XlGridValue) was = { NULL, NULL };
  g_auto(XlGridValue) value = { NULL, NULL };

  if (!may_edit (self) || shown == NULL)
    return;
  xl_grid_value_read (XL_GRID_EDIT_YES_NO, NULL, shown, "", &was);
  xl_grid_value_read (XL_GRID_EDIT_YES_NO, NULL, g_strcmp0 (was.key, "1") == 0 ? "0" : "1", "", &value);
  xl_grid_edit_put (self, &value);
  xl_grid_cell_announce (self);
}

void
xl_grid_edit_submit_line (XlGrid *self)
{
  g_autoptr(GPtrArray) cells = xl_grid_kept_list (self->kept, XL_GRID_NEW_LINE);
  g_autoptr(XlGridBatch) batch = NULL;
  gint64 row = xl_grid_n_records (self);

  if (!self->line_changed)
    return;
  self->line_changed = FALSE;
  batch = xl_grid_batch_new (_("Add a record"));
  for (guint i = 0; i < cells->len; i++)
    {
      XlGridKept *kept = g_ptr_array_index (cells, i);

      if (kept->text == NULL)
        continue;
      xl_grid_batch_add (batch, row, kept->column, kept->text, kept->key);
      g_clear_pointer (&kept->reason, g_free);
      kept->serial = self->serial + 1;
    }
  xl_grid_kept_forget_remarks (self->kept);
  xl_grid_forget_rows (self, row, 1);
  if (xl_grid_batch_get_n (batch) > 0)
    xl_grid_write (self, batch, FALSE, XL_GRID_WRITE_LINE);
}

/* --- what happens in the entry ------------------------------------------------------------------------------------ */

static void
on_changed (GtkEditable *entry, XlGrid *self)
{
  if (self->quiet || GTK_WIDGET (entry) != xl_grid_cell_entry (self))
    return;
  if (self->editing == XL_GRID_IDLE)
    {
      if (*gtk_editable_get_text (entry) == '\0')
        return;
      if (!may_edit (self))
        {
          xl_grid_cell_clear (self);
          return;
        }
      open_editor (self, XL_GRID_TYPED);
    }
  set_bad (self, FALSE);
  xl_grid_reason_hide (self);
  xl_grid_choose_update (self);
}

/* A composition that began the edit and was given up leaves the cell as it was. */
static void
on_preedit (GtkText *text, const char *preedit, XlGrid *self)
{
  GtkWidget *entry = gtk_widget_get_parent (GTK_WIDGET (text));

  if (entry != xl_grid_cell_entry (self))
    return;
  self->composing = *preedit != '\0';
  if (self->composing && self->editing == XL_GRID_IDLE)
    open_editor (self, XL_GRID_TYPED);
  else if (!self->composing && self->editing == XL_GRID_TYPED && self->edit_from == NULL
           && *gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0')
    shut_editor (self);
}

/* Something else in the window takes the focus. */
static void
on_leave (GtkEventControllerFocus *controller, XlGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_widget_is_ancestor (focus, xl_grid_cell_entry (self)))
    return;
  xl_grid_reason_hide (self);
  xl_grid_edit_leave (self);
}

void
xl_grid_edit_connect (XlGrid *self, GtkWidget *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "preedit-changed", G_CALLBACK (on_preedit), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (entry, focus);
}
