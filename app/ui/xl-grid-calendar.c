/* A calendar under the editor of a date; the entry keeps the focus, the arrows turn days. */
#include "ui/xl-grid-edit.h"

#include "base/xl-date.h"

static GtkWidget *
month_of (XlGrid *self)
{
  return gtk_popover_get_child (GTK_POPOVER (self->calendar));
}

static gboolean
is_shown (XlGrid *self)
{
  return self->calendar != NULL && gtk_widget_get_visible (self->calendar);
}

static void
put_in_entry (XlGrid *self, const char *iso)
{
  GtkEditable *entry = GTK_EDITABLE (xl_grid_cell_entry (self));

  gtk_editable_set_text (entry, iso);
  gtk_editable_set_position (entry, -1);
}

static void
on_day (GtkCalendar *calendar, XlGrid *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *iso = g_date_time_format (day, "%Y-%m-%d");

  if (self->editing != XL_GRID_IDLE)
    put_in_entry (self, iso);
}

static void
make_popover (XlGrid *self)
{
  GtkWidget *calendar = gtk_calendar_new ();

  self->calendar = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->calendar), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->calendar), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->calendar), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->calendar, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->calendar, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->calendar), calendar);
  gtk_widget_set_parent (self->calendar, GTK_WIDGET (self));
  g_signal_connect (calendar, "day-selected", G_CALLBACK (on_day), self);
}

static void
show_day (XlGrid *self, const char *iso)
{
  int year, month, day;
  g_autoptr(GDateTime) at = NULL;

  if (!xl_date_split (iso, &year, &month, &day))
    return;
  at = g_date_time_new_local (year, month, day, 12, 0, 0);
  if (at == NULL)
    return;
  g_signal_handlers_block_by_func (month_of (self), on_day, self);
  gtk_calendar_select_day (GTK_CALENDAR (month_of (self)), at);
  g_signal_handlers_unblock_by_func (month_of (self), on_day, self);
}

/* The day the editor stands for; today when it is none. */
static void
read_day (XlGrid *self, char iso[11])
{
  g_auto(XlGridValue) value = { NULL, NULL };
  char today[11];

  xl_grid_edit_today (today);
  if (xl_grid_value_read (XL_GRID_EDIT_DATE, NULL, gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (self))),
                          today, &value)
          == NULL
      && *value.text != '\0')
    g_strlcpy (iso, value.text, 11);
  else
    g_strlcpy (iso, today, 11);
}

void
xl_grid_calendar_open (XlGrid *self)
{
  char iso[11];

  if (self->calendar == NULL)
    make_popover (self);
  read_day (self, iso);
  show_day (self, iso);
  put_in_entry (self, iso);
  xl_grid_point_at_cell (self, self->calendar);
  gtk_popover_popup (GTK_POPOVER (self->calendar));
}

void
xl_grid_calendar_hide (XlGrid *self)
{
  if (is_shown (self))
    gtk_popover_popdown (GTK_POPOVER (self->calendar));
}

gboolean
xl_grid_calendar_key (XlGrid *self, guint keyval)
{
  char iso[11];
  gboolean moved;

  if (!is_shown (self))
    return FALSE;
  read_day (self, iso);
  switch (keyval)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left: moved = xl_date_add_days (iso, -1, iso); break;
    case GDK_KEY_Right: case GDK_KEY_KP_Right: moved = xl_date_add_days (iso, 1, iso); break;
    case GDK_KEY_Up: case GDK_KEY_KP_Up: moved = xl_date_add_days (iso, -7, iso); break;
    case GDK_KEY_Down: case GDK_KEY_KP_Down: moved = xl_date_add_days (iso, 7, iso); break;
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up: moved = xl_date_add_months (iso, -1, iso); break;
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down: moved = xl_date_add_months (iso, 1, iso); break;
    default: return FALSE;
    }
  if (moved)
    {
      show_day (self, iso);
      put_in_entry (self, iso);
    }
  return TRUE;
}
