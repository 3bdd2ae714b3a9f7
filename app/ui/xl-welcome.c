/* The window without an office file: what is wrong with it, or the first step of the first run. */
#include "ui/xl-welcome.h"

#include "base/xl-division.h"
#include "base/xl-error.h"
#include "office/xl-office-table.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"
#include "ui/xl-window-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

/* More villages of one name than anybody reads through: then more of the name is asked for. */
#define MOST 8

struct _XlWelcome
{
  GtkWidget  parent_instance;
  GtkWidget *box;
  GtkWidget *entry, *found, *say;     /* village: name or code; what fits; a remark */
  GtkWidget *name;                    /* for a code nobody knows */
  char      *path;
  char       code[13];                /* of the code typed by hand */
};
G_DEFINE_FINAL_TYPE (XlWelcome, xl_welcome, GTK_TYPE_WIDGET)

/* --- opening ------------------------------------------------------------------------------------------------------ */

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlWindow) window = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open_finish (result, &error);

  if (store != NULL)
    xl_window_set_store (window, store);
  else
    xl_alert_error (GTK_WIDGET (window), _("open the office file"), error);
}

static void
on_picked (char **paths, gpointer data)
{
  g_autoptr(XlWindow) window = data;

  if (paths != NULL)
    xl_store_open_async (paths[0], XL_STORE_FALL_BACK, NULL, on_opened, g_object_ref (window));
}

static void
on_open_other (GtkButton *button, XlWelcome *self)
{
  XlPickWords words = { .kind = XL_PICK_OPEN, .title = _("Open an office file"), .accept = _("Open"),
                        .kind_name = _("Office files"), .patterns = "*.xiangli" };

  xl_file_picker_show (GTK_WIDGET (self), &words, on_picked, g_object_ref (xl_window_of (GTK_WIDGET (self))));
}

/* --- making ------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlWindow *window;
  char     *code, *name;
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->window);
  g_free (making->code);
  g_free (making->name);
  g_free (making);
}

static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  Making *making = data;
  gint64 id = xl_office_table_ensure (db, making->code, making->name, NULL, error);

  return id >= 0 && xl_office_table_set_own (db, making->code, error) ? id : -1;
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  Making *making = data;
  g_autoptr(GError) error = NULL;

  if (xl_store_write_finish (XL_STORE (source), result, &error) >= 0)
    xl_window_set_store (making->window, XL_STORE (source));
  else
    xl_alert_error (GTK_WIDGET (making->window), _("make the office file"), error);
  making_free (making);
}

static void
on_new_store (GObject *source, GAsyncResult *result, gpointer data)
{
  Making *making = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open_finish (result, &error);

  if (store == NULL)
    {
      xl_alert_error (GTK_WIDGET (making->window), _("make the office file"), error);
      making_free (making);
      return;
    }
  xl_store_write_async (store, XL_CHANGE_FINAL, _("Make the office file"), write_office, making, NULL, NULL, on_made,
                        making);
}

static void
make_office (XlWelcome *self, const char *code, const char *name)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr(GError) error = NULL;
  Making *making;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (&error, XL_ERROR, XL_ERROR_IO, "%s: %s", folder, g_strerror (errno));
      xl_alert_error (GTK_WIDGET (self), _("make the office file"), error);
      return;
    }
  making = g_new0 (Making, 1);
  making->window = g_object_ref (xl_window_of (GTK_WIDGET (self)));
  making->code = g_strdup (code);
  making->name = g_strdup (name);
  xl_store_open_async (self->path, XL_STORE_CREATE, NULL, on_new_store, making);
}

/* --- finding the village ------------------------------------------------------------------------------------------ */

static void
on_village (GtkButton *button, XlWelcome *self)
{
  make_office (self, g_object_get_data (G_OBJECT (button), "xl-code"), NULL);
}

static void
add_village (XlWelcome *self, const XlDivision *division)
{
  g_autofree char *full = xl_division_full_name (NULL, division->code);
  GtkWidget *button = gtk_button_new_with_label (full != NULL ? full : division->name);

  g_object_set_data_full (G_OBJECT (button), "xl-code", g_strdup (division->code), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_village), self);
  gtk_box_append (GTK_BOX (self->found), button);
}

static gboolean
is_code (const char *text)
{
  return strlen (text) == 12 && strspn (text, "0123456789") == 12;
}

static void
say_found (XlWelcome *self, const char *text, guint n)
{
  const char *words = NULL;

  if (n == 0 && is_code (text))
    words = _("This code is not in the built-in list. Enter the name of the village, then Enter.");
  else if (n == 0 && *text != '\0')
    words = _("Not in the built-in list. Enter the village's 12-digit division code instead.");
  else if (n > MOST)
    words = _("There are more of this name. Put the township or county before it.");
  gtk_label_set_text (GTK_LABEL (self->say), words != NULL ? words : "");
  gtk_widget_set_visible (self->say, words != NULL);
}

static void
on_entry_changed (GtkEditable *entry, XlWelcome *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autoptr(GPtrArray) candidates = NULL;
  const XlDivision *only = *text != '\0' ? xl_division_find (NULL, text, NULL, 0, &candidates) : NULL;
  guint n = only != NULL ? 1 : candidates != NULL ? candidates->len : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->found)) != NULL)
    gtk_box_remove (GTK_BOX (self->found), child);
  if (only != NULL)
    add_village (self, only);
  for (guint i = 0; only == NULL && i < MIN (n, MOST); i++)
    add_village (self, g_ptr_array_index (candidates, i));
  g_strlcpy (self->code, n == 0 && is_code (text) ? text : "", sizeof self->code);
  gtk_widget_set_visible (self->name, self->code[0] != '\0');
  say_found (self, text, n);
}

static void
on_entry_activate (GtkEntry *entry, XlWelcome *self)
{
  GtkWidget *first = gtk_widget_get_first_child (self->found);

  if (self->code[0] != '\0')
    gtk_widget_grab_focus (self->name);
  else if (first != NULL && gtk_widget_get_next_sibling (first) == NULL)
    on_village (GTK_BUTTON (first), self);
  else if (first != NULL)
    gtk_widget_grab_focus (first);
}

static void
on_name_activate (GtkEntry *entry, XlWelcome *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (*name != '\0' && self->code[0] != '\0')
    make_office (self, self->code, name);
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_text (XlWelcome *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static GtkWidget *
add_entry (XlWelcome *self, const char *label, const char *hint, GCallback activate)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (entry, "activate", activate, self);
  gtk_box_append (GTK_BOX (self->box), entry);
  return entry;
}

static void
add_open_other (XlWelcome *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Open another office file…"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect (button, "clicked", G_CALLBACK (on_open_other), self);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
build_first_run (XlWelcome *self)
{
  add_text (self, _("Welcome to Xiangli"), "page-title");
  add_text (
      self,
      _("Three steps: choose the village, bring in the register, look at it. Everything stays in one file on this "
         "PC."),
      "alert-text");
  add_text (self, _("1. Which village is it?"), "strong");
  self->entry =
      add_entry (self, _("Village"), _("Name of the village, or its 12-digit code"), G_CALLBACK (on_entry_activate));
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_entry_changed), self);
  self->say = add_text (self, "", "note");
  gtk_widget_set_visible (self->say, FALSE);
  self->name = add_entry (self, _("Name of the village"), _("Name of the village"), G_CALLBACK (on_name_activate));
  gtk_widget_set_visible (self->name, FALSE);
  self->found = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->found);
  add_open_other (self);
}

static void
build_problem (XlWelcome *self, const GError *error)
{
  g_autofree char *sentence = xl_error_sentence (error);

  add_text (self, _("The office file cannot be opened"), "page-title");
  add_text (self, sentence, "alert-text");
  add_text (self, self->path, "path");
  add_open_other (self);
}

static gboolean
xl_welcome_grab_focus (GtkWidget *widget)
{
  XlWelcome *self = XL_WELCOME (widget);

  return self->entry != NULL ? gtk_widget_grab_focus (self->entry)
                             : gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}

/* What takes the focus for its entry would keep Shift+Tab from leaving it. */
static gboolean
xl_welcome_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (XL_WELCOME (widget)->box, direction);
}

static void
xl_welcome_dispose (GObject *object)
{
  g_clear_pointer (&XL_WELCOME (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_welcome_parent_class)->dispose (object);
}

static void
xl_welcome_finalize (GObject *object)
{
  g_free (XL_WELCOME (object)->path);
  G_OBJECT_CLASS (xl_welcome_parent_class)->finalize (object);
}

static void
xl_welcome_class_init (XlWelcomeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_welcome_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_welcome_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = xl_welcome_grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = xl_welcome_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "welcome");
}

static void
xl_welcome_init (XlWelcome *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
xl_welcome_new (const char *path, const GError *error)
{
  XlWelcome *self = g_object_new (XL_TYPE_WELCOME, NULL);

  self->path = g_strdup (path);
  if (g_error_matches (error, XL_ERROR, XL_ERROR_NOT_FOUND))
    build_first_run (self);
  else
    build_problem (self, error);
  return GTK_WIDGET (self);
}
