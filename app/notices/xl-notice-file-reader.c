#include "notices/xl-notice-file-reader.h"
#include "notices/xl-notice-json.h"

#include "base/xl-error.h"
#include "base/xl-json.h"

void
xl_notice_file_free (XlNoticeFile *file)
{
  g_free (file->name);
  g_free (file->sha256);
  g_free (file->password);
  g_clear_pointer (&file->pdf, g_bytes_unref);
  g_clear_pointer (&file->read, xl_pdf_text_free);
  g_clear_pointer (&file->text, xl_notice_text_free);
  g_clear_pointer (&file->notice, xl_notice_free);
  g_free (file);
}

static gboolean
was_scanned (const XlPdfText *read)
{
  for (guint i = 0; i < read->pages->len; i++)
    if (((XlPageText *) read->pages->pdata[i])->from_ocr)
      return TRUE;
  return FALSE;
}

XlNoticeFile *
xl_notice_file_from_bytes (GBytes *pdf, const char *name, const char *password, const char *received, GCancellable *cancellable,
                           GError **error)
{
  g_autoptr(XlNoticeFile) file = g_new0 (XlNoticeFile, 1);

  file->read = xl_notice_reader_read (pdf, password, XL_READ_OCR, cancellable, error);
  if (file->read == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  file->name = g_strdup (name);
  file->pdf = g_bytes_ref (pdf);
  file->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  file->password = g_strdup (password);
  file->text = xl_reading_order (file->read->pages);
  file->notice = xl_notice_read (file->text, was_scanned (file->read), received);
  return g_steal_pointer (&file);
}

XlNoticeFile *
xl_notice_file_read (const char *path, const char *password, const char *received, GCancellable *cancellable, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_utf8_make_valid (base, -1);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) problem = NULL;
  g_autoptr(GBytes) pdf = g_file_load_bytes (file, cancellable, NULL, &problem);

  if (pdf != NULL)
    return xl_notice_file_from_bytes (pdf, name, password, received, cancellable, error);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, XL_ERROR, g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? XL_ERROR_NOT_FOUND : XL_ERROR_IO,
                 "%s: %s", name, problem->message);
  return NULL;
}

static void
add_scan (JsonBuilder *b, const XlPdfText *read)
{
  guint n = 0;

  xl_json_boolean (b, "needs_ocr", was_scanned (read) || read->unread->len > 0);
  json_builder_set_member_name (b, "scan_pages");
  json_builder_begin_array (b);
  for (guint i = 0; i < read->pages->len; i++)
    {
      const XlPageText *page = read->pages->pdata[i];

      if (page->from_ocr)
        json_builder_add_int_value (b, page->number);
      n += page->from_ocr;
    }
  json_builder_end_array (b);
  xl_json_string (b, "scan", n == 0 ? "no" : n == read->n_pages ? "yes" : "mixed");
  json_builder_set_member_name (b, "unread_pages");
  json_builder_begin_array (b);
  for (guint i = 0; i < read->unread->len; i++)
    json_builder_add_int_value (b, g_array_index (read->unread, guint, i));
  json_builder_end_array (b);
  xl_json_boolean (b, "ocr_missing", read->ocr_missing);
}

static void
add_embedded (JsonBuilder *b, const XlPdfText *read)
{
  if (read->embedded->len == 0)
    {
      xl_json_null (b, "embedded_files");
      return;
    }
  json_builder_set_member_name (b, "embedded_files");
  json_builder_begin_array (b);
  for (guint i = 0; i < read->embedded->len; i++)
    {
      const XlEmbeddedFile *file = read->embedded->pdata[i];

      json_builder_begin_object (b);
      xl_json_string (b, "name", file->name);
      xl_json_int (b, "bytes", (gint64) file->bytes);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

static void
add_fields (JsonBuilder *b, const XlPdfText *read)
{
  if (read->fields->len == 0)
    {
      xl_json_null (b, "form_fields");
      return;
    }
  json_builder_set_member_name (b, "form_fields");
  json_builder_begin_object (b);
  for (guint i = 0; i < read->fields->len; i++)
    xl_json_string (b, ((char **) read->fields->pdata[i])[0], ((char **) read->fields->pdata[i])[1]);
  json_builder_end_object (b);
}

/* What does not belong into a plain notice: said, not hidden. */
static void
add_suspicious (JsonBuilder *b, const XlNoticeFile *file)
{
  json_builder_set_member_name (b, "suspicious");
  json_builder_begin_array (b);
  for (guint i = 0; i < file->notice->suspicious->len; i++)
    {
      const XlFact *fact = file->notice->suspicious->pdata[i];

      json_builder_begin_object (b);
      xl_json_string (b, "text", fact->raw);
      xl_json_string (b, "reason", fact->value);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
  json_builder_set_member_name (b, "warnings");
  json_builder_begin_array (b);
  for (guint i = 0; file->read->warnings[i] != NULL; i++)
    json_builder_add_string_value (b, file->read->warnings[i]);
  if (file->text->n_noise > 0)
    json_builder_add_string_value (b, "noise_removed");
  if (file->text->n_radicals > 0)
    json_builder_add_string_value (b, "radicals_replaced");
  json_builder_end_array (b);
}

JsonNode *
xl_notice_file_to_json (const XlNoticeFile *file)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  json_builder_begin_object (b);
  xl_json_int (b, "schema", 1);
  xl_json_string (b, "file", file->name);
  xl_json_string (b, "sha256", file->sha256);
  xl_json_string (b, "expect", "opens");
  xl_json_null (b, "error_kind");
  xl_json_int (b, "pages", file->read->n_pages);
  add_scan (b, file->read);
  xl_notice_add_json (b, file->notice);
  add_embedded (b, file->read);
  add_fields (b, file->read);
  add_suspicious (b, file);
  xl_json_string (b, "full_text", file->text->text);
  xl_notice_add_places (b, file->notice, file->text);
  json_builder_end_object (b);
  return json_builder_get_root (b);
}
