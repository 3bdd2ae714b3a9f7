#include "base/xl-pinyin.h"

#include "base/xl-pinyin-table.h"

#include <string.h>

/* Receives the reading of one character ("zhang1"), or NULL and the character itself when it has none. */
typedef void (*Take) (GString *out, const char *reading, gunichar c);

static void
add_syllable (GString *out, const char *reading, gunichar c)
{
  char plain[8];
  gsize n;

  if (reading == NULL)
    {
      gboolean kept = c < 0x80 && g_ascii_isalnum ((char) c);
      gboolean joins = kept && out->len > 0 && g_ascii_isdigit ((char) c) == g_ascii_isdigit (out->str[out->len - 1]);

      /* Letters and digits follow each other; a word's end is a syllable's end. */
      if (kept && out->len > 0 && !joins && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      if (kept)
        g_string_append_c (out, g_ascii_tolower ((char) c));
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      return;
    }
  n = xl_pinyin_plain (reading, plain);
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  g_string_append_len (out, plain, n);
  g_string_append_c (out, ' ');
}

static void
add_initial (GString *out, const char *reading, gunichar c)
{
  if (reading != NULL)
    g_string_append_c (out, reading[0] == 'v' ? 'u' : reading[0]);
  else if (c < 0x80 && g_ascii_isalnum ((char) c))
    g_string_append_c (out, g_ascii_tolower ((char) c));
}

/* Three letters in byte order for the character itself, behind its reading. */
static void
add_sort_key (GString *out, const char *reading, gunichar c)
{
  static const char order[] = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

  if (reading != NULL)
    g_string_append (out, reading);
  else if (c < 0x80 && g_ascii_isalnum ((char) c))
    {
      g_string_append_c (out, g_ascii_tolower ((char) c));
      return;
    }
  else if (c < 0x2E80)
    return;
  else
    g_string_append_c (out, '~');   /* no reading: behind all others */
  g_string_append_c (out, order[c >> 12 & 63]);
  g_string_append_c (out, order[c >> 6 & 63]);
  g_string_append_c (out, order[c & 63]);
}

/* Hands out @readings ("yu4 chi2"), one for each character of the @length bytes at @text. */
static void
take_readings (const char *text, gsize length, const char *readings, Take take, GString *out)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      take (out, readings, g_utf8_get_char (p));
      readings = strchr (readings, ' ');
      if (readings == NULL)
        break;
      readings++;
    }
}

static void
take_chars (const char *text, gboolean with_words, Take take, GString *out)
{
  for (const char *p = text; *p != '\0';)
    {
      gsize length;
      const char *word = with_words && (guchar) *p >= 0x80 ? xl_pinyin_word (p, &length) : NULL;
      gunichar c = g_utf8_get_char (p);

      if (word != NULL)
        {
          take_readings (p, length, word, take, out);
          p += length;
          continue;
        }
      take (out, xl_pinyin_of_char (c), c);
      p = g_utf8_next_char (p);
    }
}

/* Two to five Chinese characters without a dot begin with a surname; 解放村 and 单位 are no people, 曾家村 has one's
 * surname. */
static gboolean
has_surname (const char *text)
{
  static const char *const places[] = { "村", "社区", "镇", "乡", "县", "街道", "屯", "市", "省", "区", "组", "委员会", "小学", "公司" };
  gsize length = strlen (text), word;
  glong chars;

  if (length > 5 * 4 || strstr (text, "·") != NULL)
    return FALSE;
  chars = g_utf8_strlen (text, (gssize) length);
  if (chars > 5)
    return FALSE;
  if (chars < 3)
    return xl_pinyin_word (text, &word) == NULL || word != length;
  if (length < 3 || strstr ("村区镇乡县道屯市省组会学司", text + length - 3) == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_has_suffix (text, places[i]))
      return strncmp (g_utf8_next_char (text), "家", 3) == 0;
  return TRUE;
}

static void
read_name (const char *name, Take take, GString *out)
{
  const char *readings;
  gsize length;

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return;
  while (*name == ' ')
    name++;
  if (!has_surname (name))
    {
      take_chars (name, TRUE, take, out);
      return;
    }
  readings = xl_pinyin_surname (name, &length);
  if (readings == NULL)
    length = 0;
  else
    take_readings (name, length, readings, take, out);
  take_chars (name + length, FALSE, take, out);
}

static char *
finish (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

char *
xl_pinyin (const char *name)
{
  GString *out = g_string_sized_new (24);

  read_name (name, add_syllable, out);
  return finish (out);
}

char *
xl_pinyin_words (const char *text)
{
  GString *out = g_string_sized_new (48);

  if (text != NULL && g_utf8_validate (text, -1, NULL))
    take_chars (text, TRUE, add_syllable, out);
  return finish (out);
}

char *
xl_pinyin_initials (const char *name)
{
  GString *out = g_string_sized_new (8);

  read_name (name, add_initial, out);
  return g_string_free (out, FALSE);
}

char *
xl_pinyin_sort_key (const char *name)
{
  GString *out = g_string_sized_new (32);

  read_name (name, add_sort_key, out);
  return g_string_free (out, FALSE);
}

gsize
xl_surname_length (const char *name)
{
  gsize length = 0;

  if (name != NULL && g_utf8_validate (name, -1, NULL))
    xl_pinyin_surname (name, &length);
  return length;
}
