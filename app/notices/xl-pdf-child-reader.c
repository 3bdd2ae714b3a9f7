#define _GNU_SOURCE
#include "notices/xl-pdf-child-reader.h"
#include "notices/xl-pdf-ocr-reader.h"
#include "notices/xl-pdf-sandbox-reader.h"
#include "notices/xl-pdf-wire-reader.h"

#include "base/xl-error.h"

#include <cairo.h>
#include <gio/gio.h>
#include <poppler.h>

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A bare process with the program's libraries maps some 400 MiB; what a notice needs comes on top. */
#define MEMORY_LIMIT (G_GUINT64_CONSTANT (1000) << 20)
#define CPU_LIMIT_TEXT 120   /* seconds for all pages; the asking side watches each page */
#define MAX_CHARACTERS 60000 /* on one page */
#define MAX_LISTED 200       /* embedded files, form fields */

static void G_GNUC_NORETURN
refuse (XlError code, const char *reason)
{
  xl_wire_write (STDOUT_FILENO, XL_WIRE_ERROR, g_variant_new (XL_WIRE_TYPE_ERROR, code, reason));
  _exit (1);
}

static GBytes *
map_pdf (void)
{
  struct stat st;
  void *data;

  if (fstat (XL_WIRE_FD_PDF, &st) != 0)
    _exit (1);
  if (st.st_size == 0)
    refuse (XL_ERROR_NOT_THAT_KIND, "the file is empty");
  data = mmap (NULL, (gsize) st.st_size, PROT_READ, MAP_PRIVATE, XL_WIRE_FD_PDF, 0);
  if (data == MAP_FAILED)
    refuse (XL_ERROR_TOO_LARGE, "the file does not fit into memory");
  return g_bytes_new_static (data, (gsize) st.st_size);
}

static gboolean
contains (GBytes *bytes, gsize within, const char *word)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, MIN (size, within), word, strlen (word)) != NULL;
}

/* ISO 32000-1, H.3 note 13: readers look for the header within the first 1024 bytes. */
static PopplerDocument *
open_document (GBytes *bytes, const char *password)
{
  g_autoptr(GError) error = NULL;
  PopplerDocument *document;

  if (!contains (bytes, 1024, "%PDF-"))
    refuse (XL_ERROR_NOT_THAT_KIND, "this is no PDF");
  document = poppler_document_new_from_bytes (bytes, *password != '\0' ? password : NULL, &error);
  if (g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    refuse (XL_ERROR_ENCRYPTED, *password != '\0' ? "the password does not open it" : "it needs a password");
  if (document == NULL)
    refuse (XL_ERROR_DAMAGED, "the file is damaged");
  if (poppler_document_get_n_pages (document) < 1)
    refuse (XL_ERROR_DAMAGED, "the file has no readable page");
  if ((guint) poppler_document_get_n_pages (document) > XL_WIRE_MAX_PAGES)
    refuse (XL_ERROR_TOO_LARGE, "the file has more than 5000 pages");
  return document;
}

static gboolean
count_bytes (const char *data, gsize length, gpointer total, GError **error)
{
  *(guint64 *) total += length;
  return *(guint64 *) total < (64u << 20);
}

static GVariant *
list_embedded (PopplerDocument *document)
{
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("a(st)"));
  GList *files = poppler_document_has_attachments (document) ? poppler_document_get_attachments (document) : NULL;
  guint n = 0;

  for (GList *l = files; l != NULL && n < MAX_LISTED; l = l->next, n++)
    {
      const char *name = poppler_attachment_get_name (l->data);
      g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
      guint64 size = 0;

      poppler_attachment_save_to_callback (l->data, count_bytes, &size, NULL);
      g_variant_builder_add (builder, "(st)", valid, size);
    }
  g_list_free_full (files, g_object_unref);
  return g_variant_builder_end (builder);
}

static char *
field_value (PopplerFormField *field)
{
  switch (poppler_form_field_get_field_type (field))
    {
    case POPPLER_FORM_FIELD_BUTTON:
      return g_strdup (poppler_form_field_button_get_state (field) ? "Yes" : "Off");
    case POPPLER_FORM_FIELD_TEXT:
      return poppler_form_field_text_get_text (field);
    case POPPLER_FORM_FIELD_CHOICE:
      return poppler_form_field_choice_get_text (field);
    default:
      return NULL;
    }
}

static void
add_fields (PopplerPage *page, GVariantBuilder *builder, guint *n)
{
  GList *mappings = poppler_page_get_form_field_mapping (page);

  for (GList *l = mappings; l != NULL && *n < MAX_LISTED; l = l->next, (*n)++)
    {
      PopplerFormField *field = ((PopplerFormFieldMapping *) l->data)->field;
      g_autofree char *name = poppler_form_field_get_name (field);
      g_autofree char *value = field_value (field);
      g_autofree char *valid_name = g_utf8_make_valid (name != NULL ? name : "", -1);
      g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);

      g_variant_builder_add (builder, "(ss)", valid_name, valid);
    }
  poppler_page_free_form_field_mapping (mappings);
}

static GVariant *
list_fields (PopplerDocument *document)
{
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("a(ss)"));
  guint n = 0;
  guint n_pages = MIN ((guint) poppler_document_get_n_pages (document), 50);

  for (guint i = 0; i < n_pages; i++)
    {
      PopplerPage *page = poppler_document_get_page (document, (int) i);

      if (page == NULL)
        continue;
      add_fields (page, builder, &n);
      g_object_unref (page);
    }
  return g_variant_builder_end (builder);
}

/* What the file would do by itself in another viewer.  Nothing of it runs here. */
static GVariant *
list_warnings (PopplerDocument *document, GBytes *bytes)
{
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("as"));

  if (poppler_document_has_javascript (document) || contains (bytes, G_MAXSIZE, "/JavaScript"))
    g_variant_builder_add (builder, "s", "javascript");
  if (contains (bytes, G_MAXSIZE, "/Launch"))
    g_variant_builder_add (builder, "s", "launch");
  return g_variant_builder_end (builder);
}

static void
send_document (PopplerDocument *document, GBytes *bytes)
{
  GVariant *payload;

  payload = g_variant_new ("(ubb@a(st)@a(ss)@as)", (guint) poppler_document_get_n_pages (document),
                           contains (bytes, G_MAXSIZE, "/Encrypt"),
                           (poppler_document_get_permissions (document) & POPPLER_PERMISSIONS_OK_TO_COPY) != 0,
                           list_embedded (document), list_fields (document), list_warnings (document, bytes));
  if (!xl_wire_write (STDOUT_FILENO, XL_WIRE_DOCUMENT, payload))
    _exit (1);
}

static double
picture_share (PopplerPage *page, double width, double height)
{
  GList *images = poppler_page_get_image_mapping (page);
  double area = 0;

  for (GList *l = images; l != NULL; l = l->next)
    {
      PopplerRectangle *r = &((PopplerImageMapping *) l->data)->area;

      area += ABS ((r->x2 - r->x1) * (r->y2 - r->y1));
    }
  poppler_page_free_image_mapping (images);
  return CLAMP (area / MAX (width * height, 1), 0, 1);
}

static GVariant *
pack_boxes (const PopplerRectangle *boxes, guint n)
{
  g_autofree gint32 *numbers = g_new (gint32, 4 * MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      numbers[4 * i] = (gint32) CLAMP (boxes[i].x1 * XL_WIRE_SCALE, -1e8, 1e8);
      numbers[4 * i + 1] = (gint32) CLAMP (boxes[i].y1 * XL_WIRE_SCALE, -1e8, 1e8);
      numbers[4 * i + 2] = (gint32) CLAMP (boxes[i].x2 * XL_WIRE_SCALE, -1e8, 1e8);
      numbers[4 * i + 3] = (gint32) CLAMP (boxes[i].y2 * XL_WIRE_SCALE, -1e8, 1e8);
    }
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, numbers, 4 * n, sizeof (gint32));
}

static void
send_text (PopplerPage *page, guint number)
{
  PopplerRectangle area = { -2000, -2000, 20000, 20000 };   /* a title may begin left of the page */
  g_autofree char *text = poppler_page_get_text_for_area (page, &area);
  g_autofree PopplerRectangle *boxes = NULL;
  double width, height, share = -1;
  guint n = 0;
  gsize length = text != NULL ? (gsize) g_utf8_strlen (text, -1) : 0;

  poppler_page_get_size (page, &width, &height);
  if (length > MAX_CHARACTERS)
    refuse (XL_ERROR_TOO_LARGE, "a page has more characters than a page can have");
  if (length > 0 && !poppler_page_get_text_layout_for_area (page, &area, &boxes, &n))
    n = 0;
  if (number <= 2 || length < 60)
    share = picture_share (page, width, height);
  if (!xl_wire_write (STDOUT_FILENO, XL_WIRE_PAGE,
                      g_variant_new ("(udddbs@ai)", number, width, height, share, FALSE,
                                     text != NULL && g_utf8_validate (text, -1, NULL) ? text : "", pack_boxes (boxes, n))))
    _exit (1);
}

static void
read_text (PopplerDocument *document)
{
  guint n_pages = (guint) poppler_document_get_n_pages (document);
  guint n_read = 0;

  for (guint i = 0; i < n_pages; i++)
    {
      PopplerPage *page = poppler_document_get_page (document, (int) i);

      if (page == NULL)
        continue;
      send_text (page, i + 1);
      g_object_unref (page);
      n_read++;
    }
  if (n_read == 0)
    refuse (XL_ERROR_DAMAGED, "the file has no readable page");
}

/* Draws @page on white, @width points wide. */
static cairo_surface_t *
draw_page (PopplerPage *page, guint width)
{
  double page_width, page_height, scale;
  cairo_surface_t *surface;
  cairo_t *cr;
  guint height;

  poppler_page_get_size (page, &page_width, &page_height);
  if (!(page_width >= 1 && page_height >= 1 && page_width < 20000 && page_height < 20000))
    refuse (XL_ERROR_DAMAGED, "a page has no size");
  scale = width / page_width;
  height = (guint) MAX (1, page_height * scale + 0.5);
  if ((guint64) width * height > XL_WIRE_MAX_PIXELS)
    refuse (XL_ERROR_TOO_LARGE, "the page is too large to be drawn");
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    refuse (XL_ERROR_TOO_LARGE, "the page does not fit into memory");
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static PopplerPage *
get_page (PopplerDocument *document, guint number)
{
  PopplerPage *page = NULL;

  if (number >= 1 && number <= (guint) poppler_document_get_n_pages (document))
    page = poppler_document_get_page (document, (int) number - 1);
  if (page == NULL)
    refuse (XL_ERROR_NOT_FOUND, "there is no such page");
  return page;
}

static void
send_picture (PopplerDocument *document, guint number, guint width)
{
  PopplerPage *page = get_page (document, number);
  cairo_surface_t *surface = draw_page (page, CLAMP (width, 16, 4000));
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  GVariant *rows = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, cairo_image_surface_get_data (surface),
                                              (gsize) stride * (gsize) height, 1);

  xl_wire_write (STDOUT_FILENO, XL_WIRE_PICTURE,
                 g_variant_new ("(uuu@ay)", (guint) cairo_image_surface_get_width (surface), (guint) height, (guint) stride, rows));
  cairo_surface_destroy (surface);
  g_object_unref (page);
}

/* 300 dots an inch, what language data are trained on. */
static void
send_ocr (PopplerDocument *document, XlPdfOcr *ocr, guint number)
{
  PopplerPage *page = get_page (document, number);
  g_autofree PopplerRectangle *boxes = NULL;
  g_autofree char *text = NULL;
  double width, height;
  guint n = 0;
  cairo_surface_t *surface;

  poppler_page_get_size (page, &width, &height);
  surface = draw_page (page, (guint) CLAMP (width / 72 * 300, 16, 3600));
  text = xl_pdf_ocr_read (ocr, surface, width, &boxes, &n);
  cairo_surface_destroy (surface);
  xl_wire_write (STDOUT_FILENO, XL_WIRE_PAGE,
                 g_variant_new ("(udddbs@ai)", number, width, height, 1.0, TRUE, text, pack_boxes (boxes, n)));
  g_object_unref (page);
}

static void
serve (GVariant *request, GBytes *bytes, XlPdfOcr *ocr)
{
  PopplerDocument *document;
  const char *password;
  guint task, number, width;

  g_variant_get (request, "(u&suu)", &task, &password, &number, &width);
  document = open_document (bytes, password);
  if (task == XL_WIRE_TASK_TEXT)
    {
      send_document (document, bytes);
      read_text (document);
    }
  else if (task == XL_WIRE_TASK_PICTURE)
    send_picture (document, number, width);
  else if (ocr != NULL)
    send_ocr (document, ocr, number);
  else
    refuse (XL_ERROR_UNKNOWN, "this program cannot read pictures of text (Tesseract or its Chinese data is missing)");
  xl_wire_write (STDOUT_FILENO, XL_WIRE_END, g_variant_new (XL_WIRE_TYPE_END));
  g_object_unref (document);
}

/* Passwords and names of embedded files are in other encodings.  Kept open: later no library can be loaded. */
static void
load_converters (void)
{
  g_iconv_open ("ISO-8859-1", "UTF-8");
  g_iconv_open ("UTF-8", "UTF-16BE");
  g_iconv_open ("UTF-8", "UTF-16LE");
}

int
xl_pdf_child_main (void)
{
  XlWireKind kind;
  g_autoptr(GVariant) request = NULL;
  g_autoptr(GBytes) bytes = NULL;
  XlPdfOcr *ocr = NULL;
  guint task = 0;

  xl_pdf_sandbox_limit (CPU_LIMIT_TEXT, MEMORY_LIMIT);
  request = xl_wire_read (STDIN_FILENO, 10000, -1, &kind, NULL);
  if (request == NULL || kind != XL_WIRE_REQUEST)
    _exit (2);
  g_variant_get_child (request, 0, "u", &task);
  if (task == XL_WIRE_TASK_OCR)
    ocr = xl_pdf_ocr_new ();           /* reads its language data before the door closes */
  load_converters ();
  bytes = map_pdf ();
  if (!xl_pdf_sandbox_enter ())
    refuse (XL_ERROR_FAILED, "the reader could not be shut in");
  serve (request, bytes, ocr);
  _exit (0);
}
