#include "ui/xl-grid-kept.h"

struct _XlGridKeptCells
{
  GHashTable *cells;      /* XlGridKept → itself */
};

static guint
hash_cell (gconstpointer data)
{
  const XlGridKept *kept = data;

  return g_int64_hash (&kept->id) * 31 + (guint) kept->column;
}

static gboolean
same_cell (gconstpointer a, gconstpointer b)
{
  const XlGridKept *x = a, *y = b;

  return x->id == y->id && x->column == y->column;
}

static void
free_cell (XlGridKept *kept)
{
  g_free (kept->text);
  g_free (kept->key);
  g_free (kept->reason);
  g_free (kept);
}

XlGridKeptCells *
xl_grid_kept_new (void)
{
  XlGridKeptCells *self = g_new (XlGridKeptCells, 1);

  self->cells = g_hash_table_new_full (hash_cell, same_cell, (GDestroyNotify) free_cell, NULL);
  return self;
}

void
xl_grid_kept_free (XlGridKeptCells *self)
{
  g_hash_table_unref (self->cells);
  g_free (self);
}

XlGridKept *
xl_grid_kept_put (XlGridKeptCells *self, gint64 id, int column, const char *text, const char *key)
{
  XlGridKept *kept = g_new0 (XlGridKept, 1);

  *kept = (XlGridKept) { .id = id, .column = column, .text = g_strdup (text), .key = g_strdup (key) };
  g_hash_table_replace (self->cells, kept, kept);
  return kept;
}

void
xl_grid_kept_refuse (XlGridKept *kept, const char *reason)
{
  g_free (kept->reason);
  kept->reason = g_strdup (reason);
  kept->serial = 0;
}

XlGridKept *
xl_grid_kept_find (XlGridKeptCells *self, gint64 id, int column)
{
  XlGridKept wanted = { .id = id, .column = column };

  return g_hash_table_lookup (self->cells, &wanted);
}

gboolean
xl_grid_kept_forget (XlGridKeptCells *self, gint64 id, int column)
{
  XlGridKept wanted = { .id = id, .column = column };

  return g_hash_table_remove (self->cells, &wanted);
}

/* --- several ------------------------------------------------------------------------------------------------------ */

static gboolean
is_of (gpointer cell, gpointer value, gpointer id)
{
  return ((XlGridKept *) cell)->id == *(gint64 *) id;
}

static gboolean
is_remark (gpointer cell, gpointer value, gpointer data)
{
  return ((XlGridKept *) cell)->text == NULL;
}

static gboolean
is_of_edit (gpointer cell, gpointer value, gpointer serial)
{
  return ((XlGridKept *) cell)->serial == *(guint *) serial;
}

gboolean
xl_grid_kept_forget_all_of (XlGridKeptCells *self, gint64 id)
{
  return g_hash_table_foreach_remove (self->cells, is_of, &id) > 0;
}

void
xl_grid_kept_forget_remarks (XlGridKeptCells *self)
{
  g_hash_table_foreach_remove (self->cells, is_remark, NULL);
}

void
xl_grid_kept_arrived (XlGridKeptCells *self, guint serial)
{
  g_hash_table_foreach_remove (self->cells, is_of_edit, &serial);
}

guint
xl_grid_kept_get_n (XlGridKeptCells *self)
{
  return g_hash_table_size (self->cells);
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  return (*(XlGridKept *const *) a)->column - (*(XlGridKept *const *) b)->column;
}

GPtrArray *
xl_grid_kept_list (XlGridKeptCells *self, gint64 id)
{
  GPtrArray *found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (((XlGridKept *) cell)->id == id)
      g_ptr_array_add (found, cell);
  g_ptr_array_sort (found, compare_columns);
  return found;
}

XlGridKept *
xl_grid_kept_find_serial (XlGridKeptCells *self, guint serial)
{
  return g_hash_table_find (self->cells, is_of_edit, &serial);
}
