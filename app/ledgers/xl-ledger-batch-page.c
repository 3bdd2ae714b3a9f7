#include "ledgers/xl-ledger-batch-page.h"

#include "ledgers/xl-ledger-batch-table.h"
#include "ledgers/xl-ledger-form-value.h"
#include "ledgers/xl-value.h"
#include "ui/xl-alert.h"
#include "ui/xl-form.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>
#include <string.h>

#define LOOK_EVERY_MS  150
#define MOST_REASONS   5

void
xl_ledger_many_free (XlLedgerMany *many)
{
  xl_ledger_sheet_release (many->sheet);
  g_clear_pointer (&many->ids, g_array_unref);
  g_free (many->period);
  g_free (many->today);
  g_free (many);
}

static XlLedgerMany *
copy_many (const XlLedgerMany *many)
{
  XlLedgerMany *copy = g_memdup2 (many, sizeof *many);

  copy->sheet = xl_ledger_sheet_ref (many->sheet);
  copy->ids = many->ids != NULL ? g_array_ref (many->ids) : NULL;
  copy->period = g_strdup (many->period);
  copy->today = g_strdup (many->today);
  return copy;
}

/* Writing --------------------------------------------------------------------------------------------------------- */

/* A batch on its way. */
typedef struct {
  XlPage        *page;        /* a weak pointer */
  XlLedgerMany  *many;
  XlLedgerBatch *batch;
  GCancellable  *cancellable;
  char          *label;
  guint          timer;
} Run;

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->timer, g_source_remove);
  g_clear_weak_pointer (&run->page);
  g_clear_pointer (&run->many, xl_ledger_many_free);
  xl_ledger_batch_release (run->batch);
  g_object_unref (run->cancellable);
  g_free (run->label);
  g_free (run);
}

static gboolean
on_look (gpointer data)
{
  Run *run = data;
  int done = g_atomic_int_get (&run->batch->done), total = g_atomic_int_get (&run->batch->total);

  if (run->page != NULL)
    xl_page_set_progress (run->page, run->label, total > 0 ? (double) done / total : -1, run->cancellable);
  return G_SOURCE_CONTINUE;
}

static char *
list_reasons (const XlLedgerBatch *batch)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < batch->refusals->len && g_hash_table_size (told) < MOST_REASONS; i++)
    {
      const XlLedgerRefusal *refusal = g_ptr_array_index (batch->refusals, i);

      if (!g_hash_table_add (told, refusal->reason))
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (refusal->field >= 0)
        g_string_append_printf (text, C_("refusal", "%s: %s"), xl_template_field (batch->t, (guint) refusal->field)->title,
                                _(refusal->reason));
      else
        g_string_append (text, _(refusal->reason));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is asked again when some records refuse the value. */
typedef struct {
  XlPage       *page;
  XlLedgerMany *many;
  int           field;
  char         *text;
} Again;

static void
on_again (XlAlertAnswer answer, gpointer data)
{
  g_autofree Again *again = data;
  g_autoptr(XlPage) page = again->page;
  g_autofree char *text = again->text;

  if (answer == XL_ALERT_ACCEPT)
    xl_ledger_batch_run (page, again->many, again->field, text, TRUE);
  else
    xl_ledger_many_free (again->many);
}

static void
tell_refused (Run *run)
{
  const XlLedgerBatch *batch = run->batch;
  g_autofree char *title = g_strdup_printf (ngettext ("%u record cannot take this. Nothing was changed.",
                                                       "%u records cannot take this. Nothing was changed.", batch->n_refused),
                                            batch->n_refused);
  g_autofree char *reasons = list_reasons (batch);
  gboolean rest = (gint64) batch->n_refused < run->many->n;
  XlAlertWords words = { .title = title, .text = reasons, .accept = rest ? _("Change the others") : NULL };
  Again *again = g_new0 (Again, 1);

  again->page = g_object_ref (run->page);
  again->many = copy_many (run->many);
  again->field = batch->field;
  again->text = g_strdup (batch->text);
  xl_alert_show (GTK_WIDGET (run->page), &words, on_again, again);
}

static void
tell_done (Run *run, gint64 n)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u record", "%u records", (gulong) n), (guint) n);
  g_autofree char *words = g_strdup_printf (C_("done", "%s · %s"), run->label, count);

  xl_page_say_done (run->page, words, NULL, n > 0);
}

static void
on_written (GObject *store, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr(GError) error = NULL;
  gint64 n = xl_store_write_finish (XL_STORE (store), result, &error);

  if (run->page != NULL)
    {
      xl_page_set_progress (run->page, "", -1, NULL);
      if (n >= 0)
        tell_done (run, n);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        xl_page_say (run->page, _("Stopped. Nothing was changed."));
      else if (g_error_matches (error, XL_ERROR, XL_ERROR_REFUSED) && run->batch->refusals != NULL
               && run->batch->refusals->len > 0)
        tell_refused (run);
      else
        xl_alert_error (GTK_WIDGET (run->page), run->label, error);
    }
  run_free (run);
}

static void
start (XlPage *page, XlLedgerMany *many, XlLedgerBatch *batch, char *label, XlWriteFunc func)
{
  Run *run = g_new0 (Run, 1);

  g_set_weak_pointer (&run->page, page);
  run->many = many;
  run->batch = batch;
  run->label = label;
  run->cancellable = g_cancellable_new ();
  g_set_object (&batch->cancellable, run->cancellable);
  run->timer = g_timeout_add (LOOK_EVERY_MS, on_look, run);
  xl_store_write_async (xl_page_get_store (page), XL_CHANGE_EDIT, label, func, xl_ledger_batch_ref (batch),
                        xl_ledger_batch_release, run->cancellable, on_written, run);
}

static XlLedgerBatch *
make_batch (const XlLedgerMany *many)
{
  const XlLedgerSheet *sheet = many->sheet;
  XlLedgerBatch *batch = xl_ledger_batch_new (sheet->t, many->ids == NULL ? sheet->query : NULL, many->ids, many->today);

  batch->period = g_strdup (many->period);
  return batch;
}

void
xl_ledger_batch_run (XlPage *page, XlLedgerMany *many, int field, const char *text, gboolean good_only)
{
  XlLedgerBatch *batch = make_batch (many);
  const XlTemplate *t = many->sheet->t;

  batch->field = field;
  batch->text = g_strdup (text);
  batch->good_only = good_only;
  start (page, many, batch,
         g_strdup_printf (C_("edit", "%s: change %s"), t->title, xl_template_field (t, (guint) field)->title),
         xl_ledger_batch_set);
}

/* Deleting -------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlPage       *page;
  XlLedgerMany *many;
} Deleting;

static void
on_delete (XlAlertAnswer answer, gpointer data)
{
  g_autofree Deleting *d = data;
  g_autoptr(XlPage) page = d->page;

  if (answer == XL_ALERT_ACCEPT && xl_page_get_store (page) != NULL)
    start (page, d->many, make_batch (d->many), g_strdup_printf (C_("edit", "%s: delete"), d->many->sheet->t->title),
           xl_ledger_batch_delete);
  else
    xl_ledger_many_free (d->many);
}

void
xl_ledger_delete_ask (XlPage *page, XlLedgerMany *many)
{
  g_autofree char *title = g_strdup_printf (ngettext ("Delete %u record of “%s”?", "Delete %u records of “%s”?", (gulong) many->n),
                                            (guint) many->n, many->sheet->t->title);
  XlAlertWords words = { .title = title, .text = _("Ctrl+Z brings them back."), .accept = _("Delete"), .danger = TRUE };
  Deleting *d = g_new0 (Deleting, 1);

  d->page = g_object_ref (page);
  d->many = many;
  xl_alert_show (GTK_WIDGET (page), &words, on_delete, d);
}

/* The dialog ------------------------------------------------------------------------------------------------------ */

typedef struct {
  GtkWindow    *window;
  XlPage       *page;
  XlLedgerMany *many;          /* NULL once handed on */
  GtkWidget    *down, *place, *form;
  GArray       *fields;        /* guint: by line of the drop-down */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *d = data;

  g_object_unref (d->page);
  g_clear_pointer (&d->many, xl_ledger_many_free);
  g_array_unref (d->fields);
  g_free (d);
}

static const XlLedgerField *
field_of (Dialog *d)
{
  guint line = gtk_drop_down_get_selected (GTK_DROP_DOWN (d->down));

  return xl_template_field (d->many->sheet->t, g_array_index (d->fields, guint, MIN (line, d->fields->len - 1)));
}

/* What is written of the value in the form: as the file reads it. */
static char *
read_form (Dialog *d)
{
  const XlLedgerField *f = field_of (d);
  g_autofree char *value = xl_form_get_value (XL_FORM (d->form), f->key);
  XlValue stored = { 0 };
  const char *reason = NULL;
  char *text;

  if (f->type == XL_LEDGER_PERSON && value[0] != '\0')
    return g_strconcat ("#", value, NULL);
  if (!xl_ledger_form_read (f, value, &stored, &reason))
    return g_steal_pointer (&value);
  text = xl_value_show (f, &stored, TRUE);
  xl_value_clear (&stored);
  return text;
}

static void
on_accept (GtkWidget *widget, Dialog *d)
{
  g_autofree char *text = NULL;
  int field;

  if (!xl_form_check (XL_FORM (d->form)))
    return;
  text = read_form (d);
  field = xl_template_find (d->many->sheet->t, field_of (d)->key);
  gtk_widget_set_visible (GTK_WIDGET (d->window), FALSE);
  xl_ledger_batch_run (d->page, g_steal_pointer (&d->many), field, text, FALSE);
  gtk_window_destroy (d->window);
}

static void
on_cancel (GtkWidget *widget, Dialog *d)
{
  gtk_window_destroy (d->window);
}

static void
show_field (Dialog *d)
{
  const XlTemplate *t = d->many->sheet->t;
  g_autoptr(XlChoice) choices = NULL;
  XlFieldSpec spec;

  if (d->form != NULL)
    gtk_box_remove (GTK_BOX (d->place), d->form);
  d->form = GTK_WIDGET (xl_form_new (xl_page_get_store (d->page)));
  xl_ledger_form_spec (t, (guint) xl_template_find (t, field_of (d)->key), &spec, &choices);
  spec.title = _("New value");
  xl_form_add (XL_FORM (d->form), &spec);
  gtk_widget_set_hexpand (d->form, TRUE);
  g_signal_connect (d->form, "submit", G_CALLBACK (on_accept), d);
  g_signal_connect (d->form, "cancel", G_CALLBACK (on_cancel), d);
  gtk_box_append (GTK_BOX (d->place), d->form);
}

static void
on_field (GtkDropDown *down, GParamSpec *spec, Dialog *d)
{
  if (d->many != NULL)
    show_field (d);
}

static void
fill_fields (Dialog *d, int proposed)
{
  const XlTemplate *t = d->many->sheet->t;
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (!xl_template_field (t, i)->read_only && xl_template_field (t, i)->type != XL_LEDGER_ATTACHMENT)
      {
        if ((int) i == proposed)
          selected = d->fields->len;
        g_array_append_val (d->fields, i);
        gtk_string_list_append (titles, xl_template_field (t, i)->title);
      }
  gtk_drop_down_set_model (GTK_DROP_DOWN (d->down), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (d->down), selected);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_destroy (((Dialog *) data)->window);
  return TRUE;
}

static GtkWidget *
make_buttons (Dialog *d)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel")), *accept = gtk_button_new_with_label (C_("batch", "Change"));

  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_widget_set_margin_top (line, 12);
  gtk_widget_add_css_class (accept, "primary");
  g_signal_connect (cancel, "clicked", G_CALLBACK (on_cancel), d);
  g_signal_connect (accept, "clicked", G_CALLBACK (on_accept), d);
  gtk_box_append (GTK_BOX (line), cancel);
  gtk_box_append (GTK_BOX (line), accept);
  return line;
}

static GtkWidget *
make_content (Dialog *d)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Column"));
  g_autofree char *n = g_strdup_printf (ngettext ("%'u record will be changed.", "%'u records will be changed.", (gulong) d->many->n),
                                        (guint) d->many->n);
  GtkWidget *count = gtk_label_new (n);

  d->down = gtk_drop_down_new (NULL, NULL);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), d->down);
  xl_speak_name (d->down, _("Column"));
  gtk_widget_set_hexpand (d->down, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), d->down);
  d->place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_label_set_xalign (GTK_LABEL (count), 0);
  gtk_widget_add_css_class (count, "alert-title");
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), d->place);
  gtk_box_append (GTK_BOX (box), make_buttons (d));
  return box;
}

void
xl_ledger_batch_ask (XlPage *page, XlLedgerMany *many, int field)
{
  Dialog *d = g_new0 (Dialog, 1);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  d->page = g_object_ref (page);
  d->many = many;
  d->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  d->window = GTK_WINDOW (gtk_window_new ());
  g_object_set_data_full (G_OBJECT (d->window), "xl-batch", d, dialog_free);
  gtk_window_set_title (d->window, _("Change many records"));
  gtk_window_set_modal (d->window, TRUE);
  gtk_window_set_default_size (d->window, 480, -1);
  gtk_window_set_transient_for (d->window, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  if (root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "large"))
    gtk_widget_add_css_class (GTK_WIDGET (d->window), "large");
  gtk_widget_add_css_class (GTK_WIDGET (d->window), "alert");
  gtk_window_set_child (d->window, make_content (d));
  fill_fields (d, field);
  show_field (d);
  g_signal_connect (d->down, "notify::selected", G_CALLBACK (on_field), d);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (on_escape, d, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (d->window), shortcuts);
  gtk_window_present (d->window);
  gtk_widget_grab_focus (d->down);
}
