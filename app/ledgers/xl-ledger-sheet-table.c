#include "ledgers/xl-ledger-sheet-table.h"

#include "ledgers/xl-ledger-alert-table.h"
#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-ledger-row-table.h"
#include "office/xl-office-table.h"

#include <string.h>

#define MARK_FLAGGED 1   /* XL_CELL_FLAGGED of the grid */

XlLedgerSheet *
xl_ledger_sheet_new (XlTemplate *t, const XlLedgerQuery *query, const char *today)
{
  XlLedgerSheet *sheet = g_new0 (XlLedgerSheet, 1);

  sheet->refs = 1;
  sheet->t = xl_template_ref (t);
  sheet->layout = xl_ledger_layout_whole (t);
  sheet->query = xl_ledger_query_copy (query);
  sheet->today = g_strdup (today);
  return sheet;
}

XlLedgerSheet *
xl_ledger_sheet_ref (XlLedgerSheet *sheet)
{
  g_atomic_int_inc (&sheet->refs);
  return sheet;
}

void
xl_ledger_sheet_release (gpointer data)
{
  XlLedgerSheet *sheet = data;

  if (!g_atomic_int_dec_and_test (&sheet->refs))
    return;
  xl_template_free (sheet->t);
  xl_ledger_layout_free (sheet->layout);
  xl_ledger_query_free (sheet->query);
  g_free (sheet->alert);
  g_free (sheet->today);
  g_free (sheet);
}

/* Rows ------------------------------------------------------------------------------------------------------------ */

/* Only what the alert names that is looked at; @ids must stay as long as @query. */
static gboolean
narrow_to_alert (XlDb *db, const XlLedgerSheet *sheet, XlLedgerQuery *query, GArray **ids, GError **error)
{
  if (sheet->alert == NULL)
    return TRUE;
  *ids = xl_ledger_alert_ids (db, sheet->t, sheet->alert, query->office, sheet->today, error);
  query->only = *ids;
  return *ids != NULL;
}

static gboolean
list_rows (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  const XlLedgerSheet *sheet = question;
  XlLedgerQuery query = *sheet->query;
  g_autoptr(GArray) ids = NULL;

  if (!narrow_to_alert (db, sheet, &query, &ids, error))
    return FALSE;
  return xl_ledger_query_table_list (db, sheet->t, &query, set, error);
}

static char *
hide (const XlLedgerField *field, const char *text)
{
  gboolean bank = g_strcmp0 (field->sensitive, "bank") == 0;

  return text[0] != '\0' ? xl_mask (text, bank ? XL_MASK_BANK : XL_MASK_IDENTITY, XL_MASK_PUBLIC) : g_strdup ("");
}

typedef struct {
  XlDb                *db;
  const XlLedgerSheet *sheet;
  XlRowPage           *page;
} Fill;

static void
add_cell (const Fill *fill, const XlLedgerRecord *record, guint i, const char *text)
{
  const XlLedgerField *field = xl_template_field (fill->sheet->t, i);
  g_autofree char *flag = record->flags != NULL ? xl_ledger_flag_of (record->flags, field->key) : NULL;
  g_autofree char *hidden = !fill->sheet->revealed && xl_ledger_field_hides (field) ? hide (field, text) : NULL;

  xl_row_page_add (fill->page, hidden != NULL ? hidden : text, flag != NULL ? MARK_FLAGGED : 0);
}

static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  const Fill *fill = data;
  guint n = MIN (xl_template_n_fields (fill->sheet->t), XL_LEDGER_SHEET_FIELDS);

  for (guint i = 0; i < n; i++)
    add_cell (fill, record, i, cells[i]);
  for (guint i = n; i < XL_LEDGER_SHEET_FIELDS && fill->sheet->offices; i++)
    xl_row_page_add (fill->page, NULL, 0);
  if (fill->sheet->offices)
    {
      g_autoptr(XlOffice) office = xl_office_table_find (fill->db, record->office, NULL);

      xl_row_page_add (fill->page, office != NULL ? office->name : record->office, 0);
    }
}

static gboolean
fill_row (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error)
{
  const XlLedgerSheet *sheet = question;
  Fill fill = { db, sheet, page };
  XlLedgerView view = { sheet->t, sheet->layout, XL_MASK_INTERNAL, sheet->today, 1 };

  return xl_ledger_row_table_read (db, &view, &id, 1, on_row, &fill, error);
}

const XlRowKind xl_ledger_sheet_rows = { XL_LEDGER_SHEET_COLUMNS, list_rows, fill_row };

/* Around the rows ------------------------------------------------------------------------------------------------- */

void
xl_ledger_around_free (gpointer data)
{
  XlLedgerAround *around = data;

  g_clear_pointer (&around->totals, xl_ledger_totals_free);
  g_clear_pointer (&around->groups, g_ptr_array_unref);
  g_clear_pointer (&around->alerts, g_ptr_array_unref);
  g_free (around);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static GPtrArray *
read_alerts (XlDb *db, const XlLedgerSheet *sheet, GError **error)
{
  g_autoptr(GPtrArray) alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < sheet->t->alerts->len; i++)
    {
      const XlLedgerAlert *alert = g_ptr_array_index (sheet->t->alerts, i);
      GArray *ids = xl_ledger_alert_ids (db, sheet->t, alert->key, sheet->query->office, sheet->today, error);

      if (ids == NULL)
        return NULL;
      g_array_sort (ids, compare_ids);
      g_ptr_array_add (alerts, ids);
    }
  return g_steal_pointer (&alerts);
}

gpointer
xl_ledger_around_read (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerSheet *sheet = data;
  XlLedgerAround *around = g_new0 (XlLedgerAround, 1);
  XlLedgerQuery query = *sheet->query;
  g_autoptr(GArray) ids = NULL;
  gboolean read = narrow_to_alert (db, sheet, &query, &ids, error)
                  && (around->totals = xl_ledger_total_table_read (db, sheet->t, &query, error)) != NULL;

  if (read && query.group != NULL)
    read = (around->groups = xl_ledger_total_table_groups (db, sheet->t, &query, error)) != NULL;
  if (read)
    read = (around->alerts = read_alerts (db, sheet, error)) != NULL;
  if (read)
    return around;
  xl_ledger_around_free (around);
  return NULL;
}
