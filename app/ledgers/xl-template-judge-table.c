#include "ledgers/xl-template-judge-table.h"

#include "ledgers/xl-guard-table.h"
#include "ledgers/xl-question-table.h"

#include <string.h>

static const char *const indicator_told[] = { ":office", ":period", ":today", NULL };
static const char *const alert_told[] = { ":office", ":today", NULL };

/* Tells where in the template @error happened. */
static gboolean
place (const XlTemplate *t, const char *list, guint i, const char *member, GError **error)
{
  g_prefix_error (error, "%s: /%s/%u/%s: ", t->key, list, i, member);
  return FALSE;
}

/* Over the record -------------------------------------------------------------------------------------------------- */

static gboolean
judge_formula (XlSandbox *sandbox, const XlTemplate *t, guint i, GError **error)
{
  const char *formula = xl_template_field (t, i)->formula;

  if (xl_sandbox_judge (sandbox, t, formula, error))
    {
      if (strstr (formula, ":today") == NULL)
        return TRUE;
      xl_guard_say (error, XL_ERROR_REFUSED, formula, "what is kept may not depend on the day");
    }
  return place (t, "fields", i, "formula", error);
}

static gboolean
judge_checks (XlSandbox *sandbox, const XlTemplate *t, GError **error)
{
  for (guint i = 0; i < t->checks->len; i++)
    if (!xl_sandbox_judge (sandbox, t, ((XlLedgerCheck *) g_ptr_array_index (t->checks, i))->expression, error))
      return place (t, "checks", i, "expression", error);
  return TRUE;
}

gboolean
xl_template_judge_own (const XlTemplate *t, GError **error)
{
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (error);

  if (sandbox == NULL || !judge_checks (sandbox, t, error))
    return FALSE;
  for (guint i = 0; i < t->formula_order->len; i++)
    if (!judge_formula (sandbox, t, (guint) g_array_index (t->formula_order, int, i), error))
      return FALSE;
  if (t->active == NULL || t->active->ended == NULL || xl_sandbox_judge (sandbox, t, t->active->ended, error))
    return TRUE;
  g_prefix_error (error, "%s: /active/ended: ", t->key);
  return FALSE;
}

/* Over the office file --------------------------------------------------------------------------------------------- */

static gboolean
judge_value (XlDb *db, const char *expression, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (%s\n)", expression);

  return xl_question_judge (db, sql, expression, indicator_told, 1, error);
}

static gboolean
judge_rows (XlDb *db, const char *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM (%s\n)", rows);

  return xl_question_judge (db, sql, rows, indicator_told, 1, error);
}

static gboolean
judge_indicator (const XlTemplate *t, guint i, XlDb *db, GError **error)
{
  const XlLedgerIndicator *n = g_ptr_array_index (t->indicators, i);

  if (!judge_value (db, n->expression, error))
    return place (t, "indicators", i, "expression", error);
  for (guint k = 0; k < n->needs->len; k++)
    if (!judge_value (db, ((XlIndicatorNeed *) g_ptr_array_index (n->needs, k))->expression, error))
      return place (t, "indicators", i, "needs", error);
  return n->rows == NULL || judge_rows (db, n->rows, error) || place (t, "indicators", i, "rows", error);
}

static gboolean
judge_alert (const XlTemplate *t, guint i, XlDb *db, GError **error)
{
  const XlLedgerAlert *a = g_ptr_array_index (t->alerts, i);
  g_autofree char *records = xl_question_records (t, a->expression);
  g_autofree char *sql = g_strdup_printf ("SELECT record.id FROM %s WHERE (%s\n)", records, a->expression);

  return xl_question_judge (db, sql, a->expression, alert_told, 1, error) || place (t, "alerts", i, "expression", error);
}

static gboolean
judge_report (const XlTemplate *t, guint i, XlDb *db, GError **error)
{
  static const char *const names[] = { ":period", ":year", ":from", ":to" };
  const XlLedgerReport *r = g_ptr_array_index (t->reports, i);
  const char *told[G_N_ELEMENTS (names) + 3] = { ":office", ":today" };
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM (%s\n)", r->query);
  guint n = 2;

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    if ((r->parameters & (1u << k)) != 0)
      told[n++] = names[k];
  return xl_question_judge (db, sql, r->query, told, (int) r->columns->len, error) || place (t, "reports", i, "query", error);
}

gboolean
xl_template_judge_sql (const XlTemplate *t, XlDb *db, GError **error)
{
  if (!xl_template_judge_own (t, error))
    return FALSE;
  for (guint i = 0; i < t->indicators->len; i++)
    if (!judge_indicator (t, i, db, error))
      return FALSE;
  for (guint i = 0; i < t->alerts->len; i++)
    if (!judge_alert (t, i, db, error))
      return FALSE;
  for (guint i = 0; i < t->reports->len; i++)
    if (!judge_report (t, i, db, error))
      return FALSE;
  return TRUE;
}
