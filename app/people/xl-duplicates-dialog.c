#include "people/xl-duplicates-dialog.h"

#include "people/xl-merge-form-dialog.h"
#include "people/xl-person-card-table.h"
#include "people/xl-person-merge-table.h"
#include "people/xl-person-table.h"
#include "ui/xl-alert.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>

#define MAX_PAIRS 500

/* The dialog of a page; found by callbacks as the page's "duplicates", so that one that comes too late finds none. */
typedef struct {
  XlPage      *page;
  GtkWindow   *window;
  GtkWidget   *stack, *switcher, *pairs, *merges, *merge, *distinct, *empty;
  XlMergeForm *form;
  GPtrArray   *lines;      /* PairLine */
  GPtrArray   *parts;      /* XlPersonMerge */
} Dialog;

typedef struct {
  XlTwinPair pair;
  char      *words;
} PairLine;

typedef struct {
  gint64    keep, gone;
  XlPerson *result;
} MergeJob;

static Dialog *
dialog_of (XlPage *page)
{
  return g_object_get_data (G_OBJECT (page), "duplicates");
}

static void
line_free (gpointer data)
{
  g_free (((PairLine *) data)->words);
  g_free (data);
}

static void
job_free (gpointer data)
{
  xl_person_free (((MergeJob *) data)->result);
  g_free (data);
}

static void
dialog_free (gpointer data)
{
  Dialog *d = data;

  g_clear_pointer (&d->lines, g_ptr_array_unref);
  g_clear_pointer (&d->parts, g_ptr_array_unref);
  g_free (d);
}

/* Reading --------------------------------------------------------------------------------------------------------------- */

static gpointer
read_pairs (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(GArray) pairs = xl_person_table_find_pairs (db, NULL, MAX_PAIRS, error);
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const XlTwinPair *pair = &g_array_index (pairs, XlTwinPair, i);
      g_autoptr(XlPerson) a = xl_person_table_get (db, pair->a, NULL);
      g_autoptr(XlPerson) b = xl_person_table_get (db, pair->b, NULL);
      PairLine *line;

      if (a == NULL || b == NULL)
        continue;
      line = g_new0 (PairLine, 1);
      line->pair = *pair;
      line->words = g_strcmp0 (a->name, b->name) == 0 ? g_strdup (a->name) : g_strdup_printf ("%s · %s", a->name, b->name);
      g_ptr_array_add (lines, line);
    }
  if (pairs != NULL)
    return lines;
  g_ptr_array_unref (lines);
  return NULL;
}

static gpointer
read_merges (XlDb *db, gpointer data, GError **error)
{
  return xl_person_table_merges (db, 0, MAX_PAIRS, error);
}

static gpointer
read_two (XlDb *db, gpointer data, GError **error)
{
  const XlTwinPair *pair = data;
  g_autoptr(GPtrArray) two = g_ptr_array_new_with_free_func (xl_person_card_free);
  const gint64 ids[] = { pair->a, pair->b };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      XlPersonCard *card = xl_person_card_table_read (db, ids[i], NULL, error);

      if (card == NULL)
        return NULL;
      g_ptr_array_add (two, card);
    }
  return g_steal_pointer (&two);
}

/* Showing --------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_line (const char *title, const char *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_label_new (title), *second = gtk_label_new (note);

  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (second), 20);
  gtk_widget_add_css_class (first, "strong");
  gtk_widget_add_css_class (second, "note");
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), child);
}

/* A row that had the focus may be gone: the first of the list that is seen has it, or the tabs when there is none. */
static void
focus_first (Dialog *d)
{
  const char *name = gtk_stack_get_visible_child_name (GTK_STACK (d->stack));
  GtkWidget *list = g_strcmp0 (name, "merges") == 0 ? d->merges : d->pairs;
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);

  gtk_list_box_select_row (GTK_LIST_BOX (list), first);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  else
    gtk_widget_child_focus (d->switcher, GTK_DIR_TAB_FORWARD);
}

static void
show_pairs (XlPage *page, gpointer answer, gpointer data)
{
  Dialog *d = dialog_of (page);

  if (d == NULL)
    return;
  g_clear_pointer (&d->lines, g_ptr_array_unref);
  d->lines = g_ptr_array_ref (answer);
  clear_list (d->pairs);
  for (guint i = 0; i < d->lines->len; i++)
    {
      const PairLine *line = g_ptr_array_index (d->lines, i);

      gtk_list_box_append (GTK_LIST_BOX (d->pairs), make_line (line->words, _(xl_twin_reason_text (line->pair.reason))));
    }
  gtk_widget_set_visible (d->empty, d->lines->len == 0);
  gtk_widget_set_sensitive (d->merge, FALSE);
  gtk_widget_set_sensitive (d->distinct, FALSE);
  xl_merge_form_clear (d->form);
  focus_first (d);
}

static void
show_merges (XlPage *page, gpointer answer, gpointer data)
{
  Dialog *d = dialog_of (page);

  if (d == NULL)
    return;
  g_clear_pointer (&d->parts, g_ptr_array_unref);
  d->parts = g_ptr_array_ref (answer);
  clear_list (d->merges);
  for (guint i = 0; i < d->parts->len; i++)
    {
      const XlPersonMerge *m = g_ptr_array_index (d->parts, i);
      g_autoptr(GDateTime) at = g_date_time_new_from_unix_local (m->at);
      g_autofree char *when = g_date_time_format (at, "%Y-%m-%d %H:%M");
      g_autofree char *note = g_strdup_printf (_("%s went into this one"), m->gone_name);
      g_autofree char *title = g_strdup_printf ("%s · %s", m->keep_name != NULL ? m->keep_name : "—", when);

      gtk_list_box_append (GTK_LIST_BOX (d->merges), make_line (title, note));
    }
  focus_first (d);
}

static void
show_two (XlPage *page, gpointer answer, gpointer data)
{
  Dialog *d = dialog_of (page);
  GPtrArray *two = answer;

  if (d == NULL)
    return;
  xl_merge_form_show (d->form, g_ptr_array_index (two, 0), g_ptr_array_index (two, 1));
  gtk_widget_set_sensitive (d->merge, TRUE);
  gtk_widget_set_sensitive (d->distinct, TRUE);
}

static void
reload (Dialog *d)
{
  xl_page_read (d->page, "duplicates", read_pairs, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, show_pairs, NULL);
  xl_page_read (d->page, "merges", read_merges, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, show_merges, NULL);
}

/* Doing ----------------------------------------------------------------------------------------------------------------- */

static const PairLine *
chosen (Dialog *d)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (d->pairs));

  return row != NULL && d->lines != NULL ? g_ptr_array_index (d->lines, (guint) gtk_list_box_row_get_index (row)) : NULL;
}

static void
on_chosen (Dialog *d)
{
  const PairLine *line = chosen (d);

  if (line != NULL)
    xl_page_read (d->page, "twins-two", read_two, g_memdup2 (&line->pair, sizeof line->pair), g_free,
                  (GDestroyNotify) g_ptr_array_unref, show_two, NULL);
}

static void
on_written (XlPage *page, gint64 result, const GError *error, gpointer data)
{
  Dialog *d = dialog_of (page);

  if (error != NULL)
    xl_alert_error (d != NULL ? GTK_WIDGET (d->window) : GTK_WIDGET (page), _("Nothing was changed"), error);
  if (d != NULL)
    reload (d);
}

static gint64
write_merge (XlDb *db, gpointer data, GError **error)
{
  const MergeJob *job = data;

  return xl_person_table_merge (db, job->keep, job->gone, job->result, error);
}

static gint64
write_distinct (XlDb *db, gpointer data, GError **error)
{
  const XlTwinPair *pair = data;

  return xl_person_table_set_distinct (db, pair->a, pair->b, error) ? 0 : -1;
}

static gint64
write_part (XlDb *db, gpointer data, GError **error)
{
  return xl_person_table_part (db, *(gint64 *) data, error);
}

static void
on_merge (Dialog *d)
{
  const PairLine *line = chosen (d);
  MergeJob *job;
  g_autofree char *label = NULL;

  if (line == NULL)
    return;
  job = g_new0 (MergeJob, 1);
  job->keep = line->pair.a;
  job->gone = line->pair.b;
  job->result = xl_merge_form_result (d->form);
  label = g_strdup_printf (_("Merged: %s"), job->result->name);
  xl_page_write (d->page, XL_CHANGE_EDIT, label, write_merge, job, job_free, on_written, NULL);
}

static void
on_distinct (Dialog *d)
{
  const PairLine *line = chosen (d);
  g_autofree char *label = line != NULL ? g_strdup_printf (_("Two persons: %s"), line->words) : NULL;

  if (line != NULL)
    xl_page_write (d->page, XL_CHANGE_EDIT, label, write_distinct, g_memdup2 (&line->pair, sizeof line->pair), g_free, on_written, NULL);
}

static void
on_part (Dialog *d)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (d->merges));
  const XlPersonMerge *m = row != NULL ? g_ptr_array_index (d->parts, (guint) gtk_list_box_row_get_index (row)) : NULL;
  g_autofree char *label = m != NULL ? g_strdup_printf (_("Parted again: %s"), m->gone_name) : NULL;

  if (m != NULL)
    xl_page_write (d->page, XL_CHANGE_EDIT, label, write_part, g_memdup2 (&m->id, sizeof m->id), g_free, on_written, NULL);
}

/* Building -------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_list (Dialog *d, const char *name, GCallback chosen_one)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (list, "behind");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (chosen_one != NULL)
    g_signal_connect_swapped (list, "row-selected", chosen_one, d);
  return list;
}

static GtkWidget *
scroll (GtkWidget *child, int width)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, width, -1);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
make_button (Dialog *d, const char *label, GCallback clicked, const char *css_class)
{
  GtkWidget *button = xl_speak_button_new (label);

  g_signal_connect_swapped (button, "clicked", clicked, d);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  return button;
}

static GtkWidget *
make_pairs (Dialog *d)
{
  GtkWidget *across = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *form;

  d->pairs = make_list (d, _("Possible duplicates"), G_CALLBACK (on_chosen));
  d->form = xl_merge_form_new ();
  d->empty = gtk_label_new (_("Nobody seems to stand in the register twice."));
  d->merge = make_button (d, _("_Merge"), G_CALLBACK (on_merge), "primary");
  d->distinct = make_button (d, _("_Two persons"), G_CALLBACK (on_distinct), NULL);
  form = scroll (GTK_WIDGET (d->form), 480);
  gtk_widget_set_hexpand (form, TRUE);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), d->distinct);
  gtk_box_append (GTK_BOX (buttons), d->merge);
  gtk_box_append (GTK_BOX (right), d->empty);
  gtk_box_append (GTK_BOX (right), form);
  gtk_box_append (GTK_BOX (right), buttons);
  gtk_box_append (GTK_BOX (across), scroll (d->pairs, 240));
  gtk_box_append (GTK_BOX (across), right);
  return across;
}

static GtkWidget *
make_merges (Dialog *d)
{
  GtkWidget *down = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *note = gtk_label_new (_("Parting brings the second row back with all that was its own; what was written since stays with the first."));
  GtkWidget *part = make_button (d, _("_Part again"), G_CALLBACK (on_part), NULL);

  d->merges = make_list (d, _("Merged"), NULL);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_widget_set_halign (part, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (down), note);
  gtk_box_append (GTK_BOX (down), scroll (d->merges, 480));
  gtk_box_append (GTK_BOX (down), part);
  return down;
}

static void
on_destroy (Dialog *d)
{
  g_signal_handlers_disconnect_by_data (d->stack, d);
  g_signal_handlers_disconnect_by_data (d->pairs, d);
  g_object_set_data (G_OBJECT (d->page), "duplicates", NULL);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_destroy (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (on_escape, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}

void
xl_duplicates_dialog_show (XlPage *page)
{
  Dialog *d = g_new0 (Dialog, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *switcher = gtk_stack_switcher_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  d->page = page;
  d->window = GTK_WINDOW (gtk_window_new ());
  d->stack = gtk_stack_new ();
  gtk_stack_add_titled (GTK_STACK (d->stack), make_pairs (d), "pairs", _("Possible duplicates"));
  gtk_stack_add_titled (GTK_STACK (d->stack), make_merges (d), "merges", _("Merged"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (d->stack));
  d->switcher = switcher;
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), d->stack);
  gtk_widget_add_css_class (box, "page-content");
  gtk_window_set_child (d->window, box);
  gtk_window_set_title (d->window, _("Duplicates"));
  gtk_window_set_default_size (d->window, 860, 620);
  gtk_window_set_modal (d->window, TRUE);
  gtk_window_set_transient_for (d->window, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_set_destroy_with_parent (d->window, TRUE);
  add_escape (GTK_WIDGET (d->window));
  g_object_set_data (G_OBJECT (page), "duplicates", d);
  g_object_set_data_full (G_OBJECT (d->window), "dialog", d, dialog_free);
  g_signal_connect_swapped (d->window, "destroy", G_CALLBACK (on_destroy), d);
  g_signal_connect_swapped (d->stack, "notify::visible-child", G_CALLBACK (focus_first), d);
  gtk_window_present (d->window);
  reload (d);
}
