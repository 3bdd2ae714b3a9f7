#include "ui/xl-person-picker.h"

#include "people/xl-membership-table.h"
#include "people/xl-person-table.h"
#include "ui/xl-found-list.h"

#include <glib/gi18n.h>

struct _XlPersonPicker
{
  GtkWidget    parent_instance;
  GtkWidget   *entry;
  XlFoundList *found;
  XlStore     *store;
  GCancellable *cancellable;
  gint64       id;
  gboolean     households;      /* the answer is the person's household */
  gboolean     quiet;
};
enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlPersonPicker, xl_person_picker, GTK_TYPE_WIDGET)

static void
set_text (XlPersonPicker *self, const char *text)
{
  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->quiet = FALSE;
}

static void
pick (XlPersonPicker *self, gint64 id)
{
  self->id = id;
  g_signal_emit (self, signals[PICKED], 0, id);
}

/* --- from a person to the household ------------------------------------------------------------------------------- */

static gpointer
read_household (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlMember) member = xl_membership_table_of (db, *(gint64 *) data, NULL, error);

  return member != NULL ? g_memdup2 (&member->household, sizeof member->household) : NULL;
}

static void
on_household (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlPersonPicker) self = data;
  g_autofree gint64 *household = xl_store_read_finish (XL_STORE (source), result, NULL);

  if (self->entry != NULL && !g_cancellable_is_cancelled (self->cancellable))
    pick (self, household != NULL ? *household : 0);
}

static void
on_chosen (XlFoundList *list, const XlFound *found, XlPersonPicker *self)
{
  gint64 id = found->id;

  set_text (self, found->title);
  if (self->households)
    xl_store_read_async (self->store, read_household, g_memdup2 (&id, sizeof id), g_free, g_free, self->cancellable,
                         on_household, g_object_ref (self));
  else
    pick (self, id);
}

static void
on_changed (GtkEditable *entry, XlPersonPicker *self)
{
  if (self->quiet)
    return;
  if (self->id != 0)
    pick (self, 0);
  xl_found_list_ask (self->found);
}

static void
on_activate (GtkEntry *entry, XlPersonPicker *self)
{
  if (self->id != 0)
    pick (self, self->id);       /* Enter on a chosen one goes on */
  else
    xl_found_list_take (self->found);
}

static void
on_leave (GtkEventControllerFocus *controller, XlPersonPicker *self)
{
  xl_found_list_hide (self->found);
}

/* The words of a person who was set by key alone. */
static gpointer
read_name (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_table_get (db, *(gint64 *) data, error);

  return person != NULL ? g_strdup (person->name) : NULL;
}

static void
on_name (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlPersonPicker) self = data;
  g_autofree char *name = xl_store_read_finish (XL_STORE (source), result, NULL);

  if (self->entry != NULL && name != NULL && self->id != 0)
    set_text (self, name);
}

/* --- virtual functions -------------------------------------------------------------------------------------------- */

static void
xl_person_picker_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  XlPersonPicker *self = XL_PERSON_PICKER (widget);

  gtk_widget_size_allocate (self->entry, &(GtkAllocation) { 0, 0, width, height }, baseline);
  xl_found_list_present (self->found);
}

static void
xl_person_picker_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (XL_PERSON_PICKER (widget)->entry, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static gboolean
xl_person_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (XL_PERSON_PICKER (widget)->entry);
}

/* What takes the focus for its entry would keep Shift+Tab from leaving it. */
static gboolean
xl_person_picker_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (XL_PERSON_PICKER (widget)->entry, direction);
}

static void
xl_person_picker_dispose (GObject *object)
{
  XlPersonPicker *self = XL_PERSON_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->found != NULL)
    g_object_run_dispose (G_OBJECT (self->found));
  g_clear_object (&self->found);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_person_picker_parent_class)->dispose (object);
}

static void
xl_person_picker_class_init (XlPersonPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_person_picker_dispose;
  widget_class->measure = xl_person_picker_measure;
  widget_class->size_allocate = xl_person_picker_size_allocate;
  widget_class->grab_focus = xl_person_picker_grab_focus;
  widget_class->focus = xl_person_picker_focus;
  signals[PICKED] = g_signal_new ("picked", XL_TYPE_PERSON_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_INT64);
}

static void
xl_person_picker_init (XlPersonPicker *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->cancellable = g_cancellable_new ();
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 16);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Name, initials or last four digits"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Person"), -1);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  self->found = xl_found_list_new (self->entry, TRUE);
  g_signal_connect (self->found, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (self->entry, focus);
}

XlPersonPicker *
xl_person_picker_new (XlStore *store)
{
  XlPersonPicker *self = g_object_new (XL_TYPE_PERSON_PICKER, NULL);

  g_set_object (&self->store, store);
  xl_found_list_set_store (self->found, store);
  return self;
}

void
xl_person_picker_set_households (XlPersonPicker *self, gboolean households)
{
  self->households = households;
}

gint64
xl_person_picker_get_id (XlPersonPicker *self)
{
  return self->id;
}

void
xl_person_picker_set (XlPersonPicker *self, gint64 id, const char *words)
{
  self->id = id;
  set_text (self, words != NULL ? words : "");
  if (id != 0 && words == NULL && self->store != NULL && !self->households)
    xl_store_read_async (self->store, read_name, g_memdup2 (&id, sizeof id), g_free, g_free, self->cancellable, on_name,
                         g_object_ref (self));
}

const char *
xl_person_picker_get_words (XlPersonPicker *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}
