#include "filings/xl-picture-reader.h"

#include "base/xl-error.h"

#include <cairo.h>
#include <math.h>
#include <poppler.h>

#define MOST_PIXELS 60e6

void
xl_picture_free (XlPicture *picture)
{
  if (picture == NULL)
    return;
  g_clear_pointer (&picture->pixels, g_bytes_unref);
  g_free (picture);
}

static void
draw (PopplerPage *page, double scale, XlPicture *picture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, picture->width, picture->height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  picture->stride = cairo_image_surface_get_stride (surface);
  picture->pixels = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) picture->stride * (gsize) picture->height);
  cairo_surface_destroy (surface);
}

XlPicture *
xl_picture_read (GBytes *pdf, int n, double scale, GError **error)
{
  g_autoptr(XlPicture) picture = g_new0 (XlPicture, 1);
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, NULL);
  PopplerPage *page;

  if (document == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_DAMAGED, "the paper cannot be opened");
      return NULL;
    }
  picture->n_pages = poppler_document_get_n_pages (document);
  page = n < picture->n_pages ? poppler_document_get_page (document, n) : NULL;
  g_object_unref (document);
  if (page == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_RANGE, "the paper has no page %d", n + 1);
      return NULL;
    }
  poppler_page_get_size (page, &picture->page_width, &picture->page_height);
  picture->width = (int) ceil (picture->page_width * scale);
  picture->height = (int) ceil (picture->page_height * scale);
  if (picture->width < 1 || picture->height < 1 || (double) picture->width * picture->height > MOST_PIXELS)
    g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "page %d is too large to be shown", n + 1);
  else
    draw (page, scale, picture);
  g_object_unref (page);
  return picture->pixels != NULL ? g_steal_pointer (&picture) : NULL;
}
