#include "store/xl-store.h"
#include "store/xl-schema.h"
#include "store/xl-store-lock.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define N_READERS 2

/*
 * Who owns what: a request is a GTask whose source is the store, so the store lives as long as anything is asked of it.  Worker threads
 * never drop a task: they hand it over to the asker's main context, which returns it and drops it there.  So the last reference to a
 * store is never dropped by one of its own threads, and finalize can wait for them: they have nothing left to do.
 */
struct _XlStore
{
  GObject       parent_instance;
  char         *path;
  char         *user;         /* of the thread that sets it; requests carry a copy */
  char         *owner;        /* who has the file when we may only read */
  char         *problem;      /* what is wrong with the file when it is damaged */
  gboolean      read_only;
  int           lock_fd;
  XlDb         *writer;       /* used by the writer thread alone */
  gint64        announced;    /* the last entry of the log that was told of; the writer thread's */
  GAsyncQueue  *readers;      /* idle reader connections */
  GThreadPool  *write_pool;
  GThreadPool  *read_pool;
  GMainContext *context;      /* of the thread that opened it: there "changed" is emitted */
};

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (XlStore, xl_store, G_TYPE_OBJECT)

/* What a pool is asked to do, and its answer. */
typedef struct {
  XlWriteFunc    write;        /* or */
  XlReadFunc     read;         /* or neither: undo, redo */
  XlChangeKind   kind;
  char          *user;
  char          *label;
  gpointer       data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gint64         number;       /* the answer of a write */
  gpointer       result;       /* the answer of the others */
  GError        *error;
} Request;

static void
request_free (Request *r)
{
  if (r->free_data != NULL)
    r->free_data (r->data);
  if (r->result != NULL && r->free_result != NULL)
    r->free_result (r->result);
  g_clear_error (&r->error);
  g_free (r->user);
  g_free (r->label);
  g_free (r);
}

/* Back in the asker's context --------------------------------------------------------------------------------------- */

static gboolean
on_answered (gpointer data)
{
  GTask *task = data;
  Request *r = g_task_get_task_data (task);

  if (r->error != NULL)
    g_task_return_error (task, g_steal_pointer (&r->error));
  else if (r->write != NULL)
    g_task_return_int (task, r->number);
  else
    g_task_return_pointer (task, g_steal_pointer (&r->result), r->free_result);
  return G_SOURCE_REMOVE;
}

/* The last thing a worker does: from here on neither task nor store are its own.  The context is: who waits in one of its own may be
 * done with it before the source is let go here, and a source locks its context when it is let go. */
static void
hand_over (GTask *task)
{
  g_autoptr(GMainContext) context = g_main_context_ref (g_task_get_context (task));
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, on_answered, task, g_object_unref);
  g_source_attach (source, context);
}

typedef struct {
  GWeakRef store;
  gint64   seq;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_weak_ref_clear (&news->store);
  g_free (news);
}

static gboolean
on_news (gpointer data)
{
  News *news = data;
  g_autoptr(XlStore) store = g_weak_ref_get (&news->store);

  if (store != NULL)
    g_signal_emit (store, signals[SIGNAL_CHANGED], 0, news->seq);
  return G_SOURCE_REMOVE;
}

/* An edit of nothing that is on record (a draft, the width of a column) is no news. */
static void
announce (XlStore *store)
{
  g_autoptr(GSource) source = NULL;
  gint64 seq = xl_change_last_seq (store->writer);
  News *news;

  if (seq == store->announced)
    return;
  store->announced = seq;
  source = g_idle_source_new ();
  news = g_new0 (News, 1);

  g_weak_ref_init (&news->store, store);
  news->seq = seq;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_news, news, news_free);
  g_source_attach (source, store->context);
}

/* In the pools ------------------------------------------------------------------------------------------------------ */

/* An interruption that was asked for is a cancelled request. */
static void
name_cancelling (Request *r, GCancellable *cancellable)
{
  if (!g_error_matches (r->error, XL_STORE_ERROR, XL_STORE_ERROR_INTERRUPTED))
    return;
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (&r->error);
      g_cancellable_set_error_if_cancelled (cancellable, &r->error);
    }
}

static gboolean
run_write (XlStore *store, Request *r)
{
  if (r->write != NULL)
    {
      r->number = xl_change_run (store->writer, r->user, r->label, r->kind, r->write, r->data, &r->error);
      return r->number >= 0;
    }
  r->result = r->kind == XL_CHANGE_UNDO ? xl_change_undo (store->writer, r->user, &r->error)
                                        : xl_change_redo (store->writer, r->user, &r->error);
  return r->result != NULL;
}

static void
write_in_thread (gpointer item, gpointer user_data)
{
  GTask *task = item;
  XlStore *store = g_task_get_source_object (task);
  Request *r = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (store->writer == NULL)
    g_set_error (&r->error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY, "%s: is open for reading only", store->path);
  else if (!g_cancellable_set_error_if_cancelled (cancellable, &r->error))
    {
      xl_db_watch (store->writer, cancellable);
      if (run_write (store, r))
        announce (store);
      xl_db_watch (store->writer, NULL);
      name_cancelling (r, cancellable);
    }
  hand_over (task);
}

static void
read_in_thread (gpointer item, gpointer user_data)
{
  GTask *task = item;
  XlStore *store = g_task_get_source_object (task);
  Request *r = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!g_cancellable_set_error_if_cancelled (cancellable, &r->error))
    {
      XlDb *db = g_async_queue_pop (store->readers);

      xl_db_watch (db, cancellable);
      r->result = r->read (db, r->data, &r->error);
      xl_db_watch (db, NULL);
      g_async_queue_push (store->readers, db);
      name_cancelling (r, cancellable);
    }
  hand_over (task);
}

/* Opening ----------------------------------------------------------------------------------------------------------- */

static gboolean
open_writer (XlStore *store, XlStoreFlags flags, GError **error)
{
  g_autoptr(XlDb) db = NULL;

  store->lock_fd = xl_store_lock_take (store->path, &store->owner, error);
  if (store->lock_fd < 0)
    return FALSE;
  db = xl_db_open (store->path, flags & XL_STORE_CREATE ? XL_DB_CREATE : XL_DB_READ_WRITE, error);
  if (db == NULL || !xl_schema_ensure (db, error))
    return FALSE;
  store->writer = g_steal_pointer (&db);
  store->announced = xl_change_last_seq (store->writer);
  return TRUE;
}

/* Whether reading alone is still worth while after @error. */
static gboolean
may_fall_back (XlStore *store, const GError *error)
{
  if (g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT))
    store->problem = g_strdup (error->message);
  return store->problem != NULL || g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_BUSY)
         || g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY);
}

static gboolean
open_for_writing (XlStore *store, XlStoreFlags flags, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (!(flags & XL_STORE_READ_ONLY))
    {
      if (open_writer (store, flags, &local))
        return TRUE;
      if (!(flags & XL_STORE_FALL_BACK) || !may_fall_back (store, local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  store->read_only = TRUE;
  return TRUE;
}

static XlDb *
open_reader (XlStore *store, XlDbMode mode, GError **error)
{
  g_autoptr(XlDb) db = xl_db_open (store->path, mode, error);

  if (db == NULL || !xl_schema_check (db, mode == XL_DB_READ_ONLY, error))
    return NULL;
  return g_steal_pointer (&db);
}

static gboolean
open_readers (XlStore *store, XlStoreFlags flags, GError **error)
{
  for (int i = 0; i < N_READERS; i++)
    {
      g_autoptr(GError) local = NULL;
      XlDb *db = open_reader (store, store->problem != NULL ? XL_DB_SALVAGE : XL_DB_READ_ONLY, &local);

      if (db == NULL && store->problem == NULL && (flags & XL_STORE_FALL_BACK)
          && g_error_matches (local, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT))
        {
          store->problem = g_strdup (local->message);
          g_clear_error (&local);
          db = open_reader (store, XL_DB_SALVAGE, &local);
        }
      if (db == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_async_queue_push (store->readers, db);
    }
  return TRUE;
}

static gboolean
is_there (const char *path, GError **error)
{
  GStatBuf st;

  if (g_stat (path, &st) != 0)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no such file", path);
  else if (!S_ISREG (st.st_mode))
    g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE, "%s: is no file", path);
  else if (st.st_size == 0)
    g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE, "%s: is empty, no office file", path);
  else
    return TRUE;
  return FALSE;
}

XlStore *
xl_store_open (const char *path, XlStoreFlags flags, GError **error)
{
  g_autoptr(XlStore) store = g_object_new (XL_TYPE_STORE, NULL);

  store->path = g_strdup (path);
  if (!(flags & XL_STORE_CREATE) && !is_there (path, error))
    return NULL;
  if (!open_for_writing (store, flags, error) || !open_readers (store, flags, error))
    return NULL;
  store->write_pool = g_thread_pool_new (write_in_thread, NULL, 1, TRUE, error);
  store->read_pool = g_thread_pool_new (read_in_thread, NULL, N_READERS, FALSE, error);
  return store->write_pool != NULL && store->read_pool != NULL ? g_steal_pointer (&store) : NULL;
}

typedef struct {
  char         *path;
  XlStoreFlags  flags;
  GMainContext *context;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *r = data;

  g_main_context_unref (r->context);
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
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_main_context_unref (store->context);
  store->context = g_main_context_ref (r->context);
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
  r->context = g_main_context_ref_thread_default ();
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
  g_free (store->problem);
  G_OBJECT_CLASS (xl_store_parent_class)->finalize (object);
}

static void
xl_store_class_init (XlStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = xl_store_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", XL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_INT64);
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
xl_store_get_problem (XlStore *store)
{
  return store->problem;
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

  r->user = g_strdup (store->user);
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
  r->free_result = (GDestroyNotify) xl_change_free;
  push (store, store->write_pool, r, cancellable, callback, user_data);
}

XlChange *
xl_store_undo_finish (XlStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
