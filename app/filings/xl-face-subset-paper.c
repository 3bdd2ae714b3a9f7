#include "filings/xl-face-private.h"

#include "base/xl-error.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

/* What is written for a character, the character, and its glyph in the small face. */
typedef struct { guint16 code; gunichar character; guint16 glyph; } Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return (int) ((const Entry *) a)->code - (int) ((const Entry *) b)->code;
}

/* The subset as an ordinary face: the builder that HarfBuzz 6 hands out cannot list its tables. */
static hb_face_t *
make_subset (const Face *face)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  hb_face_t *built, *plain;
  hb_blob_t *blob;

  hb_set_union (hb_subset_input_unicode_set (input), face->wanted);
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NO_HINTING);
  hb_set_add (hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG), HB_TAG ('G', 'S', 'U', 'B'));
  hb_set_add (hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG), HB_TAG ('G', 'P', 'O', 'S'));
  hb_set_add (hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG), HB_TAG ('v', 'h', 'e', 'a'));
  hb_set_add (hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG), HB_TAG ('v', 'm', 't', 'x'));
  built = hb_subset_or_fail (face->face, input);
  hb_subset_input_destroy (input);
  if (built == NULL)
    return NULL;
  blob = hb_face_reference_blob (built);
  plain = hb_face_create (blob, 0);
  hb_blob_destroy (blob);
  hb_face_destroy (built);
  return plain;
}

static GArray *
list_entries (XlFaceSet *set, const Face *face, hb_face_t *small)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  hb_font_t *font = hb_font_create (small);
  hb_codepoint_t ch = HB_SET_VALUE_INVALID, id;

  while (hb_set_next (face->wanted, &ch))
    if (hb_font_get_nominal_glyph (font, ch, &id))
      {
        Entry entry = { xl_face_set_code (set, ch), ch, (guint16) id };

        g_array_append_val (entries, entry);
      }
  hb_font_destroy (font);
  g_array_sort (entries, compare_entries);
  return entries;
}

static void
put16 (GByteArray *out, guint value)
{
  guint8 bytes[2] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (out, bytes, 2);
}

/* Runs of codes whose glyphs run beside them; returns first and last entry of each. */
static GArray *
list_segments (const GArray *entries)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < entries->len; )
    {
      const Entry *first = &g_array_index (entries, Entry, i);
      guint last = i;

      while (last + 1 < entries->len
             && (&g_array_index (entries, Entry, last + 1))->code == first->code + (last + 1 - i)
             && (&g_array_index (entries, Entry, last + 1))->glyph == first->glyph + (last + 1 - i))
        last++;
      g_array_append_val (segments, i);
      g_array_append_val (segments, last);
      i = last + 1;
    }
  return segments;
}

/* A cmap with one format 4 subtable (platform 3, encoding 1).  Source: OpenType 1.9, cmap. */
static hb_blob_t *
make_cmap (const GArray *entries)
{
  g_autoptr(GArray) segments = list_segments (entries);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  guint n = segments->len / 2 + 1, range = 1, selector = 0;
  hb_blob_t *blob;

#define ENTRY(k) (&g_array_index (entries, Entry, g_array_index (segments, guint, (k))))
  while (range * 2 <= n)
    {
      range *= 2;
      selector++;
    }
  const guint head[] = { 0, 1, 3, 1, 0, 12, 4, 16 + 8 * n, 0, 2 * n, 2 * range, selector, 2 * (n - range) };
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    put16 (out, head[i]);
  for (guint i = 0; i + 1 < n; i++)
    put16 (out, ENTRY (2 * i + 1)->code);
  put16 (out, 0xffff);
  put16 (out, 0);
  for (guint i = 0; i + 1 < n; i++)
    put16 (out, ENTRY (2 * i)->code);
  put16 (out, 0xffff);
  for (guint i = 0; i + 1 < n; i++)
    put16 (out, (guint) (ENTRY (2 * i)->glyph - ENTRY (2 * i)->code) & 0xffff);
  put16 (out, 1);
  for (guint i = 0; i < n; i++)
    put16 (out, 0);
#undef ENTRY
  blob = hb_blob_create ((const char *) out->data, out->len, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
  return blob;
}

static GBytes *
build_face (hb_face_t *small, const GArray *entries)
{
  static const char keep[][5] = { "head", "hhea", "maxp", "hmtx", "loca", "glyf", "name", "OS/2", "post" };
  hb_face_t *builder = hb_face_builder_create ();
  hb_blob_t *blob = make_cmap (entries);
  GBytes *bytes;
  guint length;
  const char *data;

  hb_face_builder_add_table (builder, HB_TAG ('c', 'm', 'a', 'p'), blob);
  hb_blob_destroy (blob);
  for (guint i = 0; i < G_N_ELEMENTS (keep); i++)
    {
      hb_tag_t tag = hb_tag_from_string (keep[i], 4);

      blob = hb_face_reference_table (small, tag);
      if (hb_blob_get_length (blob) > 0)
        hb_face_builder_add_table (builder, tag, blob);
      hb_blob_destroy (blob);
    }
  blob = hb_face_reference_blob (builder);
  data = hb_blob_get_data (blob, &length);
  bytes = g_bytes_new (data, length);
  hb_blob_destroy (blob);
  hb_face_destroy (builder);
  return bytes;
}

static void
note_codes (Face *face, const GArray *entries)
{
  hb_position_t cap = 0;

  g_clear_pointer (&face->use.codes, g_array_unref);
  g_clear_pointer (&face->use.characters, g_array_unref);
  face->use.codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  face->use.characters = g_array_new (FALSE, FALSE, sizeof (gunichar));
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      g_array_append_val (face->use.codes, entry->code);
      g_array_append_val (face->use.characters, entry->character);
    }
  hb_ot_metrics_get_position_with_fallback (face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap);
  face->use.cap_height = (int) (cap * 1000 / (int) face->upem);
}

GBytes *
xl_face_set_subset (XlFaceSet *set, guint place, GError **error)
{
  Face *face = xl_face_set_get (set, place);
  g_autoptr(GArray) entries = NULL;
  hb_face_t *small = make_subset (face);
  GBytes *bytes;

  if (small == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FAILED, "face %s: HarfBuzz cannot make it smaller", face->family);
      return NULL;
    }
  entries = list_entries (set, face, small);
  note_codes (face, entries);
  bytes = build_face (small, entries);
  hb_face_destroy (small);
  return bytes;
}

const XlFaceUse *
xl_face_set_use (XlFaceSet *set, guint place)
{
  Face *face = xl_face_set_get (set, place);

  face->use.family = face->family;
  face->use.font_name = face->font_name;
  return hb_set_is_empty (face->wanted) ? NULL : &face->use;
}
