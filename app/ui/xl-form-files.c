/* A field with files: photos, scans, PDFs, chosen, dropped or pasted. */
#include "ui/xl-form-editors.h"

#include "ledgers/xl-attachment-table.h"
#include "store/xl-content-table.h"
#include "ui/xl-file-keep.h"
#include "ui/xl-file-picker.h"
#include "ui/xl-file-show.h"
#include "ui/xl-picture.h"

#include <glib/gi18n.h>

#define XL_TYPE_FORM_FILES (xl_form_files_get_type ())
G_DECLARE_FINAL_TYPE (XlFormFiles, xl_form_files, XL, FORM_FILES, GtkBox)

#define THUMBNAIL 96     /* pixels decoded; shown at half of it */

struct _XlFormFiles
{
  GtkBox        parent_instance;
  XlStore      *store;
  GCancellable *cancellable;
  char         *value;
  GtkWidget    *list, *add, *paste, *said;
};
static void editor_init (XlFormEditorInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlFormFiles, xl_form_files, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_FORM_EDITOR, editor_init))

static void
say (XlFormFiles *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->said), words != NULL ? words : "");
  gtk_widget_set_visible (self->said, words != NULL);
}

/* --- one file: thumbnail, name, what can be done with it --------------------------------------------------------------- */

typedef struct {
  XlFormFiles *self;
  GtkWidget   *picture, *size;
} Row;

/* What is shown of a file: its picture and its weight. */
typedef struct {
  GdkTexture *texture;
  gint64      size;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->texture);
  g_free (look);
}

static gpointer
read_look (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(GBytes) bytes = xl_content_table_get (db, data, error);
  Look *look;

  if (bytes == NULL)
    return NULL;
  look = g_new0 (Look, 1);
  look->size = (gint64) g_bytes_get_size (bytes);
  look->texture = xl_picture_thumbnail (bytes, THUMBNAIL);
  return look;
}

static void
on_look (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Row *row = data;
  Look *look = xl_store_read_finish (XL_STORE (source), result, NULL);
  g_autofree char *words = NULL;

  if (look == NULL)
    gtk_label_set_text (GTK_LABEL (row->size), _("missing from the office file"));
  else
    {
      words = xl_attachment_size_words (look->size);
      gtk_label_set_text (GTK_LABEL (row->size), words);
      if (look->texture != NULL)
        gtk_image_set_from_paintable (GTK_IMAGE (row->picture), GDK_PAINTABLE (look->texture));
      look_free (look);
    }
  g_object_unref (row->picture);
  g_object_unref (row->size);
}

static const XlAttachment *
attachment_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_parent (widget)), "xl-attachment");
}

static void
on_open (GtkWidget *button, XlFormFiles *self)
{
  const XlAttachment *a = attachment_of (button);

  xl_file_show_open (GTK_WIDGET (self), self->store, a->sha256, a->name);
}

static void
on_save (GtkWidget *button, XlFormFiles *self)
{
  const XlAttachment *a = attachment_of (button);

  xl_file_show_save (GTK_WIDGET (self), self->store, a->sha256, a->name);
}

static void
take_value (XlFormFiles *self, char *value)
{
  g_free (self->value);
  self->value = value;
  xl_form_editor_changed (XL_FORM_EDITOR (self));
}

/* The line stays, struck out, until the form is filled anew: the file can be put back. */
static void
on_remove (GtkWidget *button, XlFormFiles *self)
{
  const XlAttachment *a = attachment_of (button);
  GtkWidget *line = gtk_widget_get_parent (button);
  g_autoptr(GPtrArray) all = xl_attachments_parse (self->value);
  gboolean gone = FALSE;

  for (guint i = 0; i < all->len && !gone; i++)
    if (g_str_equal (((XlAttachment *) g_ptr_array_index (all, i))->sha256, a->sha256))
      {
        g_ptr_array_remove_index (all, i);
        gone = TRUE;
      }
  take_value (self, gone ? xl_attachments_format (all) : xl_attachments_add (self->value, a->sha256, a->name));
  gtk_button_set_label (GTK_BUTTON (button), gone ? _("Put back") : C_("file", "Remove"));
  if (gone)
    gtk_widget_add_css_class (line, "removed");
  else
    gtk_widget_remove_css_class (line, "removed");
}

static void
add_button (XlFormFiles *self, GtkWidget *line, const char *label, const char *name, GCallback run)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *words = g_strdup_printf ("%s %s", label, name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (button, "clicked", run, self);
  gtk_box_append (GTK_BOX (line), button);
}

static void
add_line (XlFormFiles *self, const XlAttachment *a)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *name = gtk_label_new (a->name);
  Row *row = g_new0 (Row, 1);
  XlAttachment *own = g_memdup2 (a, sizeof *a);

  own->name = g_strdup (a->name);
  g_object_set_data_full (G_OBJECT (line), "xl-attachment", own, xl_attachment_free);
  row->picture = g_object_ref_sink (gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  row->size = g_object_ref_sink (gtk_label_new (""));
  gtk_image_set_pixel_size (GTK_IMAGE (row->picture), THUMBNAIL / 2);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_width_chars (GTK_LABEL (name), 6);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, a->name);
  gtk_widget_add_css_class (row->size, "note");
  gtk_widget_add_css_class (line, "attachment");
  gtk_box_append (GTK_BOX (line), row->picture);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), row->size);
  add_button (self, line, C_("file", "Open"), a->name, G_CALLBACK (on_open));
  add_button (self, line, C_("file", "Save as…"), a->name, G_CALLBACK (on_save));
  add_button (self, line, C_("file", "Remove"), a->name, G_CALLBACK (on_remove));
  gtk_box_append (GTK_BOX (self->list), line);
  xl_store_read_async (self->store, read_look, g_strdup (a->sha256), g_free, look_free, self->cancellable, on_look, row);
}

static void
show_value (XlFormFiles *self)
{
  g_autoptr(GPtrArray) all = xl_attachments_parse (self->value);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < all->len && self->store != NULL; i++)
    add_line (self, g_ptr_array_index (all, i));
  gtk_widget_set_visible (self->list, all->len > 0);
}

/* --- coming in --------------------------------------------------------------------------------------------------------- */

static void
on_kept (const char *sha256, const char *name, gint64 size, const char *words, gpointer data)
{
  g_autoptr(XlFormFiles) self = data;

  if (self->add == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  say (self, words);
  if (sha256 == NULL)
    return;
  take_value (self, xl_attachments_add (self->value, sha256, name));
  show_value (self);
}

typedef struct { XlFormFiles *self; char *path; GdkTexture *texture; char *value; } Coming;

static gpointer
read_weight (XlDb *db, gpointer data, GError **error)
{
  gint64 weight = xl_attachment_table_weight (db, data);

  return g_memdup2 (&weight, sizeof weight);
}

static void
on_weight (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Coming *coming = data;
  g_autofree gint64 *weight = xl_store_read_finish (XL_STORE (source), result, NULL);
  XlFileToKeep what = { coming->path, coming->texture, weight != NULL ? *weight : 0 };

  xl_file_keep_async (XL_STORE (source), &what, coming->self->cancellable, on_kept, coming->self);
  g_free (coming->path);
  g_clear_object (&coming->texture);
}

static void
take (XlFormFiles *self, const char *path, GdkTexture *texture)
{
  Coming *coming;
  g_autoptr(GPtrArray) all = xl_attachments_parse (self->value);

  if (self->store == NULL)
    return;
  if (all->len >= XL_ATTACHMENTS_MOST)
    {
      say (self, _("A field takes twenty files at most."));
      return;
    }
  say (self, _("Being attached…"));
  coming = g_new0 (Coming, 1);
  *coming = (Coming) { g_object_ref (self), g_strdup (path), texture != NULL ? g_object_ref (texture) : NULL, NULL };
  xl_store_read_async (self->store, read_weight, g_strdup (self->value), g_free, g_free, self->cancellable, on_weight, coming);
}

static void
on_paths (char **paths, gpointer data)
{
  g_autoptr(XlFormFiles) self = data;

  for (guint i = 0; paths != NULL && paths[i] != NULL && self->add != NULL; i++)
    take (self, paths[i], NULL);
}

static void
on_add (GtkButton *button, XlFormFiles *self)
{
  XlPickWords words = { .kind = XL_PICK_OPEN_MANY, .title = _("Attach files"), .accept = _("Attach"),
                        .kind_name = _("Photos, scans and PDFs"), .patterns = "*.jpg;*.jpeg;*.png;*.pdf" };

  xl_file_picker_show (GTK_WIDGET (self), &words, on_paths, g_object_ref (self));
}

static void
take_files (XlFormFiles *self, GdkFileList *list)
{
  GSList *files = gdk_file_list_get_files (list);

  for (GSList *at = files; at != NULL; at = at->next)
    {
      g_autofree char *path = g_file_get_path (at->data);

      if (path != NULL)
        take (self, path, NULL);
    }
  g_slist_free (files);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, XlFormFiles *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    take_files (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    take (self, NULL, g_value_get_object (value));
  else
    return FALSE;
  return TRUE;
}

static void
on_texture (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlFormFiles) self = data;
  g_autoptr(GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->add == NULL)
    return;
  if (texture != NULL)
    take (self, NULL, texture);
  else
    say (self, _("There is no picture to paste; copy one first."));
}

static void
on_file_list (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlFormFiles) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && self->add != NULL)
    take_files (self, g_value_get_boxed (value));
}

/* Files copied in the file manager, else a picture. */
static void
paste (XlFormFiles *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_file_list, g_object_ref (self));
  else
    gdk_clipboard_read_texture_async (clipboard, NULL, on_texture, g_object_ref (self));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlFormFiles *self)
{
  if ((keyval != GDK_KEY_v && keyval != GDK_KEY_V) || !(modifiers & GDK_CONTROL_MASK))
    return FALSE;
  paste (self);
  return TRUE;
}

/* --- the editor ---------------------------------------------------------------------------------------------------------- */

static char *
get_value (XlFormEditor *editor)
{
  return g_strdup (XL_FORM_FILES (editor)->value);
}

static void
set_value (XlFormEditor *editor, const char *value, const char *words)
{
  XlFormFiles *self = XL_FORM_FILES (editor);

  g_free (self->value);
  self->value = g_strdup (value);
  say (self, NULL);
  show_value (self);
}

static GtkWidget *
get_target (XlFormEditor *editor)
{
  return GTK_WIDGET (editor);
}

static void
editor_init (XlFormEditorInterface *iface)
{
  iface->get_value = get_value;
  iface->set_value = set_value;
  iface->get_target = get_target;
}

static gboolean
xl_form_files_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (XL_FORM_FILES (widget)->add);
}

static void
xl_form_files_dispose (GObject *object)
{
  XlFormFiles *self = XL_FORM_FILES (object);

  g_cancellable_cancel (self->cancellable);
  self->add = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_form_files_parent_class)->dispose (object);
}

static void
xl_form_files_finalize (GObject *object)
{
  g_object_unref (XL_FORM_FILES (object)->cancellable);
  g_free (XL_FORM_FILES (object)->value);
  G_OBJECT_CLASS (xl_form_files_parent_class)->finalize (object);
}

static void
xl_form_files_class_init (XlFormFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_form_files_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_form_files_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = xl_form_files_grab_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_controllers (XlFormFiles *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (drop, (GType[]) { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE }, 2);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
xl_form_files_init (XlFormFiles *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *hint = gtk_label_new (_("or drop files here"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->cancellable = g_cancellable_new ();
  self->value = g_strdup ("");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->add = gtk_button_new_with_label (_("Attach…"));
  self->paste = gtk_button_new_with_label (_("Paste picture"));
  self->said = gtk_label_new (NULL);
  g_signal_connect (self->add, "clicked", G_CALLBACK (on_add), self);
  g_signal_connect_swapped (self->paste, "clicked", G_CALLBACK (paste), self);
  gtk_widget_add_css_class (hint, "note");
  gtk_label_set_ellipsize (GTK_LABEL (hint), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (buttons), self->add);
  gtk_box_append (GTK_BOX (buttons), self->paste);
  gtk_box_append (GTK_BOX (buttons), hint);
  gtk_label_set_wrap (GTK_LABEL (self->said), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->said), 0);
  gtk_widget_add_css_class (self->said, "field-flag");
  gtk_widget_set_visible (self->said, FALSE);
  gtk_widget_set_visible (self->list, FALSE);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), buttons);
  gtk_box_append (GTK_BOX (self), self->said);
  add_controllers (self);
}

GtkWidget *
xl_form_files_new (XlStore *store)
{
  XlFormFiles *self = g_object_new (XL_TYPE_FORM_FILES, NULL);

  g_set_object (&self->store, store);
  return GTK_WIDGET (self);
}
