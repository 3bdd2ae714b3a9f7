/* Photos and scans come into the office file: judged by content and size, made lighter, never decoded when their head is a lie. */
#include "xl-ui-test.h"

#include "base/xl-attachment.h"
#include "store/xl-content-table.h"
#include "ui/xl-file-keep.h"
#include "ui/xl-picture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char    *folder;
  XlStore *store;
  gboolean done;
  char    *sha256, *name, *words;
  gint64   size;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  f->folder = g_dir_make_tmp ("xl-attach-XXXXXX", NULL);
  path = g_build_filename (f->folder, "office.xiangli", NULL);
  f->store = xl_store_open (path, XL_STORE_CREATE, NULL);
  g_assert_nonnull (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr(GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  g_object_unref (f->store);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->sha256);
  g_free (f->name);
  g_free (f->words);
}

static void
on_kept (const char *sha256, const char *name, gint64 size, const char *words, gpointer data)
{
  Fixture *f = data;

  f->done = TRUE;
  f->sha256 = g_strdup (sha256);
  f->name = g_strdup (name);
  f->words = g_strdup (words);
  f->size = size;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->done;
}

static void
keep (Fixture *f, const char *name, GBytes *bytes, gint64 has)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  xl_file_keep_async (f->store, &(XlFileToKeep) { path, NULL, has }, NULL, on_kept, f);
  xl_ui_test_wait (is_done, f, "the answer");
}

/* A picture that cannot be packed: noise. */
static GBytes *
make_png (int width, int height)
{
  g_autoptr(GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guint8 *data = gdk_pixbuf_get_pixels (pixels);
  g_autoptr(GRand) noise = g_rand_new_with_seed (7);
  char *out = NULL;
  gsize size;

  for (int i = 0; i < gdk_pixbuf_get_rowstride (pixels) * (height - 1) + width * 3; i++)
    data[i] = (guint8) g_rand_int (noise);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixels, &out, &size, "png", NULL, NULL));
  return g_bytes_new_take (out, size);
}

static gpointer
read_content (XlDb *db, gpointer data, GError **error)
{
  return xl_content_table_get (db, data, error);
}

static void
test_a_picture_is_kept (Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) bytes = make_png (40, 20);
  g_autoptr(GBytes) back = NULL;
  g_autoptr(GdkTexture) small = NULL;

  keep (f, "房屋.jpg", bytes, 0);
  g_assert_null (f->words);
  g_assert_cmpstr (f->name, ==, "房屋.png");      /* by its content */
  back = xl_store_read (f->store, read_content, f->sha256, NULL);
  g_assert_true (g_bytes_equal (back, bytes));
  small = xl_picture_thumbnail (back, 10);
  g_assert_cmpint (gdk_texture_get_width (small), ==, 10);
  g_assert_cmpint (gdk_texture_get_height (small), ==, 5);
}

static void
test_a_heavy_picture_is_made_lighter (Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) bytes = make_png (2800, 1600);

  g_assert_cmpint (g_bytes_get_size (bytes), >, 10 * 1024 * 1024);
  keep (f, "大照片.png", bytes, 0);
  g_assert_null (f->words);
  g_assert_cmpstr (f->name, ==, "大照片.jpg");
  g_assert_cmpint (f->size, <, 10 * 1024 * 1024);
}

static void
test_what_is_no_picture_is_refused (Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("MZ this is a program", 20);

  keep (f, "x.pdf", bytes, 0);
  g_assert_null (f->sha256);
  g_assert_nonnull (strstr (f->words, "x.pdf"));
}

static void
test_too_much_together_is_refused (Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) bytes = make_png (40, 20);

  keep (f, "x.png", bytes, 50 * 1024 * 1024);
  g_assert_null (f->sha256);
  g_assert_nonnull (strstr (f->words, "50.0 MB"));
}

/* 60,000 × 60,000 by its head: 14 GB if anybody believed it. */
static void
test_a_lying_head_is_never_decoded (void)
{
  g_autoptr(GBytes) honest = make_png (8, 8);
  gsize size;
  const guint8 *data = g_bytes_get_data (honest, &size);
  g_autofree guint8 *lie = g_memdup2 (data, size);
  g_autoptr(GBytes) bytes = NULL;
  int width, height;

  lie[18] = lie[22] = 0xea;
  lie[19] = lie[23] = 0x60;
  bytes = g_bytes_new (lie, size);
  g_assert_true (xl_attachment_pixels (lie, size, &width, &height));
  g_assert_cmpint (width, ==, 60000);
  g_assert_null (xl_picture_thumbnail (bytes, 64));
  g_assert_null (xl_picture_make_lighter (bytes));
}

/* Every beginning of a picture, and one with each byte of its head turned: no crash, no wild reading. */
static void
test_broken_heads (void)
{
  g_autoptr(GBytes) whole = make_png (8, 8);
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 9, 1, 1, 0x11, 0, 0xff, 0xd9 };
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);
  int width, height;

  for (gsize n = 0; n < size; n++)
    {
      g_autofree guint8 *part = g_memdup2 (data, n);

      if (n < 24)
        g_assert_false (xl_attachment_pixels (part, n, &width, &height));
    }
  g_assert_true (xl_attachment_pixels (jpeg, sizeof jpeg, &width, &height));
  g_assert_cmpint (width, ==, 9);
  g_assert_cmpint (height, ==, 5);
  for (gsize n = 0; n < sizeof jpeg; n++)
    {
      g_autofree guint8 *part = g_memdup2 (jpeg, n);
      g_autofree guint8 *turned = g_memdup2 (jpeg, sizeof jpeg);

      xl_attachment_pixels (part, n, &width, &height);
      turned[n] ^= 0xff;
      xl_attachment_pixels (turned, sizeof jpeg, &width, &height);
    }
}

static void
test_names (void)
{
  static const struct { const char *name; XlAttachmentSort sort; const char *safe; } cases[] = {
    { "照片.JPG", XL_ATTACHMENT_JPEG, "照片.jpg" },       { "../../etc/passwd", XL_ATTACHMENT_PDF, "passwd.pdf" },
    { ".bashrc", XL_ATTACHMENT_PNG, "bashrc.png" },       { "a\nb\x01.pdf", XL_ATTACHMENT_PDF, "ab.pdf" },
    { "x.desktop", XL_ATTACHMENT_PDF, "x.desktop.pdf" },  { "\xff\xfe.png", XL_ATTACHMENT_PNG, "\xef\xbf\xbd\xef\xbf\xbd.png" },
    { "", XL_ATTACHMENT_JPEG, "附件.jpg" },               { NULL, XL_ATTACHMENT_PDF, "附件.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *safe = xl_attachment_name (cases[i].name, cases[i].sort);

      g_assert_cmpstr (safe, ==, cases[i].safe);
    }
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/attach/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-picture-is-kept", test_a_picture_is_kept);
  ADD ("a-heavy-picture-is-made-lighter", test_a_heavy_picture_is_made_lighter);
  ADD ("what-is-no-picture-is-refused", test_what_is_no_picture_is_refused);
  ADD ("too-much-together-is-refused", test_too_much_together_is_refused);
  g_test_add_func ("/ui/attach/a-lying-head-is-never-decoded", test_a_lying_head_is_never_decoded);
  g_test_add_func ("/ui/attach/broken-heads", test_broken_heads);
  g_test_add_func ("/ui/attach/names", test_names);
  return g_test_run ();
}
