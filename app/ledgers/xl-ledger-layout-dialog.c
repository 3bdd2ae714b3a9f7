#include "ledgers/xl-ledger-layout-dialog-private.h"

#include "filings/xl-filing-view-page.h"
#include "ui/xl-alert.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (XlLayoutDialog, xl_layout_dialog, GTK_TYPE_WINDOW)

#define PREVIEW_AFTER_MS 150

static const char *const masks[] = { "internal", "public", "strict" };
static const char *const papers[] = { "A4", "A4-landscape", "A3-landscape" };

/* Saying ---------------------------------------------------------------------------------------------------------- */

void
xl_layout_dialog_say (XlLayoutDialog *self, const char *words, gboolean wrong)
{
  gtk_label_set_text (GTK_LABEL (self->words), words);
  if (wrong)
    gtk_widget_add_css_class (self->words, "seal");
  else
    gtk_widget_remove_css_class (self->words, "seal");
}

void
xl_layout_dialog_say_error (XlLayoutDialog *self, const GError *error)
{
  g_autofree char *sentence = error->domain == XL_ERROR ? g_strdup (error->message) : xl_error_sentence (error);

  self->warned = TRUE;
  xl_layout_dialog_say (self, sentence, TRUE);
}

void
xl_layout_dialog_begin (XlLayoutDialog *self)
{
  self->n_busy++;
}

void
xl_layout_dialog_end (XlLayoutDialog *self)
{
  self->n_busy--;
}

gboolean
xl_layout_dialog_is_idle (XlLayoutDialog *self)
{
  return self->n_busy == 0 && self->previewing == 0;
}

const char *
xl_layout_dialog_get_words (XlLayoutDialog *self)
{
  return gtk_label_get_text (GTK_LABEL (self->words));
}

const XlLedgerLayout *
xl_layout_dialog_get_layout (XlLayoutDialog *self)
{
  return self->layout;
}

/* What stands in it ----------------------------------------------------------------------------------------------- */

static gboolean
on_preview_time (gpointer data)
{
  XlLayoutDialog *self = data;

  self->previewing = 0;
  xl_layout_dialog_preview (self);
  return G_SOURCE_REMOVE;
}

static void
preview_soon (XlLayoutDialog *self)
{
  if (self->previewing != 0)
    g_source_remove (self->previewing);
  self->previewing = g_timeout_add (PREVIEW_AFTER_MS, on_preview_time, self);
}

void
xl_layout_dialog_touch (XlLayoutDialog *self)
{
  if (self->filling)
    return;
  self->changed = TRUE;
  preview_soon (self);
}

static char *
text_of (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

/* "填表人、审核人 日期" → its words. */
static char **
split_words (const char *text)
{
  g_auto(GStrv) parts = g_strsplit_set (text, " ,;", -1);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (kept, parts[i]);
  return g_strv_builder_end (kept);
}

static void
take_signers (XlLayoutDialog *self)
{
  g_auto(GStrv) by_mark = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->signers)), "、", -1);
  g_autofree char *spaced = g_strjoinv (" ", by_mark);

  g_strfreev (self->layout->signers);
  self->layout->signers = split_words (spaced);
}

static void
take_lines (XlLayoutDialog *self)
{
  g_autofree char *shown = text_of (self->above);
  g_autofree char *line = xl_layout_dialog_keep_words (shown);

  g_strfreev (self->layout->above);
  self->layout->above = line[0] != '\0' ? g_strsplit (line, " / ", 6) : NULL;
}

static void
take_title (XlLayoutDialog *self)
{
  g_autofree char *shown = text_of (self->title);

  g_free (self->layout->title);
  self->layout->title = xl_layout_dialog_keep_words (shown);
}

/* How the ledger is narrowed and sorted on the page, into the layout. */
static void
take_narrowing (XlLayoutDialog *self)
{
  const XlLedgerQuery *query = self->job->query;
  g_autoptr(GStrvBuilder) where = g_strv_builder_new ();
  const XlLedgerSort *sort = query != NULL && query->sorts != NULL && query->sorts->len > 0 ? g_ptr_array_index (query->sorts, 0) : NULL;

  for (guint i = 0; query != NULL && query->filters != NULL && i < query->filters->len; i++)
    {
      g_autofree char *written = xl_ledger_filter_write (g_ptr_array_index (query->filters, i));
      g_autoptr(XlLedgerFilter) filter = written != NULL ? xl_ledger_filter_parse (self->t, written, NULL) : NULL;

      if (filter != NULL)
        g_strv_builder_add (where, written);
    }
  self->layout->where = g_strv_builder_end (where);
  self->layout->order = g_strdup (sort != NULL ? sort->name : query != NULL ? query->order : NULL);
  self->layout->descending = sort != NULL ? sort->descending : query != NULL && query->descending;
}

static void
on_narrowed (XlLayoutDialog *self)
{
  if (self->filling || self->gone)
    return;
  g_clear_pointer (&self->layout->where, g_strfreev);
  g_clear_pointer (&self->layout->order, g_free);
  self->layout->descending = FALSE;
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->narrowed)))
    take_narrowing (self);
  xl_layout_dialog_touch (self);
}

/* Head and foot of the window into the layout. */
static void
on_head (XlLayoutDialog *self)
{
  if (self->filling || self->gone)
    return;
  g_free (self->layout->department);
  self->layout->department = text_of (self->department);
  take_title (self);
  g_free (self->layout->mask);
  self->layout->mask = g_strdup (masks[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->mask))]);
  g_free (self->layout->paper);
  self->layout->paper = g_strdup (papers[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->paper_size))]);
  take_signers (self);
  take_lines (self);
  xl_layout_dialog_touch (self);
}

static guint
index_of (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return 0;
}

static void
set_words (GtkWidget *entry, const char *kept)
{
  g_autofree char *shown = xl_layout_dialog_show_words (kept != NULL ? kept : "");

  gtk_editable_set_text (GTK_EDITABLE (entry), shown);
}

static void
set_joined (GtkWidget *entry, const char *mark, char **parts)
{
  g_autofree char *text = parts != NULL ? g_strjoinv (mark, parts) : g_strdup ("");

  set_words (entry, text);
}

void
xl_layout_dialog_show_layout (XlLayoutDialog *self, XlLedgerLayout *layout, gint64 id)
{
  if (self->layout != layout)
    g_clear_pointer (&self->layout, xl_ledger_layout_free);
  self->layout = layout;
  self->id = id;
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->department), layout->department != NULL ? layout->department : "");
  set_words (self->title, layout->title);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->mask), index_of (masks, G_N_ELEMENTS (masks), layout->mask));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->paper_size), index_of (papers, G_N_ELEMENTS (papers), layout->paper));
  set_joined (self->above, " / ", layout->above);
  set_joined (self->signers, "、", layout->signers);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->narrowed),
                               (layout->where != NULL && layout->where[0] != NULL) || layout->order != NULL);
  xl_layout_dialog_fill_columns (self, -1);
  self->filling = FALSE;
  self->changed = FALSE;
  preview_soon (self);
}

static XlLedgerLayout *
new_layout (void)
{
  XlLedgerLayout *l = xl_ledger_layout_new ("", "");
  const char *const signers[] = { "填表人", "审核人", "日期", NULL };
  const char *const above[] = { "填报单位：{office_name}    填报日期：{date_words}", NULL };

  l->signers = g_strdupv ((char **) signers);
  l->above = g_strdupv ((char **) above);
  return l;
}

static void
on_which (GtkDropDown *drop_down, GParamSpec *pspec, XlLayoutDialog *self)
{
  guint i = gtk_drop_down_get_selected (drop_down);

  if (self->filling || self->gone || self->entries == NULL || i > self->entries->len)
    return;
  g_clear_pointer (&self->form, g_bytes_unref);
  xl_layout_dialog_say (self, "", FALSE);
  if (i == 0)
    xl_layout_dialog_show_layout (self, new_layout (), 0);
  else
    {
      const XlLayoutEntry *entry = g_ptr_array_index (self->entries, i - 1);

      xl_layout_dialog_show_layout (self, xl_ledger_layout_copy (entry->layout), entry->id);
    }
}

XlLedgerExport *
xl_layout_dialog_make_job (XlLayoutDialog *self)
{
  XlLedgerExport *job = g_new0 (XlLedgerExport, 1);
  const XlLedgerExport *shown = self->job;

  job->key = g_strdup (self->t->key);
  job->given = xl_ledger_layout_copy (self->layout);
  job->office = g_strdup (shown->office);
  job->period = g_strdup (shown->period);
  job->filter = g_strdup (shown->filter);
  job->where = g_strdupv (shown->where);
  job->query = shown->query != NULL ? xl_ledger_query_copy (shown->query) : NULL;
  job->today = g_strdup (shown->today);
  job->user = g_strdup (xl_store_get_user (self->store));
  xl_mask_profile_parse (self->layout->mask, &job->mask);
  return job;
}

/* Actions --------------------------------------------------------------------------------------------------------- */

static void
add_selected (XlLayoutDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->available));

  if (row != NULL)
    g_signal_emit_by_name (self->available, "row-activated", row);
}

static void
run_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  XlLayoutDialog *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  int at = xl_layout_dialog_get_column (self);

  if (strcmp (name, "add") == 0)
    add_selected (self);
  else if (strcmp (name, "remove") == 0)
    xl_layout_dialog_remove_column (self, at);
  else if (strcmp (name, "up") == 0 || strcmp (name, "down") == 0)
    xl_layout_dialog_move_column (self, at, strcmp (name, "up") == 0 ? at - 1 : at + 1);
  else if (strcmp (name, "save") == 0 || strcmp (name, "copy") == 0)
    xl_layout_dialog_save (self, strcmp (name, "copy") == 0);
  else if (strcmp (name, "delete") == 0)
    xl_layout_dialog_delete (self);
  else if (strcmp (name, "paper") == 0)
    xl_layout_dialog_show_paper (self);
  else if (strcmp (name, "print") == 0)
    xl_layout_dialog_print (self);
  else if (strcmp (name, "columns") == 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "columns");
  else
    xl_layout_dialog_ask_file (self, name);
}

static void
add_actions (XlLayoutDialog *self)
{
  static const char *const names[] = { "add", "remove", "up", "down", "save", "copy", "delete", "form", "import", "export", "output",
                                       "paper", "print", "columns" };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (names[i], NULL);

      g_signal_connect (action, "activate", G_CALLBACK (run_action), self);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "layout", G_ACTION_GROUP (group));
}

/* What is not saved is not lost by one key. */
static gboolean
may_close (XlLayoutDialog *self)
{
  if (!self->changed || xl_store_is_read_only (self->store))
    return TRUE;
  self->changed = FALSE;
  xl_layout_dialog_say (self, _("The form is not saved yet; close again to leave it so."), TRUE);
  return FALSE;
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  XlLayoutDialog *self = XL_LAYOUT_DIALOG (widget);

  if (strcmp (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "paper") == 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "columns");
  else
    gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static gboolean
xl_layout_dialog_close_request (GtkWindow *window)
{
  if (!may_close (XL_LAYOUT_DIALOG (window)))
    return TRUE;
  return GTK_WINDOW_CLASS (xl_layout_dialog_parent_class)->close_request (window);
}

/* Building -------------------------------------------------------------------------------------------------------- */

static void
add_labelled (GtkWidget *box, const char *text, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "note");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), widget);
  xl_speak_name (widget, text);
}

static GtkWidget *
make_entry (XlLayoutDialog *self, int chars, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_head), self);
  return entry;
}

static GtkWidget *
make_drop_down (XlLayoutDialog *self, const char *const *names)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (names);

  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (on_head), self);
  return drop_down;
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action, const char *tooltip, const char *class)
{
  GtkWidget *button = xl_speak_button_new (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  if (class != NULL)
    gtk_widget_add_css_class (button, class);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
build_head (XlLayoutDialog *self)
{
  const char *const mask_names[] = { C_("mask", "Internal"), C_("mask", "Public"), C_("mask", "Strict"), NULL };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->which = gtk_drop_down_new (NULL, NULL);
  g_signal_connect (self->which, "notify::selected", G_CALLBACK (on_which), self);
  self->department = make_entry (self, 7, _("Civil affairs"));
  self->title = make_entry (self, 14, _("Title of the form"));
  gtk_widget_set_hexpand (self->title, TRUE);
  self->mask = make_drop_down (self, mask_names);
  add_labelled (line, C_("layout", "Layout"), self->which);
  add_labelled (line, C_("layout", "Department"), self->department);
  add_labelled (line, C_("layout", "Title"), self->title);
  add_labelled (line, _("Masking"), self->mask);
  return line;
}

static GtkWidget *
build_lines (XlLayoutDialog *self)
{
  const char *const paper_names[] = { _("A4 upright"), _("A4 across"), _("A3 across"), NULL };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->above = make_entry (self, 20, NULL);
  gtk_widget_set_tooltip_text (self->above, _("Lines below the title, divided by “ / ”; {office}, {period}, {day} and {rows} are filled in"));
  gtk_widget_set_hexpand (self->above, TRUE);
  self->signers = make_entry (self, 14, NULL);
  self->paper_size = make_drop_down (self, paper_names);
  self->narrowed = gtk_check_button_new_with_label (_("With filter and order"));
  gtk_widget_set_tooltip_text (self->narrowed, _("The form keeps how the ledger is filtered and sorted now"));
  g_signal_connect_swapped (self->narrowed, "toggled", G_CALLBACK (on_narrowed), self);
  add_labelled (line, _("Below the title"), self->above);
  add_labelled (line, _("Signed by"), self->signers);
  add_labelled (line, _("Paper"), self->paper_size);
  gtk_box_append (GTK_BOX (line), self->narrowed);
  return line;
}

static GtkWidget *
build_foot (XlLayoutDialog *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *space = gtk_label_new (NULL);

  add_button (line, _("From a form…"), "layout.form", _("Makes the columns of a department's own empty spreadsheet"), NULL);
  add_button (line, _("Take in…"), "layout.import", _("Takes in a layout from another office"), NULL);
  add_button (line, _("Hand on…"), "layout.export", _("Writes the layout as a file for another office"), NULL);
  add_button (line, _("Delete"), "layout.delete", _("Deletes the kept form; Undo brings it back"), NULL);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (line), space);
  add_button (line, _("Save as new"), "layout.copy", _("Keeps it beside the one it was"), NULL);
  self->save = add_button (line, _("_Save"), "layout.save", NULL, NULL);
  add_button (line, _("_Paper…"), "layout.paper", _("Shows it as it is printed"), NULL);
  add_button (line, _("_Output…"), "layout.output", _("Writes xlsx, ods, csv or PDF"), "primary");
  return line;
}

static GtkWidget *
build_columns_page (XlLayoutDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_widget_add_css_class (box, "page-content");
  gtk_box_append (GTK_BOX (box), build_head (self));
  gtk_box_append (GTK_BOX (box), xl_layout_dialog_build_columns (self));
  gtk_box_append (GTK_BOX (box), build_lines (self));
  gtk_box_append (GTK_BOX (box), xl_layout_dialog_build_preview (self));
  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_selectable (GTK_LABEL (self->words), TRUE);
  gtk_widget_set_can_focus (self->words, FALSE);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), build_foot (self));
  return box;
}

static GtkWidget *
build_paper_page (XlLayoutDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (box, "page-content");
  self->view = xl_filing_view_new ();
  gtk_widget_set_vexpand (self->view, TRUE);
  gtk_box_append (GTK_BOX (box), self->view);
  self->facts = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_widget_set_hexpand (self->facts, TRUE);
  gtk_box_append (GTK_BOX (line), self->facts);
  add_button (line, _("_Back to the columns"), "layout.columns", NULL, NULL);
  add_button (line, _("_Output…"), "layout.output", _("Writes xlsx, ods, csv or PDF"), NULL);
  add_button (line, _("P_rint"), "layout.print", NULL, "primary");
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

static void
xl_layout_dialog_dispose (GObject *object)
{
  XlLayoutDialog *self = XL_LAYOUT_DIALOG (object);

  self->gone = TRUE;
  g_clear_handle_id (&self->previewing, g_source_remove);
  G_OBJECT_CLASS (xl_layout_dialog_parent_class)->dispose (object);
}

static void
xl_layout_dialog_finalize (GObject *object)
{
  XlLayoutDialog *self = XL_LAYOUT_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->layout, xl_ledger_layout_free);
  g_clear_pointer (&self->t, xl_template_free);
  g_clear_pointer (&self->form, g_bytes_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  xl_ledger_export_free (self->job);
  xl_ledger_export_free (self->paper);
  G_OBJECT_CLASS (xl_layout_dialog_parent_class)->finalize (object);
}

static void
xl_layout_dialog_class_init (XlLayoutDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = xl_layout_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = xl_layout_dialog_finalize;
  GTK_WINDOW_CLASS (class)->close_request = xl_layout_dialog_close_request;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_s, GDK_CONTROL_MASK, "layout.save", NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_e, GDK_CONTROL_MASK, "layout.output", NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_p, GDK_CONTROL_MASK, "layout.paper", NULL);
}

static void
xl_layout_dialog_init (XlLayoutDialog *self)
{
  self->layout = new_layout ();
  add_actions (self);
}

XlLayoutDialog *
xl_layout_dialog_new (GtkWindow *parent, XlStore *store, XlTemplate *t, XlLedgerExport *job)
{
  XlLayoutDialog *self = g_object_new (XL_TYPE_LAYOUT_DIALOG, "transient-for", parent, "modal", parent != NULL, NULL);
  g_autofree char *title = g_strdup_printf (_("Forms out of “%s”"), t->title);

  self->store = g_object_ref (store);
  self->t = xl_template_ref (t);
  self->job = job;
  self->choices = xl_ledger_layout_choices (t);
  self->filling = TRUE;
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), build_columns_page (self), "columns");
  gtk_stack_add_named (GTK_STACK (self->stack), build_paper_page (self), "paper");
  gtk_window_set_child (GTK_WINDOW (self), self->stack);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_set_default_size (GTK_WINDOW (self), 1080, 740);
  if (parent != NULL && gtk_widget_has_css_class (GTK_WIDGET (parent), "large"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  xl_layout_dialog_show_layout (self, self->layout, 0);
  xl_layout_dialog_load (self, 0);
  gtk_window_set_focus (GTK_WINDOW (self), self->search);
  return self;
}

void
xl_layout_dialog_open (GtkWidget *widget, XlStore *store, XlTemplate *t, XlLedgerExport *job)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_window_present (GTK_WINDOW (xl_layout_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, store, t, job)));
}
