#include "people/xl-household-list-table.h"

#include "people/xl-people-words.h"
#include "people/xl-person-row-table.h"
#include "store/xl-search-table.h"
#include "store/xl-sql.h"

#include <string.h>

/* As in ui/xl-grid-source.h: XL_CELL_FLAGGED. */
#define FLAGGED (1 << 0)

XlHouseholdQuestion *
xl_household_question_new (const char *text, XlHouseholdOrder order)
{
  XlHouseholdQuestion *question = g_new0 (XlHouseholdQuestion, 1);

  question->text = g_strdup (text);
  question->order = order;
  return question;
}

void
xl_household_question_free (gpointer data)
{
  XlHouseholdQuestion *question = data;

  g_free (question->text);
  g_free (question);
}

/* The keys ------------------------------------------------------------------------------------------------------------ */

static gboolean
add_households_of (XlDb *db, GArray *people, GHashTable *wanted, GError **error)
{
  static const char sql[] = "SELECT household FROM membership WHERE person = ?1 AND to_date IS NULL";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  for (guint i = 0; stmt != NULL && i < people->len && local == NULL; i++)
    {
      sqlite3_reset (stmt);
      sqlite3_bind_int64 (stmt, 1, g_array_index (people, gint64, i));
      if (xl_db_step (db, stmt, &local))
        {
          gint64 id = sqlite3_column_int64 (stmt, 0);

          g_hash_table_add (wanted, g_memdup2 (&id, sizeof id));
        }
    }
  if (local == NULL)
    return stmt != NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_numbered (XlDb *db, const char *text, GHashTable *wanted, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT id FROM household WHERE instr (number, ?1) > 0", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, text);
  while (xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_hash_table_add (wanted, g_memdup2 (&id, sizeof id));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The households that @text leaves, or NULL with @error. */
static GHashTable *
find_wanted (XlDb *db, const char *text, GError **error)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) people = xl_search_persons (db, text, error);

  if (people == NULL || !add_households_of (db, people, wanted, error) || !add_numbered (db, text, wanted, error))
    return NULL;
  return g_steal_pointer (&wanted);
}

static gboolean
list_households (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  const XlHouseholdQuestion *q = question;
  XlHouseholdQuery query = { .order = q->order };
  g_autoptr(GHashTable) wanted = NULL;
  g_autoptr(GArray) ids = NULL;

  if (q->text != NULL && q->text[0] != '\0' && (wanted = find_wanted (db, q->text, error)) == NULL)
    return FALSE;
  ids = xl_household_table_list (db, &query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (wanted == NULL || g_hash_table_contains (wanted, &g_array_index (ids, gint64, i)))
      xl_row_set_add (set, g_array_index (ids, gint64, i));
  return ids != NULL;
}

/* The cells ----------------------------------------------------------------------------------------------------------- */

static void
on_row (const XlHouseholdRow *row, gpointer data)
{
  static const char *const keys[XL_HOUSEHOLD_LIST_N_COLUMNS] = {
    "number", "head", "group", NULL, "kind", "land", "phone", "address", "note",
  };
  XlRowPage *page = data;

  for (guint i = 0; i < XL_HOUSEHOLD_LIST_N_COLUMNS; i++)
    {
      gboolean is_size = i == XL_HOUSEHOLD_LIST_SIZE;
      g_autofree char *word = is_size ? g_strdup_printf ("%d", row->size) : xl_people_household_word (row, keys[i]);

      xl_row_page_add (page, word, is_size && row->stated_size >= 0 && row->stated_size != row->size ? FLAGGED : 0);
    }
}

static gboolean
fill_household (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error)
{
  return xl_household_row_table_read (db, &id, 1, on_row, page, error);
}

const XlRowKind xl_household_list_kind = { XL_HOUSEHOLD_LIST_N_COLUMNS, list_households, fill_household };
