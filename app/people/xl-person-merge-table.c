/* Persons who may be one, and making them one. */
#include "people/xl-person-table.h"

#include "base/xl-name.h"
#include "people/xl-member-table.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_CANDIDATES 2000   /* namesakes looked at; more than any village or township has */
#define MAX_TWINS 20
#define MIN_READABLE 14       /* region and birth date of a number: what still tells persons of one name apart */

const char *
xl_twin_reason_text (XlTwinReason reason)
{
  static const char *const texts[] = {
    N_("the same identity number"),
    N_("the same number as written"),
    N_("the same name and date of birth"),
    N_("the same name and telephone"),
    N_("the same name, and a damaged number that agrees"),
  };

  return texts[reason];
}

/* The digits of a number that can be relied on, in the order of the 18-digit form without its check character. */
static char *
readable_digits (const char *written)
{
  g_autofree char *half = xl_text_half_width (written != NULL ? written : "");
  GString *digits = g_string_new (NULL);
  gboolean scientific = strchr (half, 'E') != NULL;

  for (const char *p = half; *p != '\0' && *p != 'E' && digits->len < 18; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (digits->len == 15 && !scientific)
    g_string_insert (digits, 6, "19");   /* the first generation had two digits for the year */
  else if (digits->len == 18 && g_str_has_suffix (digits->str, "000"))
    g_string_truncate (digits, 15);      /* what a spreadsheet keeps of 18 */
  if (digits->len > 17)
    g_string_truncate (digits, 17);
  return g_string_free (digits, FALSE);
}

static gboolean
digits_agree (const char *a, const char *b)
{
  g_autofree char *x = readable_digits (a);
  g_autofree char *y = readable_digits (b);
  gsize n = MIN (strlen (x), strlen (y));

  return n >= MIN_READABLE && strncmp (x, y, n) == 0;
}

static gboolean
same (const char *a, const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) == 0;
}

/* Why the row under @stmt may be @p, or -1. */
static int
judge (const XlPerson *p, XlStmt *stmt)
{
  const char *written = xl_column (stmt, 3);
  gboolean both_valid = p->id_number != NULL && xl_column (stmt, 2) != NULL;

  if (same (p->id_number, xl_column (stmt, 2)))
    return XL_TWIN_SAME_NUMBER;
  if (both_valid || !xl_name_same (p->name, xl_column (stmt, 1)))
    return -1;   /* two valid numbers that differ are two persons */
  if (same (p->id_written, written) && p->id_written[0] != '\0')
    return XL_TWIN_SAME_WRITTEN;
  if (same (p->birth_date, xl_column (stmt, 4)))
    return XL_TWIN_NAME_AND_BIRTH;
  if (same (p->phone, xl_column (stmt, 5)))
    return XL_TWIN_NAME_AND_PHONE;
  return digits_agree (p->id_written, written) ? XL_TWIN_NAME_AND_RUIN : -1;
}

static int
compare_twins (gconstpointer a, gconstpointer b)
{
  const XlTwin *x = a, *y = b;

  if (x->reason != y->reason)
    return (int) x->reason - (int) y->reason;
  return (x->person > y->person) - (x->person < y->person);
}

GArray *
xl_person_table_find_twins (XlDb *db, const XlPerson *person, GError **error)
{
  static const char sql[] =
    "SELECT id, name, id_number, id_written, birth_date, phone FROM person WHERE id IN ("
    " SELECT id FROM person WHERE id_number = ?1"
    " UNION SELECT id FROM (SELECT id FROM person WHERE present IN (0, 1) AND name_sort = ?2 LIMIT ?5)"
    " UNION SELECT id FROM (SELECT id FROM person WHERE phone = ?3 LIMIT ?5)"
    " UNION SELECT id FROM (SELECT id FROM person WHERE present IN (0, 1) AND birth_date = ?6 LIMIT ?5)) AND id <> ?4";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GArray) twins = g_array_new (FALSE, FALSE, sizeof (XlTwin));
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, person->id_number);
  xl_bind (stmt, 2, person->name_sort);
  xl_bind (stmt, 3, person->phone);
  sqlite3_bind_int64 (stmt, 4, person->id);
  sqlite3_bind_int (stmt, 5, MAX_CANDIDATES);
  xl_bind (stmt, 6, person->birth_date);
  while (xl_db_step (db, stmt, &local))
    {
      XlTwin twin = { sqlite3_column_int64 (stmt, 0), XL_TWIN_SAME_NUMBER };
      int reason = judge (person, stmt);

      twin.reason = (XlTwinReason) reason;
      if (reason >= 0)
        g_array_append_val (twins, twin);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_array_sort (twins, compare_twins);
  g_array_set_size (twins, MIN (twins->len, MAX_TWINS));
  return g_steal_pointer (&twins);
}

/* Merging ----------------------------------------------------------------------------------------------------------- */

/* One column somewhere that names a person. */
typedef struct {
  char *table, *column;
} Reference;

static void
reference_free (gpointer data)
{
  Reference *r = data;

  g_free (r->table);
  g_free (r->column);
  g_free (r);
}

/* Every column that says REFERENCES person, tables made from ledger templates too. */
static GPtrArray *
list_references (XlDb *db, GError **error)
{
  static const char sql[] =
    "SELECT t.name, f.\"from\" FROM sqlite_schema AS t JOIN pragma_foreign_key_list (t.name) AS f"
    " WHERE t.type = 'table' AND f.\"table\" = 'person' COLLATE NOCASE ORDER BY 1, 2";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    {
      Reference *r = g_new0 (Reference, 1);

      r->table = g_strdup (xl_column (stmt, 0));
      r->column = g_strdup (xl_column (stmt, 1));
      g_ptr_array_add (references, r);
    }
  if (local == NULL)
    return g_steal_pointer (&references);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Rows of @gone that @keep has already: both in one household, both of one kind now. */
static gboolean
drop_doubles (XlDb *db, gint64 keep, gint64 gone, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM membership WHERE person = ?2 AND EXISTS (SELECT 1 FROM membership AS k WHERE k.person = ?1"
    " AND k.household = membership.household AND k.from_date IS membership.from_date AND k.to_date IS membership.to_date)",
    "DELETE FROM membership WHERE person = ?2 AND to_date IS NULL"
    " AND EXISTS (SELECT 1 FROM membership AS k WHERE k.person = ?1 AND k.to_date IS NULL)",
    "DELETE FROM person_kind WHERE person = ?2 AND to_date IS NULL"
    " AND EXISTS (SELECT 1 FROM person_kind AS k WHERE k.person = ?1 AND k.kind = person_kind.kind AND k.to_date IS NULL)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!xl_people_run (db, sql[i], keep, gone, error))
      return FALSE;
  return TRUE;
}

static gboolean
follow (XlDb *db, const Reference *r, gint64 keep, gint64 gone, GError **error)
{
  /* Names of tables and columns cannot be bound; they come from the schema and are quoted. */
  g_autoptr(GError) local = NULL;
  char *sql = sqlite3_mprintf ("UPDATE \"%w\" SET \"%w\" = ?1 WHERE \"%w\" = ?2", r->table, r->column, r->column);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, &local);

  sqlite3_free (sql);
  if (stmt != NULL)
    {
      sqlite3_bind_int64 (stmt, 1, keep);
      sqlite3_bind_int64 (stmt, 2, gone);
      if (xl_db_done (db, stmt, &local))
        return TRUE;
    }
  if (g_error_matches (local, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE))
    g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "%s: both persons have a row of which there may be only one", r->table);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What @keep lacks comes from @gone; a valid number takes its written form and verdict along. */
static gboolean
fill (XlPerson *keep, XlPerson *gone, GError **error)
{
  if (keep->id_number != NULL && gone->id_number != NULL)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "person: both have a valid identity number, and not the same");
      return FALSE;
    }
  if (keep->id_number == NULL && (gone->id_number != NULL || keep->id_written == NULL))
    {
      g_clear_pointer (&keep->id_written, g_free);
      g_clear_pointer (&keep->id_verdict, g_free);
    }
  for (guint i = 0; i < XL_PERSON_N_FIELDS; i++)
    {
      char **field = xl_person_field_at (keep, i);

      if (*field == NULL)
        *field = g_strdup (*xl_person_field_at (gone, i));
    }
  return TRUE;
}

/* The households that @person is in now or heads. */
static gboolean
refresh_heads (XlDb *db, gint64 person, GError **error)
{
  static const char sql[] =
    "UPDATE household SET head = (SELECT m.person FROM membership AS m WHERE m.household = household.id AND m.relation = '02'"
    " AND m.to_date IS NULL ORDER BY m.id LIMIT 1) WHERE head = ?1"
    " OR id = (SELECT household FROM membership WHERE person = ?1 AND to_date IS NULL)";

  return xl_people_run (db, sql, person, 0, error);
}

gboolean
xl_person_table_merge (XlDb *db, gint64 keep, gint64 gone, GError **error)
{
  g_autoptr(XlPerson) first = xl_person_table_get (db, keep, error);
  g_autoptr(XlPerson) second = first != NULL ? xl_person_table_get (db, gone, error) : NULL;
  g_autoptr(GPtrArray) references = second != NULL ? list_references (db, error) : NULL;

  if (references == NULL)
    return FALSE;
  if (keep == gone)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "person: a row cannot be merged with itself");
      return FALSE;
    }
  if (!fill (first, second, error) || !drop_doubles (db, keep, gone, error))
    return FALSE;
  for (guint i = 0; i < references->len; i++)
    if (!follow (db, g_ptr_array_index (references, i), keep, gone, error))
      return FALSE;
  return xl_people_run (db, "DELETE FROM person WHERE id = ?1", gone, 0, error) && xl_person_table_update (db, first, error)
         && xl_people_refresh_present (db, keep, error) && refresh_heads (db, keep, error);
}
