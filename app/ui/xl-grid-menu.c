/* The menu on a cell. */
#include "ui/xl-grid-edit.h"

#include <glib/gi18n.h>

/* --- actions ------------------------------------------------------------------------------------------------------ */

static void
do_simple (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct { const char *name; void (*run) (XlGrid *self); } all[] = {
    { "grid.copy", xl_grid_copy },
    { "grid.cut", xl_grid_cut },
    { "grid.paste", xl_grid_paste },
    { "grid.clear", xl_grid_clear_cells },
    { "grid.edit", xl_grid_edit_begin },
    { "grid.open", xl_grid_activate_cell },
    { "grid.select-all", xl_grid_select_all },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (name, all[i].name))
      all[i].run (XL_GRID (widget));
}

static void
do_fill (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_grid_fill (XL_GRID (widget), g_str_equal (name, "grid.fill-right"));
}

static void
do_sort (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlGrid *self = XL_GRID (widget);

  xl_grid_sort (self, self->selection.column, g_str_equal (name, "grid.sort-falling"));
}

static void
do_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlGrid *self = XL_GRID (widget);

  if (self->selection.row >= 0 && !xl_grid_is_new_line (self, self->selection.row))
    g_signal_emit (self, xl_grid_signals[XL_GRID_FILTER_VALUE], 0, self->selection.row, self->selection.column);
}

static void
do_column (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlGrid *self = XL_GRID (widget);
  int column = self->selection.column;

  if (g_str_equal (name, "grid.column-left"))
    xl_grid_move_column (self, column, column - 1);
  else if (g_str_equal (name, "grid.column-right"))
    xl_grid_move_column (self, column, column + 2);
  else if (column < (int) self->columns->len)
    xl_grid_fit_column (self, column);
}

void
xl_grid_menu_class (GtkWidgetClass *klass)
{
  static const char *const simple[] = { "grid.copy", "grid.cut", "grid.paste", "grid.clear", "grid.edit", "grid.open",
                                        "grid.select-all" };
  static const char *const columns[] = { "grid.column-left", "grid.column-right", "grid.column-fit" };

  for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
    gtk_widget_class_install_action (klass, simple[i], NULL, do_simple);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    gtk_widget_class_install_action (klass, columns[i], NULL, do_column);
  gtk_widget_class_install_action (klass, "grid.fill-down", NULL, do_fill);
  gtk_widget_class_install_action (klass, "grid.fill-right", NULL, do_fill);
  gtk_widget_class_install_action (klass, "grid.sort-rising", NULL, do_sort);
  gtk_widget_class_install_action (klass, "grid.sort-falling", NULL, do_sort);
  gtk_widget_class_install_action (klass, "grid.filter-value", NULL, do_filter);
}

/* --- the menu ----------------------------------------------------------------------------------------------------- */

static void
add_section (GMenu *menu, const char *const *items, guint n)
{
  g_autoptr(GMenu) section = g_menu_new ();

  for (guint i = 0; i + 1 < n; i += 2)
    g_menu_append (section, _(items[i]), items[i + 1]);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static gboolean
has_filter (XlGrid *self)
{
  for (int c = 0; c < (int) self->columns->len; c++)
    if (xl_grid_column_get_flags (xl_grid_get_column (self, c)) & XL_GRID_FILTER)
      return TRUE;
  return FALSE;
}

static GMenuModel *
make_menu (XlGrid *self)
{
  static const char *const sheet[] = { N_("Edit cell"), "grid.edit", N_("Cut"), "grid.cut", N_("Copy"), "grid.copy",
                                       N_("Paste"), "grid.paste", N_("Fill down"), "grid.fill-down",
                                       N_("Clear"), "grid.clear" };
  static const char *const record[] = { N_("Open the record (Alt+Enter)"), "grid.open" };
  static const char *const list[] = { N_("Copy"), "grid.copy" };
  static const char *const filter[] = { N_("Only rows with this value"), "grid.filter-value" };
  static const char *const rest[] = { N_("Select all"), "grid.select-all", N_("Sort rising"), "grid.sort-rising",
                                      N_("Sort falling"), "grid.sort-falling" };
  static const char *const column[] = { N_("Move column left"), "grid.column-left",
                                        N_("Move column right"), "grid.column-right",
                                        N_("Fit width"), "grid.column-fit" };
  GMenu *all = g_menu_new ();

  if (xl_grid_is_sheet (self)
      && g_signal_has_handler_pending (self, xl_grid_signals[XL_GRID_CELL_ACTIVATED], 0, FALSE))
    add_section (all, record, G_N_ELEMENTS (record));
  if (self->menu != NULL)
    g_menu_append_section (all, NULL, self->menu);
  if (xl_grid_is_sheet (self))
    add_section (all, sheet, G_N_ELEMENTS (sheet));
  else
    add_section (all, list, G_N_ELEMENTS (list));
  if (has_filter (self))
    add_section (all, filter, G_N_ELEMENTS (filter));
  add_section (all, rest, G_N_ELEMENTS (rest));
  add_section (all, column, G_N_ELEMENTS (column));
  return G_MENU_MODEL (all);
}

static void
on_menu_closed (GtkPopover *popover, XlGrid *self)
{
  if (self->entries[0] != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
xl_grid_show_menu (XlGrid *self, double x, double y)
{
  xl_grid_edit_leave (self);
  if (self->popover == NULL)
    {
      g_autoptr(GMenuModel) model = make_menu (self);

      self->popover = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect (self->popover, "closed", G_CALLBACK (on_menu_closed), self);
    }
  g_signal_emit (self, xl_grid_signals[XL_GRID_CONTEXT_MENU], 0, self->selection.row, self->selection.column, x, y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

void
xl_grid_set_menu (XlGrid *self, GMenuModel *menu)
{
  g_set_object (&self->menu, menu);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}
