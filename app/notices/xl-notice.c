#include "notices/xl-notice-private.h"
#include "notices/xl-text-fold.h"

#include "base/xl-date.h"

#include <string.h>

void
xl_fact_free (XlFact *fact)
{
  g_free (fact->value);
  g_free (fact->raw);
  g_free (fact);
}

static void
free_deadline (gpointer data)
{
  XlNoticeDeadline *d = data;

  xl_deadline_free (d->deadline);
  xl_fact_free (d->fact);
  g_free (d);
}

static void
free_task (gpointer data)
{
  XlNoticeTask *task = data;

  xl_fact_free (task->fact);
  g_free (task->due);
  g_free (task->time);
  g_free (task->to);
  g_free (task->raw);
  g_free (task);
}

static void
free_contact (gpointer data)
{
  XlContact *contact = data;

  xl_fact_free (contact->fact);
  g_free (contact->name);
  g_free (contact->phone);
  g_free (contact->email);
  g_free (contact);
}

static XlNotice *
new_notice (void)
{
  XlNotice *notice = g_new0 (XlNotice, 1);

  notice->issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_fact_free);
  notice->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_fact_free);
  notice->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_fact_free);
  notice->cited = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_fact_free);
  notice->suspicious = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_fact_free);
  notice->deadlines = g_ptr_array_new_with_free_func (free_deadline);
  notice->tasks = g_ptr_array_new_with_free_func (free_task);
  notice->contacts = g_ptr_array_new_with_free_func (free_contact);
  return notice;
}

void
xl_notice_free (XlNotice *notice)
{
  g_clear_pointer (&notice->title, xl_fact_free);
  g_clear_pointer (&notice->number, xl_fact_free);
  g_clear_pointer (&notice->written_date, xl_fact_free);
  g_clear_pointer (&notice->publication_date, xl_fact_free);
  g_clear_pointer (&notice->recipients_line, xl_fact_free);
  g_clear_pointer (&notice->kind, xl_fact_free);
  g_clear_pointer (&notice->urgency, xl_fact_free);
  g_ptr_array_unref (notice->issuers);
  g_ptr_array_unref (notice->recipients);
  g_ptr_array_unref (notice->attachments);
  g_ptr_array_unref (notice->cited);
  g_ptr_array_unref (notice->suspicious);
  g_ptr_array_unref (notice->deadlines);
  g_ptr_array_unref (notice->tasks);
  g_ptr_array_unref (notice->contacts);
  g_free (notice);
}

/* What the parts share ---------------------------------------------------------------------------------------------- */

const XlParagraph *
xl_scan_paragraph (const XlScan *scan, int paragraph)
{
  return &g_array_index (scan->text->paragraphs, XlParagraph, paragraph);
}

guint
xl_scan_length (const XlScan *scan)
{
  return scan->text->paragraphs->len;
}

const char *
xl_scan_text (const XlScan *scan, int paragraph)
{
  if (paragraph < 0 || (guint) paragraph >= scan->folded->len)
    return "";
  return scan->folded->pdata[paragraph];
}

XlFact *
xl_scan_fact (const XlScan *scan, int paragraph, gsize start, gsize end, const char *value, double confidence)
{
  const XlParagraph *p = xl_scan_paragraph (scan, paragraph);
  const char *folded = xl_scan_text (scan, paragraph);
  XlFact *fact = g_new0 (XlFact, 1);
  glong skip = g_utf8_pointer_to_offset (folded, folded + start);
  const char *from;

  fact->first_char = p->first_char + (guint) skip;
  fact->n_chars = (guint) g_utf8_pointer_to_offset (folded + start, folded + end);
  from = g_utf8_offset_to_pointer (scan->text->text + p->text_byte, skip);
  fact->raw = g_strndup (from, (gsize) (g_utf8_offset_to_pointer (from, fact->n_chars) - from));
  fact->value = value != NULL ? g_strdup (value) : g_strdup (fact->raw);
  fact->confidence = scan->from_ocr ? confidence * 0.75 : confidence;
  return fact;
}

GRegex *
xl_scan_regex (const char *pattern)
{
  static GHashTable *known;
  static GMutex mutex;
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (known, pattern);
  if (regex == NULL)
    {
      g_autoptr(GError) error = NULL;

      regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);
      if (regex == NULL)
        g_error ("%s: %s", pattern, error->message);
      g_hash_table_insert (known, g_strdup (pattern), regex);
    }
  g_mutex_unlock (&mutex);
  return regex;
}

gboolean
xl_scan_matches (const char *text, const char *pattern)
{
  return g_regex_match (xl_scan_regex (pattern), text, 0, NULL);
}

gboolean
xl_scan_date (const char *text, gboolean lenient, char out[11])
{
  g_autoptr(GString) plain = g_string_new (NULL);
  XlDate date;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  if (lenient)   /* the last character lies under the seal, or was misread */
    {
      g_autofree char *fixed = g_regex_replace (xl_scan_regex ("^((?:19|20)\\d{2}年\\d{1,2}月\\d{1,2})[^\\d]{0,2}$"), plain->str, -1, 0, "\\1日", 0, NULL);

      g_string_assign (plain, fixed);
    }
  if (!xl_scan_matches (plain->str, "^(?:(?:19|20)\\d{2}|[〇零一二三四五六七八九]{4})(?:年[\\d一二三四五六七八九十]{1,3}月[\\d一二三四五六七八九十廿]{1,3}日|-\\d{1,2}-\\d{1,2})$"))
    return FALSE;
  if (!xl_date_parse (plain->str, XL_DATE_TEXT, NULL, 0, &date) || date.precision != XL_DATE_DAY)
    return FALSE;
  g_strlcpy (out, date.text, 11);
  return TRUE;
}

gboolean
xl_scan_is_organ (const char *name)
{
  return xl_scan_matches (name, "(?:政府|委员会|办公室|办公厅|办事处|指挥部|领导小组|党委|党总支|党支部|党组|工委|纪委|组织部|宣传部|统战部|政法委|"
                          "[县市区镇乡省]委|部|局|厅|委|院|站|所|中心|社|会|科|股|公司|学校|学院|支队|大队|服务队|村|社区|总工会|联合会|联社|银行|基地)$");
}

XlNotice *
xl_notice_read (const XlNoticeText *text, gboolean from_ocr, const char *received)
{
  XlNotice *notice = new_notice ();
  g_autoptr(XlNoticeText) clean = xl_notice_take_out_spam (text, notice->suspicious);
  g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);
  XlScan scan = { clean != NULL ? clean : text, from_ocr, received, notice, -1, -1, -1, -1, folded };

  for (guint i = 0; i < scan.text->paragraphs->len; i++)
    {
      const XlParagraph *p = &g_array_index (scan.text->paragraphs, XlParagraph, i);

      g_ptr_array_add (folded, g_strndup (scan.text->folded + p->first_byte, p->n_bytes));
    }
  xl_notice_scan_head (&scan);
  xl_notice_scan_contacts (&scan);
  xl_notice_scan_attachments (&scan);
  xl_notice_scan_deadlines (&scan);
  return notice;
}
