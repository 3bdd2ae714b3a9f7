/* The list of notices at the left of their page. */
#include "notices/xl-notices-page-private.h"

#include "notices/xl-notice-table.h"
#include "office/xl-office-table.h"

#include <glib/gi18n.h>

typedef struct {
  char      *office;
  GPtrArray *rows;     /* XlNoticeRow */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->office);
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

static gpointer
read_list (XlDb *db, gpointer data, GError **error)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr(XlOffice) office = xl_office_table_own (db, error);

  if (office != NULL)
    {
      answer->office = g_strdup (office->code);
      answer->rows = xl_notice_table_list (db, NULL, data, error);
    }
  if (answer->rows != NULL)
    return answer;
  answer_free (answer);
  return NULL;
}

static GtkWidget *
new_line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_row (const XlNoticeRow *notice)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *title = notice->title != NULL ? notice->title : notice->file_name;
  const char *state = notice->confirmed_by == NULL ? _("not confirmed") : NULL;
  g_autofree char *open = notice->n_open_tasks > 0 ? g_strdup_printf (ngettext ("%u to do", "%u to do", notice->n_open_tasks), notice->n_open_tasks) : NULL;
  g_autofree char *below = g_strjoin (" · ", state != NULL ? state : open != NULL ? open : notice->received_date,
                                      notice->number != NULL ? notice->number : notice->file_name, NULL);
  GtkWidget *label = new_line (title, "strong");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_line (below, state != NULL ? "amber" : "field-remark"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "xl-id", g_memdup2 (&notice->id, sizeof notice->id), g_free);
  return row;
}

static gint64
row_id (GtkListBoxRow *row)
{
  return *(gint64 *) g_object_get_data (G_OBJECT (row), "xl-id");
}

static void
fill (XlNoticesPage *self, const Answer *answer)
{
  GtkWidget *child;

  self->selecting = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const XlNoticeRow *notice = answer->rows->pdata[i];
      GtkWidget *row = new_row (notice);

      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      if (notice->id == self->id)
        gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
    }
  self->selecting = FALSE;
}

static void
on_list (XlPage *page, gpointer result, gpointer user_data)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);
  const Answer *answer = result;
  g_autofree char *summary = g_strdup_printf (ngettext ("%u notice", "%u notices", answer->rows->len), answer->rows->len);

  g_free (self->office);
  self->office = g_strdup (answer->office);
  fill (self, answer);
  xl_page_set_summary (page, summary);
  if (self->wanted != 0)
    xl_notices_page_show (self, self->wanted);
  else if (self->id == 0 && self->file == NULL && answer->rows->len > 0)
    xl_notices_page_show (self, ((const XlNoticeRow *) answer->rows->pdata[0])->id);
  self->wanted = 0;
}

void
xl_notices_list_load (XlNoticesPage *self)
{
  xl_page_read (XL_PAGE (self), "list", read_list, g_strdup (xl_page_get_filter (XL_PAGE (self))), g_free, answer_free, on_list, NULL);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, XlNoticesPage *self)
{
  if (row != NULL && !self->selecting && row_id (row) != self->id)
    xl_notices_page_show (self, row_id (row));
}

GtkWidget *
xl_notices_list_new (XlNoticesPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), gtk_label_new (_("No notice yet")));
  gtk_widget_add_css_class (self->list, "notice-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Notices"), -1);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}
