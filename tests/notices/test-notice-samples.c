/* The sample notices against their truth files, by the rules of tests/notices/samples/README.md. */
#include "notices/xl-notice-reader.h"
#include "notices/xl-notice.h"
#include "notices/xl-pdf-child-reader.h"
#include "notices/xl-text-fold.h"

#include "base/xl-error.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

/* What each file reaches.  @misses: the fields that are known to differ; everything else must be right. */
typedef struct {
  const char *name;
  const char *misses;
  double      text;      /* least share of the truth found in order */
  gboolean    ocr;
} Case;

static const Case cases[] = {
  { "v01-libreoffice-gbt9704", "", 0.99 },
  { "v02-web-page-print", "", 0.99 },
  { "v03-cairo-pango", "", 0.99 },
  { "v04-adobe-gb1-ucs2", "", 0.99 },
  { "v05-haru-gbk-euc-h", "", 0.99 },
  { "v06-ghostscript-redistilled", "", 0.99 },
  { "v07-joint-issue", "", 0.99 },
  { "v08-deadline-table", "", 0.99 },
  { "v09-two-column-bulletin", "", 0.99 },
  { "v10-traditional-noisy", "", 0.99 },
  { "v11-rare-characters", "", 0.99 },
  { "v12-scan-300dpi-bw", "", 0.9, TRUE },
  { "v13-scan-200dpi-grey-seal", "written_date contacts", 0.9, TRUE },
  { "v14-scan-150dpi-colour-seal", "issuing_organs", 0.8, TRUE },
  { "v15-mixed-scan-text", "written_date", 0.8, TRUE },
  { "v16-user-password", "", 0.99 },
  { "v17-owner-only", "", 0.99 },
  { "v18-embedded-files", "", 0.99 },
  { "v19-acroform", "", 0.99 },
  { "v20-300-pages", "", 0.99 },
  { "v21-landscape-running-header", "", 0.99 },
  { "v22-scan-with-text-layer", "tasks", 0.9, TRUE },
  { "v23-text-as-outlines", "", 0.95, TRUE },
  { "v24-no-tounicode", "title recipients tasks contacts attachments", 0.85, TRUE },
  { "v25-faulty-text-layer", "", 0.9, TRUE },
  { "v33-xref-garbage", "", 0.99 },
  { "v36-javascript-launch", "", 0.99 },
};

typedef struct {
  JsonObject *truth;
  XlPdfText  *pdf;
  XlNoticeText *text;
  XlNotice   *notice;
} Sample;

static gboolean
is_null (JsonObject *truth, const char *key)
{
  return !json_object_has_member (truth, key) || json_object_get_null_member (truth, key);
}

/* As the rules compare: noise in brackets may be there or not. */
static char *
plain (const char *text)
{
  g_autoptr(GRegex) noise = g_regex_new ("\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\\)|\\?\\?", 0, 0, NULL);
  g_autofree char *quiet = g_regex_replace (noise, text, -1, 0, "", 0, NULL);

  return xl_text_skeleton (quiet);
}

static gboolean
same (const char *a, const char *b)
{
  g_autofree char *x = plain (a), *y = plain (b);

  return strcmp (x, y) == 0;
}

static gboolean
fact_is (const XlFact *fact, JsonObject *truth, const char *key)
{
  if (is_null (truth, key))
    return fact == NULL;
  return fact != NULL && same (fact->value, json_object_get_string_member (truth, key));
}

static gboolean
facts_are (const GPtrArray *facts, JsonObject *truth, const char *key)
{
  JsonArray *wanted;

  if (is_null (truth, key))
    return facts->len == 0;
  wanted = json_object_get_array_member (truth, key);
  if (json_array_get_length (wanted) != facts->len)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    if (!same (((XlFact *) facts->pdata[i])->value, json_array_get_string_element (wanted, i)))
      return FALSE;
  return TRUE;
}

/* A deadline in one line: kind, date or rule, hour. */
static char *
truth_deadline (JsonObject *d)
{
  GString *line = g_string_new (json_object_get_string_member (d, "kind"));
  static const char *const numbers[] = { "day", "month_offset", "month_of_quarter", "weekday", "workdays", "days" };

  if (!is_null (d, "date"))
    g_string_append_printf (line, " %s", json_object_get_string_member (d, "date"));
  if (!is_null (d, "time"))
    g_string_append_printf (line, " %s", json_object_get_string_member (d, "time"));
  if (!is_null (d, "offset"))
    g_string_append_printf (line, " %s", json_object_get_string_member (d, "offset"));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!is_null (d, numbers[i]))
      g_string_append_printf (line, " %s=%d", numbers[i], (int) json_object_get_int_member (d, numbers[i]));
  return g_string_free (line, FALSE);
}

static char *
our_deadline (const XlDeadline *d)
{
  GString *line = g_string_new (xl_deadline_kind_word (d->kind));

  if (d->date[0] != '\0')
    g_string_append_printf (line, " %s", d->date);
  if (d->time[0] != '\0')
    g_string_append_printf (line, " %s", d->time);
  if (d->offset != NULL)
    g_string_append_printf (line, " %s", d->offset);
  if (d->day != NULL)
    g_string_append_printf (line, " day=%s", d->day);
  if (d->month_offset != 0)
    g_string_append_printf (line, " month_offset=%d", d->month_offset);
  if (d->month_of_quarter != 0)
    g_string_append_printf (line, " month_of_quarter=%d", d->month_of_quarter);
  if (d->weekday != 0)
    g_string_append_printf (line, " weekday=%d", d->weekday);
  if (d->workdays != 0)
    g_string_append_printf (line, " workdays=%d", d->workdays);
  if (d->days != 0)
    g_string_append_printf (line, " days=%d", d->days);
  return g_string_free (line, FALSE);
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The same lines in any order; what differs is said. */
static gboolean
same_lines (GPtrArray *ours, GPtrArray *wanted, const char *what)
{
  g_autofree char *a = NULL, *b = NULL;

  g_ptr_array_sort (ours, compare_text);
  g_ptr_array_sort (wanted, compare_text);
  g_ptr_array_add (ours, NULL);
  g_ptr_array_add (wanted, NULL);
  a = g_strjoinv ("; ", (char **) ours->pdata);
  b = g_strjoinv ("; ", (char **) wanted->pdata);
  if (strcmp (a, b) == 0)
    return TRUE;
  g_test_message ("%s: %s\n#   wanted: %s", what, a, b);
  return FALSE;
}

static gboolean
deadlines_are (const Sample *s)
{
  g_autoptr(GPtrArray) ours = g_ptr_array_new_with_free_func (g_free), wanted = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list = json_object_get_array_member (s->truth, "deadlines");

  for (guint i = 0; i < s->notice->deadlines->len; i++)
    g_ptr_array_add (ours, our_deadline (((XlNoticeDeadline *) s->notice->deadlines->pdata[i])->deadline));
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_ptr_array_add (wanted, truth_deadline (json_array_get_object_element (list, i)));
  return same_lines (ours, wanted, "deadlines");
}

static gboolean
tasks_are (const Sample *s)
{
  g_autoptr(GPtrArray) ours = g_ptr_array_new_with_free_func (g_free), wanted = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list = json_object_get_array_member (s->truth, "tasks");

  for (guint i = 0; i < s->notice->tasks->len; i++)
    {
      const XlNoticeTask *task = s->notice->tasks->pdata[i];

      g_test_message ("task %s | %s → %s", task->due, task->fact->value, task->to != NULL ? task->to : "–");
      g_ptr_array_add (ours, g_strdup (task->due));
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_ptr_array_add (wanted, g_strdup (json_object_get_string_member (json_array_get_object_element (list, i), "due")));
  return same_lines (ours, wanted, "tasks");
}

static char *
contact_line (const char *name, const char *phone, const char *email)
{
  return g_strdup_printf ("%s|%s|%s", name != NULL ? name : "", phone != NULL ? phone : "", email != NULL ? email : "");
}

static gboolean
contacts_are (const Sample *s)
{
  g_autoptr(GPtrArray) ours = g_ptr_array_new_with_free_func (g_free), wanted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < s->notice->contacts->len; i++)
    {
      const XlContact *c = s->notice->contacts->pdata[i];

      g_ptr_array_add (ours, contact_line (c->name, c->phone, c->email));
    }
  if (!is_null (s->truth, "contacts"))
    for (guint i = 0; i < json_array_get_length (json_object_get_array_member (s->truth, "contacts")); i++)
      {
        JsonObject *c = json_array_get_object_element (json_object_get_array_member (s->truth, "contacts"), i);

        g_ptr_array_add (wanted, contact_line (is_null (c, "name") ? NULL : json_object_get_string_member (c, "name"),
                                               is_null (c, "phone") ? NULL : json_object_get_string_member (c, "phone"),
                                               is_null (c, "email") ? NULL : json_object_get_string_member (c, "email")));
      }
  return same_lines (ours, wanted, "contacts");
}

static gboolean
embedded_are (const Sample *s)
{
  JsonArray *list = is_null (s->truth, "embedded_files") ? NULL : json_object_get_array_member (s->truth, "embedded_files");

  if (list == NULL || json_array_get_length (list) != s->pdf->embedded->len)
    return list == NULL && s->pdf->embedded->len == 0;
  for (guint i = 0; i < s->pdf->embedded->len; i++)
    {
      const XlEmbeddedFile *file = s->pdf->embedded->pdata[i];
      JsonObject *wanted = json_array_get_object_element (list, i);

      g_test_message ("embedded %s %" G_GUINT64_FORMAT, file->name, file->bytes);
      if (strcmp (file->name, json_object_get_string_member (wanted, "name")) != 0
          || (gint64) file->bytes != json_object_get_int_member (wanted, "bytes"))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fields_are (const Sample *s)
{
  JsonObject *wanted = is_null (s->truth, "form_fields") ? NULL : json_object_get_object_member (s->truth, "form_fields");

  if (wanted == NULL || json_object_get_size (wanted) != s->pdf->fields->len)
    return wanted == NULL && s->pdf->fields->len == 0;
  for (guint i = 0; i < s->pdf->fields->len; i++)
    {
      char **pair = s->pdf->fields->pdata[i];

      if (!json_object_has_member (wanted, pair[0]) || strcmp (json_object_get_string_member (wanted, pair[0]), pair[1]) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The length of the longest common subsequence, 64 places at a time (Hyyrö 2004). */
static double
share_in_order (const char *truth, const char *found)
{
  g_autofree char *a = plain (truth), *b = plain (found);
  glong n = 0, m = 0;
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (a, -1, &n), *y = g_utf8_to_ucs4_fast (b, -1, &m);
  gsize words = ((gsize) n + 63) / 64;
  g_autofree guint64 *v = g_new (guint64, words + 1);
  g_autoptr(GHashTable) masks = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  glong rest = 0;

  for (glong i = 0; i < n; i++)
    {
      guint64 *mask = g_hash_table_lookup (masks, GUINT_TO_POINTER (x[i]));

      if (mask == NULL)
        {
          mask = g_new0 (guint64, words);
          g_hash_table_insert (masks, GUINT_TO_POINTER (x[i]), mask);
        }
      mask[i / 64] |= G_GUINT64_CONSTANT (1) << (i % 64);
    }
  memset (v, 0xff, words * 8);
  for (glong j = 0; j < m; j++)
    {
      const guint64 *mask = g_hash_table_lookup (masks, GUINT_TO_POINTER (y[j]));
      guint64 carry = 0;

      for (gsize w = 0; mask != NULL && w < words; w++)
        {
          guint64 u = v[w] & mask[w];
          guint64 sum = v[w] + u, all = sum + carry;

          carry = (sum < v[w]) | (all < sum);
          v[w] = all | (v[w] & ~mask[w]);
        }
    }
  for (glong i = 0; i < n; i++)
    rest += (v[i / 64] >> (i % 64)) & 1;
  return n > 0 ? (double) (n - rest) / (double) n : 1;
}

static gboolean
is_missed (const Case *c, const char *field)
{
  g_auto(GStrv) misses = g_strsplit (c->misses, " ", -1);

  return g_strv_contains ((const char *const *) misses, field);
}

/* One field of the score table: "." right, "-" known to differ, "X" wrong. */
static void
judge (const Case *c, const char *field, gboolean right, GString *score)
{
  g_string_append_printf (score, " %s%s", right ? "" : is_missed (c, field) ? "-" : "WRONG:", right ? "." : field);
  if (right || is_missed (c, field))
    return;
  g_test_message ("%s: %s is wrong", c->name, field);
  g_test_fail ();
}

static GBytes *
load (const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "notices", "samples", file, NULL);
  g_autoptr(GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static JsonParser *
load_truth (const char *name)
{
  g_autoptr(GBytes) json = load (name, ".json");
  JsonParser *parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json), NULL));
  return parser;
}

static void
judge_all (const Case *c, const Sample *s)
{
  g_autoptr(GString) score = g_string_new (NULL);
  double text = share_in_order (json_object_get_string_member (s->truth, "full_text"), s->text->text);

  judge (c, "pages", (gint64) s->pdf->n_pages == json_object_get_int_member (s->truth, "pages"), score);
  judge (c, "title", fact_is (s->notice->title, s->truth, "title"), score);
  judge (c, "doc_number", fact_is (s->notice->number, s->truth, "doc_number"), score);
  judge (c, "issuing_organs", facts_are (s->notice->issuers, s->truth, "issuing_organs"), score);
  judge (c, "written_date", fact_is (s->notice->written_date, s->truth, "written_date"), score);
  judge (c, "publication_date", fact_is (s->notice->publication_date, s->truth, "publication_date"), score);
  judge (c, "recipients", facts_are (s->notice->recipients, s->truth, "recipients"), score);
  judge (c, "deadlines", deadlines_are (s), score);
  judge (c, "tasks", tasks_are (s), score);
  judge (c, "contacts", contacts_are (s), score);
  judge (c, "attachments", facts_are (s->notice->attachments, s->truth, "attachments"), score);
  judge (c, "embedded_files", embedded_are (s), score);
  judge (c, "form_fields", fields_are (s), score);
  judge (c, "full_text", text >= c->text, score);
  g_test_message ("%-30s text %.3f %s", c->name, text, score->str);
}

static void
test_sample (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(JsonParser) parser = load_truth (c->name);
  g_autoptr(GBytes) bytes = load (c->name, ".pdf");
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPdfText) pdf = NULL;
  g_autoptr(XlNoticeText) text = NULL;
  g_autoptr(XlNotice) notice = NULL;
  JsonObject *truth = json_node_get_object (json_parser_get_root (parser));
  const char *password = is_null (truth, "user_password") ? NULL : json_object_get_string_member (truth, "user_password");

  pdf = xl_notice_reader_read (bytes, password, c->ocr ? XL_READ_OCR : XL_READ_TEXT_ONLY, NULL, &error);
  g_assert_no_error (error);
  if (pdf->ocr_missing)
    {
      g_test_skip ("no Tesseract here");
      return;
    }
  text = xl_reading_order (pdf->pages);
  notice = xl_notice_read (text, c->ocr, NULL);
  judge_all (c, &(Sample) { truth, pdf, text, notice });
}

int
main (int argc, char **argv)
{
  if (xl_pdf_child_asked (argc, argv))
    return xl_pdf_child_main ();
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/notices/samples/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_sample);
    }
  return g_test_run ();
}
