#include "ledgers/xl-ledgers-page-private.h"

#include "ledgers/xl-ledger-add-page.h"
#include "ledgers/xl-ledger-words-page.h"
#include "store/xl-view-table.h"
#include "ui/xl-speak.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (XlLedgersPage, xl_ledgers_page, XL_TYPE_PAGE)

char *
xl_ledgers_page_get_today (XlLedgersPage *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return self->today != NULL ? g_strdup (self->today) : g_date_time_format (now, "%Y-%m-%d");
}

static XlLedgerAsk *
make_question (XlLedgersPage *self)
{
  XlLedgerAsk *q = g_new0 (XlLedgerAsk, 1);

  q->key = g_strdup (self->key);
  q->period = g_strdup (self->period);
  q->any_period = self->any_period;
  q->office = g_strdup (self->office);
  q->today = xl_ledgers_page_get_today (self);
  return q;
}

/* Showing --------------------------------------------------------------------------------------------------------- */

XlTemplate *
xl_ledgers_page_current (XlLedgersPage *self)
{
  return self->answer != NULL ? self->answer->summary->t : NULL;
}

static void
close_form (XlLedgersPage *self)
{
  xl_page_show_side (XL_PAGE (self), FALSE);
  self->from_missed = FALSE;
}

static void
fill_periods (XlLedgersPage *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *all = xl_ledger_period_words (NULL);
  guint selected = 0, n = 0;

  for (; self->answer->periods[n] != NULL; n++)
    {
      g_autofree char *words = xl_ledger_period_words (self->answer->periods[n]);

      gtk_string_list_append (list, words);
      if (g_strcmp0 (self->answer->periods[n], self->answer->summary->period) == 0)
        selected = n;
    }
  gtk_string_list_append (list, all);
  if (self->answer->summary->period == NULL)
    selected = n;
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->periods), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->periods), selected);
  self->filling = FALSE;
  gtk_widget_set_visible (self->periods, n > 0);
}

/* In a township's file: all villages, or one. */
static void
fill_villages (XlLedgersPage *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_widget_set_visible (self->villages, self->answer->villages != NULL);
  if (self->answer->villages == NULL)
    return;
  gtk_string_list_append (list, _("All villages"));
  for (guint i = 0; i < self->answer->villages->len; i++)
    {
      const XlOffice *office = g_ptr_array_index (self->answer->villages, i);

      gtk_string_list_append (list, office->name);
      if (g_strcmp0 (office->code, self->answer->office) == 0)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->villages), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->villages), selected);
  self->filling = FALSE;
}

static void
show_summary (XlLedgersPage *self)
{
  const XlLedgerSummary *s = self->answer->summary;
  g_autofree char *records = g_strdup_printf (ngettext ("%u record", "%u records", (gulong) s->n_records),
                                               (guint) s->n_records);
  g_autofree char *filed = xl_ledger_filed_words (s);
  g_autofree char *words = filed[0] != '\0' ? g_strdup_printf ("%s · %s", records, filed) : g_strdup (records);

  xl_page_set_summary (XL_PAGE (self), words);
}

static void
show_empty (XlLedgersPage *self)
{
  const XlLedgerSummary *s = self->answer->summary;
  gboolean empty = s->n_records == 0 && (s->month == NULL || s->month->rate.due == 0)
                   && !xl_page_side_shown (XL_PAGE (self));      /* the form of the first record stands */
  g_autofree char *sentence = g_strdup_printf (_("Nothing has been recorded in “%s” yet."), s->t->title);

  xl_page_set_empty (XL_PAGE (self), empty ? sentence : NULL, s->t->action, "page.new");
}

/* The form -------------------------------------------------------------------------------------------------------- */

static const char *
first_key (XlLedgersPage *self, gboolean with_subject)
{
  const XlTemplate *t = xl_ledgers_page_current (self);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (!xl_template_field (t, i)->read_only && ((int) i != t->subject_field || with_subject))
      return xl_template_field (t, i)->key;
  return NULL;
}

static void
begin_form (XlLedgersPage *self, gint64 subject, const char *name)
{
  g_autofree char *today = xl_ledgers_page_get_today (self);
  XlLedgerBegin begin = { subject, name, self->answer->summary->period, today, self->answer->last };

  if (self->answer->office == NULL)
    {
      xl_page_say (XL_PAGE (self), _("Choose the village first whose record it is."));
      return;
    }
  xl_ledger_form_set_template (self->form, xl_ledgers_page_current (self), self->answer->office);
  xl_ledger_form_begin (self->form, &begin);
  xl_page_set_empty (XL_PAGE (self), NULL, NULL, NULL);
  xl_page_show_side (XL_PAGE (self), TRUE);
  xl_ledger_form_focus (self->form, first_key (self, subject == 0));
}

static void
on_record (XlPage *page, gpointer result, gpointer user_data)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  const XlLedgerFound *found = result;
  g_autofree char *today = xl_ledgers_page_get_today (self);

  if (xl_ledgers_page_current (self) == NULL)
    return;
  xl_ledger_form_set_template (self->form, xl_ledgers_page_current (self), found->record->office);
  xl_ledger_form_edit (self->form, found->record, found->name, today);
  xl_page_show_side (page, TRUE);
  xl_ledger_form_focus (self->form, first_key (self, FALSE));
}

static void
load_record (XlLedgersPage *self, gint64 id)
{
  XlLedgerAsk *q = make_question (self);

  q->id = id;
  xl_page_read (XL_PAGE (self), "record", xl_ledger_ask_record, q, xl_ledger_ask_free, xl_ledger_found_free, on_record, NULL);
}

/* Loading -------------------------------------------------------------------------------------------------------- */

static void
do_what_was_asked (XlLedgersPage *self)
{
  Then then = self->then;

  self->then = THEN_NOTHING;
  if (then == THEN_MISSED)
    {
      xl_ledger_view_set_tab (self->view, "missed");
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  else if (then == THEN_RECORD)
    load_record (self, self->then_id);
  else if (then == THEN_NEW)
    begin_form (self, self->then_id, NULL);
}

static void
show_head (XlLedgersPage *self)
{
  XlPage *page = XL_PAGE (self);
  XlTemplate *t = xl_ledgers_page_current (self);

  xl_page_set_title (page, t != NULL ? t->title : _("Ledgers"));
  xl_page_enable_filter (page, t != NULL ? _("Name, initials, words") : _("Name of a ledger, initials"));
  gtk_widget_set_visible (self->export, t != NULL);
  gtk_widget_set_visible (self->layouts, t != NULL);
  gtk_widget_set_visible (self->filing, t != NULL && t->filing != NULL);
  gtk_widget_set_visible (self->add, t == NULL);
  xl_page_set_primary (page, t != NULL ? t->action : NULL, t != NULL ? "page.new" : NULL);
  xl_page_enable_action (page, "new", t != NULL);
  xl_ledgers_page_enable_actions (self, t != NULL);
  gtk_widget_set_visible (self->print, t != NULL);
  xl_page_enable_action (page, "back", t != NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->stack),
                               t != NULL ? GTK_WIDGET (self->view) : GTK_WIDGET (self->catalogue));
}

/* For "lately" on the list of ledgers. */
static void
note_opened (XlLedgersPage *self)
{
  XlStore *store = xl_page_get_store (XL_PAGE (self));
  g_autofree char *view = xl_ledger_shelf_view_name (self->key);

  if (!xl_store_is_read_only (store))
    xl_store_write_async (store, XL_CHANGE_EDIT, "view", xl_view_note_write, xl_view_note_new (view, NULL), xl_view_note_free,
                          NULL, NULL, NULL);
}

static void
on_ledger (XlPage *page, gpointer result, gpointer user_data)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  g_autofree char *today = xl_ledgers_page_get_today (self);
  gboolean other =
      self->answer == NULL || strcmp (xl_ledgers_page_current (self)->key, ((XlLedgerAnswer *)result)->summary->t->key) != 0;

  g_clear_pointer (&self->answer, xl_ledger_answer_free);
  self->answer = xl_ledger_answer_ref (result);
  show_head (self);
  fill_periods (self);
  fill_villages (self);
  xl_ledger_view_show (self->view, self->answer, today);
  show_summary (self);
  show_empty (self);
  if (other)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
      note_opened (self);
    }
  do_what_was_asked (self);
}

static void
on_wanted (XlPage *page, gpointer result, gpointer user_data)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);

  if (self->answer == NULL)
    xl_ledger_catalogue_show_wanted (self->catalogue, result);
}

/* A hint instead of an empty list. */
static void
show_found (XlLedgersPage *self)
{
  const char *text = xl_page_get_filter (XL_PAGE (self));
  gboolean none = xl_ledger_catalogue_get_n (self->catalogue) == 0 && *text != '\0';
  g_autofree char *sentence = none ? g_strdup_printf (_("No ledger is called “%s”."), text) : NULL;

  xl_page_set_empty (XL_PAGE (self), sentence, _("All ledgers"), "page.show-all");
}

static void
run_show_all (XlPage *page)
{
  xl_page_set_filter (page, "");
}

static void
on_catalogue (XlPage *page, gpointer result, gpointer user_data)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  const XlLedgerShelf *shelf = result;
  guint n = shelf->places->len;
  g_autofree char *words = g_strdup_printf (ngettext ("%u ledger", "%u ledgers", n), n);

  gboolean first = self->answer != NULL || xl_ledger_catalogue_get_n (self->catalogue) == 0;

  g_clear_pointer (&self->answer, xl_ledger_answer_free);
  show_head (self);
  xl_ledger_catalogue_show (self->catalogue, shelf);
  if (first)
    xl_ledger_catalogue_filter (self->catalogue, xl_page_get_filter (page));
  show_found (self);
  xl_page_set_summary (page, words);
  if (first)
    gtk_widget_grab_focus (GTK_WIDGET (self->catalogue));
  xl_page_read (page, "wanted", xl_ledger_ask_wanted, make_question (self), xl_ledger_ask_free, (GDestroyNotify) g_ptr_array_unref,
                on_wanted, NULL);
}

static void
load (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);

  if (self->key != NULL)
    xl_page_read (page, "ledger", xl_ledger_ask_ledger, make_question (self), xl_ledger_ask_free,
                  (GDestroyNotify) xl_ledger_answer_free, on_ledger, NULL);
  else
    xl_page_read (page, "ledger", xl_ledger_ask_catalogue, make_question (self), xl_ledger_ask_free,
                  xl_ledger_shelf_free, on_catalogue, NULL);
}

static void
go (XlLedgersPage *self, const char *key, const char *period, Then then, gint64 id)
{
  g_autofree char *new_key = g_strdup (key);
  g_autofree char *new_period = g_strdup (period);

  close_form (self);
  if (g_strcmp0 (self->key, key) != 0)
    xl_page_set_filter (XL_PAGE (self), "");
  g_free (self->key);
  self->key = g_steal_pointer (&new_key);
  g_free (self->period);
  self->period = g_steal_pointer (&new_period);
  self->any_period = FALSE;
  self->then = then;
  self->then_id = id;
  if (xl_page_get_store (XL_PAGE (self)) != NULL)
    load (XL_PAGE (self));
}

static void
on_opened (XlLedgerCatalogue *catalogue, const char *key, XlLedgersPage *self)
{
  XlWindow *window = xl_window_of (GTK_WIDGET (self));

  if (key[0] != '@')
    go (self, key, NULL, THEN_NOTHING, 0);
  else if (window != NULL)
    xl_window_show_view (window, "people", strcmp (key, "@people") == 0 ? "all" : "households");
}

static void
on_period (GtkDropDown *drop_down, GParamSpec *pspec, XlLedgersPage *self)
{
  guint i = gtk_drop_down_get_selected (drop_down);

  if (self->filling || self->answer == NULL || i > g_strv_length (self->answer->periods))
    return;
  g_free (self->period);
  self->period = g_strdup (self->answer->periods[i]);      /* after the last one: all */
  self->any_period = self->period == NULL;
  load (XL_PAGE (self));
}

static void
on_village (GtkDropDown *drop_down, GParamSpec *pspec, XlLedgersPage *self)
{
  guint i = gtk_drop_down_get_selected (drop_down);

  if (self->filling || self->answer == NULL || self->answer->villages == NULL || i > self->answer->villages->len)
    return;
  g_free (self->office);
  self->office = i > 0 ? g_strdup (((XlOffice *) g_ptr_array_index (self->answer->villages, i - 1))->code) : NULL;
  load (XL_PAGE (self));
}

static void
on_record_activated (XlLedgerView *view, gint64 id, XlLedgersPage *self)
{
  self->from_missed = FALSE;
  load_record (self, id);
}

static void
on_missed_activated (XlLedgerView *view, gint64 person, const char *name, XlLedgersPage *self)
{
  self->from_missed = TRUE;
  begin_form (self, person, name);
}

static void
on_form_left (XlLedgerForm *form, XlLedgersPage *self)
{
  close_form (self);
  if (self->answer != NULL)
    show_empty (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* From the missing: back to them, the next one under the cursor.  Else, where that was asked for, the form is ready for the next
 * record. */
static void
on_form_saved (XlLedgerForm *form, gint64 id, XlLedgersPage *self)
{
  xl_grid_move_to_id (xl_ledger_view_get_grid (self->view), id);      /* now, or when it is listed */
  if (self->from_missed || !xl_ledger_form_wants_next (form))
    on_form_left (form, self);
  else
    begin_form (self, 0, NULL);
}

static void
run_new (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  g_autofree char *name = NULL;
  gint64 person = 0;

  if (self->answer == NULL)
    return;
  self->from_missed = xl_ledger_view_shows_missed (self->view);
  if (self->from_missed)
    person = xl_ledger_view_get_missed (self->view, &name);
  begin_form (self, person, name);
}

static void
run_open (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  gint64 id = self->answer != NULL ? xl_ledger_view_get_record (self->view) : 0;

  if (id != 0)
    on_record_activated (self->view, id, self);
}

static void
run_back (XlPage *page)
{
  go (XL_LEDGERS_PAGE (page), NULL, NULL, THEN_NOTHING, 0);
}

/* The page -------------------------------------------------------------------------------------------------------- */

static void
filter (XlPage *page, const char *text)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);

  if (self->answer != NULL)
    xl_ledger_view_filter (self->view, text);
  else
    {
      xl_ledger_catalogue_filter (self->catalogue, text);
      show_found (self);
    }
}

/* "ledger_elder_visit" → "elder-visit" */
static gboolean
show_record (XlPage *page, const char *kind, gint64 id)
{
  g_autofree char *key =
      g_str_has_prefix (kind, "ledger_") ? g_strdelimit (g_strdup (kind + strlen ("ledger_")), "_", '-') : NULL;

  if (key == NULL)
    return FALSE;
  go (XL_LEDGERS_PAGE (page), key, NULL, THEN_RECORD, id);
  return TRUE;
}

static gboolean
show_view (XlPage *page, const char *view)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  g_auto(GStrv) parts = g_strsplit_set (view, "=/", 3);
  const char *rest = parts[0] != NULL && parts[1] != NULL ? parts[2] : NULL;

  if (parts[0] == NULL || parts[1] == NULL)
    return FALSE;
  if (strcmp (parts[0], "ledger") == 0 || strcmp (parts[0], "month") == 0)
    go (self, parts[1], rest, THEN_NOTHING, 0);
  else if (strcmp (parts[0], "alert") == 0 && rest != NULL)
    {
      g_autofree char *tab = g_strconcat ("alert:", rest, NULL);

      go (self, parts[1], NULL, THEN_NOTHING, 0);
      xl_ledger_view_set_tab (self->view, tab);
    }
  else if (strcmp (parts[0], "missing") == 0)
    go (self, parts[1], rest, THEN_MISSED, 0);
  else if (strcmp (parts[0], "new") == 0 && rest != NULL)
    go (self, parts[1], NULL, THEN_NEW, g_ascii_strtoll (rest, NULL, 10));
  else
    return FALSE;
  return TRUE;
}

void
xl_ledgers_page_set_today (XlLedgersPage *self, const char *today)
{
  g_free (self->today);
  self->today = g_strdup (today);
}

static void
xl_ledgers_page_finalize (GObject *object)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (object);

  g_free (self->today);
  g_free (self->key);
  g_free (self->period);
  g_free (self->office);
  g_clear_pointer (&self->answer, xl_ledger_answer_free);
  G_OBJECT_CLASS (xl_ledgers_page_parent_class)->finalize (object);
}

static void
xl_ledgers_page_class_init (XlLedgersPageClass *class)
{
  XlPageClass *page = XL_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = xl_ledgers_page_finalize;
  page->open = load;
  page->refresh = load;
  page->filter = filter;
  page->show_record = show_record;
  page->show_view = show_view;
}

static void
add_content (XlLedgersPage *self)
{
  XlPage *page = XL_PAGE (self);

  self->stack = gtk_stack_new ();
  self->catalogue = xl_ledger_catalogue_new ();
  self->view = xl_ledger_view_new (page);
  self->form = xl_ledger_form_new (page);
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->catalogue));
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->view));
  g_signal_connect (self->catalogue, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (self->view, "record-activated", G_CALLBACK (on_record_activated), self);
  g_signal_connect (self->view, "missed-activated", G_CALLBACK (on_missed_activated), self);
  g_signal_connect (self->form, "saved", G_CALLBACK (on_form_saved), self);
  g_signal_connect (self->form, "left", G_CALLBACK (on_form_left), self);
  xl_page_set_content (page, self->stack);
  xl_page_set_side (page, GTK_WIDGET (self->form));
}

static void
add_head (XlLedgersPage *self)
{
  XlPage *page = XL_PAGE (self);

  self->back = gtk_button_new_with_label (_("All ledgers"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "page.back");
  self->periods = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_tooltip_text (self->periods, _("Period"));
  xl_speak_name (self->periods, _("Period"));
  g_signal_connect (self->periods, "notify::selected", G_CALLBACK (on_period), self);
  xl_ledger_view_add_head (self->view, self->back);
  self->villages = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_visible (self->villages, FALSE);
  xl_speak_name (self->villages, _("Village"));
  g_signal_connect (self->villages, "notify::selected", G_CALLBACK (on_village), self);
  xl_ledger_view_add_head (self->view, self->periods);
  xl_ledger_view_add_head (self->view, self->villages);
  self->export = xl_page_add_secondary (page, _("Export"), "page.export");
  self->layouts = xl_page_add_secondary (page, _("Forms"), "page.layouts");
  self->print = xl_page_add_secondary (page, _("Print"), "page.print");
  self->filing = xl_page_add_secondary (page, _("Make the filing"), "page.filing");
  self->add = xl_page_add_secondary (page, _("Add a ledger"), "page.add");
}

static void
xl_ledgers_page_init (XlLedgersPage *self)
{
  XlPage *page = XL_PAGE (self);

  xl_page_set_title (page, _("Ledgers"));
  xl_page_set_help (
      page, _("A ledger is one kind of record, kept by the month or by the case. Enter opens a ledger; type above the list to find "
              "one, its initials too.\n\n"
              "Type into a cell as in a spreadsheet; the empty line at the end makes a new record, Ctrl+C and Ctrl+V copy blocks from "
              "and to WPS. What is refused says why and keeps what was typed. Ctrl+N opens the form, Alt+Enter the form of the record "
              "under the cursor.\n\n"
              "The arrow in a header (Ctrl+Shift+L) filters the column; what it is narrowed to stands above the list, and goes by a "
              "click. A click on a header sorts, with Shift by one more column. Columns are shown, hidden and moved under "
              "“Columns”; all of it is remembered.\n\n"
              "Ctrl+Page Down and Ctrl+Page Up go from tab to tab. “Missing” lists who has not been recorded in the period: Enter "
              "records for the person under the cursor.\n\n"
              "Ctrl+minus deletes the selected records, Ctrl+P prints and Ctrl+E writes what is shown to a file; Ctrl+Z takes back."));
  xl_page_add_action (page, "new", run_new);
  xl_page_add_action (page, "open", run_open);
  xl_page_add_action (page, "back", run_back);
  xl_page_add_action (page, "show-all", run_show_all);
  xl_page_add_action (page, "add", xl_ledger_add_ask);
  add_content (self);
  xl_ledgers_page_add_actions (self);
  add_head (self);
  show_head (self);
}
