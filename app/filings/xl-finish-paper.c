#include "filings/xl-finish-paper.h"
#include "filings/xl-finish-xmp.h"

#include "base/xl-error.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

typedef struct {
  qpdf_data       pdf;
  const XlFinish *finish;
  XlFaceSet      *faces;
} Work;

static void
set_key (const Work *w, qpdf_oh dict, const char *key, qpdf_oh value)
{
  qpdf_oh_replace_key (w->pdf, dict, key, value);
}

static void
set_name (const Work *w, qpdf_oh dict, const char *key, const char *name)
{
  set_key (w, dict, key, qpdf_oh_new_name (w->pdf, name));
}

static void
set_text (const Work *w, qpdf_oh dict, const char *key, const char *utf8)
{
  if (utf8 != NULL && *utf8 != '\0')
    set_key (w, dict, key, qpdf_oh_new_unicode_string (w->pdf, utf8));
}

static qpdf_oh
new_stream (const Work *w, gconstpointer data, gsize length)
{
  qpdf_oh stream = qpdf_oh_new_stream (w->pdf);

  qpdf_oh_replace_stream_data (w->pdf, stream, data, length, qpdf_oh_new_null (w->pdf), qpdf_oh_new_null (w->pdf));
  return stream;
}

/* Packed here once: qpdf would pack a plain stream anew in each of its passes, and one that pages share for each page. */
static qpdf_oh
new_packed_stream (const Work *w, gconstpointer data, gsize length)
{
  g_autoptr(GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  g_autoptr(GInputStream) plain = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr(GInputStream) packed = g_converter_input_stream_new (plain, packer);
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  qpdf_oh stream = qpdf_oh_new_stream (w->pdf);

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL);
  qpdf_oh_replace_stream_data (w->pdf, stream, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                               g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)),
                               qpdf_oh_new_name (w->pdf, "/FlateDecode"), qpdf_oh_new_null (w->pdf));
  return stream;
}

/* D:20260630000000+08'00' */
static char *
pdf_date (const char *iso)
{
  return g_strdup_printf ("D:%.4s%.2s%.2s000000+08'00'", iso, iso + 5, iso + 8);
}

/* Fonts ------------------------------------------------------------------------------------------------------------- */

static void
append_utf16 (GString *out, gunichar ch)
{
  if (ch > 0xffff)
    g_string_append_printf (out, "%04X%04X", 0xd800 + ((ch - 0x10000) >> 10), 0xdc00 + ((ch - 0x10000) & 0x3ff));
  else
    g_string_append_printf (out, "%04X", ch);
}

/* Blocks of at most 100 entries.  Source: ISO 32000-1:2008 §9.10.3, Adobe Technical Note 5411. */
static GString *
write_to_unicode (const XlFaceUse *use)
{
  GString *out = g_string_new ("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n"
    "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");

  for (guint i = 0; i < use->codes->len; i += 100)
    {
      guint n = MIN (100, use->codes->len - i);

      g_string_append_printf (out, "%u beginbfchar\n", n);
      for (guint k = i; k < i + n; k++)
        {
          g_string_append_printf (out, "<%04X> <", g_array_index (use->codes, guint16, k));
          append_utf16 (out, g_array_index (use->characters, gunichar, k));
          g_string_append (out, ">\n");
        }
      g_string_append (out, "endbfchar\n");
    }
  g_string_append (out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  return out;
}

/* One bit a CID, the first in the highest bit; CID 0 is always there. */
static GByteArray *
write_cid_set (const XlFaceUse *use)
{
  GByteArray *bits = g_byte_array_new ();
  guint last = use->codes->len > 0 ? g_array_index (use->codes, guint16, use->codes->len - 1) : 0;

  g_byte_array_set_size (bits, last / 8 + 1);
  memset (bits->data, 0, bits->len);
  bits->data[0] = 0x80;
  for (guint i = 0; i < use->codes->len; i++)
    {
      guint16 code = g_array_index (use->codes, guint16, i);

      bits->data[code / 8] |= (guint8) (0x80 >> (code % 8));
    }
  return bits;
}

static const XlFaceUse *
use_of (const Work *w, const char *base_font)
{
  const char *name = strchr (base_font, '+');

  for (guint i = 0; i < xl_face_set_n_used (w->faces); i++)
    {
      const XlFaceUse *use = xl_face_set_use (w->faces, i);

      if (use != NULL && use->font_name != NULL && strcmp (use->font_name, name != NULL ? name + 1 : base_font + 1) == 0)
        return use;
    }
  return NULL;
}

static gboolean
mend_font (const Work *w, qpdf_oh font, GError **error)
{
  const char *base_font = qpdf_oh_get_name (w->pdf, qpdf_oh_get_key (w->pdf, font, "/BaseFont"));
  const XlFaceUse *use = use_of (w, base_font);
  qpdf_oh descendant, descriptor;
  g_autoptr(GByteArray) cid_set = NULL;
  GString *map;

  if (use == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FAILED, "the drawn paper holds a font nobody asked for");
      return FALSE;
    }
  map = write_to_unicode (use);
  set_key (w, font, "/ToUnicode", new_packed_stream (w, map->str, map->len));
  g_string_free (map, TRUE);
  descendant = qpdf_oh_get_array_item (w->pdf, qpdf_oh_get_key (w->pdf, font, "/DescendantFonts"), 0);
  descriptor = qpdf_oh_get_key (w->pdf, descendant, "/FontDescriptor");
  cid_set = write_cid_set (use);
  set_key (w, descriptor, "/CapHeight", qpdf_oh_new_integer (w->pdf, use->cap_height));
  set_key (w, descriptor, "/CIDSet", new_packed_stream (w, cid_set->data, cid_set->len));
  return TRUE;
}

/* libharu names one filter in a list; qpdf would unpack and pack such a stream again, twice. */
static void
mend_filter (const Work *w, qpdf_oh stream)
{
  qpdf_oh dict = qpdf_oh_get_dict (w->pdf, stream);
  qpdf_oh filter = qpdf_oh_get_key (w->pdf, dict, "/Filter");

  if (qpdf_oh_is_array (w->pdf, filter) && qpdf_oh_get_array_n_items (w->pdf, filter) == 1)
    set_key (w, dict, "/Filter", qpdf_oh_get_array_item (w->pdf, filter, 0));
}

static gboolean
mend_objects (const Work *w, GError **error)
{
  qpdf_oh size = qpdf_oh_get_key (w->pdf, qpdf_get_trailer (w->pdf), "/Size");
  int n = qpdf_oh_get_int_value_as_int (w->pdf, size);

  for (int i = 1; i < n; i++)
    {
      qpdf_oh object = qpdf_get_object_by_id (w->pdf, i, 0);

      if (qpdf_oh_is_dictionary_of_type (w->pdf, object, "/Font", "/Type0") && !mend_font (w, object, error))
        return FALSE;
      if (qpdf_oh_is_stream (w->pdf, object))
        mend_filter (w, object);
      qpdf_oh_release (w->pdf, object);
    }
  return TRUE;
}

/* Catalogue --------------------------------------------------------------------------------------------------------- */

static GBytes *
read_profile (const char *dir)
{
  static const char *const names[] = { "color/icc/sRGB.icc", "color/icc/colord/sRGB.icc", "color/icc/ghostscript/srgb.icc" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);
      char *data;
      gsize length;

      if (g_file_get_contents (path, &data, &length, NULL))
        return g_bytes_new_take (data, length);
    }
  return NULL;
}

static GBytes *
find_profile (GError **error)
{
  const char *const *dirs = g_get_system_data_dirs ();
  GBytes *profile = read_profile ("/usr/share");

  for (guint i = 0; profile == NULL && dirs[i] != NULL; i++)
    profile = read_profile (dirs[i]);
  if (profile != NULL)
    return profile;
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "no sRGB colour profile is installed (icc-profiles-free)");
  return NULL;
}

static gboolean
add_output_intent (const Work *w, qpdf_oh root, GError **error)
{
  g_autoptr(GBytes) profile = find_profile (error);
  qpdf_oh intent, stream;

  if (profile == NULL)
    return FALSE;
  stream = new_packed_stream (w, g_bytes_get_data (profile, NULL), g_bytes_get_size (profile));
  set_key (w, qpdf_oh_get_dict (w->pdf, stream), "/N", qpdf_oh_new_integer (w->pdf, 3));
  intent = qpdf_oh_new_dictionary (w->pdf);
  set_name (w, intent, "/Type", "/OutputIntent");
  set_name (w, intent, "/S", "/GTS_PDFA1");
  set_text (w, intent, "/OutputConditionIdentifier", "sRGB");
  set_text (w, intent, "/Info", "sRGB IEC61966-2.1");
  set_key (w, intent, "/DestOutputProfile", stream);
  set_key (w, root, "/OutputIntents", qpdf_oh_wrap_in_array (w->pdf, qpdf_make_indirect_object (w->pdf, intent)));
  return TRUE;
}

static qpdf_oh
make_filespec (const Work *w, const XlAttachment *a)
{
  qpdf_oh stream = new_packed_stream (w, g_bytes_get_data (a->bytes, NULL), g_bytes_get_size (a->bytes));
  qpdf_oh dict = qpdf_oh_get_dict (w->pdf, stream);
  qpdf_oh params = qpdf_oh_new_dictionary (w->pdf), file = qpdf_oh_new_dictionary (w->pdf);
  qpdf_oh spec = qpdf_oh_new_dictionary (w->pdf);
  g_autofree char *date = pdf_date (w->finish->date);
  g_autofree char *mime = g_strconcat ("/", a->mime, NULL);

  set_key (w, params, "/ModDate", qpdf_oh_new_string (w->pdf, date));
  set_key (w, params, "/Size", qpdf_oh_new_integer (w->pdf, (long long) g_bytes_get_size (a->bytes)));
  set_name (w, dict, "/Type", "/EmbeddedFile");
  set_name (w, dict, "/Subtype", mime);
  set_key (w, dict, "/Params", params);
  set_key (w, file, "/F", stream);
  set_key (w, file, "/UF", stream);
  set_name (w, spec, "/Type", "/Filespec");
  set_text (w, spec, "/F", a->name);
  set_text (w, spec, "/UF", a->name);
  set_text (w, spec, "/Desc", a->description);
  set_name (w, spec, "/AFRelationship", a->is_source ? "/Source" : "/Data");
  set_key (w, spec, "/EF", file);
  return qpdf_make_indirect_object (w->pdf, spec);
}

/* @attachments stand in order of name, as a name tree wants them. */
static void
add_attachments (const Work *w, qpdf_oh root)
{
  qpdf_oh names = qpdf_oh_new_array (w->pdf), files = qpdf_oh_new_array (w->pdf);
  qpdf_oh tree = qpdf_oh_new_dictionary (w->pdf), all = qpdf_oh_new_dictionary (w->pdf);

  for (guint i = 0; i < w->finish->n_attachments; i++)
    {
      qpdf_oh spec = make_filespec (w, &w->finish->attachments[i]);

      qpdf_oh_append_item (w->pdf, names, qpdf_oh_new_unicode_string (w->pdf, w->finish->attachments[i].name));
      qpdf_oh_append_item (w->pdf, names, spec);
      qpdf_oh_append_item (w->pdf, files, spec);
    }
  set_key (w, tree, "/Names", names);
  set_key (w, all, "/EmbeddedFiles", qpdf_make_indirect_object (w->pdf, tree));
  set_key (w, root, "/Names", all);
  set_key (w, root, "/AF", files);
}

static qpdf_oh
make_bookmark (const Work *w, const XlBookmark *bookmark, qpdf_oh parent)
{
  qpdf_oh item = qpdf_make_indirect_object (w->pdf, qpdf_oh_new_dictionary (w->pdf));
  qpdf_oh dest = qpdf_oh_new_array (w->pdf);

  qpdf_oh_append_item (w->pdf, dest, qpdf_get_page_n (w->pdf, bookmark->page));
  qpdf_oh_append_item (w->pdf, dest, qpdf_oh_new_name (w->pdf, "/Fit"));
  set_text (w, item, "/Title", bookmark->title);
  set_key (w, item, "/Parent", parent);
  set_key (w, item, "/Dest", dest);
  return item;
}

static void
add_outline (const Work *w, qpdf_oh root)
{
  qpdf_oh outlines = qpdf_make_indirect_object (w->pdf, qpdf_oh_new_dictionary (w->pdf));
  guint n = w->finish->bookmarks->len;
  qpdf_oh before = 0;

  if (n == 0)
    return;
  set_name (w, outlines, "/Type", "/Outlines");
  set_key (w, outlines, "/Count", qpdf_oh_new_integer (w->pdf, (long long) n));
  for (guint i = 0; i < n; i++)
    {
      qpdf_oh item = make_bookmark (w, g_ptr_array_index (w->finish->bookmarks, i), outlines);

      if (i == 0)
        set_key (w, outlines, "/First", item);
      else
        {
          set_key (w, item, "/Prev", before);
          set_key (w, before, "/Next", item);
        }
      before = item;
    }
  set_key (w, outlines, "/Last", before);
  set_key (w, root, "/Outlines", outlines);
  set_name (w, root, "/PageMode", n > 1 ? "/UseOutlines" : "/UseNone");
}

static void
add_info (const Work *w)
{
  qpdf_oh info = qpdf_oh_new_dictionary (w->pdf);
  g_autofree char *date = pdf_date (w->finish->date);

  set_text (w, info, "/Title", w->finish->title);
  set_text (w, info, "/Author", w->finish->author);
  set_text (w, info, "/Subject", w->finish->subject);
  set_text (w, info, "/Keywords", w->finish->keywords);
  set_text (w, info, "/Creator", "Xiangli");
  set_text (w, info, "/Producer", "Xiangli, libharu, qpdf");
  set_key (w, info, "/CreationDate", qpdf_oh_new_string (w->pdf, date));
  set_key (w, info, "/ModDate", qpdf_oh_new_string (w->pdf, date));
  set_key (w, qpdf_get_trailer (w->pdf), "/Info", qpdf_make_indirect_object (w->pdf, info));
}

static void
add_metadata (const Work *w, qpdf_oh root)
{
  g_autofree char *xmp = xl_xmp_write (w->finish);
  qpdf_oh stream = new_stream (w, xmp, strlen (xmp));
  qpdf_oh dict = qpdf_oh_get_dict (w->pdf, stream);
  qpdf_oh preferences = qpdf_oh_new_dictionary (w->pdf);

  set_name (w, dict, "/Type", "/Metadata");
  set_name (w, dict, "/Subtype", "/XML");
  set_key (w, root, "/Metadata", stream);
  set_key (w, root, "/Lang", qpdf_oh_new_string (w->pdf, "zh-CN"));
  set_key (w, preferences, "/DisplayDocTitle", qpdf_oh_new_bool (w->pdf, QPDF_TRUE));
  set_key (w, root, "/ViewerPreferences", preferences);
}

static gboolean
seal_pages (const Work *w, GError **error)
{
  XlSeal *seal = w->finish->seal;

  if (seal == NULL)
    return TRUE;
  g_free (seal->pages);
  seal->pages = xl_seal_digest_pages (w->pdf, error);
  if (seal->pages == NULL)
    return FALSE;
  xl_seal_sign (seal, w->finish->secret_key);
  return TRUE;
}

static GBytes *
write_pdf (qpdf_data pdf, GError **error)
{
  qpdf_init_write_memory (pdf);
  qpdf_set_object_stream_mode (pdf, qpdf_o_disable);
  qpdf_set_newline_before_endstream (pdf, QPDF_TRUE);
  qpdf_force_pdf_version (pdf, "1.7");
  qpdf_set_deterministic_ID (pdf, QPDF_TRUE);
  qpdf_set_linearization (pdf, QPDF_TRUE);
  if (qpdf_write (pdf) == QPDF_SUCCESS)
    return g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
  g_set_error (error, XL_ERROR, XL_ERROR_FAILED, "the paper cannot be finished: %s",
               qpdf_get_error_message_detail (pdf, qpdf_get_error (pdf)));
  return NULL;
}

GBytes *
xl_finish_paper (GBytes *drawn, XlFaceSet *faces, const XlFinish *finish, GError **error)
{
  qpdf_data pdf = qpdf_init ();
  Work w = { pdf, finish, faces };
  GBytes *bytes = NULL;
  qpdf_oh root;

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  if (qpdf_read_memory (pdf, "drawn", g_bytes_get_data (drawn, NULL), g_bytes_get_size (drawn), NULL) != QPDF_SUCCESS)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FAILED, "what libharu drew cannot be read again");
      qpdf_cleanup (&pdf);
      return NULL;
    }
  root = qpdf_get_root (pdf);
  if (mend_objects (&w, error) && seal_pages (&w, error) && add_output_intent (&w, root, error))
    {
      add_attachments (&w, root);
      add_outline (&w, root);
      add_info (&w);
      add_metadata (&w, root);
      bytes = write_pdf (pdf, error);
    }
  qpdf_cleanup (&pdf);
  return bytes;
}
