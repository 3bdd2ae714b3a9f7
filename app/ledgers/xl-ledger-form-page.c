#include "ledgers/xl-ledger-form-page.h"

#include "base/xl-reason.h"
#include "ledgers/xl-ledger-form-value.h"
#include "ledgers/xl-ledger-save-table.h"
#include "ledgers/xl-value.h"
#include "ui/xl-alert.h"
#include "ui/xl-form.h"
#include "ui/xl-history-panel.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define DRAFT_DELAY_MS 800

struct _XlLedgerForm
{
  GtkBox          parent_instance;
  XlPage         *page;        /* not owned: it owns us */
  XlTemplate     *t;
  char           *office, *today, *period;
  XlLedgerRecord *record;      /* what is edited; NULL: a new one */
  XlLedgerSave            *job;         /* the last save */
  guint           draft_timer;
  gboolean        filling;
  GtkWidget      *title, *stack, *switcher, *scroll, *remove;
  XlForm         *form;
  XlHistoryPanel *history;
};
enum { SAVED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerForm, xl_ledger_form, GTK_TYPE_BOX)

/* Drafts ---------------------------------------------------------------------------------------------------------- */

static char *
name_draft (XlLedgerForm *self)
{
  return g_strconcat ("ledger:", self->t->key, NULL);
}

static char *
gather_draft (XlLedgerForm *self)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (b);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      const XlLedgerField *f = xl_template_field (self->t, i);
      g_autofree char *value = f->read_only ? NULL : xl_form_get_value (self->form, f->key);

      if (value == NULL)
        continue;
      json_builder_set_member_name (b, f->key);
      json_builder_add_string_value (b, value);
    }
  json_builder_end_object (b);
  root = json_builder_get_root (b);
  return json_to_string (root, FALSE);
}

static void
keep_draft (XlLedgerForm *self, char *text)
{
  XlStore *store = xl_page_get_store (self->page);
  XlLedgerDraft *draft = g_new0 (XlLedgerDraft, 1);

  draft->form = name_draft (self);
  draft->text = text;
  if (store != NULL && !xl_store_is_read_only (store))
    xl_store_write_async (store, XL_CHANGE_EDIT, "draft", xl_ledger_draft_write, draft, xl_ledger_draft_free, NULL, NULL, NULL);
  else
    xl_ledger_draft_free (draft);
}

static gboolean
on_draft_time (gpointer data)
{
  XlLedgerForm *self = data;

  self->draft_timer = 0;
  if (self->record == NULL && self->t != NULL && xl_form_is_changed (self->form))
    keep_draft (self, gather_draft (self));
  return G_SOURCE_REMOVE;
}

static void
on_changed (XlForm *form, const char *key, XlLedgerForm *self)
{
  xl_form_set_error (form, key, NULL);
  if (self->filling || self->record != NULL)
    return;
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  self->draft_timer = g_timeout_add (DRAFT_DELAY_MS, on_draft_time, self);
}

static void
on_draft (XlPage *page, gpointer result, gpointer user_data)
{
  XlLedgerForm *self = user_data;
  g_autoptr(JsonNode) root = ((char *) result)[0] != '\0' ? json_from_string (result, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *subject =
      self->t->subject_field >= 0 ? xl_template_field (self->t, (guint) self->t->subject_field)->key : NULL;

  /* What was typed in the meantime goes before. */
  if (object == NULL || self->record != NULL || xl_form_is_changed (self->form))
    return;
  self->filling = TRUE;
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      const char *key = xl_template_field (self->t, i)->key;
      const char *value = json_object_get_string_member_with_default (object, key, "");

      if (g_strcmp0 (key, subject) != 0 && value[0] != '\0')
        xl_form_set_value (self->form, key, value);
    }
  self->filling = FALSE;
  xl_page_say (page, _("What was typed before and not saved is back in the form."));
}

/* Saving ---------------------------------------------------------------------------------------------------------- */

/* Says each finding at its field; the first refused one gets the focus. */
static void
show_findings (XlLedgerForm *self, const XlLedgerSave *job)
{
  const char *first = NULL;

  for (guint i = 0; i < job->findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (job->findings, i);
      const char *key = f->field >= 0 ? xl_template_field (job->t, (guint) f->field)->key : NULL;
      g_autofree char *words = xl_reason_words (f->reason, gettext);

      if (key == NULL || xl_template_field (job->t, (guint) f->field)->read_only)
        xl_page_say (self->page, words);
      else if (f->refuses)
        xl_form_set_error (self->form, key, words);
      else
        xl_form_set_remark (self->form, key, words);
      if (f->refuses && first == NULL)
        first = key;
    }
  if (first != NULL)
    xl_form_focus (self->form, first);
}

static void
on_saved (XlPage *page, gint64 result, const GError *error, gpointer user_data)
{
  XlLedgerForm *self = user_data;
  XlLedgerSave *job = self->job;

  if (job == NULL)
    return;
  if (g_error_matches (error, XL_ERROR, XL_ERROR_REFUSED) && job->findings->len > 0)
    {
      show_findings (self, job);
      return;
    }
  if (error != NULL)
    {
      xl_alert_error (GTK_WIDGET (page), _("The record was not saved."), error);
      return;
    }
  xl_form_settle (self->form);
  g_signal_emit (self, signals[SAVED], 0, result);
}

/* The record as the form says it; NULL when a field cannot be read, which then says so. */
static XlLedgerRecord *
gather_record (XlLedgerForm *self)
{
  g_autoptr(XlLedgerRecord) record = self->record != NULL ? xl_ledger_record_copy (self->record)
                                                          : xl_ledger_record_new (self->t, self->office);
  gboolean readable = xl_form_check (self->form);

  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      const XlLedgerField *f = xl_template_field (self->t, i);
      g_autofree char *text = f->read_only ? NULL : xl_form_get_value (self->form, f->key);
      const char *reason = NULL;

      if (f->read_only)
        continue;
      xl_value_clear (&record->values[i]);
      if (xl_ledger_form_read (f, text, &record->values[i], &reason))
        continue;
      xl_form_set_error (self->form, f->key, _(reason));
      readable = FALSE;
    }
  return readable ? g_steal_pointer (&record) : NULL;
}

static char *
make_label (XlLedgerForm *self)
{
  const XlLedgerField *f =
      self->t->subject_field >= 0 ? xl_template_field (self->t, (guint) self->t->subject_field) : NULL;
  g_autofree char *name = f != NULL ? xl_form_get_words (self->form, f->key) : NULL;

  if (self->record != NULL)
    return name != NULL ? g_strdup_printf (_("Edit %s: %s"), self->t->title, name)
                        : g_strdup_printf (_("Edit %s"), self->t->title);
  return name != NULL ? g_strdup_printf (C_ ("action: whom", "%s: %s"), self->t->action, name)
                      : g_strdup (self->t->action);
}

gboolean
xl_ledger_form_save (XlLedgerForm *self)
{
  g_autoptr(XlLedgerRecord) record = self->t != NULL ? gather_record (self) : NULL;
  g_autofree char *label = NULL;
  XlLedgerSave *job;

  if (record == NULL)
    return FALSE;
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  job = xl_ledger_save_new (self->t, g_steal_pointer (&record));
  job->today = g_strdup (self->today);
  job->period = g_strdup (self->period);
  job->form = name_draft (self);
  g_clear_pointer (&self->job, xl_ledger_save_release);
  self->job = g_atomic_rc_box_acquire (job);
  label = make_label (self);
  xl_page_write (self->page, XL_CHANGE_EDIT, label, xl_ledger_save_run, job, xl_ledger_save_release, on_saved, self);
  return TRUE;
}

gboolean
xl_ledger_form_fill (XlLedgerForm *self, const char *key, const char *text, const char **reason)
{
  int i = self->t != NULL ? xl_template_find (self->t, key) : -1;
  const XlLedgerField *f = i >= 0 ? xl_template_field (self->t, (guint) i) : NULL;
  g_autofree char *shown = NULL;
  const char *why = N_("There is no such field to fill in.");
  XlValue value = { 0 };

  if (f == NULL || f->read_only || !xl_value_parse (f, text, &value, &why))
    {
      if (reason != NULL)
        *reason = why;
      return FALSE;
    }
  shown = xl_ledger_form_value (f, &value);
  xl_value_clear (&value);
  xl_form_set_value (self->form, key, shown);
  on_changed (self->form, key, self);
  return TRUE;
}

static void
on_submit (XlForm *form, XlLedgerForm *self)
{
  xl_ledger_form_save (self);
}

static void
on_left (GtkWidget *widget, XlLedgerForm *self)
{
  if (self->draft_timer != 0)
    {
      g_clear_handle_id (&self->draft_timer, g_source_remove);
      on_draft_time (self);
    }
  g_signal_emit (self, signals[LEFT], 0);
}

/* Taking away ----------------------------------------------------------------------------------------------------- */

static void
on_deleted (XlPage *page, gint64 result, const GError *error, gpointer user_data)
{
  XlLedgerForm *self = user_data;

  if (error != NULL)
    xl_alert_error (GTK_WIDGET (page), _("The record was not taken away."), error);
  else
    g_signal_emit (self, signals[LEFT], 0);
}

static void
on_remove (GtkButton *button, XlLedgerForm *self)
{
  g_autofree char *label = NULL;

  if (self->record == NULL)
    return;
  label = g_strdup_printf (_("Delete from %s"), self->t->title);
  xl_page_write (self->page, XL_CHANGE_EDIT, label, xl_ledger_save_delete,
                 xl_ledger_save_new (self->t, xl_ledger_record_copy (self->record)), xl_ledger_save_release, on_deleted,
                 self);
}

/* Filling --------------------------------------------------------------------------------------------------------- */

static void
fill (XlLedgerForm *self, guint i, const char *value)
{
  xl_form_set_value (self->form, xl_template_field (self->t, i)->key, value);
}

static void
fill_subject (XlLedgerForm *self, gint64 subject, const char *name)
{
  g_autofree char *value = subject != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, subject) : g_strdup ("");

  if (self->t->subject_field >= 0)
    xl_form_set_value_words (self->form, xl_template_field (self->t, (guint) self->t->subject_field)->key, value,
                             name != NULL ? name : "");
}

static char *
default_of (XlLedgerForm *self, guint i, const XlLedgerBegin *begin)
{
  const XlLedgerField *f = xl_template_field (self->t, i);
  g_autofree char *now = begin->today != NULL ? xl_template_period_of (self->t->period, begin->today) : NULL;
  XlValue value = { 0 };
  const char *reason;
  char *text;

  if (f->default_text == NULL)
    return g_strdup ("");
  if (strcmp (f->default_text, "@today") == 0)   /* another month than today's has no usual day */
    return g_strdup (begin->period == NULL || g_strcmp0 (now, begin->period) == 0 ? begin->today : "");
  if (strcmp (f->default_text, "@last") == 0)
    return begin->last != NULL ? xl_ledger_form_value (f, &begin->last->values[i]) : g_strdup ("");
  xl_value_parse (f, f->default_text, &value, &reason);
  text = xl_ledger_form_value (f, &value);
  xl_value_clear (&value);
  return text;
}

static void
reset (XlLedgerForm *self, const char *today, const char *period)
{
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  g_clear_pointer (&self->record, xl_ledger_record_free);
  g_free (self->today);
  self->today = g_strdup (today);
  g_free (self->period);
  self->period = g_strdup (period);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    if (!xl_template_field (self->t, i)->read_only)
      {
        xl_form_set_error (self->form, xl_template_field (self->t, i)->key, NULL);
        xl_form_set_remark (self->form, xl_template_field (self->t, i)->key, NULL);
      }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "form");
}

void
xl_ledger_form_begin (XlLedgerForm *self, const XlLedgerBegin *begin)
{
  self->filling = TRUE;
  reset (self, begin->today, begin->period);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      g_autofree char *value = NULL;

      if (xl_template_field (self->t, i)->read_only || (int) i == self->t->subject_field)
        continue;
      value = default_of (self, i, begin);
      fill (self, i, value != NULL ? value : "");
    }
  fill_subject (self, begin->subject, begin->subject_name);
  self->filling = FALSE;
  xl_form_settle (self->form);
  gtk_label_set_text (GTK_LABEL (self->title), self->t->action);
  gtk_widget_set_visible (self->switcher, FALSE);
  gtk_widget_set_visible (self->remove, FALSE);
  xl_page_read (self->page, "draft", xl_ledger_draft_read, name_draft (self), g_free, g_free, on_draft, self);
}

void
xl_ledger_form_edit (XlLedgerForm *self, const XlLedgerRecord *record, const char *subject_name, const char *today)
{
  self->filling = TRUE;
  reset (self, today, NULL);
  self->record = xl_ledger_record_copy (record);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      const XlLedgerField *f = xl_template_field (self->t, i);
      g_autofree char *value = xl_ledger_form_value (f, &record->values[i]);
      g_autofree char *flag = xl_ledger_flag_of (record->flags, f->key);

      if (f->read_only)
        continue;
      if ((int) i != self->t->subject_field)
        fill (self, i, value);
      if (flag != NULL)
        {
          g_autofree char *words = xl_reason_words (flag, gettext);

          xl_form_set_remark (self->form, f->key, words);
        }
    }
  fill_subject (self, xl_ledger_record_subject (self->t, record), subject_name);
  self->filling = FALSE;
  xl_form_settle (self->form);
  gtk_label_set_text (GTK_LABEL (self->title), subject_name != NULL ? subject_name : self->t->title);
  gtk_widget_set_visible (self->switcher, TRUE);
  gtk_widget_set_visible (self->remove, TRUE);
  xl_history_panel_show (self->history, xl_page_get_store (self->page), self->t->table, record->id, NULL);
}

/* Building -------------------------------------------------------------------------------------------------------- */

static void
make_form (XlLedgerForm *self)
{
  self->form = xl_form_new (xl_page_get_store (self->page));
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      g_autoptr(XlChoice) choices = NULL;
      XlFieldSpec spec;

      if (xl_ledger_form_spec (self->t, i, &spec, &choices))
        xl_form_add (self->form, &spec);
    }
  g_signal_connect (self->form, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->form, "submit", G_CALLBACK (on_submit), self);
  g_signal_connect (self->form, "cancel", G_CALLBACK (on_left), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->form));
}

void
xl_ledger_form_set_template (XlLedgerForm *self, XlTemplate *t, const char *office)
{
  g_free (self->office);
  self->office = g_strdup (office);
  if (self->t != NULL && strcmp (self->t->key, t->key) == 0 && self->t->version == t->version)
    return;
  g_clear_pointer (&self->t, xl_template_free);
  self->t = xl_template_ref (t);
  make_form (self);
}

gint64
xl_ledger_form_get_id (XlLedgerForm *self)
{
  return self->record != NULL ? self->record->id : 0;
}

void
xl_ledger_form_focus (XlLedgerForm *self, const char *key)
{
  xl_form_focus (self->form, key);
}

GtkWidget *
xl_ledger_form_get_form (XlLedgerForm *self)
{
  return GTK_WIDGET (self->form);
}

static GtkWidget *
make_head (XlLedgerForm *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *close = gtk_button_new_with_label (_("Close"));

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "strong");
  self->switcher = gtk_stack_switcher_new ();
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->switcher), GTK_STACK (self->stack));
  g_signal_connect (close, "clicked", G_CALLBACK (on_left), self);
  gtk_widget_add_css_class (head, "ledger-form-head");
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->switcher);
  gtk_box_append (GTK_BOX (head), close);
  return head;
}

static GtkWidget *
make_buttons (XlLedgerForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *save = gtk_button_new_with_label (_("Save"));

  self->remove = gtk_button_new_with_label (_("Delete"));
  g_signal_connect (self->remove, "clicked", G_CALLBACK (on_remove), self);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (xl_ledger_form_save), self);
  gtk_widget_add_css_class (save, "primary");
  gtk_widget_add_css_class (box, "ledger-form-foot");
  gtk_widget_set_hexpand (save, TRUE);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_box_append (GTK_BOX (box), save);
  return box;
}

static void
xl_ledger_form_dispose (GObject *object)
{
  XlLedgerForm *self = XL_LEDGER_FORM (object);

  g_clear_handle_id (&self->draft_timer, g_source_remove);
  g_clear_pointer (&self->job, xl_ledger_save_release);
  g_clear_pointer (&self->record, xl_ledger_record_free);
  G_OBJECT_CLASS (xl_ledger_form_parent_class)->dispose (object);
}

static void
xl_ledger_form_finalize (GObject *object)
{
  XlLedgerForm *self = XL_LEDGER_FORM (object);

  g_clear_pointer (&self->t, xl_template_free);
  g_free (self->office);
  g_free (self->today);
  g_free (self->period);
  G_OBJECT_CLASS (xl_ledger_form_parent_class)->finalize (object);
}

static void
xl_ledger_form_class_init (XlLedgerFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = xl_ledger_form_dispose;
  G_OBJECT_CLASS (class)->finalize = xl_ledger_form_finalize;
  signals[SAVED] = g_signal_new ("saved", XL_TYPE_LEDGER_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_INT64);
  signals[LEFT] = g_signal_new ("left", XL_TYPE_LEDGER_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_ledger_form_init (XlLedgerForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->stack = gtk_stack_new ();
  self->scroll = gtk_scrolled_window_new ();
  self->history = xl_history_panel_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_titled (GTK_STACK (self->stack), self->scroll, "form", _("Form"));
  gtk_stack_add_titled (GTK_STACK (self->stack), GTK_WIDGET (self->history), "history", _("History"));
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), self->stack);
  gtk_box_append (GTK_BOX (self), make_buttons (self));
}

XlLedgerForm *
xl_ledger_form_new (XlPage *page)
{
  XlLedgerForm *self = g_object_new (XL_TYPE_LEDGER_FORM, NULL);

  self->page = page;
  return self;
}
