#include "ui/xl-grid.h"

#include "ui/xl-grid-header.h"
#include "ui/xl-grid-private.h"

#include <glib/gi18n.h>

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY, PROP_SELECTION_TEXT };
guint xl_grid_signals[XL_GRID_N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (XlGrid, xl_grid, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* --- rows --------------------------------------------------------------------------------------------------------- */

void
xl_grid_forget_rows (XlGrid *self, gint64 first, gint64 n)
{
  for (guint i = 0; i < XL_GRID_SLOTS; i++)
    {
      XlGridSlot *slot = &self->slots[i];

      if (n >= 0 && (slot->row < first || slot->row >= first + n))
        continue;
      g_clear_pointer (&slot->node[0], gsk_render_node_unref);
      g_clear_pointer (&slot->node[1], gsk_render_node_unref);
      slot->row = -1;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
xl_grid_peek (XlGrid *self, gint64 row, int column)
{
  if (self->source == NULL || row < 0 || column < 0 || column >= (int) self->columns->len)
    return NULL;
  return xl_grid_source_peek (self->source, row, xl_grid_column_get_source_column (xl_grid_get_column (self, column)));
}

gboolean
xl_grid_column_editable (XlGrid *self, int column)
{
  return self->source != NULL && column >= 0 && column < (int) self->columns->len
         && xl_grid_source_can_edit (self->source)
         && (xl_grid_column_get_flags (xl_grid_get_column (self, column)) & XL_GRID_EDITABLE);
}

/* --- the cursor --------------------------------------------------------------------------------------------------- */

static void
scroll_to (XlGrid *self, GtkOrientation orientation, double value)
{
  if (self->adjustment[orientation] != NULL && self->layout.height > 0)
    gtk_adjustment_set_value (self->adjustment[orientation], value);
}

static void
reveal (XlGrid *self)
{
  if (self->selection.row < 0 || self->layout.n_columns == 0)
    return;
  scroll_to (self, GTK_ORIENTATION_VERTICAL, xl_grid_layout_reveal_row (&self->layout, self->selection.row));
  scroll_to (self, GTK_ORIENTATION_HORIZONTAL, xl_grid_layout_reveal_column (&self->layout, self->selection.column));
}

void
xl_grid_cursor_to (XlGrid *self, gint64 row, int column, gboolean extend, gboolean add)
{
  gint64 before_row = self->selection.row;
  int before_column = self->selection.column;

  xl_grid_selection_move (&self->selection, row, column, extend, add);
  self->cursor_id = self->source != NULL && row >= 0 ? xl_grid_source_get_row_id (self->source, row) : 0;
  reveal (self);
  if (row != before_row || column != before_column)
    {
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      xl_grid_cell_place (self);
      xl_grid_cell_announce (self);
      g_signal_emit (self, xl_grid_signals[XL_GRID_CURSOR_MOVED], 0, row, column);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, xl_grid_signals[XL_GRID_SELECTION_CHANGED], 0);
}

/* --- what the source says ----------------------------------------------------------------------------------------- */

static void
on_rows_ready (XlGridSource *source, gint64 first, gint64 n, XlGrid *self)
{
  xl_grid_forget_rows (self, first, n);
  if (self->selection.row >= first && self->selection.row < first + n)
    {
      self->cursor_id = xl_grid_source_get_row_id (source, self->selection.row);
      xl_grid_cell_announce (self);
    }
}

/* Where the cursor belongs after the rows became others. */
static gint64
find_cursor (XlGrid *self, gint64 n_rows)
{
  gint64 row = self->cursor_id != 0 && !self->to_top ? xl_grid_source_find_row (self->source, self->cursor_id) : -1;

  if (self->to_top || self->selection.row < 0)
    return n_rows > 0 ? 0 : -1;
  return row >= 0 ? row : MIN (self->selection.row, n_rows - 1);
}

static void
on_reset (XlGridSource *source, XlGrid *self)
{
  gint64 n_rows = xl_grid_source_get_n_rows (source);
  gint64 row = find_cursor (self, n_rows);
  gboolean same = row == self->selection.row;

  xl_grid_forget_rows (self, 0, -1);
  xl_grid_update_widths (self);
  if (self->adjustment[GTK_ORIENTATION_VERTICAL] != NULL && self->layout.height > 0)
    xl_grid_configure (self, GTK_ORIENTATION_VERTICAL, xl_grid_layout_full_height (&self->layout),
               MAX (1, xl_grid_layout_body_height (&self->layout)), self->layout.row_height);
  if (self->to_top)
    scroll_to (self, GTK_ORIENTATION_VERTICAL, 0);
  self->to_top = FALSE;
  xl_grid_read_scroll (self);
  xl_grid_cursor_to (self, row, MAX (0, self->selection.column), FALSE, FALSE);
  if (same)
    xl_grid_cell_announce (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_rows_changed (XlGridSource *source, gint64 first, gint64 removed, gint64 added, XlGrid *self)
{
  if (removed == added)
    on_rows_ready (source, first, added, self);
  else
    on_reset (source, self);
}

static void
drop_source (XlGrid *self)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
}

/* --- properties --------------------------------------------------------------------------------------------------- */

static char *
selection_text (XlGrid *self)
{
  const XlGridRange *r = xl_grid_selection_active (&self->selection);

  if (r == NULL)
    return g_strdup ("");
  return g_strdup_printf (_("%ld rows × %d columns selected"), (long) (r->row1 - r->row0 + 1), r->col1 - r->col0 + 1);
}

static void
xl_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  XlGrid *self = XL_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustment[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustment[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policy[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policy[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_SELECTION_TEXT:
      g_value_take_string (value, selection_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
xl_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  XlGrid *self = XL_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      xl_grid_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      xl_grid_set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policy[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policy[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static void
on_column_changed (XlGridColumn *column, XlGrid *self)
{
  xl_grid_forget_rows (self, 0, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static int
position_of (XlGrid *self, GtkWidget *header)
{
  guint position = 0;

  return g_ptr_array_find (self->headers, header, &position) ? (int) position : -1;
}

static void
on_sort_clicked (XlGridHeader *header, XlGrid *self)
{
  int column = position_of (self, GTK_WIDGET (header));

  xl_grid_sort (self, column, self->order_column == column && !self->order_descending);
}

static void
on_filter_clicked (XlGridHeader *header, XlGrid *self)
{
  g_signal_emit (self, xl_grid_signals[XL_GRID_FILTER_CLICKED], 0, position_of (self, GTK_WIDGET (header)),
                 xl_grid_header_get_button (header));
}

void
xl_grid_sort (XlGrid *self, int column, gboolean descending)
{
  XlGridColumn *of = column >= 0 && column < (int) self->columns->len ? xl_grid_get_column (self, column) : NULL;

  if (of == NULL || self->source == NULL || !(xl_grid_column_get_flags (of) & XL_GRID_SORTABLE))
    return;
  self->to_top = TRUE;
  if (xl_grid_source_set_order (self->source, xl_grid_column_get_source_column (of), descending))
    xl_grid_set_order (self, column, descending);
  else
    self->to_top = FALSE;
}

/* --- virtual functions -------------------------------------------------------------------------------------------- */

static void
xl_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (xl_grid_parent_class)->css_changed (widget, change);
  xl_grid_read_style (XL_GRID (widget));
  gtk_widget_queue_resize (widget);
}

static void
xl_grid_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GTK_WIDGET_CLASS (xl_grid_parent_class)->state_flags_changed (widget, before);
  gtk_widget_queue_draw (widget);      /* the frame of the cursor shows the focus */
}

static gboolean
xl_grid_grab_focus (GtkWidget *widget)
{
  return xl_grid_cell_focus (XL_GRID (widget));
}

static gboolean
xl_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return FALSE;
  return xl_grid_cell_focus (XL_GRID (widget));
}

static void
xl_grid_dispose (GObject *object)
{
  XlGrid *self = XL_GRID (object);

  g_clear_handle_id (&self->autoscroll, g_source_remove);
  drop_source (self);
  xl_grid_cell_dispose (self);
  xl_grid_clear_columns (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  for (int i = 0; i < 2; i++)
    {
      if (self->adjustment[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->adjustment[i], self);
      g_clear_object (&self->adjustment[i]);
    }
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (xl_grid_parent_class)->dispose (object);
}

static void
xl_grid_finalize (GObject *object)
{
  XlGrid *self = XL_GRID (object);

  for (guint i = 0; i < XL_GRID_SLOTS; i++)
    {
      g_clear_pointer (&self->slots[i].node[0], gsk_render_node_unref);
      g_clear_pointer (&self->slots[i].node[1], gsk_render_node_unref);
    }
  g_clear_pointer (&self->waiting, gsk_render_node_unref);
  g_clear_object (&self->pango);
  xl_grid_selection_clear (&self->selection);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->headers);
  g_free (self->widths);
  g_free (self->label);
  G_OBJECT_CLASS (xl_grid_parent_class)->finalize (object);
}

static void
add_signals (GType type)
{
  xl_grid_signals[XL_GRID_CURSOR_MOVED] = g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                        G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  xl_grid_signals[XL_GRID_SELECTION_CHANGED] =
      g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  xl_grid_signals[XL_GRID_CELL_ACTIVATED] = g_signal_new ("cell-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                          NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  xl_grid_signals[XL_GRID_FILTER_VALUE] = g_signal_new ("filter-value", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                        G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  xl_grid_signals[XL_GRID_COLUMNS_CHANGED] =
      g_signal_new ("columns-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  xl_grid_signals[XL_GRID_FILTER_CLICKED] = g_signal_new ("filter-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                          NULL, G_TYPE_NONE, 2, G_TYPE_INT, GTK_TYPE_WIDGET);
  xl_grid_signals[XL_GRID_CONTEXT_MENU] = g_signal_new ("context-menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                        G_TYPE_NONE, 4, G_TYPE_INT64, G_TYPE_INT, G_TYPE_DOUBLE,
                                                        G_TYPE_DOUBLE);
}

static void
xl_grid_class_init (XlGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = xl_grid_dispose;
  object_class->finalize = xl_grid_finalize;
  object_class->get_property = xl_grid_get_property;
  object_class->set_property = xl_grid_set_property;
  widget_class->measure = xl_grid_measure;
  widget_class->size_allocate = xl_grid_allocate;
  widget_class->snapshot = xl_grid_snapshot;
  widget_class->css_changed = xl_grid_css_changed;
  widget_class->state_flags_changed = xl_grid_state_flags_changed;
  widget_class->grab_focus = xl_grid_grab_focus;
  widget_class->focus = xl_grid_focus;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  g_object_class_install_property (object_class, PROP_SELECTION_TEXT,
                                   g_param_spec_string ("selection-text", NULL, NULL, NULL,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  add_signals (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_set_css_name (widget_class, "recordgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  xl_grid_input_class (widget_class);
}

static void
xl_grid_init (XlGrid *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->headers = g_ptr_array_new ();
  self->order_column = self->resizing = -1;
  self->layout.row_height = 31;
  self->em = 15;
  for (guint i = 0; i < XL_GRID_SLOTS; i++)
    self->slots[i].row = -1;
  xl_grid_selection_init (&self->selection);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  xl_grid_cell_init (self);
  xl_grid_input_init (self);
  xl_grid_read_style (self);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

XlGrid *
xl_grid_new (void)
{
  return g_object_new (XL_TYPE_GRID, NULL);
}

GtkWidget *
xl_grid_new_scrolled (XlGrid **grid)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *grid = xl_grid_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (*grid));
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scrolled), FALSE);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "grid-frame");
  return scrolled;
}

void
xl_grid_set_source (XlGrid *self, XlGridSource *source)
{
  if (self->source == source)
    return;
  drop_source (self);
  self->source = source != NULL ? g_object_ref (source) : NULL;
  self->cursor_id = 0;
  self->selection.row = -1;
  if (source == NULL)
    {
      gtk_widget_queue_resize (GTK_WIDGET (self));
      return;
    }
  g_signal_connect (source, "rows-ready", G_CALLBACK (on_rows_ready), self);
  g_signal_connect (source, "rows-changed", G_CALLBACK (on_rows_changed), self);
  g_signal_connect (source, "reset", G_CALLBACK (on_reset), self);
  on_reset (source, self);
}

XlGridSource *
xl_grid_get_source (XlGrid *self)
{
  return self->source;
}

void
xl_grid_add_column (XlGrid *self, XlGridColumn *column)
{
  GtkWidget *header = xl_grid_header_new (column);

  g_ptr_array_add (self->columns, column);
  g_ptr_array_add (self->headers, header);
  gtk_widget_insert_after (header, GTK_WIDGET (self), NULL);
  g_signal_connect (column, "changed", G_CALLBACK (on_column_changed), self);
  g_signal_connect (header, "sort-clicked", G_CALLBACK (on_sort_clicked), self);
  g_signal_connect (header, "filter-clicked", G_CALLBACK (on_filter_clicked), self);
  xl_grid_forget_rows (self, 0, -1);
  xl_grid_update_widths (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
xl_grid_clear_columns (XlGrid *self)
{
  for (guint c = 0; c < self->columns->len; c++)
    {
      g_signal_handlers_disconnect_by_data (xl_grid_get_column (self, c), self);
      gtk_widget_unparent (g_ptr_array_index (self->headers, c));
    }
  g_ptr_array_set_size (self->headers, 0);
  g_ptr_array_set_size (self->columns, 0);
  self->order_column = -1;
  self->layout.n_columns = 0;
  xl_grid_forget_rows (self, 0, -1);
}

int
xl_grid_get_n_columns (XlGrid *self)
{
  return (int) self->columns->len;
}

XlGridColumn *
xl_grid_get_column (XlGrid *self, int position)
{
  return g_ptr_array_index (self->columns, position);
}

void
xl_grid_set_frozen (XlGrid *self, int n)
{
  self->frozen = MAX (0, n);
  xl_grid_forget_rows (self, 0, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
xl_grid_set_show_totals (XlGrid *self, gboolean show)
{
  self->show_totals = show;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
xl_grid_set_label (XlGrid *self, const char *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
xl_grid_set_menu (XlGrid *self, GMenuModel *menu)
{
  g_set_object (&self->menu, menu);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

void
xl_grid_set_order (XlGrid *self, int column, gboolean descending)
{
  self->order_column = column;
  self->order_descending = descending;
  for (guint c = 0; c < self->headers->len; c++)
    xl_grid_header_set_order (g_ptr_array_index (self->headers, c), (int) c != column ? 0 : descending ? -1 : 1);
}

gint64
xl_grid_get_cursor (XlGrid *self, int *column)
{
  if (column != NULL)
    *column = self->selection.column;
  return self->selection.row;
}

gint64
xl_grid_get_cursor_id (XlGrid *self)
{
  return self->source != NULL && self->selection.row >= 0
             ? xl_grid_source_get_row_id (self->source, self->selection.row)
             : 0;
}

void
xl_grid_move_cursor (XlGrid *self, gint64 row, int column, gboolean extend)
{
  g_return_if_fail (row < self->layout.n_rows && column < (int) self->columns->len);
  xl_grid_cursor_to (self, row, column, extend, FALSE);
}

gboolean
xl_grid_move_to_id (XlGrid *self, gint64 id)
{
  gint64 row = self->source != NULL ? xl_grid_source_find_row (self->source, id) : -1;

  if (row < 0)
    {
      self->cursor_id = id;      /* the source may find it after its next reset */
      return FALSE;
    }
  xl_grid_cursor_to (self, row, self->selection.column, FALSE, FALSE);
  return TRUE;
}

GArray *
xl_grid_get_ranges (XlGrid *self)
{
  return g_array_copy (self->selection.ranges);
}

gint64
xl_grid_get_n_selected (XlGrid *self)
{
  return xl_grid_selection_n_rows (&self->selection);
}

static void
add_ids (XlGrid *self, GArray *ids, const XlGridRange *range, guint max)
{
  for (gint64 row = range->row0; row <= range->row1 && ids->len < max; row++)
    {
      gint64 id = xl_grid_source_get_row_id (self->source, row);
      gboolean known = FALSE;

      for (guint i = 0; self->selection.ranges->len > 1 && i < ids->len && !known; i++)
        known = g_array_index (ids, gint64, i) == id;
      if (id != 0 && !known)
        g_array_append_val (ids, id);
    }
}

GArray *
xl_grid_get_selected_ids (XlGrid *self, guint max)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; self->source != NULL && i < self->selection.ranges->len; i++)
    add_ids (self, ids, &g_array_index (self->selection.ranges, XlGridRange, i), max);
  return ids;
}
