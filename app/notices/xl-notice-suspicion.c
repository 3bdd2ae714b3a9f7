#include "notices/xl-notice-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Words of betting pages that no office writes. */
#define SEED "足球比分|球探体育|激情直播|博彩|娱乐城|百家乐|时时彩|六合彩|赌场|澳门新葡京|威尼斯人官网|太阳城集团|棋牌平台|开户送|注册送彩金|体育投注|真人视讯|老虎机|私服|裸聊|约炮"

/* Where the piece around a betting word begins and ends when it stands only once: at the next mark or space. */
static void
widen_once (const char *text, gsize *start, gsize *end)
{
  while (*start > 0)
    {
      const char *before = g_utf8_prev_char (text + *start);
      gunichar c = g_utf8_get_char (before);

      if (c == '\n' || c == '\t' || (g_unichar_ispunct (c) && c != '_' && c != '-'))
        break;
      if (!xl_scan_matches (before, "^(?:[_-]|[A-Za-z0-9])"))
        break;
      *start = (gsize) (before - text);
    }
  while (text[*end] != '\0' && xl_scan_matches (text + *end, "^(?:[_-]|[A-Za-z0-9]|" SEED ")"))
    *end = (gsize) (g_utf8_next_char (text + *end) - text);
}

static gunichar
char_before (const char *text, gsize at)
{
  return at > 0 ? g_utf8_get_char (g_utf8_prev_char (text + at)) : '\n';
}

/* The same string stands in several places: what all of them share is it. */
static void
widen_common (const char *text, GArray *starts, GArray *ends)
{
  for (gboolean more = TRUE; more;)
    {
      gunichar c = char_before (text, g_array_index (starts, gsize, 0));

      more = c != '\n';
      for (guint i = 1; i < starts->len; i++)
        more &= char_before (text, g_array_index (starts, gsize, i)) == c;
      for (guint i = 0; more && i < starts->len; i++)
        g_array_index (starts, gsize, i) = (gsize) (g_utf8_prev_char (text + g_array_index (starts, gsize, i)) - text);
    }
  for (gboolean more = TRUE; more;)
    {
      gunichar c = g_utf8_get_char (text + g_array_index (ends, gsize, 0));

      more = c != '\n' && c != '\0';
      for (guint i = 1; i < ends->len; i++)
        more &= g_utf8_get_char (text + g_array_index (ends, gsize, i)) == c;
      for (guint i = 0; more && i < ends->len; i++)
        g_array_index (ends, gsize, i) = (gsize) (g_utf8_next_char (text + g_array_index (ends, gsize, i)) - text);
    }
}

/* Betting words, one piece where they follow each other closely. */
static void
find_seeds (const char *text, GArray *starts, GArray *ends)
{
  g_autoptr(GMatchInfo) match = NULL;

  for (g_regex_match (xl_scan_regex ("(?:" SEED ")(?:[^\\n。,;]{0,12}?(?:" SEED "))*"), text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      int a, b;
      gsize start, end;

      g_match_info_fetch_pos (match, 0, &a, &b);
      start = (gsize) a;
      end = (gsize) b;
      g_array_append_val (starts, start);
      g_array_append_val (ends, end);
    }
}

static XlFact *
report (const XlNoticeText *text, gsize start, gsize end)
{
  XlFact *fact = g_new0 (XlFact, 1);
  const char *from;

  fact->first_char = (guint) g_utf8_pointer_to_offset (text->folded, text->folded + start);
  fact->n_chars = (guint) g_utf8_pointer_to_offset (text->folded + start, text->folded + end);
  from = g_utf8_offset_to_pointer (text->text, fact->first_char);
  fact->raw = g_strndup (from, (gsize) (g_utf8_offset_to_pointer (from, fact->n_chars) - from));
  fact->value = g_strdup (N_("advertisement put into the text"));
  fact->confidence = 0.9;
  return fact;
}

/* The text without the characters marked in @gone. */
static XlNoticeText *
without (const XlNoticeText *text, const guint8 *gone)
{
  XlNoticeText *out = g_new0 (XlNoticeText, 1);
  GString *plain = g_string_new (NULL), *folded = g_string_new (NULL);
  const char *p = text->text, *f = text->folded;
  guint paragraph = 0, n = 0;

  out->places = g_array_new (FALSE, FALSE, sizeof (XlTextPlace));
  out->paragraphs = g_array_copy (text->paragraphs);
  out->body_em = text->body_em;
  out->n_noise = text->n_noise;
  out->n_radicals = text->n_radicals;
  for (guint i = 0; i <= text->places->len; i++)
    {
      XlParagraph *here = paragraph < out->paragraphs->len ? &g_array_index (out->paragraphs, XlParagraph, paragraph) : NULL;

      if (here != NULL && i == g_array_index (text->paragraphs, XlParagraph, paragraph).first_char)
        {
          here->first_char = n;
          here->first_byte = (guint) folded->len;
          here->text_byte = (guint) plain->len;
        }
      if (here != NULL && i == g_array_index (text->paragraphs, XlParagraph, paragraph).first_char + g_array_index (text->paragraphs, XlParagraph, paragraph).n_chars)
        {
          here->n_chars = n - here->first_char;
          here->n_bytes = (guint) folded->len - here->first_byte;
          paragraph++;
        }
      if (i == text->places->len)
        break;
      if (!gone[i])
        {
          g_string_append_unichar (plain, g_utf8_get_char (p));
          g_string_append_unichar (folded, g_utf8_get_char (f));
          g_array_append_vals (out->places, &g_array_index (text->places, XlTextPlace, i), 1);
          n++;
        }
      p = g_utf8_next_char (p);
      f = g_utf8_next_char (f);
    }
  out->text = g_string_free (plain, FALSE);
  out->folded = g_string_free (folded, FALSE);
  return out;
}

XlNoticeText *
xl_notice_take_out_spam (const XlNoticeText *text, GPtrArray *found)
{
  g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree guint8 *gone = NULL;

  find_seeds (text->folded, starts, ends);
  if (starts->len == 0)
    return NULL;
  if (starts->len > 1)
    widen_common (text->folded, starts, ends);
  else
    widen_once (text->folded, &g_array_index (starts, gsize, 0), &g_array_index (ends, gsize, 0));
  gone = g_new0 (guint8, text->places->len + 1);
  for (guint i = 0; i < starts->len; i++)
    {
      XlFact *fact = report (text, g_array_index (starts, gsize, i), g_array_index (ends, gsize, i));

      memset (gone + fact->first_char, 1, fact->n_chars);
      g_ptr_array_add (found, fact);
    }
  return without (text, gone);
}
