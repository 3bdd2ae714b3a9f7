#include "exchange/xl-ole-reader.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_FILE (256u * 1024 * 1024)
#define END_OF_CHAIN 0xfffffffau   /* this and above is no sector */
#define HEADER 512
#define IN_HEADER 109              /* sectors of the FAT that the header itself names */

typedef struct {
  char    *name;
  guint32  start;
  guint64  size;
  guint8   type;      /* 1 folder, 2 stream, 5 root */
} Entry;

struct _XlOle {
  char    *name;
  guchar  *bytes;
  gsize    size;
  guint    shift, mini_shift;
  guint64  cutoff;        /* smaller streams live in the mini stream */
  GArray  *fat, *mini_fat;
  GArray  *entries;
  GBytes  *mini;          /* the mini stream; NULL until asked for */
};

static guint32
get32 (const guchar *p)
{
  return (guint32) p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
}

static guint32
get16 (const guchar *p)
{
  return (guint32) p[0] | (guint32) p[1] << 8;
}

/* Sector @n, or NULL when the file does not hold it whole. */
static const guchar *
sector (XlOle *ole, guint32 n)
{
  guint64 at = ((guint64) n + 1) << ole->shift;

  if (n >= END_OF_CHAIN || at + (1u << ole->shift) > ole->size)
    return NULL;
  return ole->bytes + at;
}

static gboolean
fail_damaged (XlOle *ole, const char *what, GError **error)
{
  g_set_error (error, XL_ERROR, XL_ERROR_DAMAGED, _("%s: the file is damaged or not whole (%s)"), ole->name, what);
  return FALSE;
}

static gboolean
append_sector (XlOle *ole, GArray *table, guint32 n)
{
  const guchar *p = sector (ole, n);

  if (p == NULL)
    return FALSE;
  for (guint i = 0; i < (1u << ole->shift) / 4; i++)
    {
      guint32 next = get32 (p + 4 * i);

      g_array_append_val (table, next);
    }
  return TRUE;
}

/* The FAT's own sectors are named in the header and then in a chain of further lists. */
static gboolean
read_fat (XlOle *ole, GError **error)
{
  guint32 n_fat = get32 (ole->bytes + 44), list = get32 (ole->bytes + 68);
  guint per = (1u << ole->shift) / 4 - 1;
  guint64 limit = (ole->size >> ole->shift) + 1;

  if (n_fat > limit)
    return fail_damaged (ole, _("sector table"), error);
  for (guint32 i = 0; i < n_fat && i < IN_HEADER; i++)
    if (!append_sector (ole, ole->fat, get32 (ole->bytes + 76 + 4 * i)))
      return fail_damaged (ole, _("sector table"), error);
  for (guint32 i = IN_HEADER; i < n_fat; i += per)
    {
      const guchar *p = sector (ole, list);

      if (p == NULL)
        return fail_damaged (ole, _("sector table"), error);
      for (guint k = 0; k < per && i + k < n_fat; k++)
        if (!append_sector (ole, ole->fat, get32 (p + 4 * k)))
          return fail_damaged (ole, _("sector table"), error);
      list = get32 (p + 4 * per);
    }
  return TRUE;
}

/* The bytes of a chain of sectors, at most @size; NULL when it breaks or runs in a circle. */
static GByteArray *
read_chain (XlOle *ole, guint32 start, guint64 size)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  guint length = 1u << ole->shift;

  for (guint32 n = start; n < END_OF_CHAIN && out->len < size; n = g_array_index (ole->fat, guint32, n))
    {
      const guchar *p = sector (ole, n);

      if (p == NULL || n >= ole->fat->len || out->len > ole->size)
        return NULL;
      g_byte_array_append (out, p, (guint) MIN (length, size - out->len));
    }
  return g_steal_pointer (&out);
}

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->name);
}

static gboolean
read_directory (XlOle *ole, GError **error)
{
  g_autoptr(GByteArray) bytes = read_chain (ole, get32 (ole->bytes + 48), ole->size);

  if (bytes == NULL)
    return fail_damaged (ole, _("directory"), error);
  for (guint at = 0; at + 128 <= bytes->len; at += 128)
    {
      const guchar *p = bytes->data + at;
      guint length = MIN (get16 (p + 64), 64);
      gunichar2 name[33] = { 0 };
      Entry entry = { .type = p[66], .start = get32 (p + 116), .size = get32 (p + 120) };

      for (guint i = 0; i + 1 < length && i / 2 < 32; i += 2)
        name[i / 2] = (gunichar2) get16 (p + i);
      entry.name = g_utf16_to_utf8 (name, -1, NULL, NULL, NULL);
      g_array_append_val (ole->entries, entry);
    }
  return TRUE;
}

static gboolean
read_header (XlOle *ole, GError **error)
{
  if (ole->size < HEADER)
    return fail_damaged (ole, _("header"), error);
  ole->shift = get16 (ole->bytes + 30);
  ole->mini_shift = get16 (ole->bytes + 32);
  ole->cutoff = get32 (ole->bytes + 56);
  if ((ole->shift != 9 && ole->shift != 12) || ole->mini_shift != 6)
    return fail_damaged (ole, _("header"), error);
  return TRUE;
}

static gboolean
read_mini_fat (XlOle *ole, GError **error)
{
  g_autoptr(GByteArray) bytes = read_chain (ole, get32 (ole->bytes + 60), ole->size);

  if (bytes == NULL)
    return fail_damaged (ole, _("table of small streams"), error);
  for (guint at = 0; at + 4 <= bytes->len; at += 4)
    {
      guint32 next = get32 (bytes->data + at);

      g_array_append_val (ole->mini_fat, next);
    }
  return TRUE;
}

XlOle *
xl_ole_open (const char *path, const char *name, GError **error)
{
  g_autoptr(XlOle) ole = g_new0 (XlOle, 1);
  g_autoptr(GError) local = NULL;

  ole->name = g_strdup (name);
  ole->fat = g_array_new (FALSE, FALSE, sizeof (guint32));
  ole->mini_fat = g_array_new (FALSE, FALSE, sizeof (guint32));
  ole->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (ole->entries, clear_entry);
  if (!g_file_get_contents (path, (char **) &ole->bytes, &ole->size, &local))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_IO, _("%s: cannot be read"), name);
      return NULL;
    }
  if (ole->size > MAX_FILE)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("%s: larger than any xls file can be"), name);
      return NULL;
    }
  if (!read_header (ole, error) || !read_fat (ole, error) || !read_directory (ole, error) || !read_mini_fat (ole, error))
    return NULL;
  return g_steal_pointer (&ole);
}

void
xl_ole_free (XlOle *ole)
{
  if (ole == NULL)
    return;
  g_array_unref (ole->fat);
  g_array_unref (ole->mini_fat);
  g_array_unref (ole->entries);
  g_clear_pointer (&ole->mini, g_bytes_unref);
  g_free (ole->bytes);
  g_free (ole->name);
  g_free (ole);
}

static const Entry *
find_entry (XlOle *ole, const char *stream, guint8 type)
{
  for (guint i = 0; i < ole->entries->len; i++)
    {
      const Entry *entry = &g_array_index (ole->entries, Entry, i);

      if (entry->type == type && (stream == NULL || g_strcmp0 (entry->name, stream) == 0))
        return entry;
    }
  return NULL;
}

gboolean
xl_ole_has (XlOle *ole, const char *stream)
{
  return find_entry (ole, stream, 2) != NULL;
}

/* A small stream: pieces of 64 bytes of the root's own stream. */
static GByteArray *
read_mini_chain (XlOle *ole, guint32 start, guint64 size)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  const guchar *mini;
  gsize length;

  if (ole->mini == NULL)
    {
      const Entry *root = find_entry (ole, NULL, 5);
      GByteArray *bytes = root != NULL ? read_chain (ole, root->start, MIN (root->size, ole->size)) : NULL;

      if (bytes == NULL)
        return NULL;
      ole->mini = g_byte_array_free_to_bytes (bytes);
    }
  mini = g_bytes_get_data (ole->mini, &length);
  for (guint32 n = start; n < END_OF_CHAIN && out->len < size; n = g_array_index (ole->mini_fat, guint32, n))
    {
      guint64 at = (guint64) n << ole->mini_shift;

      if (n >= ole->mini_fat->len || at + 64 > length || out->len > length)
        return NULL;
      g_byte_array_append (out, mini + at, (guint) MIN (64, size - out->len));
    }
  return g_steal_pointer (&out);
}

GBytes *
xl_ole_read (XlOle *ole, const char *stream, GError **error)
{
  const Entry *entry = find_entry (ole, stream, 2);
  GByteArray *bytes;

  if (entry == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("%s: holds no %s"), ole->name, stream);
      return NULL;
    }
  bytes = entry->size < ole->cutoff ? read_mini_chain (ole, entry->start, entry->size)
                                    : read_chain (ole, entry->start, entry->size);
  if (bytes != NULL && bytes->len == entry->size)
    return g_byte_array_free_to_bytes (bytes);
  if (bytes != NULL)
    g_byte_array_unref (bytes);
  fail_damaged (ole, stream, error);
  return NULL;
}
