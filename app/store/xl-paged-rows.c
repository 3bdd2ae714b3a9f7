#include "store/xl-paged-rows-private.h"

enum { ROWS_READY, ROWS_CHANGED, RESET, LISTED, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (XlPagedRows, xl_paged_rows, G_TYPE_OBJECT)

/* The list ---------------------------------------------------------------------------------------------------------- */

/* Counted: shared by the question under way and the first rows it sends ahead. */
typedef struct {
  GWeakRef       self;
  GMainContext  *context;
  XlRowQuestion *question;
  guint          generation;
  guint          stamp;
} Asking;

static void
clear_asking (gpointer data)
{
  Asking *asking = data;

  g_weak_ref_clear (&asking->self);
  g_main_context_unref (asking->context);
  xl_row_question_unref (asking->question);
}

static void
asking_unref (Asking *asking)
{
  g_atomic_rc_box_release_full (asking, clear_asking);
}

/* The first rows, on their way to the main thread. */
typedef struct {
  Asking    *asking;
  GArray    *ids;
  XlRowPage *page;
} FirstRows;

static void
first_rows_free (gpointer data)
{
  FirstRows *first = data;

  asking_unref (first->asking);
  g_clear_pointer (&first->ids, g_array_unref);
  g_clear_pointer (&first->page, xl_row_page_free);
  g_free (first);
}

static void
take_ids (XlPagedRows *self, GArray *ids)
{
  g_array_unref (self->ids);
  self->ids = ids;
  xl_paged_rows_drop_moved (self);
}

static gboolean
on_first_rows (gpointer data)
{
  FirstRows *first = data;
  g_autoptr(XlPagedRows) self = g_weak_ref_get (&first->asking->self);

  /* The same question asked again keeps its rows until all of the new ones are known. */
  if (self == NULL || first->asking->generation != self->generation || !self->asking || self->is_answer)
    return G_SOURCE_REMOVE;
  take_ids (self, g_steal_pointer (&first->ids));
  self->is_answer = TRUE;
  if (first->page != NULL)
    {
      first->page->stale = first->asking->stamp != self->stamp;
      xl_paged_rows_keep_page (self, 0, g_steal_pointer (&first->page));
    }
  g_signal_emit (self, signals[RESET], 0);
  return G_SOURCE_REMOVE;
}

static void
send_first_rows (GArray *ids, XlRowPage *page, gpointer data)
{
  Asking *asking = data;
  g_autoptr(GSource) source = g_idle_source_new ();
  FirstRows *first = g_new0 (FirstRows, 1);

  first->asking = g_atomic_rc_box_acquire (asking);
  first->ids = ids;
  first->page = page;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_first_rows, first, first_rows_free);
  g_source_attach (source, asking->context);
}

static gpointer
list_in_thread (XlDb *db, gpointer data, GError **error)
{
  Asking *asking = data;

  return xl_row_set_run (db, asking->question, send_first_rows, asking, error);
}

/* Says which rows differ between @old and the keys now. */
static void
announce_difference (XlPagedRows *self, GArray *old)
{
  const gint64 *a = (const gint64 *) old->data, *b = (const gint64 *) self->ids->data;
  gint64 n_a = old->len, n_b = self->ids->len, head = 0, tail = 0;

  while (head < MIN (n_a, n_b) && a[head] == b[head])
    head++;
  while (tail < MIN (n_a, n_b) - head && a[n_a - 1 - tail] == b[n_b - 1 - tail])
    tail++;
  if (n_a != n_b || head < n_a)
    g_signal_emit (self, signals[ROWS_CHANGED], 0, head, n_a - head - tail, n_b - head - tail);
}

static void
take_answer (XlPagedRows *self, GArray *ids)
{
  g_autoptr(GArray) old = g_array_ref (self->ids);
  gboolean was_answer = self->is_answer;

  take_ids (self, ids);
  self->is_answer = TRUE;
  self->complete = TRUE;
  if (!was_answer)
    {
      g_signal_emit (self, signals[RESET], 0);
      return;
    }
  announce_difference (self, old);
  for (gint64 number = self->seen_first; number <= self->seen_last; number++)
    xl_paged_rows_wish_if_missing (self, number);
}

static void
start_list (XlPagedRows *self, GAsyncReadyCallback on_listed)
{
  Asking *asking = g_atomic_rc_box_new0 (Asking);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->generation++;
  self->asking = TRUE;
  self->again = FALSE;
  g_weak_ref_init (&asking->self, self);
  asking->context = g_main_context_ref (self->context);
  asking->question = xl_row_question_ref (self->question);
  asking->generation = self->generation;
  asking->stamp = self->stamp;
  xl_store_read_async (self->store, list_in_thread, asking, NULL, (GDestroyNotify) g_array_unref, self->cancellable, on_listed,
                       asking);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *asking = data;
  g_autoptr(XlPagedRows) self = g_weak_ref_get (&asking->self);
  g_autoptr(GError) error = NULL;
  GArray *ids = xl_store_read_finish (XL_STORE (source), result, &error);
  gboolean current = self != NULL && asking->generation == self->generation;

  asking_unref (asking);
  if (!current)
    {
      g_clear_pointer (&ids, g_array_unref);
      return;
    }
  self->asking = FALSE;
  if (ids != NULL)
    take_answer (self, ids);
  else
    g_signal_emit (self, signals[FAILED], 0, error->message);
  if (self->again)
    start_list (self, on_listed);
  else
    g_signal_emit (self, signals[LISTED], 0);
}

static void
on_store_changed (XlStore *store, gint64 seq, XlPagedRows *self)
{
  if (self->question == NULL)
    return;
  xl_paged_rows_make_stale (self);
  for (gint64 number = self->seen_first; number <= self->seen_last; number++)
    xl_paged_rows_wish_if_missing (self, number);
  xl_paged_rows_ask_again (self);
}

/* The object -------------------------------------------------------------------------------------------------------- */

static void
xl_paged_rows_dispose (GObject *object)
{
  XlPagedRows *self = XL_PAGED_ROWS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->changed_id != 0)
    g_signal_handler_disconnect (self->store, self->changed_id);
  self->changed_id = 0;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_paged_rows_parent_class)->dispose (object);
}

static void
xl_paged_rows_finalize (GObject *object)
{
  XlPagedRows *self = XL_PAGED_ROWS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->question, xl_row_question_unref);
  g_array_unref (self->ids);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->under_way);
  g_queue_clear_full (&self->wishes, g_free);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (xl_paged_rows_parent_class)->finalize (object);
}

static void
xl_paged_rows_class_init (XlPagedRowsClass *class)
{
  GType type = XL_TYPE_PAGED_ROWS;

  G_OBJECT_CLASS (class)->dispose = xl_paged_rows_dispose;
  G_OBJECT_CLASS (class)->finalize = xl_paged_rows_finalize;
  signals[ROWS_READY] = g_signal_new ("rows-ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64,
                                      G_TYPE_INT64);
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                        G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);
  signals[RESET] = g_signal_new ("reset", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LISTED] = g_signal_new ("listed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
xl_paged_rows_init (XlPagedRows *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, xl_paged_rows_slot_free);
  self->under_way = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->wishes);
  self->seen_last = -1;
}

XlPagedRows *
xl_paged_rows_new (XlStore *store, const XlRowKind *kind)
{
  XlPagedRows *self = g_object_new (XL_TYPE_PAGED_ROWS, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->changed_id = g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  return self;
}

void
xl_paged_rows_ask (XlPagedRows *self, gpointer question, GDestroyNotify free_question)
{
  g_clear_pointer (&self->question, xl_row_question_unref);
  self->question = xl_row_question_new (self->kind, question, free_question);
  self->is_answer = FALSE;
  self->complete = FALSE;
  xl_paged_rows_make_stale (self);
  start_list (self, on_listed);
}

void
xl_paged_rows_ask_again (XlPagedRows *self)
{
  if (self->question == NULL)
    return;
  if (self->asking)
    self->again = TRUE;
  else
    start_list (self, on_listed);
}

gint64
xl_paged_rows_get_n_rows (XlPagedRows *self)
{
  return self->ids->len;
}

int
xl_paged_rows_get_n_columns (XlPagedRows *self)
{
  return self->kind->n_columns;
}

gboolean
xl_paged_rows_is_complete (XlPagedRows *self)
{
  return self->complete;
}

gboolean
xl_paged_rows_is_asking (XlPagedRows *self)
{
  return self->asking;
}

const char *
xl_paged_rows_peek (XlPagedRows *self, gint64 row, int column)
{
  Slot *slot = xl_paged_rows_look_up (self, row);

  if (slot == NULL || slot->page->stale)
    xl_paged_rows_wish (self, row / XL_ROWS_PER_PAGE);
  if (slot == NULL || row % XL_ROWS_PER_PAGE >= (gint64) slot->page->n_rows)
    return NULL;
  return xl_row_page_text (slot->page, (guint) (row % XL_ROWS_PER_PAGE), column);
}

guint
xl_paged_rows_peek_mark (XlPagedRows *self, gint64 row, int column)
{
  Slot *slot = xl_paged_rows_look_up (self, row);

  if (slot == NULL || row % XL_ROWS_PER_PAGE >= (gint64) slot->page->n_rows)
    return 0;
  return xl_row_page_mark (slot->page, (guint) (row % XL_ROWS_PER_PAGE), column);
}

void
xl_paged_rows_hint_visible (XlPagedRows *self, gint64 first, gint64 last)
{
  self->seen_first = MAX (first, 0) / XL_ROWS_PER_PAGE;
  self->seen_last = MAX (last, 0) / XL_ROWS_PER_PAGE;
  for (GList *l = self->wishes.head, *next; l != NULL; l = next)
    {
      gint64 number = *(gint64 *) l->data;

      next = l->next;
      if (number >= self->seen_first - 1 && number <= self->seen_last + 1)
        continue;
      g_free (l->data);
      g_queue_delete_link (&self->wishes, l);
    }
  if (self->seen_first > 0)
    xl_paged_rows_wish_if_missing (self, self->seen_first - 1);
  xl_paged_rows_wish_if_missing (self, self->seen_last + 1);
  for (gint64 number = self->seen_first; number <= self->seen_last; number++)
    xl_paged_rows_wish_if_missing (self, number);
}

gint64
xl_paged_rows_get_row_id (XlPagedRows *self, gint64 row)
{
  return row >= 0 && row < (gint64) self->ids->len ? g_array_index (self->ids, gint64, row) : 0;
}

gint64
xl_paged_rows_find_row (XlPagedRows *self, gint64 id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return -1;
}

