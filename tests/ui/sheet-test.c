#include "sheet-test.h"

#include <string.h>

static const XlChoice kinds[] = { { "1", "独居" }, { "2", "空巢" }, { "3", "独生子女家庭" }, { "9", "其他" }, { NULL, NULL } };

static const char *
judge (int column, const char *text)
{
  if (column == TEXT && *text == '\0')
    return "A name is required.";
  if (column == NUMBER && strchr (text, '-') != NULL)
    return "Not below zero.";
  return NULL;
}

void
sheet_set_up (SheetTest *f, gconstpointer data)
{
  static const char *const titles[] = { "姓名", "数量", "日期", "类别", "多类", "是否", "人员", "年龄" };
  static const XlGridEditor editors[] = { XL_GRID_EDIT_TEXT, XL_GRID_EDIT_NUMBER, XL_GRID_EDIT_DATE, XL_GRID_EDIT_CODE,
                                          XL_GRID_EDIT_CODES, XL_GRID_EDIT_YES_NO, XL_GRID_EDIT_PERSON,
                                          XL_GRID_EDIT_TEXT };
  GtkWidget *scrolled = xl_grid_new_scrolled (&f->grid);

  f->source = xl_sheet_source_new (N_COLUMNS, 30);
  xl_sheet_source_set_judge (f->source, judge);
  for (int c = 0; c < N_COLUMNS; c++)
    {
      XlGridColumn *column =
          xl_grid_column_new (c, titles[c], titles[c], 7, c == NUMBER ? XL_GRID_NUMBER : XL_GRID_TEXT,
                              XL_GRID_FILTER | (c != LOCKED ? XL_GRID_EDITABLE : 0));

      xl_grid_column_set_editor (column, editors[c]);
      if (c == CODE || c == CODES)
        xl_grid_column_set_choices (column, kinds);
      if (c == LOCKED)
        xl_grid_column_set_lock (column, "Calculated.");
      xl_grid_add_column (f->grid, column);
    }
  xl_grid_set_frozen (f->grid, 1);
  xl_grid_set_source (f->grid, XL_GRID_SOURCE (f->source));
  f->window = xl_ui_test_window (scrolled, 900, 600);
  gtk_widget_grab_focus (GTK_WIDGET (f->grid));
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
}

void
sheet_tear_down (SheetTest *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_object_unref (f->source);
}

static gboolean
press_in (GtkWidget *widget, GtkPropagationPhase phase, guint key, GdkModifierType modifiers)
{
  g_autoptr(GListModel) all = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (all) && !taken; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (all, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == phase)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &taken);
    }
  return taken;
}

void
sheet_press (SheetTest *f, guint key, GdkModifierType modifiers)
{
  GtkWidget *grid = GTK_WIDGET (f->grid);

  if (press_in (grid, GTK_PHASE_CAPTURE, key, modifiers))
    return;
  if (key == GDK_KEY_Return && modifiers == 0)
    g_signal_emit_by_name (xl_grid_cell_entry (f->grid), "activate");
  else
    press_in (grid, GTK_PHASE_BUBBLE, key, modifiers);
}

void
sheet_type (SheetTest *f, const char *text)
{
  GtkEditable *entry = GTK_EDITABLE (xl_grid_cell_entry (f->grid));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int at = gtk_editable_get_position (entry);

      gtk_editable_insert_text (entry, p, (int) (g_utf8_next_char (p) - p), &at);
      gtk_editable_set_position (entry, at);
    }
}

void
sheet_go (SheetTest *f, gint64 row, int column)
{
  xl_grid_move_cursor (f->grid, row, column, FALSE);
  xl_ui_test_settle ();
}

void
sheet_assert_at (SheetTest *f, gint64 row, int column)
{
  int at;

  xl_ui_test_settle ();
  g_assert_cmpint (xl_grid_get_cursor (f->grid, &at), ==, row);
  g_assert_cmpint (at, ==, column);
}

void
sheet_assert_text (SheetTest *f, gint64 row, int column, const char *text)
{
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_text (f->source, row, column), ==, text);
}
