#include "notices/xl-pdf-ocr-reader.h"

#ifdef XL_HAVE_TESSERACT
#include <tesseract/capi.h>

struct _XlPdfOcr {
  TessBaseAPI *api;
};

gboolean
xl_pdf_ocr_built_in (void)
{
  return TRUE;
}

XlPdfOcr *
xl_pdf_ocr_new (void)
{
  TessBaseAPI *api = TessBaseAPICreate ();
  XlPdfOcr *ocr;

  if (TessBaseAPIInit3 (api, NULL, "chi_sim") != 0)
    {
      TessBaseAPIDelete (api);
      return NULL;
    }
  TessBaseAPISetPageSegMode (api, PSM_AUTO);
  TessBaseAPISetVariable (api, "debug_file", "/dev/null");
  ocr = g_new0 (XlPdfOcr, 1);
  ocr->api = api;
  return ocr;
}

/* One grey level a point.  What is clearly red (seal, red header line) turns white unless it is dark: ink under the seal. */
static guint8
grey_of (guint32 pixel)
{
  int r = (pixel >> 16) & 0xff, g = (pixel >> 8) & 0xff, b = pixel & 0xff;

  if (r > 110 && r - MAX (g, b) > 40)
    return (guint8) MAX (r, 200);
  return (guint8) ((r * 77 + g * 150 + b * 29) >> 8);
}

static guint8 *
make_grey (cairo_surface_t *surface, gboolean *has_ink)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint8 *grey = g_malloc ((gsize) width * (gsize) height);
  guint n_dark = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 value = grey_of (((const guint32 *) (const void *) (data + (gsize) y * (gsize) stride))[x]);

        grey[(gsize) y * (gsize) width + (gsize) x] = value;
        n_dark += value < 128;
      }
  *has_ink = n_dark > 50;
  return grey;
}

static void
add_symbol (GString *text, GArray *boxes, TessResultIterator *iterator, double scale)
{
  char *symbol = TessResultIteratorGetUTF8Text (iterator, RIL_SYMBOL);
  int left, top, right, bottom;
  PopplerRectangle box;

  if (symbol == NULL)
    return;
  TessPageIteratorBoundingBox (TessResultIteratorGetPageIterator (iterator), RIL_SYMBOL, &left, &top, &right, &bottom);
  box = (PopplerRectangle) { left * scale, top * scale, right * scale, bottom * scale };
  for (const char *p = symbol; g_utf8_get_char_validated (p, -1) < 0x110000 && *p != '\0'; p = g_utf8_next_char (p))
    {
      g_string_append_unichar (text, g_utf8_get_char (p));
      g_array_append_val (boxes, box);
    }
  TessDeleteText (symbol);
  if (!TessPageIteratorIsAtFinalElement (TessResultIteratorGetPageIterator (iterator), RIL_TEXTLINE, RIL_SYMBOL))
    return;
  g_string_append_c (text, '\n');
  g_array_append_val (boxes, box);
}

char *
xl_pdf_ocr_read (XlPdfOcr *ocr, cairo_surface_t *surface, double page_width, PopplerRectangle **boxes, guint *n)
{
  int width = cairo_image_surface_get_width (surface);
  gboolean has_ink;
  g_autofree guint8 *grey = make_grey (surface, &has_ink);
  GString *text = g_string_new (NULL);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PopplerRectangle));
  TessResultIterator *iterator = NULL;

  if (has_ink)
    {
      TessBaseAPISetImage (ocr->api, grey, width, cairo_image_surface_get_height (surface), 1, width);
      TessBaseAPISetSourceResolution (ocr->api, 300);
      if (TessBaseAPIRecognize (ocr->api, NULL) == 0)
        iterator = TessBaseAPIGetIterator (ocr->api);
    }
  if (iterator != NULL)
    {
      do
        add_symbol (text, found, iterator, page_width / width);
      while (TessResultIteratorNext (iterator, RIL_SYMBOL));
      TessResultIteratorDelete (iterator);
    }
  *n = found->len;
  *boxes = (PopplerRectangle *) (void *) g_array_free (found, FALSE);
  return g_string_free (text, FALSE);
}
#else
gboolean
xl_pdf_ocr_built_in (void)
{
  return FALSE;
}

XlPdfOcr *
xl_pdf_ocr_new (void)
{
  return NULL;
}

char *
xl_pdf_ocr_read (XlPdfOcr *ocr, cairo_surface_t *surface, double page_width, PopplerRectangle **boxes, guint *n)
{
  *boxes = NULL;
  *n = 0;
  return g_strdup ("");
}
#endif
