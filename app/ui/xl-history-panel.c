#include "ui/xl-history-panel.h"

#include "ui/xl-alert.h"

#include <glib/gi18n.h>

struct _XlHistoryPanel
{
  GtkWidget      parent_instance;
  GtkWidget     *scroll, *list;
  GCancellable  *cancellable;
  char          *table_name;
  XlColumnTitle  title_of;
  XlColumnWords  words_of;
  XlHistoryRead  read;
};
G_DEFINE_FINAL_TYPE (XlHistoryPanel, xl_history_panel, GTK_TYPE_WIDGET)

typedef struct {
  char         *table_name;
  gint64        row_id;
  XlHistoryRead read;
} Question;

static void
question_free (Question *question)
{
  g_free (question->table_name);
  g_free (question);
}

static gpointer
read_history (XlDb *db, gpointer data, GError **error)
{
  Question *question = data;

  return question->read (db, question->table_name, question->row_id, error);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_label (XlHistoryPanel *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->list), label);
  return label;
}

static void
add_change (XlHistoryPanel *self, const XlFieldChange *change)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local (change->at);
  g_autofree char *when = g_date_time_format (at, "%Y-%m-%d %H:%M");
  g_autofree char *head = g_strdup_printf ("%s · %s", when, change->user);

  gtk_widget_set_margin_top (add_label (self, change->label, "strong"), 12);
  add_label (self, head, "note");
}

/* A value as it is shown; NULL and "" stay nothing. */
static char *
value_words (XlHistoryPanel *self, const char *column, const char *value)
{
  char *words = NULL;

  if (value == NULL || *value == '\0')
    return NULL;
  if (self->words_of != NULL)
    words = self->words_of (self->table_name, column, value);
  return words != NULL ? words : g_strdup (value);
}

static void
add_field (XlHistoryPanel *self, const XlFieldChange *change)
{
  const char *title = self->title_of != NULL ? self->title_of (self->table_name, change->column) : NULL;
  g_autofree char *old_value = value_words (self, change->column, change->old_value);
  g_autofree char *new_value = value_words (self, change->column, change->new_value);
  g_autofree char *words = NULL;

  if ((change->operation == 'i' && new_value == NULL) || (self->title_of != NULL && title == NULL))
    return;
  title = title != NULL ? title : change->column;
  if (old_value == NULL)
    words = g_strdup_printf ("%s: %s", title, new_value != NULL ? new_value : "");
  else
    words = g_strdup_printf ("%s: %s → %s", title, old_value, new_value != NULL ? new_value : _("(empty)"));
  add_label (self, words, NULL);
}

static void
fill (XlHistoryPanel *self, GPtrArray *changes)
{
  gint64 seq = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const XlFieldChange *change = g_ptr_array_index (changes, i);

      if (change->seq != seq)
        add_change (self, change);
      seq = change->seq;
      if (g_strcmp0 (change->column, "id") != 0)
        add_field (self, change);
    }
  if (changes->len == 0)
    add_label (self, _("Nothing has been changed since this record came in."), "note");
}

static void
clear (XlHistoryPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
}

static void
on_history (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlHistoryPanel) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = xl_store_read_finish (XL_STORE (source), result, &error);

  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear (self);
  if (changes != NULL)
    fill (self, changes);
  else
    {
      g_autofree char *sentence = xl_error_sentence (error);

      add_label (self, sentence, "field-error");
    }
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static void
xl_history_panel_dispose (GObject *object)
{
  XlHistoryPanel *self = XL_HISTORY_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  self->list = NULL;
  G_OBJECT_CLASS (xl_history_panel_parent_class)->dispose (object);
}

static void
xl_history_panel_finalize (GObject *object)
{
  g_free (XL_HISTORY_PANEL (object)->table_name);
  G_OBJECT_CLASS (xl_history_panel_parent_class)->finalize (object);
}

static void
xl_history_panel_class_init (XlHistoryPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_history_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_history_panel_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "history");
}

static void
xl_history_panel_init (XlHistoryPanel *self)
{
  self->read = xl_change_history;
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->list);
  gtk_widget_set_vexpand (self->scroll, TRUE);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
}

XlHistoryPanel *
xl_history_panel_new (void)
{
  return g_object_new (XL_TYPE_HISTORY_PANEL, NULL);
}

void
xl_history_panel_set_read (XlHistoryPanel *self, XlHistoryRead read)
{
  self->read = read;
}

void
xl_history_panel_show (XlHistoryPanel *self, XlStore *store, const char *table_name, gint64 row_id,
                       XlColumnTitle title_of)
{
  Question *question = g_new0 (Question, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_free (self->table_name);
  self->table_name = g_strdup (table_name);
  self->title_of = title_of;
  question->table_name = g_strdup (table_name);
  question->row_id = row_id;
  question->read = self->read;
  xl_store_read_async (store, read_history, question, (GDestroyNotify)question_free, (GDestroyNotify)g_ptr_array_unref,
                       self->cancellable, on_history, g_object_ref (self));
}

void
xl_history_panel_set_words (XlHistoryPanel *self, XlColumnWords words_of)
{
  self->words_of = words_of;
}
