#include "ledgers/xl-ledger-query-sql.h"

#include "ledgers/xl-ledger-sql.h"
#include "ledgers/xl-question-table.h"
#include "store/xl-id-list.h"
#include "store/xl-search-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Up to so many records are rather found and sorted than come across on a walk through everything … */
#define FEW 20000
/* … or on a walk along an index, which finds the first of more than these sooner. */
#define VERY_FEW 5000
/* The records of so many persons are looked up beforehand. */
#define MANY_PERSONS 20000

typedef struct {
  char         *text;
  gint64        number;
  const GArray *ids;      /* (nullable): then this */
  gboolean      is_text;
} Parameter;

struct _XlLedgerAsked
{
  XlDb                *db;
  const XlTemplate    *t;
  const XlLedgerQuery *q;
  GString             *where;
  GArray              *parameters;
  GPtrArray           *numbers;         /* "?1", "?2", … */
  GPtrArray           *found;           /* GArray of keys that parameters point to */
  gboolean             with_person, with_household, indexed;
  XlLedgerWay          way;
};

static void
clear_parameter (gpointer data)
{
  g_free (((Parameter *) data)->text);
}

void
xl_ledger_asked_free (XlLedgerAsked *asked)
{
  g_string_free (asked->where, TRUE);
  g_array_unref (asked->parameters);
  g_ptr_array_unref (asked->numbers);
  g_ptr_array_unref (asked->found);
  g_free (asked);
}

static const char *
add_parameter (XlLedgerAsked *a, Parameter parameter)
{
  g_array_append_val (a->parameters, parameter);
  g_ptr_array_add (a->numbers, g_strdup_printf ("?%u", a->parameters->len));
  return g_ptr_array_index (a->numbers, a->numbers->len - 1);
}

const char *
xl_ledger_asked_add_text (XlLedgerAsked *asked, const char *text)
{
  return add_parameter (asked, (Parameter) { .text = g_strdup (text), .is_text = TRUE });
}

static const char *
add_number (XlLedgerAsked *a, gint64 number)
{
  return add_parameter (a, (Parameter) { .number = number });
}

static const char *
add_ids (XlLedgerAsked *a, const GArray *ids)
{
  return add_parameter (a, (Parameter) { .ids = ids });
}

/* Takes @ids. */
static const char *
add_found (XlLedgerAsked *a, GArray *ids)
{
  g_ptr_array_add (a->found, ids);
  return add_ids (a, ids);
}

/* Names ----------------------------------------------------------------------------------------------------------- */

static char *
make_age (XlLedgerAsked *a, GError **error)
{
  const char *today;

  if (a->q->today == NULL)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "an age can be told only on a day");
      return NULL;
    }
  today = xl_ledger_asked_add_text (a, a->q->today);
  return g_strdup_printf ("(CAST (replace (coalesce (p.death_date, %s), '-', '') AS INTEGER)"
                          " - CAST (replace (p.birth_date, '-', '') AS INTEGER)) / 10000", today);
}

static char *
fact_expression (XlLedgerAsked *a, const char *fact, gboolean sort, GError **error)
{
  a->with_person = TRUE;
  if (strcmp (fact, "name") == 0)
    return g_strdup (sort ? "p.name_sort" : "p.name");
  if (strcmp (fact, "id_number") == 0)
    return g_strdup ("coalesce (p.id_number, p.id_written)");
  if (strcmp (fact, "age") == 0)
    return make_age (a, error);
  if (strcmp (fact, "kinds") == 0)
    return g_strdup ("(SELECT group_concat (k.kind, ',') FROM person_kind AS k WHERE k.person = p.id AND k.to_date IS NULL)");
  if (strcmp (fact, "relation") == 0)
    return g_strdup ("(SELECT r.relation FROM membership AS r WHERE r.person = p.id AND r.to_date IS NULL)");
  if (strcmp (fact, "group_no") != 0)
    return g_strdup_printf ("p.\"%s\"", fact);
  a->with_household = TRUE;
  return g_strdup ("h.group_no");
}

static char *
field_expression (XlLedgerAsked *a, guint i, gboolean sort)
{
  const char *column = xl_template_column (a->t, i);

  if (!sort || !xl_ledger_field_is_number (xl_template_field (a->t, i)->type))
    return g_strdup_printf ("l.\"%s\"", column);
  if ((int) i == a->t->subject_field && a->t->subject == XL_SUBJECT_PERSON)
    return fact_expression (a, "name", TRUE, NULL);
  switch (xl_template_field (a->t, i)->type)
    {
    case XL_LEDGER_PERSON:
      return g_strdup_printf ("(SELECT name_sort FROM person WHERE id = l.\"%s\")", column);
    case XL_LEDGER_HOUSEHOLD:
      return g_strdup_printf ("(SELECT number FROM household WHERE id = l.\"%s\")", column);
    default:
      return g_strdup_printf ("l.\"%s\"", column);
    }
}

char *
xl_ledger_asked_expression (XlLedgerAsked *asked, const char *name, gboolean sort, GError **error)
{
  const char *fact;
  int i = xl_ledger_query_field (asked->t, name, &fact);

  if (i < -1)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: has no field %s", asked->t->key, name);
      return NULL;
    }
  if (fact != NULL)
    return fact_expression (asked, fact, sort, error);
  return i >= 0 ? field_expression (asked, (guint) i, sort) : g_strdup ("l.flags");
}

/* Filters --------------------------------------------------------------------------------------------------------- */

/* Whether what @name is holds a number in the file. */
static gboolean
is_number (const XlTemplate *t, const char *name)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);

  if (fact != NULL)
    return strcmp (fact, "age") == 0 || strcmp (fact, "group_no") == 0;
  return i >= 0 && xl_ledger_field_is_number (xl_template_field (t, (guint) i)->type);
}

/* Several values in one: joined by commas. */
static gboolean
is_list (const XlTemplate *t, const char *name)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);

  return fact != NULL ? strcmp (fact, "kinds") == 0
                      : i >= 0 && xl_template_field (t, (guint) i)->type == XL_LEDGER_CODES;
}

static char *
make_json (char **values, gboolean *blank)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  *blank = FALSE;
  json_builder_begin_array (b);
  for (guint i = 0; values[i] != NULL; i++)
    if (values[i][0] != '\0')
      json_builder_add_string_value (b, values[i]);
    else
      *blank = TRUE;
  json_builder_end_array (b);
  root = json_builder_get_root (b);
  return json_to_string (root, FALSE);
}

static void
append_values (XlLedgerAsked *a, const XlLedgerFilter *f, const char *what)
{
  gboolean blank;
  g_autofree char *json = make_json (f->values, &blank);
  const char *list = xl_ledger_asked_add_text (a, json);

  g_string_append (a->where, " AND (");
  if (is_list (a->t, f->name))
    g_string_append_printf (a->where, "EXISTS (SELECT 1 FROM json_each (%s) AS j"
                            " WHERE instr (',' || %s || ',', ',' || j.value || ',') > 0)", list, what);
  else
    g_string_append_printf (a->where, "%s IN (SELECT %s FROM json_each (%s))", what,
                            is_number (a->t, f->name) ? "CAST (value AS INTEGER)" : "value", list);
  g_string_append_printf (a->where, blank ? " OR %s IS NULL)" : ")", what);
}

static void
append_bound (XlLedgerAsked *a, const XlLedgerFilter *f, const char *what, const char *sign, const char *bound)
{
  gboolean number = is_number (a->t, f->name);

  if (bound != NULL)
    g_string_append_printf (a->where, " AND %s %s %s", what, sign,
                            number ? add_number (a, g_ascii_strtoll (bound, NULL, 10)) : xl_ledger_asked_add_text (a, bound));
}

static gboolean
append_persons (XlLedgerAsked *a, const char *what, const char *text, GError **error)
{
  GArray *persons = xl_search_persons (a->db, text, error);

  if (persons == NULL)
    return FALSE;
  g_string_append_printf (a->where, " AND %s IN (SELECT id FROM xl_ids (%s))", what, add_found (a, persons));
  return TRUE;
}

/* A text is looked for letter by letter. */
static gboolean
append_contains (XlLedgerAsked *a, const XlLedgerFilter *f, const char *what, GError **error)
{
  const char *fact;
  int i = xl_ledger_query_field (a->t, f->name, &fact);

  if (f->text[0] == '\0')
    return TRUE;
  if (fact != NULL && strcmp (fact, "name") == 0)
    return append_persons (a, "p.id", f->text, error);
  if (i >= 0 && fact == NULL && xl_template_field (a->t, (guint) i)->type == XL_LEDGER_PERSON)
    return append_persons (a, what, f->text, error);
  g_string_append_printf (a->where, " AND instr (%s, %s) > 0", what, xl_ledger_asked_add_text (a, f->text));
  return TRUE;
}

static gboolean
append_filter (XlLedgerAsked *a, const XlLedgerFilter *f, GError **error)
{
  g_autofree char *what = xl_ledger_asked_expression (a, f->name, FALSE, error);

  if (what == NULL)
    return FALSE;
  switch (f->kind)
    {
    case XL_LEDGER_FILTER_VALUES:
      append_values (a, f, what);
      return TRUE;
    case XL_LEDGER_FILTER_RANGE:
      append_bound (a, f, what, ">=", f->low);
      append_bound (a, f, what, "<=", f->high);
      return TRUE;
    case XL_LEDGER_FILTER_CONTAINS:
      return append_contains (a, f, what, error);
    default:
      g_string_append_printf (a->where, f->kind == XL_LEDGER_FILTER_EMPTY ? " AND %s IS NULL" : " AND %s IS NOT NULL", what);
      return TRUE;
    }
}

/* The records found, and all of the persons found; by the keys of records alone, which every index has. */
static void
append_found (XlLedgerAsked *a, GArray *records, GArray *persons)
{
  gboolean seek = records->len + (persons != NULL ? persons->len : 0) <= (a->indexed ? VERY_FEW : FEW);

  a->way = seek ? XL_LEDGER_SEEK : XL_LEDGER_WALK;
  g_string_append_printf (a->where, " AND (%sl.id IN (SELECT id FROM xl_ids (%s)", seek ? "" : "+", add_found (a, records));
  if (persons == NULL)
    g_string_append (a->where, "))");
  else if (persons->len <= MANY_PERSONS && a->t->subject == XL_SUBJECT_PERSON)      /* others have no index by the subject alone */
    g_string_append_printf (a->where, " UNION ALL SELECT o.id FROM xl_ids (%s) AS s CROSS JOIN \"%s\" AS o ON o.subject = s.id))",
                            add_found (a, persons), a->t->table);
  else
    g_string_append_printf (a->where, ") OR +l.subject IN (SELECT id FROM xl_ids (%s)))", add_found (a, persons));
}

/* The households of @persons; takes them. */
static GArray *
households_of (XlDb *db, GArray *persons, GError **error)
{
  static const char sql[] =
    "SELECT household FROM membership WHERE to_date IS NULL AND person IN (SELECT id FROM xl_ids (?1)) GROUP BY household";
  g_autoptr(GArray) people = persons;
  g_autoptr(XlStmt) stmt = people != NULL ? xl_db_prepare (db, sql, error) : NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind_ids (stmt, 1, people);
  while (xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The words in the field of search: whom they are about (of households anybody in them), and what stands in their texts. */
static gboolean
append_words (XlLedgerAsked *a, GError **error)
{
  g_autoptr(GArray) records = xl_search_records (a->db, a->q->filter, error);
  GArray *persons = NULL;

  if (records == NULL)
    return FALSE;
  if (a->t->subject == XL_SUBJECT_PERSON && (persons = xl_search_persons (a->db, a->q->filter, error)) == NULL)
    return FALSE;
  if (a->t->subject == XL_SUBJECT_HOUSEHOLD
      && (persons = households_of (a->db, xl_search_persons (a->db, a->q->filter, error), error)) == NULL)
    return FALSE;
  append_found (a, g_steal_pointer (&records), persons);
  return TRUE;
}

/* In force -------------------------------------------------------------------------------------------------------- */

static gboolean
on_ended (XlStmt *stmt, gpointer data)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);

  g_array_append_val ((GArray *) data, id);
  return TRUE;
}

/* Those that the template's own expression calls over.  It is run under the guard of templates, never within our SQL. */
static gboolean
append_not_ended (XlLedgerAsked *a, GError **error)
{
  const char *ended = a->t->active->ended;
  XlQuestion question = { .office = a->q->office, .today = a->q->active_on };
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *records = xl_question_records (a->t, ended);
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM \"%s\"", a->t->table);
  g_autofree char *sql = g_strdup_printf ("SELECT record.id FROM %s WHERE (:office IS NULL OR record.office = :office) AND (%s\n)",
                                          records, ended);

  if (!xl_question_ask (a->db, &question, sql, ended, xl_db_int (a->db, count, 0, NULL), on_ended, ids, error))
    return FALSE;
  g_string_append_printf (a->where, " AND +l.id NOT IN (SELECT id FROM xl_ids (%s))", add_found (a, g_steal_pointer (&ids)));
  return TRUE;
}

static void
append_day (XlLedgerAsked *a, int field, const char *sign)
{
  const char *column = field >= 0 ? xl_template_column (a->t, (guint) field) : NULL;

  if (column != NULL)
    g_string_append_printf (a->where, " AND (l.\"%s\" IS NULL OR l.\"%s\" %s %s)", column, column, sign,
                            xl_ledger_asked_add_text (a, a->q->active_on));
}

/* Begun, and not over: the last day belongs to it. */
static gboolean
append_active (XlLedgerAsked *a, GError **error)
{
  const XlLedgerActive *active = a->t->active;
  int field = active->ended != NULL ? xl_template_find (a->t, active->ended) : -1;

  append_day (a, active->from, "<=");
  append_day (a, active->to, ">=");
  if (field >= 0)
    g_string_append_printf (a->where, " AND l.\"%s\" IS NOT 1", xl_template_column (a->t, (guint) field));
  return active->ended == NULL || field >= 0 || append_not_ended (a, error);
}

/* The query as a whole -------------------------------------------------------------------------------------------- */

/* Whether more than FEW records are of the office and period. */
static gboolean
is_long_period (XlLedgerAsked *a)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count (*) FROM (SELECT 1 FROM \"%s\" WHERE office = ?1 AND period = ?2 LIMIT %d)", a->t->table, FEW + 1);
  g_autoptr(XlStmt) stmt = xl_db_prepare (a->db, sql, NULL);

  if (stmt == NULL)
    return TRUE;
  xl_bind (stmt, 1, a->q->office);
  xl_bind (stmt, 2, a->q->period);
  return !xl_db_step (a->db, stmt, NULL) || sqlite3_column_int (stmt, 0) > FEW;
}

/* Few records are sought by what narrows them most; + keeps SQLite from seeking by anything else. */
static void
append_place (XlLedgerAsked *a)
{
  const XlLedgerQuery *q = a->q;
  gboolean by_key = a->way == XL_LEDGER_SEEK;
  const char *plus;

  if (q->only != NULL)
    {
      by_key |= q->only->len <= FEW;
      if (by_key)
        a->way = XL_LEDGER_SEEK;
      g_string_append_printf (a->where, " AND %sl.id IN (SELECT id FROM xl_ids (%s))", a->way == XL_LEDGER_SEEK ? "" : "+",
                              add_ids (a, q->only));
    }
  if (q->subject != 0)
    {
      a->way = XL_LEDGER_SEEK;
      g_string_append_printf (a->where, " AND %sl.subject = %s", by_key ? "+" : "", add_number (a, q->subject));
      by_key = TRUE;
    }
  if (a->way == XL_LEDGER_WALK && q->office != NULL && q->period != NULL && !is_long_period (a))
    a->way = XL_LEDGER_SEEK;
  plus = by_key || a->way == XL_LEDGER_WALK ? "+" : "";
  if (q->office != NULL)
    g_string_append_printf (a->where, " AND %sl.office = %s", by_key ? "+" : "", xl_ledger_asked_add_text (a, q->office));
  if (q->period != NULL)
    g_string_append_printf (a->where, " AND %sl.period = %s", plus, xl_ledger_asked_add_text (a, q->period));
}

XlLedgerAsked *
xl_ledger_asked_new (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, gboolean indexed, GError **error)
{
  g_autoptr(XlLedgerAsked) a = g_new0 (XlLedgerAsked, 1);

  a->db = db;
  a->t = t;
  a->q = query;
  a->where = g_string_new (NULL);
  a->parameters = g_array_new (FALSE, TRUE, sizeof (Parameter));
  g_array_set_clear_func (a->parameters, clear_parameter);
  a->numbers = g_ptr_array_new_with_free_func (g_free);
  a->found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  a->way = XL_LEDGER_WALK;
  a->indexed = indexed;
  if (query->filter != NULL && query->filter[0] != '\0' && !append_words (a, error))
    return NULL;
  append_place (a);
  if (query->active_on != NULL && t->active != NULL && !append_active (a, error))
    return NULL;
  for (guint i = 0; query->filters != NULL && i < query->filters->len; i++)
    if (!append_filter (a, g_ptr_array_index (query->filters, i), error))
      return NULL;
  return g_steal_pointer (&a);
}

XlLedgerWay
xl_ledger_asked_way (XlLedgerAsked *asked)
{
  return asked->way;
}

/* Statements ------------------------------------------------------------------------------------------------------ */

static void
bind_parameters (XlLedgerAsked *a, XlStmt *stmt)
{
  for (guint i = 0; i < a->parameters->len && (int) i < sqlite3_bind_parameter_count (stmt); i++)
    {
      const Parameter *p = &g_array_index (a->parameters, Parameter, i);

      if (p->is_text)
        xl_bind (stmt, (int) i + 1, p->text);
      else if (p->ids != NULL)
        xl_bind_ids (stmt, (int) i + 1, p->ids);
      else
        sqlite3_bind_int64 (stmt, (int) i + 1, p->number);
    }
}

/* Of a household its head. */
static void
append_persons_of (GString *sql, const XlLedgerAsked *a)
{
  if (a->t->subject == XL_SUBJECT_HOUSEHOLD && a->with_person)
    {
      g_string_append (sql, " LEFT JOIN household AS h ON h.id = l.subject LEFT JOIN person AS p ON p.id = h.head");
      return;
    }
  if (a->with_person)
    g_string_append (sql, " LEFT JOIN person AS p ON p.id = l.subject");
  if (a->with_household)
    g_string_append (sql, " LEFT JOIN membership AS m ON m.person = l.subject AND m.to_date IS NULL"
                          " LEFT JOIN household AS h ON h.id = m.household");
}

XlStmt *
xl_ledger_asked_prepare (XlLedgerAsked *asked, const char *what, const char *index, const char *tail, GError **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  XlStmt *stmt;

  g_string_append_printf (sql, "%s FROM \"%s\" AS l", what, asked->t->table);
  if (index != NULL)
    g_string_append_printf (sql, " INDEXED BY \"%s\"", index);
  append_persons_of (sql, asked);
  g_string_append_printf (sql, " WHERE TRUE%s%s", asked->where->str, tail);
  stmt = xl_db_prepare (asked->db, sql->str, error);
  if (stmt != NULL)
    bind_parameters (asked, stmt);
  return stmt;
}

/* The ids of a part are walked through, whatever index has everything that is asked. */
XlStmt *
xl_ledger_asked_prepare_scan (XlLedgerAsked *asked, XlDb *db, const XlLedgerWanted *wanted, gboolean part, int *own, GError **error)
{
  gboolean inner = wanted->names != NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  XlStmt *stmt;

  *own = (int) asked->parameters->len + 1;
  g_string_append_printf (sql, "SELECT xl_scan (?%d, %s) FROM ", *own, inner ? wanted->names : wanted->what);
  if (inner)
    g_string_append_printf (sql, "(SELECT %s FROM ", wanted->what);
  g_string_append_printf (sql, "\"%s\" AS l%s", asked->t->table, part ? " NOT INDEXED" : "");
  append_persons_of (sql, asked);
  g_string_append_printf (sql, " WHERE TRUE%s", asked->where->str);
  if (part)
    g_string_append_printf (sql, " AND l.id BETWEEN ?%d AND ?%d", *own + 1, *own + 2);
  if (inner)
    g_string_append_printf (sql, "%s)", wanted->tail != NULL ? wanted->tail : "");
  stmt = xl_db_prepare (db, sql->str, error);
  if (stmt != NULL)
    bind_parameters (asked, stmt);
  return stmt;
}

XlDb *
xl_ledger_asked_db (XlLedgerAsked *asked)
{
  return asked->db;
}

const char *
xl_ledger_asked_table (XlLedgerAsked *asked)
{
  return asked->t->table;
}

static void
append_stream (GString *sql, const XlLedgerAsked *a, int present)
{
  g_string_append_printf (sql, "SELECT l.id, p.name_sort, p.id, l.period FROM person AS p INDEXED BY person_name"
                          " CROSS JOIN \"%s\" AS l INDEXED BY \"%s_subject\" ON l.subject = p.id", a->t->table, a->t->table);
  if (a->with_household)
    g_string_append (sql, " LEFT JOIN membership AS m ON m.person = l.subject AND m.to_date IS NULL"
                          " LEFT JOIN household AS h ON h.id = m.household");
  g_string_append_printf (sql, " WHERE p.present = %d%s", present, a->where->str);
}

XlStmt *
xl_ledger_asked_prepare_names (XlLedgerAsked *asked, gboolean descending, GError **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  XlStmt *stmt;

  append_stream (sql, asked, 1);
  g_string_append (sql, " UNION ALL ");
  append_stream (sql, asked, 0);
  g_string_append (sql, descending ? " ORDER BY 2 DESC, 3 DESC, 4 DESC, 1 DESC" : " ORDER BY 2, 3, 4, 1");
  stmt = xl_db_prepare (asked->db, sql->str, error);
  if (stmt != NULL)
    bind_parameters (asked, stmt);
  return stmt;
}
