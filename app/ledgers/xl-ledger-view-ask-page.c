/* What the view of a ledger asks for: filters, order, groups, and how all that is kept. */
#include "ledgers/xl-ledger-view-private.h"

#include "ledgers/xl-ledger-columns-page.h"

#include <glib/gi18n.h>
#include <string.h>

#define LOOK "look"      /* its member of what is kept of a list */

XlTemplate *
xl_ledger_view_template (XlLedgerView *self)
{
  return self->answer != NULL ? self->answer->summary->t : NULL;
}

/* The question ---------------------------------------------------------------------------------------------------- */

static const char *
tab_of_alert (XlLedgerView *self)
{
  const char *tab = xl_ledger_tabs_get (self->tabs);

  return g_str_has_prefix (tab, "alert:") ? tab + strlen ("alert:") : NULL;
}

XlLedgerSheet *
xl_ledger_view_make_sheet (XlLedgerView *self)
{
  g_autoptr(GPtrArray) filters = xl_ledger_look_filters (self->look);
  gboolean active = strcmp (xl_ledger_tabs_get (self->tabs), "active") == 0;
  XlLedgerQuery query = {
    .office = self->answer->office, .period = tab_of_alert (self) == NULL ? self->answer->summary->period : NULL,
    .filter = self->text, .filters = filters, .sorts = self->look->sorts, .group = self->look->group,
    .active_on = active ? self->today : NULL, .today = self->today
  };
  XlLedgerSheet *sheet = xl_ledger_sheet_new (xl_ledger_view_template (self), &query, self->today);

  sheet->alert = g_strdup (tab_of_alert (self));
  sheet->revealed = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal));
  sheet->offices = self->answer->villages != NULL;
  return sheet;
}

static char *
spell (XlLedgerView *self, const XlLedgerSheet *sheet)
{
  g_autoptr(JsonNode) look = xl_ledger_look_to_json (self->look);
  g_autofree char *json = json_to_string (look, FALSE);
  const XlLedgerQuery *q = sheet->query;

  return g_strjoin ("\n", sheet->t->key, q->office != NULL ? q->office : "", q->period != NULL ? q->period : "",
                    q->filter != NULL ? q->filter : "", xl_ledger_tabs_get (self->tabs), sheet->today,
                    sheet->revealed ? "revealed" : "", json, NULL);
}

static void
show_order (XlLedgerView *self)
{
  const XlLedgerSort *last = self->look->sorts->len > 0
                               ? g_ptr_array_index (self->look->sorts, self->look->sorts->len - 1) : NULL;

  xl_grid_set_order (self->grid, last != NULL ? xl_grid_memory_position_of (self->memory, last->name) : -1,
                     last != NULL && last->descending);
}

static void
show_look (XlLedgerView *self)
{
  for (guint i = 0; i < xl_grid_memory_get_n (self->memory); i++)
    {
      XlGridColumn *column = xl_grid_memory_get_column (self->memory, i);

      xl_grid_column_set_filtered (column, xl_ledger_look_find (self->look, xl_grid_column_get_id (column)) != NULL);
    }
  xl_ledger_chips_show (self->chips, xl_ledger_view_template (self), self->look);
  show_order (self);
}

void
xl_ledger_view_ask (XlLedgerView *self)
{
  g_autoptr(XlLedgerSheet) sheet = xl_ledger_view_make_sheet (self);
  g_autofree char *question = spell (self, sheet);

  show_look (self);
  xl_ledger_source_set_office (self->source, self->answer->office);
  if (g_strcmp0 (self->asked, question) == 0)
    return;
  g_free (self->asked);
  self->asked = g_steal_pointer (&question);
  xl_ledger_source_ask (self->source, g_steal_pointer (&sheet));
}

void
xl_ledger_view_look_changed (XlLedgerView *self)
{
  if (self->answer == NULL)
    return;
  xl_grid_memory_set_own (self->memory, LOOK, xl_ledger_look_to_json (self->look));
  xl_ledger_view_ask (self);
}

/* Sorting --------------------------------------------------------------------------------------------------------- */

static gboolean
is_shift_down (GtkWidget *widget)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  return keyboard != NULL && (gdk_device_get_modifier_state (keyboard) & GDK_SHIFT_MASK) != 0;
}

static gboolean
on_order (int column, gboolean descending, gpointer data)
{
  XlLedgerView *self = data;

  if (column >= (int) xl_template_n_fields (xl_ledger_view_template (self)))
    return FALSE;
  xl_ledger_look_sort (self->look, xl_template_field (xl_ledger_view_template (self), (guint) column)->key, descending,
                       is_shift_down (GTK_WIDGET (self)));
  xl_ledger_view_look_changed (self);
  return TRUE;
}

/* Filters --------------------------------------------------------------------------------------------------------- */

void
xl_ledger_view_ask_filter (XlLedgerView *self, int position, GtkWidget *button)
{
  int column = xl_grid_column_get_source_column (xl_grid_get_column (self->grid, position));
  g_autoptr(XlLedgerSheet) sheet = NULL;
  graphene_rect_t place;

  if (self->answer == NULL || column >= (int) xl_template_n_fields (xl_ledger_view_template (self)))
    return;
  sheet = xl_ledger_view_make_sheet (self);
  if (gtk_widget_compute_bounds (button, GTK_WIDGET (self), &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                                 &(GdkRectangle) { (int) place.origin.x, (int) place.origin.y, (int) place.size.width,
                                                   (int) place.size.height });
  xl_ledger_filter_popover_ask (self->popover, sheet, (guint) column,
                                xl_ledger_look_find (self->look, xl_template_field (sheet->t, (guint) column)->key));
}

static void
on_filter_clicked (XlGrid *grid, int position, GtkWidget *button, XlLedgerView *self)
{
  xl_ledger_view_ask_filter (self, position, button);
}

static void
on_chosen (XlLedgerFilterPopover *popover, const char *name, XlLedgerFilter *filter, const char *words, XlLedgerView *self)
{
  xl_ledger_look_narrow (self->look, name, filter, words);
  xl_ledger_view_look_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_sorted (XlLedgerFilterPopover *popover, const char *name, gboolean descending, XlLedgerView *self)
{
  xl_ledger_look_sort (self->look, name, descending, is_shift_down (GTK_WIDGET (self)));
  xl_ledger_view_look_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* What stands in the cell, as stored: read from the record itself, for codes and numbers. */
typedef struct {
  XlTemplate *t;
  gint64      id;
  guint       field;
} CellQuestion;

static void
cell_question_free (gpointer data)
{
  xl_template_free (((CellQuestion *) data)->t);
  g_free (data);
}

static gpointer
read_cell (XlDb *db, gpointer data, GError **error)
{
  const CellQuestion *q = data;
  g_autoptr(XlLedgerRecord) record = xl_ledger_table_get (db, q->t, q->id, error);
  const XlValue *value = record != NULL ? &record->values[q->field] : NULL;

  if (value == NULL)
    return NULL;
  if (!value->set)
    return g_strdup ("");
  return value->text != NULL ? g_strdup (value->text) : g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
}

static void
on_cell (XlPage *page, gpointer result, gpointer data)
{
  XlLedgerView *self = data;
  int position, column;
  gint64 row = xl_grid_get_cursor (self->grid, &position);
  const char *value = result, *words, *name;

  if (row < 0 || self->answer == NULL)
    return;
  column = xl_grid_column_get_source_column (xl_grid_get_column (self->grid, position));
  if (column >= (int) xl_template_n_fields (xl_ledger_view_template (self)))
    return;
  name = xl_template_field (xl_ledger_view_template (self), (guint) column)->key;
  words = xl_grid_source_peek (XL_GRID_SOURCE (self->source), row, column);
  xl_ledger_look_narrow (self->look, name, xl_ledger_filter_new_values (name, (const char *[]) { value, NULL }),
                         value[0] != '\0' ? words : NULL);
  xl_ledger_view_look_changed (self);
}

static void
on_filter_value (XlGrid *grid, gint64 row, int position, XlLedgerView *self)
{
  XlTemplate *t = xl_ledger_view_template (self);
  int column = xl_grid_column_get_source_column (xl_grid_get_column (grid, position));
  gint64 id = xl_grid_source_get_row_id (XL_GRID_SOURCE (self->source), row);
  CellQuestion *q;

  if (t == NULL || id == 0 || column >= (int) xl_template_n_fields (t) || !xl_template_is_stored (t, (guint) column))
    return;
  q = g_new0 (CellQuestion, 1);
  q->t = xl_template_ref (t);
  q->id = id;
  q->field = (guint) column;
  xl_page_read (self->page, "filter-cell", read_cell, q, cell_question_free, g_free, on_cell, self);
}

static void
on_chip_removed (XlLedgerChips *chips, const char *name, gboolean sort, XlLedgerView *self)
{
  if (sort)
    xl_ledger_look_unsort (self->look, name);
  else
    xl_ledger_look_narrow (self->look, name, NULL, NULL);
  xl_ledger_view_look_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_chips_cleared (XlLedgerChips *chips, XlLedgerView *self)
{
  g_ptr_array_set_size (self->look->narrows, 0);
  xl_ledger_view_look_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* Groups ---------------------------------------------------------------------------------------------------------- */

static gboolean
can_group (const XlLedgerField *f)
{
  static const char *const facts[] = { "sex", "ethnic", "group_no", "office", NULL };

  if (f->from_person != NULL)
    return g_strv_contains (facts, f->from_person);
  switch (f->type)
    {
    case XL_LEDGER_LONG_TEXT:
    case XL_LEDGER_ATTACHMENT:
    case XL_LEDGER_DECIMAL:
    case XL_LEDGER_MONEY:
    case XL_LEDGER_TIME:
    case XL_LEDGER_MINUTES:
      return FALSE;
    default:
      return f->sensitive == NULL || strcmp (f->sensitive, "name") == 0;
    }
}

static void
fill_groups (XlLedgerView *self)
{
  const XlTemplate *t = xl_ledger_view_template (self);
  g_autoptr(GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->group_names, 0);
  g_ptr_array_add (self->group_names, NULL);
  gtk_string_list_append (words, _("Not grouped"));
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (can_group (xl_template_field (t, i)))
      {
        g_autofree char *line = g_strdup_printf (_("By %s"), xl_template_field (t, i)->title);

        if (g_strcmp0 (self->look->group, xl_template_field (t, i)->key) == 0)
          selected = self->group_names->len;
        g_ptr_array_add (self->group_names, g_strdup (xl_template_field (t, i)->key));
        gtk_string_list_append (words, line);
      }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->group), G_LIST_MODEL (words));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->group), selected);
  self->filling = FALSE;
}

static void
on_group (GtkDropDown *down, GParamSpec *spec, XlLedgerView *self)
{
  guint i = gtk_drop_down_get_selected (down);

  if (self->filling || i >= self->group_names->len)
    return;
  g_free (self->look->group);
  self->look->group = g_strdup (g_ptr_array_index (self->group_names, i));
  xl_ledger_view_look_changed (self);
}

/* Another ledger -------------------------------------------------------------------------------------------------- */

static void
on_columns (XlGridMemory *memory, XlLedgerView *self)
{
  if (self->source == NULL || xl_grid_get_n_columns (self->grid) == 0)
    return;
  xl_ledger_source_set_head (self->source, xl_grid_column_get_source_column (xl_grid_get_column (self->grid, 0)));
  if (self->answer != NULL)
    show_order (self);
}

static void
on_found (XlLedgerSource *source, XlLedgerView *self)
{
  gtk_widget_set_visible (self->nothing, xl_ledger_source_get_n (source) == 0 && self->look->narrows->len > 0);
  g_signal_emit_by_name (self, "found");
}

void
xl_ledger_view_set_up (XlLedgerView *self)
{
  XlStore *store = xl_page_get_store (self->page);
  XlTemplate *t = xl_ledger_view_template (self);
  gboolean hides = FALSE;

  g_clear_pointer (&self->asked, g_free);
  xl_grid_set_source (self->grid, NULL);
  g_clear_object (&self->source);
  self->source = xl_ledger_source_new (store, t);
  xl_ledger_source_set_order (self->source, on_order, self);
  g_signal_connect (self->source, "around-changed", G_CALLBACK (on_found), self);
  xl_ledger_columns_show (self->memory, t, store, self->answer->view, self->answer->villages != NULL,
                          xl_store_is_read_only (store) ? _("The office file is open for reading only.") : NULL);
  g_clear_pointer (&self->look, xl_ledger_look_free);
  self->look = xl_ledger_look_from_json (t, xl_grid_memory_get_own (self->memory, LOOK));
  on_columns (self->memory, self);
  fill_groups (self);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    hides |= xl_ledger_field_hides (xl_template_field (t, i));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->reveal), FALSE);
  gtk_widget_set_visible (self->reveal, hides);
  xl_grid_set_label (self->grid, t->title);
  xl_grid_set_show_totals (self->grid, TRUE);
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (self->source));
}

void
xl_ledger_view_connect (XlLedgerView *self)
{
  g_signal_connect (self->grid, "filter-clicked", G_CALLBACK (on_filter_clicked), self);
  g_signal_connect (self->grid, "filter-value", G_CALLBACK (on_filter_value), self);
  g_signal_connect (self->popover, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->popover, "sorted", G_CALLBACK (on_sorted), self);
  g_signal_connect (self->chips, "removed", G_CALLBACK (on_chip_removed), self);
  g_signal_connect (self->chips, "cleared", G_CALLBACK (on_chips_cleared), self);
  g_signal_connect (self->group, "notify::selected", G_CALLBACK (on_group), self);
  g_signal_connect (self->memory, "changed", G_CALLBACK (on_columns), self);
}
