#include "ledgers/xl-ledger-shown-page.h"

#include "base/xl-mask.h"
#include "ledgers/xl-ledger-hidden.h"
#include "ledgers/xl-ledger-layout.h"

#define MOST_UPRIGHT 7      /* columns on a sheet that is higher than wide */

static XlLayoutColumn *
make_column (const XlTemplate *t, int field, gboolean revealed)
{
  const XlLedgerField *f = field < (int) xl_template_n_fields (t) ? xl_template_field (t, (guint) field) : NULL;
  XlLayoutColumn *column = xl_layout_column_new (t, f != NULL ? f->key : "person.office");

  if (f != NULL && !revealed && xl_ledger_field_hides (f))
    column->mask = XL_MASK_PUBLIC;
  column->total = f != NULL && f->total == XL_TOTAL_SUM;
  return column;
}

XlLedgerLayout *
xl_ledger_shown_layout (const XlTemplate *t, XlGrid *grid, gboolean revealed)
{
  XlLedgerLayout *layout = xl_ledger_layout_new (NULL, t->title);

  for (int i = 0; i < xl_grid_get_n_columns (grid); i++)
    g_ptr_array_add (layout->columns,
                     make_column (t, xl_grid_column_get_source_column (xl_grid_get_column (grid, i)), revealed));
  g_free (layout->paper);
  layout->paper = g_strdup (layout->columns->len > MOST_UPRIGHT ? "A4-landscape" : "A4");
  return layout;
}
