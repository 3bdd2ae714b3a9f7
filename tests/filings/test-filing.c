#include "filings/xl-filing-form.h"

#include <string.h>

static XlFilingData *
make_data (void)
{
  static const char *const columns[] = { "name", "id", "phone", NULL };
  XlFilingData *data = xl_filing_data_new ();
  XlFilingSheet *sheet = xl_filing_data_add_sheet (data, "people", columns);

  xl_filing_data_set (data, "b", "二");
  xl_filing_data_set (data, "a", "say \"hi\"\n");
  xl_filing_sheet_add (sheet, (const char *[]) { "王小明", "220622194803050010", "13812345678" });
  xl_filing_sheet_add (sheet, (const char *[]) { "李,强", NULL, "" });
  return data;
}

static void
test_json_is_one_spelling (void)
{
  g_autoptr(XlFilingData) data = make_data ();
  g_autoptr(GBytes) json = xl_filing_data_to_json (data);
  g_autoptr(XlFilingData) again = xl_filing_data_from_json (json, NULL);
  g_autoptr(GBytes) json_again = NULL;

  g_assert_nonnull (again);
  json_again = xl_filing_data_to_json (again);
  g_assert_true (g_bytes_equal (json, json_again));
  g_assert_cmpstr (xl_filing_data_get (again, "a"), ==, "say \"hi\"\n");
  g_assert_cmpstr (xl_filing_sheet_cell (xl_filing_data_sheet (again, "people"), 1, 0), ==, "李,强");
}

static void
test_not_our_json_is_refused (void)
{
  static const char *const texts[] = { "", "[]", "{", "{\"keys\":{},\"tables\":{\"x\":{\"columns\":[\"a\"],\"rows\":[[1]]}}}",
                                       "{\"keys\":{\"a\":1},\"tables\":{}}", "{\"keys\":{}}",
                                       "{\"keys\":{},\"tables\":{\"x\":{\"columns\":[\"a\"],\"rows\":[[\"1\",\"2\"]]}}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (xl_filing_data_from_json (bytes, &error));
      g_assert_error (error, XL_ERROR, XL_ERROR_FORMAT);
    }
}

/* What travels in a stranger's paper is not let at the stack. */
static void
test_deep_json_is_refused (void)
{
  g_autoptr(GString) text = g_string_new ("{\"keys\":");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  bytes = g_bytes_new_static (text->str, text->len);
  g_assert_null (xl_filing_data_from_json (bytes, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_FORMAT);
}

static void
test_csv_opens_in_a_spreadsheet (void)
{
  g_autoptr(XlFilingData) data = make_data ();
  g_autoptr(GBytes) csv = xl_filing_sheet_to_csv (xl_filing_data_sheet (data, "people"),
                                                  (const char *[]) { "姓名", "证件号", "电话", NULL });
  const char *expected = "\xef\xbb\xbf姓名,证件号,电话\r\n王小明,220622194803050010,13812345678\r\n\"李,强\",,\r\n";

  g_assert_cmpmem (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), expected, strlen (expected));
}

static void
test_words_of_periods (void)
{
  static const struct { const char *period, *words; } cases[] = {
    { "2026-06", "2026年6月" }, { "2026-Q2", "2026年第二季度" }, { "2026", "2026年" }, { "2026-06-30", "2026年6月30日" },
    { "2026-H1", "2026年上半年" }, { "2026-H2", "2026年下半年" }, { "2026-W09", "2026年第9周" }, { "2026-06-T1", "2026年6月上旬" },
    { "2026-12-T3", "2026年12月下旬" }, { "2026-H3", NULL }, { "2026-06-T4", NULL },
    { "2026-13", NULL }, { "2026-Q5", NULL }, { "26", NULL }, { "2026-02-30", NULL }, { "", NULL }, { "2026-6", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = xl_filing_period_words (cases[i].period);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_wording_is_filled_in (void)
{
  g_autoptr(XlFilingData) data = make_data ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = xl_filing_expand (data, "一{b}三 {", NULL);

  g_assert_cmpstr (text, ==, "一二三 {");
  g_assert_null (xl_filing_expand (data, "{nobody}", &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_NOT_FOUND);
}

static const char form_text[] =
  "{\"key\":\"f\",\"name\":\"n\",\"period\":\"month\",\"source\":\"s\",\"mark\":\"m\",\"title\":\"t\",\"to\":\"x\",\"signature\":\"s\","
  "\"tables\":[{\"key\":\"people\",\"title\":\"p\",\"columns\":[{\"key\":\"name\",\"title\":\"姓名\",\"mask\":\"name\"},"
  "{\"key\":\"id\",\"title\":\"证件号\"%s},{\"key\":\"phone\",\"title\":\"电话\",\"mask\":\"phone\"}]}]}";

static XlFilingForm *
make_form (const char *id_mask)
{
  g_autofree char *text = g_strdup_printf (form_text, id_mask);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  XlFilingForm *form = xl_filing_form_parse (bytes, "f", &error);

  g_assert_no_error (error);
  return form;
}

static void
test_masked_paper_is_let_through (void)
{
  g_autoptr(XlFilingForm) form = make_form (",\"mask\":\"identity\"");
  g_autoptr(XlFilingData) data = make_data ();
  XlFilingSheet *sheet = xl_filing_data_sheet (data, "people");

  xl_filing_form_mask (form, data, XL_MASK_PUBLIC);
  g_assert_cmpstr (xl_filing_sheet_cell (sheet, 0, 0), ==, "王*明");
  g_assert_cmpstr (xl_filing_sheet_cell (sheet, 0, 1), ==, "220622********0010");
  g_assert_cmpstr (xl_filing_sheet_cell (sheet, 0, 2), ==, "138****5678");
  g_assert_true (xl_filing_form_check (form, data, XL_MASK_PUBLIC, NULL));
}

static void
test_unmasked_number_is_refused (void)
{
  g_autoptr(XlFilingForm) form = make_form ("");
  g_autoptr(XlFilingData) data = make_data ();
  g_autoptr(GError) error = NULL;

  xl_filing_form_mask (form, data, XL_MASK_PUBLIC);
  g_assert_false (xl_filing_form_check (form, data, XL_MASK_PUBLIC, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "table people, row 1, column id"));
  g_assert_null (strstr (error->message, "220622"));
  g_assert_true (xl_filing_form_check (form, data, XL_MASK_INTERNAL, NULL));
}

static void
test_numbers_that_nobody_masked (void)
{
  static const struct { const char *text; gboolean found; } cases[] = {
    { "220622194803050010", TRUE }, { "22062219480305001x", TRUE }, { "证件220622480305001。", TRUE }, { "13812345678", TRUE },
    { "6222021234567890123", TRUE }, { "220622********0010", FALSE }, { "138****5678", FALSE }, { "220622103200", FALSE },
    { "2026-06-30", FALSE }, { "", FALSE }, { "25812345678", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (xl_filing_find_unmasked (cases[i].text), ==, cases[i].found);
}

static void
test_bad_forms_are_refused (void)
{
  static const char *const texts[] = { "", "7", "{}", "{\"key\":1}", "{\"key\":\"a\",\"name\":\"b\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (xl_filing_form_parse (bytes, "bad", &error));
      g_assert_error (error, XL_ERROR, XL_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "bad"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filings/data/one-spelling", test_json_is_one_spelling);
  g_test_add_func ("/filings/data/foreign-json-is-refused", test_not_our_json_is_refused);
  g_test_add_func ("/filings/data/deep-json-is-refused", test_deep_json_is_refused);
  g_test_add_func ("/filings/data/csv", test_csv_opens_in_a_spreadsheet);
  g_test_add_func ("/filings/words/periods", test_words_of_periods);
  g_test_add_func ("/filings/words/wording-is-filled-in", test_wording_is_filled_in);
  g_test_add_func ("/filings/privacy/masked-is-let-through", test_masked_paper_is_let_through);
  g_test_add_func ("/filings/privacy/unmasked-is-refused", test_unmasked_number_is_refused);
  g_test_add_func ("/filings/privacy/what-counts-as-a-number", test_numbers_that_nobody_masked);
  g_test_add_func ("/filings/form/bad-ones-are-refused", test_bad_forms_are_refused);
  return g_test_run ();
}
