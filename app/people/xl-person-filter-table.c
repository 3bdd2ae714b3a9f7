#include "people/xl-person-filter-table.h"

#include "store/xl-id-list.h"
#include "store/xl-search-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Those who are wanted are looked up one by one as long as they are no more than these. */
#define FEW 10000

/* A column by its key: what is compared, what is sorted by where that differs, and whether the household must be asked. ?1: today. */
typedef struct {
  const char *key, *sql, *sort;
  gboolean    number, placed;
} Expression;

#define KINDS "(SELECT group_concat (k.kind, ',') FROM person_kind AS k WHERE k.person = p.id AND k.to_date IS NULL)"
static const Expression expressions[] = {
  { "name", "p.name", "p.name_sort" },
  { "sex", "p.sex" },
  { "age", "(CAST (replace (coalesce (p.death_date, ?1), '-', '') AS INTEGER) - CAST (replace (p.birth_date, '-', '') AS INTEGER)) / 10000",
    NULL, TRUE },
  { "number", "coalesce (p.id_number, p.id_written)" },
  { "group", "h.group_no", NULL, TRUE, TRUE },
  { "household", "h.number", NULL, FALSE, TRUE },
  { "relation", "coalesce (m.relation, m.relation_written)", NULL, FALSE, TRUE },
  { "kinds", KINDS },
  { "phone", "coalesce (p.phone, p.phone_written)" },
  { "away", "p.away" },
  { "birth", "p.birth_date" },
  { "address", "p.address" },
  { "note", "p.note" },
  { "ethnic", "p.ethnic" },
  { "education", "p.education" },
  { "political", "p.political" },
  { "marital", "p.marital" },
  { "hukou", "p.hukou" },
};

static const Expression *
find_expression (const char *key)
{
  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (expressions); i++)
    if (strcmp (expressions[i].key, key) == 0)
      return &expressions[i];
  return NULL;
}

gboolean
xl_person_filter_table_asked (const XlPersonQuestion *question)
{
  return question->sort != NULL || (question->filters != NULL && question->filters->len > 0);
}

/* What is asked --------------------------------------------------------------------------------------------------- */

typedef struct {
  char         *text;
  const GArray *ids;      /* (nullable): then these */
} Parameter;

typedef struct {
  XlDb      *db;
  GString   *where;
  GArray    *parameters;
  GPtrArray *found;       /* GArray of ids that parameters point to */
  gboolean   placed;
} Asked;

static void
clear_parameter (gpointer data)
{
  g_free (((Parameter *) data)->text);
}

static void
asked_clear (Asked *a)
{
  g_string_free (a->where, TRUE);
  g_array_unref (a->parameters);
  g_ptr_array_unref (a->found);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static guint
add_text (Asked *a, const char *text)
{
  Parameter p = { g_strdup (text), NULL };

  g_array_append_val (a->parameters, p);
  return a->parameters->len;
}

static guint
add_ids (Asked *a, const GArray *ids)
{
  Parameter p = { NULL, ids };

  g_array_append_val (a->parameters, p);
  return a->parameters->len;
}

static void
append_values (Asked *a, const XlLedgerFilter *f, const Expression *e)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *json = NULL;
  gboolean blank = FALSE;
  guint list;

  json_builder_begin_array (b);
  for (guint i = 0; f->values[i] != NULL; i++)
    if (f->values[i][0] != '\0')
      json_builder_add_string_value (b, f->values[i]);
    else
      blank = TRUE;
  json_builder_end_array (b);
  root = json_builder_get_root (b);
  json = json_to_string (root, FALSE);
  list = add_text (a, json);
  if (strcmp (e->key, "kinds") == 0)
    g_string_append_printf (a->where, " AND (EXISTS (SELECT 1 FROM person_kind AS k WHERE k.person = p.id AND k.to_date IS NULL"
                            " AND k.kind IN (SELECT value FROM json_each (?%u)))", list);
  else
    g_string_append_printf (a->where, " AND (%s IN (SELECT %s FROM json_each (?%u))", e->sql,
                            e->number ? "CAST (value AS INTEGER)" : "value", list);
  g_string_append_printf (a->where, blank ? " OR %s IS NULL)" : ")", e->sql);
}

static void
append_bound (Asked *a, const Expression *e, const char *sign, const char *bound)
{
  if (bound != NULL)
    g_string_append_printf (a->where, e->number ? " AND %s %s CAST (?%u AS INTEGER)" : " AND %s %s ?%u", e->sql, sign,
                            add_text (a, bound));
}

/* A name is looked for as in the search: by characters, pinyin or initials; other texts letter by letter. */
static gboolean
append_contains (Asked *a, const XlLedgerFilter *f, const Expression *e, GError **error)
{
  GArray *persons;

  if (f->text[0] == '\0')
    return TRUE;
  if (strcmp (e->key, "name") != 0)
    {
      g_string_append_printf (a->where, " AND instr (%s, ?%u) > 0", e->sql, add_text (a, f->text));
      return TRUE;
    }
  persons = xl_search_persons (a->db, f->text, error);
  if (persons == NULL)
    return FALSE;
  g_ptr_array_add (a->found, persons);
  g_string_append_printf (a->where, " AND %sp.id IN (SELECT id FROM xl_ids (?%u))", persons->len > FEW ? "+" : "", add_ids (a, persons));
  return TRUE;
}

static gboolean
append_filter (Asked *a, const XlLedgerFilter *f, GError **error)
{
  const Expression *e = find_expression (f->name);

  if (e == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: is no column of the list of persons", f->name);
      return FALSE;
    }
  a->placed |= e->placed;
  switch (f->kind)
    {
    case XL_LEDGER_FILTER_VALUES:
      append_values (a, f, e);
      return TRUE;
    case XL_LEDGER_FILTER_RANGE:
      append_bound (a, e, ">=", f->low);
      append_bound (a, e, "<=", f->high);
      return TRUE;
    case XL_LEDGER_FILTER_CONTAINS:
      return append_contains (a, f, e, error);
    default:
      g_string_append_printf (a->where, f->kind == XL_LEDGER_FILTER_EMPTY ? " AND %s IS NULL" : " AND %s IS NOT NULL", e->sql);
      return TRUE;
    }
}

/* The part of the list that was chosen above it. */
static void
append_part (Asked *a, const XlPersonQuestion *q)
{
  /* +: all are looked at in the order in which they lie; along an index of names each would be looked for. */
  g_string_append (a->where, q->absent ? "TRUE" : "+p.present = 1");
  if (q->office != NULL)
    g_string_append_printf (a->where, " AND p.office = ?%u", add_text (a, q->office));
  if (q->kind != NULL)
    g_string_append_printf (a->where, " AND EXISTS (SELECT 1 FROM person_kind AS k WHERE k.kind = ?%u AND k.person = p.id"
                            " AND k.to_date IS NULL)", add_text (a, q->kind));
  if (q->group_no != 0)
    {
      g_autofree char *number = g_strdup_printf ("%d", q->group_no);

      a->placed = TRUE;
      g_string_append_printf (a->where, " AND h.group_no = CAST (?%u AS INTEGER)", add_text (a, number));
    }
}

/* @but: (nullable): the filter of this column does not count. */
static gboolean
asked_init (Asked *a, XlDb *db, const XlPersonQuestion *q, const GArray *wanted, const char *but, GError **error)
{
  *a = (Asked) { .db = db, .where = g_string_new (NULL), .parameters = g_array_new (FALSE, FALSE, sizeof (Parameter)),
                 .found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref) };
  g_array_set_clear_func (a->parameters, clear_parameter);
  add_text (a, q->today);
  append_part (a, q);
  if (wanted != NULL)
    g_string_append_printf (a->where, " AND %sp.id IN (SELECT id FROM xl_ids (?%u))", wanted->len > FEW ? "+" : "", add_ids (a, wanted));
  for (guint i = 0; q->filters != NULL && i < q->filters->len; i++)
    {
      const XlLedgerFilter *f = g_ptr_array_index (q->filters, i);

      if (g_strcmp0 (f->name, but) != 0 && !append_filter (a, f, error))
        return FALSE;
    }
  return TRUE;
}

static XlStmt *
prepare (Asked *a, const char *what, const char *tail, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM person AS p%s WHERE %s%s", what,
                     a->placed ? " LEFT JOIN membership AS m ON m.person = p.id AND m.to_date IS NULL"
                                 " LEFT JOIN household AS h ON h.id = m.household" : "", a->where->str, tail);
  XlStmt *stmt = xl_db_prepare (a->db, sql, error);
  int n = stmt != NULL ? sqlite3_bind_parameter_count (stmt) : 0;

  for (int i = 0; i < MIN (n, (int) a->parameters->len); i++)
    {
      const Parameter *p = &g_array_index (a->parameters, Parameter, i);

      if (p->ids != NULL)
        xl_bind_ids (stmt, i + 1, p->ids);
      else
        xl_bind (stmt, i + 1, p->text);
    }
  return stmt;
}

/* In order -------------------------------------------------------------------------------------------------------- */

/* Blank ones come first, as everywhere. */
static char *
make_order (Asked *a, const XlPersonQuestion *q)
{
  const Expression *e = find_expression (q->sort);
  const char *way = q->descending ? " DESC" : "";

  if (e == NULL)
    return g_strdup (" ORDER BY p.id");
  a->placed |= e->placed;
  return g_strdup_printf (" ORDER BY %s%s, p.id%s", e->sort != NULL ? e->sort : e->sql, way, way);
}

GArray *
xl_person_filter_table_ids (XlDb *db, const XlPersonQuestion *question, const GArray *wanted, GError **error)
{
  g_auto(Asked) a = { 0 };
  g_autofree char *order = NULL;
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local = NULL;

  if (!asked_init (&a, db, question, wanted, NULL, error))
    return NULL;
  order = make_order (&a, question);
  stmt = prepare (&a, "p.id", order, error);
  if (stmt == NULL)
    return NULL;
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

/* Values ---------------------------------------------------------------------------------------------------------- */

static gboolean
hand_out (XlDb *db, XlStmt *stmt, XlPersonValueFunc each, gpointer data, GError **error)
{
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    {
      const char *value = xl_column (stmt, 0);

      each (value != NULL ? value : "", sqlite3_column_int64 (stmt, 1), data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Of several kinds each counts. */
static void
count_kinds (const char *value, gint64 n, gpointer data)
{
  g_auto(GStrv) kinds = g_strsplit (value, ",", -1);
  GHashTable *counts = data;

  for (guint i = 0; i < MAX (g_strv_length (kinds), 1); i++)
    {
      const char *kind = kinds[i] != NULL ? kinds[i] : "";
      const gint64 *before = g_hash_table_lookup (counts, kind);
      gint64 sum = n + (before != NULL ? *before : 0);

      g_hash_table_insert (counts, g_strdup (kind), g_memdup2 (&sum, sizeof sum));
    }
}

static gboolean
hand_out_kinds (XlDb *db, XlStmt *stmt, XlPersonValueFunc each, gpointer data, GError **error)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer kind, n;

  if (!hand_out (db, stmt, count_kinds, counts, error))
    return FALSE;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &kind, &n))
    each (kind, *(gint64 *) n, data);
  return TRUE;
}

gboolean
xl_person_filter_table_values (XlDb *db, const XlPersonQuestion *question, const char *key, const char *begin, guint limit,
                               XlPersonValueFunc each, gpointer data, GError **error)
{
  const Expression *e = find_expression (key);
  g_auto(Asked) a = { 0 };
  g_autofree char *what = NULL, *tail = NULL;
  g_autoptr(XlStmt) stmt = NULL;
  gboolean kinds = e != NULL && strcmp (e->key, "kinds") == 0;

  if (!asked_init (&a, db, question, NULL, key, error))
    return FALSE;
  g_return_val_if_fail (e != NULL, FALSE);
  a.placed |= e->placed;
  if (begin != NULL && begin[0] != '\0')
    g_string_append_printf (a.where, " AND instr (%s, ?%u) > 0", e->sql, add_text (&a, begin));
  what = g_strdup_printf ("%s, count(*)", e->sql);
  tail = g_strdup_printf (" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %u", kinds ? G_MAXINT : limit);
  stmt = prepare (&a, what, tail, error);
  if (stmt == NULL)
    return FALSE;
  return kinds ? hand_out_kinds (db, stmt, each, data, error) : hand_out (db, stmt, each, data, error);
}
