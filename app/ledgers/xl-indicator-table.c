#include "ledgers/xl-indicator-table.h"

#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-question-table.h"
#include "store/xl-sql.h"

#include <string.h>

XlIndicatorSheet *
xl_indicator_sheet_ref (XlIndicatorSheet *sheet)
{
  g_atomic_int_inc (&sheet->refs);
  return sheet;
}

void
xl_indicator_sheet_free (XlIndicatorSheet *sheet)
{
  if (!g_atomic_int_dec_and_test (&sheet->refs))
    return;
  for (guint i = 0; i < sheet->set->indicators->len; i++)
    g_clear_pointer (&sheet->values[i].missing, g_ptr_array_unref);
  xl_indicator_set_free (sheet->set);
  g_free (sheet->values);
  g_free (sheet->office);
  g_free (sheet->on);
  g_free (sheet);
}

XlIndicatorSet *
xl_indicator_table_set (XlDb *db, const char *key, GError **error)
{
  g_auto(GStrv) built_in = xl_indicator_set_keys ();
  g_autoptr(XlTemplate) t = NULL;

  if (g_strv_contains ((const char *const *) built_in, key))
    return xl_indicator_set_built_in (key, error);
  t = xl_ledger_table_template (db, key, NULL);
  if (t != NULL)
    return xl_indicator_set_of (t);
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no indicator set and no ledger %s", key);
  return NULL;
}

/* A village asks for its own records, a township for all of the file. */
static const char *
scope_of (const char *office)
{
  return g_str_has_suffix (office, "000") ? NULL : office;
}

/* What the expressions of a set know. */
typedef struct {
  XlDb       *db;
  const char *office, *on;
} Asked;

static gboolean
evaluate (const Asked *asked, const XlIndicator *n, const char *expression, double *value, gboolean *missing, GError **error)
{
  g_autofree char *period = xl_template_period_of (n->period, asked->on);

  if (xl_expression_value (asked->db, expression, asked->office, period, asked->on, value, missing, error))
    return TRUE;
  g_prefix_error (error, "%s: ", n->key);
  return FALSE;
}

static gboolean
find_missing (const Asked *asked, const XlIndicator *n, XlIndicatorValue *v, GError **error)
{
  for (guint i = 0; i < n->needs->len; i++)
    {
      const XlIndicatorNeed *need = g_ptr_array_index (n->needs, i);
      double value = 0;
      gboolean none = FALSE;

      if (!evaluate (asked, n, need->expression, &value, &none, error))
        return FALSE;
      if (none || value == 0)
        g_ptr_array_add (v->missing, g_strdup (need->title));
    }
  return TRUE;
}

static gboolean
count_rows (const Asked *asked, const XlIndicator *n, XlIndicatorValue *v, GError **error)
{
  g_autofree char *sql = n->rows != NULL ? g_strdup_printf ("SELECT count(*) FROM (%s\n)", n->rows) : NULL;
  double count = 0;
  gboolean none = FALSE;

  v->n_rows = -1;
  if (sql == NULL)
    return TRUE;
  if (!evaluate (asked, n, sql, &count, &none, error))
    return FALSE;
  v->n_rows = (gint64) count;
  return TRUE;
}

static gboolean
compute (const Asked *asked, const XlIndicator *n, XlIndicatorValue *v, GError **error)
{
  gboolean none = FALSE;

  v->missing = g_ptr_array_new_with_free_func (g_free);
  if (!find_missing (asked, n, v, error) || !count_rows (asked, n, v, error))
    return FALSE;
  if (v->missing->len > 0)
    return TRUE;
  if (!evaluate (asked, n, n->expression, &v->value, &none, error))
    return FALSE;
  v->known = !none;
  v->met = v->known && n->has_target && xl_indicator_is_met (n, v->value);
  return TRUE;
}

XlIndicatorSheet *
xl_indicator_table_compute (XlDb *db, XlIndicatorSet *set, const char *office, const char *on, GError **error)
{
  g_autoptr(XlIndicatorSheet) sheet = g_new0 (XlIndicatorSheet, 1);
  const Asked asked = { db, scope_of (office), on };

  sheet->refs = 1;
  sheet->set = set;
  sheet->office = g_strdup (office);
  sheet->on = g_strdup (on);
  sheet->values = g_new0 (XlIndicatorValue, set->indicators->len);
  for (guint i = 0; i < set->indicators->len; i++)
    if (!compute (&asked, g_ptr_array_index (set->indicators, i), &sheet->values[i], error))
      return NULL;
  return g_steal_pointer (&sheet);
}

static gboolean
add_id (XlStmt *stmt, gpointer data)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);

  g_array_append_val ((GArray *) data, id);
  return TRUE;
}

GArray *
xl_indicator_table_rows (XlDb *db, const XlIndicator *n, const char *office, const char *on, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *year = g_strndup (on, 4);
  g_autofree char *period = xl_template_period_of (n->period, on);
  XlQuestion question = { .office = scope_of (office), .today = on, .period = period, .year = year };

  if (n->rows == NULL || xl_question_ask (db, &question, n->rows, n->rows, 0, add_id, ids, error))
    return g_steal_pointer (&ids);
  return NULL;
}
