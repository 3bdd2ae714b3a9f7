#include "base/xl-attachment.h"

#include <string.h>

#define HEX_LENGTH 64
#define MAX_NAME   80

/* The value ---------------------------------------------------------------------------------------------------------- */

void
xl_attachment_free (gpointer data)
{
  XlAttachment *attachment = data;

  g_free (attachment->name);
  g_free (attachment);
}

static XlAttachment *
new_attachment (const char *sha256, const char *name)
{
  XlAttachment *attachment = g_new0 (XlAttachment, 1);

  g_strlcpy (attachment->sha256, sha256, sizeof attachment->sha256);
  attachment->name = name != NULL && *name != '\0' ? g_strdup (name) : g_strndup (sha256, 8);
  return attachment;
}

static gboolean
is_line (const char *line)
{
  return strspn (line, "0123456789abcdef") == HEX_LENGTH && (line[HEX_LENGTH] == '\0' || line[HEX_LENGTH] == ' ');
}

GPtrArray *
xl_attachments_parse (const char *value)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (xl_attachment_free);
  g_auto(GStrv) lines = g_strsplit (value != NULL ? value : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (is_line (lines[i]))
      g_ptr_array_add (all, new_attachment (lines[i], lines[i][HEX_LENGTH] == ' ' ? lines[i] + HEX_LENGTH + 1 : NULL));
  return all;
}

char *
xl_attachments_format (GPtrArray *attachments)
{
  g_autoptr(GString) value = g_string_new (NULL);

  for (guint i = 0; i < attachments->len; i++)
    {
      const XlAttachment *a = g_ptr_array_index (attachments, i);

      g_string_append_printf (value, "%s%s %s", i > 0 ? "\n" : "", a->sha256, a->name);
    }
  return g_string_free (g_steal_pointer (&value), FALSE);
}

char *
xl_attachments_add (const char *value, const char *sha256, const char *name)
{
  g_autoptr(GPtrArray) all = xl_attachments_parse (value);

  for (guint i = 0; i < all->len; i++)
    {
      XlAttachment *a = g_ptr_array_index (all, i);

      if (strcmp (a->sha256, sha256) != 0)
        continue;
      g_free (a->name);
      a->name = g_strdup (name);
      return xl_attachments_format (all);
    }
  g_ptr_array_add (all, new_attachment (sha256, name));
  return xl_attachments_format (all);
}

char *
xl_attachments_words (const char *value)
{
  g_autoptr(GPtrArray) all = xl_attachments_parse (value);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "、" : "", ((XlAttachment *) g_ptr_array_index (all, i))->name);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

gboolean
xl_attachments_are_valid (const char *value)
{
  g_auto(GStrv) lines = g_strsplit (value, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!is_line (lines[i]) || i >= XL_ATTACHMENTS_MOST || strlen (lines[i]) > 400)
      return FALSE;
  return TRUE;
}

/* The content -------------------------------------------------------------------------------------------------------- */

XlAttachmentSort
xl_attachment_sort (const guint8 *data, gsize size)
{
  static const struct { const char *head; gsize length; XlAttachmentSort sort; } heads[] = {
    { "\xff\xd8\xff", 3, XL_ATTACHMENT_JPEG }, { "\x89PNG\r\n\x1a\n", 8, XL_ATTACHMENT_PNG }, { "%PDF-", 5, XL_ATTACHMENT_PDF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (size > heads[i].length && memcmp (data, heads[i].head, heads[i].length) == 0)
      return heads[i].sort;
  return XL_ATTACHMENT_OTHER;
}

const char *
xl_attachment_suffix (XlAttachmentSort sort)
{
  static const char *const suffixes[] = { "", ".jpg", ".png", ".pdf" };

  return suffixes[sort];
}

static int
read_16 (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

/* Walks from marker to marker until a frame header. */
static gboolean
jpeg_pixels (const guint8 *data, gsize size, int *width, int *height)
{
  gsize at = 2;

  while (at + 9 < size)
    {
      guint8 marker = data[at + 1];

      if (data[at] != 0xff)
        return FALSE;
      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          *height = read_16 (data + at + 5);
          *width = read_16 (data + at + 7);
          return *width > 0 && *height > 0;
        }
      if (marker == 0xda || marker == 0xd9)
        return FALSE;
      at += 2 + (gsize) read_16 (data + at + 2);
    }
  return FALSE;
}

static gboolean
png_pixels (const guint8 *data, gsize size, int *width, int *height)
{
  if (size < 24 || memcmp (data + 12, "IHDR", 4) != 0 || (data[16] & 0x80) != 0 || (data[20] & 0x80) != 0)
    return FALSE;
  *width = read_16 (data + 16) << 16 | read_16 (data + 18);
  *height = read_16 (data + 20) << 16 | read_16 (data + 22);
  return *width > 0 && *height > 0;
}

gboolean
xl_attachment_pixels (const guint8 *data, gsize size, int *width, int *height)
{
  switch (xl_attachment_sort (data, size))
    {
    case XL_ATTACHMENT_JPEG:
      return jpeg_pixels (data, size, width, height);
    case XL_ATTACHMENT_PNG:
      return png_pixels (data, size, width, height);
    default:
      return FALSE;
    }
}

/* Names -------------------------------------------------------------------------------------------------------------- */

static gboolean
is_allowed (gunichar c)
{
  return g_unichar_isprint (c) && (c > 0x7f || strchr ("<>:\"/\\|?*", (int) c) == NULL);
}

/* Without one of the suffixes that @sort has: the right one comes after it again. */
static void
drop_suffix (GString *name, XlAttachmentSort sort)
{
  static const char *const known[] = { ".jpg", ".jpeg", ".png", ".pdf" };

  for (guint i = 0; sort != XL_ATTACHMENT_OTHER && i < G_N_ELEMENTS (known); i++)
    {
      gsize length = strlen (known[i]);

      if (name->len > length && g_ascii_strcasecmp (name->str + name->len - length, known[i]) == 0)
        {
          g_string_truncate (name, name->len - length);
          return;
        }
    }
}

char *
xl_attachment_name (const char *name, XlAttachmentSort sort)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autoptr(GString) clean = g_string_new (NULL);
  const char *slash = strrchr (valid, '/');
  glong n = 0;

  for (const char *c = slash != NULL ? slash + 1 : valid; *c != '\0' && n < MAX_NAME; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (!is_allowed (letter) || (clean->len == 0 && (letter == '.' || letter == ' ')))
        continue;
      g_string_append_unichar (clean, letter);
      n++;
    }
  drop_suffix (clean, sort);
  g_strchomp (clean->str);
  return g_strconcat (clean->str[0] != '\0' ? clean->str : "附件", xl_attachment_suffix (sort), NULL);
}

char *
xl_attachment_size_words (gint64 bytes)
{
  if (bytes >= 1024 * 1024)
    return g_strdup_printf ("%.1f MB", (double) bytes / (1024 * 1024));
  return g_strdup_printf ("%d KB", (int) ((bytes + 1023) / 1024));
}
