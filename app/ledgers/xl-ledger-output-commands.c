#include "ledgers/xl-ledger-export.h"

#include "base/xl-date.h"
#include "filings/xl-filing-paper.h"
#include "ledgers/xl-ledger-book-table.h"
#include "ledgers/xl-ledger-layout-form.h"
#include "ledgers/xl-ledger-layout-table.h"
#include "ledgers/xl-ledger-row-table.h"
#include "ledgers/xl-value.h"
#include "office/xl-export-table.h"
#include "office/xl-office-table.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

void
xl_ledger_export_free (XlLedgerExport *job)
{
  if (job == NULL)
    return;
  g_free (job->key);
  g_free (job->layout);
  g_clear_pointer (&job->given, xl_ledger_layout_free);
  g_free (job->office);
  g_free (job->period);
  g_free (job->filter);
  g_strfreev (job->where);
  g_clear_pointer (&job->query, xl_ledger_query_free);
  g_free (job->today);
  g_free (job->path);
  g_free (job->user);
  g_free (job->title);
  g_free (job->department);
  xl_layout_sheet_free (job->sheet);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

gboolean
xl_ledger_export_take_format (XlLedgerExport *job, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (job->path, -1);
  int format;

  job->pdf = g_str_has_suffix (lower, ".pdf");
  if (job->pdf)
    return TRUE;
  format = xl_write_format_for_path (job->path, NULL);
  if (format < 0)
    g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, _("%s: the name must end in .xlsx, .ods, .csv or .pdf"), job->path);
  job->format = (XlWriteFormat) MAX (format, 0);
  return format >= 0;
}

/* What is being made --------------------------------------------------------------------------------------------- */

typedef struct {
  XlLedgerExport       *job;
  const XlTemplate     *t;
  const XlLedgerLayout *layout;
  gboolean              form;      /* through a layout: with title, lines and signatures */
  char                 *title;
  char                **above;
  XlSheetWriter        *writer;
  char                 *form_path; /* (nullable): the form that is being filled in */
  XlFilingSheet        *rows;      /* with a paper */
  GError               *error;     /* the first that a row met */
} Output;

static void
output_clear (Output *out)
{
  g_free (out->title);
  g_strfreev (out->above);
  g_clear_pointer (&out->writer, xl_sheet_writer_free);
  if (out->form_path != NULL)
    g_unlink (out->form_path);
  g_free (out->form_path);
  g_clear_error (&out->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Output, output_clear)

/* Counts who filled the cells: the file, or a hand. */
static void
count_cells (Output *out, const char *const *cells)
{
  XlLedgerExport *job = out->job;

  for (guint i = 0; i < out->layout->columns->len; i++)
    {
      const XlLayoutColumn *c = g_ptr_array_index (out->layout->columns, i);

      if (c->kind == XL_LAYOUT_TEXT || c->kind == XL_LAYOUT_BLANK)
        job->n_typed++;
      else if (cells[i] != NULL && cells[i][0] != '\0')
        job->n_filled++;
      else
        job->n_empty++;
    }
}

/* What leaves the office masked has no whole number in it, whoever typed it. */
static gboolean
check_cells (const Output *out, const char *const *cells, gint64 row, GError **error)
{
  for (guint i = 0; out->job->mask != XL_MASK_INTERNAL && i < out->layout->columns->len; i++)
    if (cells[i] != NULL && xl_filing_find_unmasked (cells[i]))
      {
        const XlLayoutColumn *c = g_ptr_array_index (out->layout->columns, i);

        g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, _("row %d, column %s: holds a whole number and may not leave the office so"), (int) row,
                     c->heading);
        return FALSE;
      }
  return TRUE;
}

/* Columns --------------------------------------------------------------------------------------------------------- */

static const XlLedgerField *
field_of (const Output *out, const XlLayoutColumn *c)
{
  return c->kind == XL_LAYOUT_FIELD ? xl_template_field (out->t, (guint) c->field) : NULL;
}

/* Numbers stay numbers in a sheet, and days days; but what is masked is text, and so are numbers of identity and telephones. */
static XlColumnType
type_of (const Output *out, const XlLayoutColumn *c)
{
  const XlLedgerField *f = field_of (out, c);

  if (c->kind == XL_LAYOUT_NUMBER)
    return XL_COLUMN_INTEGER;
  if (out->job->mask != XL_MASK_INTERNAL || c->mask != XL_MASK_INTERNAL)
    return XL_COLUMN_TEXT;
  if (c->kind == XL_LAYOUT_PERSON || (f != NULL && f->from_person != NULL))
    {
      const char *fact = f != NULL ? f->from_person : c->person;

      return strcmp (fact, "age") == 0 ? XL_COLUMN_INTEGER : strcmp (fact, "birth_date") == 0 ? XL_COLUMN_DATE : XL_COLUMN_TEXT;
    }
  if (c->kind == XL_LAYOUT_HOUSEHOLD)
    return strcmp (c->person, "size") == 0 ? XL_COLUMN_INTEGER : strcmp (c->person, "land") == 0 ? XL_COLUMN_DECIMAL : XL_COLUMN_TEXT;
  if (f == NULL)
    return XL_COLUMN_TEXT;
  if (f->type == XL_LEDGER_DATE)
    return XL_COLUMN_DATE;
  if (f->type == XL_LEDGER_INTEGER || f->type == XL_LEDGER_MINUTES)
    return XL_COLUMN_INTEGER;
  return f->type == XL_LEDGER_DECIMAL || f->type == XL_LEDGER_MONEY ? XL_COLUMN_DECIMAL : XL_COLUMN_TEXT;
}

/* The words of a code field, offered as a list in the sheet; they belong to the template. */
static const char **
list_choices (const Output *out, const XlLayoutColumn *c)
{
  const XlLedgerField *f = field_of (out, c);
  const char **choices;

  if (f != NULL && f->type == XL_LEDGER_YES_NO)
    {
      choices = g_new0 (const char *, 3);
      choices[0] = "是";
      choices[1] = "否";
      return choices;
    }
  if (f == NULL || f->type != XL_LEDGER_CODE || f->from_person != NULL)
    return NULL;
  choices = g_new0 (const char *, f->codes->len + 1);
  for (guint i = 0; i < f->codes->len; i++)
    {
      const XlLedgerCode *code = g_ptr_array_index (f->codes, i);

      choices[i] = c->codes ? code->code : code->name;
    }
  return choices;
}

/* What to write into a column of an empty sheet: an example, and whether it must be filled in. */
static char *
make_note (const XlLedgerField *f)
{
  static const char *const examples[XL_N_LEDGER_TYPES] = {
    [XL_LEDGER_INTEGER] = "12", [XL_LEDGER_DECIMAL] = "3.5", [XL_LEDGER_MONEY] = "1200.50", [XL_LEDGER_DATE] = "2026-06-03",
    [XL_LEDGER_MONTH] = "2026-06", [XL_LEDGER_TIME] = "09:30", [XL_LEDGER_MINUTES] = "1小时30分", [XL_LEDGER_PERSON] = "王桂兰",
    [XL_LEDGER_HOUSEHOLD] = "001",
  };
  const char *example = f->type < XL_N_LEDGER_TYPES ? examples[f->type] : NULL;
  g_autoptr(GString) note = g_string_new (f->required ? "必填。" : "");

  if (f->read_only)
    return g_strdup ("由台账自动填出，不必填写。");
  if (f->help != NULL)
    g_string_append (note, f->help);
  if (example == NULL && (f->type == XL_LEDGER_CODE || f->type == XL_LEDGER_CODES) && f->codes->len > 0)
    example = ((XlLedgerCode *) g_ptr_array_index (f->codes, 0))->name;
  if (example != NULL)
    g_string_append_printf (note, "%s例：%s", note->len > 0 && !g_str_has_suffix (note->str, "。") ? "。" : "", example);
  return note->len > 0 ? g_string_free (g_steal_pointer (&note), FALSE) : NULL;
}

/* Of what is always as long, in Western characters; 0: by the heading. */
static guint
usual_width (const Output *out, const XlLayoutColumn *c)
{
  const XlLedgerField *f = field_of (out, c);
  const char *fact = f != NULL ? f->from_person : c->person;
  const char *kind = f != NULL ? f->sensitive : NULL;

  if (g_strcmp0 (fact, "id_number") == 0 || g_strcmp0 (fact, "head_id_number") == 0 || g_strcmp0 (kind, "identity") == 0)
    return 20;
  if (g_strcmp0 (fact, "phone") == 0 || g_strcmp0 (kind, "phone") == 0)
    return 14;
  return g_strcmp0 (fact, "address") == 0 || (f != NULL && f->type == XL_LEDGER_LONG_TEXT) ? 30 : 0;
}

static void
fill_column (const Output *out, guint i, XlSheetColumn *column)
{
  const XlLayoutColumn *c = g_ptr_array_index (out->layout->columns, i);
  const XlLedgerField *f = field_of (out, c);

  column->title = c->heading;
  column->type = type_of (out, c);
  column->width = (guint) (c->width_mm / 2.1);
  column->choices = list_choices (out, c);
  column->total = out->form && c->total;
  if (column->type == XL_COLUMN_DECIMAL && f != NULL)
    column->places = f->type == XL_LEDGER_MONEY ? 2 : f->places;
  if (column->width == 0)
    column->width = usual_width (out, c);
  if (out->job->empty && f != NULL)
    column->note = make_note (f);
}

static XlSheetPaper
paper_of (const XlLedgerLayout *layout)
{
  return strcmp (layout->paper, "A4") == 0 ? XL_SHEET_A4
         : strcmp (layout->paper, "A3-landscape") == 0 ? XL_SHEET_A3_LANDSCAPE : XL_SHEET_A4_LANDSCAPE;
}

/* The department's own spreadsheet, filled in itself; NULL without @error when it is not there or cannot be. */
static XlSheetWriter *
open_filled (XlDb *db, Output *out, const XlSheetColumn *columns, guint n)
{
  const XlLedgerExport *job = out->job;
  g_autoptr(GBytes) form = out->form && job->format == XL_WRITE_XLSX && out->layout->form != NULL
                             ? xl_layout_table_get_form (db, out->layout->form, NULL) : NULL;
  g_autofree char *path = NULL;
  int fd = form != NULL ? g_file_open_tmp ("xl-form-XXXXXX", &path, NULL) : -1;
  guint sheet, header_row;
  XlSheetWriter *writer = NULL;

  if (fd < 0)
    return NULL;
  close (fd);
  if (g_file_set_contents (path, g_bytes_get_data (form, NULL), (gssize) g_bytes_get_size (form), NULL)
      && xl_ledger_layout_find_form (out->t, out->layout, path, &sheet, &header_row))
    writer = xl_sheet_writer_new_filled (job->path, path, sheet, header_row, columns, n, NULL);
  if (writer == NULL)
    g_unlink (path);
  else
    out->form_path = g_steal_pointer (&path);
  return writer;
}

static gboolean
open_writer (XlDb *db, Output *out, GError **error)
{
  guint n = out->layout->columns->len;
  g_autofree XlSheetColumn *columns = g_new0 (XlSheetColumn, n + 1);
  g_auto(GStrv) signers = out->form && out->layout->signers != NULL ? g_strdupv (out->layout->signers) : g_new0 (char *, 1);
  g_autofree char *joined = g_strjoinv ("：                    ", signers);
  g_autofree char *below = joined[0] != '\0' ? g_strconcat (joined, "：", NULL) : NULL;
  XlSheetLook look = {
    .sheet = out->t->title, .title = out->title, .above = (const char *const *) out->above, .below = below,
    .paper = paper_of (out->layout), .frozen = out->layout->frozen, .ruled = out->form,
  };

  for (guint i = 0; i < n; i++)
    fill_column (out, i, &columns[i]);
  out->writer = open_filled (db, out, columns, n);
  if (out->writer == NULL)
    out->writer = xl_sheet_writer_new_form (out->job->path, out->job->format, &look, columns, n, error);
  for (guint i = 0; i < n; i++)
    {
      g_free ((gpointer) columns[i].choices);
      g_free ((char *) columns[i].note);
    }
  return out->writer != NULL;
}

/* The paper ------------------------------------------------------------------------------------------------------- */

static void
open_sheet (Output *out)
{
  guint n = out->layout->columns->len;
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  XlLayoutSheet *sheet = xl_layout_sheet_new ();

  for (guint i = 0; i < n; i++)
    {
      const XlLayoutColumn *c = g_ptr_array_index (out->layout->columns, i);
      XlColumnType type = type_of (out, c);

      xl_layout_sheet_add_column (sheet, c->heading, c->kind == XL_LAYOUT_NUMBER || type == XL_COLUMN_DATE ? XL_FORM_CENTER
                                  : type == XL_COLUMN_TEXT ? XL_FORM_TEXT : XL_FORM_NUMBER, c->total, c->width_mm);
      g_ptr_array_add (keys, ((XlFormColumn *) g_ptr_array_index (sheet->columns, i))->key);
    }
  g_ptr_array_add (keys, NULL);
  sheet->title = g_strdup (out->title != NULL ? out->title : out->t->title);
  sheet->above = g_strdupv (out->above);
  sheet->signers = g_strdupv (out->layout->signers);
  sheet->paper = g_strdup (out->layout->paper);
  sheet->date = g_strdup (out->job->today);
  out->rows = xl_filing_data_add_sheet (sheet->data, "rows", (const char *const *) keys->pdata);
  out->job->sheet = sheet;
}

gpointer
xl_ledger_export_draw (gpointer data, GCancellable *cancellable, GError **error)
{
  XlLedgerExport *job = data;
  char *temporary;

  if (job->trim)
    xl_layout_sheet_drop_empty (job->sheet);
  job->bytes = xl_layout_sheet_draw (job->sheet, &job->n_pages, error);
  if (job->bytes == NULL)
    return NULL;
  if (job->path == NULL)
    return job;
  temporary = xl_filing_write_begin (job->bytes, job->path, error);
  return temporary != NULL && xl_filing_write_end (temporary, job->path, TRUE, error) ? job : NULL;
}

/* Title and lines ------------------------------------------------------------------------------------------------- */

/* What {words} in title and lines stand for. */
static XlFilingData *
make_words (XlDb *db, const Output *out, guint n_rows)
{
  XlFilingData *words = xl_filing_data_new ();
  g_autoptr(XlOffice) own = out->job->office != NULL ? xl_office_table_find (db, out->job->office, NULL) : xl_office_table_own (db, NULL);
  g_autofree char *period = out->job->period != NULL ? xl_filing_period_words (out->job->period) : NULL;
  g_autofree char *date = xl_date_words (out->job->today);

  xl_filing_data_set (words, "office_name", own != NULL ? own->name : "");
  xl_filing_data_set (words, "period_words", period);
  xl_filing_data_set (words, "date_words", date);
  xl_filing_data_set (words, "date", out->job->today);
  xl_filing_data_set (words, "department", out->layout->department);
  xl_filing_data_set_int (words, "count", n_rows);
  return words;
}

static gboolean
expand (const XlFilingData *words, const char *text, char **out, GError **error)
{
  *out = xl_filing_expand (words, text, error);
  return *out != NULL;
}

/* Titles are typed by people: a whole number in them is refused like one in a cell. */
static gboolean
check_words (const Output *out, const char *text, GError **error)
{
  if (out->job->mask == XL_MASK_INTERNAL || text == NULL || !xl_filing_find_unmasked (text))
    return TRUE;
  g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, _("the title or a line holds a whole number and may not leave the office so"));
  return FALSE;
}

static gboolean
make_lines (XlDb *db, Output *out, guint n_rows, GError **error)
{
  g_autoptr(XlFilingData) words = make_words (db, out, n_rows);
  guint n = out->layout->above != NULL ? g_strv_length (out->layout->above) : 0;

  if (!expand (words, out->layout->title, &out->title, error) || !check_words (out, out->title, error))
    return FALSE;
  out->above = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    if (!expand (words, out->layout->above[i], &out->above[i], error) || !check_words (out, out->above[i], error))
      return FALSE;
  return TRUE;
}

/* The rows -------------------------------------------------------------------------------------------------------- */

static gboolean
add_conditions (const XlTemplate *t, GPtrArray *filters, char **conditions, GError **error)
{
  for (guint i = 0; conditions != NULL && conditions[i] != NULL; i++)
    {
      XlLedgerFilter *filter = xl_ledger_filter_parse (t, conditions[i], error);

      if (filter == NULL)
        return FALSE;
      g_ptr_array_add (filters, filter);
    }
  return TRUE;
}

/* What nobody has ordered is read from the first day to the last, a balance in the order it is carried. */
static void
set_paper_order (const XlTemplate *t, XlLedgerQuery *query)
{
  if (t->running == NULL && t->period_field >= 0)
    query->order = g_strdup (xl_template_field (t, (guint) t->period_field)->key);
  if (t->running == NULL)
    return;
  g_clear_pointer (&query->sorts, g_ptr_array_unref);
  query->sorts = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_sort_free);
  for (guint i = 0; i < t->running->order->len; i++)
    g_ptr_array_add (query->sorts, xl_ledger_sort_new (xl_template_field (t, (guint) g_array_index (t->running->order, int, i))->key, FALSE));
}

static GArray *
find_ids (XlDb *db, const Output *out, GError **error)
{
  const XlLedgerExport *job = out->job;
  const XlLedgerLayout *layout = out->layout;
  XlLedgerQuery plain = { .office = job->office, .period = job->period, .filter = job->filter != NULL ? job->filter : layout->filter,
                          .today = job->today };
  g_autoptr(XlLedgerQuery) query = xl_ledger_query_copy (job->query != NULL ? job->query : &plain);

  if (job->empty)
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  if (query->filters == NULL)
    query->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  if (!add_conditions (out->t, query->filters, layout->where, error) || !add_conditions (out->t, query->filters, job->where, error))
    return NULL;
  if (layout->order != NULL && (query->sorts == NULL || query->sorts->len == 0) && query->order == NULL)
    {
      query->order = g_strdup (layout->order);
      query->descending = layout->descending;
    }
  else if (job->query == NULL)
    set_paper_order (out->t, query);
  return xl_ledger_table_ids (db, out->t, query, error);
}

/* Spans as minutes, which a sheet adds up. */
static void
put_minutes (const Output *out, const XlLedgerRecord *record, GPtrArray *cells, GPtrArray *owned)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const XlLayoutColumn *c = g_ptr_array_index (out->layout->columns, i);
      const XlLedgerField *f = field_of (out, c);

      if (f == NULL || f->type != XL_LEDGER_MINUTES || type_of (out, c) != XL_COLUMN_INTEGER)
        continue;
      g_ptr_array_add (owned, xl_value_show (f, &record->values[c->field], TRUE));
      cells->pdata[i] = g_ptr_array_index (owned, owned->len - 1);
    }
}

static void
on_row (const XlLedgerRecord *record, const char *const *shown, gpointer data)
{
  Output *out = data;
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) list = g_ptr_array_new ();
  const char *const *cells;

  for (guint i = 0; i < out->layout->columns->len; i++)
    g_ptr_array_add (list, (gpointer) shown[i]);
  if (out->rows == NULL)
    put_minutes (out, record, list, owned);
  cells = (const char *const *) list->pdata;
  if (out->error != NULL || !check_cells (out, cells, out->job->n_rows + 1, &out->error))
    return;
  if (out->rows != NULL)
    xl_filing_sheet_add (out->rows, cells);
  else if (!xl_sheet_writer_add (out->writer, cells, &out->error))
    return;
  count_cells (out, cells);
  out->job->n_rows++;
}

static gboolean
write_rows (XlDb *db, Output *out, GError **error)
{
  XlLedgerExport *job = out->job;
  XlLedgerView view = { out->t, out->layout, job->mask, job->today, 1 };
  g_autoptr(GArray) ids = find_ids (db, out, error);
  guint n = ids == NULL ? 0 : job->max_rows > 0 ? MIN (ids->len, job->max_rows) : ids->len;

  if (ids == NULL || (out->form && !make_lines (db, out, ids->len, error)))
    return FALSE;
  if (job->pdf)
    open_sheet (out);
  else if (!open_writer (db, out, error))
    return FALSE;
  if (!xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, n, on_row, out, error))
    return FALSE;
  if (out->error == NULL)
    return out->writer == NULL || xl_sheet_writer_close (out->writer, error);
  g_propagate_error (error, g_steal_pointer (&out->error));
  return FALSE;
}

/* A column that is no more makes a form nobody can trust. */
static gboolean
run_with (XlDb *db, XlLedgerExport *job, const XlTemplate *t, const XlLedgerLayout *layout, gboolean form, GError **error)
{
  g_auto(Output) out = { .job = job, .t = t, .layout = layout, .form = form };

  job->n_rows = job->n_filled = job->n_typed = job->n_empty = 0;
  if (form && !xl_ledger_layout_check (layout, error))
    return FALSE;
  if (form)
    {
      job->title = g_strdup (layout->title);
      job->department = g_strdup (layout->department != NULL ? layout->department : "");
    }
  return write_rows (db, &out, error);
}

gpointer
xl_ledger_export_run (XlDb *db, gpointer data, GError **error)
{
  XlLedgerExport *job = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, job->key, error);
  g_autoptr(XlLedgerLayout) whole = NULL;
  g_autoptr(XlLayoutEntry) entry = NULL;

  if (t == NULL)
    return NULL;
  if (job->given != NULL)
    return run_with (db, job, t, job->given, TRUE, error) ? job : NULL;
  if (job->layout == NULL)
    {
      g_autofree char *village = xl_ledger_book_office (db);

      whole = xl_ledger_layout_for_exchange (t, village == NULL);
      return run_with (db, job, t, whole, FALSE, error) ? job : NULL;
    }
  entry = xl_layout_table_find (db, t, job->layout, error);
  return entry != NULL && run_with (db, job, t, entry->layout, TRUE, error) ? job : NULL;
}

/* The log --------------------------------------------------------------------------------------------------------- */

gint64
xl_ledger_export_note (XlDb *db, gpointer data, GError **error)
{
  static const char *const kinds[] = { "xlsx", "ods", "csv", "csv", "csv" };
  const XlLedgerExport *job = data;
  const char *path = job->path != NULL ? job->path : "";
  XlExport export = { job->user, job->key, path, job->mask, job->n_rows };
  g_autofree char *file = job->path != NULL ? g_path_get_basename (path) : g_strdup ("");
  XlLayoutOutput output = {
    .made_on = job->today, .user = job->user != NULL ? job->user : "", .ledger = job->key, .department = job->department,
    .title = job->title, .kind = (char *) (job->print ? "print" : job->pdf ? "pdf" : kinds[job->format]), .file = file,
    .mask = (char *) xl_mask_profile_name (job->mask), .period = job->period, .n_rows = job->n_rows, .n_filled = job->n_filled,
    .n_typed = job->n_typed, .n_empty = job->n_empty,
  };

  if (job->mask == XL_MASK_INTERNAL && !job->empty && !xl_export_table_note (db, &export, error))
    return -1;
  return job->title == NULL || job->empty || xl_layout_output_note (db, &output, error) ? 0 : -1;
}
