/* The calendar beside a date. */
#include "ui/xl-form-editors.h"

#include "base/xl-date.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>

typedef struct {
  GtkEntry  *entry;        /* not owned: it stands beside the button */
  GtkWidget *calendar;
  int        month;        /* shown when it opened or was turned to */
  gboolean   quiet;
} Calendar;

static void
on_day (GtkCalendar *widget, Calendar *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (widget);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");
  gboolean turned = g_date_time_get_month (day) != self->month;
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (widget), GTK_TYPE_POPOVER);

  if (self->quiet)
    return;
  self->month = g_date_time_get_month (day);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (turned)
    return;           /* another month was turned to; the day is still to be chosen */
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* It opens at the date that stands in the entry. */
static void
on_shown (GtkWidget *popover, Calendar *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) day = NULL;
  XlDate date;

  if (xl_date_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), XL_DATE_TEXT, NULL, 0, &date)
      && date.precision == XL_DATE_DAY)
    day = g_date_time_new_local (date.year, date.month, date.day, 0, 0, 0);
  self->quiet = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), day != NULL ? day : now);
  self->quiet = FALSE;
  self->month = g_date_time_get_month (day != NULL ? day : now);
  gtk_widget_grab_focus (self->calendar);
}

GtkWidget *
xl_form_calendar_new (GtkEntry *entry)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  Calendar *self = g_new0 (Calendar, 1);

  self->entry = entry;
  self->calendar = gtk_calendar_new ();
  g_object_set_data_full (G_OBJECT (button), "xl-calendar", self, g_free);
  gtk_popover_set_child (GTK_POPOVER (popover), self->calendar);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_focusable (gtk_widget_get_first_child (button), FALSE);      /* the keyboard opens it with Alt+Down */
  gtk_widget_add_css_class (button, "calendar-button");
  gtk_widget_set_tooltip_text (button, _("Calendar (Alt+Down)"));
  xl_speak_name (button, _("Calendar"));
  g_signal_connect (self->calendar, "day-selected", G_CALLBACK (on_day), self);
  g_signal_connect (popover, "show", G_CALLBACK (on_shown), self);
  return button;
}
