#include "store/xl-store.h"
#include "store/xl-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define N_READERS 2

struct _XlStore
{
  GObject       parent_instance;
  char         *path;
  char         *user;
  char         *owner;        /* who has the file when we may only read */
  gboolean      read_only;
  int           lock_fd;
  XlDb         *writer;       /* used by the writer thread alone */
  GAsyncQueue  *readers;      /* idle reader connections */
  GThreadPool  *write_pool;
  GThreadPool  *read_pool;
  GMainContext *context;
};

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (XlStore, xl_store, G_TYPE_OBJECT)

/* What a pool is asked to do. */
typedef struct {
  XlWriteFunc    write;      /* or */
  XlReadFunc     read;       /* or neither: undo, redo */
  XlChangeKind   kind;
  char          *label;
  gpointer       data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Request;

static void
request_free (Request *r)
{
  if (r->free_data != NULL)
    r->free_data (r->data);
  g_free (r->label);
  g_free (r);
}

static gboolean
on_changed_idle (gpointer data)
{
  XlStore *store = data;

  g_signal_emit (store, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
announce (XlStore *store)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_changed_idle, g_object_ref (store), g_object_unref);
  g_source_attach (source, store->context);
}

static void
run_write_request (GTask *task, XlStore *store, Request *r)
{
  g_autoptr(GError) error = NULL;
  gint64 result = xl_change_run (store->writer, store->user, r->label, r->kind, r->write, r->data, &error);

  if (result < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  announce (store);
  g_task_return_int (task, result);
}

static void
run_replay_request (GTask *task, XlStore *store, Request *r)
{
  g_autoptr(GError) error = NULL;
  XlChange *change = r->kind == XL_CHANGE_UNDO ? xl_change_undo (store->writer, store->user, &error)
                                               : xl_change_redo (store->writer, store->user, &error);

  if (change == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  announce (store);
  g_task_return_pointer (task, change, (GDestroyNotify) xl_change_free);
}

static void
write_in_thread (gpointer item, gpointer user_data)
{
  g_autoptr(GTask) task = item;
  XlStore *store = g_task_get_source_object (task);
  Request *r = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (store->writer == NULL)
    {
      g_task_return_new_error (task, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY, "%s: is open for reading only", store->path);
      return;
    }
  xl_db_watch (store->writer, g_task_get_cancellable (task));
  if (r->write != NULL)
    run_write_request (task, store, r);
  else
    run_replay_request (task, store, r);
  xl_db_watch (store->writer, NULL);
}

static void
read_in_thread (gpointer item, gpointer user_data)
{
  g_autoptr(GTask) task = item;
  XlStore *store = g_task_get_source_object (task);
  Request *r = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gpointer result;
  XlDb *db;

  if (g_task_return_error_if_cancelled (task))
    return;
  db = g_async_queue_pop (store->readers);
  xl_db_watch (db, g_task_get_cancellable (task));
  result = r->read (db, r->data, &error);
  xl_db_watch (db, NULL);
  g_async_queue_push (store->readers, db);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, r->free_result);
}

/* Opening ----------------------------------------------------------------------------------------------------------- */

static char *
lock_path (XlStore *store)
{
  return g_strconcat (store->path, "-lock", NULL);
}

static char *
read_owner (int fd)
{
  char text[256] = "";
  gssize n = pread (fd, text, sizeof text - 1, 0);

  text[MAX (n, 0)] = '\0';
  g_strchomp (text);
  return text[0] != '\0' && g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_strdup ("another program");
}

/* Takes the file for this program; the lock goes with the process however it ends. */
static gboolean
take_lock (XlStore *store, GError **error)
{
  g_autofree char *path = lock_path (store);
  g_autofree char *me = g_strdup_printf ("%s on %s, process %d\n", g_get_user_name (), g_get_host_name (), (int) getpid ());
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY, "%s: the folder cannot be written to: %s", store->path,
                   g_strerror (errno));
      return FALSE;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      store->owner = read_owner (fd);
      close (fd);
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_BUSY, "%s: is in use by %s", store->path, store->owner);
      return FALSE;
    }
  if (ftruncate (fd, 0) == 0 && pwrite (fd, me, strlen (me), 0) < 0)
    g_debug ("the owner's name could not be noted");
  store->lock_fd = fd;
  return TRUE;
}

static gboolean
open_writer (XlStore *store, XlStoreFlags flags, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (flags & XL_STORE_READ_ONLY)
    {
      store->read_only = TRUE;
      return TRUE;
    }
  if (!take_lock (store, &local))
    {
      store->read_only = TRUE;
      if (flags & XL_STORE_FALL_BACK)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  store->writer = xl_db_open (store->path, flags & XL_STORE_CREATE ? XL_DB_CREATE : XL_DB_READ_WRITE, error);
  return store->writer != NULL && xl_schema_ensure (store->writer, error);
}

static gboolean
open_readers (XlStore *store, GError **error)
{
  for (int i = 0; i < N_READERS; i++)
    {
      XlDb *db = xl_db_open (store->path, XL_DB_READ_ONLY, error);

      if (db == NULL)
        return FALSE;
      g_async_queue_push (store->readers, db);
      if (i == 0 && !xl_schema_check (db, error))
        return FALSE;
    }
  return TRUE;
}

XlStore *
xl_store_open (const char *path, XlStoreFlags flags, GError **error)
{
  g_autoptr(XlStore) store = g_object_new (XL_TYPE_STORE, NULL);

  store->path = g_strdup (path);
  if (!(flags & XL_STORE_CREATE) && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no such file", path);
      return NULL;
    }
  if (!open_writer (store, flags, error) || !open_readers (store, error))
    return NULL;
  store->write_pool = g_thread_pool_new (write_in_thread, NULL, 1, TRUE, error);
  store->read_pool = g_thread_pool_new (read_in_thread, NULL, N_READERS, FALSE, error);
  return g_steal_pointer (&store);
}

typedef struct {
  char        *path;
  XlStoreFlags flags;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *r = data;

  g_free (r->path);
  g_free (r);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OpenRequest *r = data;
  g_autoptr(GError) error = NULL;
  XlStore *store = xl_store_open (r->path, r->flags, &error);

  if (store == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, store, g_object_unref);
}

void
xl_store_open_async (const char *path, XlStoreFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenRequest *r = g_new0 (OpenRequest, 1);

  r->path = g_strdup (path);
  r->flags = flags;
  g_task_set_task_data (task, r, open_request_free);
  g_task_run_in_thread (task, open_in_thread);
}

XlStore *
xl_store_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
xl_store_finalize (GObject *object)
{
  XlStore *store = XL_STORE (object);
  XlDb *db;

  if (store->write_pool != NULL)
    g_thread_pool_free (store->write_pool, FALSE, TRUE);
  if (store->read_pool != NULL)
    g_thread_pool_free (store->read_pool, FALSE, TRUE);
  while ((db = g_async_queue_try_pop (store->readers)) != NULL)
    xl_db_close (db);
  g_async_queue_unref (store->readers);
  xl_db_close (store->writer);
  if (store->lock_fd >= 0)
    close (store->lock_fd);
  g_main_context_unref (store->context);
  g_free (store->path);
  g_free (store->user);
  g_free (store->owner);
  G_OBJECT_CLASS (xl_store_parent_class)->finalize (object);
}

static void
xl_store_class_init (XlStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = xl_store_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", XL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_store_init (XlStore *store)
{
  store->lock_fd = -1;
  store->user = g_strdup (g_get_user_name ());
  store->readers = g_async_queue_new ();
  store->context = g_main_context_ref_thread_default ();
}

const char *
xl_store_get_path (XlStore *store)
{
  return store->path;
}

gboolean
xl_store_is_read_only (XlStore *store)
{
  return store->read_only;
}

const char *
xl_store_get_owner (XlStore *store)
{
  return store->owner;
}

const char *
xl_store_get_user (XlStore *store)
{
  return store->user;
}

void
xl_store_set_user (XlStore *store, const char *user)
{
  g_autofree char *old = store->user;

  store->user = g_strdup (user);
}

/* Requests ---------------------------------------------------------------------------------------------------------- */

static void
push (XlStore *store, GThreadPool *pool, Request *r, GCancellable *cancellable, GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_task_data (task, r, (GDestroyNotify) request_free);
  g_task_set_check_cancellable (task, FALSE);   /* what is committed is done, whatever was cancelled after it */
  g_thread_pool_push (pool, task, NULL);
}

void
xl_store_write_async (XlStore *store, XlChangeKind kind, const char *label, XlWriteFunc func, gpointer data,
                      GDestroyNotify free_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *r = g_new0 (Request, 1);

  r->write = func;
  r->kind = kind;
  r->label = g_strdup (label);
  r->data = data;
  r->free_data = free_data;
  push (store, store->write_pool, r, cancellable, callback, user_data);
}

gint64
xl_store_write_finish (XlStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
xl_store_read_async (XlStore *store, XlReadFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *r = g_new0 (Request, 1);

  r->read = func;
  r->data = data;
  r->free_data = free_data;
  r->free_result = free_result;
  push (store, store->read_pool, r, cancellable, callback, user_data);
}

gpointer
xl_store_read_finish (XlStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
xl_store_undo_async (XlStore *store, gboolean redo, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Request *r = g_new0 (Request, 1);

  r->kind = redo ? XL_CHANGE_REDO : XL_CHANGE_UNDO;
  push (store, store->write_pool, r, cancellable, callback, user_data);
}

XlChange *
xl_store_undo_finish (XlStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Waiting: a main context of its own, so that nothing else runs meanwhile. */

typedef struct {
  GMainContext *context;
  GAsyncResult *result;
} Wait;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->result = g_object_ref (result);
}

static void
wait_begin (Wait *wait)
{
  wait->context = g_main_context_new ();
  wait->result = NULL;
  g_main_context_push_thread_default (wait->context);
}

static void
wait_end (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (wait->context, TRUE);
  g_main_context_pop_thread_default (wait->context);
  g_main_context_unref (wait->context);
}

gint64
xl_store_write (XlStore *store, XlChangeKind kind, const char *label, XlWriteFunc func, gpointer data, GError **error)
{
  Wait wait;
  gint64 result;

  wait_begin (&wait);
  xl_store_write_async (store, kind, label, func, data, NULL, NULL, on_answer, &wait);
  wait_end (&wait);
  result = xl_store_write_finish (store, wait.result, error);
  g_object_unref (wait.result);
  return result;
}

gpointer
xl_store_read (XlStore *store, XlReadFunc func, gpointer data, GError **error)
{
  Wait wait;
  gpointer result;

  wait_begin (&wait);
  xl_store_read_async (store, func, data, NULL, NULL, NULL, on_answer, &wait);
  wait_end (&wait);
  result = xl_store_read_finish (store, wait.result, error);
  g_object_unref (wait.result);
  return result;
}

static XlChange *
replay_and_wait (XlStore *store, gboolean redo, GError **error)
{
  Wait wait;
  XlChange *result;

  wait_begin (&wait);
  xl_store_undo_async (store, redo, NULL, on_answer, &wait);
  wait_end (&wait);
  result = xl_store_undo_finish (store, wait.result, error);
  g_object_unref (wait.result);
  return result;
}

XlChange *
xl_store_undo (XlStore *store, GError **error)
{
  return replay_and_wait (store, FALSE, error);
}

XlChange *
xl_store_redo (XlStore *store, GError **error)
{
  return replay_and_wait (store, TRUE, error);
}
