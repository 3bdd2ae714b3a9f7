#include "notices/xl-notice-private.h"

#include <string.h>

/* The head of a paper ends here at the latest. */
#define HEAD_PARAGRAPHS 24

#define NUMBER "(\\p{Han}{2,14}?)\\s*[〔(]\\s*((?:19|20)\\d{2})\\s*[〕)]\\s*第?\\s*0*(\\d{1,4})\\s*号"
#define KINDS "(?:通知|通报|报告|请示|批复|意见|函|决定|决议|公告|通告|公报|命令|令|议案|纪要|方案|规划|办法|简报|倡议书|安排|要点)"

/* Document number ----------------------------------------------------------------------------------------------------- */

/* What stands before a cited number and is not part of it. */
static const char *
skip_glue (const char *code)
{
  static const char *const glue[] = { "根据", "按照", "依据", "贯彻落实", "贯彻", "落实", "执行", "参照", "转发", "印发", "详见", "见", "和", "及", "以", "与", "即" };
  const char *best = code;

  for (guint i = 0; i < G_N_ELEMENTS (glue); i++)
    {
      const char *at = g_strrstr (code, glue[i]);

      if (at != NULL && at + strlen (glue[i]) > best && g_utf8_strlen (at + strlen (glue[i]), -1) >= 2)
        best = at + strlen (glue[i]);
    }
  return best;
}

static char *
standard_number (GMatchInfo *match)
{
  g_autofree char *code = g_match_info_fetch (match, 1);
  g_autofree char *year = g_match_info_fetch (match, 2);
  g_autofree char *number = g_match_info_fetch (match, 3);

  return g_strdup_printf ("%s〔%s〕%s号", skip_glue (code), year, number);
}

/* The whole cell is the number.  Pictures: brackets are misread, marks stand around. */
static gboolean
match_own_number (const XlScan *scan, const char *cell, GMatchInfo **match)
{
  if (g_regex_match (xl_scan_regex ("^\\s*(?:发文字号|文号)?:?\\s*" NUMBER "\\s*(?:签发人.*)?$"), cell, 0, match))
    return TRUE;
  if (!scan->from_ocr)
    return FALSE;
  g_clear_pointer (match, g_match_info_unref);
  return g_regex_match (xl_scan_regex ("^\\s*(\\p{Han}{2,12})\\s*[〔(]\\s*((?:19|20)\\s?\\d\\s?\\d)\\s*[〕)jJlI| ]{0,4}\\s*0*(\\d\\s?\\d{0,3})\\s*号[.,。、]?\\s*$"), cell, 0, match);
}

static char *
without_spaces (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static void
take_number (XlScan *scan, int paragraph, gsize offset, GMatchInfo *match)
{
  g_autofree char *value = standard_number (match);
  g_autofree char *tight = without_spaces (value);
  int start, end;

  g_match_info_fetch_pos (match, 1, &start, NULL);
  g_match_info_fetch_pos (match, 3, NULL, &end);
  end = (int) (strstr (xl_scan_text (scan, paragraph) + offset + end, "号") - xl_scan_text (scan, paragraph) - offset) + (int) strlen ("号");
  scan->notice->number = xl_scan_fact (scan, paragraph, offset + (gsize) start, offset + (gsize) end, tight, 1.0);
  scan->number_at = paragraph;
}

static void
find_number (XlScan *scan)
{
  for (int i = 0; i < HEAD_PARAGRAPHS && (guint) i < xl_scan_length (scan) && scan->notice->number == NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (xl_scan_text (scan, i), "\t", -1);
      gsize offset = 0;

      for (guint k = 0; cells[k] != NULL && scan->notice->number == NULL; k++)
        {
          g_autoptr(GMatchInfo) match = NULL;

          if (match_own_number (scan, cells[k], &match))
            take_number (scan, i, offset, match);
          offset += strlen (cells[k]) + 1;
        }
    }
}

static gboolean
is_known_number (const XlNotice *notice, const char *number)
{
  if (notice->number != NULL && strcmp (notice->number->value, number) == 0)
    return TRUE;
  for (guint i = 0; i < notice->cited->len; i++)
    if (strcmp (((XlFact *) notice->cited->pdata[i])->value, number) == 0)
      return TRUE;
  return FALSE;
}

static void
find_cited (XlScan *scan)
{
  for (guint i = 0; i < xl_scan_length (scan); i++)
    {
      g_autoptr(GMatchInfo) match = NULL;

      if (strstr (xl_scan_text (scan, (int) i), "号") == NULL)
        continue;
      for (g_regex_match (xl_scan_regex (NUMBER), xl_scan_text (scan, (int) i), 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *value = standard_number (match);
          int start, end;

          g_match_info_fetch_pos (match, 0, &start, &end);
          if (!is_known_number (scan->notice, value))
            g_ptr_array_add (scan->notice->cited, xl_scan_fact (scan, (int) i, (gsize) start, (gsize) end, value, 0.95));
        }
    }
}

/* Title --------------------------------------------------------------------------------------------------------------- */

static double
rate_title (const XlScan *scan, int i)
{
  const XlParagraph *p = xl_scan_paragraph (scan, i);
  const char *text = xl_scan_text (scan, i);
  glong length = g_utf8_strlen (text, -1);
  double rate = 0;

  if (p->kind != XL_PARAGRAPH_TEXT || length < 4 || length > 160 || xl_scan_matches (text, "(?:文件|[。;:])\\s*$"))
    return 0;
  if (i == scan->number_at || xl_scan_matches (text, "^\\(?第\\d+期\\)?$|^" NUMBER))
    return 0;
  if (p->em > 1.12f * scan->text->body_em)
    rate += MIN (p->em / scan->text->body_em, 2.2);
  rate += p->centred ? 0.7 : 0;
  rate += strstr (text, "关于") != NULL ? 1.5 : 0;
  rate += xl_scan_matches (text, "的?" KINDS "(?:\\(.{1,12}\\))?\\s*$") ? 1.5 : 0;
  if (rate < 1.5 || (p->em < 1.05f * scan->text->body_em && !xl_scan_matches (text, KINDS "\\s*$")))
    return 0;
  return rate - 0.03 * i;
}

static void
find_title (XlScan *scan)
{
  double best = 1.4;

  for (int i = 0; i < HEAD_PARAGRAPHS && (guint) i < xl_scan_length (scan); i++)
    {
      double rate = rate_title (scan, i);

      if (rate <= best)
        continue;
      best = rate;
      scan->title_at = i;
    }
  if (scan->title_at < 0)
    return;
  scan->notice->title = xl_scan_fact (scan, scan->title_at, 0, strlen (xl_scan_text (scan, scan->title_at)), NULL, best > 3.5 ? 1.0 : 0.85);
  g_strstrip (scan->notice->title->value);
}

static void
find_kind (XlScan *scan)
{
  g_autoptr(GMatchInfo) match = NULL;
  int start, end;

  if (scan->title_at < 0
      || !g_regex_match (xl_scan_regex ("(" KINDS ")(?:\\(.{1,12}\\))?\\s*$"), xl_scan_text (scan, scan->title_at), 0, &match))
    return;
  g_match_info_fetch_pos (match, 1, &start, &end);
  scan->notice->kind = xl_scan_fact (scan, scan->title_at, (gsize) start, (gsize) end, NULL, 1.0);
}

static void
find_urgency (XlScan *scan)
{
  for (int i = 0; i < 6 && (guint) i < xl_scan_length (scan) && scan->notice->urgency == NULL; i++)
    {
      g_autofree char *text = without_spaces (xl_scan_text (scan, i));

      if (xl_scan_matches (text, "^(?:特急|加急|急件|平急|特提)$"))
        scan->notice->urgency = xl_scan_fact (scan, i, 0, strlen (xl_scan_text (scan, i)), text, 1.0);
    }
}

/* Recipients ---------------------------------------------------------------------------------------------------------- */

/* Whether 、 after @left parts two organs and not two words of one name: 各县(市)、区人民政府, 市政府各委、办、局. */
static gboolean
parts_organs (const char *left, const char *right)
{
  return g_utf8_strlen (right, -1) >= 2 && xl_scan_matches (right, "^(?:各|有关|全体|相关|县|市|镇|乡|省|区直|街道|村|社区|驻)")
         && xl_scan_matches (left, "(?:政府|委员会|办事处|部门|单位|村|镇|乡|街道|社区|小组|村民|网格|机构|企业|党委|党组织|组织|中心|[^各]局|站|所|院|校|公司|处|代表|指挥部|办公室)$");
}

static void
add_recipient (XlScan *scan, int i, gsize start, gsize end)
{
  const char *text = xl_scan_text (scan, i);

  while (start < end && strchr (" \t", text[start]) != NULL)
    start++;
  while (end > start && strchr (" \t", text[end - 1]) != NULL)
    end--;
  if (end > start)
    g_ptr_array_add (scan->notice->recipients, xl_scan_fact (scan, i, start, end, NULL, 0.95));
}

static void
split_recipients (XlScan *scan, int i, gsize end)
{
  const char *text = xl_scan_text (scan, i);
  gsize start = 0;
  int depth = 0;

  for (gsize k = 0; k < end; k = (gsize) (g_utf8_next_char (text + k) - text))
    {
      g_autofree char *left = NULL, *right = NULL;
      gsize width = (gsize) (g_utf8_next_char (text + k) - text) - k;

      depth += (text[k] == '(') - (text[k] == ')');
      if (depth > 0 || !(text[k] == ',' || text[k] == ';' || g_str_has_prefix (text + k, "、")))
        continue;
      left = g_strndup (text + start, k - start);
      right = g_strndup (text + k + width, strcspn (text + k + width, ",;:"));
      if (width > 1 && !parts_organs (left, right))
        continue;
      add_recipient (scan, i, start, k);
      start = k + width;
    }
  add_recipient (scan, i, start, end);
}

static void
find_recipients (XlScan *scan)
{
  int first = MAX (scan->title_at, 0);

  for (int i = first + (scan->title_at >= 0); i < first + 6 && (guint) i < xl_scan_length (scan); i++)
    {
      const char *text = xl_scan_text (scan, i);
      gsize end = strlen (text);

      if (!xl_scan_matches (text, ":\\s*$") || g_utf8_strlen (text, -1) > 220 || xl_scan_paragraph (scan, i)->kind != XL_PARAGRAPH_TEXT
          || xl_scan_matches (text, "如下|[。;]|^[一二三四五六七八九十]+、|^附件")
          || !xl_scan_matches (text, "各|镇|乡|村|街道|委员会|局|单位|部门|政府|全体|有关|公司|学校"))
        continue;
      while (end > 0 && strchr (" :", text[end - 1]) != NULL)
        end--;
      scan->recipients_at = i;
      scan->notice->recipients_line = xl_scan_fact (scan, i, 0, strlen (text), NULL, 0.95);
      split_recipients (scan, i, end);
      return;
    }
}

/* Signature and dates --------------------------------------------------------------------------------------------------- */

static gboolean
is_signature (const XlScan *scan, int i)
{
  const char *text = xl_scan_text (scan, i);
  g_autofree char *name = without_spaces (text);
  glong length = g_utf8_strlen (name, -1);

  return i > scan->recipients_at && i > scan->title_at && length >= 3 && length <= 36 && !xl_scan_matches (name, "[,。;:、《》\\d]")
         && xl_scan_is_organ (name) && xl_scan_paragraph (scan, i)->kind == XL_PARAGRAPH_TEXT;
}

static void
add_issuer (XlScan *scan, int i, gsize start, gsize end, double confidence)
{
  XlFact *fact = xl_scan_fact (scan, i, start, end, NULL, confidence);
  g_autofree char *name = without_spaces (fact->value);

  g_free (fact->value);
  fact->value = g_steal_pointer (&name);
  g_ptr_array_add (scan->notice->issuers, fact);
}

/* The organs above the date; names side by side in one line stand apart. */
static void
take_signature (XlScan *scan, int date_at)
{
  int first = date_at;

  while (first > 0 && is_signature (scan, first - 1))
    first--;
  for (int i = first; i < date_at; i++)
    add_issuer (scan, i, 0, strlen (xl_scan_text (scan, i)), 0.97);
}

static void
take_date (XlScan *scan, XlFact **where, int i, gsize start, gsize end, const char *iso, double confidence)
{
  *where = xl_scan_fact (scan, i, start, end, iso, confidence);
}

/* "青石镇党政综合办公室编  2026年9月30日": the imprint of a bulletin. */
static gboolean
take_imprint (XlScan *scan, int i)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *words = NULL;
  char iso[11];
  int start, end, date_start, date_end;

  if (!g_regex_match (xl_scan_regex ("^(\\p{Han}{3,30}?)(?:编印|编|主办|印)?\\s+(\\S+年\\S+月\\S+日)$"), xl_scan_text (scan, i), 0, &match))
    return FALSE;
  words = g_match_info_fetch (match, 2);
  if (!xl_scan_date (words, FALSE, iso))
    return FALSE;
  g_match_info_fetch_pos (match, 1, &start, &end);
  g_match_info_fetch_pos (match, 2, &date_start, &date_end);
  add_issuer (scan, i, (gsize) start, (gsize) end, 0.9);
  take_date (scan, &scan->notice->written_date, i, (gsize) date_start, (gsize) date_end, iso, 0.9);
  scan->date_at = i;
  return TRUE;
}

static gboolean
try_signature (XlScan *scan, int i, gboolean lenient)
{
  char iso[11];
  const char *text = xl_scan_text (scan, i);

  if (g_utf8_strlen (text, -1) > 24 || !xl_scan_date (text, lenient, iso))
    return FALSE;
  if (!is_signature (scan, i - 1))
    return FALSE;
  take_signature (scan, i);
  take_date (scan, &scan->notice->written_date, i, 0, strlen (text), iso, 1.0);
  scan->date_at = i;
  return TRUE;
}

/* A date that stands alone, without organs above it. */
static gboolean
try_lone_date (XlScan *scan, int i)
{
  char iso[11];
  const char *text = xl_scan_text (scan, i);

  if (i <= scan->recipients_at || g_utf8_strlen (text, -1) > 24 || !xl_scan_date (text, scan->from_ocr, iso))
    return FALSE;
  take_date (scan, &scan->notice->written_date, i, 0, strlen (text), iso, 0.7);
  scan->date_at = i;
  return TRUE;
}

/* The red letters at the top, when no signature was read. */
static void
take_red_head (XlScan *scan)
{
  for (int i = 0; i < 4 && i < MAX (scan->title_at, 1) && (guint) i < xl_scan_length (scan); i++)
    {
      const char *text = xl_scan_text (scan, i);
      g_autofree char *name = without_spaces (text);
      const char *end = g_str_has_suffix (name, "文件") ? name + strlen (name) - strlen ("文件") : name + strlen (name);
      g_autofree char *organ = g_strndup (name, (gsize) (end - name));

      if (xl_scan_paragraph (scan, i)->em < 1.3f * scan->text->body_em || !xl_scan_is_organ (organ))
        continue;
      add_issuer (scan, i, 0, strlen (text), 0.6);
      g_free (((XlFact *) scan->notice->issuers->pdata[0])->value);
      ((XlFact *) scan->notice->issuers->pdata[0])->value = g_steal_pointer (&organ);
      return;
    }
}

static void
take_last_signature (XlScan *scan)
{
  for (guint i = xl_scan_length (scan); i-- > 0;)
    if (is_signature (scan, (int) i) && (int) i > scan->recipients_at + 1 && xl_scan_paragraph (scan, (int) i)->x0 > 200)
      {
        take_signature (scan, (int) i + 1);
        return;
      }
}

static void
find_signature (XlScan *scan)
{
  gboolean found = FALSE;
  guint n = xl_scan_length (scan);

  for (guint i = 0; i < n && !found; i++)
    found = try_signature (scan, (int) i, scan->from_ocr) || ((int) i <= scan->title_at + 4 && take_imprint (scan, (int) i));
  for (guint i = 0; i < n && !found; i++)
    found = try_lone_date (scan, (int) i);
  if (scan->notice->issuers->len == 0 && scan->from_ocr)
    take_last_signature (scan);
  if (scan->notice->issuers->len == 0)
    take_red_head (scan);
}

static void
find_publication (XlScan *scan)
{
  static const char pattern[] = "(?:公开|发布|发文|公布)(?:日期|时间):?\\s*((?:19|20)\\d{2}(?:年\\d{1,2}月\\d{1,2}日|-\\d{1,2}-\\d{1,2}))"
                                "|^((?:19|20)\\d{2}-\\d{1,2}-\\d{1,2})\\s*\\d{1,2}:\\d{2}(?::\\d{2})?\\s*(?:来源|发布)";

  for (guint i = 0; i < xl_scan_length (scan) && scan->notice->publication_date == NULL; i++)
    {
      g_autoptr(GMatchInfo) match = NULL;
      int start, end, group;
      char iso[11];
      g_autofree char *words = NULL;

      if (!g_regex_match (xl_scan_regex (pattern), xl_scan_text (scan, (int) i), 0, &match))
        continue;
      group = g_match_info_fetch_pos (match, 1, &start, &end) && start >= 0 && end > start ? 1 : 2;
      g_match_info_fetch_pos (match, group, &start, &end);
      words = g_match_info_fetch (match, group);
      if (xl_scan_date (words, FALSE, iso))
        take_date (scan, &scan->notice->publication_date, (int) i, (gsize) start, (gsize) end, iso, 0.95);
    }
}

void
xl_notice_scan_head (XlScan *scan)
{
  find_number (scan);
  find_title (scan);
  find_kind (scan);
  find_urgency (scan);
  find_recipients (scan);
  find_signature (scan);
  find_publication (scan);
  find_cited (scan);
}
