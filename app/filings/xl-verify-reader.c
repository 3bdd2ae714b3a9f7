#include "filings/xl-verify-reader.h"
#include "filings/xl-finish-xmp.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#define MOST_FILE ((gsize) 512 << 20)
#define MOST_EMBEDDED ((gsize) 256 << 20)
#define MOST_XMP ((gsize) 4 << 20)

void
xl_verification_free (XlVerification *v)
{
  if (v == NULL)
    return;
  xl_seal_clear (&v->seal);
  g_clear_pointer (&v->data, g_bytes_unref);
  g_free (v->sha256);
  g_free (v);
}

gboolean
xl_verification_is_good (const XlVerification *v)
{
  return v->has_seal && v->signature_valid && v->data_intact && v->pages_intact;
}

static gboolean
looks_like_pdf (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return data != NULL && g_strstr_len (data, (gssize) MIN (length, 1024), "%PDF-") != NULL;
}

/* An embedded file that was found. */
typedef struct {
  char   *name;
  GBytes *bytes;     /* NULL: cannot be read */
} Found;

static void
found_clear (gpointer item)
{
  Found *f = item;

  g_free (f->name);
  g_clear_pointer (&f->bytes, g_bytes_unref);
}

static void
take_file (qpdf_data pdf, const char *name, qpdf_oh spec, GArray *found)
{
  qpdf_oh file = qpdf_oh_get_key_if_dict (pdf, spec, "/EF");
  qpdf_oh stream = qpdf_oh_get_key_if_dict (pdf, file, "/F");
  Found f = { g_strdup (name), NULL };

  if (qpdf_oh_is_stream (pdf, stream))
    f.bytes = xl_seal_stream_bytes (pdf, stream, MOST_EMBEDDED);
  g_array_append_val (found, f);
}

/* A name tree; other programs split it into branches when they save. */
static void
list_files (qpdf_data pdf, qpdf_oh node, int depth, GArray *found)
{
  qpdf_oh names = qpdf_oh_get_key_if_dict (pdf, node, "/Names"), kids = qpdf_oh_get_key_if_dict (pdf, node, "/Kids");
  int n = qpdf_oh_is_array (pdf, names) ? qpdf_oh_get_array_n_items (pdf, names) : 0;

  for (int i = 0; i + 1 < n && found->len < 1000; i += 2)
    {
      qpdf_oh key = qpdf_oh_get_array_item (pdf, names, i);
      g_autofree char *name = qpdf_oh_is_string (pdf, key) ? g_strdup (qpdf_oh_get_utf8_value (pdf, key)) : g_strdup ("");

      take_file (pdf, name, qpdf_oh_get_array_item (pdf, names, i + 1), found);
    }
  n = qpdf_oh_is_array (pdf, kids) ? qpdf_oh_get_array_n_items (pdf, kids) : 0;
  for (int i = 0; i < n && depth < 8; i++)
    list_files (pdf, qpdf_oh_get_array_item (pdf, kids, i), depth + 1, found);
}

static gboolean
has_file (const GArray *found, const char *name, const char *sum, GBytes **data)
{
  for (guint i = 0; i < found->len; i++)
    {
      const Found *f = &g_array_index (found, Found, i);
      g_autofree char *own = NULL;

      if (strcmp (f->name, name) != 0 || f->bytes == NULL)
        continue;
      own = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, f->bytes);
      if (strcmp (own, sum) != 0)
        return FALSE;
      if (strcmp (name, "data.json") == 0 && *data == NULL)
        *data = g_bytes_ref (f->bytes);
      return TRUE;
    }
  return FALSE;
}

/* Compares what is in the paper with the list in its seal. */
static void
check_data (XlVerification *v, qpdf_data pdf)
{
  qpdf_oh root = qpdf_get_root (pdf);
  qpdf_oh names = qpdf_oh_get_key_if_dict (pdf, root, "/Names");
  g_autoptr(GArray) found = g_array_new (FALSE, TRUE, sizeof (Found));
  g_auto(GStrv) wanted = g_strsplit (v->seal.files != NULL ? v->seal.files : "", " ", -1);

  g_array_set_clear_func (found, found_clear);
  list_files (pdf, qpdf_oh_get_key_if_dict (pdf, names, "/EmbeddedFiles"), 0, found);
  v->data_intact = found->len == g_strv_length (wanted);
  if (found->len < g_strv_length (wanted))
    v->reason = N_("data that was in the paper has been taken out");
  else if (!v->data_intact)
    v->reason = N_("a file was put into the paper that was not in it");
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      char *colon = strrchr (wanted[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (!has_file (found, wanted[i], colon + 1, &v->data))
        {
          v->data_intact = FALSE;
          v->reason = v->reason != NULL ? v->reason : N_("the data in the paper were altered");
        }
      else if (strcmp (wanted[i], "data.json") == 0 && g_strcmp0 (colon + 1, v->seal.data) != 0)
        v->signature_valid = FALSE;
    }
  if (!v->data_intact)
    g_clear_pointer (&v->data, g_bytes_unref);
}

static void
check_pages (XlVerification *v, qpdf_data pdf)
{
  g_autofree char *pages = xl_seal_digest_pages (pdf, NULL);

  v->pages_intact = pages != NULL && g_strcmp0 (pages, v->seal.pages) == 0;
  if (!v->pages_intact)
    v->reason = N_("what stands on the pages was altered");
}

static void
read_seal (XlVerification *v, qpdf_data pdf)
{
  qpdf_oh metadata = qpdf_oh_get_key_if_dict (pdf, qpdf_get_root (pdf), "/Metadata");
  g_autoptr(GBytes) xmp = NULL;

  if (qpdf_oh_is_stream (pdf, metadata))
    xmp = xl_seal_stream_bytes (pdf, metadata, MOST_XMP);
  v->has_seal = xmp != NULL && xl_xmp_read (g_bytes_get_data (xmp, NULL), g_bytes_get_size (xmp), &v->seal);
  if (!v->has_seal)
    {
      v->reason = N_("is no sealed filing");
      return;
    }
  v->signature_valid = xl_seal_verify (&v->seal);
  check_data (v, pdf);
  check_pages (v, pdf);
  if (!v->signature_valid)
    v->reason = N_("the seal itself was altered or is not signed by the key it names");
}

static XlVerification *
refuse (qpdf_data pdf, const char *name, GError **error)
{
  gboolean encrypted = FALSE;

  if (qpdf_has_error (pdf))
    encrypted = qpdf_get_error_code (pdf, qpdf_get_error (pdf)) == qpdf_e_password;
  if (encrypted)
    g_set_error (error, XL_ERROR, XL_ERROR_ENCRYPTED, "%s: is locked with a password", name);
  else
    g_set_error (error, XL_ERROR, XL_ERROR_DAMAGED, "%s: the PDF is damaged and cannot be read", name);
  return NULL;
}

XlVerification *
xl_verify_bytes (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr(XlVerification) v = g_new0 (XlVerification, 1);
  qpdf_data pdf;

  if (!looks_like_pdf (bytes))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_THAT_KIND, "%s: is no PDF", name);
      return NULL;
    }
  pdf = qpdf_init ();
  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  if ((qpdf_read_memory (pdf, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL) & QPDF_ERRORS) != 0)
    {
      refuse (pdf, name, error);
      qpdf_cleanup (&pdf);
      return NULL;
    }
  v->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  v->n_pages = (guint) MAX (qpdf_get_num_pages (pdf), 0);
  read_seal (v, pdf);
  qpdf_cleanup (&pdf);
  return g_steal_pointer (&v);
}

XlVerification *
xl_verify_file (const char *path, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, "standard::size,standard::type", G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local = NULL;

  if (info == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no such file, or it cannot be read", path);
      return NULL;
    }
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && g_file_info_get_size (info) > (goffset) MOST_FILE)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "%s: is larger than a filing can be", path);
      return NULL;
    }
  bytes = g_file_load_bytes (file, NULL, NULL, &local);
  if (bytes != NULL)
    return xl_verify_bytes (bytes, path, error);
  g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: cannot be read: %s", path, local->message);
  return NULL;
}
