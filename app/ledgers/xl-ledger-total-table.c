#include "ledgers/xl-ledger-total-table.h"

#include "ledgers/xl-ledger-stored-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-ledger-tally-table.h"
#include "ledgers/xl-value.h"

#include <string.h>

void
xl_ledger_totals_free (XlLedgerTotals *totals)
{
  g_free (totals->totals);
  g_free (totals);
}

void
xl_ledger_group_free (XlLedgerGroup *group)
{
  g_free (group->value);
  g_free (group->words);
  g_clear_pointer (&group->totals, xl_ledger_totals_free);
  g_free (group);
}

/* What can be added up. */
static gboolean
is_amount (XlLedgerType type)
{
  return type == XL_LEDGER_INTEGER || type == XL_LEDGER_DECIMAL || type == XL_LEDGER_MONEY || type == XL_LEDGER_MINUTES
         || type == XL_LEDGER_YES_NO;
}

/* Whether the totals row shows anything of field @i. */
static gboolean
is_shown (const XlTemplate *t, guint i)
{
  return xl_template_is_stored (t, i) && xl_template_field (t, i)->total != XL_TOTAL_NONE;
}

/* The columns shown, in the order of the fields. */
static GPtrArray *
make_columns (const XlTemplate *t)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (is_shown (t, i))
      g_ptr_array_add (columns, g_strdup_printf ("l.\"%s\"", xl_template_column (t, i)));
  return columns;
}

static void
set_sum (XlLedgerSum *total, gint64 high, gint64 low)
{
  gint64 sum;

  total->too_large = __builtin_mul_overflow (high, XL_LEDGER_HALF, &sum) || __builtin_add_overflow (sum, low, &sum);
  total->sum = total->too_large ? 0 : sum;
}

/* @tally: (nullable): nothing was found. */
static XlLedgerTotals *
make_totals (const XlTemplate *t, const XlLedgerTally *tally)
{
  XlLedgerTotals *totals = g_new0 (XlLedgerTotals, 1);
  guint n = 0;

  totals->totals = g_new0 (XlLedgerSum, MAX (xl_template_n_fields (t), 1));
  totals->n = tally != NULL ? tally->n : 0;
  for (guint i = 0; tally != NULL && i < xl_template_n_fields (t); i++)
    {
      if (!is_shown (t, i))
        continue;
      totals->totals[i].n = tally->columns[n].n;
      if (is_amount (xl_template_field (t, i)->type))
        set_sum (&totals->totals[i], tally->columns[n].high, tally->columns[n].low);
      n++;
    }
  return totals;
}

/* Where nothing is added up an index alone tells how many there are. */
static XlLedgerTotals *
count_only (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  gint64 n = xl_ledger_table_count (db, t, query, error);
  XlLedgerTotals *totals = n >= 0 ? make_totals (t, NULL) : NULL;

  if (totals != NULL)
    totals->n = n;
  return totals;
}

XlLedgerTotals *
xl_ledger_total_table_read (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autoptr(GPtrArray) columns = make_columns (t);
  g_autoptr(GPtrArray) tallies = NULL;
  g_autoptr(XlLedgerAsked) asked = NULL;
  XlLedgerCounted counted = { NULL, NULL, columns };

  if (columns->len == 0 || !xl_ledger_table_exists (db, t))
    return count_only (db, t, query, error);
  asked = xl_ledger_asked_new (db, t, query, FALSE, error);
  tallies = asked != NULL ? xl_ledger_tally_table_run (asked, &counted, 1, error) : NULL;
  return tallies != NULL ? make_totals (t, tallies->len > 0 ? g_ptr_array_index (tallies, 0) : NULL) : NULL;
}

/* An average stands with one place more than what it is of. */
static char *
show_average (const XlLedgerField *field, const XlLedgerSum *sum)
{
  guint places = field->type == XL_LEDGER_MONEY ? 2 : field->places;
  double unit = 1;

  for (guint i = 0; i < places; i++)
    unit *= 10;
  return g_strdup_printf ("%.*f", field->type == XL_LEDGER_MONEY ? 2 : (int) places + 1, (double) sum->sum / (double) sum->n / unit);
}

char *
xl_ledger_total_show (const XlLedgerField *field, const XlLedgerSum *sum, XlLedgerTotal show)
{
  XlValue value = { .set = TRUE, .number = sum->sum };

  if (show == XL_TOTAL_COUNT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, sum->n);
  if (show == XL_TOTAL_NONE || sum->n == 0 || !is_amount (field->type))
    return g_strdup ("");
  if (sum->too_large)
    return g_strdup ("…");
  if (show == XL_TOTAL_AVERAGE)
    return show_average (field, sum);
  return field->type == XL_LEDGER_YES_NO ? g_strdup_printf ("%" G_GINT64_FORMAT, sum->sum) : xl_value_show (field, &value, FALSE);
}

/* Groups ---------------------------------------------------------------------------------------------------------- */

static GPtrArray *
make_groups (XlDb *db, const XlTemplate *t, const char *name, GPtrArray *tallies)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_group_free);

  for (guint i = 0; i < tallies->len; i++)
    {
      const XlLedgerTally *tally = g_ptr_array_index (tallies, i);
      XlLedgerGroup *group = g_new0 (XlLedgerGroup, 1);

      group->value = g_strdup (tally->value != NULL ? tally->value : "");
      group->words = xl_ledger_stored_words (db, t, name, group->value);
      group->totals = make_totals (t, tally);
      g_ptr_array_add (groups, group);
    }
  return groups;
}

GPtrArray *
xl_ledger_total_table_groups (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autoptr(GPtrArray) columns = make_columns (t);
  g_autoptr(GPtrArray) tallies = NULL;
  g_autoptr(XlLedgerAsked) asked = NULL;
  g_autofree char *value = NULL;
  g_autofree char *sort = NULL;
  XlLedgerCounted counted = { NULL, NULL, columns };

  if (!xl_ledger_table_exists (db, t) || query->group == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_group_free);
  asked = xl_ledger_asked_new (db, t, query, FALSE, error);
  value = asked != NULL ? xl_ledger_asked_expression (asked, query->group, FALSE, error) : NULL;
  sort = value != NULL ? xl_ledger_asked_expression (asked, query->group, TRUE, error) : NULL;
  if (sort == NULL)
    return NULL;
  counted.value = value;
  counted.sort = strcmp (sort, value) != 0 ? sort : NULL;
  tallies = xl_ledger_tally_table_run (asked, &counted, XL_LEDGER_MAX_GROUPS, error);
  return tallies != NULL ? make_groups (db, t, query->group, tallies) : NULL;
}
