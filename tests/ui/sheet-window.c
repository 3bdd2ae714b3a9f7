/* A window with a grid to type in, for tests that press keys from outside.  The label below it says what was done last.
 */
#include "xl-sheet-source.h"
#include "xl-ui-test.h"

#include "ui/xl-grid.h"

#include <string.h>

enum { TEXT, NUMBER, DATE, CODE, YES_NO, PERSON, N_COLUMNS };

static const XlChoice kinds[] = { { "1", "独居" }, { "2", "空巢" }, { "9", "其他" }, { NULL, NULL } };

static const char *
judge (int column, const char *text)
{
  if (column == TEXT && *text == '\0')
    return "A name is required.";
  return column == NUMBER && strchr (text, '-') != NULL ? "Not below zero." : NULL;
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer source)
{
  xl_sheet_source_undo (source);
}

static void
on_changed (XlGridSource *source, GtkLabel *label)
{
  g_autofree char *words = g_strdup_printf ("%ld rows, %u edits", (long) xl_grid_source_get_n_rows (source),
                                            xl_sheet_source_n_batches (XL_SHEET_SOURCE (source)));

  gtk_label_set_text (label, words);
}

static void
on_rows_changed (XlGridSource *source, gint64 first, gint64 removed, gint64 added, GtkLabel *label)
{
  on_changed (source, label);
}

static GtkWidget *
make_grid (XlSheetSource *source, XlGrid **grid)
{
  static const char *const titles[] = { "Name", "Number", "Day", "Kind", "Yes", "Person" };
  static const XlGridEditor editors[] = { XL_GRID_EDIT_TEXT, XL_GRID_EDIT_NUMBER, XL_GRID_EDIT_DATE, XL_GRID_EDIT_CODE,
                                          XL_GRID_EDIT_YES_NO, XL_GRID_EDIT_PERSON };
  GtkWidget *scrolled = xl_grid_new_scrolled (grid);

  for (int c = 0; c < N_COLUMNS; c++)
    {
      XlGridColumn *column = xl_grid_column_new (c, titles[c], titles[c], 8,
                                                 c == NUMBER ? XL_GRID_NUMBER : XL_GRID_TEXT, XL_GRID_EDITABLE);

      xl_grid_column_set_editor (column, editors[c]);
      if (c == CODE)
        xl_grid_column_set_choices (column, kinds);
      xl_grid_add_column (*grid, column);
    }
  xl_grid_set_label (*grid, "Sheet");
  xl_grid_set_source (*grid, XL_GRID_SOURCE (source));
  return scrolled;
}

int
main (int argc, char **argv)
{
  GtkWidget *box, *label;
  g_autoptr(XlSheetSource) source = NULL;
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) undo = g_simple_action_new ("undo", NULL);
  GtkWindow *window;
  XlGrid *grid;

  xl_ui_test_init (&argc, &argv);
  source = xl_sheet_source_new (N_COLUMNS, 12);
  xl_sheet_source_set_judge (source, judge);
  xl_sheet_source_set_append (source, TRUE);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  label = gtk_label_new ("begin");
  gtk_box_append (GTK_BOX (box), make_grid (source, &grid));
  gtk_box_append (GTK_BOX (box), label);
  g_signal_connect (source, "reset", G_CALLBACK (on_changed), label);
  g_signal_connect (source, "rows-changed", G_CALLBACK (on_rows_changed), label);
  g_signal_connect (undo, "activate", G_CALLBACK (on_undo), source);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (undo));
  window = xl_ui_test_window (box, 900, 620);
  gtk_window_set_title (window, "Sheet");
  gtk_window_set_decorated (window, FALSE);      /* so that xdotool knows where it is */
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (actions));
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  while (gtk_widget_get_visible (GTK_WIDGET (window)))
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
