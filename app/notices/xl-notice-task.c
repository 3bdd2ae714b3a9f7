#include "notices/xl-notice-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define HAND_IN "(?:报送|上报|呈报|申报|汇总报|报|提交|上交|交|反馈|发送|上传|寄送|送达|送|发)"
#define TO "(?:至|到|给|往)?"
#define ORGAN_END "(?:办|局|站|所|委|委员会|政府|中心|办公室|乡镇|镇|乡|县|街道|村委会|科|股|室|纪委|部|支部|总支|系统|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+)"

/* One sentence: bytes of a folded paragraph. */
typedef struct {
  int   paragraph;
  gsize start, end;
} Sentence;

typedef struct {
  char    *what, *to;
  gboolean is_task;
} Action;

static void
clear_action (Action *action)
{
  g_free (action->what);
  g_free (action->to);
}

static gsize
clause_start (const char *text, gsize at)
{
  while (at > 0 && strchr (",;:", text[at - 1]) == NULL)
    at--;
  return at;
}

/* The part of @text up to the next mark outside brackets. */
static gsize
clause_length (const char *text)
{
  int depth = 0;
  gsize i = 0;

  for (; text[i] != '\0'; i++)
    {
      depth += (text[i] == '(') - (text[i] == ')');
      if (depth <= 0 && strchr (",;", text[i]) != NULL)
        break;
    }
  return i;
}

static char *
group (GMatchInfo *match, int i)
{
  char *text = g_match_info_fetch (match, i);

  if (text != NULL)
    g_strstrip (text);
  if (text != NULL && *text != '\0')
    return text;
  g_free (text);
  return NULL;
}

/* "2026年第四季度“四张清单”由各村" → what is handed in; actors and helping words go. */
static char *
object_before (const char *before)
{
  g_autoptr(GMatchInfo) match = NULL;
  char *object;

  g_regex_match (xl_scan_regex ("^\\s*(?:同时|此后|今后|另外|首先)?(.*?)(?:(?:由|请)(?:各|村|乡|镇|社区|本)[^,]{0,10}|各(?:村|行政村|单位|社区|网格|组|村民小组|小组长|村民委员会|村\\(社区\\)|村\\(居\\))+)?"
                                "(?:均|都)?(?:请|须|应|要|需|务必|必须|并|统一|于)*\\s*$"), before, 0, &match);
  object = group (match, 1);
  if (object == NULL || !xl_scan_matches (object, "^(?:请|须|应|要|并|且|的|有异议的?|从.*起|其中|逾期)+$|的$|起$|^有关村|^被抽中|^请|^村民$"))
    return object;
  g_free (object);
  return NULL;
}

static gboolean
is_organ (const char *text)
{
  return text != NULL && (xl_scan_matches (text, ORGAN_END "(?:备案|汇总|审核|登记)?$") || xl_scan_matches (text, "^我[局办委站]"));
}

static gboolean
match_action (const char *after, const char *pattern, GMatchInfo **match)
{
  g_clear_pointer (match, g_match_info_unref);
  return g_regex_match (xl_scan_regex (pattern), after, 0, match);
}

/* What @after, the words behind a deadline, ask for; @object stood before it. */
static Action
read_action (const char *object, const char *after)
{
  Action action = { .is_task = TRUE };
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *rest = NULL;

  if (match_action (after, "^将(.+?)(?:加盖公章后|盖章后|汇总后|统一|一并|及时)*" HAND_IN TO "(.*)$", &match))
    {
      action.what = group (match, 1);
      action.to = group (match, 2);
    }
  else if (match_action (after, "^(?:先行|及时|统一|一并|如实|书面|直接)*" HAND_IN TO "(.*)$", &match))
    {
      rest = group (match, 1);
      if (g_strcmp0 (rest, "一次") == 0 || g_strcmp0 (rest, "完毕") == 0)
        g_clear_pointer (&rest, g_free);
      if (rest != NULL && !is_organ (rest) && (object == NULL || !xl_scan_matches (rest, "^[“\"]")))
        action.what = g_strdup (rest);
      else
        action.to = g_strdup (rest);
      if (action.what == NULL)
        action.what = g_strdup (object);
    }
  else if (match_action (after, "^(.+?)(?:并|后)?(?:统一|及时|一并)?(?:报送|上报|报|反馈|提交|交|发送)" TO "(.{0,16}" ORGAN_END ")(?:备案|汇总|审核)?$", &match))
    {
      action.what = group (match, 1);
      action.to = group (match, 2);
    }
  else
    action.what = object != NULL ? g_strconcat (object, after, NULL) : g_strdup (after);
  if (xl_scan_matches (after, "^(?:向.{2,12}(?:反映|请假|提出)|公布|公开|公示|缴费|缴纳|止|结束|起)"))
    action.is_task = FALSE;
  return action;
}

/* "并将清理前后对比照片报镇林业站": the next clause says what and where to. */
static void
extend_action (Action *action, const char *next)
{
  g_autofree char *clause = NULL;
  g_autoptr(GMatchInfo) match = NULL;

  if (*next != ',')
    return;
  clause = g_strndup (next + 1, clause_length (next + 1));
  if (!g_regex_match (xl_scan_regex ("^并?将(.+?)" HAND_IN TO "(.*)$"), clause, 0, &match))
    return;
  if (action->what != NULL)
    {
      g_autofree char *more = group (match, 1);
      char *both = g_strconcat (action->what, "，", more, NULL);

      g_free (action->what);
      action->what = both;
    }
  if (action->to == NULL)
    action->to = group (match, 2);
}

/* Whether a clause speaks of a township or county and not of villages: its deadline is not ours to keep. */
static gboolean
is_of_township (const char *subject)
{
  return xl_scan_matches (subject, "^\\s*(?:由|请)?(?:各)?(?:乡镇|乡\\(镇\\)|镇|县|区|市|街道)[^村]{0,10}$") && !xl_scan_matches (subject, "单位|部门$|^\\s*(?:镇|县)直");
}

/* The clause before the one at @start, "" when another deadline stands in it or it ends with a semicolon. */
static char *
previous_clause (const char *text, gsize start, gsize last_end)
{
  gsize from;

  if (start == 0 || text[start - 1] != ',' || start <= last_end)
    return g_strdup ("");
  from = clause_start (text, start - 1);
  return from < last_end ? g_strdup ("") : g_strndup (text + from, start - 1 - from);
}

static void
add_task (XlScan *scan, const XlNoticeDeadline *d, int paragraph, gsize start, gsize end, const Action *action)
{
  XlNoticeTask *task;
  g_autofree char *due = xl_deadline_rule (d->deadline);

  if (due == NULL)
    return;
  task = g_new0 (XlNoticeTask, 1);
  task->fact = xl_scan_fact (scan, paragraph, start, end, action->what, 0.85);
  task->due = g_steal_pointer (&due);
  task->time = d->deadline->time[0] != '\0' ? g_strdup (d->deadline->time) : NULL;
  task->to = g_strdup (action->to);
  task->doubt = d->deadline->doubt;
  task->raw = g_strdup (d->fact->raw);
  g_ptr_array_add (scan->notice->tasks, task);
}

static XlNoticeDeadline *
add_deadline (XlScan *scan, XlDeadline *deadline, int paragraph, gsize base, const char *what)
{
  XlNoticeDeadline *d = g_new0 (XlNoticeDeadline, 1);
  double confidence = deadline->doubt != NULL ? 0.7 : 0.95;

  d->deadline = deadline;
  d->fact = xl_scan_fact (scan, paragraph, base + deadline->start, base + deadline->start + deadline->length, what, confidence);
  g_ptr_array_add (scan->notice->deadlines, d);
  return d;
}

/* "各村排查结果经村民代表会议评议后,于9月24日前报乡镇": what is handed in stands in the clause before. */
static char *
object_of_previous (const char *previous)
{
  g_autoptr(GMatchInfo) match = NULL;

  if (g_regex_match (xl_scan_regex ("^\\s*(?:请)?(?:各村)?(?:填写|填报|准备)(.{2,30})$"), previous, 0, &match)
      || (match != NULL && g_match_info_matches (match)))
    return group (match, 1);
  g_clear_pointer (&match, g_match_info_unref);
  if (g_regex_match (xl_scan_regex ("^(.{2,30}?)(?:经|由|汇总|审核|签字).{0,24}后?$"), previous, 0, &match))
    return group (match, 1);
  return NULL;
}

/* What is handed in is not said beside the deadline: what the paragraph spoke of before, else the words themselves. */
static char *
what_else (const XlScan *scan, const Sentence *s, const char *words)
{
  const XlNoticeDeadline *last = NULL;
  const XlParagraph *p = xl_scan_paragraph (scan, s->paragraph);

  if (scan->notice->deadlines->len > 0)
    last = scan->notice->deadlines->pdata[scan->notice->deadlines->len - 1];
  if (last != NULL && last->fact->first_char >= p->first_char)
    return g_strdup (last->fact->value);
  return g_strdup (words);
}

static void
read_deadline (XlScan *scan, const Sentence *s, const char *text, XlDeadline *deadline, gsize last_end, gsize next_start)
{
  gsize start = clause_start (text, deadline->start), end = deadline->start + deadline->length;
  g_autofree char *before = g_strndup (text + start, deadline->start - start);
  g_autofree char *all_after = g_strndup (text + end, next_start - end);
  g_autofree char *after = g_strndup (all_after, clause_length (*all_after == ',' ? all_after + 1 : all_after) + (*all_after == ','));
  g_autofree char *previous = previous_clause (text, start, last_end);
  g_autofree char *object = object_before (before);
  g_autofree char *what = NULL;
  const char *words = *after == ',' ? after + 1 : after;
  gsize after_length = strlen (after);
  gboolean not_ours = is_of_township (before) || is_of_township (object != NULL ? object : "");
  Action action;
  XlNoticeDeadline *d;

  if (object == NULL && *previous != '\0')
    object = object_of_previous (previous);
  if (not_ours && xl_scan_matches (previous, "村"))
    not_ours = FALSE;
  action = read_action (not_ours ? NULL : object, words);
  extend_action (&action, all_after + after_length);
  if (action.what == NULL)
    action.what = what_else (scan, s, words);
  what = g_strdup (action.what);
  d = add_deadline (scan, deadline, s->paragraph, s->start, what);
  if (action.is_task && !not_ours && *action.what != '\0')
    add_task (scan, d, s->paragraph, s->start + start, s->start + end + after_length, &action);
  clear_action (&action);
}

/* Deadlines without a year need one: that of the written date, else (a seal over it) that of the number. */
static GPtrArray *
find_deadlines (const XlScan *scan, const char *text)
{
  GPtrArray *list;
  g_autofree char *first_of_year = NULL;

  if (scan->notice->written_date != NULL || scan->notice->number == NULL)
    return xl_deadline_find (text, scan->notice->written_date != NULL ? scan->notice->written_date->value : NULL, scan->received);
  first_of_year = g_strdup_printf ("%.4s-01-01", strstr (scan->notice->number->value, "〔") + strlen ("〔"));
  list = xl_deadline_find (text, first_of_year, scan->received);
  for (guint i = 0; i < list->len; i++)
    ((XlDeadline *) list->pdata[i])->doubt = N_("the date of the notice was not read; its year is that of the number");
  return list;
}

static void
read_sentence (XlScan *scan, const Sentence *s)
{
  g_autofree char *text = g_strndup (xl_scan_text (scan, s->paragraph) + s->start, s->end - s->start);
  g_autoptr(GPtrArray) list = find_deadlines (scan, text);
  gsize last_end = 0;

  g_ptr_array_set_free_func (list, NULL);   /* each goes to the notice */
  for (guint i = 0; i < list->len; i++)
    {
      XlDeadline *deadline = list->pdata[i];
      gsize next = i + 1 < list->len ? ((XlDeadline *) list->pdata[i + 1])->start : strlen (text);

      read_deadline (scan, s, text, deadline, last_end, next);
      last_end = deadline->start + deadline->length;
    }
}

static void
read_paragraph (XlScan *scan, int i)
{
  const char *text = xl_scan_text (scan, i);
  gsize length = strlen (text), start = 0;

  if (!xl_scan_matches (text, "前|止|截止|内|日报|当日|当天"))
    return;
  while (start < length)
    {
      const char *stop = strstr (text + start, "。");
      gsize end = stop != NULL ? (gsize) (stop - text) : length;
      Sentence s = { i, start, end };

      read_sentence (scan, &s);
      start = end + (stop != NULL ? strlen ("。") : 0);
    }
}

/* Tables of deadlines ------------------------------------------------------------------------------------------------- */

typedef struct {
  int when, what, matter, to, who;   /* columns; -1 */
} Columns;

static int
find_column (char **cells, const char *pattern)
{
  for (int i = 0; cells[i] != NULL; i++)
    if (xl_scan_matches (cells[i], pattern))
      return i;
  return -1;
}

static Columns
read_header (const char *text)
{
  g_auto(GStrv) cells = g_strsplit (text, "\t", -1);
  Columns c;

  c.when = find_column (cells, "时限|期限|截止|完成时间|报送时间|上报时间|时间要求");
  c.what = find_column (cells, "材料|报送内容|提交|报表|成果");
  c.matter = find_column (cells, "事项|任务|内容|项目|工作");
  c.to = find_column (cells, "接收|受理|报送单位|报送科室|收件");
  c.who = find_column (cells, "责任单位|责任主体|完成单位|实施单位");
  return c;
}

static gsize
cell_offset (char **cells, int column)
{
  gsize offset = 0;

  for (int i = 0; i < column; i++)
    offset += strlen (cells[i]) + 1;
  return offset;
}

static gboolean
is_known_deadline (const XlNotice *notice, const XlDeadline *deadline)
{
  g_autofree char *rule = xl_deadline_rule (deadline);

  for (guint i = 0; i < notice->deadlines->len; i++)
    {
      g_autofree char *other = xl_deadline_rule (((XlNoticeDeadline *) notice->deadlines->pdata[i])->deadline);

      if (g_strcmp0 (rule, other) == 0)
        return TRUE;
    }
  return FALSE;
}

static const char *
cell_or (char **cells, guint n, int column, const char *otherwise)
{
  return column >= 0 && (guint) column < n && *cells[column] != '\0' ? cells[column] : otherwise;
}

static void
read_table_row (XlScan *scan, int i, const Columns *c, guint n_text_deadlines)
{
  g_auto(GStrv) cells = g_strsplit (xl_scan_text (scan, i), "\t", -1);
  guint n = g_strv_length (cells);
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *cell = NULL;
  gboolean bare;

  if (c->when < 0 || (guint) c->when >= n)
    return;
  bare = !xl_scan_matches (cells[c->when], "前|内|底|止");
  cell = g_strconcat (cells[c->when], bare ? "前" : "", NULL);
  list = find_deadlines (scan, cell);
  for (guint k = 0; k < list->len; k++)
    {
      XlDeadline *deadline = list->pdata[k];
      const char *matter = cell_or (cells, n, c->matter, "");
      const char *what = cell_or (cells, n, c->what, matter);
      Action action = { g_strdup (what), g_strdup (cell_or (cells, n, c->to, NULL)), TRUE };
      gsize length = strlen (xl_scan_text (scan, i));
      XlNoticeDeadline *d;

      if (n_text_deadlines > 0 && is_known_deadline (scan->notice, deadline))
        {
          clear_action (&action);
          continue;
        }
      deadline->length = (guint) MIN (deadline->length, strlen (cells[c->when]) - MIN (deadline->start, strlen (cells[c->when])));
      list->pdata[k] = NULL;
      d = add_deadline (scan, deadline, i, cell_offset (cells, c->when), *matter != '\0' ? matter : what);
      if (*what != '\0' && !xl_scan_matches (cell_or (cells, n, c->who, "村"), "^[^村]*(?:乡镇|县|镇|局|街道)[^村]*$"))
        add_task (scan, d, i, 0, length, &action);
      clear_action (&action);
    }
  g_ptr_array_set_free_func (list, NULL);
  for (guint k = 0; k < list->len; k++)
    if (list->pdata[k] != NULL)
      xl_deadline_free (list->pdata[k]);
}

static void
read_tables (XlScan *scan)
{
  guint table = 0, n_text = scan->notice->deadlines->len;
  Columns columns = { -1, -1, -1, -1, -1 };

  for (guint i = 0; i < xl_scan_length (scan); i++)
    {
      const XlParagraph *p = xl_scan_paragraph (scan, (int) i);

      if (p->kind != XL_PARAGRAPH_ROW)
        continue;
      if (p->table != table)
        columns = read_header (xl_scan_text (scan, (int) i));
      else
        read_table_row (scan, (int) i, &columns, n_text);
      table = p->table;
    }
}

void
xl_notice_scan_deadlines (XlScan *scan)
{
  int first = MAX (MAX (scan->recipients_at, scan->title_at), scan->number_at) + 1;

  for (guint i = (guint) first; i < xl_scan_length (scan); i++)
    if (xl_scan_paragraph (scan, (int) i)->kind == XL_PARAGRAPH_TEXT)
      read_paragraph (scan, (int) i);
  read_tables (scan);
}
