#include "ui/xl-status-line.h"

#include "ui/xl-action.h"

#include <glib/gi18n.h>

/* Work shorter than this shows no progress. */
#define PROGRESS_AFTER_MS 500
/* Work shorter than this cannot be cancelled. */
#define CANCEL_AFTER_MS 2000

struct _XlStatusLine
{
  GtkWidget     parent_instance;
  GtkWidget    *text, *view, *undo;
  GtkWidget    *work;               /* box of work_text, bar, cancel */
  GtkWidget    *work_text, *bar, *cancel;
  GtkWidget    *summary;
  GCancellable *cancellable;
  guint         show_timer, cancel_timer, pulse_timer;
};
G_DEFINE_FINAL_TYPE (XlStatusLine, xl_status_line, GTK_TYPE_WIDGET)

static void
on_cancel (GtkButton *button, XlStatusLine *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
on_show_timer (gpointer data)
{
  XlStatusLine *self = data;

  self->show_timer = 0;
  gtk_widget_set_visible (self->work, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancel_timer (gpointer data)
{
  XlStatusLine *self = data;

  self->cancel_timer = 0;
  gtk_widget_set_visible (self->cancel, self->cancellable != NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_pulse (gpointer data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (XL_STATUS_LINE (data)->bar));
  return G_SOURCE_CONTINUE;
}

static void
end_work (XlStatusLine *self)
{
  g_clear_handle_id (&self->show_timer, g_source_remove);
  g_clear_handle_id (&self->cancel_timer, g_source_remove);
  g_clear_handle_id (&self->pulse_timer, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->work != NULL)
    {
      gtk_widget_set_visible (self->work, FALSE);
      gtk_widget_set_visible (self->cancel, FALSE);
    }
}

static GtkWidget *
make_link (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "status-link");
  gtk_widget_set_visible (button, FALSE);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_text (float xalign)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static void
build_work (XlStatusLine *self)
{
  self->work = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->work_text = make_text (0);
  self->bar = gtk_progress_bar_new ();
  self->cancel = gtk_button_new_with_label (_("Cancel"));
  gtk_widget_add_css_class (self->cancel, "status-link");
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->bar, 96, -1);
  g_signal_connect (self->cancel, "clicked", G_CALLBACK (on_cancel), self);
  gtk_box_append (GTK_BOX (self->work), self->work_text);
  gtk_box_append (GTK_BOX (self->work), self->bar);
  gtk_box_append (GTK_BOX (self->work), self->cancel);
  gtk_widget_set_visible (self->work, FALSE);
  gtk_widget_set_visible (self->cancel, FALSE);
}

static void
xl_status_line_dispose (GObject *object)
{
  XlStatusLine *self = XL_STATUS_LINE (object);
  GtkWidget *child;

  end_work (self);
  self->work = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (xl_status_line_parent_class)->dispose (object);
}

static void
xl_status_line_class_init (XlStatusLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_status_line_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "statusline");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
xl_status_line_init (XlStatusLine *self)
{
  GtkWidget *children[5];

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->text = make_text (0);
  self->view = make_link (_("View"), NULL);
  self->undo = make_link (_("Undo"), "win.undo");
  self->summary = make_text (1);
  gtk_widget_set_hexpand (self->summary, TRUE);
  gtk_widget_set_halign (self->summary, GTK_ALIGN_END);
  build_work (self);
  children[0] = self->text;
  children[1] = self->view;
  children[2] = self->undo;
  children[3] = self->work;
  children[4] = self->summary;
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_set_parent (children[i], GTK_WIDGET (self));
}

GtkWidget *
xl_status_line_new (void)
{
  return g_object_new (XL_TYPE_STATUS_LINE, NULL);
}

void
xl_status_line_say (XlStatusLine *self, const char *text, const char *view_action, gboolean undoable)
{
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_widget_set_tooltip_text (self->text, text);
  gtk_widget_set_visible (self->view, view_action != NULL);
  gtk_widget_set_visible (self->undo, undoable);
  if (view_action != NULL)
    xl_action_set (self->view, view_action);
}

void
xl_status_line_set_summary (XlStatusLine *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->summary), text != NULL ? text : "");
}

void
xl_status_line_set_progress (XlStatusLine *self, const char *text, double fraction, GCancellable *cancellable)
{
  if (text == NULL || *text == '\0')
    {
      end_work (self);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->work_text), text);
  g_set_object (&self->cancellable, cancellable);
  if (self->show_timer == 0 && !gtk_widget_get_visible (self->work))
    {
      self->show_timer = g_timeout_add (PROGRESS_AFTER_MS, on_show_timer, self);
      self->cancel_timer = g_timeout_add (CANCEL_AFTER_MS, on_cancel_timer, self);
    }
  if (fraction < 0 && self->pulse_timer == 0)
    self->pulse_timer = g_timeout_add (200, on_pulse, self);
  if (fraction < 0)
    return;
  g_clear_handle_id (&self->pulse_timer, g_source_remove);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), MIN (fraction, 1));
}
