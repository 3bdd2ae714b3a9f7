#include "base/xl-code.h"

#include "base/xl-resource.h"

#include <string.h>

struct _XlCodeTable
{
  char      **header;
  GPtrArray  *rows;      /* of char **, one a line */
  GHashTable *by_code;   /* code → row */
  GHashTable *by_word;   /* name or alias as written, and folded → code; NULL until a word is looked up */
};

static int
find_column (const XlCodeTable *table, const char *name)
{
  for (int i = 0; table->header[i] != NULL; i++)
    if (strcmp (table->header[i], name) == 0)
      return i;
  return -1;
}

static const char *
cell (char **row, int column)
{
  return column >= 0 && column < (int) g_strv_length (row) ? row[column] : "";
}

/* The first code keeps a word that two could have. */
static void
add_word (GHashTable *by_word, const char *word, const char *code)
{
  g_autofree char *folded = xl_text_key (word);

  if (*word == '\0')
    return;
  if (!g_hash_table_contains (by_word, word))
    g_hash_table_insert (by_word, g_strdup (word), (char *) code);
  if (!g_hash_table_contains (by_word, folded))
    g_hash_table_insert (by_word, g_steal_pointer (&folded), (char *) code);
}

static GHashTable *
index_words (const XlCodeTable *table)
{
  GHashTable *by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int aliases = find_column (table, "aliases");

  for (guint i = 0; i < table->rows->len; i++)
    {
      char **row = g_ptr_array_index (table->rows, i);

      add_word (by_word, cell (row, 1), row[0]);
    }
  for (guint i = 0; i < table->rows->len; i++)
    {
      char **row = g_ptr_array_index (table->rows, i);
      g_auto(GStrv) words = g_strsplit (cell (row, aliases), "|", -1);

      for (guint w = 0; words[w] != NULL; w++)
        add_word (by_word, words[w], row[0]);
      add_word (by_word, row[0], row[0]);
    }
  return by_word;
}

/* Folding loads the simplifier, which takes longer than all else of a table: not before somebody looks for a word. */
static GHashTable *
words_of (const XlCodeTable *table)
{
  GHashTable **by_word = (GHashTable **) &table->by_word;

  if (g_once_init_enter (by_word))
    g_once_init_leave (by_word, index_words (table));
  return *by_word;
}

static char **
read_header (const char *path)
{
  g_autoptr(GBytes) bytes = xl_resource_bytes (path);
  gsize size;
  const char *data, *end;
  g_autofree char *line = NULL;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  end = memchr (data, '\n', size);
  line = g_strndup (data, end != NULL ? (gsize) (end - data) : size);
  g_strchomp (line);
  return g_strsplit (line, "\t", -1);
}

static XlCodeTable *
load_table (const char *key)
{
  g_autofree char *path = g_strdup_printf ("codes/%s.tsv", key);
  char **header = read_header (path);
  g_auto(GStrv) lines = NULL;
  XlCodeTable *table;

  if (header == NULL)
    return NULL;
  table = g_new0 (XlCodeTable, 1);
  table->header = header;
  table->rows = g_ptr_array_new ();
  table->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  lines = xl_resource_lines (path);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char **row = g_strsplit (lines[i], "\t", -1);

      g_ptr_array_add (table->rows, row);
      g_hash_table_insert (table->by_code, row[0], row);
    }
  return table;
}

const XlCodeTable *
xl_code_table (const char *key)
{
  static GMutex lock;
  static GHashTable *tables;   /* kept for as long as the program runs */
  XlCodeTable *table;

  g_return_val_if_fail (key != NULL, NULL);
  g_mutex_lock (&lock);
  if (tables == NULL)
    tables = g_hash_table_new (g_str_hash, g_str_equal);
  table = g_hash_table_lookup (tables, key);
  if (table == NULL)
    {
      table = load_table (key);
      if (table != NULL)
        g_hash_table_insert (tables, g_strdup (key), table);
    }
  g_mutex_unlock (&lock);
  return table;
}

guint
xl_code_table_n (const XlCodeTable *table)
{
  return table->rows->len;
}

const char *
xl_code_table_code (const XlCodeTable *table, guint i)
{
  return i < table->rows->len ? ((char **) g_ptr_array_index (table->rows, i))[0] : NULL;
}

const char *
xl_code_name (const XlCodeTable *table, const char *code)
{
  char **row = code != NULL ? g_hash_table_lookup (table->by_code, code) : NULL;

  return row != NULL ? cell (row, 1) : NULL;
}

const char *
xl_code_column (const XlCodeTable *table, const char *code, const char *column)
{
  char **row = code != NULL ? g_hash_table_lookup (table->by_code, code) : NULL;
  int i = find_column (table, column);

  return row != NULL && i >= 0 ? cell (row, i) : NULL;
}

const char *
xl_code_find (const XlCodeTable *table, const char *text)
{
  g_autofree char *folded = NULL;
  GHashTable *by_word;
  const char *code;

  if (text == NULL || *text == '\0')
    return NULL;
  by_word = words_of (table);
  code = g_hash_table_lookup (by_word, text);
  if (code != NULL)
    return code;
  folded = xl_text_key (text);
  return *folded != '\0' ? g_hash_table_lookup (by_word, folded) : NULL;
}

static gboolean
is_separator (gunichar c)
{
  switch (c)
    {
    case 0x3001: case 0xFF0C: case ',': case ';': case 0xFF1B: case '/': case 0xFF0F: case '|': case 0xFF5C: case '+':
    case 0xFF0B: case '\n': case '\r': case '\t': case ' ': case 0x3000: case 0xA0: case '\\': case '&': case 0xFF06:
    case 0xB7: case 0x2022: case 0x3002:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
take_word (const XlCodeTable *table, const char *word, GPtrArray *codes, GPtrArray *unknown)
{
  const char *code = xl_code_find (table, word);

  if (code == NULL)
    {
      if (!xl_text_is_none (word))
        g_ptr_array_add (unknown, g_strdup (word));
      return;
    }
  for (guint i = 0; i < codes->len; i++)
    if (codes->pdata[i] == (gpointer) code || strcmp (codes->pdata[i], code) == 0)
      return;
  g_ptr_array_add (codes, (gpointer) code);
}

GPtrArray *
xl_code_find_several (const XlCodeTable *table, const char *text, char ***unknown)
{
  GPtrArray *codes = g_ptr_array_new ();
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;
  const char *whole = xl_code_find (table, text);

  if (whole != NULL)
    g_ptr_array_add (codes, (gpointer) whole);
  else if (text != NULL && g_utf8_validate (text, -1, NULL))
    for (const char *p = text;; p = g_utf8_next_char (p))
      if (*p == '\0' || is_separator (g_utf8_get_char (p)))
        {
          g_autofree char *word = g_strndup (start, p - start);

          take_word (table, word, codes, rest);
          if (*p == '\0')
            break;
          start = g_utf8_next_char (p);
        }
  g_ptr_array_add (codes, NULL);
  g_ptr_array_add (rest, NULL);
  if (unknown != NULL)
    {
      g_ptr_array_set_free_func (rest, NULL);
      *unknown = (char **) g_ptr_array_free (g_steal_pointer (&rest), FALSE);
    }
  return codes;
}
