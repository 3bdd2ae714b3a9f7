#include "ledgers/xl-ledger-export-page.h"

#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>

static gint64
write_note (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_export_note (db, data, error);
}

/* What the note of the export says. */
static XlLedgerExport *
copy_for_note (const XlLedgerExport *job)
{
  XlLedgerExport *copy = g_new0 (XlLedgerExport, 1);

  copy->key = g_strdup (job->key);
  copy->path = g_strdup (job->path);
  copy->user = g_strdup (job->user);
  copy->mask = job->mask;
  copy->n_rows = job->n_rows;
  return copy;
}

static gpointer
read_export (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_export_run (db, data, error) != NULL ? copy_for_note (data) : NULL;
}

static void
on_exported (XlPage *page, gpointer result, gpointer user_data)
{
  const XlLedgerExport *job = result;
  g_autofree char *words = g_strdup_printf (ngettext ("%u record written to %s", "%u records written to %s",
                                                       (gulong) job->n_rows), (guint) job->n_rows, job->path);
  XlStore *store = xl_page_get_store (page);

  xl_page_say (page, words);
  if (!xl_store_is_read_only (store))
    xl_store_write_async (store, XL_CHANGE_FINAL, _("Export"), write_note, copy_for_note (job),
                          (GDestroyNotify) xl_ledger_export_free, NULL, NULL, NULL);
}

/* What is to be written, while the person looks for a place. */
typedef struct {
  XlPage         *page;
  XlLedgerExport *job;
} Asked;

static void
on_path (char **paths, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr(XlPage) page = asked->page;
  g_autoptr(XlLedgerExport) job = asked->job;
  int format = paths != NULL ? xl_write_format_for_path (paths[0], NULL) : -1;

  if (paths == NULL || xl_page_get_store (page) == NULL)
    return;
  if (format < 0)
    {
      xl_page_say (page, _("The name must end in .xlsx, .ods or .csv."));
      return;
    }
  job->format = (XlWriteFormat) format;
  job->path = g_strdup (paths[0]);
  job->user = g_strdup (xl_store_get_user (xl_page_get_store (page)));
  xl_page_read (page, "export", read_export, g_steal_pointer (&job), (GDestroyNotify) xl_ledger_export_free,
                (GDestroyNotify) xl_ledger_export_free, on_exported, NULL);
}

void
xl_ledger_export_ask (XlPage *page, XlLedgerExport *job, const char *name)
{
  Asked *asked = g_new0 (Asked, 1);
  XlPickWords words = { .kind = XL_PICK_SAVE, .title = _("Export"), .accept = _("Export"), .kind_name = _("Spreadsheets"),
                        .patterns = "*.xlsx;*.ods;*.csv", .name = name };

  asked->page = g_object_ref (page);
  asked->job = job;
  xl_file_picker_show (GTK_WIDGET (page), &words, on_path, asked);
}
