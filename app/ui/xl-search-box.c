#include "ui/xl-search-box.h"

#include "ui/xl-found-list.h"

#include <glib/gi18n.h>

#define DELAY_MS 60     /* after the last key stroke */

struct _XlSearchBox
{
  GtkWidget    parent_instance;
  GtkWidget   *entry;
  XlFoundList *found;
};
G_DEFINE_FINAL_TYPE (XlSearchBox, xl_search_box, GTK_TYPE_WIDGET)

static void
on_changed (GtkSearchEntry *entry, XlSearchBox *self)
{
  xl_found_list_ask (self->found);
}

static void
on_activate (GtkSearchEntry *entry, XlSearchBox *self)
{
  xl_found_list_take (self->found);
}

static void
on_stop (GtkSearchEntry *entry, XlSearchBox *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-page", NULL);
}

static void
on_chosen (XlFoundList *list, const XlFound *found, XlSearchBox *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)", found->kind, found->id);
}

static void
on_leave (GtkEventControllerFocus *controller, XlSearchBox *self)
{
  xl_found_list_hide (self->found);
}

static void
xl_search_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  XlSearchBox *self = XL_SEARCH_BOX (widget);

  gtk_widget_size_allocate (self->entry, &(GtkAllocation) { 0, 0, width, height }, baseline);
  xl_found_list_present (self->found);
}

static void
xl_search_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (XL_SEARCH_BOX (widget)->entry, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static gboolean
xl_search_box_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (XL_SEARCH_BOX (widget)->entry);
}

/* What takes the focus for its entry would keep Shift+Tab from leaving it. */
static gboolean
xl_search_box_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (XL_SEARCH_BOX (widget)->entry, direction);
}

static void
xl_search_box_dispose (GObject *object)
{
  XlSearchBox *self = XL_SEARCH_BOX (object);

  if (self->found != NULL)
    g_object_run_dispose (G_OBJECT (self->found));
  g_clear_object (&self->found);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_search_box_parent_class)->dispose (object);
}

static void
xl_search_box_class_init (XlSearchBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_search_box_dispose;
  widget_class->measure = xl_search_box_measure;
  widget_class->size_allocate = xl_search_box_size_allocate;
  widget_class->grab_focus = xl_search_box_grab_focus;
  widget_class->focus = xl_search_box_focus;
  gtk_widget_class_set_css_name (widget_class, "searchbox");
}

static void
xl_search_box_init (XlSearchBox *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Find people, records, notices (Ctrl+K)"), "width-chars", 10,
                "max-width-chars", 36, NULL);
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), DELAY_MS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find"), -1);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  self->found = xl_found_list_new (self->entry, FALSE);
  g_signal_connect (self->found, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (self->entry, "stop-search", G_CALLBACK (on_stop), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (self->entry, focus);
}

GtkWidget *
xl_search_box_new (void)
{
  return g_object_new (XL_TYPE_SEARCH_BOX, NULL);
}

void
xl_search_box_set_store (XlSearchBox *self, XlStore *store)
{
  xl_found_list_set_store (self->found, store);
}
