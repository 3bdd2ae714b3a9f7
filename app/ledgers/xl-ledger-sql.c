#include "ledgers/xl-ledger-sql.h"

#include <string.h>

/* The type and what the database itself can hold of the field's rules. */
char *
xl_ledger_sql_type (const XlTemplate *t, guint i)
{
  const char *column = xl_template_column (t, i);

  switch (xl_template_field (t, i)->type)
    {
    case XL_LEDGER_DATE:
      return g_strdup_printf ("TEXT CHECK (date (\"%s\", '+0 days') IS \"%s\")", column, column);
    case XL_LEDGER_MONTH:
      return g_strdup_printf ("TEXT CHECK (\"%s\" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]')", column);
    case XL_LEDGER_TIME:
      return g_strdup_printf ("TEXT CHECK (\"%s\" GLOB '[0-2][0-9]:[0-5][0-9]')", column);
    case XL_LEDGER_YES_NO:
      return g_strdup_printf ("INTEGER CHECK (\"%s\" IN (0, 1))", column);
    case XL_LEDGER_PERSON:
      return g_strdup ("INTEGER REFERENCES person (id)");
    case XL_LEDGER_HOUSEHOLD:
      return g_strdup ("INTEGER REFERENCES household (id)");
    case XL_LEDGER_ATTACHMENT:
      return g_strdup_printf ("TEXT CHECK (length (\"%s\") >= 64)", column);
    case XL_LEDGER_INTEGER:
    case XL_LEDGER_DECIMAL:
    case XL_LEDGER_MONEY:
    case XL_LEDGER_MINUTES:
      return g_strdup ("INTEGER");
    default:
      return g_strdup_printf ("TEXT CHECK (\"%s\" <> '')", column);
    }
}

static void
append_index (GString *sql, const XlTemplate *t, const char *name, const char *columns)
{
  g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s_%s\" ON \"%s\" (%s);\n", t->table, name, t->table,
                          columns);
}

/* Where other records like it are looked for: "unique-a-b", "same-a-on". */
static void
append_index_of (GString *sql, const XlTemplate *t, const char *prefix, const GArray *fields, int last)
{
  g_autoptr(GString) name = g_string_new (prefix);
  g_autoptr(GString) columns = g_string_new ("office");

  for (guint i = 0; i < fields->len + (last >= 0); i++)
    {
      guint field = (guint) (i < fields->len ? g_array_index (fields, int, i) : last);

      g_string_append_printf (name, "-%s", xl_template_field (t, field)->key);
      g_string_append_printf (columns, ", \"%s\"", xl_template_column (t, field));
    }
  append_index (sql, t, name->str, columns->str);
}

static void
append_rule_indexes (GString *sql, const XlTemplate *t)
{
  for (guint i = 0; i < t->unique->len; i++)
    append_index_of (sql, t, "unique", g_ptr_array_index (t->unique, i), -1);
  if (t->no_overlap != NULL)
    append_index_of (sql, t, "same", t->no_overlap->same, t->no_overlap->on >= 0 ? t->no_overlap->on : t->no_overlap->to);
}

static void
append_indexes (GString *sql, const XlTemplate *t)
{
  append_index (sql, t, "place", t->subject_field >= 0 ? "office, period, subject" : "office, period");
  if (t->subject_field >= 0)
    append_index (sql, t, "subject", "subject, period, office");   /* of a person, and all along the people */
  for (guint i = 0; i < t->fields->len; i++)
    {
      XlLedgerType type = xl_template_field (t, i)->type;
      g_autofree char *columns = g_strdup_printf ("office, \"%s\"", xl_template_column (t, i));

      if (xl_template_is_stored (t, i) && type == XL_LEDGER_DATE)
        append_index (sql, t, xl_template_field (t, i)->key, columns);
      else if ((type == XL_LEDGER_PERSON || type == XL_LEDGER_HOUSEHOLD) && (int) i != t->subject_field)
        append_index (sql, t, xl_template_field (t, i)->key, columns + strlen ("office, "));
    }
  append_rule_indexes (sql, t);
}

static char *
quote (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  return g_strdup_printf ("'%s'", doubled);
}

/* What somebody wrote in words. */
static gboolean
is_written (const XlTemplate *t, guint i)
{
  XlLedgerType type = xl_template_field (t, i)->type;

  return xl_template_is_stored (t, i) && (int) i != t->subject_field
         && (type == XL_LEDGER_TEXT || type == XL_LEDGER_LONG_TEXT || type == XL_LEDGER_PLACE || type == XL_LEDGER_ORGANISATION);
}

/* What is searched of a record, of the row @row: "张三 登记探访 2026-06-03" and below it everything written. */
static char *
make_search_text (const XlTemplate *t, const char *row)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autofree char *action = quote (t->action);

  if (t->subject == XL_SUBJECT_PERSON)
    g_string_append_printf (sql, "ifnull ((SELECT name FROM person WHERE id = %s.subject), '') || ' ' || ", row);
  g_string_append (sql, action);
  if (t->period_field >= 0)
    g_string_append_printf (sql, " || ' ' || ifnull (%s.\"%s\", '')", row,
                            xl_template_column (t, (guint) t->period_field));
  for (guint i = 0; i < t->fields->len; i++)
    if (is_written (t, i))
      g_string_append_printf (sql, " || ifnull (char (10) || %s.\"%s\", '')", row, xl_template_column (t, i));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Whether anything of that became something else: an update of other columns leaves the search alone. */
static char *
make_search_change (const XlTemplate *t)
{
  g_autoptr(GString) sql = g_string_new ("FALSE");

  for (guint i = 0; i < t->fields->len; i++)
    if (is_written (t, i) || (int) i == t->subject_field || (int) i == t->period_field)
      g_string_append_printf (sql, " OR old.\"%s\" IS NOT new.\"%s\"", xl_template_column (t, i), xl_template_column (t, i));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

char *
xl_ledger_sql_search (const XlTemplate *t)
{
  g_autofree char *text = make_search_text (t, "new");
  g_autofree char *change = make_search_change (t);
  g_autofree char *kind = quote (t->table);

  return g_strdup_printf (
    "DROP TRIGGER IF EXISTS \"%1$s_search_insert\";\nDROP TRIGGER IF EXISTS \"%1$s_search_update\";\n"
    "DROP TRIGGER IF EXISTS \"%1$s_search_delete\";\n"
    "CREATE TRIGGER \"%1$s_search_insert\" AFTER INSERT ON \"%1$s\" BEGIN\n"
    "  INSERT INTO cache_search (id, kind, text) VALUES (new.id, %2$s, %3$s);\nEND;\n"
    "CREATE TRIGGER \"%1$s_search_update\" AFTER UPDATE ON \"%1$s\" WHEN %4$s BEGIN\n"
    "  UPDATE cache_search SET text = %3$s WHERE id = new.id;\nEND;\n"
    "CREATE TRIGGER \"%1$s_search_delete\" AFTER DELETE ON \"%1$s\" BEGIN\n"
    "  DELETE FROM cache_search WHERE id = old.id;\nEND;\n",
    t->table, kind, text, change);
}

static gboolean
is_placing (const XlTemplate *t, guint i)
{
  return (int) i == t->subject_field || (int) i == t->period_field;
}

char *
xl_ledger_sql_create (const XlTemplate *t)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
    "CREATE TABLE IF NOT EXISTS \"%s\" (\n  id INTEGER PRIMARY KEY,\n"
    "  office TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),\n"
    "  period TEXT,\n  source TEXT,\n  flags TEXT,\n  created_at INTEGER NOT NULL", t->table);
  for (guint i = 0; i < t->fields->len; i++)
    {
      g_autofree char *type = xl_ledger_sql_type (t, i);

      if (xl_template_is_stored (t, i))
        g_string_append_printf (sql, ",\n  \"%s\" %s%s", xl_template_column (t, i), type,
                                is_placing (t, i) ? " NOT NULL" : "");
    }
  g_string_append (sql, "\n) STRICT;\n");
  append_indexes (sql, t);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

char *
xl_ledger_sql_add (const XlTemplate *t, guint i)
{
  g_autofree char *type = xl_ledger_sql_type (t, i);

  return g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;", t->table, xl_template_column (t, i), type);
}

char *
xl_ledger_sql_insert (const XlTemplate *t)
{
  g_autoptr(GString) names = g_string_new ("id, office, period, source, flags, created_at");
  g_autoptr(GString) values = g_string_new ("?1, ?2, ?3, ?4, ?5, ?6");
  guint n = 6;

  for (guint i = 0; i < t->fields->len; i++)
    if (xl_template_is_stored (t, i))
      {
        g_string_append_printf (names, ", \"%s\"", xl_template_column (t, i));
        g_string_append_printf (values, ", ?%u", ++n);
      }
  return g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", t->table, names->str, values->str);
}

char *
xl_ledger_sql_update (const XlTemplate *t)
{
  g_autoptr(GString) sets = g_string_new ("office = ?2, period = ?3, source = ?4, flags = ?5, created_at = ?6");
  guint n = 6;

  for (guint i = 0; i < t->fields->len; i++)
    if (xl_template_is_stored (t, i))
      g_string_append_printf (sets, ", \"%s\" = ?%u", xl_template_column (t, i), ++n);
  return g_strdup_printf ("UPDATE \"%s\" SET %s WHERE id = ?1", t->table, sets->str);
}

/* Made for every record that is read: without formats, which cost more than the reading. */
char *
xl_ledger_sql_select (const XlTemplate *t)
{
  g_autoptr(GString) sql = g_string_new ("SELECT id, office, period, source, flags, created_at");

  for (guint i = 0; i < t->fields->len; i++)
    if (xl_template_is_stored (t, i))
      {
        g_string_append (sql, ", \"");
        g_string_append (sql, xl_template_column (t, i));
        g_string_append_c (sql, '"');
      }
  g_string_append (sql, " FROM \"");
  g_string_append (sql, t->table);
  g_string_append_c (sql, '"');
  return g_string_free (g_steal_pointer (&sql), FALSE);
}
