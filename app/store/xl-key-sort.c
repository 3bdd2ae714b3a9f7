#include "store/xl-key-sort.h"

#include <string.h>

#define HEAD sizeof (guint64)

typedef struct {
  guint64 head;      /* the first bytes of the key, zeros behind */
  gint64  id;
  guint   rest;      /* where the others stand … */
  guint   n_rest;    /* … and how many */
} Row;

struct _XlKeySort
{
  GArray     *rows;
  GByteArray *rests;
  gboolean    descending;
  guint32     seed;
};

/* Keys -------------------------------------------------------------------------------------------------------------- */

enum { KEY_NULL, KEY_NUMBER, KEY_TEXT };

void
xl_key_append (GByteArray *key, sqlite3_value *value, gboolean descending)
{
  guint start = key->len;
  int type = sqlite3_value_type (value);
  guint8 kind = type == SQLITE_NULL ? KEY_NULL : type == SQLITE_INTEGER || type == SQLITE_FLOAT ? KEY_NUMBER : KEY_TEXT;

  g_byte_array_append (key, &kind, 1);
  if (kind == KEY_NUMBER)
    {
      guint64 number = GUINT64_TO_BE ((guint64) sqlite3_value_int64 (value) ^ G_GUINT64_CONSTANT (1) << 63);

      g_byte_array_append (key, (const guint8 *) &number, sizeof number);
    }
  else if (kind == KEY_TEXT)
    {
      const char *text = (const char *) sqlite3_value_text (value);

      g_byte_array_append (key, (const guint8 *) text, (guint) strlen (text) + 1);
    }
  for (guint i = start; descending && i < key->len; i++)
    key->data[i] = (guint8) ~key->data[i];
}

/* Rows -------------------------------------------------------------------------------------------------------------- */

XlKeySort *
xl_key_sort_new (gboolean descending)
{
  XlKeySort *sort = g_new0 (XlKeySort, 1);

  sort->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  sort->rests = g_byte_array_new ();
  sort->descending = descending;
  sort->seed = 1;
  return sort;
}

void
xl_key_sort_free (XlKeySort *sort)
{
  g_array_unref (sort->rows);
  g_byte_array_unref (sort->rests);
  g_free (sort);
}

void
xl_key_sort_add (XlKeySort *sort, const GByteArray *key, gint64 id)
{
  Row row = { 0, id, sort->rests->len, key->len > HEAD ? key->len - (guint) HEAD : 0 };

  memcpy (&row.head, key->data, MIN (key->len, HEAD));
  row.head = GUINT64_FROM_BE (row.head);
  if (row.n_rest > 0)
    g_byte_array_append (sort->rests, key->data + HEAD, row.n_rest);
  g_array_append_val (sort->rows, row);
}

guint
xl_key_sort_length (const XlKeySort *sort)
{
  return sort->rows->len;
}

gint64
xl_key_sort_id (const XlKeySort *sort, guint i)
{
  return g_array_index (sort->rows, Row, i).id;
}

/* No key is the beginning of another: where the heads are the same, so are the kinds of what follows. */
static inline int
compare (const XlKeySort *a, const Row *x, const XlKeySort *b, const Row *y)
{
  int order = 0;

  if (x->head != y->head)
    return x->head < y->head ? -1 : 1;
  if (x->n_rest > 0 && y->n_rest > 0)
    order = memcmp (a->rests->data + x->rest, b->rests->data + y->rest, MIN (x->n_rest, y->n_rest));
  if (order != 0)
    return order;
  order = (x->id > y->id) - (x->id < y->id);
  return a->descending ? -order : order;
}

int
xl_key_sort_compare (const XlKeySort *a, guint i, const XlKeySort *b, guint j)
{
  return compare (a, &g_array_index (a->rows, Row, i), b, &g_array_index (b->rows, Row, j));
}

/* Sorting ----------------------------------------------------------------------------------------------------------- */

static void
insert_few (const XlKeySort *sort, Row *rows, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      Row row = rows[i];
      guint at = i;

      for (; at > 0 && compare (sort, &row, sort, &rows[at - 1]) < 0; at--)
        rows[at] = rows[at - 1];
      rows[at] = row;
    }
}

/* Any row, so that no order of rows is a bad one (xorshift). */
static guint
pick (XlKeySort *sort, guint n)
{
  sort->seed ^= sort->seed << 13;
  sort->seed ^= sort->seed >> 17;
  sort->seed ^= sort->seed << 5;
  return sort->seed % n;
}

/* The one in the middle of three. */
static Row
choose_pivot (XlKeySort *sort, const Row *rows, guint n)
{
  const Row *a = &rows[pick (sort, n)], *b = &rows[pick (sort, n)], *c = &rows[pick (sort, n)];

  if (compare (sort, a, sort, b) > 0)
    {
      const Row *swap = a;

      a = b;
      b = swap;
    }
  return compare (sort, c, sort, a) < 0 ? *a : compare (sort, c, sort, b) > 0 ? *b : *c;
}

/* No row up to the place told comes after one behind it (Hoare). */
static guint
part (XlKeySort *sort, Row *rows, guint n)
{
  Row pivot = choose_pivot (sort, rows, n);
  guint i = 0, j = n - 1;

  for (;;)
    {
      Row swap;

      while (compare (sort, &rows[i], sort, &pivot) < 0)
        i++;
      while (compare (sort, &pivot, sort, &rows[j]) < 0)
        j--;
      if (i >= j)
        return i;
      swap = rows[i];
      rows[i++] = rows[j];
      rows[j--] = swap;
    }
}

static void
sort_first (XlKeySort *sort, Row *rows, guint n, guint wanted)
{
  while (n > 16 && wanted > 0)
    {
      guint left = part (sort, rows, n);

      sort_first (sort, rows, left, wanted);
      rows += left;
      n -= left;
      wanted -= MIN (wanted, left);
    }
  if (wanted > 0)
    insert_few (sort, rows, n);
}

void
xl_key_sort_first (XlKeySort *sort, guint n)
{
  sort_first (sort, (Row *) sort->rows->data, sort->rows->len, n);
}
