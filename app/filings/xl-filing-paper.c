#include "filings/xl-filing-paper.h"
#include "filings/xl-finish-paper.h"
#include "filings/xl-form-paper.h"

#include "base/xl-date.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

GResource *xl_paper_get_resource (void);

void
xl_filing_free (XlFiling *filing)
{
  if (filing == NULL)
    return;
  g_clear_pointer (&filing->pdf, g_bytes_unref);
  g_clear_pointer (&filing->data, g_bytes_unref);
  g_free (filing->title);
  g_free (filing->sha256);
  g_free (filing->data_sha256);
  g_free (filing->pages_sha256);
  g_free (filing->fonts);
  g_free (filing);
}

char **
xl_filing_form_list (void)
{
  GResource *forms = xl_paper_get_resource ();
  g_auto(GStrv) names = g_resource_enumerate_children (forms, "/org/xiangli/Xiangli/forms", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".json"))
      {
        g_autofree char *key = g_strndup (names[i], strlen (names[i]) - 5);

        g_strv_builder_add (builder, key);
      }
  return g_strv_builder_end (builder);
}

XlFilingForm *
xl_filing_form_load (const char *key, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/xiangli/Xiangli/forms/%s.json", key);
  g_autoptr(GBytes) bytes = NULL;

  if (strchr (key, '/') == NULL)
    bytes = g_resource_lookup_data (xl_paper_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes != NULL)
    return xl_filing_form_parse (bytes, key, error);
  g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "there is no form %s", key);
  return NULL;
}

gboolean
xl_filing_prepare (const XlFilingForm *form, XlFilingData *data, const char *office, const char *office_name,
                   const char *period, XlMaskProfile profile, GError **error)
{
  g_autofree char *words = xl_filing_period_words (period);

  if (words == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "%s: is no period (2026-06, 2026-Q2, 2026)", period);
      return FALSE;
    }
  xl_filing_data_set (data, "form", form->key);
  xl_filing_data_set (data, "office", office);
  xl_filing_data_set (data, "office_name", office_name);
  xl_filing_data_set (data, "period", period);
  xl_filing_data_set (data, "period_words", words);
  xl_filing_data_set (data, "profile", xl_mask_profile_name (profile));
  xl_filing_form_mask (form, data, profile);
  return xl_filing_form_check (form, data, profile, error);
}

/* The same calls for measuring and for drawing. */
static gboolean
draw_all (const XlDrawing *d, GError **error)
{
  guint number = d->form->summary->len > 0 ? 1 : 0;

  if (!xl_letter_paper_draw (d, error) || (number == 1 && !xl_summary_paper_draw (d, error)))
    return FALSE;
  for (guint i = 0; i < d->form->tables->len; i++)
    {
      const XlFormTable *table = g_ptr_array_index (d->form->tables, i);

      if (xl_filing_form_applies (table->when, d->data) && !xl_table_paper_draw (d, table, ++number, error))
        return FALSE;
    }
  return TRUE;
}

/* A file of the paper, and its line in the seal. */
static void
add_file (GArray *files, GString *sums, char *name, const char *mime, const char *description, GBytes *bytes,
          gboolean is_source)
{
  XlAttachment a = { name, mime, description, bytes, is_source };
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  g_array_append_val (files, a);
  g_string_append_printf (sums, "%s%s:%s", sums->len > 0 ? " " : "", name, sum);
}

static void
clear_attachment (gpointer item)
{
  XlAttachment *a = item;

  g_free ((char *) a->name);
  g_bytes_unref (a->bytes);
}

static int
compare_attachments (gconstpointer a, gconstpointer b)
{
  return strcmp (((const XlAttachment *) a)->name, ((const XlAttachment *) b)->name);
}

/* The titles of the form's columns, by the table's order; a column the form does not print keeps its key. */
static char **
column_titles (const XlFilingForm *form, const XlFilingSheet *table)
{
  guint n = xl_filing_sheet_n_columns (table);
  char **titles = g_new0 (char *, n + 1);

  for (guint i = 0; i < form->tables->len; i++)
    {
      const XlFormTable *described = g_ptr_array_index (form->tables, i);

      for (guint c = 0; strcmp (described->key, xl_filing_sheet_key (table)) == 0 && c < described->columns->len; c++)
        {
          const XlFormColumn *column = g_ptr_array_index (described->columns, c);
          int place = xl_filing_sheet_find (table, column->key);

          if (place >= 0 && titles[place] == NULL)
            titles[place] = g_strdup (column->title);
        }
    }
  for (guint i = 0; i < n; i++)
    if (titles[i] == NULL)
      titles[i] = g_strdup (xl_filing_sheet_column (table, i));
  return titles;
}

static GArray *
list_files (const XlFilingForm *form, const XlFilingData *data, GBytes *json, char **sums)
{
  GArray *files = g_array_new (FALSE, TRUE, sizeof (XlAttachment));
  GString *text = g_string_new (NULL);

  g_array_set_clear_func (files, clear_attachment);
  add_file (files, text, g_strdup ("data.json"), "application/json", "data", g_bytes_ref (json), TRUE);
  for (guint i = 0; i < xl_filing_data_n_sheets (data); i++)
    {
      const XlFilingSheet *table = xl_filing_data_nth_sheet (data, i);
      g_auto(GStrv) titles = column_titles (form, table);

      add_file (files, text, g_strconcat (xl_filing_sheet_key (table), ".csv", NULL), "text/csv", "table",
                xl_filing_sheet_to_csv (table, (const char *const *) titles), FALSE);
    }
  g_array_sort (files, compare_attachments);
  *sums = g_string_free (text, FALSE);
  return files;
}

static void
fill_seal (XlSeal *seal, const XlFilingForm *form, const XlFilingIssue *issue, const XlFiling *filing, char *files)
{
  seal->office = g_strdup (issue->office);
  seal->office_name = g_strdup (issue->office_name);
  seal->number = g_strdup (issue->number);
  seal->form = g_strdup (form->key);
  seal->period = g_strdup (issue->period);
  seal->profile = g_strdup (xl_mask_profile_name (issue->profile));
  seal->date = g_strdup (issue->date);
  seal->replaces = g_strdup (issue->replaces != NULL ? issue->replaces : "");
  seal->title = g_strdup (filing->title);
  seal->files = files;
  seal->data = g_strdup (filing->data_sha256);
}

static gboolean
finish (XlFiling *filing, XlPaper *paper, XlFaceSet *faces, const XlDrawing *d, GError **error)
{
  g_autoptr(GBytes) drawn = xl_paper_finish (paper, error);
  g_auto(XlSeal) seal = { NULL };
  g_autoptr(GArray) files = NULL;
  g_autofree char *subject = NULL;
  char *sums;
  XlFinish f = { 0 };

  if (drawn == NULL)
    return FALSE;
  files = list_files (d->form, d->data, filing->data, &sums);
  fill_seal (&seal, d->form, d->issue, filing, sums);
  filing->fonts = xl_face_set_describe (faces);
  subject = g_strdup_printf ("%s %s; %s", d->issue->number, d->form->name, filing->fonts);
  f.title = filing->title;
  f.author = d->issue->office_name;
  f.subject = subject;
  f.keywords = d->form->source;
  f.date = d->issue->date;
  f.bookmarks = xl_paper_bookmarks (paper);
  f.attachments = (const XlAttachment *) (gpointer) files->data;
  f.n_attachments = files->len;
  f.seal = &seal;
  f.secret_key = d->issue->secret_key;
  filing->pdf = xl_finish_paper (drawn, faces, &f, error);
  if (filing->pdf == NULL)
    return FALSE;
  filing->pages_sha256 = g_strdup (seal.pages);
  filing->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, filing->pdf);
  return TRUE;
}

static guint
count_rows (const XlFilingData *data)
{
  guint n = 0;

  for (guint i = 0; i < xl_filing_data_n_sheets (data); i++)
    n += xl_filing_sheet_n_rows (xl_filing_data_nth_sheet (data, i));
  return n;
}

XlFiling *
xl_filing_make (const XlFilingForm *form, const XlFilingData *data, const XlFilingIssue *issue, GError **error)
{
  g_autoptr(XlFiling) filing = g_new0 (XlFiling, 1);
  g_autoptr(XlFaceSet) faces = xl_face_set_new ();
  g_autoptr(XlPaper) measuring = xl_paper_new_measuring (faces);
  g_autoptr(XlPaper) paper = NULL;
  XlDrawing d = { measuring, form, data, issue, NULL };

  filing->data = xl_filing_data_to_json (data);
  filing->data_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, filing->data);
  filing->title = xl_drawing_expand (&d, form->title, error);
  d.data_sha256 = filing->data_sha256;
  if (filing->title == NULL || !draw_all (&d, error))
    return NULL;
  paper = xl_paper_new (faces, error);
  if (paper == NULL)
    return NULL;
  xl_paper_set_total (paper, xl_paper_n_pages (measuring));
  d.paper = paper;
  if (!draw_all (&d, error) || !finish (filing, paper, faces, &d, error))
    return NULL;
  filing->n_pages = xl_paper_n_pages (paper);
  filing->n_rows = count_rows (data);
  return g_steal_pointer (&filing);
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return fsync (fd) == 0;
}

static gboolean
refuse_to_write (const char *path, int code, GError **error)
{
  g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: cannot be written: %s", path, g_strerror (code));
  return FALSE;
}

char *
xl_filing_write_begin (GBytes *bytes, const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".part-XXXXXX", NULL);
  gboolean ok;
  int fd, code;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      refuse_to_write (path, EISDIR, error);
      return NULL;
    }
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0644);
  ok = fd >= 0 && write_all (fd, bytes);
  code = errno;
  if (fd >= 0 && close (fd) != 0 && ok)
    {
      code = errno;
      ok = FALSE;
    }
  if (ok)
    return g_steal_pointer (&temporary);
  if (fd >= 0)
    g_unlink (temporary);
  refuse_to_write (path, code, error);
  return NULL;
}

gboolean
xl_filing_write_end (char *temporary, const char *path, gboolean keep, GError **error)
{
  g_autofree char *name = temporary;
  int code;

  if (keep && g_rename (name, path) == 0)
    return TRUE;
  code = errno;
  g_unlink (name);
  return keep ? refuse_to_write (path, code, error) : TRUE;
}
