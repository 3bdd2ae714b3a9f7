#define _GNU_SOURCE
#include "notices/xl-notice-reader.h"
#include "notices/xl-pdf-child-reader.h"
#include "notices/xl-pdf-wire-reader.h"

#include "base/xl-error.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* How long one page may take.  A page of text takes milliseconds; 1.1 GiB of drawing commands takes 40 s. */
#ifdef __SANITIZE_ADDRESS__
#define PAGE_MS 18000
#else
#define PAGE_MS 12000
#endif
#define OCR_PAGE_MS 90000
#define MAX_PDF_BYTES (200u << 20)
#define MAX_OCR_PAGES 40
#define MAX_TEXT_BYTES (256u << 20)   /* of all answers together */

void
xl_pdf_text_free (XlPdfText *text)
{
  g_ptr_array_unref (text->pages);
  g_ptr_array_unref (text->embedded);
  g_ptr_array_unref (text->fields);
  g_strfreev (text->warnings);
  g_array_unref (text->unread);
  g_free (text);
}

void
xl_pdf_picture_free (XlPdfPicture *picture)
{
  g_bytes_unref (picture->rows);
  g_free (picture);
}

static void
free_embedded (gpointer data)
{
  XlEmbeddedFile *file = data;

  g_free (file->name);
  g_free (file);
}

static XlPdfText *
new_text (void)
{
  XlPdfText *text = g_new0 (XlPdfText, 1);

  text->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_page_text_free);
  text->embedded = g_ptr_array_new_with_free_func (free_embedded);
  text->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  text->unread = g_array_new (FALSE, FALSE, sizeof (guint));
  return text;
}

const char *
xl_notice_reader_error_kind (const GError *error)
{
  if (g_error_matches (error, XL_ERROR, XL_ERROR_NOT_THAT_KIND))
    return "not_pdf";
  if (g_error_matches (error, XL_ERROR, XL_ERROR_ENCRYPTED))
    return "encrypted";
  if (g_error_matches (error, XL_ERROR, XL_ERROR_TOO_LARGE))
    return "too_large";
  return "damaged";
}

/* The PDF in a sealed memory file, so that the other side can only read it. */
static int
make_memory_file (GBytes *pdf, GError **error)
{
  gsize size, done = 0;
  const char *data = g_bytes_get_data (pdf, &size);
  int fd = memfd_create ("notice", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  while (fd >= 0 && done < size)
    {
      gssize n = write (fd, data + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          close (fd);
          fd = -1;
          break;
        }
      done += (gsize) n;
    }
  if (fd < 0)
    g_set_error (error, XL_ERROR, XL_ERROR_FAILED, "no memory for the file: %s", g_strerror (errno));
  else
    fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  return fd;
}

/* Only what finding fonts and language data needs. */
static char **
make_environment (void)
{
  static const char *const kept[] = {
    "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "TESSDATA_PREFIX",
    "LD_LIBRARY_PATH", "PATH",
  };
  char **environ_list = g_new0 (char *, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      environ_list = g_environ_setenv (environ_list, kept[i], g_getenv (kept[i]), TRUE);
  environ_list = g_environ_setenv (environ_list, "LC_ALL", "C.UTF-8", TRUE);
  environ_list = g_environ_setenv (environ_list, "OMP_THREAD_LIMIT", "1", TRUE);
  environ_list = g_environ_setenv (environ_list, "ASAN_OPTIONS", "detect_leaks=0:handle_segv=0", TRUE);
  return environ_list;
}

static GSubprocess *
start (GBytes *pdf, GError **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_auto(GStrv) environment = make_environment ();
  int fd;

  if (g_bytes_get_size (pdf) > MAX_PDF_BYTES)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_TOO_LARGE, "the file is larger than 200 MiB");
      return NULL;
    }
  fd = make_memory_file (pdf, error);
  if (fd < 0)
    return NULL;
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_take_fd (launcher, fd, XL_WIRE_FD_PDF);
  return g_subprocess_launcher_spawn (launcher, error, "/proc/self/exe", XL_PDF_CHILD_ARGUMENT, NULL);
}

/* Turns the end of the process into words, when it ended without saying why. */
static void
explain (GSubprocess *child, GError **error)
{
  int signal_number;

  if (!g_error_matches (*error, XL_ERROR, XL_ERROR_DAMAGED))
    return;
  g_subprocess_wait (child, NULL, NULL);
  if (!g_subprocess_get_if_signaled (child))
    return;
  signal_number = g_subprocess_get_term_sig (child);
  g_clear_error (error);
  if (signal_number == SIGXCPU || signal_number == SIGKILL)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_TOO_LARGE, "reading takes too long");
  else if (signal_number == SIGABRT || signal_number == SIGTRAP)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_TOO_LARGE, "reading needs too much memory");
  else
    g_set_error_literal (error, XL_ERROR, XL_ERROR_DAMAGED, "the file is damaged");
}

typedef gboolean (*TakeFrame) (XlWireKind kind, GVariant *payload, gpointer data, GError **error);

static gboolean
refused (GVariant *payload, GError **error)
{
  guint code;
  const char *reason;

  g_variant_get (payload, "(u&s)", &code, &reason);
  g_set_error_literal (error, XL_ERROR, code <= XL_ERROR_FAILED ? (int) code : XL_ERROR_FAILED, reason);
  return FALSE;
}

static gboolean
read_frames (GSubprocess *child, int timeout_ms, GCancellable *cancellable, TakeFrame take, gpointer data, GError **error)
{
  int fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (g_subprocess_get_stdout_pipe (child)));
  int cancel_fd = g_cancellable_get_fd (cancellable);
  gsize total = 0;
  gboolean done = FALSE, ok = TRUE;

  while (ok && !done)
    {
      XlWireKind kind = XL_WIRE_END;
      g_autoptr(GVariant) payload = xl_wire_read (fd, timeout_ms, cancel_fd, &kind, error);

      ok = payload != NULL;
      total += ok ? g_variant_get_size (payload) : 0;
      if (!ok)
        continue;
      done = kind == XL_WIRE_END;
      if (kind == XL_WIRE_ERROR)
        ok = refused (payload, error);
      else if (total > MAX_TEXT_BYTES)
        ok = refused (g_variant_new (XL_WIRE_TYPE_ERROR, XL_ERROR_TOO_LARGE, "the text is too large"), error);
      else if (!done)
        ok = take (kind, payload, data, error);
    }
  if (cancel_fd >= 0)
    g_cancellable_release_fd (cancellable);
  return ok;
}

/* Asks a fresh process one thing. */
static gboolean
ask (GBytes *pdf, GVariant *request, int timeout_ms, GCancellable *cancellable, TakeFrame take, gpointer data, GError **error)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (request);
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) problem = NULL;
  int fd;
  gboolean ok;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  child = start (pdf, error);
  if (child == NULL)
    return FALSE;
  fd = g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (g_subprocess_get_stdin_pipe (child)));
  xl_wire_write (fd, XL_WIRE_REQUEST, owned);
  ok = read_frames (child, timeout_ms, cancellable, take, data, &problem);
  if (!ok && !g_error_matches (problem, XL_ERROR, XL_ERROR_DAMAGED))
    g_subprocess_force_exit (child);
  if (!ok)
    explain (child, &problem);
  g_subprocess_wait (child, NULL, NULL);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&problem));
  return ok;
}

static gboolean
bad_answer (GError **error)
{
  g_set_error_literal (error, XL_ERROR, XL_ERROR_DAMAGED, "the reader gave an answer that is none");
  return FALSE;
}

static gboolean
take_document (XlPdfText *text, GVariant *payload, GError **error)
{
  g_autoptr(GVariantIter) embedded = NULL;
  g_autoptr(GVariantIter) fields = NULL;
  const char *name, *value;
  guint64 bytes;

  if (text->n_pages != 0)
    return bad_answer (error);
  g_variant_get (payload, "(ubba(st)a(ss)^as)", &text->n_pages, &text->encrypted, &text->may_copy, &embedded, &fields,
                 &text->warnings);
  if (text->n_pages == 0 || text->n_pages > XL_WIRE_MAX_PAGES)
    return bad_answer (error);
  while (g_variant_iter_next (embedded, "(&st)", &name, &bytes))
    {
      XlEmbeddedFile *file = g_new0 (XlEmbeddedFile, 1);

      file->name = g_strdup (name);
      file->bytes = bytes;
      g_ptr_array_add (text->embedded, file);
    }
  while (g_variant_iter_next (fields, "(&s&s)", &name, &value))
    {
      char **pair = g_new0 (char *, 3);

      pair[0] = g_strdup (name);
      pair[1] = g_strdup (value);
      g_ptr_array_add (text->fields, pair);
    }
  return TRUE;
}

static gboolean
is_sane (double width, double height)
{
  return width >= 1 && height >= 1 && width < 20000 && height < 20000;
}

/* The characters with their boxes; white space is left out: positions tell more. */
static XlPageText *
unpack_page (GVariant *payload, GError **error)
{
  g_autoptr(GVariant) boxes = NULL;
  XlPageText *page;
  const char *text;
  const gint32 *n;
  guint number;
  gsize length, i = 0;
  double width, height, share;
  gboolean from_ocr;

  g_variant_get (payload, "(udddb&s@ai)", &number, &width, &height, &share, &from_ocr, &text, &boxes);
  n = g_variant_get_fixed_array (boxes, &length, sizeof (gint32));
  if (number == 0 || !is_sane (width, height) || length % 4 != 0)
    {
      bad_answer (error);
      return NULL;
    }
  page = xl_page_text_new (number, width, height);
  page->image_share = share >= 0 && share <= 1 ? share : -1;
  page->from_ocr = from_ocr;
  for (const char *p = text; *p != '\0' && i < length; p = g_utf8_next_char (p), i += 4)
    {
      XlGlyph glyph = { g_utf8_get_char (p), n[i] / XL_WIRE_SCALE, n[i + 1] / XL_WIRE_SCALE, n[i + 2] / XL_WIRE_SCALE,
                        n[i + 3] / XL_WIRE_SCALE };

      if (from_ocr && (glyph.ch == 0x3008 || glyph.ch == 0x3009))
        glyph.ch += 0xff08 - 0x3008;   /* a round bracket, often misread */
      if (glyph.ch == '\n' && from_ocr && page->glyphs->len > 0)
        g_array_index (page->glyphs, XlGlyph, page->glyphs->len - 1).ends_line = TRUE;
      if (!g_unichar_isspace (glyph.ch) && glyph.ch != 0 && glyph.x1 >= glyph.x0 && glyph.y1 >= glyph.y0)
        g_array_append_val (page->glyphs, glyph);
    }
  return page;
}

static gboolean
take_text (XlWireKind kind, GVariant *payload, gpointer data, GError **error)
{
  XlPdfText *text = data;
  XlPageText *page;

  if (kind == XL_WIRE_DOCUMENT)
    return take_document (text, payload, error);
  if (kind != XL_WIRE_PAGE || text->n_pages == 0)
    return bad_answer (error);
  page = unpack_page (payload, error);
  if (page == NULL)
    return FALSE;
  g_ptr_array_add (text->pages, page);
  if (page->number > text->n_pages
      || (text->pages->len > 1
          && ((XlPageText *) g_ptr_array_index (text->pages, text->pages->len - 2))->number >= page->number))
    return bad_answer (error);
  return TRUE;
}

static gboolean
take_one_page (XlWireKind kind, GVariant *payload, gpointer data, GError **error)
{
  XlPageText **page = data;

  if (kind != XL_WIRE_PAGE || *page != NULL)
    return bad_answer (error);
  *page = unpack_page (payload, error);
  return *page != NULL;
}

/* Reads page @i from its picture instead of its text.  %FALSE only when cancelled. */
static gboolean
read_by_ocr (XlPdfText *text, GBytes *pdf, const char *password, guint i, GCancellable *cancellable, GError **error)
{
  XlPageText *old = g_ptr_array_index (text->pages, i);
  g_autoptr(XlPageText) page = NULL;
  g_autoptr(GError) problem = NULL;

  if (ask (pdf, g_variant_new (XL_WIRE_TYPE_REQUEST, XL_WIRE_TASK_OCR, password, old->number, 0), OCR_PAGE_MS, cancellable,
           take_one_page, &page, &problem))
    {
      g_ptr_array_remove_index (text->pages, i);
      g_ptr_array_insert (text->pages, (int) i, g_steal_pointer (&page));
      return TRUE;
    }
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  text->ocr_missing |= g_error_matches (problem, XL_ERROR, XL_ERROR_UNKNOWN);
  g_array_append_val (text->unread, old->number);
  return TRUE;
}

/* A page that is a picture with text laid over it was read by somebody's OCR before; ours knows about seals. */
static gboolean
needs_ocr (const XlPageText *page)
{
  return !xl_page_text_trusted (page) || page->image_share > 0.85;
}

static gboolean
read_pictures (XlPdfText *text, GBytes *pdf, const char *password, XlReadFlags flags, GCancellable *cancellable, GError **error)
{
  guint n_read = 0;

  for (guint i = 0; i < text->pages->len; i++)
    {
      XlPageText *page = g_ptr_array_index (text->pages, i);

      if (!needs_ocr (page))
        continue;
      if ((flags & XL_READ_OCR) == 0 || n_read++ >= MAX_OCR_PAGES)
        g_array_append_val (text->unread, page->number);
      else if (!read_by_ocr (text, pdf, password, i, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_nothing (XlWireKind kind, GVariant *payload, gpointer data, GError **error)
{
  return TRUE;
}

/* Poppler 22.12 breaks down over a wrong password; without one it says that one is needed. */
static gboolean
ask_with_password (GBytes *pdf, XlWireTask what, const char *password, guint page, guint width, GCancellable *cancellable,
                   TakeFrame take, gpointer data, GError **error)
{
  g_autoptr(GError) problem = NULL, other = NULL;

  if (ask (pdf, g_variant_new (XL_WIRE_TYPE_REQUEST, what, password, page, width), PAGE_MS, cancellable, take, data, &problem))
    return TRUE;
  if (*password != '\0' && g_error_matches (problem, XL_ERROR, XL_ERROR_DAMAGED)
      && !ask (pdf, g_variant_new (XL_WIRE_TYPE_REQUEST, XL_WIRE_TASK_TEXT, "", 0, 0), PAGE_MS, cancellable, take_nothing, NULL, &other)
      && g_error_matches (other, XL_ERROR, XL_ERROR_ENCRYPTED))
    g_set_error_literal (error, XL_ERROR, XL_ERROR_ENCRYPTED, "the password does not open it");
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

XlPdfText *
xl_notice_reader_read (GBytes *pdf, const char *password, XlReadFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr(XlPdfText) text = new_text ();
  const char *word = password != NULL ? password : "";

  if (!ask_with_password (pdf, XL_WIRE_TASK_TEXT, word, 0, 0, cancellable, take_text, text, error))
    return NULL;
  if (text->n_pages == 0 || text->pages->len == 0)
    {
      bad_answer (error);
      return NULL;
    }
  if (!read_pictures (text, pdf, word, flags, cancellable, error))
    return NULL;
  return g_steal_pointer (&text);
}

static gboolean
take_picture (XlWireKind kind, GVariant *payload, gpointer data, GError **error)
{
  XlPdfPicture **picture = data;
  g_autoptr(GVariant) rows = NULL;
  guint width, height, stride;

  if (kind != XL_WIRE_PICTURE || *picture != NULL)
    return bad_answer (error);
  g_variant_get (payload, "(uuu@ay)", &width, &height, &stride, &rows);
  if (width == 0 || height == 0 || (guint64) width * height > XL_WIRE_MAX_PIXELS || stride < 4 * width
      || g_variant_get_size (rows) != (gsize) stride * height)
    return bad_answer (error);
  *picture = g_new0 (XlPdfPicture, 1);
  **picture = (XlPdfPicture) { width, height, stride, g_variant_get_data_as_bytes (rows) };
  return TRUE;
}

XlPdfPicture *
xl_notice_reader_picture (GBytes *pdf, const char *password, guint number, guint width, GCancellable *cancellable, GError **error)
{
  g_autoptr(XlPdfPicture) picture = NULL;
  const char *word = password != NULL ? password : "";

  if (!ask_with_password (pdf, XL_WIRE_TASK_PICTURE, word, number, width, cancellable, take_picture, &picture, error))
    return NULL;
  if (picture == NULL)
    bad_answer (error);
  return g_steal_pointer (&picture);
}
