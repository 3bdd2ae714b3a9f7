#include "ledgers/xl-running-table.h"

#include "base/xl-reason.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define CARRIED N_("the balance carried down is %s")

/* A row of an account, as far as the balance goes. */
typedef struct {
  gint64   id;
  char    *account;         /* office and the fields of running.within */
  char   **order;           /* the fields of running.order, as text */
  XlValue  balance;
  gint64   change;          /* plus less minus */
  gboolean opens;           /* neither plus nor minus */
  char    *flags;
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_free (row->account);
  g_strfreev (row->order);
  g_free (row->flags);
  g_free (row);
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static void
append_column (GString *sql, const XlTemplate *t, int field)
{
  if (field >= 0)
    g_string_append_printf (sql, ", \"%s\"", xl_template_column (t, (guint) field));
  else
    g_string_append (sql, ", NULL");
}

static char *
make_query (const XlTemplate *t, const XlLedgerRecord *like)
{
  const XlRunning *r = t->running;
  g_autoptr(GString) sql = g_string_new ("SELECT id, flags");

  append_column (sql, t, r->balance);
  append_column (sql, t, r->plus);
  append_column (sql, t, r->minus);
  g_string_append (sql, ", office");
  for (guint i = 0; i < r->within->len; i++)
    append_column (sql, t, g_array_index (r->within, int, i));
  for (guint i = 0; i < r->order->len; i++)
    append_column (sql, t, g_array_index (r->order, int, i));
  g_string_append_printf (sql, " FROM \"%s\"%s", t->table, like != NULL ? " WHERE office = ?1" : "");
  for (guint i = 0; like != NULL && i < r->within->len; i++)
    g_string_append_printf (sql, " AND \"%s\" IS ?%u", xl_template_column (t, (guint) g_array_index (r->within, int, i)), i + 2);
  g_string_append (sql, " ORDER BY id");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
bind_like (XlStmt *stmt, const XlTemplate *t, const XlLedgerRecord *like)
{
  xl_bind (stmt, 1, like->office);
  for (guint i = 0; i < t->running->within->len; i++)
    {
      const XlValue *value = &like->values[g_array_index (t->running->within, int, i)];

      if (value->set && value->text == NULL)
        sqlite3_bind_int64 (stmt, (int) i + 2, value->number);
      else
        xl_bind (stmt, (int) i + 2, value->text);
    }
}

static char *
read_texts (XlStmt *stmt, int first, guint n)
{
  g_autoptr(GString) texts = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (texts, "%s\x1f", xl_column (stmt, first + (int) i) != NULL ? xl_column (stmt, first + (int) i) : "");
  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static Row *
read_row (XlStmt *stmt, const XlTemplate *t)
{
  const XlRunning *r = t->running;
  Row *row = g_new0 (Row, 1);
  int first_order = 6 + (int) r->within->len;
  g_autofree char *order = read_texts (stmt, first_order, r->order->len);

  row->id = sqlite3_column_int64 (stmt, 0);
  row->flags = g_strdup (xl_column (stmt, 1));
  row->balance = (XlValue) { sqlite3_column_type (stmt, 2) != SQLITE_NULL, sqlite3_column_int64 (stmt, 2), NULL };
  row->opens = sqlite3_column_type (stmt, 3) == SQLITE_NULL && sqlite3_column_type (stmt, 4) == SQLITE_NULL;
  if (__builtin_sub_overflow (sqlite3_column_int64 (stmt, 3), sqlite3_column_int64 (stmt, 4), &row->change))
    row->change = 0;
  row->account = read_texts (stmt, 5, 1 + r->within->len);
  row->order = g_strsplit (order, "\x1f", -1);
  return row;
}

static GPtrArray *
read_rows (XlDb *db, const XlTemplate *t, const XlLedgerRecord *like, GError **error)
{
  g_autofree char *sql = make_query (t, like);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  if (like != NULL)
    bind_like (stmt, t, like);
  while (xl_db_step (db, stmt, &local))
    g_ptr_array_add (rows, read_row (stmt, t));
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Order ------------------------------------------------------------------------------------------------------------ */

/* Letter by letter, but numbers as numbers. */
static int
compare_texts (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      guint64 x, y;
      char *a_end, *b_end;

      if (!g_ascii_isdigit (*a) || !g_ascii_isdigit (*b))
        {
          if (*a != *b)
            return (guchar) *a < (guchar) *b ? -1 : 1;
          a++;
          b++;
          continue;
        }
      x = g_ascii_strtoull (a, &a_end, 10);
      y = g_ascii_strtoull (b, &b_end, 10);
      if (x != y)
        return x < y ? -1 : 1;
      a = a_end;
      b = b_end;
    }
  return (int) (*a != '\0') - (int) (*b != '\0');
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = *(Row *const *) a, *y = *(Row *const *) b;
  int order = strcmp (x->account, y->account);

  for (guint i = 0; order == 0 && x->order[i] != NULL && y->order[i] != NULL; i++)
    order = compare_texts (x->order[i], y->order[i]);
  return order != 0 ? order : x->id < y->id ? -1 : x->id > y->id;
}

/* Carrying down ---------------------------------------------------------------------------------------------------- */

static gboolean
write_flags (XlDb *db, const XlTemplate *t, const Row *row, const char *reason, GError **error)
{
  const char *key = xl_template_field (t, (guint) t->running->balance)->key;
  g_autofree char *flags = xl_ledger_flags_change (row->flags, key, CARRIED, reason);
  g_autofree char *sql = NULL;
  g_autoptr(XlStmt) stmt = NULL;

  if (g_strcmp0 (flags, row->flags) == 0)
    return TRUE;
  sql = g_strdup_printf ("UPDATE \"%s\" SET flags = ?2 WHERE id = ?1", t->table);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, row->id);
  xl_bind (stmt, 2, flags);
  return xl_db_done (db, stmt, error);
}

/* What is wrong with the row's balance when @right is the right one, or NULL. */
static char *
make_reason (const XlTemplate *t, const Row *row, gint64 right)
{
  const XlLedgerField *f = xl_template_field (t, (guint) t->running->balance);
  XlValue value = { TRUE, right, NULL };
  g_autofree char *words = NULL;

  if (!row->balance.set || row->balance.number == right)
    return NULL;
  words = xl_value_show (f, &value, FALSE);
  return xl_reason_new (CARRIED, words);
}

typedef struct {
  const char *account;
  gboolean    known;       /* there is a balance to go on from */
  gint64      right;
} Carry;

/* Past @row; why its balance is wrong, or NULL. */
static char *
carry (const XlTemplate *t, const Row *row, Carry *c)
{
  if (g_strcmp0 (c->account, row->account) != 0)
    *c = (Carry) { row->account, FALSE, 0 };
  if (c->known && !row->opens)
    {
      if (__builtin_add_overflow (c->right, row->change, &c->right))
        c->known = FALSE;
      return c->known ? make_reason (t, row, c->right) : NULL;
    }
  if (row->balance.set)
    {
      c->known = TRUE;
      c->right = row->balance.number;
    }
  return NULL;
}

gboolean
xl_running_table_settle (XlDb *db, const XlTemplate *t, const XlLedgerRecord *like, XlRunningFunc each, gpointer data,
                         GError **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  Carry c = { 0 };

  if (t->running == NULL || !xl_ledger_table_exists (db, t))
    return TRUE;
  rows = read_rows (db, t, like, error);
  if (rows == NULL)
    return FALSE;
  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);
      g_autofree char *reason = carry (t, row, &c);

      if (!write_flags (db, t, row, reason, error))
        return FALSE;
      if (reason != NULL && each != NULL)
        each (row->id, &row->balance, reason, data);
    }
  return TRUE;
}
