#include "ledgers/xl-ledger-import-private.h"

#include "ledgers/xl-running-table.h"
#include "ledgers/xl-value.h"

/* Where a record stands in the files. */
typedef struct {
  XlImportSheet *sheet;
  guint          row;
} Place;

typedef struct {
  XlLedgerImport *state;
  XlImport       *import;
} Settling;

void
xl_ledger_import_remember (const XlLedgerMove *m, gint64 id)
{
  Place place = { xl_import_row_sheet (m->row), xl_import_row_number (m->row) };

  if (m->part != &m->state->ledger || m->part->t->running == NULL)
    return;
  if (m->state->rows == NULL)
    m->state->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_hash_table_insert (m->state->rows, g_memdup2 (&id, sizeof id), g_memdup2 (&place, sizeof place));
}

static void
on_wrong (gint64 id, const XlValue *written, const char *reason, gpointer data)
{
  const Settling *s = data;
  const XlTemplate *t = s->state->ledger.t;
  const XlLedgerField *f = xl_template_field (t, (guint) t->running->balance);
  const Place *place = g_hash_table_lookup (s->state->rows, &id);
  g_autofree char *words = xl_value_show (f, written, FALSE);

  if (place != NULL)
    xl_import_sheet_flag (s->import, place->sheet, place->row, f->key, words, g_intern_string (reason));
}

gboolean
xl_ledger_import_settle (XlDb *db, gpointer data, XlImport *import, GError **error)
{
  XlLedgerImport *state = data;
  Settling settling = { state, import };

  return state->rows == NULL || xl_running_table_settle (db, state->ledger.t, NULL, on_wrong, &settling, error);
}
