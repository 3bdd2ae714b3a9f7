/* How a page reads and writes: questions in slots, edits with their words, both without waiting. */
#include "ui/xl-page.h"

#include "ui/xl-alert.h"
#include "ui/xl-page-private.h"

#include <glib/gi18n.h>

/* --- life in the window ------------------------------------------------------------------------------------------- */

XlStore *
xl_page_get_store (XlPage *self)
{
  XlPageData *data = xl_page_data (self);
  XlWindow *window;

  if (data->store == NULL && (window = xl_window_of (GTK_WIDGET (self))) != NULL)
    g_set_object (&data->store, xl_window_get_store (window));
  return data->store;
}

void
xl_page_open (XlPage *self)
{
  XlPageData *data = xl_page_data (self);

  if (data->opened || xl_page_get_store (self) == NULL)
    return;
  data->opened = TRUE;
  if (XL_PAGE_GET_CLASS (self)->open != NULL)
    XL_PAGE_GET_CLASS (self)->open (self);
}

void
xl_page_changed (XlPage *self)
{
  XlPageData *data = xl_page_data (self);

  data->stale = data->opened && !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!data->stale && data->opened && XL_PAGE_GET_CLASS (self)->refresh != NULL)
    XL_PAGE_GET_CLASS (self)->refresh (self);
}

gboolean
xl_page_show_record (XlPage *self, const char *kind, gint64 id)
{
  XlPageClass *klass = XL_PAGE_GET_CLASS (self);

  return klass->show_record != NULL && klass->show_record (self, kind, id);
}

gboolean
xl_page_show_view (XlPage *self, const char *view)
{
  XlPageClass *klass = XL_PAGE_GET_CLASS (self);

  return klass->show_view != NULL && klass->show_view (self, view);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

typedef struct {
  XlPage         *page;        /* a weak pointer */
  GCancellable   *cancellable;
  GDestroyNotify  free_result;
  XlPageReadDone  done;
  gpointer        user_data;
} Question;

static void
question_free (Question *question)
{
  g_clear_weak_pointer (&question->page);
  g_clear_object (&question->cancellable);
  g_free (question);
}

void
xl_page_slot_free (gpointer slot)
{
  g_cancellable_cancel (slot);
  g_object_unref (slot);
}

void
xl_page_cancel_all (XlPage *self)
{
  g_hash_table_remove_all (xl_page_data (self)->slots);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr(GError) error = NULL;
  gpointer answer = xl_store_read_finish (XL_STORE (source), result, &error);

  if (question->page != NULL && !g_cancellable_is_cancelled (question->cancellable))
    {
      /* A record gone by an undo is nothing to speak of, and must not talk over what was said of the undo. */
      if (error != NULL && !g_error_matches (error, XL_ERROR, XL_ERROR_NOT_FOUND))
        xl_page_say_error (question->page, error);
      else if (error == NULL && question->done != NULL)
        question->done (question->page, answer, question->user_data);
    }
  if (question->free_result != NULL && answer != NULL)
    question->free_result (answer);
  question_free (question);
}

void
xl_page_read (XlPage *self, const char *slot, XlReadFunc func, gpointer data, GDestroyNotify free_data,
              GDestroyNotify free_result, XlPageReadDone done, gpointer user_data)
{
  XlStore *store = xl_page_get_store (self);
  Question *question;

  if (store == NULL)
    {
      if (free_data != NULL)
        free_data (data);
      return;
    }
  question = g_new0 (Question, 1);
  g_set_weak_pointer (&question->page, self);
  question->cancellable = g_cancellable_new ();
  question->free_result = free_result;
  question->done = done;
  question->user_data = user_data;
  g_hash_table_replace (xl_page_data (self)->slots, g_strdup (slot), g_object_ref (question->cancellable));
  xl_store_read_async (store, func, data, free_data, free_result, question->cancellable, on_read, question);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

typedef struct {
  XlPage          *page;       /* a weak pointer */
  char            *label;
  XlPageWriteDone  done;
  gpointer         user_data;
  gboolean        undoable;
} Edit;

static void
edit_free (Edit *edit)
{
  g_clear_weak_pointer (&edit->page);
  g_free (edit->label);
  g_free (edit);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Edit *edit = data;
  g_autoptr(GError) error = NULL;
  gint64 answer = xl_store_write_finish (XL_STORE (source), result, &error);

  if (edit->page != NULL && error == NULL)
    xl_page_say_done (edit->page, edit->label, NULL, edit->undoable);
  if (edit->page != NULL && edit->done != NULL)
    edit->done (edit->page, answer, error, edit->user_data);
  else if (edit->page != NULL && error != NULL)
    xl_alert_error (GTK_WIDGET (edit->page), edit->label, error);
  edit_free (edit);
}

void
xl_page_write (XlPage *self, XlChangeKind kind, const char *label, XlWriteFunc func, gpointer data,
               GDestroyNotify free_data, XlPageWriteDone done, gpointer user_data)
{
  XlStore *store = xl_page_get_store (self);
  Edit *edit;

  g_return_if_fail (store != NULL);
  edit = g_new0 (Edit, 1);
  g_set_weak_pointer (&edit->page, self);
  edit->label = g_strdup (label);
  edit->undoable = kind != XL_CHANGE_FINAL;
  edit->done = done;
  edit->user_data = user_data;
  xl_store_write_async (store, kind, label, func, data, free_data, NULL, on_written, edit);
}

/* --- speaking ----------------------------------------------------------------------------------------------------- */

void
xl_page_say (XlPage *self, const char *text)
{
  xl_page_say_done (self, text, NULL, FALSE);
}

void
xl_page_say_done (XlPage *self, const char *text, const char *view_action, gboolean undoable)
{
  XlWindow *window = xl_window_of (GTK_WIDGET (self));

  if (window != NULL)
    xl_window_say (window, text, view_action, undoable);
}

void
xl_page_say_error (XlPage *self, const GError *error)
{
  g_autofree char *sentence = xl_error_sentence (error);

  g_debug ("%s", error->message);
  xl_page_say (self, sentence);
}

void
xl_page_set_progress (XlPage *self, const char *text, double fraction, GCancellable *cancellable)
{
  XlWindow *window = xl_window_of (GTK_WIDGET (self));

  if (window != NULL)
    xl_window_set_progress (window, text, fraction, cancellable);
}
