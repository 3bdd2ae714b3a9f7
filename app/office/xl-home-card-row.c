#include "office/xl-home-card-row.h"

#include "ui/xl-bar.h"

static const char *
urgency_class (int urgency)
{
  return urgency >= 2 ? "seal" : urgency == 1 ? "amber" : urgency < 0 ? "green" : NULL;
}

static GtkWidget *
make_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A button when it leads somewhere, else only the words. */
static GtkWidget *
make_target (GtkWidget *content, const char *kind, gint64 id, const char *room, const char *view)
{
  GtkWidget *button;

  if (kind == NULL && room == NULL)
    {
      gtk_widget_add_css_class (content, "home-words");
      return content;
    }
  button = gtk_button_new ();
  gtk_widget_add_css_class (button, "home-line");
  gtk_button_set_child (GTK_BUTTON (button), content);
  if (kind != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-record");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", kind, id);
    }
  else
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-view");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", room, view != NULL ? view : "");
    }
  return button;
}

static GtkWidget *
make_line (const XlHomeLine *line)
{
  GtkWidget *across = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *down = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *css_class = urgency_class (line->urgency);
  GtkWidget *target;

  gtk_widget_set_hexpand (down, TRUE);
  gtk_box_append (GTK_BOX (down), make_label (line->text, 0, line->value == NULL ? css_class : NULL));
  if (line->note != NULL)
    gtk_box_append (GTK_BOX (down), make_label (line->note, 0, css_class != NULL ? css_class : "note"));
  gtk_box_append (GTK_BOX (across), down);
  if (line->value != NULL)
    {
      GtkWidget *value = gtk_label_new (line->value);

      gtk_widget_add_css_class (value, "number");
      if (css_class != NULL)
        gtk_widget_add_css_class (value, css_class);
      gtk_box_append (GTK_BOX (across), value);
    }
  target = make_target (across, line->kind, line->id, line->room, line->view);
  if (GTK_IS_BUTTON (target))
    {
      g_autofree char *words = g_strjoin (" ", line->text, line->value != NULL ? line->value : "",
                                          line->note != NULL ? line->note : "", NULL);

      gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
  return target;
}

static GtkWidget *
make_bar (const XlHomeBar *bar, gint64 most)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *value = g_strdup_printf ("%'" G_GINT64_FORMAT, bar->value);
  g_autofree char *words = g_strdup_printf ("%s %s", bar->name, value);
  GtkWidget *name = gtk_label_new (bar->name);
  GtkWidget *number = gtk_label_new (value);
  GtkWidget *target;

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 9);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_label_set_width_chars (GTK_LABEL (number), 5);
  gtk_widget_set_tooltip_text (box, bar->name);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), xl_bar_new (most > 0 ? (double) bar->value / most : 0));
  gtk_box_append (GTK_BOX (box), number);
  target = make_target (box, NULL, 0, bar->room, bar->view);
  if (GTK_IS_BUTTON (target))
    {
      gtk_widget_add_css_class (target, "home-bar");
      gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
  return target;
}

GtkWidget *
xl_home_card_row_new (const XlHomeCard *card)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *bars = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gint64 most = 0;

  gtk_widget_add_css_class (box, "card");
  gtk_box_append (GTK_BOX (box), make_label (card->title, 0, "card-title"));
  for (guint i = 0; i < card->lines->len; i++)
    gtk_box_append (GTK_BOX (box), make_line (g_ptr_array_index (card->lines, i)));
  for (guint i = 0; i < card->bars->len; i++)
    most = MAX (most, ((XlHomeBar *) g_ptr_array_index (card->bars, i))->value);
  for (guint i = 0; i < card->bars->len; i++)
    gtk_box_append (GTK_BOX (bars), make_bar (g_ptr_array_index (card->bars, i), most));
  gtk_box_append (GTK_BOX (box), bars);
  return box;
}
