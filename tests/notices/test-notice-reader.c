/* The reader process: hostile files, mutated files, and the walls around it. */
#include "notices/xl-notice-reader.h"
#include "notices/xl-pdf-child-reader.h"
#include "notices/xl-pdf-sandbox-reader.h"

#include "base/xl-error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "notices", "samples", name, NULL);
  g_autoptr(GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

/* What each may end in, by the truth files: an error kind, "opens", or several; on a busy machine the limit of time may come first. */
typedef struct { const char *name, *expect, *also; } Hostile;

static const Hostile hostile[] = {
  { "v30-truncated.pdf", "damaged", NULL },
  { "v31-zero-bytes.pdf", "not_pdf", NULL },
  { "v32-html-renamed.pdf", "not_pdf", NULL },
  { "v33-xref-garbage.pdf", "opens", NULL },
  { "v34-recursive-page-tree.pdf", "damaged", NULL },
  { "v35-huge-page-count.pdf", "damaged", "opens" },
  { "v36-javascript-launch.pdf", "opens", NULL },
  { "v37-deep-nesting.pdf", "opens", "damaged too_large" },
  { "v38-content-bomb.pdf", "too_large", "opens" },
  { "v16-user-password.pdf", "encrypted", NULL },
};

static void
test_hostile (gconstpointer data)
{
  const Hostile *h = data;
  g_autoptr(GBytes) pdf = load (h->name);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPdfText) text = xl_notice_reader_read (pdf, NULL, XL_READ_TEXT_ONLY, NULL, &error);
  const char *got = text != NULL ? "opens" : xl_notice_reader_error_kind (error);

  if (h->also == NULL || strstr (h->also, got) == NULL)
    g_assert_cmpstr (got, ==, h->expect);
  if (strstr (h->name, "javascript") != NULL)
    g_assert_true (g_strv_contains ((const char *const *) text->warnings, "javascript")
                   && g_strv_contains ((const char *const *) text->warnings, "launch"));
}

static void
test_wrong_password (void)
{
  g_autoptr(GBytes) pdf = load ("v16-user-password.pdf");
  g_autoptr(GError) error = NULL;

  g_assert_null (xl_notice_reader_read (pdf, "no", XL_READ_TEXT_ONLY, NULL, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_ENCRYPTED);
}

static void
test_picture (void)
{
  g_autoptr(GBytes) pdf = load ("v03-cairo-pango.pdf");
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPdfPicture) picture = xl_notice_reader_picture (pdf, NULL, 1, 300, NULL, &error);
  const guint8 *rows;
  guint n_dark = 0;
  gsize size;

  g_assert_no_error (error);
  g_assert_cmpuint (picture->width, ==, 300);
  rows = g_bytes_get_data (picture->rows, &size);
  for (gsize i = 0; i + 3 < size; i += 4)
    n_dark += rows[i + 1] < 128;
  g_assert_cmpuint (n_dark, >, 100);
  g_assert_null (xl_notice_reader_picture (pdf, NULL, 9, 300, NULL, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_NOT_FOUND);
}

static void
test_cancelled (void)
{
  g_autoptr(GBytes) pdf = load ("v38-content-bomb.pdf");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (xl_notice_reader_read (pdf, NULL, XL_READ_TEXT_ONLY, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Bytes of good files changed at places of a fixed seed: an answer or an error, never a crash of ours. */
static void
test_mutated (void)
{
  static const char *const names[] = { "v18-embedded-files.pdf", "v19-acroform.pdf", "v33-xref-garbage.pdf", "v36-javascript-launch.pdf" };
  g_autoptr(GRand) random = g_rand_new_with_seed (20261121);
  guint n_opened = 0, n_refused = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(GBytes) good = load (names[i % G_N_ELEMENTS (names)]);
      gsize size = g_bytes_get_size (good), cut = i % 5 == 4 ? size - (gsize) g_rand_int_range (random, 1, (int) size / 2) : size;
      guint8 *bytes = g_memdup2 (g_bytes_get_data (good, NULL), size);
      g_autoptr(GBytes) pdf = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(XlPdfText) text = NULL;

      for (guint k = 0; k < 1 + i % 12; k++)
        bytes[g_rand_int_range (random, 0, (int) size)] = (guint8) g_rand_int_range (random, 0, 256);
      pdf = g_bytes_new_take (bytes, cut);
      text = xl_notice_reader_read (pdf, NULL, XL_READ_TEXT_ONLY, NULL, &error);
      g_assert_true ((text == NULL) == (error != NULL));
      *(text != NULL ? &n_opened : &n_refused) += 1;
    }
  g_test_message ("%u opened, %u refused", n_opened, n_refused);
  g_assert_cmpuint (n_opened, >, 0);
}

#if defined XL_HAVE_SECCOMP && !defined __SANITIZE_ADDRESS__
/* In a process of its own: 0 when every wall stands, else the number of the one that does not. */
static int
try_walls (void)
{
  xl_pdf_sandbox_limit (20, G_GUINT64_CONSTANT (2) << 30);
  if (!xl_pdf_sandbox_enter ())
    return 1;
  if (open ("/tmp/xiangli-wall", O_CREAT | O_WRONLY, 0600) >= 0)
    return 2;
  if (socket (AF_INET, SOCK_STREAM, 0) >= 0 || socket (AF_UNIX, SOCK_STREAM, 0) >= 0)
    return 3;
  if (fork () >= 0)
    return 4;
  execl ("/bin/true", "true", NULL);   /* returns when forbidden; else this process ends with 0 and errno is not read */
  if (errno != EPERM && errno != EACCES)
    return 5;
  if (unlink ("/tmp/xiangli-wall-none") == 0 || errno == ENOENT)
    return 6;
  return 77;   /* reached the end */
}

static void
test_walls (void)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    _exit (try_walls ());
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 77);
}
#endif

int
main (int argc, char **argv)
{
  if (xl_pdf_child_asked (argc, argv))
    return xl_pdf_child_main ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strconcat ("/notices/reader/", hostile[i].name, NULL);

      g_test_add_data_func (path, &hostile[i], test_hostile);
    }
  g_test_add_func ("/notices/reader/wrong-password", test_wrong_password);
  g_test_add_func ("/notices/reader/picture-of-a-page", test_picture);
  g_test_add_func ("/notices/reader/cancelled", test_cancelled);
  g_test_add_func ("/notices/reader/mutated-files-end-in-answer-or-error", test_mutated);
#if defined XL_HAVE_SECCOMP && !defined __SANITIZE_ADDRESS__
  g_test_add_func ("/notices/reader/walls-stand", test_walls);
#endif
  return g_test_run ();
}
