/* The list of residents as it is seen, on paper and in a spreadsheet. */
#include "people/xl-people-page-private.h"

#include "ledgers/xl-ledger-print-page.h"
#include "people/xl-people-seen.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>

#define MOST_PRINTED 20000      /* a thousand sheets */

static XlPeopleSeen *
make_seen (XlPeoplePage *self)
{
  XlPeopleSeen *seen = g_new0 (XlPeopleSeen, 1);
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new ();

  seen->question = xl_person_question_copy (self->question);
  seen->columns = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < xl_grid_get_n_columns (self->grid); i++)
    {
      XlGridColumn *column = xl_grid_get_column (self->grid, i);
      int of = xl_grid_column_get_source_column (column);

      g_array_append_val (seen->columns, of);
      g_strv_builder_add (titles, xl_grid_column_get_title (column));
    }
  seen->titles = g_strv_builder_end (titles);
  return seen;
}

static void
print (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);
  gint64 n = xl_paged_rows_get_n_rows (self->rows);

  if (self->households_shown)
    xl_page_say (page, _("The list of households is printed from a spreadsheet: export it first."));
  else if (n == 0 || n > MOST_PRINTED)
    xl_page_say (page, n == 0 ? _("There is nobody to print.") : _("That would be more than a thousand sheets. Narrow the list first."));
  else
    xl_ledger_print_show_read (page, xl_people_seen_sheet, make_seen (self), xl_people_seen_free);
}

/* A file ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlPage       *page;
  XlPeopleSeen *seen;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->page);
  g_clear_pointer (&asked->seen, xl_people_seen_free);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
on_written (XlPage *page, gpointer answer, gpointer data)
{
  const XlPeopleSeen *seen = answer;
  XlStore *store = xl_page_get_store (page);
  g_autofree char *words = g_strdup_printf (ngettext ("%u record written to %s", "%u records written to %s",
                                                       (gulong) seen->n_rows), (guint) seen->n_rows, seen->path);

  xl_page_say (page, words);
  if (seen->mask == XL_MASK_INTERNAL && !xl_store_is_read_only (store))
    xl_store_write_async (store, XL_CHANGE_FINAL, _("Export"), xl_people_seen_note, xl_people_seen_copy (seen), xl_people_seen_free,
                          NULL, NULL, NULL);
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
  asked->seen->format = (XlWriteFormat) format;
  asked->seen->path = g_strdup (paths[0]);
  asked->seen->user = g_strdup (xl_store_get_user (xl_page_get_store (asked->page)));
  xl_page_read (asked->page, "export", xl_people_seen_write, g_steal_pointer (&asked->seen), xl_people_seen_free,
                xl_people_seen_free, on_written, NULL);
}

static void
on_mask (XlAlertAnswer answer, gpointer data)
{
  Asked *asked = data;
  XlPickWords words = { .kind = XL_PICK_SAVE, .title = _("Export"), .accept = _("Export"), .kind_name = _("Spreadsheets"),
                        .patterns = "*.xlsx;*.ods;*.csv", .name = "居民花名册.xlsx" };

  if (answer == XL_ALERT_CANCEL)
    {
      asked_free (asked);
      return;
    }
  asked->seen->mask = answer == XL_ALERT_ACCEPT ? XL_MASK_PUBLIC : XL_MASK_INTERNAL;
  xl_file_picker_show (GTK_WIDGET (asked->page), &words, on_path, asked);
}

/* What is seen; of households all there is of them. */
static void
export (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);
  XlAlertWords words = {
    .title = _("How shall names and numbers leave the office?"),
    .text = _("The rows and columns that are seen are written. Masked: for notice boards and for others. Whole: for work within the "
              "office; the export is noted."),
    .accept = _("Masked"), .other = _("Whole"),
  };
  Asked *asked;

  if (self->households_shown)
    {
      xl_people_page_export (page);
      return;
    }
  asked = g_new0 (Asked, 1);
  asked->page = g_object_ref (page);
  asked->seen = make_seen (self);
  xl_alert_show (GTK_WIDGET (page), &words, on_mask, asked);
}

void
xl_people_page_add_seen (XlPeoplePage *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  xl_page_add_action (XL_PAGE (self), "print", print);
  xl_page_add_action (XL_PAGE (self), "export", export);
  xl_page_add_action (XL_PAGE (self), "export-all", xl_people_page_export);
  g_menu_append (menu, _("Print preview (Ctrl+P)"), "page.print");
  g_menu_append (menu, _("Export what is seen… (Ctrl+E)"), "page.export");
  g_menu_append (menu, _("Export the register with all columns…"), "page.export-all");
  xl_grid_set_menu (self->grid, G_MENU_MODEL (menu));
}
