#include "ledgers/xl-ledger-view-private.h"

#include "ledgers/xl-ledger-words-page.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>
#include <string.h>

enum { RECORD_ACTIVATED, MISSED_ACTIVATED, TAB_CHANGED, FOUND, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerView, xl_ledger_view, GTK_TYPE_BOX)

/* Tabs ------------------------------------------------------------------------------------------------------------ */

static gboolean
is_tab (XlLedgerView *self, const char *key)
{
  return strcmp (xl_ledger_tabs_get (self->tabs), key) == 0;
}

static void
show_tab (XlLedgerView *self)
{
  GtkWidget *child = is_tab (self, "missed") ? GTK_WIDGET (self->missed)
                     : is_tab (self, "reports") ? GTK_WIDGET (self->reports) : self->records;

  gtk_stack_set_visible_child (GTK_STACK (self->stack), child);
  gtk_widget_set_sensitive (self->group, child == self->records);
  gtk_widget_set_sensitive (self->columns, child == self->records);
}

static void
add_alert_tabs (XlLedgerView *self, const XlTemplate *t)
{
  for (guint i = 0; i < t->alerts->len && i < self->answer->alerts->len; i++)
    {
      const XlLedgerAlert *alert = g_ptr_array_index (t->alerts, i);
      gint64 n = g_array_index (self->answer->alerts, gint64, i);
      g_autofree char *key = g_strconcat ("alert:", alert->key, NULL);

      if (n > 0 || is_tab (self, key))
        xl_ledger_tabs_add (self->tabs, key, alert->title, n, n == 0 ? NULL : alert->overdue ? "seal" : "amber");
    }
  if (t->reports->len > 0)
    xl_ledger_tabs_add (self->tabs, "reports", C_("tab", "Reports"), -1, NULL);
}

static void
fill_tabs (XlLedgerView *self)
{
  const XlLedgerSummary *s = self->answer->summary;

  xl_ledger_tabs_begin (self->tabs);
  if (s->t->active != NULL)
    xl_ledger_tabs_add (self->tabs, "active", C_("tab", "In force"), self->answer->n_active, NULL);
  xl_ledger_tabs_add (self->tabs, "all", s->t->active != NULL ? C_("tab", "All") : C_("tab", "Records"),
                      s->period != NULL ? s->n_period : s->n_records, NULL);
  if (s->month != NULL)
    xl_ledger_tabs_add (self->tabs, "missed", C_("tab", "Missing"), self->answer->missed->len,
                        self->answer->missed->len > 0 ? "seal" : "green");
  add_alert_tabs (self, s->t);
  xl_ledger_tabs_end (self->tabs);
  if (self->wanted_tab != NULL && xl_ledger_tabs_set (self->tabs, self->wanted_tab))
    g_clear_pointer (&self->wanted_tab, g_free);
  show_tab (self);
}

static void
on_tab (XlLedgerTabs *tabs, const char *key, XlLedgerView *self)
{
  g_clear_pointer (&self->wanted_tab, g_free);
  show_tab (self);
  if (is_tab (self, "reports"))
    xl_ledger_reports_run (self->reports);
  else if (self->answer != NULL && !is_tab (self, "missed"))
    xl_ledger_view_ask (self);
  g_signal_emit (self, signals[TAB_CHANGED], 0, key);
}

/* Whoever chooses a tab goes on in its list. */
static void
on_tab_chosen (XlLedgerTabs *tabs, const char *key, XlLedgerView *self)
{
  on_tab (tabs, key, self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

const char *
xl_ledger_view_get_tab (XlLedgerView *self)
{
  return xl_ledger_tabs_get (self->tabs);
}

void
xl_ledger_view_set_tab (XlLedgerView *self, const char *key)
{
  if (is_tab (self, key))
    return;
  if (self->answer != NULL && xl_ledger_tabs_set (self->tabs, key))
    on_tab (self->tabs, key, self);
  else
    {
      g_free (self->wanted_tab);
      self->wanted_tab = g_strdup (key);
    }
}

const char *
xl_ledger_view_tab_words (XlLedgerView *self, const char *key)
{
  return xl_ledger_tabs_words (self->tabs, key);
}

gboolean
xl_ledger_view_shows_missed (XlLedgerView *self)
{
  return is_tab (self, "missed");
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
show_words (XlLedgerView *self, const XlLedgerSummary *s)
{
  gboolean late = self->answer->due != NULL && xl_due_items_count (self->answer->due, XL_DUE_OVERDUE) > 0;
  g_autofree char *words = self->answer->due != NULL ? xl_ledger_due_words (self->answer->due) : xl_ledger_rate_words (s);
  const char *class = s->month != NULL && s->month->rate.due > 0 ? (s->month->rate.met ? "green" : "seal") : late ? "seal" : "note";

  gtk_label_set_text (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_widget_set_css_classes (self->words, (const char *[]) { "ledger-words", class, NULL });
  gtk_widget_set_visible (self->words, words != NULL);
  gtk_widget_set_tooltip_text (self->words, words);
}

void
xl_ledger_view_show (XlLedgerView *self, XlLedgerAnswer *answer, const char *today)
{
  const XlTemplate *before = xl_ledger_view_template (self), *now = answer->summary->t;
  gboolean other = before == NULL || strcmp (before->key, now->key) != 0 || before->version != now->version;

  xl_ledger_answer_ref (answer);
  g_clear_pointer (&self->answer, xl_ledger_answer_free);
  self->answer = answer;
  g_free (self->today);
  self->today = g_strdup (today);
  if (other)
    {
      xl_ledger_tabs_begin (self->tabs);
      xl_ledger_tabs_end (self->tabs);
      xl_ledger_view_set_up (self);
    }
  fill_tabs (self);
  show_words (self, answer->summary);
  xl_ledger_missed_show (self->missed, answer);
  xl_ledger_reports_show (self->reports, answer, today);
  xl_ledger_view_ask (self);
}

void
xl_ledger_view_filter (XlLedgerView *self, const char *text)
{
  g_free (self->text);
  self->text = text[0] != '\0' ? g_strdup (text) : NULL;
  if (self->answer != NULL)
    xl_ledger_view_ask (self);
}

gint64
xl_ledger_view_get_missed (XlLedgerView *self, char **name)
{
  return xl_ledger_missed_get (self->missed, name);
}

gint64
xl_ledger_view_get_record (XlLedgerView *self)
{
  return xl_grid_get_cursor_id (self->grid);
}

XlGrid *
xl_ledger_view_get_grid (XlLedgerView *self)
{
  return self->grid;
}

XlGridMemory *
xl_ledger_view_get_memory (XlLedgerView *self)
{
  return self->memory;
}

XlLedgerSource *
xl_ledger_view_get_source (XlLedgerView *self)
{
  return self->source;
}

XlLedgerLook *
xl_ledger_view_get_look (XlLedgerView *self)
{
  return self->look;
}

XlLedgerReports *
xl_ledger_view_get_reports (XlLedgerView *self)
{
  return is_tab (self, "reports") ? self->reports : NULL;
}

const char *
xl_ledger_view_get_words (XlLedgerView *self)
{
  return gtk_label_get_text (GTK_LABEL (self->words));
}

/* Activating ------------------------------------------------------------------------------------------------------ */

static void
on_record (XlGrid *grid, gint64 row, int column, XlLedgerView *self)
{
  if (xl_ledger_view_get_record (self) != 0)
    g_signal_emit (self, signals[RECORD_ACTIVATED], 0, xl_ledger_view_get_record (self));
}

static void
on_missed (XlLedgerMissed *missed, gint64 id, const char *name, XlLedgerView *self)
{
  g_signal_emit (self, signals[MISSED_ACTIVATED], 0, id, name);
}

static void
on_reveal (GtkToggleButton *button, XlLedgerView *self)
{
  gboolean revealed = gtk_toggle_button_get_active (button);

  gtk_button_set_label (GTK_BUTTON (button), revealed ? _("Hide the numbers") : _("Show the numbers"));
  if (self->answer != NULL && self->asked != NULL)
    xl_ledger_view_ask (self);
}

/* The widget ------------------------------------------------------------------------------------------------------ */

static gboolean
grab_focus (GtkWidget *widget)
{
  XlLedgerView *self = XL_LEDGER_VIEW (widget);

  if (is_tab (self, "reports"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->reports));
  return gtk_widget_grab_focus (is_tab (self, "missed") ? GTK_WIDGET (self->missed) : GTK_WIDGET (self->grid));
}

static void
xl_ledger_view_dispose (GObject *object)
{
  XlLedgerView *self = XL_LEDGER_VIEW (object);

  g_clear_weak_pointer (&self->page);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  g_clear_object (&self->memory);
  G_OBJECT_CLASS (xl_ledger_view_parent_class)->dispose (object);
}

static void
xl_ledger_view_finalize (GObject *object)
{
  XlLedgerView *self = XL_LEDGER_VIEW (object);

  g_clear_pointer (&self->look, xl_ledger_look_free);
  g_clear_pointer (&self->answer, xl_ledger_answer_free);
  g_ptr_array_unref (self->group_names);
  g_free (self->text);
  g_free (self->today);
  g_free (self->asked);
  g_free (self->wanted_tab);
  G_OBJECT_CLASS (xl_ledger_view_parent_class)->finalize (object);
}

static void
xl_ledger_view_class_init (XlLedgerViewClass *class)
{
  GType type = XL_TYPE_LEDGER_VIEW;

  G_OBJECT_CLASS (class)->dispose = xl_ledger_view_dispose;
  G_OBJECT_CLASS (class)->finalize = xl_ledger_view_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = grab_focus;
  signals[RECORD_ACTIVATED] = g_signal_new ("record-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_INT64);
  signals[MISSED_ACTIVATED] = g_signal_new ("missed-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                            G_TYPE_INT64, G_TYPE_STRING);
  signals[TAB_CHANGED] = g_signal_new ("tab-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
  signals[FOUND] = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* The upper line: way back and period before, how the columns stand at its end. */
static void
make_bar (XlLedgerView *self)
{
  GtkWidget *room = gtk_label_new (NULL);

  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_add_css_class (self->bar, "ledger-bar");
  gtk_widget_set_hexpand (room, TRUE);
  self->group = gtk_drop_down_new (NULL, NULL);
  xl_speak_name (self->group, _("Group the records"));
  gtk_widget_set_tooltip_text (self->group, _("Group the records, with subtotals"));
  self->columns = xl_grid_memory_make_button (self->memory);
  self->reveal = gtk_toggle_button_new_with_label (_("Show the numbers"));
  gtk_widget_set_visible (self->reveal, FALSE);   /* until a ledger hides some */
  g_signal_connect (self->reveal, "toggled", G_CALLBACK (on_reveal), self);
  gtk_box_append (GTK_BOX (self->bar), room);
  gtk_box_append (GTK_BOX (self->bar), self->reveal);
  gtk_box_append (GTK_BOX (self->bar), self->group);
  gtk_box_append (GTK_BOX (self->bar), self->columns);
}

void
xl_ledger_view_add_head (XlLedgerView *self, GtkWidget *widget)
{
  GtkWidget *room = gtk_widget_get_prev_sibling (self->reveal);

  gtk_box_insert_child_after (GTK_BOX (self->bar), widget, gtk_widget_get_prev_sibling (room));
}

static void
make_records (XlLedgerView *self)
{
  GtkWidget *scrolled = xl_grid_new_scrolled (&self->grid);

  self->records = gtk_overlay_new ();
  self->nothing = gtk_label_new (_("No record fits these filters."));
  gtk_widget_set_can_target (self->nothing, FALSE);
  gtk_widget_set_halign (self->nothing, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->nothing, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->nothing, "note");
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (self->records), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->records), self->nothing);
  g_signal_connect (self->grid, "cell-activated", G_CALLBACK (on_record), self);
  self->memory = xl_grid_memory_new (self->grid);
}

/* Tabs, and how the period stands. */
static GtkWidget *
make_lower_bar (XlLedgerView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->tabs = XL_LEDGER_TABS (xl_ledger_tabs_new ());
  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->tabs), TRUE);
  g_signal_connect (self->tabs, "chosen", G_CALLBACK (on_tab_chosen), self);
  gtk_widget_add_css_class (self->words, "ledger-words");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->tabs));
  gtk_box_append (GTK_BOX (bar), self->words);
  return bar;
}

static gboolean
next_tab (GtkWidget *widget, GVariant *args, gpointer data)
{
  xl_ledger_tabs_step (XL_LEDGER_VIEW (widget)->tabs, 1);
  return TRUE;
}

static gboolean
previous_tab (GtkWidget *widget, GVariant *args, gpointer data)
{
  xl_ledger_tabs_step (XL_LEDGER_VIEW (widget)->tabs, -1);
  return TRUE;
}

/* Ctrl+Page Up and Ctrl+Page Down, as from sheet to sheet; before the scrolled list takes them. */
static void
add_keys (XlLedgerView *self)
{
  const struct { guint key; GtkShortcutFunc run; } keys[] = { { GDK_KEY_Page_Up, previous_tab }, { GDK_KEY_KP_Page_Up, previous_tab },
                                                              { GDK_KEY_Page_Down, next_tab }, { GDK_KEY_KP_Page_Down, next_tab } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_CONTROL_MASK),
                                                            gtk_callback_action_new (keys[i].run, NULL, NULL)));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
xl_ledger_view_init (XlLedgerView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->group_names = g_ptr_array_new_with_free_func (g_free);
  self->look = xl_ledger_look_new ();
  self->stack = gtk_stack_new ();
  make_records (self);
  make_bar (self);
  self->missed = XL_LEDGER_MISSED (xl_ledger_missed_new ());
  self->chips = XL_LEDGER_CHIPS (xl_ledger_chips_new ());
  g_signal_connect (self->missed, "activated", G_CALLBACK (on_missed), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->records);
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->missed));
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (self), self->bar);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->chips));
  gtk_box_append (GTK_BOX (self), make_lower_bar (self));
  gtk_box_append (GTK_BOX (self), self->stack);
  add_keys (self);
}

XlLedgerView *
xl_ledger_view_new (XlPage *page)
{
  XlLedgerView *self = g_object_new (XL_TYPE_LEDGER_VIEW, NULL);

  g_set_weak_pointer (&self->page, page);
  self->popover = XL_LEDGER_FILTER_POPOVER (xl_ledger_filter_popover_new (page));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  self->reports = XL_LEDGER_REPORTS (xl_ledger_reports_new (page));
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->reports));
  xl_ledger_view_connect (self);
  return self;
}
