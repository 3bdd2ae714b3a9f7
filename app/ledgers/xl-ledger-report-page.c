#include "ledgers/xl-ledger-report-page.h"

#include "ledgers/xl-ledger-report-file.h"
#include "ui/xl-file-picker.h"
#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>
#include <string.h>

enum { PERIOD, YEAR, FROM, TO, N_PARAMETERS };
static const XlReportParameters parameters[N_PARAMETERS] = { XL_REPORT_PERIOD, XL_REPORT_YEAR, XL_REPORT_FROM, XL_REPORT_TO };

struct _XlLedgerReports
{
  GtkBox                parent_instance;
  XlPage               *page;            /* a weak pointer */
  XlLedgerAnswer       *answer;
  char                 *today;
  XlLedgerReportResult *result;
  GtkWidget            *which, *labels[N_PARAMETERS], *entries[N_PARAMETERS], *note;
  XlGrid               *grid;
  XlMemorySource       *source;
  gboolean              filling;
};
G_DEFINE_FINAL_TYPE (XlLedgerReports, xl_ledger_reports, GTK_TYPE_BOX)

static const XlLedgerReport *
current (XlLedgerReports *self)
{
  const XlTemplate *t = self->answer != NULL ? self->answer->summary->t : NULL;
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->which));

  return t != NULL && i < t->reports->len ? g_ptr_array_index (t->reports, i) : NULL;
}

/* The table ------------------------------------------------------------------------------------------------------- */

static XlGridKind
kind_of (const XlLedgerField *f)
{
  if (f->type == XL_LEDGER_DATE || f->type == XL_LEDGER_MONTH || f->type == XL_LEDGER_TIME || f->type == XL_LEDGER_YES_NO)
    return XL_GRID_CENTRE;
  return xl_ledger_field_is_number (f->type) && f->type != XL_LEDGER_PERSON && f->type != XL_LEDGER_HOUSEHOLD ? XL_GRID_NUMBER
                                                                                                              : XL_GRID_TEXT;
}

static void
add_row (XlLedgerReports *self, guint row)
{
  guint n = self->result->report->columns->len;
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < n; c++)
    g_ptr_array_add (cells, xl_ledger_report_cell (self->result, row, c));
  xl_memory_source_add (self->source, row + 1, (const char *const *) cells->pdata);
}

static void
fill_grid (XlLedgerReports *self)
{
  const GPtrArray *columns = self->result->report->columns;

  xl_grid_set_source (self->grid, NULL);
  xl_grid_clear_columns (self->grid);
  g_clear_object (&self->source);
  self->source = xl_memory_source_new ((int) columns->len);
  for (guint c = 0; c < columns->len; c++)
    {
      const XlLedgerField *f = g_ptr_array_index (columns, c);
      g_autofree char *total = xl_ledger_report_total (self->result, c);
      double em = MAX (6, (double) g_utf8_strlen (f->title, -1) + 1.5);

      xl_grid_add_column (self->grid, xl_grid_column_new ((int) c, f->key, f->title, em, kind_of (f), XL_GRID_SORTABLE));
      xl_memory_source_set_total (self->source, (int) c, total[0] != '\0' ? total : NULL);
    }
  for (guint row = 0; row < self->result->rows->len; row++)
    add_row (self, row);
  xl_grid_set_show_totals (self->grid, TRUE);
  xl_grid_set_label (self->grid, self->result->report->title);
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (self->source));
}

/* Working it out -------------------------------------------------------------------------------------------------- */

typedef struct {
  XlTemplate *t;
  char       *key, *office, *today, *values[N_PARAMETERS];
} Question;

static void
question_free (gpointer data)
{
  Question *q = data;

  xl_template_free (q->t);
  g_free (q->key);
  g_free (q->office);
  g_free (q->today);
  for (guint i = 0; i < N_PARAMETERS; i++)
    g_free (q->values[i]);
  g_free (q);
}

static gpointer
read_report (XlDb *db, gpointer data, GError **error)
{
  const Question *q = data;
  XlQuestion question = { q->office, q->today, q->values[PERIOD], q->values[YEAR], q->values[FROM], q->values[TO] };

  return xl_ledger_report_run (db, q->t, q->key, &question, error);
}

static void
on_report (XlPage *page, gpointer result, gpointer data)
{
  XlLedgerReports *self = data;
  g_autofree char *words = NULL;

  g_clear_pointer (&self->result, xl_ledger_report_result_free);
  self->result = xl_ledger_report_result_ref (result);
  fill_grid (self);
  words = g_strdup_printf (ngettext ("%u line", "%u lines", self->result->rows->len), self->result->rows->len);
  gtk_label_set_text (GTK_LABEL (self->note), self->result->cut ? _("There is more than a report can show: narrow it down.") : words);
}

void
xl_ledger_reports_run (XlLedgerReports *self)
{
  const XlLedgerReport *report = current (self);
  Question *q;

  if (report == NULL || self->page == NULL)
    return;
  q = g_new0 (Question, 1);
  q->t = xl_template_ref (self->answer->summary->t);
  q->key = g_strdup (report->key);
  q->office = g_strdup (self->answer->office);
  q->today = g_strdup (self->today);
  for (guint i = 0; i < N_PARAMETERS; i++)
    if (report->parameters & parameters[i])
      q->values[i] = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[i])));
  xl_page_read (self->page, "report", read_report, q, question_free, (GDestroyNotify) xl_ledger_report_result_free, on_report, self);
}

/* What it asks for ------------------------------------------------------------------------------------------------ */

static void
show_parameters (XlLedgerReports *self)
{
  const XlLedgerReport *report = current (self);

  for (guint i = 0; i < N_PARAMETERS; i++)
    {
      gboolean asked = report != NULL && (report->parameters & parameters[i]) != 0;

      gtk_widget_set_visible (self->labels[i], asked);
      gtk_widget_set_visible (self->entries[i], asked);
    }
}

static void
set_defaults (XlLedgerReports *self)
{
  const XlLedgerSummary *s = self->answer->summary;
  g_autofree char *month = g_strndup (self->today, 7);
  g_autofree char *year = g_strndup (self->today, 4);
  g_autofree char *first = g_strconcat (year, "-01-01", NULL);
  const char *values[N_PARAMETERS] = { s->period != NULL ? s->period : month, year, first, self->today };

  for (guint i = 0; i < N_PARAMETERS; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), values[i]);
}

void
xl_ledger_reports_show (XlLedgerReports *self, XlLedgerAnswer *answer, const char *today)
{
  const XlTemplate *before = self->answer != NULL ? self->answer->summary->t : NULL, *t = answer->summary->t;
  gboolean other = before == NULL || strcmp (before->key, t->key) != 0 || before->version != t->version;
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  xl_ledger_answer_ref (answer);
  g_clear_pointer (&self->answer, xl_ledger_answer_free);
  self->answer = answer;
  g_free (self->today);
  self->today = g_strdup (today);
  if (!other)
    return;
  g_clear_pointer (&self->result, xl_ledger_report_result_free);
  for (guint i = 0; i < t->reports->len; i++)
    gtk_string_list_append (titles, ((XlLedgerReport *) g_ptr_array_index (t->reports, i))->title);
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->which), G_LIST_MODEL (titles));
  self->filling = FALSE;
  set_defaults (self);
  show_parameters (self);
}

static void
on_which (GtkDropDown *down, GParamSpec *spec, XlLedgerReports *self)
{
  if (self->filling)
    return;
  show_parameters (self);
  xl_ledger_reports_run (self);
}

/* Taking it out --------------------------------------------------------------------------------------------------- */

typedef struct {
  XlPage               *page;
  XlLedgerReportResult *result;
  char                 *path;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *w = data;

  g_clear_object (&w->page);
  g_clear_pointer (&w->result, xl_ledger_report_result_free);
  g_free (w->path);
  g_free (w);
}

static gpointer
write_report (XlDb *db, gpointer data, GError **error)
{
  const Writing *w = data;

  return xl_ledger_report_write (w->result, w->path, error) ? g_strdup (w->path) : NULL;
}

static void
on_written (XlPage *page, gpointer path, gpointer data)
{
  g_autofree char *words = g_strdup_printf (_("Saved as %s"), (const char *) path);

  xl_page_say (page, words);
}

static void
on_path (char **paths, gpointer data)
{
  Writing *w = data;
  XlPage *page = w->page;

  if (paths == NULL)
    {
      writing_free (w);
      return;
    }
  w->path = g_strdup (paths[0]);
  xl_page_read (page, "report-file", write_report, w, writing_free, g_free, on_written, NULL);
}

void
xl_ledger_reports_export (XlLedgerReports *self)
{
  g_autofree char *name = NULL;
  Writing *w;
  XlPickWords words = { .kind = XL_PICK_SAVE, .title = _("Export"), .accept = _("Export"), .kind_name = _("Spreadsheets"),
                        .patterns = "*.xlsx;*.ods;*.csv" };

  if (self->result == NULL || self->page == NULL)
    return;
  name = g_strdup_printf ("%s.xlsx", self->result->report->title);
  words.name = name;
  w = g_new0 (Writing, 1);
  w->page = g_object_ref (self->page);
  w->result = xl_ledger_report_result_ref (self->result);
  xl_file_picker_show (GTK_WIDGET (self), &words, on_path, w);
}

/* The widget ------------------------------------------------------------------------------------------------------ */

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (XL_LEDGER_REPORTS (widget)->grid));
}

static void
xl_ledger_reports_dispose (GObject *object)
{
  XlLedgerReports *self = XL_LEDGER_REPORTS (object);

  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (xl_ledger_reports_parent_class)->dispose (object);
}

static void
xl_ledger_reports_finalize (GObject *object)
{
  XlLedgerReports *self = XL_LEDGER_REPORTS (object);

  g_clear_pointer (&self->answer, xl_ledger_answer_free);
  g_clear_pointer (&self->result, xl_ledger_report_result_free);
  g_free (self->today);
  G_OBJECT_CLASS (xl_ledger_reports_parent_class)->finalize (object);
}

static void
xl_ledger_reports_class_init (XlLedgerReportsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_ledger_reports_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_ledger_reports_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
}

static void
add_parameters (XlLedgerReports *self, GtkWidget *bar)
{
  const char *titles[N_PARAMETERS] = { C_("report", "Period"), C_("report", "Year"), C_("report", "From"), C_("report", "To") };

  for (guint i = 0; i < N_PARAMETERS; i++)
    {
      self->labels[i] = gtk_label_new (titles[i]);
      self->entries[i] = gtk_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entries[i]), i == YEAR ? 5 : 11);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entries[i]), i == YEAR ? 5 : 11);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, titles[i], -1);
      g_signal_connect_swapped (self->entries[i], "activate", G_CALLBACK (xl_ledger_reports_run), self);
      gtk_widget_set_visible (self->labels[i], FALSE);    /* until a report asks for it */
      gtk_widget_set_visible (self->entries[i], FALSE);
      gtk_box_append (GTK_BOX (bar), self->labels[i]);
      gtk_box_append (GTK_BOX (bar), self->entries[i]);
    }
}

static void
xl_ledger_reports_init (XlLedgerReports *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *run = gtk_button_new_with_label (C_("report", "Work it out"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (bar, "ledger-bar");
  self->which = gtk_drop_down_new (NULL, NULL);
  xl_speak_name (self->which, _("Report"));
  g_signal_connect (self->which, "notify::selected", G_CALLBACK (on_which), self);
  gtk_box_append (GTK_BOX (bar), self->which);
  add_parameters (self, bar);
  g_signal_connect_swapped (run, "clicked", G_CALLBACK (xl_ledger_reports_run), self);
  gtk_box_append (GTK_BOX (bar), run);
  self->note = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->note, "note");
  gtk_label_set_ellipsize (GTK_LABEL (self->note), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (bar), self->note);
  gtk_box_append (GTK_BOX (self), bar);
  gtk_box_append (GTK_BOX (self), xl_grid_new_scrolled (&self->grid));
}

GtkWidget *
xl_ledger_reports_new (XlPage *page)
{
  XlLedgerReports *self = g_object_new (XL_TYPE_LEDGER_REPORTS, NULL);

  g_set_weak_pointer (&self->page, page);
  return GTK_WIDGET (self);
}
