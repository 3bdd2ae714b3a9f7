#include "ledgers/xl-ledger-export.h"

#include "base/xl-json.h"
#include "ledgers/xl-ledger-commands.h"
#include "ledgers/xl-ledger-layout-table.h"
#include "ledgers/xl-ledger-table.h"
#include "office/xl-setting-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* The mask that was asked for, else the layout's own, else the office's. */
static gpointer
find_mask (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerExport *job = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, job->key, error);
  g_autoptr(XlLayoutEntry) entry = NULL;

  if (t == NULL || (job->layout != NULL && (entry = xl_layout_table_find (db, t, job->layout, error)) == NULL))
    return NULL;
  if (entry != NULL && strcmp (entry->layout->mask, "internal") != 0)
    return g_strdup (entry->layout->mask);
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
print_json (XlInvocation *inv, const XlLedgerExport *job)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  json_builder_begin_object (b);
  xl_json_string (b, "kind", job->key);
  xl_json_string (b, "file", job->path);
  xl_json_string (b, "mask", xl_mask_profile_name (job->mask));
  xl_json_int (b, "rows", job->n_rows);
  if (job->title != NULL)
    {
      xl_json_string (b, "department", job->department);
      xl_json_string (b, "title", job->title);
    }
  xl_json_int (b, "filled", job->n_filled);
  xl_json_int (b, "typed", job->n_typed);
  xl_json_int (b, "empty", job->n_empty);
  if (job->pdf)
    xl_json_int (b, "pages", job->n_pages);
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

static void
print_result (XlInvocation *inv, const XlLedgerExport *job)
{
  if (inv->json)
    {
      print_json (inv, job);
      return;
    }
  xl_invocation_print (inv, "%s: %" G_GINT64_FORMAT "\n", job->path, job->n_rows);
  if (job->title != NULL && !job->empty)
    xl_invocation_print (inv, _("%u cells filled from the ledger, %u by hand\n"), (guint) job->n_filled, (guint) job->n_typed);
}

/* The encoding of a csv file, as for residents. */
static gboolean
choose_encoding (XlLedgerExport *job, const char *encoding, GError **error)
{
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "utf-8") == 0)
    return TRUE;
  if (job->pdf || job->format != XL_WRITE_CSV)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--encoding: is for csv files only");
  else if (g_ascii_strcasecmp (encoding, "gb18030") == 0)
    job->format = XL_WRITE_CSV_GB18030;
  else if (g_ascii_strcasecmp (encoding, "gbk") == 0)
    job->format = XL_WRITE_CSV_GBK;
  else
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--encoding: takes utf-8, gb18030 or gbk");
  return !job->pdf && (job->format == XL_WRITE_CSV_GB18030 || job->format == XL_WRITE_CSV_GBK);
}

static void
take_where (XlInvocation *inv, XlLedgerExport *job)
{
  g_autoptr(GStrvBuilder) where = g_strv_builder_new ();
  char *one;

  while ((one = xl_invocation_take_option (inv, "--where")) != NULL)
    {
      g_strv_builder_add (where, one);
      g_free (one);
    }
  job->where = g_strv_builder_end (where);
}

static gboolean
parse_job (XlInvocation *inv, XlLedgerExport *job, GError **error)
{
  g_autofree char *encoding = xl_invocation_take_option (inv, "--encoding");

  job->layout = xl_invocation_take_option (inv, "--layout");
  job->office = xl_invocation_take_option (inv, "--office");
  job->period = xl_invocation_take_option (inv, "--period");
  job->empty = xl_invocation_take_flag (inv, "--empty");
  take_where (inv, job);
  if (!xl_invocation_expect (inv, 2, 2, error))
    return FALSE;
  job->key = g_strdup (inv->args[0]);
  job->path = g_strdup (inv->args[1]);
  job->today = g_strdup (inv->on);
  return xl_ledger_export_take_format (job, error) && choose_encoding (job, encoding, error);
}

static gboolean
write_note (XlStore *store, XlLedgerExport *job, GError **error)
{
  job->user = g_strdup (xl_store_get_user (store));
  if (job->empty || (job->mask != XL_MASK_INTERNAL && job->title == NULL))
    return TRUE;
  return xl_store_write (store, XL_CHANGE_FINAL, _("Export"), xl_ledger_export_note, job, error) >= 0;
}

gboolean
xl_ledger_export (XlInvocation *inv, GError **error)
{
  g_autoptr(XlLedgerExport) job = g_new0 (XlLedgerExport, 1);
  g_autofree char *mask = xl_invocation_take_option (inv, "--mask");
  g_autoptr(XlStore) store = NULL;

  store = parse_job (inv, job, error) ? xl_invocation_open_store (inv, XL_STORE_DEFAULT, error) : NULL;
  if (store == NULL || !choose_mask (job, store, g_steal_pointer (&mask), error)
      || xl_store_read (store, xl_ledger_export_run, job, error) == NULL
      || (job->pdf && xl_ledger_export_draw (job, NULL, error) == NULL) || !write_note (store, job, error))
    return FALSE;
  print_result (inv, job);
  return TRUE;
}
