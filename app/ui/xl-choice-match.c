#include "ui/xl-form-editors.h"

#include "base/xl-pinyin.h"
#include "base/xl-text.h"

#include <string.h>

enum { EXACT, WORD_BEGINS, CODE_BEGINS, INITIALS_BEGIN, PINYIN_BEGINS, WORD_HAS, ALSO_HAS, INITIALS_HAVE };

static int
match_word (const char *word, const char *key)
{
  g_autofree char *text = xl_text_key (word);

  if (strcmp (text, key) == 0)
    return EXACT;
  if (g_str_has_prefix (text, key))
    return WORD_BEGINS;
  return strstr (text, key) != NULL ? WORD_HAS : -1;
}

/* Other words for it: as good as the word when whole. */
static int
match_also (const char *also, const char *key)
{
  g_auto(GStrv) words = g_strsplit (also != NULL ? also : "", "\n", -1);
  int best = -1;

  for (guint i = 0; words[i] != NULL; i++)
    {
      int rank = words[i][0] != '\0' ? match_word (words[i], key) : -1;

      if (rank == EXACT)
        return EXACT;
      if (rank > 0)
        best = ALSO_HAS;
    }
  return best;
}

static int
match_pinyin (const char *word, const char *key)
{
  g_autofree char *pinyin = xl_pinyin_words (word);
  g_autoptr(GString) initials = g_string_new (NULL), whole = g_string_new (NULL);

  for (const char *c = pinyin; *c != '\0'; c++)
    {
      if (c == pinyin || c[-1] == ' ')
        g_string_append_c (initials, *c);
      if (*c != ' ')
        g_string_append_c (whole, *c);
    }
  if (g_str_has_prefix (initials->str, key))
    return INITIALS_BEGIN;
  if (g_str_has_prefix (whole->str, key))
    return PINYIN_BEGINS;
  return strlen (key) > 1 && strstr (initials->str, key) != NULL ? INITIALS_HAVE : -1;
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

int
xl_choice_match (const XlChoice *choice, const char *typed)
{
  g_autofree char *key = xl_text_key (typed);
  g_autofree char *code = xl_text_key (choice->code);
  int word, other;

  if (*key == '\0')
    return EXACT;
  if (strcmp (code, key) == 0)
    return EXACT;
  word = match_word (choice->name, key);
  if (word == EXACT || word == WORD_BEGINS)
    return word;
  other = match_also (choice->also, key);
  if (other == EXACT)
    return EXACT;
  if (is_ascii (key))
    {
      if (g_str_has_prefix (code, key))
        return CODE_BEGINS;
      if (word < 0 && other < 0)
        return match_pinyin (choice->name, key);
    }
  return word >= 0 ? word : other;
}
