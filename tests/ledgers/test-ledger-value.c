#include "ledgers/xl-record.h"
#include "ledgers/xl-value.h"

#include <string.h>

static const char json[] =
  "{\"format\": 1, \"key\": \"all\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", \"fields\": ["
  "{\"key\": \"text\", \"title\": \"1\", \"type\": \"text\"},"
  "{\"key\": \"integer\", \"title\": \"2\", \"type\": \"integer\", \"min\": \"0\", \"max\": \"120\"},"
  "{\"key\": \"decimal\", \"title\": \"3\", \"type\": \"decimal\", \"places\": 2},"
  "{\"key\": \"money\", \"title\": \"4\", \"type\": \"money\"},"
  "{\"key\": \"date\", \"title\": \"5\", \"type\": \"date\", \"min\": \"2000-01-01\"},"
  "{\"key\": \"month\", \"title\": \"6\", \"type\": \"month\"},"
  "{\"key\": \"time\", \"title\": \"7\", \"type\": \"time\"},"
  "{\"key\": \"minutes\", \"title\": \"8\", \"type\": \"minutes\"},"
  "{\"key\": \"yes\", \"title\": \"9\", \"type\": \"yes-no\"},"
  "{\"key\": \"code\", \"title\": \"10\", \"type\": \"code\", \"codes\": \"five_she\"},"
  "{\"key\": \"codes\", \"title\": \"11\", \"type\": \"codes\", \"codes\": \"special_elderly_8\"}]}";

/* @stored: how it is kept; NULL: refused.  @shown: as people read it. */
typedef struct {
  const char *field, *text, *stored, *shown;
} Case;

static const Case cases[] = {
  { "text", "  张 三 ", "张 三", "张 三" },
  { "integer", "１２", "12", "12" },
  { "integer", "1,2", "12", "12" },
  { "integer", "121", NULL, NULL },
  { "integer", "-1", NULL, NULL },
  { "integer", "1.5", NULL, NULL },
  { "integer", "abc", NULL, NULL },
  { "decimal", "3.5", "350", "3.50" },
  { "decimal", "-0.05", "-5", "-0.05" },
  { "decimal", "3.555", NULL, NULL },
  { "decimal", "3.550", "355", "3.55" },
  { "decimal", "99999999999999999999", NULL, NULL },
  { "money", "1,234.5", "123450", "1,234.50" },
  { "money", "一百", "10000", "100.00" },
  { "money", "若干", NULL, NULL },
  { "date", "2026年6月3日", "2026-06-03", "2026-06-03" },
  { "date", "2026.6.3", "2026-06-03", "2026-06-03" },
  { "date", "2026-02-30", NULL, NULL },
  { "date", "1999-12-31", NULL, NULL },
  { "date", "6月3日", NULL, NULL },
  { "month", "2026年6月", "2026-06", "2026-06" },
  { "time", "23:00", "23:00", "23:00" },
  { "time", "下午3点半", "15:30", "15:30" },
  { "time", "9时05分", "09:05", "09:05" },
  { "time", "0830", "08:30", "08:30" },
  { "time", "25:00", NULL, NULL },
  { "time", "8", NULL, NULL },
  { "minutes", "90", "90", "1小时30分" },
  { "minutes", "1小时30分", "90", "1小时30分" },
  { "minutes", "45", "45", "45分钟" },
  { "yes", "是", "1", "是" },
  { "yes", "√", "1", "是" },
  { "yes", "无", "0", "否" },
  { "yes", "也许", NULL, NULL },
  { "code", "不知道", NULL, NULL },
  { "codes", "高龄、独居", "1,8", "独居、高龄" },
  { "codes", "高龄，独居;高龄", "1,8", "独居、高龄" },
  { "codes", "8 1", "1,8", "独居、高龄" },
  { "codes", "高龄、外星人", NULL, NULL },
};

static XlTemplate *
load (void)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_parse ("all.json", json, strlen (json), &error);

  g_assert_no_error (error);
  return t;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(XlTemplate) t = load ();
  const XlLedgerField *f = xl_template_field (t, (guint) xl_template_find (t, c->field));
  XlValue value;
  const char *reason;
  gboolean read = xl_value_parse (f, c->text, &value, &reason);
  g_autofree char *stored = value.text != NULL ? g_strdup (value.text) : g_strdup_printf ("%" G_GINT64_FORMAT, value.number);
  g_autofree char *shown = xl_value_show (f, &value, FALSE);

  g_assert_cmpint (read, ==, c->stored != NULL);
  g_assert_cmpint (value.set, ==, c->stored != NULL);
  g_assert_cmpint (reason != NULL, ==, c->stored == NULL);
  if (read)
    {
      g_assert_cmpstr (stored, ==, c->stored);
      g_assert_cmpstr (shown, ==, c->shown);
    }
  xl_value_clear (&value);
}

static void
test_blank_is_no_value (void)
{
  g_autoptr(XlTemplate) t = load ();

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      XlValue value;
      const char *reason;

      g_assert_true (xl_value_parse (xl_template_field (t, i), " \xe3\x80\x80", &value, &reason));
      g_assert_false (value.set);
    }
}

static void
test_a_date_takes_the_year_of_its_sheet (void)
{
  g_autoptr(XlTemplate) t = load ();
  XlValue value;
  const char *reason;

  g_assert_true (xl_value_parse_in (xl_template_field (t, (guint) xl_template_find (t, "date")), "3.5", 2026, FALSE, &value, &reason));
  g_assert_cmpstr (value.text, ==, "2026-03-05");
  xl_value_clear (&value);
}

static gboolean
has_finding (GPtrArray *findings, int field, gboolean refuses)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (findings, i);

      if (f->field == field && f->refuses == refuses)
        return TRUE;
    }
  return FALSE;
}

static void
test_a_record_is_judged (void)
{
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (t, "220622103200");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  XlRecordContext context = { "2026-06-30", "2026-06", NULL, TRUE, TRUE };
  const char *reason;
  guint on = (guint) t->period_field;

  g_assert_false (xl_ledger_record_check (t, record, &context, findings));
  g_assert_true (has_finding (findings, t->subject_field, TRUE));
  g_assert_true (has_finding (findings, xl_template_find (t, "visitor"), TRUE));
  g_assert_false (has_finding (findings, xl_template_find (t, "note"), TRUE));

  xl_ledger_record_set_number (record, (guint) t->subject_field, 7);
  xl_ledger_record_set_text (t, record, on, "2026-06-30", &reason);
  xl_ledger_record_set_text (t, record, (guint) xl_template_find (t, "mode"), "电话", &reason);
  xl_ledger_record_set_text (t, record, (guint) xl_template_find (t, "visitor"), "李干事", &reason);
  g_ptr_array_set_size (findings, 0);
  g_assert_true (xl_ledger_record_check (t, record, &context, findings));
  g_assert_cmpuint (findings->len, ==, 0);

  context.today = "2026-06-29";
  g_assert_false (xl_ledger_record_check (t, record, &context, findings));
  g_assert_true (has_finding (findings, (int) on, TRUE));

  context.today = "2026-07-10";
  context.period = "2026-07";
  context.on_list = FALSE;
  g_ptr_array_set_size (findings, 0);
  g_assert_true (xl_ledger_record_check (t, record, &context, findings));
  g_assert_true (has_finding (findings, (int) on, FALSE));
  g_assert_true (has_finding (findings, t->subject_field, FALSE));

  context.subject_death = "2026-06-20";
  g_assert_false (xl_ledger_record_check (t, record, &context, findings));
}

static void
test_flags_are_kept_by_field (void)
{
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autofree char *flags = NULL;
  g_autofree char *need = NULL;
  g_autofree char *note = NULL;

  g_assert_null (xl_ledger_findings_to_flags (t, findings));
  xl_ledger_findings_add (findings, xl_template_find (t, "note"), FALSE, "first");
  xl_ledger_findings_add (findings, xl_template_find (t, "need"), FALSE, "second");
  xl_ledger_findings_add (findings, xl_template_find (t, "mode"), TRUE, "third");
  flags = xl_ledger_findings_to_flags (t, findings);
  note = xl_ledger_flag_of (flags, "note");
  need = xl_ledger_flag_of (flags, "need");
  g_assert_cmpstr (note, ==, "first");
  g_assert_cmpstr (need, ==, "second");
  g_assert_null (xl_ledger_flag_of (flags, "mode"));
  g_assert_null (xl_ledger_flag_of (NULL, "mode"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledgers/value/%s/%s", cases[i].field, cases[i].text);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/ledgers/value/blank-is-no-value", test_blank_is_no_value);
  g_test_add_func ("/ledgers/value/a-date-takes-the-year-of-its-sheet", test_a_date_takes_the_year_of_its_sheet);
  g_test_add_func ("/ledgers/record/a-record-is-judged", test_a_record_is_judged);
  g_test_add_func ("/ledgers/record/flags-are-kept-by-field", test_flags_are_kept_by_field);
  return g_test_run ();
}
