#include "notices/xl-notice-task-card-page.h"
#include "notices/xl-notice-lead.h"
#include "notices/xl-recurrence.h"

#include "base/xl-date.h"

#include <glib/gi18n.h>

struct _XlNoticeTaskCard
{
  GtkBox     parent_instance;
  XlTask    *task;
  gboolean   kept;
  GtkWidget *what, *day, *tick;
};
G_DEFINE_FINAL_TYPE (XlNoticeTaskCard, xl_notice_task_card, GTK_TYPE_BOX)

enum { SIGNAL_DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* By when: a day to mend, or the words of what comes again. */
static GtkWidget *
new_day_line (XlNoticeTaskCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *rule = xl_recurrence_words (self->task->rule);

  if (self->task->due_date != NULL)
    {
      self->day = gtk_entry_new ();
      gtk_editable_set_text (GTK_EDITABLE (self->day), self->task->due_date);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->day), 10);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->day), 10);
      gtk_editable_set_editable (GTK_EDITABLE (self->day), !self->kept);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->day), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Last day"), -1);
      gtk_box_append (GTK_BOX (line), self->day);
    }
  else
    gtk_box_append (GTK_BOX (line), new_label (rule, "strong"));
  if (self->task->due_time != NULL)
    gtk_box_append (GTK_BOX (line), new_label (self->task->due_time, NULL));
  if (self->task->reports_to != NULL)
    {
      g_autofree char *to = g_strdup_printf (_("to %s"), self->task->reports_to);
      GtkWidget *label = new_label (to, "note");

      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (line), label);
    }
  return line;
}

/* The ledger in the period that the task asks for: its form begins there, and dates out of it are flagged. */
static char *
ledger_view (XlNoticeTaskCard *self)
{
  g_autoptr(XlTemplate) t = xl_template_built_in (self->task->leads_to, NULL);
  g_autofree char *period =
    t != NULL ? xl_notice_lead_period (self->task->what, self->task->due_date, t->period) : NULL;

  return period != NULL ? g_strdup_printf ("month=%s/%s", self->task->leads_to, period)
                        : g_strconcat ("ledger=", self->task->leads_to, NULL);
}

/* The way to what answers the task. */
static void
add_lead (XlNoticeTaskCard *self, GtkWidget *line)
{
  const char *name = xl_notice_lead_name (self->task->leads_kind, self->task->leads_to);
  gboolean form = g_strcmp0 (self->task->leads_kind, "form") == 0;
  g_autofree char *words = NULL, *view = NULL;
  GtkWidget *button;

  if (name == NULL)
    return;
  words = g_strdup_printf (_("Answer with “%s”"), name);
  view = form ? g_strconcat ("form=", self->task->leads_to, NULL) : ledger_view (self);
  button = gtk_button_new_with_label (words);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-view");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", form ? "filings" : "ledgers", view);
  gtk_box_append (GTK_BOX (line), button);
}

static void
on_done (XlNoticeTaskCard *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0, self->task->id);
}

static GtkWidget *
new_last_line (XlNoticeTaskCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (!self->kept)
    {
      self->tick = gtk_check_button_new_with_label (_("Make a task"));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->tick), TRUE);
      gtk_box_append (GTK_BOX (line), self->tick);
    }
  else if (self->task->state == XL_TASK_OPEN)
    {
      GtkWidget *button = gtk_button_new_with_label (_("Done"));

      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_done), self);
      gtk_box_append (GTK_BOX (line), button);
    }
  else
    gtk_box_append (GTK_BOX (line), new_label (self->task->state == XL_TASK_DONE ? _("Done ✓") : _("Not needed"), "green"));
  add_lead (self, line);
  return line;
}

static void
build (XlNoticeTaskCard *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_hexpand (body, TRUE);
  gtk_box_append (GTK_BOX (self), xl_notice_swatch_new (2));
  gtk_box_append (GTK_BOX (self), body);
  if (self->task->raw != NULL)
    gtk_box_append (GTK_BOX (body), new_label (self->task->raw, "field-remark"));
  self->what = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->what), self->task->what);
  gtk_editable_set_editable (GTK_EDITABLE (self->what), !self->kept);
  gtk_widget_set_tooltip_text (self->what, self->task->what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->what), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is to be done"), -1);
  gtk_box_append (GTK_BOX (body), self->what);
  gtk_box_append (GTK_BOX (body), new_day_line (self));
  if (self->task->doubt != NULL)
    {
      g_autofree char *doubt = g_strdup_printf (_("Please check: %s"), _(self->task->doubt));

      gtk_box_append (GTK_BOX (body), new_label (doubt, "amber"));
    }
  gtk_box_append (GTK_BOX (body), new_last_line (self));
}

static void
xl_notice_task_card_finalize (GObject *object)
{
  XlNoticeTaskCard *self = XL_NOTICE_TASK_CARD (object);

  g_clear_pointer (&self->task, xl_task_free);
  G_OBJECT_CLASS (xl_notice_task_card_parent_class)->finalize (object);
}

static void
xl_notice_task_card_class_init (XlNoticeTaskCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_notice_task_card_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
xl_notice_task_card_init (XlNoticeTaskCard *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

GtkWidget *
xl_notice_task_card_new (XlTask *task, gboolean kept)
{
  XlNoticeTaskCard *self = g_object_new (XL_TYPE_NOTICE_TASK_CARD, NULL);

  self->task = task;
  self->kept = kept;
  build (self);
  return GTK_WIDGET (self);
}

GtkWidget *
xl_notice_task_card_get_field (XlNoticeTaskCard *self)
{
  return self->what;
}

gboolean
xl_notice_task_card_check (XlNoticeTaskCard *self)
{
  gboolean good = self->kept || self->day == NULL || !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->tick))
                  || xl_date_is_valid (gtk_editable_get_text (GTK_EDITABLE (self->day)));

  if (self->day == NULL)
    return good;
  if (good)
    gtk_widget_remove_css_class (self->day, "bad");
  else
    {
      gtk_widget_add_css_class (self->day, "bad");
      gtk_widget_grab_focus (self->day);
    }
  return good;
}

XlTask *
xl_notice_task_card_get_task (XlNoticeTaskCard *self)
{
  const XlTask *t = self->task;
  g_autofree char *what = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->what)));
  XlTask *copy;

  g_strstrip (what);
  if (self->kept || *what == '\0' || !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->tick)))
    return NULL;
  copy = xl_task_new ();
  copy->office = g_strdup (t->office);
  copy->what = g_steal_pointer (&what);
  copy->reports_to = g_strdup (t->reports_to);
  copy->due_date = self->day != NULL ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->day))) : NULL;
  copy->due_time = g_strdup (t->due_time);
  copy->rule = g_strdup (t->rule);
  copy->from_date = g_strdup (t->from_date);
  copy->raw = g_strdup (t->raw);
  copy->leads_kind = g_strdup (t->leads_kind);   /* @doubt goes: a person has looked */
  copy->leads_to = g_strdup (t->leads_to);
  copy->confirmed_by = g_strdup (t->confirmed_by);
  return copy;
}
