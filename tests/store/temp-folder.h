#pragma once

/* A folder of a test's own, gone with what is in it. */
#include <glib.h>
#include <glib/gstdio.h>

static inline char *
temp_folder_new (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("xl-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static inline void
temp_folder_remove (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        temp_folder_remove (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* The path of @name in @folder; @folder is freed when the test's scope ends. */
typedef char TempFolder;
static inline void
temp_folder_end (TempFolder *folder)
{
  if (folder == NULL)
    return;
  temp_folder_remove (folder);
  g_free (folder);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TempFolder, temp_folder_end)

static inline void
copy_file (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &data, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, data, (gssize) size, &error);
  g_assert_no_error (error);
}

static inline GBytes *
read_bytes (const char *path)
{
  char *data = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}
