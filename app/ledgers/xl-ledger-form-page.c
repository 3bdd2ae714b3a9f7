#include "ledgers/xl-ledger-form-private.h"

#include "ui/xl-beside.h"

#include <glib/gi18n.h>
#include <string.h>

enum { SAVED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerForm, xl_ledger_form, GTK_TYPE_BOX)

void
xl_ledger_form_emit_saved (XlLedgerForm *self, gint64 id)
{
  g_signal_emit (self, signals[SAVED], 0, id);
}

void
xl_ledger_form_leave (XlLedgerForm *self)
{
  xl_ledger_form_stop_live (self);
  xl_draft_bar_end (self->draft, TRUE);
  g_signal_emit (self, signals[LEFT], 0);
}

gboolean
xl_ledger_form_save (XlLedgerForm *self)
{
  return xl_ledger_form_run_save (self, FALSE);
}

static void
on_save_next (GtkButton *button, XlLedgerForm *self)
{
  xl_ledger_form_run_save (self, TRUE);
}

gboolean
xl_ledger_form_wants_next (XlLedgerForm *self)
{
  return self->wants_next;
}

void
xl_ledger_form_set_template (XlLedgerForm *self, XlTemplate *t, const char *office)
{
  g_free (self->office);
  self->office = g_strdup (office);
  if (self->t != NULL && strcmp (self->t->key, t->key) == 0 && self->t->version == t->version)
    return;
  xl_draft_bar_end (self->draft, TRUE);
  xl_ledger_form_stop_live (self);
  g_clear_pointer (&self->last, xl_ledger_record_free);
  g_clear_pointer (&self->t, xl_template_free);
  self->t = xl_template_ref (t);
  xl_ledger_form_make_fields (self);
  gtk_widget_set_visible (GTK_WIDGET (self->card), t->subject == XL_SUBJECT_PERSON || t->subject == XL_SUBJECT_HOUSEHOLD);
  xl_beside_set_main (XL_BESIDE (self->beside), GTK_WIDGET (self->form));
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

XlDraftBar *
xl_ledger_form_get_draft (XlLedgerForm *self)
{
  return self->draft;
}

/* Building -------------------------------------------------------------------------------------------------------- */

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
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (xl_ledger_form_leave), self);
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
  self->save_next = gtk_button_new_with_label (_("Save, next one"));
  gtk_widget_set_tooltip_text (self->save_next, _("Enter in the last field"));
  gtk_widget_set_tooltip_text (save, _("Ctrl+Enter"));
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (xl_ledger_form_run_delete), self);
  g_signal_connect (self->save_next, "clicked", G_CALLBACK (on_save_next), self);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (xl_ledger_form_save), self);
  gtk_widget_add_css_class (save, "primary");
  gtk_widget_add_css_class (box, "ledger-form-foot");
  gtk_widget_set_hexpand (save, TRUE);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_box_append (GTK_BOX (box), self->save_next);
  gtk_box_append (GTK_BOX (box), save);
  return box;
}

static void
on_restored (XlLedgerForm *self)
{
  xl_ledger_form_live (self, TRUE);
}

static void
xl_ledger_form_dispose (GObject *object)
{
  XlLedgerForm *self = XL_LEDGER_FORM (object);

  xl_ledger_form_stop_live (self);
  g_clear_pointer (&self->job, xl_ledger_save_release);
  g_clear_pointer (&self->last, xl_ledger_record_free);
  g_clear_pointer (&self->record, xl_ledger_record_free);
  G_OBJECT_CLASS (xl_ledger_form_parent_class)->dispose (object);
}

static void
xl_ledger_form_finalize (GObject *object)
{
  XlLedgerForm *self = XL_LEDGER_FORM (object);

  g_hash_table_unref (self->visited);
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
  self->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stack = gtk_stack_new ();
  self->draft = XL_DRAFT_BAR (xl_draft_bar_new ());
  self->card = XL_LEDGER_ABOUT_CARD (xl_ledger_about_card_new ());
  self->beside = xl_beside_new (NULL, GTK_WIDGET (self->card));
  g_signal_connect_swapped (self->draft, "restored", G_CALLBACK (on_restored), self);
  self->scroll = gtk_scrolled_window_new ();
  self->history = xl_history_panel_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->beside);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_titled (GTK_STACK (self->stack), self->scroll, "form", _("Form"));
  gtk_stack_add_titled (GTK_STACK (self->stack), GTK_WIDGET (self->history), "history", _("History"));
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->draft));
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
