#include "base/xl-pinyin-table.h"

#include "base/xl-pinyin-icu.h"
#include "base/xl-pinyin-readings.h"
#include "base/xl-resource.h"

#include <string.h>

#define BLOCK XL_PINYIN_BLOCK
#define N_BLOCKS (0x33400 / BLOCK)

/* Readings of 256 characters in a row, made when the first of them is asked for. */
static const char **blocks[N_BLOCKS];
static GMutex lock;
/* Every reading and word once, for as long as the program runs; made with the exceptions, then under the lock. */
static GStringChunk *kept_strings;

#define BEGINS_SURNAME 1u
#define BEGINS_WORD    2u

typedef struct {
  GHashTable *surnames;   /* surname → readings */
  GHashTable *firsts;     /* first character of a surname or word above → the two bits below */
  GHashTable *chars;      /* one character → reading */
  GHashTable *words;      /* two characters or more → readings */
} Exceptions;

static char *
keep (const char *text)
{
  return g_string_chunk_insert_const (kept_strings, text);
}

static void
note_first (Exceptions *kept, const char *text, guint bit)
{
  gpointer c = GUINT_TO_POINTER (g_utf8_get_char (text));

  g_hash_table_insert (kept->firsts, c,
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (kept->firsts, c)) | bit));
}

static Exceptions *
load_exceptions (void)
{
  Exceptions *kept = g_new0 (Exceptions, 1);
  g_auto(GStrv) surnames = xl_resource_lines ("codes/pinyin_surname.tsv");
  g_auto(GStrv) extra = xl_resource_lines ("codes/pinyin_extra.tsv");

  kept->surnames = g_hash_table_new (g_str_hash, g_str_equal);
  kept->firsts = g_hash_table_new (NULL, NULL);
  kept->chars = g_hash_table_new (NULL, NULL);
  kept->words = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; surnames[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (surnames[i], "\t", 2);

      if (cells[1] == NULL)
        continue;
      g_hash_table_insert (kept->surnames, keep (cells[0]), keep (cells[1]));
      note_first (kept, cells[0], BEGINS_SURNAME);
    }
  for (guint i = 0; extra[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (extra[i], "\t", 3);
      char *reading = cells[1] != NULL ? keep (cells[1]) : NULL;

      if (reading != NULL && g_utf8_strlen (cells[0], -1) == 1)
        g_hash_table_insert (kept->chars, GUINT_TO_POINTER (g_utf8_get_char (cells[0])), reading);
      else if (reading != NULL)
        {
          g_hash_table_insert (kept->words, keep (cells[0]), reading);
          note_first (kept, cells[0], BEGINS_WORD);
        }
    }
  return kept;
}

static const Exceptions *
get_exceptions (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      kept_strings = g_string_chunk_new (4096);
      g_once_init_leave (&ready, (gsize) load_exceptions ());
    }
  return (const Exceptions *) ready;
}

/* What @c itself is read as; @others: the block of @c where the table does not reach. */
static const char *
find_reading (gunichar c, const GPtrArray *others)
{
  const char *reading;

  if (c >= XL_PINYIN_FIRST && c <= XL_PINYIN_LAST)
    {
      guint16 n = xl_pinyin_reading_of[c - XL_PINYIN_FIRST];

      return n > 0 ? xl_pinyin_readings[n] : NULL;
    }
  reading = g_ptr_array_index (others, c % BLOCK);
  return reading != NULL ? keep (reading) : NULL;
}

static const char **
make_block (guint index)
{
  const char **block = g_new0 (const char *, BLOCK);
  const Exceptions *exceptions = get_exceptions ();
  gunichar first = index * BLOCK;
  g_autoptr(GPtrArray) others = first < XL_PINYIN_FIRST || first > XL_PINYIN_LAST ? xl_pinyin_icu_block (first) : NULL;

  for (guint i = 0; i < BLOCK; i++)
    {
      const char *known = g_hash_table_lookup (exceptions->chars, GUINT_TO_POINTER (first + i));

      block[i] = known != NULL ? known : find_reading (first + i, others);
    }
  return block;
}

static gboolean
is_han (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF) || c == 0x3007
         || c == 0x25CB;
}

const char *
xl_pinyin_of_char (gunichar c)
{
  guint index = c / BLOCK;
  const char **block;

  if (!is_han (c))
    return NULL;
  block = g_atomic_pointer_get (&blocks[index]);
  if (block == NULL)
    {
      g_mutex_lock (&lock);
      block = blocks[index];
      if (block == NULL)
        {
          block = make_block (index);
          g_atomic_pointer_set (&blocks[index], block);
        }
      g_mutex_unlock (&lock);
    }
  return block[c % BLOCK];
}

gsize
xl_pinyin_plain (const char *reading, char out[8])
{
  gsize n = 0;

  for (; g_ascii_isalpha (reading[n]) && n < 7; n++)
    out[n] = reading[n] == 'v' ? 'u' : reading[n];
  out[n] = '\0';
  return n;
}

static gboolean
begins (const Exceptions *exceptions, const char *text, guint bit)
{
  gpointer c = GUINT_TO_POINTER (g_utf8_get_char (text));

  return (GPOINTER_TO_UINT (g_hash_table_lookup (exceptions->firsts, c)) & bit) != 0;
}

/* Looks @text's first @bytes up without copying it to the heap. */
static const char *
look_up (GHashTable *table, const char *text, gsize bytes)
{
  char word[32];

  if (bytes == 0 || bytes >= sizeof word)
    return NULL;
  memcpy (word, text, bytes);
  word[bytes] = '\0';
  return g_hash_table_lookup (table, word);
}

static gsize
bytes_of (const char *text, guint chars)
{
  const char *p = text;

  for (guint i = 0; i < chars; i++)
    {
      if (*p == '\0')
        return 0;
      p = g_utf8_next_char (p);
    }
  return p - text;
}

const char *
xl_pinyin_surname (const char *name, gsize *length)
{
  const Exceptions *exceptions = get_exceptions ();
  gsize two, one = bytes_of (name, 1);
  const char *reading;

  *length = one;
  if (one == 0 || !begins (exceptions, name, BEGINS_SURNAME))
    return NULL;
  two = bytes_of (name, 2);
  if (two != 0 && name[two] != '\0' && (reading = look_up (exceptions->surnames, name, two)) != NULL)
    {
      *length = two;
      return reading;
    }
  return look_up (exceptions->surnames, name, one);
}

const char *
xl_pinyin_word (const char *text, gsize *length)
{
  const Exceptions *exceptions = get_exceptions ();

  if (!begins (exceptions, text, BEGINS_WORD))
    return NULL;
  for (guint chars = 4; chars >= 2; chars--)
    {
      gsize bytes = bytes_of (text, chars);
      const char *reading = look_up (exceptions->words, text, bytes);

      if (reading != NULL)
        {
          *length = bytes;
          return reading;
        }
    }
  return NULL;
}
