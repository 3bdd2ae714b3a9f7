#include "ledgers/xl-ledger-source-private.h"

#include "ledgers/xl-value.h"
#include "ledgers/xl-ledger-index-page.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

enum { AROUND_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Rows and records ------------------------------------------------------------------------------------------------- */

gint64
xl_ledger_source_record_at (XlLedgerSource *self, gint64 row)
{
  guint group;

  return self->spans != NULL ? xl_ledger_spans_record (self->spans, row, &group) : row;
}

static const XlLedgerField *
field_at (XlLedgerSource *self, int column)
{
  return column >= 0 && column < (int) xl_template_n_fields (self->t) ? xl_template_field (self->t, (guint) column) : NULL;
}

static gint64
get_n_rows (XlGridSource *source)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);

  return self->spans != NULL ? xl_ledger_spans_n_rows (self->spans) : xl_paged_rows_get_n_rows (self->rows);
}

static const char *
hand_out (XlLedgerSource *self, char *text)
{
  g_free (self->scratch);
  self->scratch = text;
  return text;
}

/* "Farm work (12)", and in the columns that add up what they add up to. */
static const char *
peek_head (XlLedgerSource *self, guint group, int column)
{
  const XlLedgerGroup *g = xl_ledger_spans_group (self->spans, group);
  const XlLedgerField *field = field_at (self, column);

  if (column == self->head)
    return hand_out (self, g_strdup_printf (C_("group", "%s (%ld)"), g->words[0] != '\0' ? g->words : C_("group", "blank"),
                                            (long) g->totals->n));
  if (field == NULL || field->total == XL_TOTAL_NONE)
    return "";
  return hand_out (self, xl_ledger_total_show (field, &g->totals->totals[column], field->total));
}

static const char *
peek_written (XlLedgerSource *self, gint64 record, int column)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (self->written) == 0)
    return NULL;
  key = g_strdup_printf ("%" G_GINT64_FORMAT "/%d", xl_paged_rows_get_row_id (self->rows, record), column);
  return g_hash_table_lookup (self->written, key);
}

static const char *
peek (XlGridSource *source, gint64 row, int column)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  guint group = 0;
  gint64 record = self->spans != NULL ? xl_ledger_spans_record (self->spans, row, &group) : row;
  const char *written;

  if (record < 0)
    return peek_head (self, group, column);
  written = peek_written (self, record, column);
  return written != NULL ? written : xl_paged_rows_peek (self->rows, record, column);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static XlCellMark
peek_mark (XlGridSource *source, gint64 row, int column)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  gint64 record = xl_ledger_source_record_at (self, row);
  guint mark;
  gint64 id;

  if (record < 0)
    return XL_CELL_STRONG;
  mark = xl_paged_rows_peek_mark (self->rows, record, column);
  id = xl_paged_rows_get_row_id (self->rows, record);
  for (guint i = 0; self->around != NULL && i < self->around->alerts->len; i++)
    {
      const XlLedgerAlert *alert = g_ptr_array_index (self->t->alerts, i);
      const GArray *ids = g_ptr_array_index (self->around->alerts, i);

      if (column == (alert->field >= 0 ? alert->field : self->head) && ids->len > 0
          && bsearch (&id, ids->data, ids->len, sizeof id, compare_ids) != NULL)
        mark |= alert->overdue ? XL_CELL_OVERDUE : XL_CELL_FLAGGED;
    }
  return (XlCellMark) mark;
}

static XlGridRowKind
peek_row_kind (XlGridSource *source, gint64 row)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  guint group;

  if (self->spans == NULL || row >= xl_ledger_spans_n_rows (self->spans)
      || xl_ledger_spans_record (self->spans, row, &group) >= 0)
    return XL_GRID_ROW_RECORD;
  return xl_ledger_spans_folded (self->spans, group) ? XL_GRID_ROW_GROUP_FOLDED : XL_GRID_ROW_GROUP;
}

static void
hint_visible (XlGridSource *source, gint64 first, gint64 last)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  gint64 n = get_n_rows (source);

  if (self->spans == NULL)
    {
      xl_paged_rows_hint_visible (self->rows, first, last);
      return;
    }
  /* The records between the heads at both ends. */
  first = MAX (first, 0);
  last = MIN (last, n - 1);
  while (first < last && xl_ledger_source_record_at (self, first) < 0)
    first++;
  while (last > first && xl_ledger_source_record_at (self, last) < 0)
    last--;
  if (first <= last && xl_ledger_source_record_at (self, first) >= 0)
    xl_paged_rows_hint_visible (self->rows, xl_ledger_source_record_at (self, first), xl_ledger_source_record_at (self, last));
}

static gint64
get_row_id (XlGridSource *source, gint64 row)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  gint64 record = xl_ledger_source_record_at (self, row);

  return record >= 0 ? xl_paged_rows_get_row_id (self->rows, record) : 0;
}

static gint64
find_row (XlGridSource *source, gint64 id)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  gint64 record = xl_paged_rows_find_row (self->rows, id);

  return self->spans != NULL ? xl_ledger_spans_row (self->spans, record) : record;
}

static gboolean
set_order (XlGridSource *source, int column, gboolean descending)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);

  return self->order != NULL && self->order (column, descending, self->order_data);
}

static const char *
peek_total (XlGridSource *source, int column)
{
  return XL_LEDGER_SOURCE (source)->totals[column];
}

/* Groups ---------------------------------------------------------------------------------------------------------- */

/* Heads stand only where they agree with the rows; else those of a moment ago stay until the next answer. */
static void
make_spans (XlLedgerSource *self)
{
  g_autoptr(GPtrArray) groups = self->around != NULL && self->around->groups != NULL
                                  ? g_ptr_array_ref (self->around->groups) : NULL;

  g_clear_pointer (&self->spans, xl_ledger_spans_free);
  if (groups == NULL || groups->len == 0)
    return;
  self->spans = xl_ledger_spans_new (groups, self->folded);
  if (xl_ledger_spans_n (self->spans) != xl_paged_rows_get_n_rows (self->rows))
    g_clear_pointer (&self->spans, xl_ledger_spans_free);
}

static void
toggle_group (XlGridSource *source, gint64 row)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  guint group = 0;
  const char *value;

  if (self->spans == NULL || xl_ledger_spans_record (self->spans, row, &group) >= 0)
    return;
  value = xl_ledger_spans_group (self->spans, group)->value;
  if (!g_hash_table_remove (self->folded, value))
    g_hash_table_add (self->folded, g_strdup (value));
  make_spans (self);
  xl_grid_source_reset (source);
}

void
xl_ledger_source_fold_all (XlLedgerSource *self, gboolean folded)
{
  g_hash_table_remove_all (self->folded);
  for (guint i = 0; folded && self->around != NULL && self->around->groups != NULL && i < self->around->groups->len; i++)
    g_hash_table_add (self->folded, g_strdup (((XlLedgerGroup *) g_ptr_array_index (self->around->groups, i))->value));
  make_spans (self);
  xl_grid_source_reset (XL_GRID_SOURCE (self));
}

/* Editing: what the grid asks first --------------------------------------------------------------------------------- */

static const char *
peek_key (XlGridSource *source, gint64 row, int column)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  const XlLedgerField *field = field_at (self, column);
  const char *text = field != NULL && xl_ledger_source_record_at (self, row) >= 0 ? peek (source, row, column) : NULL;
  const XlLedgerCode *code;

  if (text == NULL || text[0] == '\0')
    return NULL;
  if (field->type == XL_LEDGER_YES_NO)
    {
      XlValue value = { 0 };
      const char *reason;

      return xl_value_parse (field, text, &value, &reason) ? (value.number != 0 ? "1" : "0") : NULL;      /* nothing to clear */
    }
  code = field->type == XL_LEDGER_CODE ? xl_ledger_field_code_find (field, text) : NULL;
  return code != NULL ? code->code : NULL;
}

static const char *
peek_lock (XlGridSource *source, gint64 row, int column)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  const XlLedgerField *field = field_at (self, column);

  if (row < get_n_rows (source) && xl_ledger_source_record_at (self, row) < 0)
    return _("This line is the head of a group.");
  if (field != NULL && self->sheet != NULL && !self->sheet->revealed && xl_ledger_field_hides (field)
      && row < get_n_rows (source))
    return _("The number is hidden. Show the numbers first.");
  return NULL;
}

static gboolean
can_append (XlGridSource *source)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);

  return self->office != NULL && self->sheet != NULL && self->sheet->alert == NULL && !xl_store_is_read_only (self->store);
}

static void
source_init (XlGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->peek = peek;
  iface->peek_mark = peek_mark;
  iface->hint_visible = hint_visible;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->set_order = set_order;
  iface->peek_row_kind = peek_row_kind;
  iface->toggle_group = toggle_group;
  iface->peek_key = peek_key;
  iface->peek_lock = peek_lock;
  iface->can_append = can_append;
  iface->set_cells_async = xl_ledger_source_write_async;
  iface->set_cells_finish = xl_ledger_source_write_finish;
  iface->complete_async = xl_ledger_source_complete_async;
  iface->complete_finish = xl_ledger_source_complete_finish;
  iface->fetch_async = xl_ledger_source_fetch_async;
  iface->fetch_finish = xl_ledger_source_fetch_finish;
  iface->peek_total = peek_total;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (XlLedgerSource, xl_ledger_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_GRID_SOURCE, source_init))

/* Around the rows ------------------------------------------------------------------------------------------------- */

static void
fill_totals (XlLedgerSource *self)
{
  for (int i = 0; i < XL_LEDGER_SHEET_COLUMNS; i++)
    {
      const XlLedgerField *field = field_at (self, i);

      g_clear_pointer (&self->totals[i], g_free);
      if (field != NULL && field->total != XL_TOTAL_NONE)
        self->totals[i] = xl_ledger_total_show (field, &self->around->totals->totals[i], field->total);
    }
  if (self->head >= 0 && self->totals[self->head] == NULL)
    self->totals[self->head] = g_strdup_printf (C_("totals", "Total %ld"), (long) self->around->totals->n);
}

static void
on_around (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlLedgerSource) self = data;
  g_autoptr(GError) error = NULL;
  XlLedgerAround *around = xl_store_read_finish (XL_STORE (store), result, &error);
  gboolean had_spans = self->spans != NULL;

  if (around == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("%s", error->message);
      return;
    }
  g_clear_pointer (&self->around, xl_ledger_around_free);
  self->around = around;
  fill_totals (self);
  make_spans (self);
  if (had_spans || self->spans != NULL)
    xl_grid_source_reset (XL_GRID_SOURCE (self));
  else
    xl_grid_source_rows_ready (XL_GRID_SOURCE (self), 0, get_n_rows (XL_GRID_SOURCE (self)));
  g_signal_emit (self, signals[AROUND_CHANGED], 0);
}

static void
ask_around (XlLedgerSource *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  xl_store_read_async (self->store, xl_ledger_around_read, xl_ledger_sheet_ref (self->sheet), xl_ledger_sheet_release,
                       xl_ledger_around_free, self->cancellable, on_around, g_object_ref (self));
}

static void
on_rows_ready (XlPagedRows *rows, gint64 first, gint64 n, XlLedgerSource *self)
{
  g_hash_table_remove_all (self->written);
  if (self->spans == NULL)
    xl_grid_source_rows_ready (XL_GRID_SOURCE (self), first, n);
  else
    xl_grid_source_rows_ready (XL_GRID_SOURCE (self), 0, xl_ledger_spans_n_rows (self->spans));
}

static void
on_rows_changed (XlPagedRows *rows, gint64 first, gint64 removed, gint64 added, XlLedgerSource *self)
{
  if (self->spans == NULL)
    xl_grid_source_rows_changed (XL_GRID_SOURCE (self), first, removed, added);
  else
    {
      g_clear_pointer (&self->spans, xl_ledger_spans_free);
      xl_grid_source_reset (XL_GRID_SOURCE (self));
    }
}

static void
on_reset (XlPagedRows *rows, XlLedgerSource *self)
{
  make_spans (self);
  xl_grid_source_reset (XL_GRID_SOURCE (self));
}

/* The object ------------------------------------------------------------------------------------------------------ */

static void
xl_ledger_source_dispose (GObject *object)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_ledger_source_parent_class)->dispose (object);
}

static void
xl_ledger_source_finalize (GObject *object)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (object);

  g_clear_pointer (&self->around, xl_ledger_around_free);
  g_clear_pointer (&self->spans, xl_ledger_spans_free);
  g_clear_pointer (&self->sheet, xl_ledger_sheet_release);
  xl_template_free (self->t);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->folded);
  g_hash_table_unref (self->written);
  for (guint i = 0; i < G_N_ELEMENTS (self->totals); i++)
    g_free (self->totals[i]);
  g_free (self->scratch);
  g_free (self->office);
  G_OBJECT_CLASS (xl_ledger_source_parent_class)->finalize (object);
}

static void
xl_ledger_source_class_init (XlLedgerSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_ledger_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_ledger_source_finalize;
  signals[AROUND_CHANGED] =
    g_signal_new ("around-changed", XL_TYPE_LEDGER_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_ledger_source_init (XlLedgerSource *self)
{
  self->cancellable = g_cancellable_new ();
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

XlLedgerSource *
xl_ledger_source_new (XlStore *store, XlTemplate *t)
{
  XlLedgerSource *self = g_object_new (XL_TYPE_LEDGER_SOURCE, NULL);

  self->store = g_object_ref (store);
  self->t = xl_template_ref (t);
  self->rows = xl_paged_rows_new (store, &xl_ledger_sheet_rows);
  g_signal_connect (self->rows, "rows-ready", G_CALLBACK (on_rows_ready), self);
  g_signal_connect (self->rows, "rows-changed", G_CALLBACK (on_rows_changed), self);
  g_signal_connect (self->rows, "reset", G_CALLBACK (on_reset), self);
  g_signal_connect_swapped (self->rows, "listed", G_CALLBACK (ask_around), self);
  return self;
}

void
xl_ledger_source_ask (XlLedgerSource *self, XlLedgerSheet *sheet)
{
  g_clear_pointer (&self->sheet, xl_ledger_sheet_release);
  self->sheet = sheet;
  g_clear_pointer (&self->around, xl_ledger_around_free);
  xl_paged_rows_ask (self->rows, xl_ledger_sheet_ref (sheet), xl_ledger_sheet_release);
  xl_ledger_index_want (self->store, self->t, sheet->query);
}

const XlLedgerSheet *
xl_ledger_source_get_sheet (XlLedgerSource *self)
{
  return self->sheet;
}

void
xl_ledger_source_set_office (XlLedgerSource *self, const char *office)
{
  g_free (self->office);
  self->office = g_strdup (office);
}

void
xl_ledger_source_set_head (XlLedgerSource *self, int column)
{
  if (self->head == column)
    return;
  self->head = column;
  if (self->around != NULL)
    fill_totals (self);
}

const GArray *
xl_ledger_source_get_only (XlLedgerSource *self)
{
  for (guint i = 0; self->sheet != NULL && self->sheet->alert != NULL && self->around != NULL && i < self->around->alerts->len; i++)
    if (strcmp (((XlLedgerAlert *) g_ptr_array_index (self->t->alerts, i))->key, self->sheet->alert) == 0)
      return g_ptr_array_index (self->around->alerts, i);
  return NULL;
}

void
xl_ledger_source_set_order (XlLedgerSource *self, XlLedgerOrder order, gpointer user_data)
{
  self->order = order;
  self->order_data = user_data;
}

gint64
xl_ledger_source_get_n (XlLedgerSource *self)
{
  return xl_paged_rows_get_n_rows (self->rows);
}

const XlLedgerTotals *
xl_ledger_source_get_totals (XlLedgerSource *self)
{
  return self->around != NULL ? self->around->totals : NULL;
}
