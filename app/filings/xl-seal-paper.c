#include "filings/xl-seal-paper.h"

#include "base/xl-error.h"

#include <qpdf/qpdf-c.h>
#include <sodium.h>
#include <string.h>

#define MOST_DEPTH 24
#define MOST_OBJECTS 2000000
#define MOST_STREAM ((gsize) 64 << 20)
#define MOST_TOTAL ((gsize) 2 << 30)

#define MEMBER(name, text) { #name, G_STRUCT_OFFSET (XlSeal, name), text }
static const XlSealMember members[] = {
  MEMBER (office, "Division code of the office"),
  MEMBER (office_name, "Name of the office"),
  MEMBER (number, "Number in the register of filings"),
  MEMBER (form, "Form"),
  MEMBER (period, "Period"),
  MEMBER (profile, "Privacy profile"),
  MEMBER (date, "Date written"),
  MEMBER (replaces, "Number of the filing it replaces"),
  MEMBER (title, "Title"),
  MEMBER (files, "SHA-256 of every embedded file"),
  MEMBER (data, "SHA-256 of data.json"),
  MEMBER (pages, "SHA-256 of the pages"),
  MEMBER (public_key, "Ed25519 public key"),
  MEMBER (signature, "Ed25519 signature"),
  { NULL }
};

const XlSealMember *
xl_seal_members (void)
{
  return members;
}

void
xl_seal_clear (XlSeal *seal)
{
  for (const XlSealMember *m = members; m->name != NULL; m++)
    g_clear_pointer (&XL_SEAL_MEMBER (seal, m), g_free);
}

/* All members but the signature, a line each: line ends cannot stand in a value. */
static char *
signed_text (const XlSeal *seal)
{
  GString *text = g_string_new ("xiangli-seal-1\n");

  for (const XlSealMember *m = members; m->name != NULL; m++)
    if (strcmp (m->name, "signature") != 0)
      {
        g_autofree char *value = g_strdup (XL_SEAL_MEMBER (seal, m));

        g_string_append_printf (text, "%s=%s\n", m->name, value != NULL ? g_strdelimit (value, "\r\n", ' ') : "");
      }
  return g_string_free (text, FALSE);
}

static char *
to_hex (const guint8 *bytes, gsize length)
{
  char *hex = g_malloc (length * 2 + 1);

  return sodium_bin2hex (hex, length * 2 + 1, bytes, length);
}

static gboolean
from_hex (const char *hex, guint8 *bytes, gsize length)
{
  size_t got = 0;

  return hex != NULL && sodium_hex2bin (bytes, length, hex, strlen (hex), NULL, &got, NULL) == 0 && got == length
         && strlen (hex) == length * 2;
}

void
xl_seal_sign (XlSeal *seal, const guint8 *secret_key)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
  g_autofree char *text = NULL;

  crypto_sign_ed25519_sk_to_pk (public_key, secret_key);
  g_free (seal->public_key);
  seal->public_key = to_hex (public_key, sizeof public_key);
  text = signed_text (seal);
  crypto_sign_detached (signature, NULL, (const guint8 *) text, strlen (text), secret_key);
  g_free (seal->signature);
  seal->signature = to_hex (signature, sizeof signature);
}

gboolean
xl_seal_verify (const XlSeal *seal)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
  g_autofree char *text = signed_text (seal);

  return from_hex (seal->public_key, public_key, sizeof public_key)
         && from_hex (seal->signature, signature, sizeof signature)
         && crypto_sign_verify_detached (signature, (const guint8 *) text, strlen (text), public_key) == 0;
}

/* Pages ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  qpdf_data   pdf;
  GHashTable *known;       /* object id → digest of it, for what many pages share */
  gsize       n_objects, n_bytes;
  GError    **error;
  gboolean    failed;
} Digest;

static void
fail (Digest *g, int code, const char *reason)
{
  if (!g->failed)
    g_set_error (g->error, XL_ERROR, code, "the pages cannot be checked: %s", reason);
  g->failed = TRUE;
}

static GBytes *
inflate (const guint8 *data, gsize length, gsize limit)
{
  g_autoptr(GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr(GByteArray) out = g_byte_array_sized_new ((guint) MIN (length * 4, limit));
  guint8 buffer[32768];

  for (;;)
    {
      gsize n_read = 0, n_written = 0;
      GConverterResult result = g_converter_convert (converter, data, length, buffer, sizeof buffer,
                                                     G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);

      if (result == G_CONVERTER_ERROR || out->len + n_written > limit)
        return NULL;
      g_byte_array_append (out, buffer, (guint) n_written);
      data += n_read;
      length -= n_read;
      if (result == G_CONVERTER_FINISHED)
        return g_byte_array_free_to_bytes (g_steal_pointer (&out));
      if (n_read == 0 && n_written == 0)
        return NULL;
    }
}

static gboolean
is_flate (qpdf_data pdf, qpdf_oh filter)
{
  if (qpdf_oh_is_array (pdf, filter) && qpdf_oh_get_array_n_items (pdf, filter) == 1)
    filter = qpdf_oh_get_array_item (pdf, filter, 0);
  return qpdf_oh_is_name_and_equals (pdf, filter, "/FlateDecode");
}

GBytes *
xl_seal_stream_bytes (XlPdf pdf, guint stream, gsize limit)
{
  qpdf_oh dict = qpdf_oh_get_dict (pdf, stream);
  qpdf_oh filter = qpdf_oh_get_key (pdf, dict, "/Filter");
  gboolean packed = !qpdf_oh_is_null (pdf, filter);
  unsigned char *data = NULL;
  QPDF_BOOL filtered = QPDF_FALSE;
  size_t length = 0;
  GBytes *bytes = NULL;

  if (packed && (!is_flate (pdf, filter) || qpdf_oh_has_key (pdf, dict, "/DecodeParms")))
    return NULL;
  if (qpdf_oh_get_stream_data (pdf, stream, qpdf_dl_none, &filtered, &data, &length) == QPDF_SUCCESS && length <= limit)
    bytes = packed ? inflate (data, length, limit) : g_bytes_new (data, length);
  free (data);
  return bytes;
}

static void digest_object (Digest *g, GChecksum *sum, qpdf_oh object, int depth);

static void
add_text (GChecksum *sum, const char *tag, const char *text, gssize length)
{
  if (length < 0)
    length = (gssize) strlen (text);
  g_checksum_update (sum, (const guchar *) tag, 1);
  g_checksum_update (sum, (const guchar *) &(guint32) { GUINT32_TO_BE ((guint32) length) }, 4);
  g_checksum_update (sum, (const guchar *) text, length);
}

/* Keys in qpdf's order, which is that of bytes.  What only says where or how something is stored is left out. */
static void
digest_dictionary (Digest *g, GChecksum *sum, qpdf_oh dict, int depth)
{
  static const char *const leave_out[] = { "/Parent", "/Length", "/Filter", "/DecodeParms", "/P", "/StructParents", NULL };
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  qpdf_oh_begin_dict_key_iter (g->pdf, dict);
  while (qpdf_oh_dict_more_keys (g->pdf))
    g_ptr_array_add (keys, g_strdup (qpdf_oh_dict_next_key (g->pdf)));
  for (guint i = 0; i < keys->len && !g->failed; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (g_strv_contains (leave_out, key))
        continue;
      add_text (sum, "k", key, -1);
      digest_object (g, sum, qpdf_oh_get_key (g->pdf, dict, key), depth + 1);
    }
  add_text (sum, "e", "", 0);
}

static void
digest_stream (Digest *g, GChecksum *sum, qpdf_oh stream, int depth)
{
  g_autoptr(GBytes) bytes = xl_seal_stream_bytes (g->pdf, stream, MOST_STREAM);

  if (bytes == NULL)
    {
      fail (g, XL_ERROR_DAMAGED, "a part of them is packed in a way this program does not write, or is too large");
      return;
    }
  g->n_bytes += g_bytes_get_size (bytes);
  if (g->n_bytes > MOST_TOTAL)
    fail (g, XL_ERROR_TOO_LARGE, "too much text");
  digest_dictionary (g, sum, qpdf_oh_get_dict (g->pdf, stream), depth);
  add_text (sum, "s", g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static void
digest_value (Digest *g, GChecksum *sum, qpdf_oh object, int depth)
{
  if (qpdf_oh_is_stream (g->pdf, object))
    digest_stream (g, sum, object, depth);
  else if (qpdf_oh_is_dictionary (g->pdf, object))
    digest_dictionary (g, sum, object, depth);
  else if (qpdf_oh_is_array (g->pdf, object))
    {
      int n = qpdf_oh_get_array_n_items (g->pdf, object);

      for (int i = 0; i < n && !g->failed; i++)
        digest_object (g, sum, qpdf_oh_get_array_item (g->pdf, object, i), depth + 1);
      add_text (sum, "]", "", 0);
    }
  else if (qpdf_oh_is_number (g->pdf, object))
    {
      char number[32];

      g_ascii_formatd (number, sizeof number, "%.5f", qpdf_oh_get_numeric_value (g->pdf, object));
      add_text (sum, "n", number, -1);
    }
  else
    add_text (sum, "v", qpdf_oh_unparse_resolved (g->pdf, object), -1);
}

static void
digest_object (Digest *g, GChecksum *sum, qpdf_oh object, int depth)
{
  gpointer id = GINT_TO_POINTER (qpdf_oh_get_object_id (g->pdf, object));
  const char *known = id != NULL ? g_hash_table_lookup (g->known, id) : NULL;

  if (depth > MOST_DEPTH || ++g->n_objects > MOST_OBJECTS)
    {
      fail (g, XL_ERROR_TOO_LARGE, "they are nested too deeply or made of too many parts");
      return;
    }
  if (known == NULL && id != NULL)
    {
      g_autoptr(GChecksum) own = g_checksum_new (G_CHECKSUM_SHA256);

      digest_value (g, own, object, depth);
      g_hash_table_insert (g->known, id, g_strdup (g_checksum_get_string (own)));
      known = g_hash_table_lookup (g->known, id);
    }
  if (known != NULL)
    add_text (sum, "o", known, -1);
  else
    digest_value (g, sum, object, depth);
  qpdf_oh_release (g->pdf, object);
}

char *
xl_seal_digest_pages (XlPdf pdf, GError **error)
{
  Digest g = { .pdf = pdf, .error = error };
  g_autoptr(GHashTable) known = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  int n = qpdf_get_num_pages (pdf);

  g.known = known;
  if (n <= 0)
    fail (&g, XL_ERROR_DAMAGED, "there are none");
  for (int i = 0; i < n && !g.failed; i++)
    digest_object (&g, sum, qpdf_get_page_n (pdf, (size_t) i), 0);
  return g.failed ? NULL : g_strdup (g_checksum_get_string (sum));
}
