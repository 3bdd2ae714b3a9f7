/* What is done with the records of a ledger: taken out, printed, changed and deleted together. */
#include "ledgers/xl-ledgers-page-private.h"

#include "ledgers/xl-ledger-batch-page.h"
#include "ledgers/xl-ledger-export-page.h"
#include "ledgers/xl-ledger-layout-dialog.h"
#include "ledgers/xl-ledger-print-page.h"
#include "ledgers/xl-ledger-shown-page.h"
#include "ledgers/xl-ledger-words-page.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>

#define MOST_IDS 100000      /* more than that is selected by what is found, not one by one */

/* Taking out ------------------------------------------------------------------------------------------------------ */

static XlLedgerExport *
make_job (XlLedgersPage *self)
{
  const XlLedgerSheet *sheet = xl_ledger_source_get_sheet (xl_ledger_view_get_source (self->view));
  XlLedgerExport *job = g_new0 (XlLedgerExport, 1);
  XlLedgerQuery query = *sheet->query;

  job->key = g_strdup (xl_ledgers_page_current (self)->key);
  job->given = xl_ledger_shown_layout (xl_ledgers_page_current (self), xl_ledger_view_get_grid (self->view), sheet->revealed);
  job->trim = TRUE;
  query.only = xl_ledger_source_get_only (xl_ledger_view_get_source (self->view));
  job->query = xl_ledger_query_copy (&query);
  job->period = g_strdup (sheet->query->period);
  job->today = xl_ledgers_page_get_today (self);
  job->user = g_strdup (xl_store_get_user (xl_page_get_store (XL_PAGE (self))));
  return job;
}

static gboolean
has_rows (XlLedgersPage *self)
{
  XlLedgerSource *source = xl_ledger_view_get_source (self->view);

  return self->answer != NULL && source != NULL && xl_ledger_source_get_sheet (source) != NULL;
}

static void
run_export (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  g_autofree char *name = NULL;

  if (!has_rows (self))
    return;
  if (xl_ledger_view_get_reports (self->view) != NULL)
    {
      xl_ledger_reports_export (xl_ledger_view_get_reports (self->view));
      return;
    }
  name = self->answer->summary->period != NULL
           ? g_strdup_printf ("%s_%s.xlsx", xl_ledgers_page_current (self)->title, self->answer->summary->period)
           : g_strdup_printf ("%s.xlsx", xl_ledgers_page_current (self)->title);
  xl_ledger_export_ask (page, make_job (self), name);
}

static void
run_layouts (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  XlLedgerExport *job;

  if (!has_rows (self))
    return;
  job = make_job (self);
  g_clear_pointer (&job->given, xl_ledger_layout_free);
  xl_layout_dialog_open (GTK_WIDGET (page), xl_page_get_store (page), xl_ledgers_page_current (self), job);
}

static void
run_print (XlPage *page)
{
  if (has_rows (XL_LEDGERS_PAGE (page)))
    xl_ledger_print_show (page, make_job (XL_LEDGERS_PAGE (page)));
}

static void
run_filing (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  XlWindow *window = xl_window_of (GTK_WIDGET (page));
  g_autofree char *view = NULL;

  if (window == NULL || self->answer == NULL || self->answer->summary->period == NULL)
    return;
  view = g_strdup_printf ("form=%s/%s", xl_ledgers_page_current (self)->filing, self->answer->summary->period);
  if (!xl_window_show_view (window, "filings", view))
    xl_page_say (page, _("The filing could not be opened."));
}

/* Many records ---------------------------------------------------------------------------------------------------- */

/* Those selected; all that is found where everything is.  NULL: nothing is there. */
static XlLedgerMany *
make_many (XlLedgersPage *self)
{
  XlLedgerSource *source = xl_ledger_view_get_source (self->view);
  XlGrid *grid = xl_ledger_view_get_grid (self->view);
  g_autoptr(GArray) ids = has_rows (self) ? xl_grid_get_selected_ids (grid, MOST_IDS) : NULL;
  XlLedgerMany *many;
  XlLedgerQuery query;

  if (ids == NULL || ids->len == 0)
    return NULL;
  many = g_new0 (XlLedgerMany, 1);
  query = *xl_ledger_source_get_sheet (source)->query;
  query.only = xl_ledger_source_get_only (source);
  many->sheet = xl_ledger_sheet_new (xl_ledgers_page_current (self), &query, xl_ledger_source_get_sheet (source)->today);
  many->period = g_strdup (many->sheet->query->period);
  many->today = xl_ledgers_page_get_today (self);
  if (ids->len >= xl_ledger_source_get_n (source) || ids->len == MOST_IDS)
    many->n = xl_ledger_source_get_n (source);
  else
    {
      many->n = ids->len;
      many->ids = g_steal_pointer (&ids);
    }
  return many;
}

static gboolean
can_write (XlLedgersPage *self)
{
  if (!xl_store_is_read_only (xl_page_get_store (XL_PAGE (self))))
    return TRUE;
  xl_page_say (XL_PAGE (self), _("The office file is open for reading only."));
  return FALSE;
}

static void
run_batch (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  XlGrid *grid = xl_ledger_view_get_grid (self->view);
  XlLedgerMany *many = self->answer != NULL && can_write (self) ? make_many (self) : NULL;
  int position = 0;

  if (many == NULL)
    return;
  xl_grid_get_cursor (grid, &position);
  xl_ledger_batch_ask (page, many, xl_grid_column_get_source_column (xl_grid_get_column (grid, position)));
}

static void
run_delete (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);
  XlLedgerMany *many = self->answer != NULL && can_write (self) ? make_many (self) : NULL;

  if (many != NULL)
    xl_ledger_delete_ask (page, many);
}

static void
run_fold (XlPage *page)
{
  if (has_rows (XL_LEDGERS_PAGE (page)))
    xl_ledger_source_fold_all (xl_ledger_view_get_source (XL_LEDGERS_PAGE (page)->view), TRUE);
}

static void
run_unfold (XlPage *page)
{
  if (has_rows (XL_LEDGERS_PAGE (page)))
    xl_ledger_source_fold_all (xl_ledger_view_get_source (XL_LEDGERS_PAGE (page)->view), FALSE);
}

static void
run_clear_filters (XlPage *page)
{
  XlLedgersPage *self = XL_LEDGERS_PAGE (page);

  if (!has_rows (self))
    return;
  xl_page_set_filter (page, "");
  g_ptr_array_set_size (xl_ledger_view_get_look (self->view)->narrows, 0);
  xl_ledger_view_look_changed (self->view);
}

/* Menu and keys --------------------------------------------------------------------------------------------------- */

static const struct { const char *name; XlPageAction run; } actions[] = {
  { "export", run_export }, { "layouts", run_layouts }, { "print", run_print }, { "filing", run_filing }, { "batch", run_batch },
  { "delete-rows", run_delete }, { "fold", run_fold }, { "unfold", run_unfold }, { "clear-filters", run_clear_filters },
};

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("Change many records…"), "page.batch");
  g_menu_append (menu, _("Delete the records"), "page.delete-rows");
  g_menu_append (menu, _("Fold all groups"), "page.fold");
  g_menu_append (menu, _("Open all groups"), "page.unfold");
  return G_MENU_MODEL (menu);
}

static void
add_key (GtkEventController *keys, guint key, const char *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                                          gtk_named_action_new (action)));
}

void
xl_ledgers_page_add_actions (XlLedgersPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autoptr(GMenuModel) menu = make_menu ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    xl_page_add_action (XL_PAGE (self), actions[i].name, actions[i].run);
  add_key (keys, GDK_KEY_KP_Subtract, "page.delete-rows");
  add_key (keys, GDK_KEY_minus, "page.delete-rows");      /* the later one stands in the menu */
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  xl_grid_set_menu (xl_ledger_view_get_grid (self->view), menu);
}

void
xl_ledgers_page_enable_actions (XlLedgersPage *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    xl_page_enable_action (XL_PAGE (self), actions[i].name, enabled);
}
