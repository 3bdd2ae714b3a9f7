/* Asking and waiting, for commands and tests: a main context of its own, so that nothing else runs meanwhile. */
#include "store/xl-store.h"

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
