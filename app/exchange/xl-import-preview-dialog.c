#include "exchange/xl-import-preview-dialog.h"

#include "base/xl-reason.h"
#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>
#include <string.h>

/* A list shows so many rows; the numbers on the tabs are always whole. */
#define MOST_ROWS 2000

enum { LIST_NEW, LIST_CHANGED, LIST_SAME, LIST_REFUSED, LIST_FLAGGED, N_LISTS };
enum { COLUMN_ROW, COLUMN_CELL, COLUMN_LABEL, COLUMN_FIELD, COLUMN_VALUE, COLUMN_REASON, N_COLUMNS };

struct _XlImportPreview
{
  GtkBox          parent_instance;
  GtkWidget      *sheets, *take;          /* which sheet; whether it comes in */
  GtkWidget      *about;
  GtkWidget      *columns;
  GtkWidget      *tabs[N_LISTS];
  GtkWidget      *more;
  XlGrid         *grid;
  XlMemorySource *source;
  XlImport       *import;
  guint           list;
  gboolean        filling;
};
G_DEFINE_FINAL_TYPE (XlImportPreview, xl_import_preview, GTK_TYPE_BOX)

enum { MAP_CHANGED, SHEET_TOGGLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const XlImportSheet *
current_sheet (XlImportPreview *self, guint *index)
{
  GPtrArray *sheets = self->import != NULL ? xl_import_get_sheets (self->import) : NULL;
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sheets));

  if (index != NULL)
    *index = i;
  return sheets != NULL && i < sheets->len ? g_ptr_array_index (sheets, i) : NULL;
}

/* Rows ---------------------------------------------------------------------------------------------------------------- */

static void
add_note (XlImportPreview *self, const XlImportSheet *sheet, const XlImportNote *note)
{
  GPtrArray *fields = xl_import_get_fields (self->import)->fields;
  const XlField *field = note->field < fields->len ? g_ptr_array_index (fields, note->field) : NULL;
  guint column = field != NULL ? sheet->columns->column_of[note->field] : 0;
  g_autofree char *letters = column > 0 ? xl_column_letters (column) : g_strdup ("");
  g_autofree char *cell = column > 0 ? g_strdup_printf ("%s%u", letters, note->row) : NULL;
  g_autofree char *row = g_strdup_printf ("%u", note->row);
  g_autofree char *reason = note->reason != NULL ? xl_reason_words (note->reason, gettext) : NULL;
  const char *cells[N_COLUMNS] = { row, cell, note->label, field != NULL ? field->title : NULL, note->value,
                                   reason != NULL ? reason : note->new_value };

  xl_memory_source_add (self->source, (gint64) xl_grid_source_get_n_rows (XL_GRID_SOURCE (self->source)) + 1, cells);
}

static void
add_notes (XlImportPreview *self, const XlImportSheet *sheet, GPtrArray *notes, int verdict, guint *shown)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const XlImportNote *note = g_ptr_array_index (notes, i);

      if (verdict >= 0 && (int) note->verdict != verdict)
        continue;
      if (++*shown <= MOST_ROWS)
        add_note (self, sheet, note);
    }
}

static void
fill_rows (XlImportPreview *self)
{
  const XlImportSheet *sheet = current_sheet (self, NULL);
  g_autofree char *more = NULL;
  guint shown = 0;

  xl_memory_source_clear (self->source);
  if (sheet != NULL)
    switch (self->list)
      {
      case LIST_NEW: add_notes (self, sheet, sheet->kept, XL_IMPORT_ADDED, &shown); break;
      case LIST_CHANGED: add_notes (self, sheet, sheet->changes, -1, &shown); break;
      case LIST_SAME: add_notes (self, sheet, sheet->kept, XL_IMPORT_UNCHANGED, &shown); break;
      case LIST_REFUSED: add_notes (self, sheet, sheet->refused, -1, &shown); break;
      default: add_notes (self, sheet, sheet->flagged, -1, &shown);
      }
  xl_grid_source_reset (XL_GRID_SOURCE (self->source));
  more = shown > MOST_ROWS ? g_strdup_printf (_("The first %d of %u are shown."), MOST_ROWS, shown)
         : shown == 0 ? g_strdup (_("Nothing here.")) : NULL;
  gtk_label_set_text (GTK_LABEL (self->more), more != NULL ? more : "");
  gtk_widget_set_visible (self->more, more != NULL);
}

static void
set_tab (XlImportPreview *self, guint list, const char *name, guint n)
{
  g_autofree char *label = g_strdup_printf ("%s %u", name, n);

  gtk_button_set_label (GTK_BUTTON (self->tabs[list]), label);
}

static void
fill_tabs (XlImportPreview *self, const XlImportSheet *sheet)
{
  set_tab (self, LIST_NEW, C_("import", "New"), sheet->added);
  set_tab (self, LIST_CHANGED, C_("import", "Changed"), sheet->updated);
  set_tab (self, LIST_SAME, C_("import", "Same"), sheet->unchanged);
  set_tab (self, LIST_REFUSED, C_("import", "Refused"), sheet->refused->len);
  set_tab (self, LIST_FLAGGED, C_("import", "To look at"), sheet->flagged->len);
}

static void
on_tab (GtkToggleButton *button, XlImportPreview *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->list = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "list"));
  fill_rows (self);
}

/* Columns ------------------------------------------------------------------------------------------------------------- */

static void
on_field (GtkDropDown *down, GParamSpec *pspec, XlImportPreview *self)
{
  GPtrArray *fields = xl_import_get_fields (self->import)->fields;
  guint chosen = gtk_drop_down_get_selected (down);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (down), "column"));
  guint sheet;

  if (self->filling || current_sheet (self, &sheet) == NULL)
    return;
  g_signal_emit (self, signals[MAP_CHANGED], 0, sheet, column,
                 chosen == 0 || chosen > fields->len ? "" : ((XlField *) g_ptr_array_index (fields, chosen - 1))->key);
}

static GtkWidget *
make_field_choice (XlImportPreview *self, const XlImportSheet *sheet, guint column)
{
  GPtrArray *fields = xl_import_get_fields (self->import)->fields;
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *down;
  g_autofree char *title = g_strdup_printf (_("What column %s is"), sheet->columns->titles[column - 1]);

  gtk_string_list_append (names, C_("import", "left out"));
  for (guint i = 0; i < fields->len; i++)
    gtk_string_list_append (names, ((XlField *) g_ptr_array_index (fields, i))->title);
  down = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (down), (guint) (sheet->columns->field_of[column - 1] + 1));
  g_object_set_data (G_OBJECT (down), "column", GUINT_TO_POINTER (column));
  xl_speak_name (down, title);
  g_signal_connect (down, "notify::selected", G_CALLBACK (on_field), self);
  return down;
}

static GtkWidget *
make_column (XlImportPreview *self, const XlImportSheet *sheet, guint column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *letters = xl_column_letters (column);
  g_autofree char *title = g_strdelimit (g_strdup (sheet->columns->titles[column - 1]), "\n\r\t", ' ');
  g_autofree char *text = g_strdup_printf ("%s  %s", letters, title);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_set_tooltip_text (label, sheet->columns->titles[column - 1]);
  gtk_widget_add_css_class (label, sheet->columns->field_of[column - 1] >= 0 ? "strong" : "note");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), make_field_choice (self, sheet, column));
  return box;
}

static void
fill_columns (XlImportPreview *self, const XlImportSheet *sheet)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->columns)) != NULL)
    gtk_box_remove (GTK_BOX (self->columns), child);
  for (guint i = 0; i < sheet->columns->n_columns; i++)
    if (sheet->columns->titles[i][0] != '\0' || sheet->columns->field_of[i] >= 0)
      gtk_box_append (GTK_BOX (self->columns), make_column (self, sheet, i + 1));
}

/* Sheets -------------------------------------------------------------------------------------------------------------- */

static void
fill_sheet (XlImportPreview *self)
{
  const XlImportSheet *sheet = current_sheet (self, NULL);
  g_autofree char *about = NULL;

  if (sheet == NULL)
    return;
  self->filling = TRUE;
  about = g_strdup_printf (ngettext ("Header in row %u, %u row of data", "Header in row %u, %u rows of data", sheet->rows),
                           sheet->columns->header_row, sheet->rows);
  gtk_label_set_text (GTK_LABEL (self->about), about);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->take), TRUE);
  fill_columns (self, sheet);
  fill_tabs (self, sheet);
  fill_rows (self);
  self->filling = FALSE;
}

static void
on_sheet (GtkDropDown *down, GParamSpec *pspec, XlImportPreview *self)
{
  if (!self->filling)
    fill_sheet (self);
}

static void
on_take (GtkCheckButton *check, XlImportPreview *self)
{
  guint sheet;

  if (!self->filling && current_sheet (self, &sheet) != NULL)
    g_signal_emit (self, signals[SHEET_TOGGLED], 0, sheet, gtk_check_button_get_active (check));
}

/* The list that deserves a look first: what is refused, else what is flagged, else what is new. */
static guint
choose_list (XlImport *import)
{
  if (xl_import_get_count (import, XL_IMPORT_REFUSED) > 0)
    return LIST_REFUSED;
  if (xl_import_get_n_flagged (import) > 0)
    return LIST_FLAGGED;
  return xl_import_get_count (import, XL_IMPORT_UPDATED) > 0 ? LIST_CHANGED : LIST_NEW;
}

void
xl_import_preview_show (XlImportPreview *self, XlImport *import)
{
  GPtrArray *sheets = xl_import_get_sheets (import);
  GtkStringList *names = gtk_string_list_new (NULL);
  guint before = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sheets));
  gboolean again = self->import != NULL;

  self->filling = TRUE;
  self->import = import;
  for (guint i = 0; i < sheets->len; i++)
    {
      const XlImportSheet *sheet = g_ptr_array_index (sheets, i);
      g_autofree char *name = g_strdup_printf ("%s · %s", sheet->file, sheet->sheet);

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->sheets), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->sheets), again && before < sheets->len ? before : 0);
  g_object_unref (names);
  gtk_widget_set_visible (self->take, sheets->len > 1);
  if (!again)
    {
      self->list = choose_list (import);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tabs[self->list]), TRUE);
    }
  self->filling = FALSE;
  fill_sheet (self);
}

/* Building ------------------------------------------------------------------------------------------------------------ */

static GtkWidget *
make_grid (XlImportPreview *self)
{
  GtkWidget *scrolled = xl_grid_new_scrolled (&self->grid);

  xl_grid_add_column (self->grid, xl_grid_column_new (COLUMN_ROW, "row", C_("import", "Row"), 4, XL_GRID_NUMBER, XL_GRID_SORTABLE));
  xl_grid_add_column (self->grid, xl_grid_column_new (COLUMN_CELL, "cell", C_("import", "Cell"), 4, XL_GRID_CENTRE, 0));
  xl_grid_add_column (self->grid, xl_grid_column_new (COLUMN_LABEL, "label", C_("import", "Who"), 8, XL_GRID_TEXT, XL_GRID_SORTABLE));
  xl_grid_add_column (self->grid, xl_grid_column_new (COLUMN_FIELD, "field", C_("import", "Field"), 7, XL_GRID_TEXT, XL_GRID_SORTABLE));
  xl_grid_add_column (self->grid, xl_grid_column_new (COLUMN_VALUE, "value", C_("import", "Value"), 13, XL_GRID_TEXT, 0));
  xl_grid_add_column (self->grid, xl_grid_column_new (COLUMN_REASON, "reason", C_("import", "Reason, or new value"), 26, XL_GRID_TEXT,
                                                      XL_GRID_SORTABLE));
  xl_grid_set_label (self->grid, _("Rows of the import"));
  self->source = xl_memory_source_new (N_COLUMNS);
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (self->source));
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
make_sheet_line (XlImportPreview *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->sheets = gtk_drop_down_new_from_strings ((const char *const[]) { "", NULL });
  self->take = gtk_check_button_new_with_mnemonic (_("_Take this sheet"));
  xl_speak_mnemonic (self->take, _("_Take this sheet"));
  self->about = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->about, "note");
  xl_speak_name (self->sheets, _("File and sheet"));
  g_signal_connect (self->sheets, "notify::selected", G_CALLBACK (on_sheet), self);
  g_signal_connect (self->take, "toggled", G_CALLBACK (on_take), self);
  gtk_box_append (GTK_BOX (line), self->sheets);
  gtk_box_append (GTK_BOX (line), self->take);
  gtk_box_append (GTK_BOX (line), self->about);
  return line;
}

static GtkWidget *
make_tabs (XlImportPreview *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < N_LISTS; i++)
    {
      self->tabs[i] = gtk_toggle_button_new ();
      g_object_set_data (G_OBJECT (self->tabs[i]), "list", GUINT_TO_POINTER (i));
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->tabs[i]), GTK_TOGGLE_BUTTON (self->tabs[0]));
      g_signal_connect (self->tabs[i], "toggled", G_CALLBACK (on_tab), self);
      gtk_box_append (GTK_BOX (line), self->tabs[i]);
    }
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "note");
  gtk_box_append (GTK_BOX (line), self->more);
  return line;
}

static void
xl_import_preview_dispose (GObject *object)
{
  g_clear_object (&XL_IMPORT_PREVIEW (object)->source);
  G_OBJECT_CLASS (xl_import_preview_parent_class)->dispose (object);
}

static void
xl_import_preview_class_init (XlImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_import_preview_dispose;
  signals[MAP_CHANGED] = g_signal_new ("map-changed", XL_TYPE_IMPORT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  signals[SHEET_TOGGLED] = g_signal_new ("sheet-toggled", XL_TYPE_IMPORT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
}

static void
xl_import_preview_init (XlImportPreview *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->columns);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scrolled), FALSE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_margin_bottom (self->columns, 18);   /* room for the bar below */
  gtk_box_append (GTK_BOX (self), make_sheet_line (self));
  gtk_box_append (GTK_BOX (self), scrolled);
  gtk_box_append (GTK_BOX (self), make_tabs (self));
  gtk_box_append (GTK_BOX (self), make_grid (self));
}

GtkWidget *
xl_import_preview_new (void)
{
  return g_object_new (XL_TYPE_IMPORT_PREVIEW, NULL);
}
