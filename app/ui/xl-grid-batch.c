#include "ui/xl-grid-batch.h"

struct _XlGridBatch
{
  int           n_refs;      /* atomic */
  int           done;        /* atomic */
  char         *what;
  GArray       *patches;     /* XlGridPatch */
  GStringChunk *texts;
};

XlGridBatch *
xl_grid_batch_new (const char *what)
{
  XlGridBatch *self = g_new0 (XlGridBatch, 1);

  self->n_refs = 1;
  self->what = g_strdup (what);
  self->patches = g_array_new (FALSE, FALSE, sizeof (XlGridPatch));
  self->texts = g_string_chunk_new (4096);
  return self;
}

XlGridBatch *
xl_grid_batch_ref (XlGridBatch *self)
{
  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
xl_grid_batch_unref (XlGridBatch *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;
  g_array_unref (self->patches);
  g_string_chunk_free (self->texts);
  g_free (self->what);
  g_free (self);
}

void
xl_grid_batch_add (XlGridBatch *self, gint64 row, int column, const char *text, const char *key)
{
  XlGridPatch patch = { row, column, g_string_chunk_insert (self->texts, text),
                        key != NULL ? g_string_chunk_insert (self->texts, key) : NULL };

  g_array_append_val (self->patches, patch);
}

guint
xl_grid_batch_get_n (const XlGridBatch *self)
{
  return self->patches->len;
}

const XlGridPatch *
xl_grid_batch_get (const XlGridBatch *self, guint i)
{
  return &g_array_index (self->patches, XlGridPatch, i);
}

const char *
xl_grid_batch_get_what (const XlGridBatch *self)
{
  return self->what;
}

void
xl_grid_batch_set_done (XlGridBatch *self, guint n)
{
  g_atomic_int_set (&self->done, (int) n);
}

guint
xl_grid_batch_get_done (const XlGridBatch *self)
{
  return (guint) g_atomic_int_get (&self->done);
}

/* --- refusals and offers ------------------------------------------------------------------------------------------ */

XlGridRefusal *
xl_grid_refusal_new (gint64 row, int column, const char *reason)
{
  XlGridRefusal *self = g_new (XlGridRefusal, 1);

  *self = (XlGridRefusal) { row, column, g_strdup (reason) };
  return self;
}

void
xl_grid_refusal_free (XlGridRefusal *self)
{
  g_free (self->reason);
  g_free (self);
}

GPtrArray *
xl_grid_refusals_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) xl_grid_refusal_free);
}

XlGridOffer *
xl_grid_offer_new (const char *key, const char *text, const char *detail)
{
  XlGridOffer *self = g_new (XlGridOffer, 1);

  *self = (XlGridOffer) { g_strdup (key), g_strdup (text), g_strdup (detail) };
  return self;
}

void
xl_grid_offer_free (XlGridOffer *self)
{
  g_free (self->key);
  g_free (self->text);
  g_free (self->detail);
  g_free (self);
}
