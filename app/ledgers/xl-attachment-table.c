#include "ledgers/xl-attachment-table.h"

#include "office/xl-setting-table.h"
#include "store/xl-content-table.h"

#define MB (1024 * 1024)

static gboolean
read_limit (XlDb *db, const char *key, gint64 *bytes, GError **error)
{
  g_autofree char *value = xl_setting_table_get (db, key, error);

  if (value == NULL)
    return FALSE;
  *bytes = CLAMP (g_ascii_strtoll (value, NULL, 10), 1, 500) * MB;
  return TRUE;
}

gboolean
xl_attachment_table_limits (XlDb *db, XlAttachmentLimits *limits, GError **error)
{
  return read_limit (db, "attachment-mb", &limits->file, error)
         && read_limit (db, "attachment-record-mb", &limits->record, error);
}

gboolean
xl_attachment_judge (GBytes *bytes, gint64 has, const XlAttachmentLimits *limits, GError **error)
{
  gint64 size = (gint64) g_bytes_get_size (bytes);
  g_autofree char *words = xl_attachment_size_words (size);
  g_autofree char *most = xl_attachment_size_words (size > limits->file ? limits->file : limits->record);

  if (xl_attachment_sort (g_bytes_get_data (bytes, NULL), (gsize) size) == XL_ATTACHMENT_OTHER)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_NOT_THAT_KIND, "by its content it is neither JPEG, PNG nor PDF");
  else if (size > limits->file)
    g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "it is %s, a file may be %s", words, most);
  else if (has + size > limits->record)
    g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "with these %s the record would hold more than %s", words, most);
  else
    return TRUE;
  return FALSE;
}

gboolean
xl_attachment_table_keep (XlDb *db, GBytes *bytes, gint64 has, char *hex, GError **error)
{
  XlAttachmentLimits limits;

  return xl_attachment_table_limits (db, &limits, error) && xl_attachment_judge (bytes, has, &limits, error)
         && xl_content_table_put (db, bytes, hex, error);
}

gint64
xl_attachment_table_weight (XlDb *db, const char *value)
{
  g_autoptr(GPtrArray) all = xl_attachments_parse (value);
  gint64 weight = 0;

  for (guint i = 0; i < all->len; i++)
    weight += MAX (0, xl_content_table_size (db, ((XlAttachment *) g_ptr_array_index (all, i))->sha256));
  return weight;
}
