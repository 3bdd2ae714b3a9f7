#include "store/xl-changeset.h"

#include <string.h>

enum { TABLE = 'T', OP_DELETE = 9, OP_INSERT = 18, OP_UPDATE = 23 };
enum { VALUE_NONE, VALUE_INTEGER, VALUE_FLOAT, VALUE_TEXT, VALUE_BLOB, VALUE_NULL };

/* A place in a changeset; @at NULL: it is none. */
typedef struct {
  const guint8 *at, *end;
} Place;

/* SQLite's number of 1 to 9 bytes, the highest bits first. */
static guint64
take_number (Place *p)
{
  guint64 number = 0;

  for (int i = 0; p->at != NULL && i < 9; i++)
    {
      guint8 byte;

      if (p->at >= p->end)
        {
          p->at = NULL;
          return 0;
        }
      byte = *p->at++;
      if (i == 8)
        return number << 8 | byte;
      number = number << 7 | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return number;
    }
  return number;
}

static void
skip (Place *p, guint64 n)
{
  if (p->at != NULL && n <= (guint64) (p->end - p->at))
    p->at += n;
  else
    p->at = NULL;
}

static void
skip_value (Place *p)
{
  guint8 type = p->at != NULL && p->at < p->end ? *p->at : 0xff;

  skip (p, 1);
  if (type == VALUE_INTEGER || type == VALUE_FLOAT)
    skip (p, 8);
  else if (type == VALUE_TEXT || type == VALUE_BLOB)
    skip (p, take_number (p));
  else if (type != VALUE_NONE && type != VALUE_NULL)
    p->at = NULL;
}

/* Columns, a byte for each that says whether it is of the key, and the name.  Returns: how many columns */
static guint64
skip_table (Place *p)
{
  guint64 n = take_number (p);
  const guint8 *zero;

  skip (p, n);
  zero = p->at != NULL ? memchr (p->at, 0, (gsize) (p->end - p->at)) : NULL;
  p->at = zero != NULL ? zero + 1 : NULL;
  return n;
}

/* Over what stands at @p: the head of a table, or a row.  FALSE when it is neither. */
static gboolean
skip_entry (Place *p, guint64 *n_columns)
{
  guint8 op = *p->at++;

  if (op == TABLE)
    {
      *n_columns = skip_table (p);
      return TRUE;
    }
  if (op != OP_INSERT && op != OP_DELETE && op != OP_UPDATE)
    return FALSE;
  skip (p, 1);
  for (guint64 i = 0; p->at != NULL && i < *n_columns * (op == OP_UPDATE ? 2 : 1); i++)
    skip_value (p);
  return TRUE;
}

gint64
xl_changeset_count (gconstpointer changeset, gsize size)
{
  Place p = { changeset, (const guint8 *) changeset + size };
  guint64 n_columns = 0;
  gint64 n = 0;

  while (p.at != NULL && p.at < p.end)
    {
      n += *p.at != TABLE;
      if (!skip_entry (&p, &n_columns))
        return 0;
    }
  return p.at != NULL ? n : 0;
}

GArray *
xl_changeset_parts (gconstpointer changeset, gsize size)
{
  Place p = { changeset, (const guint8 *) changeset + size };
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (gsize));
  guint64 n_columns = 0;
  gsize at = 0;

  while (p.at != NULL && p.at < p.end)
    {
      at = (gsize) (p.at - (const guint8 *) changeset);
      if (*p.at == TABLE || at == 0)
        g_array_append_val (parts, at);
      if (!skip_entry (&p, &n_columns))
        break;
    }
  g_array_append_val (parts, size);
  return parts;
}
