/* Writing the list of the people page to a spreadsheet: masked or whole, where to, then what was done. */
#include "people/xl-people-page-private.h"

#include "people/xl-people-export.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>

/* What is to be written, while the person decides. */
typedef struct {
  XlPage         *page;
  XlPeopleExport *job;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->page);
  xl_people_export_free (asked->job);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static XlPeopleExport *
copy_job (const XlPeopleExport *job)
{
  XlPeopleExport *copy = g_memdup2 (job, sizeof *job);

  copy->office = g_strdup (job->office);
  copy->kind = g_strdup (job->kind);
  copy->path = g_strdup (job->path);
  copy->user = g_strdup (job->user);
  return copy;
}

static gpointer
read_export (XlDb *db, gpointer data, GError **error)
{
  return xl_people_export_run (db, data, error) != NULL ? copy_job (data) : NULL;
}

static void
on_exported (XlPage *page, gpointer answer, gpointer data)
{
  const XlPeopleExport *job = answer;
  XlStore *store = xl_page_get_store (page);
  g_autofree char *words = g_strdup_printf (ngettext ("%u record written to %s", "%u records written to %s",
                                                       (gulong) job->n_rows), (guint) job->n_rows, job->path);

  xl_page_say (page, words);
  if (job->mask == XL_MASK_INTERNAL && !xl_store_is_read_only (store))
    xl_store_write_async (store, XL_CHANGE_EDIT, _("Export"), xl_people_export_note, copy_job (job),
                          (GDestroyNotify) xl_people_export_free, NULL, NULL, NULL);
}

static void
on_path (char **paths, gpointer data)
{
  g_autoptr(Asked) asked = data;
  int format = paths != NULL ? xl_write_format_for_path (paths[0], NULL) : -1;

  if (paths == NULL || xl_page_get_store (asked->page) == NULL)
    return;
  if (format < 0)
    {
      xl_page_say (asked->page, _("The name must end in .xlsx, .ods or .csv."));
      return;
    }
  asked->job->format = (XlWriteFormat) format;
  asked->job->path = g_strdup (paths[0]);
  asked->job->user = g_strdup (xl_store_get_user (xl_page_get_store (asked->page)));
  xl_page_read (asked->page, "export", read_export, g_steal_pointer (&asked->job), (GDestroyNotify) xl_people_export_free,
                (GDestroyNotify) xl_people_export_free, on_exported, NULL);
}

static void
on_mask (XlAlertAnswer answer, gpointer data)
{
  Asked *asked = data;
  XlPickWords words = { .kind = XL_PICK_SAVE, .title = _("Export"), .accept = _("Export"), .kind_name = _("Spreadsheets"),
                        .patterns = "*.xlsx;*.ods;*.csv", .name = asked->job->households ? "农户信息台账.xlsx" : "居民花名册.xlsx" };

  if (answer == XL_ALERT_CANCEL)
    {
      asked_free (asked);
      return;
    }
  asked->job->mask = answer == XL_ALERT_ACCEPT ? XL_MASK_PUBLIC : XL_MASK_INTERNAL;
  xl_file_picker_show (GTK_WIDGET (asked->page), &words, on_path, asked);
}

void
xl_people_page_export (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);
  XlAlertWords words = {
    .title = _("How shall names and numbers leave the office?"),
    .text = _("Masked: for notice boards and for others. Whole: for work within the office; the export is noted."),
    .accept = _("Masked"), .other = _("Whole"),
  };
  Asked *asked = g_new0 (Asked, 1);

  asked->page = g_object_ref (page);
  asked->job = g_new0 (XlPeopleExport, 1);
  asked->job->households = self->households_shown;
  asked->job->kind = g_strdup (self->households_shown ? NULL : self->question->kind);
  asked->job->group_no = self->question->group_no;
  asked->job->absent = self->question->absent;
  xl_alert_show (GTK_WIDGET (page), &words, on_mask, asked);
}
