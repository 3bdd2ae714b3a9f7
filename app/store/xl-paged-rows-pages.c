/* The page cache of a long list: what is kept, what is wished for, what is being filled. */
#include "store/xl-paged-rows-private.h"

#include <string.h>

#define MAX_PAGES 64       /* kept, least recently used goes */
#define MAX_WISHES 8       /* the stalest goes */
#define MAX_UNDER_WAY 2    /* as many as the store has readers */

void
xl_paged_rows_slot_free (gpointer data)
{
  Slot *slot = data;

  xl_row_page_free (slot->page);
  g_free (slot);
}

static const gint64 *
page_ids (XlPagedRows *self, gint64 number, guint *n)
{
  gint64 first = number * XL_ROWS_PER_PAGE;

  *n = first < (gint64) self->ids->len ? (guint) MIN ((gint64) self->ids->len - first, XL_ROWS_PER_PAGE) : 0;
  return *n > 0 ? &g_array_index (self->ids, gint64, first) : NULL;
}

typedef struct {
  XlPagedRows   *self;
  XlRowQuestion *question;
  gint64         number;
  guint          stamp;
  guint          n;
  gint64         ids[XL_ROWS_PER_PAGE];
} Fill;

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  g_object_unref (fill->self);
  xl_row_question_unref (fill->question);
  g_free (fill);
}

static gpointer
fill_in_thread (XlDb *db, gpointer data, GError **error)
{
  Fill *fill = data;

  return xl_row_page_fill (db, fill->question, fill->ids, fill->n, error);
}

static void
drop_oldest_page (XlPagedRows *self)
{
  GHashTableIter iter;
  gpointer key, value, oldest = NULL;
  guint64 used = G_MAXUINT64;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((Slot *) value)->used < used)
      {
        used = ((Slot *) value)->used;
        oldest = key;
      }
  g_hash_table_remove (self->pages, oldest);
}

static gboolean
still_fits (XlPagedRows *self, gint64 number, const XlRowPage *page)
{
  guint n;
  const gint64 *ids = page_ids (self, number, &n);

  return n == page->n_rows && memcmp (ids, page->ids, n * sizeof *ids) == 0;
}

/* Takes @page as page @number, if the list still has these rows there. */
void
xl_paged_rows_keep_page (XlPagedRows *self, gint64 number, XlRowPage *page)
{
  Slot *slot;

  if (!still_fits (self, number, page))
    {
      xl_row_page_free (page);
      return;
    }
  slot = g_new0 (Slot, 1);
  slot->page = page;
  slot->used = ++self->clock;
  g_hash_table_replace (self->pages, g_memdup2 (&number, sizeof number), slot);
  if (g_hash_table_size (self->pages) > MAX_PAGES)
    drop_oldest_page (self);
}

static void
start_fill (XlPagedRows *self, gint64 number, GAsyncReadyCallback on_filled)
{
  Fill *fill = g_new0 (Fill, 1);
  const gint64 *ids = page_ids (self, number, &fill->n);

  memcpy (fill->ids, ids, fill->n * sizeof *ids);
  fill->self = g_object_ref (self);
  fill->question = xl_row_question_ref (self->question);
  fill->number = number;
  fill->stamp = self->stamp;
  g_hash_table_add (self->under_way, g_memdup2 (&number, sizeof number));
  xl_store_read_async (self->store, fill_in_thread, fill, NULL, (GDestroyNotify) xl_row_page_free, NULL, on_filled, fill);
}

static void
grant_wishes (XlPagedRows *self, GAsyncReadyCallback on_filled)
{
  while (self->store != NULL && g_hash_table_size (self->under_way) < MAX_UNDER_WAY && !g_queue_is_empty (&self->wishes))
    {
      g_autofree gint64 *number = g_queue_pop_head (&self->wishes);
      guint n;

      if (page_ids (self, *number, &n) != NULL)
        start_fill (self, *number, on_filled);
    }
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  Fill *fill = data;
  g_autoptr(XlPagedRows) self = g_object_ref (fill->self);
  g_autoptr(GError) error = NULL;
  XlRowPage *page = xl_store_read_finish (XL_STORE (source), result, &error);

  g_hash_table_remove (self->under_way, &fill->number);
  if (page != NULL)
    {
      page->stale = fill->stamp != self->stamp;
      xl_paged_rows_keep_page (self, fill->number, page);
      g_signal_emit_by_name (self, "rows-ready", fill->number * XL_ROWS_PER_PAGE, (gint64) fill->n);
    }
  else
    g_signal_emit_by_name (self, "failed", error->message);
  fill_free (fill);
  grant_wishes (self, on_filled);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a != *(const gint64 *) b;
}

/* Wishes for page @number; the newest wish is granted first. */
void
xl_paged_rows_wish (XlPagedRows *self, gint64 number)
{
  GList *had = g_queue_find_custom (&self->wishes, &number, compare_numbers);
  guint n;

  if (page_ids (self, number, &n) == NULL || self->question == NULL || g_hash_table_contains (self->under_way, &number))
    return;
  if (had != NULL)
    {
      g_free (had->data);
      g_queue_delete_link (&self->wishes, had);
    }
  g_queue_push_head (&self->wishes, g_memdup2 (&number, sizeof number));
  if (g_queue_get_length (&self->wishes) > MAX_WISHES)
    g_free (g_queue_pop_tail (&self->wishes));
  grant_wishes (self, on_filled);
}

Slot *
xl_paged_rows_look_up (XlPagedRows *self, gint64 row)
{
  gint64 number = row / XL_ROWS_PER_PAGE;
  Slot *slot = g_hash_table_lookup (self->pages, &number);

  if (slot != NULL)
    slot->used = ++self->clock;
  return slot;
}

void
xl_paged_rows_wish_if_missing (XlPagedRows *self, gint64 number)
{
  Slot *slot = g_hash_table_lookup (self->pages, &number);

  if (slot == NULL || slot->page->stale)
    xl_paged_rows_wish (self, number);
}

/* Everything shown may be out of date: it stays until it comes anew, what is looked at first. */
void
xl_paged_rows_make_stale (XlPagedRows *self)
{
  GHashTableIter iter;
  gpointer value;

  self->stamp++;
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Slot *) value)->page->stale = TRUE;
}

/* Drops the pages whose rows are elsewhere now. */
void
xl_paged_rows_drop_moved (XlPagedRows *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!still_fits (self, *(gint64 *) key, ((Slot *) value)->page))
      g_hash_table_iter_remove (&iter);
}
