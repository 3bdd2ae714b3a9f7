#include "filings/xl-face-paper.h"
#include "filings/xl-face-private.h"

#include "base/xl-error.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

#define MISSING 0xff
#define N_PAGES 0x1100
#define FIRST_PRIVATE 0xe000
#define LAST_PRIVATE 0xf8ff

/* The legal faces first, where an office has bought them; then what may be given away.  OpenType faces with CFF outlines
 * cannot be drawn by libharu and are passed over wherever they stand. */
typedef struct { const char *family; gboolean embolden; } Wish;
static const Wish wishes[XL_N_ROLES][12] = {
  [XL_ROLE_TITLE] = { { "FZXiaoBiaoSong-B05S" }, { "方正小标宋简体" }, { "方正小标宋_GBK" }, { "STZhongsong" },
                      { "AR PL UMing CN", TRUE }, { "LXGW WenKai", TRUE } },
  [XL_ROLE_BODY] = { { "仿宋_GB2312" }, { "FangSong_GB2312" }, { "FangSong" }, { "STFangsong" }, { "FZFangSong-Z02S" },
                     { "LXGW WenKai" }, { "AR PL UKai CN" }, { "AR PL UMing CN" } },
  [XL_ROLE_HEADING] = { { "SimHei" }, { "STHeiti" }, { "FZHei-B01S" }, { "WenQuanYi Zen Hei" }, { "WenQuanYi Micro Hei" },
                        { "LXGW WenKai", TRUE } },
  [XL_ROLE_SUBHEADING] = { { "楷体_GB2312" }, { "KaiTi_GB2312" }, { "KaiTi" }, { "STKaiti" }, { "AR PL UKai CN" },
                           { "LXGW WenKai" } },
  [XL_ROLE_TABLE] = { { "SimSun" }, { "NSimSun" }, { "STSong" }, { "AR PL UMing CN" }, { "LXGW WenKai" },
                      { "WenQuanYi Zen Hei" } },
};
/* Every role ends with these. */
static const char *const last_resorts[] = { "LXGW WenKai", "AR PL UMing CN", "AR PL UKai CN", "WenQuanYi Zen Hei",
                                            "SimSun-ExtB", "BabelStone Han", NULL };

struct _XlFaceSet
{
  GPtrArray *faces;                        /* Face, as opened */
  GArray    *chains[XL_N_ROLES];           /* Link */
  XlGlyph   *pages[XL_N_ROLES][N_PAGES];   /* 256 glyphs each, made when touched; advance < 0: not asked yet */
  guint      next_private;
  GHashTable *private_codes;               /* gunichar → code */
  GArray    *missing;                      /* gunichar */
};

typedef struct { guint8 face; guint8 embolden; } Link;

static void
face_free (gpointer item)
{
  Face *face = item;

  hb_font_destroy (face->font);
  hb_face_destroy (face->face);
  hb_set_destroy (face->wanted);
  g_clear_pointer (&face->use.codes, g_array_unref);
  g_clear_pointer (&face->use.characters, g_array_unref);
  g_free (face->family);
  g_free (face->font_name);
  g_free (face);
}

static gboolean
has_table (hb_face_t *face, hb_tag_t tag)
{
  hb_blob_t *blob = hb_face_reference_table (face, tag);
  gboolean there = hb_blob_get_length (blob) > 0;

  hb_blob_destroy (blob);
  return there;
}

static Face *
face_open (const char *path, int index, const char *family)
{
  hb_blob_t *blob = hb_blob_create_from_file_or_fail (path);
  Face *face;

  if (blob == NULL)
    return NULL;
  face = g_new0 (Face, 1);
  face->face = hb_face_create (blob, (guint) index);
  hb_blob_destroy (blob);
  face->font = hb_font_create (face->face);
  face->upem = hb_face_get_upem (face->face);
  face->wanted = hb_set_create ();
  face->family = g_strdup (family);
  if (has_table (face->face, HB_TAG ('g', 'l', 'y', 'f')) && has_table (face->face, HB_TAG ('l', 'o', 'c', 'a')))
    return face;
  face_free (face);
  return NULL;
}

/* The installed regular TrueType face of exactly this family. */
static Face *
find_family (const char *family)
{
  FcPattern *pattern = FcPatternBuild (NULL, FC_FAMILY, FcTypeString, family, FC_SLANT, FcTypeInteger, FC_SLANT_ROMAN,
                                       FC_VARIABLE, FcTypeBool, FcFalse, NULL);
  FcObjectSet *objects = FcObjectSetBuild (FC_FILE, FC_INDEX, FC_WEIGHT, NULL);
  FcFontSet *found = FcFontList (NULL, pattern, objects);
  Face *face = NULL;
  int best = -1, distance = G_MAXINT;

  for (int i = 0; found != NULL && i < found->nfont; i++)
    {
      int weight = FC_WEIGHT_REGULAR;

      FcPatternGetInteger (found->fonts[i], FC_WEIGHT, 0, &weight);
      if (ABS (weight - FC_WEIGHT_REGULAR) < distance)
        {
          distance = ABS (weight - FC_WEIGHT_REGULAR);
          best = i;
        }
    }
  if (best >= 0)
    {
      FcChar8 *file = NULL;
      int index = 0;

      FcPatternGetString (found->fonts[best], FC_FILE, 0, &file);
      FcPatternGetInteger (found->fonts[best], FC_INDEX, 0, &index);
      face = file != NULL ? face_open ((const char *) file, index, family) : NULL;
    }
  FcPatternDestroy (pattern);
  FcObjectSetDestroy (objects);
  if (found != NULL)
    FcFontSetDestroy (found);
  return face;
}

static int
place_of_family (XlFaceSet *set, const char *family)
{
  Face *face;

  for (guint i = 0; i < set->faces->len; i++)
    {
      face = g_ptr_array_index (set->faces, i);
      if (strcmp (face->family, family) == 0)
        return (int) i;
    }
  face = find_family (family);
  if (face == NULL || set->faces->len >= MISSING)
    return -1;
  g_ptr_array_add (set->faces, face);
  return (int) set->faces->len - 1;
}

static void
add_link (XlFaceSet *set, GArray *chain, const char *family, gboolean embolden)
{
  int place = place_of_family (set, family);
  Link link = { (guint8) place, (guint8) embolden };

  for (guint i = 0; i < chain->len; i++)
    if (place == g_array_index (chain, Link, i).face)
      return;
  if (place >= 0)
    g_array_append_val (chain, link);
}

XlFaceSet *
xl_face_set_new (void)
{
  XlFaceSet *set = g_new0 (XlFaceSet, 1);

  set->faces = g_ptr_array_new_with_free_func (face_free);
  set->next_private = FIRST_PRIVATE;
  set->private_codes = g_hash_table_new (NULL, NULL);
  set->missing = g_array_new (FALSE, FALSE, sizeof (gunichar));
  for (int role = 0; role < XL_N_ROLES; role++)
    {
      set->chains[role] = g_array_new (FALSE, FALSE, sizeof (Link));
      for (guint i = 0; i < G_N_ELEMENTS (wishes[role]) && wishes[role][i].family != NULL; i++)
        add_link (set, set->chains[role], wishes[role][i].family, wishes[role][i].embolden);
      for (guint i = 0; last_resorts[i] != NULL; i++)
        add_link (set, set->chains[role], last_resorts[i], role == XL_ROLE_TITLE);
    }
  return set;
}

void
xl_face_set_free (XlFaceSet *set)
{
  if (set == NULL)
    return;
  for (int role = 0; role < XL_N_ROLES; role++)
    {
      g_array_unref (set->chains[role]);
      for (int page = 0; page < N_PAGES; page++)
        g_free (set->pages[role][page]);
    }
  g_ptr_array_unref (set->faces);
  g_hash_table_unref (set->private_codes);
  g_array_unref (set->missing);
  g_free (set);
}

gboolean
xl_face_is_ignorable (gunichar ch)
{
  return (ch >= 0x200b && ch <= 0x200f) || ch == 0x2060 || ch == 0xfeff || (ch >= 0xfe00 && ch <= 0xfe0f)
         || (ch >= 0xe0100 && ch <= 0xe01ef);
}

/* Private characters mean something else in every face; what a person wrote with one cannot be trusted to look right. */
static gboolean
is_private (gunichar ch)
{
  return (ch >= FIRST_PRIVATE && ch <= LAST_PRIVATE) || ch >= 0xf0000;
}

static guint16
code_for (XlFaceSet *set, gunichar ch)
{
  gpointer code;

  if (ch <= 0xffff)
    return (guint16) ch;
  if (g_hash_table_lookup_extended (set->private_codes, GUINT_TO_POINTER (ch), NULL, &code))
    return (guint16) GPOINTER_TO_UINT (code);
  if (set->next_private > LAST_PRIVATE)
    return 0;
  g_hash_table_insert (set->private_codes, GUINT_TO_POINTER (ch), GUINT_TO_POINTER (set->next_private));
  return (guint16) set->next_private++;
}

static void
resolve (XlFaceSet *set, XlRole role, gunichar ch, XlGlyph *glyph)
{
  GArray *chain = set->chains[role];

  glyph->face = MISSING;
  glyph->advance = 1;
  for (guint i = 0; i < chain->len && !is_private (ch); i++)
    {
      const Link *link = &g_array_index (chain, Link, i);
      Face *face = g_ptr_array_index (set->faces, link->face);
      hb_codepoint_t id;

      if (!hb_font_get_nominal_glyph (face->font, ch, &id) || id == 0)
        continue;
      glyph->code = code_for (set, ch);
      if (glyph->code == 0)
        break;
      glyph->face = link->face;
      glyph->embolden = link->embolden;
      glyph->advance = (float) hb_font_get_glyph_h_advance (face->font, id) / (float) face->upem;
      hb_set_add (face->wanted, ch);
      return;
    }
  g_array_append_val (set->missing, ch);
}

const XlGlyph *
xl_face_set_glyph (XlFaceSet *set, XlRole role, gunichar ch)
{
  XlGlyph **page = &set->pages[role][MIN (ch, 0x10ffff) >> 8];
  XlGlyph *glyph;

  if (*page == NULL)
    {
      *page = g_new (XlGlyph, 256);
      for (int i = 0; i < 256; i++)
        (*page)[i].advance = -1;
    }
  glyph = &(*page)[ch & 0xff];
  if (glyph->advance < 0)
    resolve (set, role, ch, glyph);
  return glyph;
}

double
xl_face_set_measure (gpointer data, XlRole role, gunichar ch)
{
  return xl_face_is_ignorable (ch) || ch < 0x20 ? 0 : xl_face_set_glyph (data, role, ch)->advance;
}

gboolean
xl_face_set_check (XlFaceSet *set, GError **error)
{
  g_autoptr(GString) list = g_string_new (NULL);

  if (set->faces->len == 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "no Chinese TrueType face is installed (fonts-lxgw-wenkai, fonts-arphic-uming)");
      return FALSE;
    }
  if (set->missing->len == 0)
    return TRUE;
  for (guint i = 0; i < MIN (set->missing->len, 8); i++)
    g_string_append_printf (list, "%sU+%04X", i > 0 ? ", " : "", g_array_index (set->missing, gunichar, i));
  g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "no installed face has %s%s; the paper would have holes and is not made",
               list->str, set->missing->len > 8 ? " and others" : "");
  return FALSE;
}

guint
xl_face_set_n_used (const XlFaceSet *set)
{
  return set->faces->len;
}

Face *
xl_face_set_get (XlFaceSet *set, guint face)
{
  return g_ptr_array_index (set->faces, face);
}

guint16
xl_face_set_code (XlFaceSet *set, gunichar ch)
{
  return code_for (set, ch);
}

char *
xl_face_set_describe (XlFaceSet *set)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < set->faces->len; i++)
    {
      const Face *face = g_ptr_array_index (set->faces, i);

      if (!hb_set_is_empty (face->wanted))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", face->family);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
xl_face_set_set_font_name (XlFaceSet *set, guint face, const char *name)
{
  Face *f = g_ptr_array_index (set->faces, face);
  g_autofree char *old = f->font_name;

  f->font_name = g_strdup (name);
}
