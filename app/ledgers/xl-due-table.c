#include "ledgers/xl-due-table.h"

#include "ledgers/xl-ledger-table.h"
#include "store/xl-sql.h"

#include <string.h>

#define SETTING "visit-rate"

XlTemplate *
xl_due_table_list (XlDb *db, const XlTemplate *t, GError **error)
{
  g_autoptr(XlTemplate) list = NULL;

  if (t->due == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: the ledger does not say who is due", t->key);
      return NULL;
    }
  list = xl_ledger_table_template (db, t->due->ledger, error);
  if (list == NULL)
    return NULL;
  if (list->subject == t->subject && xl_template_find (list, t->due->from) >= 0
      && (t->due->to == NULL || xl_template_find (list, t->due->to) >= 0))
    return g_steal_pointer (&list);
  g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN,
               "%s: /due: the ledger %s has no such dates or another kind of subject", t->key, t->due->ledger);
  return NULL;
}

static char *
name_of_end (const XlTemplate *t)
{
  return t->due->to != NULL ? g_strdup_printf ("l.\"%s\"", t->due->to) : g_strdup ("NULL");
}

gboolean
xl_due_table_has (XlDb *db, const XlTemplate *t, const XlTemplate *list, gint64 subject, const char *date,
                  GError **error)
{
  g_autofree char *end = NULL;
  g_autofree char *sql = NULL;
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, list))
    return FALSE;
  end = name_of_end (t);
  sql =
      g_strdup_printf ("SELECT 1 FROM \"%s\" AS l WHERE l.subject = ?1 AND l.\"%s\" <= ?2 AND (%s IS NULL OR %s >= ?2)",
                       list->table, t->due->from, end, end);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, subject);
  xl_bind (stmt, 2, date);
  return xl_db_step (db, stmt, error);
}

static void
copy_text (char *to, gsize size, XlStmt *stmt, int column)
{
  g_strlcpy (to, xl_column (stmt, column) != NULL ? xl_column (stmt, column) : "", size);
}

static GArray *
read_listed (XlDb *db, XlStmt *stmt, GError **error)
{
  g_autoptr(GArray) listed = g_array_new (FALSE, TRUE, sizeof (XlListed));
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    {
      XlListed l = { sqlite3_column_int64 (stmt, 0), "", "", "" };

      copy_text (l.from, sizeof l.from, stmt, 1);
      copy_text (l.to, sizeof l.to, stmt, 2);
      copy_text (l.death, sizeof l.death, stmt, 3);
      g_array_append_val (listed, l);
    }
  if (local == NULL)
    return g_steal_pointer (&listed);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

GArray *
xl_due_table_listed (XlDb *db, const XlTemplate *t, const char *office, GError **error)
{
  g_autoptr(XlTemplate) list = xl_due_table_list (db, t, error);
  g_autofree char *end = NULL;
  g_autofree char *sql = NULL;
  g_autoptr(XlStmt) stmt = NULL;

  if (list == NULL)
    return NULL;
  if (!xl_ledger_table_exists (db, list))
    return g_array_new (FALSE, TRUE, sizeof (XlListed));
  end = name_of_end (t);
  sql = g_strdup_printf ("SELECT l.subject, l.\"%s\", %s, %s FROM \"%s\" AS l %s WHERE ?1 IS NULL OR l.office = ?1"
                         " ORDER BY %s l.subject, l.\"%s\"",
                         t->due->from, end, list->subject == XL_SUBJECT_PERSON ? "p.death_date" : "NULL", list->table,
                         list->subject == XL_SUBJECT_PERSON ? "JOIN person AS p ON p.id = l.subject" : "",
                         list->subject == XL_SUBJECT_PERSON ? "l.office, p.name_sort," : "", t->due->from);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  return read_listed (db, stmt, error);
}

GArray *
xl_due_table_done (XlDb *db, const XlTemplate *t, const char *office, const char *period, GError **error)
{
  g_autoptr(GArray) done = g_array_new (FALSE, TRUE, sizeof (XlVisited));
  g_autofree char *sql = NULL;
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (!xl_ledger_table_exists (db, t))
    return g_steal_pointer (&done);
  sql = g_strdup_printf ("SELECT subject, \"%s\", %s%s%s FROM \"%s\" WHERE period = ?2 AND (?1 IS NULL OR office = ?1)",
                         xl_template_column (t, (guint) t->period_field), t->due->counted_by != NULL ? "\"" : "",
                         t->due->counted_by != NULL ? t->due->counted_by : "NULL",
                         t->due->counted_by != NULL ? "\"" : "", t->table);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, period);
  while (xl_db_step (db, stmt, &local))
    {
      XlVisited v = { sqlite3_column_int64 (stmt, 0), "", "" };

      copy_text (v.on, sizeof v.on, stmt, 1);
      copy_text (v.mode, sizeof v.mode, stmt, 2);
      g_array_append_val (done, v);
    }
  if (local == NULL)
    return g_steal_pointer (&done);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

const XlVisitPolicy *
xl_due_table_policy (XlDb *db, const XlVisitRules *rules, GError **error)
{
  g_autofree char *key = xl_db_text (db, "SELECT value FROM setting WHERE key = '" SETTING "'", error);
  const XlVisitPolicy *chosen = key != NULL ? xl_visit_rules_find (rules, key) : NULL;

  return chosen != NULL ? chosen : xl_visit_rules_find (rules, NULL);
}

/* One month ------------------------------------------------------------------------------------------------------- */

void
xl_month_visits_free (XlMonthVisits *month)
{
  g_free (month->period);
  g_free (month->policy);
  g_free (month->policy_title);
  xl_visit_rate_clear (&month->rate);
  g_clear_pointer (&month->names, g_ptr_array_unref);
  g_free (month);
}

static gboolean
read_names (XlDb *db, XlMonthVisits *month, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name FROM person WHERE id = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < month->rate.missed->len && local == NULL; i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (month->rate.missed, gint64, i));
      if (xl_db_step (db, stmt, &local))
        g_ptr_array_add (month->names, g_strdup (xl_column (stmt, 0)));
      sqlite3_reset (stmt);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The office's own goal in basis points, else that of the rules. */
static int
read_target (XlDb *db, const XlVisitRules *rules)
{
  gint64 percent = xl_db_int (db, "SELECT value FROM setting WHERE key = 'visit-target-percent'", -1, NULL);

  return percent >= 0 && percent <= 100 ? (int) percent * 100 : rules->target_bp;
}

/* Those due who were seen at home: the mode that an official home visit has in the ledger's own codes. */
static int
count_at_home (const XlVisitPolicy *policy, const char *period, const GArray *listed, const GArray *done)
{
  XlVisitPolicy home = *policy;
  char *modes[] = { (char *) "1", NULL };
  XlVisitRate rate;
  int n;

  home.modes = modes;
  xl_visit_rate_count (&home, 0, period, listed, done, &rate);
  n = rate.visited;
  xl_visit_rate_clear (&rate);
  return n;
}

static const XlVisitPolicy *
choose_policy (XlDb *db, const XlVisitRules *rules, const char *key, GError **error)
{
  const XlVisitPolicy *policy = key != NULL ? xl_visit_rules_find (rules, key) : xl_due_table_policy (db, rules, error);

  if (policy == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "there is no way of counting called %s", key);
  return policy;
}

XlMonthVisits *
xl_due_table_month (XlDb *db, const XlTemplate *t, const char *office, const char *period, const char *policy_key,
                    GError **error)
{
  g_autoptr(GArray) listed = xl_due_table_listed (db, t, office, error);
  g_autoptr(GArray) done = listed != NULL ? xl_due_table_done (db, t, office, period, error) : NULL;
  g_autoptr(XlVisitRules) rules = NULL;
  const XlVisitPolicy *policy;
  g_autoptr(XlMonthVisits) month = g_new0 (XlMonthVisits, 1);

  if (done == NULL)
    return NULL;
  rules = xl_visit_rules_load (t->due->policies != NULL ? t->due->policies : "visit-rate", error);
  policy = rules != NULL ? choose_policy (db, rules, policy_key, error) : NULL;
  if (policy == NULL)
    return NULL;
  month->period = g_strdup (period);
  month->policy = g_strdup (policy->key);
  month->policy_title = g_strdup (policy->title);
  month->target_bp = read_target (db, rules);
  month->names = g_ptr_array_new_with_free_func (g_free);
  xl_visit_rate_count (policy, month->target_bp, period, listed, done, &month->rate);
  month->at_home = count_at_home (policy, period, listed, done);
  return read_names (db, month, error) ? g_steal_pointer (&month) : NULL;
}
