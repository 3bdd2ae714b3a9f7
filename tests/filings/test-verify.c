#define _GNU_SOURCE
#include "sample-filing.h"

#include "filings/xl-verify-reader.h"

#include <glib/gstdio.h>

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
run (const char *command, ...)
{
  va_list args;
  g_autofree char *line = NULL;
  int status;

  va_start (args, command);
  line = g_strdup_vprintf (command, args);
  va_end (args);
  status = system (line);
  if (status != 0)
    g_test_message ("%s", line);
  g_assert_cmpint (status, ==, 0);
}

static XlVerification *
verify (const char *name)
{
  g_autofree char *path = path_of (name);
  g_autoptr(GError) error = NULL;
  XlVerification *v = xl_verify_file (path, &error);

  g_assert_no_error (error);
  g_assert_true (v->has_seal);
  return v;
}

static void
expect (const char *name, gboolean signature, gboolean data, gboolean pages)
{
  g_autoptr(XlVerification) v = verify (name);

  g_assert_cmpint (v->signature_valid, ==, signature);
  g_assert_cmpint (v->data_intact, ==, data);
  g_assert_cmpint (v->pages_intact, ==, pages);
  g_assert_cmpint (xl_verification_is_good (v), ==, signature && data && pages);
  g_assert_cmpint (v->reason == NULL, ==, signature && data && pages);
}

static void
test_unaltered (void)
{
  g_autoptr(XlVerification) v = verify ("a.pdf");
  g_autoptr(XlFilingData) data = NULL;

  g_assert_true (xl_verification_is_good (v));
  g_assert_cmpstr (v->seal.office, ==, "220622103205");
  g_assert_cmpstr (v->seal.number, ==, "莫𡐓村〔2026〕3号");
  g_assert_cmpstr (v->seal.period, ==, "2026-06");
  data = xl_filing_data_from_json (v->data, NULL);
  g_assert_cmpuint (xl_filing_sheet_n_rows (xl_filing_data_sheet (data, "visits")), ==, 20);
}

static void
test_saved_again_by_another_program (void)
{
  run ("cd %s && qpdf a.pdf --object-streams=generate again.pdf", folder);
  expect ("again.pdf", TRUE, TRUE, TRUE);
  run ("cd %s && qpdf a.pdf --stream-data=uncompress plain.pdf", folder);
  expect ("plain.pdf", TRUE, TRUE, TRUE);
}

static void
test_attachment_taken_out (void)
{
  run ("cd %s && qpdf a.pdf --remove-attachment=data.json out.pdf", folder);
  expect ("out.pdf", TRUE, FALSE, TRUE);
}

static void
test_attachment_put_in (void)
{
  run ("cd %s && echo x > extra.txt && qpdf a.pdf --add-attachment extra.txt -- more.pdf", folder);
  expect ("more.pdf", TRUE, FALSE, TRUE);
}

static void
test_attachment_altered (void)
{
  run ("cd %s && mkdir -p new && qpdf a.pdf --show-attachment=data.json | sed 's/2026-06-01/2026-06-02/' > new/data.json"
       " && qpdf a.pdf --remove-attachment=data.json --add-attachment new/data.json -- altered.pdf", folder);
  expect ("altered.pdf", TRUE, FALSE, TRUE);
}

/* 𠀀 for 一: the same length, so that the file stays sound. */
static void
replace (const char *from, const char *to, const char *name)
{
  g_autofree char *source = path_of ("plain2.pdf"), *target = path_of (name);
  g_autofree char *data = NULL;
  gsize length;
  char *place;

  run ("cd %s && qpdf a.pdf --stream-data=uncompress --object-streams=disable plain2.pdf", folder);
  g_assert_true (g_file_get_contents (source, &data, &length, NULL));
  place = memmem (data, length, from, strlen (from));
  g_assert_nonnull (place);
  memcpy (place, to, strlen (to));
  g_assert_true (g_file_set_contents (target, data, (gssize) length, NULL));
}

static void
test_page_altered (void)
{
  replace (" Tf\n", " Tf ", "page.pdf");
  expect ("page.pdf", TRUE, TRUE, FALSE);
}

/* The page's drawing stays, but one character's shape or meaning is exchanged. */
static void
test_map_of_characters_altered (void)
{
  replace ("beginbfchar\n<0020>", "beginbfchar\n<0021>", "map.pdf");
  expect ("map.pdf", TRUE, TRUE, FALSE);
}

static void
test_page_added (void)
{
  run ("cd %s && qpdf a.pdf --pages a.pdf 1-z a.pdf 1 -- long.pdf", folder);
  expect ("long.pdf", TRUE, TRUE, FALSE);
}

static void
test_seal_altered (void)
{
  replace ("<xl:period>2026-06", "<xl:period>2026-07", "seal.pdf");
  expect ("seal.pdf", FALSE, TRUE, TRUE);
}

static void
test_one_bit (void)
{
  g_autofree char *path = path_of ("a.pdf");
  g_autofree char *data = NULL;
  gsize length;
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (int i = 0; i < 200; i++)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(XlVerification) v = NULL;
      g_autoptr(GError) error = NULL;

      data[at] ^= 0x10;
      bytes = g_bytes_new (data, length);
      data[at] ^= 0x10;
      v = xl_verify_bytes (bytes, "bit.pdf", &error);
      g_assert_true (v != NULL || error != NULL);       /* an answer, never a crash */
    }
}

static void
test_cut_short (void)
{
  g_autofree char *path = path_of ("a.pdf");
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize n = 0; n < length; n += length / 23)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (data, n);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlVerification) v = xl_verify_bytes (bytes, "cut.pdf", &error);

      /* What is lost at the very end is only the way to find things; the paper itself is whole then. */
      g_assert_true (n > length * 9 / 10 || v == NULL || !xl_verification_is_good (v));
      g_assert_true (v != NULL || error != NULL);
    }
}

static void
test_what_is_no_filing (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "notices", "samples", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlVerification) v = xl_verify_file (path, &error);

  if (v != NULL)
    g_assert_false (v->has_seal);
  else
    g_assert_nonnull (strstr (error->message, name));
}

int
main (int argc, char **argv)
{
  static const char *const strange[] = { "v01-libreoffice-gbt9704.pdf", "v16-user-password.pdf", "v30-truncated.pdf",
                                         "v31-zero-bytes.pdf", "v32-html-renamed.pdf", "v33-xref-garbage.pdf",
                                         "v34-recursive-page-tree.pdf", "v35-huge-page-count.pdf", "v37-deep-nesting.pdf",
                                         "v38-content-bomb.pdf" };
  g_autoptr(XlFilingData) data = sample_data (20);
  g_autoptr(XlFiling) filing = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("xiangli-verify-XXXXXX", NULL);
  filing = make_sample (data, XL_MASK_INTERNAL, NULL);
  {
    g_autofree char *path = path_of ("a.pdf");

    g_assert_true (xl_filing_write_end (xl_filing_write_begin (filing->pdf, path, NULL), path, TRUE, NULL));
  }
  g_test_add_func ("/filings/verify/unaltered", test_unaltered);
  g_test_add_func ("/filings/verify/saved-again-stays-good", test_saved_again_by_another_program);
  g_test_add_func ("/filings/verify/attachment-taken-out", test_attachment_taken_out);
  g_test_add_func ("/filings/verify/attachment-put-in", test_attachment_put_in);
  g_test_add_func ("/filings/verify/attachment-altered", test_attachment_altered);
  g_test_add_func ("/filings/verify/page-altered", test_page_altered);
  g_test_add_func ("/filings/verify/map-of-characters-altered", test_map_of_characters_altered);
  g_test_add_func ("/filings/verify/page-added", test_page_added);
  g_test_add_func ("/filings/verify/seal-altered", test_seal_altered);
  g_test_add_func ("/filings/verify/any-bit-altered", test_one_bit);
  g_test_add_func ("/filings/verify/cut-short", test_cut_short);
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autofree char *name = g_strconcat ("/filings/verify/no-filing/", strange[i], NULL);

      g_test_add_data_func (name, strange[i], test_what_is_no_filing);
    }
  status = g_test_run ();
  run ("rm -r '%s'", folder);
  g_free (folder);
  return status;
}
