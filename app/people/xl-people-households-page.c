/* The households as a list of their own on the people page. */
#include "people/xl-people-page-private.h"

#include "people/xl-household-list-table.h"
#include "ui/xl-paged-source.h"

#include <glib/gi18n.h>

static const struct {
  XlHouseholdListColumn column;
  const char           *id, *title;
  double                width_em;
  XlGridKind            kind;
  gboolean              sortable;
} columns[] = {
  { XL_HOUSEHOLD_LIST_NUMBER, "number", N_("Household"), 8, XL_GRID_TEXT, TRUE },
  { XL_HOUSEHOLD_LIST_HEAD, "head", N_("Head"), 7, XL_GRID_TEXT, TRUE },
  { XL_HOUSEHOLD_LIST_GROUP, "group", N_("Group"), 4.6, XL_GRID_CENTRE, TRUE },
  { XL_HOUSEHOLD_LIST_SIZE, "size", N_("People"), 3.4, XL_GRID_NUMBER, FALSE },
  { XL_HOUSEHOLD_LIST_KIND, "kind", N_("Kind of household"), 5.5, XL_GRID_TEXT, FALSE },
  { XL_HOUSEHOLD_LIST_LAND, "land", N_("Contracted land"), 5.5, XL_GRID_NUMBER, FALSE },
  { XL_HOUSEHOLD_LIST_PHONE, "phone", N_("Telephone"), 7.5, XL_GRID_TEXT, FALSE },
  { XL_HOUSEHOLD_LIST_ADDRESS, "address", N_("Address"), 12, XL_GRID_TEXT, FALSE },
  { XL_HOUSEHOLD_LIST_NOTE, "note", N_("Note"), 12, XL_GRID_TEXT, FALSE },
};

static void
on_activated (XlGrid *grid, gint64 row, int column, XlPeoplePage *self)
{
  xl_people_page_open_household (self, xl_grid_get_cursor_id (grid));
}

static void
on_clicked (GtkGestureClick *gesture, int n_press, double x, double y, XlPeoplePage *self)
{
  gint64 id = xl_grid_get_cursor_id (self->household_grid);

  if (id != 0 && n_press == 1)
    xl_people_page_open_household (self, id);
}

static gboolean
on_order (int column, gboolean descending, gpointer data)
{
  XlPeoplePage *self = data;

  if (descending)
    return FALSE;
  self->household_order = column == XL_HOUSEHOLD_LIST_NUMBER ? XL_HOUSEHOLD_ORDER_NUMBER
                          : column == XL_HOUSEHOLD_LIST_HEAD ? XL_HOUSEHOLD_ORDER_HEAD : XL_HOUSEHOLD_ORDER_PLACE;
  xl_people_page_ask_households (self);
  return TRUE;
}

void
xl_people_page_ask_households (XlPeoplePage *self)
{
  xl_paged_rows_ask (self->household_rows, xl_household_question_new (self->question->text, self->household_order),
                     xl_household_question_free);
}

GtkWidget *
xl_people_page_build_households (XlPeoplePage *self)
{
  GtkWidget *scrolled = xl_grid_new_scrolled (&self->household_grid);
  GtkGesture *click = gtk_gesture_click_new ();

  self->household_memory = xl_grid_memory_new (self->household_grid);
  xl_grid_set_label (self->household_grid, _("Households"));
  g_signal_connect (self->household_grid, "cell-activated", G_CALLBACK (on_activated), self);
  g_signal_connect (click, "released", G_CALLBACK (on_clicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self->household_grid), GTK_EVENT_CONTROLLER (click));
  return scrolled;
}

static void
open_columns (XlPeoplePage *self)
{
  xl_grid_memory_begin (self->household_memory, xl_page_get_store (XL_PAGE (self)), "households");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    xl_grid_memory_add (self->household_memory,
                        xl_grid_column_new (columns[i].column, columns[i].id, _(columns[i].title), columns[i].width_em,
                                            columns[i].kind, columns[i].sortable ? XL_GRID_SORTABLE : 0), TRUE);
  xl_grid_memory_load (self->household_memory, 2);
}

/* The first time the list is looked at it gets its rows. */
void
xl_people_page_show_households (XlPeoplePage *self)
{
  g_autoptr(XlPagedSource) source = NULL;

  if (self->household_rows == NULL)
    {
      open_columns (self);
      self->household_rows = xl_paged_rows_new (xl_page_get_store (XL_PAGE (self)), &xl_household_list_kind);
      source = xl_paged_source_new (self->household_rows);
      xl_paged_source_set_order (source, on_order, self);
      xl_grid_set_source (self->household_grid, XL_GRID_SOURCE (source));
    }
  xl_people_page_ask_households (self);
}
