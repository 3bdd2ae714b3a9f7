#include "filings/xl-filings-page-private.h"

#include "filings/xl-filing-due-table.h"
#include "office/xl-office-table.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (XlFilingsPage, xl_filings_page, XL_TYPE_PAGE)

static const char *const state_names[] = { N_("made"), N_("filed"), N_("returned"), N_("accepted") };

char *
xl_filings_page_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

void
xl_filings_page_show_facts (XlFilingsPage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->facts), text);
}

/* Reading ------------------------------------------------------------------------------------------------------------- */

typedef struct { GPtrArray *due, *rows; } Lists;

static void
lists_free (gpointer item)
{
  Lists *lists = item;

  g_clear_pointer (&lists->due, g_ptr_array_unref);
  g_clear_pointer (&lists->rows, g_ptr_array_unref);
  g_free (lists);
}

/* The last period that is over, and the two before it. */
static void
list_periods (const XlFilingForm *form, const char *on, XlFilingDueForm *due)
{
  g_autofree char *day = g_strdup (on);

  for (guint i = 0; i < 3 && day != NULL; i++)
    {
      char *period = xl_filing_last_period (form->period, day);

      due->periods[i] = period;
      g_free (day);
      if (period == NULL || strlen (period) == 10)
        day = NULL;
      else if (strchr (period, 'Q') != NULL)
        day = g_strdup_printf ("%.4s-%02d-01", period, (period[6] - '0') * 3 - 2);
      else
        day = strlen (period) == 4 ? g_strdup_printf ("%s-01-01", period) : g_strdup_printf ("%s-01", period);
    }
}

static GPtrArray *
read_due (XlDb *db, const char *office, const char *on, GError **error)
{
  g_auto(GStrv) keys = xl_filing_form_list ();
  guint n = g_strv_length (keys);
  g_autofree XlFilingDueForm *forms = g_new0 (XlFilingDueForm, n + 1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_filing_form_free);
  GPtrArray *due = NULL;
  gboolean ok = TRUE;

  for (guint i = 0; i < n && ok; i++)
    {
      XlFilingForm *form = xl_filing_form_load (keys[i], error);

      ok = form != NULL;
      if (!ok)
        break;
      g_ptr_array_add (kept, form);
      forms[i].form = form->key;
      forms[i].name = form->name;
      forms[i].kind = form->period;
      list_periods (form, on, &forms[i]);
    }
  if (ok)
    due = xl_filing_due_table_list (db, forms, n, office, on, error);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (forms[i].periods); k++)
      g_free (forms[i].periods[k]);
  return due;
}

static gpointer
read_lists (XlDb *db, gpointer on, GError **error)
{
  g_autoptr(XlOffice) office = xl_office_table_own (db, error);
  Lists *lists;

  if (office == NULL)
    return NULL;
  lists = g_new0 (Lists, 1);
  lists->due = read_due (db, office->code, on, error);
  lists->rows = lists->due != NULL ? xl_filing_table_list (db, NULL, error) : NULL;
  if (lists->rows != NULL)
    return lists;
  lists_free (lists);
  return NULL;
}

/* Showing ------------------------------------------------------------------------------------------------------------- */

static char *
due_words (const XlFilingDue *due)
{
  if (due->record != NULL)
    return g_strdup_printf ("%s · %s", _(state_names[due->record->state]), due->record->number);
  if (*due->due_date == '\0')
    return g_strdup (_("not made yet"));
  if (due->days_left < 0)
    return g_strdup_printf (ngettext ("overdue by %d day", "overdue by %d days", (gulong) -due->days_left), -due->days_left);
  return g_strdup_printf (ngettext ("due in %d day · %s", "due in %d days · %s", (gulong) due->days_left), due->days_left,
                          due->due_date);
}

static GtkWidget *
make_due_row (const XlFilingDue *due)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (due->name), *state;
  g_autofree char *words = due_words (due), *line = g_strdup_printf ("%s · %s", due->words, words);

  state = gtk_label_new (line);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (state), 0);
  gtk_label_set_ellipsize (GTK_LABEL (state), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (state, line);
  gtk_widget_add_css_class (state, due->record == NULL && *due->due_date != '\0' && due->days_left < 0 ? "overdue" : "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), state);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 12);
  return box;
}

/* "elder-visits", or one period of it: "elder-visits/2026-06". */
static gboolean
is_wanted (const char *wanted, const XlFilingDue *due)
{
  g_autofree char *with_period = g_strconcat (due->form, "/", due->period, NULL);

  return wanted != NULL && (strcmp (wanted, due->form) == 0 || strcmp (wanted, with_period) == 0);
}

static void
fill_due (XlFilingsPage *self)
{
  GtkListBox *list = GTK_LIST_BOX (self->due_list);
  GtkListBoxRow *row;
  int chosen = -1;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < self->due->len; i++)
    {
      const XlFilingDue *due = g_ptr_array_index (self->due, i);

      gtk_list_box_append (list, make_due_row (due));
      if (chosen < 0 && (is_wanted (self->wanted_form, due)
                         || (self->wanted_form == NULL && g_strcmp0 (self->form, due->form) == 0
                             && g_strcmp0 (self->period, due->period) == 0)))
        chosen = (int) i;
    }
  if (chosen < 0 && self->form == NULL && self->id == 0 && self->due->len > 0)
    chosen = 0;
  g_clear_pointer (&self->wanted_form, g_free);
  if (chosen >= 0)
    gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, chosen));
}

/* Number, title, date, state and what it replaces: the columns of the register. */
#define N_CELLS 5
static const struct { const char *id, *title; double width_em; XlGridKind kind; } columns[N_CELLS] = {
  { "number", N_("Number"), 10, XL_GRID_TEXT }, { "title", N_("Title"), 18, XL_GRID_TEXT }, { "date", N_("Date"), 6, XL_GRID_CENTRE },
  { "state", N_("State"), 5, XL_GRID_CENTRE }, { "replaces", N_("Replaces"), 10, XL_GRID_TEXT },
};

static gboolean
has_words (const char *const *cells, const char *words)
{
  g_autofree char *wanted = words != NULL ? g_utf8_casefold (words, -1) : NULL;

  for (guint i = 0; wanted != NULL && i < N_CELLS; i++)
    {
      g_autofree char *cell = g_utf8_casefold (cells[i] != NULL ? cells[i] : "", -1);

      if (strstr (cell, wanted) != NULL)
        return TRUE;
    }
  return wanted == NULL;
}

static void
add_filing (XlFilingsPage *self, const XlFilingRecord *r)
{
  const char *state = r->replaced_by != NULL ? _("replaced") : _(state_names[r->state]);
  const char *const cells[N_CELLS] = { r->number, r->title, r->written_on, state, r->replaces };
  gint64 row = xl_grid_source_get_n_rows (XL_GRID_SOURCE (self->source));

  if (!has_words (cells, self->words))
    return;
  xl_memory_source_add (self->source, r->id, cells);
  for (int c = 0; r->replaced_by != NULL && c < N_CELLS; c++)
    xl_memory_source_set_mark (self->source, row, c, XL_CELL_FADED);
  if (r->replaced_by == NULL && r->state == XL_FILING_RETURNED)
    xl_memory_source_set_mark (self->source, row, 3, XL_CELL_OVERDUE);
  else if (r->replaced_by == NULL && r->state == XL_FILING_ACCEPTED)
    xl_memory_source_set_mark (self->source, row, 3, XL_CELL_MET);
}

static void
fill_register (XlFilingsPage *self)
{
  xl_memory_source_clear (self->source);
  for (guint i = 0; self->register_ != NULL && i < self->register_->len; i++)
    add_filing (self, g_ptr_array_index (self->register_, i));
  xl_memory_source_added (self->source);
}

static void
on_lists (XlPage *page, gpointer result, gpointer user_data)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);
  Lists *lists = result;
  g_autofree char *summary = NULL;

  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_pointer (&self->register_, g_ptr_array_unref);
  self->due = g_ptr_array_ref (lists->due);
  self->register_ = g_ptr_array_ref (lists->rows);
  summary = g_strdup_printf (ngettext ("%u filing in the register", "%u filings in the register", self->register_->len),
                             self->register_->len);
  xl_page_set_summary (page, summary);
  fill_register (self);
  fill_due (self);
}

void
xl_filings_page_reload (XlFilingsPage *self)
{
  xl_page_read (XL_PAGE (self), "lists", read_lists, xl_filings_page_today (), g_free, lists_free, on_lists, NULL);
}

static void
on_due_selected (GtkListBox *list, GtkListBoxRow *row, XlFilingsPage *self)
{
  const XlFilingDue *due;

  if (row == NULL)
    return;
  due = g_ptr_array_index (self->due, gtk_list_box_row_get_index (row));
  xl_filings_page_preview (self, due->form, due->period, NULL);
}

static void
on_register_activated (XlFilingsPage *self, gint64 row, int column)
{
  xl_filings_page_show_filing (self, xl_grid_source_get_row_id (XL_GRID_SOURCE (self->source), row));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, XlFilingsPage *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path != NULL)
    xl_filings_page_verify (self, path);
  return path != NULL;
}

/* Page ---------------------------------------------------------------------------------------------------------------- */

#define ORDER "order"      /* its member of what is kept of the register */

/* The register was sorted: as it will be the next time. */
static void
on_sorted (XlFilingsPage *self)
{
  gboolean descending;
  int column = xl_memory_source_get_order (self->source, &descending);
  int kept = self->sorted, sorted = column < 0 ? 0 : descending ? -column - 1 : column + 1;

  if (kept == sorted)
    return;
  self->sorted = sorted;
  xl_grid_memory_set_own (self->memory, ORDER, json_node_init_int (json_node_alloc (), sorted));
}

static void
take_order (XlFilingsPage *self)
{
  JsonNode *node = xl_grid_memory_get_own (self->memory, ORDER);
  int sorted = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? (int) json_node_get_int (node) : 0;

  if (sorted != 0 && self->sorted == 0 && ABS (sorted) <= N_CELLS)
    {
      self->sorted = sorted;
      xl_grid_source_set_order (XL_GRID_SOURCE (self->source), ABS (sorted) - 1, sorted < 0);
    }
  xl_grid_set_order (self->grid, self->sorted != 0 ? xl_grid_memory_position_of (self->memory, columns[ABS (self->sorted) - 1].id) : -1,
                     self->sorted < 0);
}

static void
open_page (XlPage *page)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);

  xl_grid_memory_begin (self->memory, xl_page_get_store (page), "filings");
  for (guint i = 0; i < N_CELLS; i++)
    xl_grid_memory_add (self->memory, xl_grid_column_new ((int) i, columns[i].id, _(columns[i].title), columns[i].width_em,
                                                          columns[i].kind, XL_GRID_SORTABLE), TRUE);
  xl_grid_memory_load (self->memory, 0);
  xl_filings_page_reload (self);
}

static void
refresh_page (XlPage *page)
{
  xl_filings_page_reload (XL_FILINGS_PAGE (page));
}

/* What is typed above narrows the register. */
static void
filter_page (XlPage *page, const char *text)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);

  g_free (self->words);
  self->words = *text != '\0' ? g_strdup (text) : NULL;
  if (self->words != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "register");
  fill_register (self);
}

static gboolean
show_record (XlPage *page, const char *kind, gint64 id)
{
  if (strcmp (kind, "filing") != 0)
    return FALSE;
  gtk_stack_set_visible_child_name (GTK_STACK (XL_FILINGS_PAGE (page)->stack), "register");
  xl_filings_page_show_filing (XL_FILINGS_PAGE (page), id);
  return TRUE;
}

/* "register", or "form=KEY" for the newest period that is due, or "form=KEY/PERIOD". */
static gboolean
show_view (XlPage *page, const char *view)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);
  g_auto(GStrv) parts = NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), strcmp (view, "register") == 0 ? "register" : "due");
  if (!g_str_has_prefix (view, "form="))
    return *view == '\0' || strcmp (view, "register") == 0;
  g_clear_pointer (&self->wanted_form, g_free);
  parts = g_strsplit (view + strlen ("form="), "/", 2);
  if (parts[0] != NULL && parts[1] != NULL)
    xl_filings_page_preview (self, parts[0], parts[1], NULL);
  else
    self->wanted_form = g_strdup (parts[0]);
  xl_filings_page_reload (self);
  return TRUE;
}

static void
xl_filings_page_dispose (GObject *object)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  if (self->memory != NULL)
    g_signal_handlers_disconnect_by_data (self->memory, self);
  g_clear_object (&self->memory);
  g_clear_object (&self->source);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_pointer (&self->register_, g_ptr_array_unref);
  g_clear_pointer (&self->plan, xl_filing_plan_free);
  g_clear_pointer (&self->form, g_free);
  g_clear_pointer (&self->period, g_free);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->wanted_form, g_free);
  G_OBJECT_CLASS (xl_filings_page_parent_class)->dispose (object);
}

static void
xl_filings_page_class_init (XlFilingsPageClass *class)
{
  XlPageClass *page_class = XL_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = xl_filings_page_dispose;
  page_class->open = open_page;
  page_class->refresh = refresh_page;
  page_class->filter = filter_page;
  page_class->show_record = show_record;
  page_class->show_view = show_view;
}

static void
build_register (XlFilingsPage *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *scrolled = xl_grid_new_scrolled (&self->grid);

  self->source = xl_memory_source_new (N_CELLS);
  self->memory = xl_grid_memory_new (self->grid);
  g_signal_connect_swapped (self->source, "reset", G_CALLBACK (on_sorted), self);
  g_signal_connect_swapped (self->memory, "changed", G_CALLBACK (take_order), self);
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (self->source));
  xl_grid_set_label (self->grid, _("Register of filings"));
  g_menu_append (menu, _("Handed in"), "page.mark-filed");
  g_menu_append (menu, _("Returned by the township"), "page.mark-returned");
  g_menu_append (menu, _("Accepted by the township"), "page.mark-accepted");
  xl_grid_set_menu (self->grid, G_MENU_MODEL (menu));
  g_signal_connect_swapped (self->grid, "cell-activated", G_CALLBACK (on_register_activated), self);
  gtk_stack_add_titled (GTK_STACK (self->stack), scrolled, "register", _("Register"));
}

static GtkWidget *
build_left (XlFilingsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *switcher = gtk_stack_switcher_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->due_list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->due_list, "filings-due");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->due_list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Due"), -1);
  g_signal_connect (self->due_list, "row-selected", G_CALLBACK (on_due_selected), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->due_list);
  gtk_stack_add_titled (GTK_STACK (self->stack), scrolled, "due", _("Due"));
  build_register (self);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (self->stack));
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_set_margin_start (switcher, 12);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), self->stack);
  return box;
}

static GtkWidget *
build_right (XlFilingsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->view = XL_FILING_VIEW (xl_filing_view_new ());
  self->facts = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_label_set_wrap (GTK_LABEL (self->facts), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->facts), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->facts), TRUE);
  gtk_widget_set_margin_start (self->facts, 12);
  gtk_widget_set_margin_end (self->facts, 12);
  gtk_widget_set_margin_bottom (self->facts, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), self->facts);
  return box;
}

static void
xl_filings_page_init (XlFilingsPage *self)
{
  XlPage *page = XL_PAGE (self);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  xl_page_set_title (page, _("Filings"));
  xl_page_set_help (page, _("What is due stands at the left; choose it and the paper appears at the right exactly as it will be printed.\n\n"
                            "Make enters it in the register under the next number. A filing is never changed: a correction is a new "
                            "filing that names the one it replaces.\n\n"
                            "A PDF dropped here is checked: whose it is, and whether anybody altered it."));
  gtk_paned_set_start_child (GTK_PANED (paned), build_left (self));
  gtk_paned_set_end_child (GTK_PANED (paned), build_right (self));
  gtk_paned_set_position (GTK_PANED (paned), 340);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  xl_page_set_content (page, paned);
  xl_page_enable_filter (page, _("Number, title or state"));
  xl_filings_page_add_actions (self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
