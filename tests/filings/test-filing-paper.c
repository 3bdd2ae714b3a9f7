#include "sample-filing.h"

#include "filings/xl-layout.h"

#include <glib/gstdio.h>
#include <poppler.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

static XlFiling *
sample (guint n_visits)
{
  g_autoptr(XlFilingData) data = sample_data (n_visits);
  g_autoptr(GError) error = NULL;
  XlFiling *filing = make_sample (data, XL_MASK_INTERNAL, &error);

  g_assert_no_error (error);
  return filing;
}

static PopplerDocument *
open_pdf (GBytes *pdf)
{
  g_autoptr(GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static char *
page_text (PopplerDocument *document, int n)
{
  g_autoptr(PopplerPage) page = poppler_document_get_page (document, n);

  return poppler_page_get_text (page);
}

/* The box of the first place where @text stands on page @n; y downwards from the top. */
static PopplerRectangle
find (PopplerDocument *document, int n, const char *text)
{
  g_autoptr(PopplerPage) page = poppler_document_get_page (document, n);
  double height;
  GList *found = poppler_page_find_text (page, text);
  PopplerRectangle box;

  g_assert_nonnull (found);
  poppler_page_get_size (page, NULL, &height);
  box = *(PopplerRectangle *) found->data;
  box.y1 = height - box.y1;
  box.y2 = height - box.y2;
  g_list_free_full (found, (GDestroyNotify) poppler_rectangle_free);
  return box;
}

#define NEAR(a, b, within) g_assert_cmpfloat_with_epsilon (a, b, within)

static void
test_places_are_the_standards (void)
{
  g_autoptr(XlFiling) filing = sample (10);
  g_autoptr(PopplerDocument) document = open_pdf (filing->pdf);
  PopplerRectangle to = find (document, 0, "那尔轰镇人民政府"), first = find (document, 0, "按照"), number = find (document, 0, "莫𡐓村〔");
  PopplerRectangle closing = find (document, 1, "特此"), signer = find (document, 0, "签发人"), page = find (document, 0, "— 1 —"), even = find (document, 1, "— 2 —");

  NEAR (to.x1, XL_BLOCK_LEFT, 0.5);                                  /* 主送机关 flush left */
  NEAR (first.x1, XL_BLOCK_LEFT + 2 * XL_CHARACTER, 0.5);            /* two characters in */
  NEAR (closing.x2 - closing.x1, 2 * XL_CHARACTER, 0.5);             /* 28 to a line */
  NEAR (number.x1, XL_BLOCK_LEFT + XL_CHARACTER, 0.5);               /* 上行文: number one character in … */
  NEAR (number.y1, signer.y1, 2.0);                                  /* … on the line of 签发人 */
  NEAR (page.x2, XL_BLOCK_RIGHT - XL_SIZE_4, 1.0);                   /* odd: right, one character in */
  NEAR (even.x1, XL_BLOCK_LEFT + XL_SIZE_4, 1.0);                    /* even: left */
  g_assert_cmpfloat (page.y2, <, XL_PAGE_HEIGHT);
  g_assert_cmpfloat (XL_PAGE_HEIGHT - page.y2, <, XL_BLOCK_BOTTOM - 7 * XL_MM + XL_SIZE_4);
}

static void
test_lines_stand_on_the_grid (void)
{
  g_autoptr(XlFiling) filing = sample (10);
  g_autoptr(PopplerDocument) document = open_pdf (filing->pdf);
  PopplerRectangle to = find (document, 0, "那尔轰镇人民政府"), first = find (document, 0, "按照");
  double line = (XL_PAGE_HEIGHT - XL_BLOCK_TOP) / XL_LINE_PITCH;

  NEAR (ABS (first.y1 - to.y1), XL_LINE_PITCH, 0.5);
  g_assert_cmpfloat (line, >, 0);
}

static void
test_long_table_repeats_its_header (void)
{
  g_autoptr(XlFiling) filing = sample (300);
  g_autoptr(PopplerDocument) document = open_pdf (filing->pdf);
  int n = poppler_document_get_n_pages (document), n_headers = 0;
  guint last = 0;
  g_autofree char *foot = g_strdup_printf ("第 4 页 共 %d 页", n);

  g_assert_cmpint (n, ==, (int) filing->n_pages);
  for (int i = 3; i < n - 1; i++)
    {
      g_autofree char *text = page_text (document, i);

      g_assert_nonnull (strstr (text, "探访日期"));
      n_headers++;
      last += g_strrstr (text, "300") != NULL;
    }
  g_assert_cmpint (n_headers, >, 10);
  g_assert_cmpuint (last, ==, 1);
  find (document, 3, foot);
}

/* A row higher than a page goes on on the next one; nothing of it is lost. */
static void
test_high_row_is_split (void)
{
  g_autoptr(XlFilingData) data = sample_data (3);
  g_autoptr(GString) story = g_string_new ("始");
  g_autoptr(GString) all = g_string_new (NULL);
  g_autoptr(XlFiling) filing = NULL;
  g_autoptr(PopplerDocument) document = NULL;

  for (int i = 0; i < 1500; i++)
    g_string_append (story, "述说");
  g_string_append (story, "终");
  xl_filing_sheet_set_cell (xl_filing_data_sheet (data, "visits"), 1, 9, story->str);
  filing = make_sample (data, XL_MASK_INTERNAL, NULL);
  g_assert_nonnull (filing);
  document = open_pdf (filing->pdf);
  for (guint i = 3; i < filing->n_pages; i++)
    {
      g_autofree char *text = page_text (document, (int) i);

      g_string_append (all, text);
    }
  {
    guint n = 0;

    for (const char *p = all->str; (p = strstr (p, "述")) != NULL; p++)
      n++;
    g_assert_cmpuint (n, ==, 1500);
  }
  g_assert_nonnull (strchr (all->str, '\n'));
  g_assert_nonnull (strstr (all->str, "终"));
}

static void
test_same_data_same_bytes (void)
{
  g_autoptr(XlFiling) first = sample (40);
  g_autoptr(XlFiling) second = sample (40);

  g_assert_true (g_bytes_equal (first->pdf, second->pdf));
  g_assert_cmpstr (first->sha256, ==, second->sha256);
}

static void
test_rare_names_print_and_copy (void)
{
  static const char *const names[] = { "徐㼆", "王䶮", "李㛃", "陈𬭎", "孙𫖯", "买买提·吐尔逊" };
  g_autoptr(XlFiling) filing = sample (8);
  g_autoptr(PopplerDocument) document = open_pdf (filing->pdf);
  g_autofree char *text = page_text (document, 3), *letter = page_text (document, 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (strstr (text, names[i]));
  g_assert_nonnull (strstr (letter, "莫𡐓村"));
  g_assert_null (strstr (text, "\xee\x80"));     /* no private code comes out */
}

static void
test_character_nobody_has_is_refused (void)
{
  static const char *const texts[] = { "王\xee\x85\xb0", "\xf4\x80\x80\x80", "𰻞\xf0\xbf\xbf\xbd" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(XlFilingData) data = sample_data (2);
      g_autoptr(GError) error = NULL;

      xl_filing_sheet_set_cell (xl_filing_data_sheet (data, "visits"), 0, 1, texts[i]);
      g_assert_null (make_sample (data, XL_MASK_INTERNAL, &error));
      g_assert_error (error, XL_ERROR, XL_ERROR_UNKNOWN);
      g_assert_nonnull (strstr (error->message, "U+"));
    }
}

static void
test_public_paper_is_masked (void)
{
  g_autoptr(XlFilingData) data = sample_data (8);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlFiling) filing = make_sample (data, XL_MASK_PUBLIC, &error);
  g_autoptr(PopplerDocument) document = NULL;

  g_assert_no_error (error);
  document = open_pdf (filing->pdf);
  for (guint i = 0; i < filing->n_pages; i++)
    {
      g_autofree char *text = page_text (document, (int) i);

      g_assert_false (g_regex_match_simple ("\\d{17}[\\dXx]|13812345678|张桂兰", text, 0, 0));
    }
  g_assert_null (g_strstr_len (g_bytes_get_data (filing->data, NULL), (gssize) g_bytes_get_size (filing->data), "张桂兰"));
}

static void
test_whole_number_in_public_paper_is_refused (void)
{
  g_autoptr(XlFilingData) data = sample_data (3);
  g_autoptr(GError) error = NULL;

  xl_filing_sheet_set_cell (xl_filing_data_sheet (data, "visits"), 2, 5, "220622194803050010");
  g_assert_null (make_sample (data, XL_MASK_PUBLIC, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
}

static void
test_value_missing_is_refused (void)
{
  g_autoptr(XlFilingForm) form = xl_filing_form_load ("elder-visits", NULL);
  g_autoptr(XlFilingData) data = xl_filing_data_new ();
  XlFilingIssue issue = sample_issue (XL_MASK_INTERNAL);
  g_autoptr(GError) error = NULL;

  g_assert_true (xl_filing_prepare (form, data, issue.office, issue.office_name, issue.period, XL_MASK_INTERNAL, NULL));
  g_assert_null (xl_filing_make (form, data, &issue, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_NOT_FOUND);
}

/* A letter of one page. */
static const char letter_form[] =
  "{\"key\":\"letter\",\"name\":\"函\",\"period\":\"month\",\"source\":\"-\",\"mark\":\"那尔轰村村民委员会\",\"title\":\"关于{period_words}工作情况的报告\","
  "\"to\":\"那尔轰镇人民政府：\",\"signature\":\"那尔轰村村民委员会\",\"body\":[{\"text\":\"现将我村{period_words}工作情况报告如下：本月共入户走访三十一户，"
  "发现并处理问题六件，均已办结。下月将继续按照要求做好各项工作。\"},{\"text\":\"特此报告。\"}]}";

static void
test_one_page_is_small (void)
{
  g_autoptr(GBytes) json = g_bytes_new_static (letter_form, sizeof letter_form - 1);
  g_autoptr(XlFilingForm) form = xl_filing_form_parse (json, "letter", NULL);
  g_autoptr(XlFilingData) data = xl_filing_data_new ();
  XlFilingIssue issue = sample_issue (XL_MASK_INTERNAL);
  g_autoptr(XlFiling) filing = NULL;

  g_assert_true (xl_filing_prepare (form, data, issue.office, issue.office_name, issue.period, XL_MASK_INTERNAL, NULL));
  filing = xl_filing_make (form, data, &issue, NULL);
  g_assert_nonnull (filing);
  g_assert_cmpuint (filing->n_pages, ==, 1);
  g_assert_cmpuint (g_bytes_get_size (filing->pdf), <, 40 * 1024);
}

/* Every tool that a township may have reads it without a word of complaint. */
static void
test_tools_are_silent (void)
{
  static const char *const tools[][6] = {
    { "qpdf", "--check" }, { "qpdf", "--check-linearization" }, { "pdftotext", "-q" }, { "pdffonts" }, { "pdfinfo" },
    { "mutool", "info" }, { "mutool", "draw", "-F", "text" }, { "pdftoppm", "-r", "20", "-png" },
  };
  g_autoptr(XlFiling) filing = sample (60);
  g_autofree char *dir = g_dir_make_tmp ("xiangli-paper-XXXXXX", NULL), *path = g_build_filename (dir, "a.pdf", NULL);
  char *temporary = xl_filing_write_begin (filing->pdf, path, NULL);

  g_assert_true (xl_filing_write_end (temporary, path, TRUE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autoptr(GPtrArray) argv = g_ptr_array_new ();
      g_autoptr(GError) error = NULL;
      g_autofree char *out = NULL, *said = NULL;
      int status;

      for (guint k = 0; k < 6 && tools[i][k] != NULL; k++)
        g_ptr_array_add (argv, (gpointer) tools[i][k]);
      g_ptr_array_add (argv, path);
      if (strcmp (tools[i][0], "pdftotext") == 0)
        g_ptr_array_add (argv, (gpointer) "-");
      g_ptr_array_add (argv, NULL);
      g_assert_true (g_spawn_sync (dir, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &said, &status, &error));
      g_assert_no_error (error);
      /* Debian's mutool says this of itself, whatever the file, and names the pages it draws. */
      if (strcmp (tools[i][0], "mutool") == 0)
        {
          g_autoptr(GString) own = g_string_new (said);
          g_autoptr(GRegex) pages = g_regex_new ("^page .*\n", G_REGEX_MULTILINE, 0, NULL);

          g_string_replace (own, "warning: ICC support is not available\n", "", 0);
          g_free (said);
          said = g_regex_replace (pages, own->str, -1, 0, "", 0, NULL);
        }
      if (status != 0 || *said != '\0' || strstr (out, "arning") != NULL)
        g_test_message ("%s %s: %s %s", tools[i][0], tools[i][1], said, out);
      g_assert_cmpint (status, ==, 0);
      g_assert_cmpstr (said, ==, "");
      g_assert_null (strstr (out, "WARNING"));
    }
  {
    g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);

    g_assert_cmpint (system (command), ==, 0);
  }
}

static void
test_properties_name_office_and_faces (void)
{
  g_autoptr(XlFiling) filing = sample (2);
  g_autoptr(PopplerDocument) document = open_pdf (filing->pdf);
  g_autofree char *title = poppler_document_get_title (document), *author = poppler_document_get_author (document);
  g_autofree char *subject = poppler_document_get_subject (document);
  g_autoptr(GList) attachments = poppler_document_get_attachments (document);

  g_assert_cmpstr (title, ==, "关于2026年6月特殊困难老年人探访关爱情况的报告");
  g_assert_cmpstr (author, ==, "莫𡐓村");
  g_assert_nonnull (strstr (subject, "莫𡐓村〔2026〕3号"));
  g_assert_nonnull (strstr (subject, filing->fonts));
  g_assert_cmpuint (g_list_length (attachments), ==, 3);
  for (GList *l = attachments; l != NULL; l = l->next)
    g_object_unref (l->data);
}

static void
test_bookmarks_lead_to_parts (void)
{
  g_autoptr(XlFiling) filing = sample (2);
  g_autoptr(PopplerDocument) document = open_pdf (filing->pdf);
  PopplerIndexIter *iter = poppler_index_iter_new (document);
  int n = 0, last_page = 0;

  g_assert_nonnull (iter);
  do
    {
      PopplerAction *action = poppler_index_iter_get_action (iter);

      g_assert_cmpint (action->type, ==, POPPLER_ACTION_GOTO_DEST);
      g_assert_cmpint (action->goto_dest.dest->page_num, >, last_page);
      last_page = action->goto_dest.dest->page_num;
      poppler_action_free (action);
      n++;
    }
  while (poppler_index_iter_next (iter));
  poppler_index_iter_free (iter);
  g_assert_cmpint (n, ==, 4);
}

static void
test_folder_that_cannot_be_written (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);
  static const char *const paths[] = { "/nowhere/at/all.pdf", "/proc/all.pdf", "/tmp" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (xl_filing_write_begin (bytes, paths[i], &error));
      g_assert_error (error, XL_ERROR, XL_ERROR_IO);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filings/paper/places-are-the-standards", test_places_are_the_standards);
  g_test_add_func ("/filings/paper/lines-stand-on-the-grid", test_lines_stand_on_the_grid);
  g_test_add_func ("/filings/paper/long-table-repeats-its-header", test_long_table_repeats_its_header);
  g_test_add_func ("/filings/paper/high-row-is-split", test_high_row_is_split);
  g_test_add_func ("/filings/paper/same-data-same-bytes", test_same_data_same_bytes);
  g_test_add_func ("/filings/paper/rare-names-print-and-copy", test_rare_names_print_and_copy);
  g_test_add_func ("/filings/paper/character-nobody-has-is-refused", test_character_nobody_has_is_refused);
  g_test_add_func ("/filings/paper/public-paper-is-masked", test_public_paper_is_masked);
  g_test_add_func ("/filings/paper/whole-number-in-public-paper-is-refused", test_whole_number_in_public_paper_is_refused);
  g_test_add_func ("/filings/paper/value-missing-is-refused", test_value_missing_is_refused);
  g_test_add_func ("/filings/paper/one-page-is-small", test_one_page_is_small);
  g_test_add_func ("/filings/paper/tools-are-silent", test_tools_are_silent);
  g_test_add_func ("/filings/paper/properties-name-office-and-faces", test_properties_name_office_and_faces);
  g_test_add_func ("/filings/paper/bookmarks-lead-to-parts", test_bookmarks_lead_to_parts);
  g_test_add_func ("/filings/paper/folder-that-cannot-be-written", test_folder_that_cannot_be_written);
  return g_test_run ();
}
