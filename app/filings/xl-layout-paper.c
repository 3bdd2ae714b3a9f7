#define _GNU_SOURCE
#include "filings/xl-layout-paper.h"

#include "base/xl-error.h"

#include <hpdf.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_FACES 256

struct _XlPaper
{
  XlFaceSet  *faces;          /* borrowed */
  HPDF_Doc    doc;            /* NULL: measuring */
  HPDF_Font   fonts[MAX_FACES];
  HPDF_Page   page;
  HPDF_STATUS status;         /* the first thing that went wrong */
  guint       n_pages, total;
  gboolean    in_text;
  double      line_x, line_y; /* where the last text began */
  HPDF_Font   font;
  double      size, spacing, scale;
  gboolean    embolden;
  double      line_width;
  GPtrArray  *bookmarks;
  GString    *run;
};

static void
on_haru_error (HPDF_STATUS code, HPDF_STATUS detail, void *data)
{
  XlPaper *paper = data;

  if (paper->status == HPDF_OK)
    paper->status = code;
}

static void
bookmark_free (gpointer item)
{
  XlBookmark *bookmark = item;

  g_free (bookmark->title);
  g_free (bookmark);
}

XlPaper *
xl_paper_new_measuring (XlFaceSet *faces)
{
  XlPaper *paper = g_new0 (XlPaper, 1);

  paper->faces = faces;
  paper->bookmarks = g_ptr_array_new_with_free_func (bookmark_free);
  paper->run = g_string_new (NULL);
  return paper;
}

/* libharu loads faces from files only; this one lives in memory. */
static gboolean
load_face (XlPaper *paper, guint place, GError **error)
{
  g_autoptr(GBytes) bytes = xl_face_set_subset (paper->faces, place, error);
  g_autofree char *path = NULL;
  const char *name = NULL;
  gsize length;
  gconstpointer data;
  int fd;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  fd = memfd_create ("face", MFD_CLOEXEC);
  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  if (fd >= 0 && write (fd, data, length) == (gssize) length)
    name = HPDF_LoadTTFontFromFile (paper->doc, path, HPDF_TRUE);
  if (fd >= 0)
    close (fd);
  paper->fonts[place] = name != NULL ? HPDF_GetFont (paper->doc, name, "UTF-8") : NULL;
  if (paper->fonts[place] == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FAILED, "face %s: libharu cannot load it (0x%04lx)",
                   xl_face_set_use (paper->faces, place)->family, (gulong) paper->status);
      return FALSE;
    }
  xl_face_set_set_font_name (paper->faces, place, name);
  return TRUE;
}

XlPaper *
xl_paper_new (XlFaceSet *faces, GError **error)
{
  g_autoptr(XlPaper) paper = NULL;

  if (!xl_face_set_check (faces, error))
    return NULL;
  paper = xl_paper_new_measuring (faces);
  paper->doc = HPDF_New (on_haru_error, paper);
  HPDF_UseUTFEncodings (paper->doc);
  HPDF_SetCompressionMode (paper->doc, HPDF_COMP_ALL);
  for (guint i = 0; i < xl_face_set_n_used (faces); i++)
    if (xl_face_set_use (faces, i) != NULL && !load_face (paper, i, error))
      return NULL;
  return g_steal_pointer (&paper);
}

void
xl_paper_free (XlPaper *paper)
{
  if (paper == NULL)
    return;
  if (paper->doc != NULL)
    HPDF_Free (paper->doc);
  g_ptr_array_unref (paper->bookmarks);
  g_string_free (paper->run, TRUE);
  g_free (paper);
}

static void
end_text (XlPaper *paper)
{
  if (paper->in_text)
    HPDF_Page_EndText (paper->page);
  paper->in_text = FALSE;
}

void
xl_paper_begin_page (XlPaper *paper, double width, double height)
{
  paper->n_pages++;
  if (paper->doc == NULL)
    return;
  end_text (paper);
  paper->page = HPDF_AddPage (paper->doc);
  HPDF_Page_SetWidth (paper->page, (HPDF_REAL) width);
  HPDF_Page_SetHeight (paper->page, (HPDF_REAL) height);
  paper->font = NULL;
  paper->spacing = 0;
  paper->scale = 100;
  paper->embolden = FALSE;
  paper->line_width = -1;
}

guint
xl_paper_n_pages (const XlPaper *paper)
{
  return paper->n_pages;
}

void
xl_paper_set_total (XlPaper *paper, guint total)
{
  paper->total = total;
}

guint
xl_paper_total (const XlPaper *paper)
{
  return paper->total;
}

XlFaceSet *
xl_paper_faces (XlPaper *paper)
{
  return paper->faces;
}

void
xl_paper_color (XlPaper *paper, guint32 rgb)
{
  HPDF_REAL r = (HPDF_REAL) (rgb >> 16 & 0xff) / 255, g = (HPDF_REAL) (rgb >> 8 & 0xff) / 255;
  HPDF_REAL b = (HPDF_REAL) (rgb & 0xff) / 255;

  if (paper->doc == NULL)
    return;
  end_text (paper);
  HPDF_Page_SetRGBFill (paper->page, r, g, b);
  HPDF_Page_SetRGBStroke (paper->page, r, g, b);
}

static void
set_text_state (XlPaper *paper, HPDF_Font font, double size, double spacing, double scale, gboolean embolden)
{
  if (font != paper->font || size != paper->size)
    HPDF_Page_SetFontAndSize (paper->page, font, (HPDF_REAL) size);
  if (spacing != paper->spacing)
    HPDF_Page_SetCharSpace (paper->page, (HPDF_REAL) spacing);
  if (scale != paper->scale)
    HPDF_Page_SetHorizontalScalling (paper->page, (HPDF_REAL) scale);
  if (embolden != paper->embolden || (embolden && size != paper->size))
    {
      HPDF_Page_SetTextRenderingMode (paper->page, embolden ? HPDF_FILL_THEN_STROKE : HPDF_FILL);
      HPDF_Page_SetLineWidth (paper->page, (HPDF_REAL) (size * 0.026));
      paper->line_width = size * 0.026;
    }
  paper->font = font;
  paper->size = size;
  paper->spacing = spacing;
  paper->scale = scale;
  paper->embolden = embolden;
}

/* Hundredths of a point are finer than any printer, and shorter to write. */
static double
tidy (double points)
{
  return round (points * 100) / 100;
}

/* Characters of one face, from @x on. */
static void
show_run (XlPaper *paper, const XlGlyph *glyph, double size, double x, double y, double spacing, double scale)
{
  if (paper->run->len == 0)
    return;
  if (!paper->in_text)
    {
      HPDF_Page_BeginText (paper->page);
      paper->in_text = TRUE;
      paper->line_x = paper->line_y = 0;
    }
  set_text_state (paper, paper->fonts[glyph->face], size, spacing, scale, glyph->embolden);
  x = tidy (x);
  y = tidy (y);
  HPDF_Page_MoveTextPos (paper->page, (HPDF_REAL) tidy (x - paper->line_x), (HPDF_REAL) tidy (y - paper->line_y));
  HPDF_Page_ShowText (paper->page, paper->run->str);
  paper->line_x = x;
  paper->line_y = y;
  g_string_truncate (paper->run, 0);
}

static void
append_code (GString *run, guint16 code)
{
  char bytes[6];

  if (code < 0x80)
    g_string_append_c (run, (char) code);
  else
    g_string_append_len (run, bytes, g_unichar_to_utf8 (code, bytes));
}

void
xl_paper_text (XlPaper *paper, XlRole role, double size, double x, double y, double spacing, double scale, const char *text,
               gssize length)
{
  const char *end = length < 0 ? text + strlen (text) : text + length;
  const XlGlyph *first = NULL;
  double run_x = x;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar ch = g_utf8_get_char (p);
      const XlGlyph *glyph;

      if (ch < 0x20 || xl_face_is_ignorable (ch))
        continue;
      glyph = xl_face_set_glyph (paper->faces, role, ch);
      if (paper->doc == NULL)
        continue;
      if (first != NULL && glyph->face != first->face)
        {
          show_run (paper, first, size, run_x, y, spacing, scale);
          first = NULL;
        }
      if (first == NULL)
        {
          first = glyph;
          run_x = x;
        }
      append_code (paper->run, glyph->code);
      x += (glyph->advance * size + spacing) * scale / 100;
    }
  if (first != NULL)
    show_run (paper, first, size, run_x, y, spacing, scale);
}

double
xl_paper_width (XlPaper *paper, XlRole role, double size, const char *text)
{
  return xl_layout_width (text, -1, size, role, xl_face_set_measure, paper->faces);
}

static void
set_line_width (XlPaper *paper, double width)
{
  end_text (paper);
  if (width != paper->line_width)
    HPDF_Page_SetLineWidth (paper->page, (HPDF_REAL) width);
  paper->line_width = width;
  if (paper->embolden)
    paper->size = -1;     /* the next bold text says its own again */
}

void
xl_paper_line (XlPaper *paper, double x0, double y0, double x1, double y1, double width)
{
  if (paper->doc == NULL)
    return;
  set_line_width (paper, width);
  HPDF_Page_MoveTo (paper->page, (HPDF_REAL) tidy (x0), (HPDF_REAL) tidy (y0));
  HPDF_Page_LineTo (paper->page, (HPDF_REAL) tidy (x1), (HPDF_REAL) tidy (y1));
  HPDF_Page_Stroke (paper->page);
}

void
xl_paper_fill (XlPaper *paper, double x, double y, double width, double height)
{
  if (paper->doc == NULL)
    return;
  end_text (paper);
  HPDF_Page_Rectangle (paper->page, (HPDF_REAL) x, (HPDF_REAL) y, (HPDF_REAL) width, (HPDF_REAL) height);
  HPDF_Page_Fill (paper->page);
}

void
xl_paper_circle (XlPaper *paper, double x, double y, double radius, double width)
{
  static const HPDF_UINT16 dashes[] = { 3, 3 };

  if (paper->doc == NULL)
    return;
  set_line_width (paper, width);
  HPDF_Page_SetDash (paper->page, dashes, 2, 0);
  HPDF_Page_Circle (paper->page, (HPDF_REAL) x, (HPDF_REAL) y, (HPDF_REAL) radius);
  HPDF_Page_Stroke (paper->page);
  HPDF_Page_SetDash (paper->page, NULL, 0, 0);
}

void
xl_paper_bookmark (XlPaper *paper, const char *title)
{
  XlBookmark *bookmark = g_new0 (XlBookmark, 1);

  bookmark->title = g_strdup (title);
  bookmark->page = paper->n_pages - 1;
  g_ptr_array_add (paper->bookmarks, bookmark);
}

GPtrArray *
xl_paper_bookmarks (XlPaper *paper)
{
  return paper->bookmarks;
}

GBytes *
xl_paper_finish (XlPaper *paper, GError **error)
{
  HPDF_UINT32 size = 0;
  guint8 *data;

  end_text (paper);
  if (paper->status == HPDF_OK && HPDF_SaveToStream (paper->doc) == HPDF_OK)
    size = HPDF_GetStreamSize (paper->doc);
  data = g_malloc (MAX (size, 1));
  if (size > 0)
    {
      HPDF_ResetStream (paper->doc);
      HPDF_ReadFromStream (paper->doc, data, &size);
    }
  if (size > 0 && paper->status == HPDF_OK)
    return g_bytes_new_take (data, size);
  g_free (data);
  g_set_error (error, XL_ERROR, XL_ERROR_FAILED, "libharu cannot draw the paper (0x%04lx)", (gulong) paper->status);
  return NULL;
}
