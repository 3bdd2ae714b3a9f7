#include "notices/xl-notice-private.h"

#include <string.h>

#define PHONE "(?<![\\d-])(?:1\\d{10}|0\\d{2,3}-?\\d{7,8}|\\d{7,8})(?!\\d)"
#define EMAIL "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"

/* A name as people have: 2–4 characters, or with · between. */
static char *
name_at_end (const char *text)
{
  g_autofree char *plain = g_regex_replace (xl_scan_regex ("(?:联\\s*系\\s*人|负责人|经办人|(?:联系|咨询|值班|办公|固定|座机|监督|移动|手机)?电\\s*话|手机号?码?|邮箱|电子邮箱|[:\"“”'()])"),
                                            text, -1, 0, " ", 0, NULL);
  g_auto(GStrv) words = g_strsplit_set (plain, " \t,", -1);
  char *name = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *bare = g_regex_replace (xl_scan_regex ("^\\p{Han}{1,10}?(?:办|局|站|股|科|室|中心|文书|会计|书记|主任)(?=\\p{Han}{2,3}$)"), words[i],
                                               -1, 0, "", 0, NULL);

      g_free (words[i]);
      words[i] = g_steal_pointer (&bare);
      if (!xl_scan_matches (words[i], "^[\\p{Han}·]{2,4}$") || xl_scan_matches (words[i], "(?:局|办|站|股|科|室|村|所|中心|文书|会计|传真|微信)$"))
        continue;
      g_free (name);
      name = g_strdup (words[i]);
    }
  return name;
}

/* "0000-6223344(征缴股 苗静)": the name comes after. */
static char *
name_behind (const char *text)
{
  g_autoptr(GMatchInfo) match = NULL;

  if (!g_regex_match (xl_scan_regex ("^\\s*\\((?:[^()]*\\s)?([\\p{Han}·]{2,4})\\)"), text, 0, &match))
    return NULL;
  return g_match_info_fetch (match, 1);
}

static XlContact *
add_contact (XlScan *scan, int i, gsize start, gsize end, const char *name)
{
  XlContact *contact = g_new0 (XlContact, 1);

  contact->fact = xl_scan_fact (scan, i, start, end, NULL, 0.95);
  contact->name = g_strdup (name);
  g_ptr_array_add (scan->notice->contacts, contact);
  return contact;
}

/* Where the talk of contacts begins in @text; -1 when it does not. */
static int
find_talk (const char *text)
{
  g_autoptr(GMatchInfo) match = NULL;
  int start = -1;

  if (g_regex_match (xl_scan_regex ("联\\s*系\\s*人|(?:联系|咨询|值班|办公|监督|服务)?电\\s*话|手机"), text, 0, &match))
    g_match_info_fetch_pos (match, 0, &start, NULL);
  return start;
}

typedef struct {
  char  *name;       /* who was named last */
  guint  first;      /* of the contacts of this paragraph */
} Talk;

/* One piece between semicolons: a person with numbers. */
static void
read_piece (XlScan *scan, int i, gsize from, gsize to, Talk *talk)
{
  const char *text = xl_scan_text (scan, i);
  g_autofree char *piece = g_strndup (text + from, to - from);
  g_autoptr(GMatchInfo) match = NULL;
  gsize last = 0;

  for (g_regex_match (xl_scan_regex (PHONE), piece, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *phone = g_match_info_fetch (match, 0);
      g_autofree char *before = NULL, *name = NULL;
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      before = g_strndup (piece + last, (gsize) start - last);
      last = (gsize) end;
      if (xl_scan_matches (before, "传真|邮编|QQ|账号|微信号?:?\\s*$"))
        continue;
      name = name_at_end (before);
      if (name == NULL)
        name = name_behind (piece + end);
      if (name != NULL)
        {
          g_free (talk->name);
          talk->name = g_strdup (name);
        }
      add_contact (scan, i, from + (gsize) start, from + (gsize) end, talk->name)->phone = g_strdup (phone);
    }
  if (last == 0 && xl_scan_matches (piece, "联\\s*系\\s*人"))   /* the number comes in the next piece or line */
    {
      g_free (talk->name);
      talk->name = name_at_end (piece);
    }
}

static void
read_emails (XlScan *scan, int i, guint first)
{
  g_autoptr(GMatchInfo) match = NULL;
  GPtrArray *contacts = scan->notice->contacts;

  for (g_regex_match (xl_scan_regex (EMAIL), xl_scan_text (scan, i), 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      XlContact *contact = contacts->len > first ? contacts->pdata[contacts->len - 1] : NULL;
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      if (contact == NULL || contact->email != NULL)
        contact = add_contact (scan, i, (gsize) start, (gsize) end, NULL);
      contact->email = g_match_info_fetch (match, 0);
    }
}

static void
read_talk (XlScan *scan, int i, int begin, Talk *talk)
{
  const char *text = xl_scan_text (scan, i);
  gsize from = (gsize) begin, length = strlen (text);
  guint first = scan->notice->contacts->len;

  while (from < length)
    {
      gsize to = from + strcspn (text + from, ";");

      read_piece (scan, i, from, to, talk);
      from = to + 1;
    }
  read_emails (scan, i, first);
}

/* An address named in the text belongs to the one contact there is. */
static void
give_address (XlScan *scan)
{
  XlContact *only = scan->notice->contacts->len == 1 ? scan->notice->contacts->pdata[0] : NULL;

  for (guint i = 0; only != NULL && only->email == NULL && i < xl_scan_length (scan); i++)
    {
      g_autoptr(GMatchInfo) match = NULL;

      if (g_regex_match (xl_scan_regex (EMAIL), xl_scan_text (scan, (int) i), 0, &match))
        only->email = g_match_info_fetch (match, 0);
    }
}

void
xl_notice_scan_contacts (XlScan *scan)
{
  Talk talk = { 0 };

  for (guint i = 0; i < xl_scan_length (scan); i++)
    {
      int begin = xl_scan_paragraph (scan, (int) i)->kind == XL_PARAGRAPH_TEXT ? find_talk (xl_scan_text (scan, (int) i)) : -1;

      if (begin >= 0)
        read_talk (scan, (int) i, begin, &talk);
      else
        g_clear_pointer (&talk.name, g_free);
    }
  g_free (talk.name);
  give_address (scan);
}

/* Attachments --------------------------------------------------------------------------------------------------------- */

static void
add_attachment (XlScan *scan, int i, gsize start, gsize end)
{
  const char *text = xl_scan_text (scan, i);

  while (start < end && text[start] == ' ')
    start++;
  while (end > start && strchr (" ;.,", text[end - 1]) != NULL)
    end--;
  if (end > start)
    g_ptr_array_add (scan->notice->attachments, xl_scan_fact (scan, i, start, end, NULL, 0.95));
}

/* One or more titles in one paragraph: "1.甲 2.乙". */
static void
split_attachments (XlScan *scan, int i, gsize from)
{
  const char *text = xl_scan_text (scan, i);
  g_autoptr(GMatchInfo) match = NULL;
  gsize start = from;
  gboolean numbered = FALSE;

  g_regex_match_full (xl_scan_regex ("(?:^|(?<=[ ;:\\t]))\\d{1,2}\\s*[.、,](?!\\d)\\s*"), text, -1, from, 0, &match, NULL);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      int a, b;

      g_match_info_fetch_pos (match, 0, &a, &b);
      if (numbered)
        add_attachment (scan, i, start, (gsize) a);
      numbered = TRUE;
      start = (gsize) b;
    }
  add_attachment (scan, i, start, strlen (text));
}

void
xl_notice_scan_attachments (XlScan *scan)
{
  for (guint i = 0; i < xl_scan_length (scan); i++)
    {
      g_autoptr(GMatchInfo) match = NULL;
      int end;

      if (!g_regex_match (xl_scan_regex ("^\\s*附\\s*件\\s*:\\s*(?=\\S)"), xl_scan_text (scan, (int) i), 0, &match))
        continue;
      g_match_info_fetch_pos (match, 0, NULL, &end);
      split_attachments (scan, (int) i, (gsize) end);
      for (guint k = i + 1; k < xl_scan_length (scan) && xl_scan_matches (xl_scan_text (scan, (int) k), "^\\s*\\d{1,2}\\s*[.、,](?!\\d)"); k++)
        split_attachments (scan, (int) k, 0);
      return;
    }
}
