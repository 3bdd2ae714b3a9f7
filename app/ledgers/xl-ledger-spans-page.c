#include "ledgers/xl-ledger-spans-page.h"

typedef struct {
  gint64   row;         /* of the head */
  gint64   first, n;    /* records */
  gboolean folded;
} Span;

struct _XlLedgerSpans
{
  GPtrArray *groups;
  GArray    *spans;     /* Span, one a group */
  gint64     n_rows, n;
};

XlLedgerSpans *
xl_ledger_spans_new (GPtrArray *groups, GHashTable *folded)
{
  XlLedgerSpans *spans = g_new0 (XlLedgerSpans, 1);

  spans->groups = g_ptr_array_ref (groups);
  spans->spans = g_array_sized_new (FALSE, FALSE, sizeof (Span), groups->len);
  for (guint i = 0; i < groups->len; i++)
    {
      const XlLedgerGroup *group = g_ptr_array_index (groups, i);
      Span span = { spans->n_rows, spans->n, group->totals->n, g_hash_table_contains (folded, group->value) };

      g_array_append_val (spans->spans, span);
      spans->n += span.n;
      spans->n_rows += 1 + (span.folded ? 0 : span.n);
    }
  return spans;
}

void
xl_ledger_spans_free (XlLedgerSpans *spans)
{
  g_ptr_array_unref (spans->groups);
  g_array_unref (spans->spans);
  g_free (spans);
}

gint64
xl_ledger_spans_n_rows (const XlLedgerSpans *spans)
{
  return spans->n_rows;
}

gint64
xl_ledger_spans_n (const XlLedgerSpans *spans)
{
  return spans->n;
}

static const Span *
span_at (const XlLedgerSpans *spans, guint i)
{
  return &g_array_index (spans->spans, Span, i);
}

/* The last span that begins at @row or before; by records with @by_record. */
static guint
find_span (const XlLedgerSpans *spans, gint64 place, gboolean by_record)
{
  guint low = 0, high = spans->spans->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      const Span *span = span_at (spans, middle);

      if ((by_record ? span->first : span->row) <= place)
        low = middle;
      else
        high = middle;
    }
  return low;
}

gint64
xl_ledger_spans_record (const XlLedgerSpans *spans, gint64 row, guint *group)
{
  const Span *span;

  if (spans->spans->len == 0 || row < 0)
    return -1;
  *group = find_span (spans, row, FALSE);
  span = span_at (spans, *group);
  return row == span->row ? -1 : span->first + row - span->row - 1;
}

gint64
xl_ledger_spans_row (const XlLedgerSpans *spans, gint64 record)
{
  const Span *span;

  if (record < 0 || record >= spans->n)
    return -1;
  span = span_at (spans, find_span (spans, record, TRUE));
  return span->folded ? span->row : span->row + 1 + record - span->first;
}

gboolean
xl_ledger_spans_folded (const XlLedgerSpans *spans, guint group)
{
  return span_at (spans, group)->folded;
}

const XlLedgerGroup *
xl_ledger_spans_group (const XlLedgerSpans *spans, guint group)
{
  return g_ptr_array_index (spans->groups, group);
}
