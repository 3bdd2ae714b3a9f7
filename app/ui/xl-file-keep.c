#include "ui/xl-file-keep.h"

#include "ledgers/xl-attachment-table.h"
#include "store/xl-content-table.h"
#include "ui/xl-picture.h"

#include <glib/gi18n.h>

/* Nothing larger is read at all. */
#define MOST_READ (200 * 1024 * 1024)

typedef struct {
  XlStore           *store;
  char              *path, *name;
  GdkTexture        *texture;
  gint64             has;
  XlAttachmentLimits limits;
  GBytes            *bytes;
  char               hex[65];
  GCancellable      *cancellable;
  XlFileKept         done;
  gpointer           user_data;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->store);
  g_clear_object (&job->texture);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->path);
  g_free (job->name);
  g_free (job);
}

static void
finish (Job *job, const char *words)
{
  gint64 size = job->bytes != NULL ? (gint64) g_bytes_get_size (job->bytes) : 0;

  job->done (words == NULL ? job->hex : NULL, job->name, size, words, job->user_data);
  job_free (job);
}

/* --- reading and judging, on a thread of its own -------------------------------------------------------------------- */

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                 G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_NOT_THAT_KIND, "is no file");
  else if (g_file_info_get_size (info) > MOST_READ)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_TOO_LARGE, "is far too large");
  else
    return g_file_load_bytes (file, NULL, NULL, error);
  return NULL;
}

static GBytes *
read_texture (GdkTexture *texture, GError **error)
{
  if ((gint64) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) <= XL_PICTURE_MOST_PIXELS)
    return gdk_texture_save_to_png_bytes (texture);
  g_set_error_literal (error, XL_ERROR, XL_ERROR_TOO_LARGE, "has too many pixels");
  return NULL;
}

/* A picture above the limit is made smaller. */
static void
make_lighter (Job *job)
{
  g_autoptr(GBytes) lighter = NULL;

  if ((gint64) g_bytes_get_size (job->bytes) <= job->limits.file)
    return;
  lighter = xl_picture_make_lighter (job->bytes);
  if (lighter == NULL)
    return;
  g_bytes_unref (job->bytes);
  job->bytes = g_steal_pointer (&lighter);
}

static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gsize size;
  const guint8 *bytes;
  char *name;

  job->bytes = job->texture != NULL ? read_texture (job->texture, &error) : read_file (job->path, &error);
  if (job->bytes != NULL)
    make_lighter (job);
  if (job->bytes == NULL || !xl_attachment_judge (job->bytes, job->has, &job->limits, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bytes = g_bytes_get_data (job->bytes, &size);
  name = xl_attachment_name (job->name, xl_attachment_sort (bytes, size));
  g_free (job->name);
  job->name = name;
  g_task_return_boolean (task, TRUE);
}

/* --- in words ------------------------------------------------------------------------------------------------------- */

static char *
say_too_large (Job *job)
{
  gint64 size = job->bytes != NULL ? (gint64) g_bytes_get_size (job->bytes) : 0;
  g_autofree char *file = xl_attachment_size_words (job->limits.file);
  g_autofree char *record = xl_attachment_size_words (job->limits.record);
  g_autofree char *words = xl_attachment_size_words (size);

  if (size > 0 && size <= job->limits.file)
    return g_strdup_printf (_("“%s” was not attached: the files of this record would be more than %s together."), job->name,
                            record);
  return size > 0 ? g_strdup_printf (_("“%s” was not attached: it is %s, a file may be %s at most."), job->name, words, file)
                  : g_strdup_printf (_("“%s” was not attached: it is too large; a file may be %s at most."), job->name, file);
}

static char *
say (Job *job, const GError *error)
{
  if (g_error_matches (error, XL_ERROR, XL_ERROR_TOO_LARGE))
    return say_too_large (job);
  if (g_error_matches (error, XL_ERROR, XL_ERROR_NOT_THAT_KIND))
    return g_strdup_printf (_("“%s” was not attached: it is no photo or scan (JPEG, PNG) and no PDF."), job->name);
  if (g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_FULL))
    return g_strdup_printf (_("“%s” was not attached: the disk is full. Make room and attach it again."), job->name);
  return g_strdup_printf (_("“%s” was not attached: it cannot be read."), job->name);
}

static void
fail (Job *job, const GError *error)
{
  g_autofree char *words = say (job, error);

  finish (job, words);
}

/* --- one after the other ---------------------------------------------------------------------------------------------- */

static gint64
put (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return xl_content_table_put (db, job->bytes, job->hex, error) ? 0 : -1;
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  if (xl_store_write_finish (XL_STORE (source), result, &error) >= 0)
    finish (data, NULL);
  else
    fail (data, error);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    xl_store_write_async (job->store, XL_CHANGE_EDIT, "attachment", put, job, NULL, job->cancellable, on_put, job);
  else
    fail (job, error);
}

static gpointer
read_limits (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return xl_attachment_table_limits (db, &job->limits, error) ? job : NULL;
}

static void
on_limits (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;

  if (xl_store_read_finish (XL_STORE (source), result, &error) == NULL)
    {
      fail (job, error);
      return;
    }
  task = g_task_new (NULL, NULL, on_prepared, job);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, prepare);
}

void
xl_file_keep_async (XlStore *store, const XlFileToKeep *what, GCancellable *cancellable, XlFileKept done, gpointer user_data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (store);
  job->path = g_strdup (what->path);
  job->texture = what->texture != NULL ? g_object_ref (what->texture) : NULL;
  job->name = what->path != NULL ? g_path_get_basename (what->path) : g_date_time_format (now, _("Picture %Y-%m-%d %H-%M-%S"));
  job->has = what->has;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->done = done;
  job->user_data = user_data;
  xl_store_read_async (store, read_limits, job, NULL, NULL, job->cancellable, on_limits, job);
}
