/* The window without an office file: what is wrong with it, or the three steps of the first run. */
#include "ui/xl-alert.h"
#include "ui/xl-window-private.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>

static GtkWidget *
add_text (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

void
xl_window_show_welcome (XlWindow *self, const char *path, const GError *error)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *sentence = xl_error_sentence (error);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "welcome");
  add_text (box, _("The office file cannot be opened"), "page-title");
  add_text (box, sentence, "alert-text");
  add_text (box, path, "path");
  gtk_widget_set_visible (self->sidebar, FALSE);
  gtk_stack_add_named (GTK_STACK (self->pages), box, "welcome");
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "welcome");
}
