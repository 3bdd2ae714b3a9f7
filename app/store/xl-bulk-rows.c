#include "store/xl-bulk-private.h"
#include "store/xl-sql.h"

#include <string.h>

/* Source of the format: sqlite.org, sqlite3session.c, "CHANGESET FORMAT". */
enum { TABLE = 'T', INSERT = 18 };
enum { VALUE_INTEGER = 1, VALUE_FLOAT, VALUE_TEXT, VALUE_BLOB, VALUE_NULL };

#define CHUNK (256 * 1024)

XlBulkTable *
xl_bulk_table_new (const char *name)
{
  XlBulkTable *table = g_new0 (XlBulkTable, 1);

  table->name = g_strdup (name);
  table->keys = g_array_new (FALSE, FALSE, 1);
  return table;
}

void
xl_bulk_table_free (XlBulkTable *table)
{
  g_free (table->name);
  g_free (table->columns);
  g_array_unref (table->keys);
  g_free (table);
}

/* What a table CHECKs ------------------------------------------------------------------------------------------------- */

/* Behind the comment, string or quoted name at @p; NULL when there is none. */
static const char *
skip_quoted (const char *p)
{
  const char *end = NULL;
  char close = *p == '[' ? ']' : *p;

  if (g_str_has_prefix (p, "--"))
    return p + strcspn (p, "\n");
  if (g_str_has_prefix (p, "/*"))
    {
      end = strstr (p + 2, "*/");
      return end != NULL ? end + 2 : p + strlen (p);
    }
  if (strchr ("'\"`[", *p) == NULL || *p == '\0')
    return NULL;
  end = strchr (p + 1, close);
  return end != NULL ? end + 1 : p + strlen (p);
}

/* Behind the bracket that closes the one at @p. */
static const char *
skip_brackets (const char *p)
{
  int depth = 0;

  while (*p != '\0')
    {
      const char *behind = skip_quoted (p);

      if (behind != NULL)
        {
          p = behind;
          continue;
        }
      depth += (*p == '(') - (*p == ')');
      p++;
      if (depth == 0)
        break;
    }
  return p;
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* "NOT (…) OR NOT (…)": true for a row that breaks one of the CHECKs in the statement that made the table; "0" without any. */
static char *
list_checks (const char *sql)
{
  GString *broken = g_string_new ("0");
  const char *p = sql;

  while (*p != '\0')
    {
      const char *behind = skip_quoted (p), *open;
      gsize n = 0;

      if (behind != NULL)
        {
          p = behind;
          continue;
        }
      while (is_letter (p[n]))
        n++;
      open = p + n + strspn (p + n, " \t\r\n");
      if (n == 5 && g_ascii_strncasecmp (p, "check", 5) == 0 && *open == '(')
        {
          p = skip_brackets (open);
          g_string_append (broken, " OR NOT ");
          g_string_append_len (broken, open, p - open);
        }
      else
        p += MAX (n, 1);
    }
  return g_string_free (broken, FALSE);
}

static char *
read_checks (XlDb *db, const char *table, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1", error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, table);
  return xl_db_step (db, stmt, error) ? list_checks (xl_column (stmt, 0)) : NULL;
}

/* Rows as a changeset ------------------------------------------------------------------------------------------------- */

static gboolean
read_columns (XlDb *db, XlBulkTable *table, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name, pk FROM pragma_table_info (?1) ORDER BY cid", error);
  g_autoptr(GError) local = NULL;
  GString *columns = g_string_new (NULL);

  if (stmt != NULL)
    xl_bind (stmt, 1, table->name);
  while (stmt != NULL && xl_db_step (db, stmt, &local))
    {
      guint8 key = (guint8) sqlite3_column_int (stmt, 1);

      g_string_append_printf (columns, "%s\"%s\"", columns->len > 0 ? ", " : "", xl_column (stmt, 0));
      g_array_append_val (table->keys, key);
    }
  table->columns = g_string_free (columns, FALSE);
  if (local == NULL)
    return stmt != NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* SQLite's number: seven bits a byte, the highest first.  Changesets have none beyond 32 bits. */
static gsize
number_size (guint32 number)
{
  return number < 1u << 7 ? 1 : number < 1u << 14 ? 2 : number < 1u << 21 ? 3 : number < 1u << 28 ? 4 : 5;
}

static gsize
value_size (XlStmt *stmt, int i)
{
  int type = sqlite3_column_type (stmt, i);
  guint32 size;

  if (type == SQLITE_NULL)
    return 1;
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
    return 9;
  size = (guint32) sqlite3_column_bytes (stmt, i);
  return 1 + number_size (size) + size;
}

static gsize
row_size (XlStmt *stmt, int n)
{
  gsize size = 2;

  for (int i = 0; i < n; i++)
    size += value_size (stmt, i);
  return size;
}

/* Both return what follows in @out. */
static guint8 *
put_number (guint8 *out, guint32 number)
{
  gsize n = number_size (number);

  for (gsize i = n; i > 0; i--, number >>= 7)
    out[i - 1] = (guint8) ((number & 0x7f) | (i < n ? 0x80 : 0));
  return out + n;
}

static guint8 *
put_value (guint8 *out, XlStmt *stmt, int i)
{
  static const guint8 types[] = { [SQLITE_INTEGER] = VALUE_INTEGER, [SQLITE_FLOAT] = VALUE_FLOAT, [SQLITE_TEXT] = VALUE_TEXT,
                                  [SQLITE_BLOB] = VALUE_BLOB, [SQLITE_NULL] = VALUE_NULL };
  int type = sqlite3_column_type (stmt, i);

  *out++ = types[type];
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
    {
      union { double number; gint64 bits; } value = { .bits = type == SQLITE_INTEGER ? sqlite3_column_int64 (stmt, i) : 0 };

      if (type == SQLITE_FLOAT)
        value.number = sqlite3_column_double (stmt, i);
      value.bits = GINT64_TO_BE (value.bits);
      memcpy (out, &value.bits, 8);
      out += 8;
    }
  else if (type != SQLITE_NULL)
    {
      const void *bytes = sqlite3_column_blob (stmt, i);
      gsize size = (gsize) sqlite3_column_bytes (stmt, i);

      out = put_number (out, (guint32) size);
      if (size > 0)
        memcpy (out, bytes, size);
      out += size;
    }
  return out;
}

static void
append_head (GByteArray *out, const XlBulkTable *table)
{
  guint8 head[6] = { TABLE };
  guint8 *end = put_number (head + 1, table->keys->len);

  g_byte_array_append (out, head, (guint) (end - head));
  g_byte_array_append (out, (const guint8 *) table->keys->data, table->keys->len);
  g_byte_array_append (out, (const guint8 *) table->name, (guint) strlen (table->name) + 1);
}

static void
append_row (GByteArray *out, XlStmt *stmt, int n)
{
  guint at = out->len;
  guint8 *p;

  g_byte_array_set_size (out, at + (guint) row_size (stmt, n));
  p = out->data + at;
  *p++ = INSERT;
  *p++ = 0;   /* by itself, not by a trigger */
  for (int i = 0; i < n; i++)
    p = put_value (p, stmt, i);
}

gboolean
xl_bulk_table_look (XlDb *db, XlBulkTable *table, GError **error)
{
  g_autofree char *broken = read_columns (db, table, error) ? read_checks (db, table->name, error) : NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT %s, CASE WHEN %s THEN 1 ELSE 0 END FROM \"%s\"", table->columns, broken, table->name);
  g_autoptr(XlStmt) stmt = broken != NULL ? xl_db_prepare (db, sql, error) : NULL;
  g_autoptr(GError) local = NULL;
  int n = (int) table->keys->len;

  if (stmt == NULL)
    return FALSE;
  while (xl_db_step (db, stmt, &local))
    {
      if (sqlite3_column_int (stmt, n) != 0)
        {
          g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT, "%s: CHECK constraint failed in %s", xl_db_path (db),
                       table->name);
          return FALSE;
        }
      table->n_rows++;
      table->size += row_size (stmt, n);
    }
  if (table->n_rows > 0)
    table->size += 1 + number_size (table->keys->len) + table->keys->len + strlen (table->name) + 1;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
xl_bulk_table_write (XlDb *db, const XlBulkTable *table, XlBulkSink sink, gpointer data, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\"", table->columns, table->name);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GByteArray) out = g_byte_array_sized_new (CHUNK + 4096);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  append_head (out, table);
  while (xl_db_step (db, stmt, &local))
    {
      append_row (out, stmt, (int) table->keys->len);
      if (out->len < CHUNK)
        continue;
      if (!sink (data, out->data, out->len, error))
        return FALSE;
      g_byte_array_set_size (out, 0);
    }
  if (local == NULL)
    return sink (data, out->data, out->len, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
