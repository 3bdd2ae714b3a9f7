#include "ledgers/xl-ledger-columns-page.h"

#include "ledgers/xl-ledger-form-value.h"
#include "ledgers/xl-ledger-sheet-table.h"
#include "ledgers/xl-ledger-shelf-table.h"

#include <glib/gi18n.h>

/* The longest of its words, as far as that is bearable. */
static double
code_width (const XlLedgerField *f)
{
  glong most = 0;

  for (guint i = 0; i < f->codes->len; i++)
    most = MAX (most, g_utf8_strlen (((XlLedgerCode *) g_ptr_array_index (f->codes, i))->name, -1));
  return CLAMP ((double) most + 0.8, 4, 8.5);
}

static double
width_of (const XlLedgerField *f)
{
  double title = (double) g_utf8_strlen (f->title, -1) + 2.4;      /* with its filter button */

  if (g_strcmp0 (f->from_person, "id_number") == 0 || g_strcmp0 (f->sensitive, "identity") == 0)
    return 11.5;
  switch (f->type)
    {
    case XL_LEDGER_DATE:
      return MAX (6.5, title);
    case XL_LEDGER_PERSON:
      return MAX (6, title);
    case XL_LEDGER_HOUSEHOLD:
      return MAX (7.5, title);   /* 103200-0001 */
    case XL_LEDGER_LONG_TEXT:
      return 14;
    case XL_LEDGER_CODES:
      return MAX (9, title);
    case XL_LEDGER_CODE:
      return MAX (code_width (f), title);
    case XL_LEDGER_TIME:
    case XL_LEDGER_YES_NO:
      return MAX (4, title);
    case XL_LEDGER_MONEY:
      return MAX (7, title);
    default:
      return xl_ledger_field_is_number (f->type) ? MAX (4, title) : MAX (7, title);
    }
}

static XlGridKind
kind_of (const XlLedgerField *f)
{
  switch (f->type)
    {
    case XL_LEDGER_DATE:
    case XL_LEDGER_TIME:
    case XL_LEDGER_MONTH:
    case XL_LEDGER_YES_NO:
      return XL_GRID_CENTRE;
    case XL_LEDGER_INTEGER:
    case XL_LEDGER_DECIMAL:
    case XL_LEDGER_MONEY:
    case XL_LEDGER_MINUTES:
      return XL_GRID_NUMBER;
    default:
      return g_strcmp0 (f->from_person, "age") == 0 ? XL_GRID_NUMBER : XL_GRID_TEXT;
    }
}

static XlGridEditor
editor_of (const XlLedgerField *f)
{
  switch (f->type)
    {
    case XL_LEDGER_INTEGER:
    case XL_LEDGER_DECIMAL:
    case XL_LEDGER_MONEY:
      return XL_GRID_EDIT_NUMBER;
    case XL_LEDGER_DATE:
      return XL_GRID_EDIT_DATE;
    case XL_LEDGER_MONTH:
      return XL_GRID_EDIT_MONTH;
    case XL_LEDGER_YES_NO:
      return XL_GRID_EDIT_YES_NO;
    case XL_LEDGER_CODE:
      return XL_GRID_EDIT_CODE;
    case XL_LEDGER_CODES:
      return XL_GRID_EDIT_CODES;
    case XL_LEDGER_PERSON:
      return XL_GRID_EDIT_PERSON;
    default:
      return XL_GRID_EDIT_TEXT;
    }
}

/* Why the column cannot be typed in; NULL: it can. */
static const char *
lock_of (const XlLedgerField *f, const char *locked)
{
  if (f->from_person != NULL)
    return _("Comes from the person; it is changed on the person's card.");
  if (f->formula != NULL)
    return _("Worked out from the other columns.");
  if (f->type == XL_LEDGER_ATTACHMENT)
    return _("Files are added in the record's form (Alt+Enter).");
  return locked;
}

static XlGridColumn *
make_column (const XlTemplate *t, guint i, const char *locked)
{
  const XlLedgerField *f = xl_template_field (t, i);
  const char *lock = lock_of (f, locked);
  XlGridColumnFlags flags = XL_GRID_SORTABLE | XL_GRID_FILTER | (lock == NULL ? XL_GRID_EDITABLE : 0);
  XlGridColumn *column = xl_grid_column_new ((int) i, f->key, f->title, width_of (f), kind_of (f), flags);
  g_autoptr(XlChoice) choices = NULL;
  XlFieldSpec spec;

  xl_grid_column_set_editor (column, editor_of (f));
  xl_grid_column_set_lock (column, lock);
  xl_ledger_form_spec (t, i, &spec, &choices);
  if (choices != NULL)
    xl_grid_column_set_choices (column, choices);
  return column;
}

/* As the ledger's first layout says, its running number not counted. */
static int
frozen_of (const XlTemplate *t)
{
  const XlLedgerLayout *layout = t->layouts->len > 0 ? g_ptr_array_index (t->layouts, 0) : NULL;

  if (layout == NULL || layout->frozen == 0)
    return t->subject_field == 0 ? 1 : 0;
  return (int) CLAMP (layout->frozen, 1, 2) - (layout->frozen > 1 ? 1 : 0);
}

void
xl_ledger_columns_show (XlGridMemory *memory, const XlTemplate *t, XlStore *store, const char *text, gboolean offices,
                        const char *locked)
{
  g_autofree char *list = xl_ledger_shelf_view_name (t->key);
  guint n = MIN (xl_template_n_fields (t), XL_LEDGER_SHEET_FIELDS);

  xl_grid_memory_begin (memory, store, list);
  if (offices)
    {
      XlGridColumn *column = xl_grid_column_new (XL_LEDGER_SHEET_OFFICE, "office", _("Village"), 7, XL_GRID_TEXT, 0);

      xl_grid_column_set_lock (column, _("A record stays with its village."));
      xl_grid_memory_add (memory, column, TRUE);
    }
  for (guint i = 0; i < n; i++)
    xl_grid_memory_add (memory, make_column (t, i, locked), g_strcmp0 (xl_template_field (t, i)->from_person, "office") != 0);
  xl_grid_memory_show (memory, text, frozen_of (t) + (offices ? 1 : 0));
}
