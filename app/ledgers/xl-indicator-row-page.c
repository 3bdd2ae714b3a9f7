#include "ledgers/xl-indicator-row-page.h"

#include "ledgers/xl-indicator-commands.h"
#include "ui/xl-bar.h"

#include <glib/gi18n.h>

static GtkWidget *
make_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_title (guint number, const XlIndicator *n)
{
  g_autofree char *text = g_strdup_printf ("%u. %s", number, n->title);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = make_label (text, 0, NULL);
  g_autofree char *base = n->has_base ? g_strdup_printf (_("Base %g%s"), n->base, n->unit != NULL ? n->unit : "") : NULL;
  g_autofree char *note = g_strjoin (base != NULL && n->kind != NULL ? " · " : "", n->kind != NULL ? n->kind : "",
                                     base != NULL ? base : "", NULL);

  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), title);
  if (*note != '\0')
    gtk_box_append (GTK_BOX (box), make_label (note, 0, "note"));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/* The bar reaches as far as the larger of value and target, and a little more. */
static GtkWidget *
make_bar (const XlIndicator *n, const XlIndicatorValue *v)
{
  double most = MAX (MAX (v->value, n->has_target ? n->target : 0), n->has_base ? n->base : 0) * 1.1;
  GtkWidget *bar = v->known ? xl_bar_new (most > 0 ? v->value / most : 0) : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  if (v->known && n->has_target && most > 0)
    xl_bar_set_mark (XL_BAR (bar), n->target / most);
  gtk_widget_add_css_class (bar, !n->has_target ? "note" : v->met ? "green" : "seal");
  gtk_widget_set_size_request (bar, 120, -1);
  gtk_widget_set_hexpand (bar, FALSE);
  return bar;
}

static GtkWidget *
make_value (const XlIndicator *n, const XlIndicatorValue *v)
{
  g_autofree char *number = v->known ? xl_indicator_words (n, v->value) : g_strdup ("—");
  g_autofree char *text = g_strconcat (number, v->known && n->unit != NULL ? n->unit : "", NULL);
  g_autofree char *target = n->has_target ? xl_indicator_target_words (n) : NULL;
  g_autofree char *aim = target != NULL ? g_strdup_printf (_("Target %s"), target) : NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_label (text, 1, "indicator-value"));
  if (aim != NULL)
    gtk_box_append (GTK_BOX (box), make_label (aim, 1, "note"));
  gtk_widget_set_size_request (box, 130, -1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

GtkWidget *
xl_indicator_row_new (guint number, const XlIndicator *n, const XlIndicatorValue *v, GtkSizeGroup *values, GtkSizeGroup *verdicts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *words = xl_indicator_verdict (n, v);
  g_autofree char *value = v->known ? xl_indicator_words (n, v->value) : g_strdup ("—");
  g_autofree char *label = g_strdup_printf ("%u. %s %s%s %s", number, n->title, value, n->unit != NULL ? n->unit : "", words);
  GtkWidget *verdict = make_label (words, 0, !v->known ? "amber" : v->met ? "green" : "seal");
  GtkWidget *figure = make_value (n, v);

  gtk_label_set_wrap (GTK_LABEL (verdict), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (verdict), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (verdict), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (verdict), 14);
  gtk_widget_add_css_class (row, "indicator");
  gtk_box_append (GTK_BOX (box), make_title (number, n));
  gtk_box_append (GTK_BOX (box), make_bar (n, v));
  gtk_size_group_add_widget (values, figure);
  gtk_size_group_add_widget (verdicts, verdict);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), verdict);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}
