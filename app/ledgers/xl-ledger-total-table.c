#include "ledgers/xl-ledger-total-table.h"

#include "ledgers/xl-ledger-query-sql.h"
#include "ledgers/xl-ledger-stored-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

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

/* Sums are made of two halves, which no number of records brings to overflow. */
#define HALF "1000000000"

/* Whether the totals row shows anything of field @i. */
static gboolean
is_shown (const XlTemplate *t, guint i)
{
  return xl_template_is_stored (t, i) && xl_template_field (t, i)->total != XL_TOTAL_NONE;
}

/* How many records, then of each field shown how often it is filled in, and of an amount its sum in halves. */
static char *
make_columns (const XlTemplate *t)
{
  g_autoptr(GString) sql = g_string_new ("count (*)");

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const char *column = xl_template_column (t, i);

      if (!is_shown (t, i))
        continue;
      g_string_append_printf (sql, ", count (l.\"%s\")", column);
      if (is_amount (xl_template_field (t, i)->type))
        g_string_append_printf (sql, ", sum (l.\"%s\" / " HALF "), sum (l.\"%s\" %% " HALF ")", column, column);
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
read_sum (XlLedgerSum *total, gint64 high, gint64 low)
{
  gint64 sum;

  total->too_large = __builtin_mul_overflow (high, (gint64) 1000000000, &sum) || __builtin_add_overflow (sum, low, &sum);
  total->sum = total->too_large ? 0 : sum;
}

/* From column @n of @stmt on. */
static XlLedgerTotals *
read_totals (XlStmt *stmt, const XlTemplate *t, int n)
{
  XlLedgerTotals *totals = g_new0 (XlLedgerTotals, 1);

  totals->totals = g_new0 (XlLedgerSum, MAX (xl_template_n_fields (t), 1));
  totals->n = sqlite3_column_int64 (stmt, n++);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      if (!is_shown (t, i))
        continue;
      totals->totals[i].n = sqlite3_column_int64 (stmt, n++);
      if (!is_amount (xl_template_field (t, i)->type))
        continue;
      read_sum (&totals->totals[i], sqlite3_column_int64 (stmt, n), sqlite3_column_int64 (stmt, n + 1));
      n += 2;
    }
  return totals;
}

XlLedgerTotals *
xl_ledger_total_table_read (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autofree char *columns = make_columns (t);
  g_autoptr(XlLedgerAsked) asked = NULL;
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, t))
    {
      XlLedgerTotals *none = g_new0 (XlLedgerTotals, 1);

      none->totals = g_new0 (XlLedgerSum, MAX (xl_template_n_fields (t), 1));
      return none;
    }
  asked = xl_ledger_asked_new (db, t, query, FALSE, error);
  stmt = asked != NULL ? xl_ledger_asked_prepare (asked, columns, NULL, "", error) : NULL;
  return stmt != NULL && xl_db_step (db, stmt, error) ? read_totals (stmt, t, 0) : NULL;
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

static void
add_totals (XlLedgerTotals *to, const XlLedgerTotals *from, guint n_fields)
{
  to->n += from->n;
  for (guint i = 0; i < n_fields; i++)
    {
      to->totals[i].n += from->totals[i].n;
      to->totals[i].too_large |= from->totals[i].too_large
                                 || __builtin_add_overflow (to->totals[i].sum, from->totals[i].sum, &to->totals[i].sum);
    }
}

static void
add_group (GPtrArray *groups, XlDb *db, const XlTemplate *t, const char *name, XlStmt *stmt)
{
  const char *value = xl_column (stmt, 0);
  XlLedgerTotals *totals = read_totals (stmt, t, 1);
  XlLedgerGroup *group;

  if (groups->len == XL_LEDGER_MAX_GROUPS)
    {
      group = g_ptr_array_index (groups, groups->len - 1);
      add_totals (group->totals, totals, xl_template_n_fields (t));
      xl_ledger_totals_free (totals);
      return;
    }
  group = g_new0 (XlLedgerGroup, 1);
  group->value = g_strdup (value != NULL ? value : "");
  group->words = xl_ledger_stored_words (db, t, name, group->value);
  group->totals = totals;
  g_ptr_array_add (groups, group);
}

GPtrArray *
xl_ledger_total_table_groups (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_group_free);
  g_autoptr(XlLedgerAsked) asked = NULL;
  g_autofree char *value = NULL;
  g_autofree char *sort = NULL;
  g_autofree char *totals = make_columns (t);
  g_autofree char *columns = NULL;
  g_autofree char *tail = NULL;
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (!xl_ledger_table_exists (db, t) || query->group == NULL)
    return g_steal_pointer (&groups);
  asked = xl_ledger_asked_new (db, t, query, FALSE, error);
  value = asked != NULL ? xl_ledger_asked_expression (asked, query->group, FALSE, error) : NULL;
  sort = value != NULL ? xl_ledger_asked_expression (asked, query->group, TRUE, error) : NULL;
  if (sort == NULL)
    return NULL;
  columns = g_strconcat (value, ", ", totals, NULL);
  tail = g_strdup_printf (" GROUP BY %s, %s ORDER BY %s, %s", sort, value, sort, value);
  stmt = xl_ledger_asked_prepare (asked, columns, NULL, tail, error);
  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    add_group (groups, db, t, query->group, stmt);
  if (local == NULL)
    return g_steal_pointer (&groups);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
