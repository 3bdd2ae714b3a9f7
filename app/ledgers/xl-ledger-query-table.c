#include "ledgers/xl-ledger-query-table.h"

#include "base/xl-code.h"
#include "ledgers/xl-ledger-query-sql.h"
#include "ledgers/xl-ledger-scan-table.h"
#include "ledgers/xl-ledger-sort-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-value.h"
#include "people/xl-people-words.h"
#include "store/xl-sql.h"

#include <string.h>

/* So many rows are shown before the others are sorted. */
#define FIRST 256

/* Order ----------------------------------------------------------------------------------------------------------- */

static gboolean
append_name (XlLedgerOrder *order, XlLedgerAsked *asked, const char *name, gboolean descending, GError **error)
{
  g_autofree char *what = xl_ledger_asked_expression (asked, name, TRUE, error);

  if (what != NULL)
    xl_ledger_order_add (order, what, descending);
  return what != NULL;
}

/* Namesakes are two groups. */
static gboolean
append_group (XlLedgerOrder *order, XlLedgerAsked *asked, const char *name, GError **error)
{
  g_autofree char *sort = xl_ledger_asked_expression (asked, name, TRUE, error);
  g_autofree char *value = sort != NULL ? xl_ledger_asked_expression (asked, name, FALSE, error) : NULL;

  if (value == NULL)
    return FALSE;
  xl_ledger_order_add (order, sort, FALSE);
  if (strcmp (sort, value) != 0)
    xl_ledger_order_add (order, value, FALSE);
  return TRUE;
}

/* Whether records are sorted by the name of their subject. */
static gboolean
is_by_name (const XlTemplate *t, const char *name)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);

  return t->subject == XL_SUBJECT_PERSON && (i == t->subject_field || g_strcmp0 (fact, "name") == 0);
}

/* Those of one person stand together, by period. */
static void
append_last (XlLedgerOrder *order, const XlTemplate *t, gboolean by_name, gboolean descending)
{
  if (by_name)
    {
      xl_ledger_order_add (order, "l.subject", descending);
      xl_ledger_order_add (order, "l.period", descending);
    }
  xl_ledger_order_end (order, descending);
}

/* NULL with @error. */
static XlLedgerOrder *
make_order (XlLedgerAsked *asked, const XlTemplate *t, const XlLedgerQuery *q, GError **error)
{
  g_autoptr(XlLedgerOrder) order = xl_ledger_order_new ();
  guint n = q->sorts != NULL ? q->sorts->len : 0;
  gboolean descending = q->descending, by_name = FALSE;

  if (q->group != NULL && !append_group (order, asked, q->group, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const XlLedgerSort *s = g_ptr_array_index (q->sorts, i);

      if (!append_name (order, asked, s->name, s->descending, error))
        return NULL;
      descending = s->descending;
      by_name |= is_by_name (t, s->name);
    }
  if (n == 0 && q->order != NULL)
    {
      if (!append_name (order, asked, q->order, q->descending, error))
        return NULL;
      by_name = is_by_name (t, q->order);
    }
  else if (n == 0)
    {
      descending = TRUE;
      if (t->period_field >= 0)
        append_name (order, asked, xl_template_field (t, (guint) t->period_field)->key, TRUE, NULL);
    }
  append_last (order, t, by_name, descending);
  return g_steal_pointer (&order);
}

/* The one name that decides the order, NULL when there are several. */
static const char *
single_name (const XlTemplate *t, const XlLedgerQuery *q, gboolean *descending)
{
  guint n = q->sorts != NULL ? q->sorts->len : 0;
  const XlLedgerSort *s = n == 1 ? g_ptr_array_index (q->sorts, 0) : NULL;

  if (n > 1 || q->group != NULL)
    return NULL;
  *descending = s != NULL ? s->descending : q->order != NULL ? q->descending : TRUE;
  if (s != NULL || q->order != NULL)
    return s != NULL ? s->name : q->order;
  return t->period_field >= 0 ? xl_template_field (t, (guint) t->period_field)->key : NULL;
}

/* Indexes --------------------------------------------------------------------------------------------------------- */

static char *
make_index_name (const XlTemplate *t, const char *name)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);

  if (i < 0 || fact != NULL || i == t->subject_field || xl_template_field (t, (guint) i)->type == XL_LEDGER_PERSON
      || xl_template_field (t, (guint) i)->type == XL_LEDGER_HOUSEHOLD)
    return NULL;
  return g_strdup_printf ("%s_sort_%s", t->table, xl_template_column (t, (guint) i));
}

static gboolean
has_index (XlDb *db, const char *name)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1", NULL);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, name);
  return xl_db_step (db, stmt, NULL);
}

/* Every day has an index within its office from the beginning. */
static gboolean
has_place_index (const XlTemplate *t, const XlLedgerQuery *q, const char *name)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);

  return q->office != NULL && i >= 0 && fact == NULL && xl_template_field (t, (guint) i)->type == XL_LEDGER_DATE;
}

gboolean
xl_ledger_query_table_wants_index (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query)
{
  gboolean descending;
  const char *name = single_name (t, query, &descending);
  g_autofree char *index = name != NULL ? make_index_name (t, name) : NULL;

  return index != NULL && !has_place_index (t, query, name) && xl_ledger_table_exists (db, t) && xl_ledger_scan_table_is_long (db, t->table)
         && !has_index (db, index);
}

XlLedgerIndex *
xl_ledger_index_new (const XlTemplate *t, const XlLedgerQuery *query)
{
  XlLedgerIndex *index = g_new0 (XlLedgerIndex, 1);
  gboolean descending;

  index->t = xl_template_ref ((XlTemplate *) t);
  index->name = g_strdup (single_name (t, query, &descending));
  return index;
}

void
xl_ledger_index_free (gpointer index)
{
  xl_template_free (((XlLedgerIndex *) index)->t);
  g_free (((XlLedgerIndex *) index)->name);
  g_free (index);
}

/* With office and period in it the index alone tells which records of a place come next. */
gint64
xl_ledger_query_table_make_index (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerIndex *index = data;
  g_autofree char *name = index->name != NULL ? make_index_name (index->t, index->name) : NULL;
  g_autofree char *sql = NULL;

  if (name == NULL)
    return 0;
  sql = g_strdup_printf ("CREATE INDEX IF NOT EXISTS \"%s\" ON \"%s\" (\"%s\", id, office, period)", name, index->t->table,
                         name + strlen (index->t->table) + strlen ("_sort_"));
  return xl_db_exec (db, sql, error) ? 0 : -1;
}

/* Ids ------------------------------------------------------------------------------------------------------------- */

/* Where ids go: into a set that is shown as it grows, or an array. */
typedef struct {
  XlRowSet *set;
  GArray   *ids;
} Sink;

static void
add_id (gint64 id, gpointer data)
{
  Sink *sink = data;

  if (sink->set != NULL)
    xl_row_set_add (sink->set, id);
  else
    g_array_append_val (sink->ids, id);
}

static gboolean
pour (XlDb *db, XlStmt *stmt, Sink *sink, GError **error)
{
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    add_id (sqlite3_column_int64 (stmt, 0), sink);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
pour_sql (XlDb *db, XlLedgerAsked *asked, const char *index, const XlLedgerOrder *order, Sink *sink, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_ledger_asked_prepare (asked, "l.id", index, order->order->str, error);

  return stmt != NULL && pour (db, stmt, sink, error);
}

static gboolean
pour_names (XlDb *db, XlLedgerAsked *asked, gboolean descending, Sink *sink, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_ledger_asked_prepare_names (asked, descending, error);

  return stmt != NULL && pour (db, stmt, sink, error);
}

/* How the order comes about. */
typedef struct {
  gboolean by_name, descending;   /* along the people */
  gboolean by_place;              /* along the index of office and day */
  char    *index;                 /* along this index of the sorted column */
} Walk;

static void
choose_walk (XlDb *db, const XlTemplate *t, const XlLedgerQuery *q, Walk *walk)
{
  const char *name = single_name (t, q, &walk->descending);

  if (name == NULL || !xl_ledger_scan_table_is_long (db, t->table))
    return;
  walk->by_name = is_by_name (t, name);
  walk->index = walk->by_name ? NULL : make_index_name (t, name);
  if (walk->index != NULL && !has_index (db, walk->index))
    g_clear_pointer (&walk->index, g_free);
  walk->by_place = walk->index == NULL && !walk->by_name && has_place_index (t, q, name);   /* SQLite takes it by itself */
}

static gboolean
pour_walk (XlDb *db, XlLedgerAsked *asked, const XlTemplate *t, const Walk *walk, const XlLedgerOrder *order, Sink *sink, GError **error)
{
  if (xl_ledger_asked_way (asked) == XL_LEDGER_WALK && walk->by_name)
    return pour_names (db, asked, walk->descending, sink, error);
  if (xl_ledger_asked_way (asked) == XL_LEDGER_WALK && walk->index != NULL)
    return pour_sql (db, asked, walk->index, order, sink, error);
  if (xl_ledger_asked_way (asked) == XL_LEDGER_SEEK || walk->by_place || !xl_ledger_scan_table_is_long (db, t->table))
    return pour_sql (db, asked, NULL, order, sink, error);
  return xl_ledger_sort_table_run (asked, order, sink->set != NULL ? FIRST : 0, add_id, sink, error);
}

static gboolean
list_ids (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, Sink *sink, GError **error)
{
  g_autoptr(XlLedgerAsked) asked = NULL;
  g_autoptr(XlLedgerOrder) order = NULL;
  Walk walk = { 0 };
  gboolean ok = FALSE;

  if (!xl_ledger_table_exists (db, t))
    return TRUE;
  choose_walk (db, t, query, &walk);
  asked = xl_ledger_asked_new (db, t, query, walk.by_name || walk.by_place || walk.index != NULL, error);
  order = asked != NULL ? make_order (asked, t, query, error) : NULL;
  if (order != NULL)
    ok = pour_walk (db, asked, t, &walk, order, sink, error);
  g_free (walk.index);
  return ok;
}

gboolean
xl_ledger_query_table_list (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, XlRowSet *set, GError **error)
{
  Sink sink = { .set = set };

  return list_ids (db, t, query, &sink, error);
}

GArray *
xl_ledger_table_ids (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Sink sink = { .ids = ids };

  return list_ids (db, t, query, &sink, error) ? g_steal_pointer (&ids) : NULL;
}

gint64
xl_ledger_table_count (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autoptr(XlLedgerAsked) asked = NULL;
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, t))
    return 0;
  asked = xl_ledger_asked_new (db, t, query, FALSE, error);
  stmt = asked != NULL ? xl_ledger_asked_prepare (asked, "count (*)", NULL, "", error) : NULL;
  return stmt != NULL && xl_db_step (db, stmt, error) ? sqlite3_column_int64 (stmt, 0) : -1;
}
