#include "ledgers/xl-ledger-export.h"

#include "base/xl-json.h"
#include "ledgers/xl-ledger-commands.h"
#include "ledgers/xl-ledger-row-table.h"
#include "office/xl-export-table.h"
#include "office/xl-setting-table.h"

#include <glib/gi18n.h>
#include <string.h>

void
xl_ledger_export_free (XlLedgerExport *job)
{
  if (job == NULL)
    return;
  g_free (job->key);
  g_free (job->layout);
  g_free (job->office);
  g_free (job->period);
  g_free (job->filter);
  g_free (job->today);
  g_free (job->path);
  g_free (job->user);
  g_free (job);
}

/* Writing --------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlLedgerExport *job;
  XlSheetWriter  *writer;
  GError         *error;   /* the first that a row met */
} Output;

static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Output *out = data;

  if (out->error == NULL && xl_sheet_writer_add (out->writer, cells, &out->error))
    out->job->n_rows++;
}

/* Numbers stay numbers in a sheet, but what is masked is text. */
static XlColumnType
type_of (const XlTemplate *t, const XlLayoutColumn *c, XlMaskProfile mask)
{
  if (c->kind == XL_LAYOUT_NUMBER)
    return XL_COLUMN_INTEGER;
  if (c->kind != XL_LAYOUT_FIELD || mask != XL_MASK_INTERNAL)
    return XL_COLUMN_TEXT;
  switch (xl_template_field (t, (guint) c->field)->type)
    {
    case XL_LEDGER_DATE:
      return XL_COLUMN_DATE;
    case XL_LEDGER_INTEGER:
    case XL_LEDGER_MINUTES:
      return XL_COLUMN_INTEGER;
    case XL_LEDGER_DECIMAL:
      return XL_COLUMN_DECIMAL;
    default:
      return XL_COLUMN_TEXT;
    }
}

/* The words of a code field, offered as a list in the sheet. */
static char **
list_choices (const XlTemplate *t, const XlLayoutColumn *c)
{
  const XlLedgerField *f = c->kind == XL_LAYOUT_FIELD ? xl_template_field (t, (guint) c->field) : NULL;
  char **choices;

  if (f == NULL || f->type != XL_LEDGER_CODE || c->codes)
    return NULL;
  choices = g_new0 (char *, f->codes->len + 1);
  for (guint i = 0; i < f->codes->len; i++)
    choices[i] = ((XlLedgerCode *) g_ptr_array_index (f->codes, i))->name;
  return choices;
}

static XlSheetWriter *
open_writer (const XlLedgerExport *job, const XlTemplate *t, const XlLedgerLayout *layout, GError **error)
{
  guint n = layout->columns->len;
  g_autofree XlSheetColumn *columns = g_new0 (XlSheetColumn, n + 1);
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func (g_free);   /* the words belong to the template */

  for (guint i = 0; i < n; i++)
    {
      const XlLayoutColumn *c = g_ptr_array_index (layout->columns, i);

      columns[i].title = c->heading;
      columns[i].type = type_of (t, c, job->mask);
      columns[i].choices = (const char *const *) list_choices (t, c);
      if (columns[i].choices != NULL)
        g_ptr_array_add (choices, (gpointer) columns[i].choices);
    }
  return xl_sheet_writer_new (job->path, job->format, t->title, NULL, columns, n, error);
}

static XlLedgerLayout *
require_layout (const XlTemplate *t, const char *key, GError **error)
{
  const XlLedgerLayout *layout = xl_template_layout (t, key);

  if (layout == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no layout %s", t->key, key);
  return (XlLedgerLayout *) layout;
}

static gboolean
write_rows (XlDb *db, XlLedgerExport *job, const XlTemplate *t, const XlLedgerLayout *layout, GError **error)
{
  XlLedgerQuery query = { .office = job->office, .period = job->period, .filter = job->filter };
  XlLedgerView view = { t, layout, job->mask, job->today, 1 };
  g_autoptr(GArray) ids = xl_ledger_table_ids (db, t, &query, error);
  g_autoptr(XlSheetWriter) writer = ids != NULL ? open_writer (job, t, layout, error) : NULL;
  Output out = { job, writer, NULL };

  if (writer == NULL
      || !xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, ids->len, on_row, &out, error))
    {
      g_clear_error (&out.error);
      return FALSE;
    }
  if (out.error == NULL)
    return xl_sheet_writer_close (writer, error);
  g_propagate_error (error, out.error);
  return FALSE;
}

gpointer
xl_ledger_export_run (XlDb *db, gpointer data, GError **error)
{
  XlLedgerExport *job = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, job->key, error);
  g_autoptr(XlLedgerLayout) whole = t != NULL ? xl_ledger_layout_whole (t) : NULL;
  const XlLedgerLayout *layout = whole;

  job->n_rows = 0;
  if (t == NULL)
    return NULL;
  if (job->layout != NULL && (layout = require_layout (t, job->layout, error)) == NULL)
    return NULL;
  return write_rows (db, job, t, layout, error) ? job : NULL;
}

gint64
xl_ledger_export_note (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerExport *job = data;
  XlExport export = { job->user, job->key, job->path, job->mask, job->n_rows };

  return xl_export_table_note (db, &export, error) ? 0 : -1;
}

/* The command ----------------------------------------------------------------------------------------------------- */

/* The mask that was asked for, else the layout's own, else the office's. */
static gpointer
find_mask (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerExport *job = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, job->key, error);
  const XlLedgerLayout *layout = NULL;

  if (t == NULL || (job->layout != NULL && (layout = require_layout (t, job->layout, error)) == NULL))
    return NULL;
  if (layout != NULL && strcmp (layout->mask, "internal") != 0)
    return g_strdup (layout->mask);
  return xl_setting_table_get (db, "export-mask", error);
}

static gboolean
choose_mask (XlLedgerExport *job, XlStore *store, char *given, GError **error)
{
  g_autofree char *name = given;

  if (name == NULL && (name = xl_store_read (store, find_mask, job, error)) == NULL)
    return FALSE;
  if (xl_mask_profile_parse (name, &job->mask))
    return TRUE;
  g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--mask: takes internal, public or strict");
  return FALSE;
}

static void
print_result (XlInvocation *inv, const XlLedgerExport *job)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  if (!inv->json)
    {
      xl_invocation_print (inv, "%s: %" G_GINT64_FORMAT "\n", job->path, job->n_rows);
      return;
    }
  json_builder_begin_object (b);
  xl_json_string (b, "kind", job->key);
  xl_json_string (b, "file", job->path);
  xl_json_string (b, "mask", xl_mask_profile_name (job->mask));
  xl_json_int (b, "rows", job->n_rows);
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

gboolean
xl_ledger_export (XlInvocation *inv, GError **error)
{
  g_autoptr(XlLedgerExport) job = g_new0 (XlLedgerExport, 1);
  g_autofree char *mask = xl_invocation_take_option (inv, "--mask");
  g_autoptr(XlStore) store = NULL;
  int format;

  job->layout = xl_invocation_take_option (inv, "--layout");
  job->office = xl_invocation_take_option (inv, "--office");
  job->period = xl_invocation_take_option (inv, "--period");
  if (!xl_invocation_expect (inv, 2, 2, error))
    return FALSE;
  job->key = g_strdup (inv->args[0]);
  job->path = g_strdup (inv->args[1]);
  job->today = g_strdup (inv->on);
  format = xl_write_format_for_path (job->path, error);
  store = format >= 0 ? xl_invocation_open_store (inv, XL_STORE_DEFAULT, error) : NULL;
  if (store == NULL || !choose_mask (job, store, g_steal_pointer (&mask), error))
    return FALSE;
  job->format = (XlWriteFormat) format;
  if (xl_store_read (store, xl_ledger_export_run, job, error) == NULL)
    return FALSE;
  job->user = g_strdup (xl_store_get_user (store));
  if (job->mask == XL_MASK_INTERNAL
      && xl_store_write (store, XL_CHANGE_FINAL, _("Export"), xl_ledger_export_note, job, error) < 0)
    return FALSE;
  print_result (inv, job);
  return TRUE;
}
