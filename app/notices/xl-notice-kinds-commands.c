#include "notices/xl-notice-kinds.h"
#include "notices/xl-notice-table.h"
#include "notices/xl-task-table.h"

#include "base/xl-json.h"

typedef struct {
  XlInvocation *inv;
  char         *office;
  gboolean      count_only;
  gint64        id;
} Question;

static gboolean
parse (XlInvocation *inv, Question *q, guint n_args, GError **error)
{
  q->inv = inv;
  q->office = xl_invocation_take_option (inv, "--office");
  q->count_only = xl_invocation_take_flag (inv, "--count");
  if (!xl_invocation_expect (inv, n_args, n_args, error))
    return FALSE;
  q->id = n_args > 1 ? g_ascii_strtoll (inv->args[1], NULL, 10) : 0;
  return TRUE;
}

static gpointer
ask (Question *q, XlReadFunc func, GError **error)
{
  g_autoptr(XlStore) store = xl_invocation_open_store (q->inv, XL_STORE_READ_ONLY, error);

  return store != NULL ? xl_store_read (store, func, q, error) : NULL;
}

static void
begin_list (JsonBuilder *b, const char *kind, guint count, gboolean count_only)
{
  json_builder_begin_object (b);
  xl_json_string (b, "kind", kind);
  xl_json_int (b, "count", count);
  if (count_only)
    return;
  json_builder_set_member_name (b, "rows");
  json_builder_begin_array (b);
}

static void
end_list (XlInvocation *inv, JsonBuilder *b, gboolean count_only)
{
  if (!count_only)
    json_builder_end_array (b);
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

/* Notices ----------------------------------------------------------------------------------------------------------- */

static gpointer
read_notices (XlDb *db, gpointer data, GError **error)
{
  return xl_notice_table_list (db, ((Question *) data)->office, NULL, error);
}

static void
add_notice (JsonBuilder *b, const XlNoticeRow *row)
{
  json_builder_begin_object (b);
  xl_json_int (b, "id", row->id);
  xl_json_string (b, "file", row->file_name);
  xl_json_string (b, "title", row->title);
  xl_json_string (b, "doc_number", row->number);
  xl_json_string (b, "issuers", row->issuers);
  xl_json_string (b, "written_date", row->written_date);
  xl_json_string (b, "received_date", row->received_date);
  xl_json_string (b, "state", row->confirmed_by != NULL ? "confirmed" : "read");
  xl_json_int (b, "open_tasks", row->n_open_tasks);
  xl_json_string (b, "sha256", row->sha256);
  json_builder_end_object (b);
}

static gboolean
list_notices (XlInvocation *inv, GError **error)
{
  Question q = { 0 };
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(JsonBuilder) b = json_builder_new ();

  if (parse (inv, &q, 1, error))
    rows = ask (&q, read_notices, error);
  g_free (q.office);
  if (rows == NULL)
    return FALSE;
  if (!inv->json && q.count_only)
    xl_invocation_print (inv, "%u\n", rows->len);
  begin_list (b, "notices", rows->len, q.count_only);
  for (guint i = 0; i < rows->len && !q.count_only; i++)
    {
      const XlNoticeRow *row = rows->pdata[i];

      add_notice (b, row);
      if (!inv->json)
        xl_invocation_print (inv, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s\n", row->id, row->received_date, row->number != NULL ? row->number : "",
                             row->title != NULL ? row->title : row->file_name, row->confirmed_by != NULL ? "confirmed" : "read");
    }
  if (inv->json)
    end_list (inv, b, q.count_only);
  return TRUE;
}

static gpointer
read_notice (XlDb *db, gpointer data, GError **error)
{
  return xl_notice_table_get (db, ((Question *) data)->id, error);
}

static gboolean
show_notice (XlInvocation *inv, GError **error)
{
  Question q = { 0 };
  g_autoptr(XlNoticeRow) row = NULL;

  if (parse (inv, &q, 2, error))
    row = ask (&q, read_notice, error);
  g_free (q.office);
  if (row == NULL)
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_from_string (row->facts, NULL));
  else
    xl_invocation_print (inv, "%s\n%s\n%s\n%s\n", row->title != NULL ? row->title : "", row->number != NULL ? row->number : "",
                         row->issuers != NULL ? row->issuers : "", row->written_date != NULL ? row->written_date : "");
  return TRUE;
}

/* Tasks --------------------------------------------------------------------------------------------------------------- */

static gpointer
read_tasks (XlDb *db, gpointer data, GError **error)
{
  const Question *q = data;

  return xl_task_table_due (db, q->office, q->inv->on, 36500, error);
}

static void
add_task (JsonBuilder *b, const XlTaskDue *due)
{
  const XlTask *task = due->task;

  json_builder_begin_object (b);
  xl_json_int (b, "id", task->id);
  xl_json_string (b, "what", task->what);
  xl_json_string (b, "due", due->due_date[0] != '\0' ? due->due_date : NULL);
  xl_json_string (b, "time", task->due_time);
  xl_json_string (b, "rule", task->rule);
  if (due->due_date[0] != '\0')
    xl_json_int (b, "days_left", due->days_left);
  else
    xl_json_null (b, "days_left");
  xl_json_string (b, "to", task->reports_to);
  if (task->notice != 0)
    xl_json_int (b, "notice", task->notice);
  else
    xl_json_null (b, "notice");
  xl_json_string (b, "leads_kind", task->leads_kind);
  xl_json_string (b, "leads_to", task->leads_to);
  xl_json_string (b, "raw", task->raw);
  xl_json_string (b, "doubt", task->doubt);
  json_builder_end_object (b);
}

static gboolean
list_tasks (XlInvocation *inv, GError **error)
{
  Question q = { 0 };
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(JsonBuilder) b = json_builder_new ();

  if (parse (inv, &q, 1, error))
    rows = ask (&q, read_tasks, error);
  g_free (q.office);
  if (rows == NULL)
    return FALSE;
  if (!inv->json && q.count_only)
    xl_invocation_print (inv, "%u\n", rows->len);
  begin_list (b, "tasks", rows->len, q.count_only);
  for (guint i = 0; i < rows->len && !q.count_only; i++)
    {
      const XlTaskDue *due = rows->pdata[i];

      add_task (b, due);
      if (!inv->json)
        xl_invocation_print (inv, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", due->task->id, due->due_date[0] != '\0' ? due->due_date : due->task->rule,
                             due->task->what, due->task->leads_to != NULL ? due->task->leads_to : "");
    }
  if (inv->json)
    end_list (inv, b, q.count_only);
  return TRUE;
}

const XlKind xl_notice_kinds[] = {
  { "notices", "notices that came in, newest first", NULL, list_notices, show_notice, NULL },
  { "tasks", "what must be done by when, the most urgent first (--on)", NULL, list_tasks, NULL, NULL },
  { NULL }
};
