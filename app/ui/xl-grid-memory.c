#include "ui/xl-grid-memory.h"

#include "store/xl-view-table.h"

#include <string.h>

#define WRITE_AFTER_MS 400

/* A column and how it is shown. */
typedef struct {
  XlGridColumn *column;
  double        standard_em;
  guint         place;         /* in standard order */
  gboolean      standard;      /* whether it is shown as long as nobody chooses */
  gboolean      shown;
} Kept;

struct _XlGridMemory
{
  GObject       parent_instance;
  XlGrid       *grid;          /* a weak pointer */
  XlStore      *store;
  char         *list;
  GPtrArray    *columns;       /* Kept */
  JsonObject   *own;
  GCancellable *cancellable;
  int           standard_frozen, frozen;
  guint         timer;
  gboolean      showing;       /* the columns are being put into the grid */
};
enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlGridMemory, xl_grid_memory, G_TYPE_OBJECT)

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->column);
  g_free (kept);
}

static Kept *
kept_at (XlGridMemory *self, guint i)
{
  return g_ptr_array_index (self->columns, i);
}

/* Writing --------------------------------------------------------------------------------------------------------- */

static void
add_column (JsonBuilder *b, const Kept *kept)
{
  double em = xl_grid_column_get_width_em (kept->column);

  json_builder_begin_object (b);
  json_builder_set_member_name (b, "id");
  json_builder_add_string_value (b, xl_grid_column_get_id (kept->column));
  if (em != kept->standard_em)
    {
      json_builder_set_member_name (b, "em");
      json_builder_add_double_value (b, em);
    }
  json_builder_set_member_name (b, "shown");
  json_builder_add_boolean_value (b, kept->shown);
  json_builder_end_object (b);
}

static char *
make_text (XlGridMemory *self)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (b);
  json_builder_set_member_name (b, "columns");
  json_builder_begin_array (b);
  for (guint i = 0; i < self->columns->len; i++)
    add_column (b, kept_at (self, i));
  json_builder_end_array (b);
  json_builder_set_member_name (b, "frozen");
  json_builder_add_int_value (b, self->frozen);
  json_builder_set_member_name (b, "own");
  json_builder_add_value (b, json_node_init_object (json_node_alloc (), self->own));
  json_builder_end_object (b);
  root = json_builder_get_root (b);
  return json_to_string (root, FALSE);
}

static void
write_now (XlGridMemory *self)
{
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->store == NULL || xl_store_is_read_only (self->store))
    return;
  text = make_text (self);
  xl_store_write_async (self->store, XL_CHANGE_EDIT, "view", xl_view_note_write, xl_view_note_new (self->list, text),
                        xl_view_note_free, NULL, NULL, NULL);
}

static gboolean
on_rest (gpointer data)
{
  XlGridMemory *self = data;

  self->timer = 0;
  write_now (self);
  return G_SOURCE_REMOVE;
}

static void
write_soon (XlGridMemory *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (WRITE_AFTER_MS, on_rest, self);
}

/* What was not written yet is, before the list is another. */
static void
write_rest (XlGridMemory *self)
{
  if (self->timer != 0)
    write_now (self);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
put_into_grid (XlGridMemory *self)
{
  int n = 0;

  if (self->grid == NULL)
    return;
  xl_grid_clear_columns (self->grid);
  for (guint i = 0; i < self->columns->len; i++)
    if (kept_at (self, i)->shown)
      {
        xl_grid_add_column (self->grid, g_object_ref (kept_at (self, i)->column));
        n++;
      }
  xl_grid_set_frozen (self->grid, MIN (self->frozen, n - 1));
}

static void
show_again (XlGridMemory *self)
{
  put_into_grid (self);
  write_soon (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Kept *x = *(const Kept *const *) a, *y = *(const Kept *const *) b;

  return (int) x->place - (int) y->place;
}

static void
set_standard (XlGridMemory *self)
{
  g_ptr_array_sort (self->columns, compare_places);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Kept *kept = kept_at (self, i);

      kept->shown = kept->standard;
      if (xl_grid_column_get_width_em (kept->column) != kept->standard_em)
        xl_grid_column_set_width_em (kept->column, kept->standard_em);
    }
  self->frozen = self->standard_frozen;
}

static int
find_kept (XlGridMemory *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->columns->len; i++)
    if (strcmp (xl_grid_column_get_id (kept_at (self, i)->column), id) == 0)
      return (int) i;
  return -1;
}

/* A column that the text does not name (a newer template brought it) stays behind those it names. */
static void
take_column (XlGridMemory *self, JsonObject *object, guint *next)
{
  int i = find_kept (self, json_object_get_string_member_with_default (object, "id", NULL));
  Kept *kept;

  if (i < (int) *next)
    return;
  kept = g_ptr_array_steal_index (self->columns, (guint) i);
  g_ptr_array_insert (self->columns, (int) (*next)++, kept);
  kept->shown = json_object_get_boolean_member_with_default (object, "shown", TRUE);
  if (json_object_has_member (object, "em"))
    xl_grid_column_set_width_em (kept->column,
                                 json_object_get_double_member_with_default (object, "em", kept->standard_em));
}

static gboolean
is_any_shown (XlGridMemory *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (kept_at (self, i)->shown)
      return TRUE;
  return FALSE;
}

static JsonNode *
member_of (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

static void
take_object (XlGridMemory *self, JsonObject *object)
{
  JsonNode *columns = member_of (object, "columns", JSON_NODE_ARRAY), *own = member_of (object, "own", JSON_NODE_OBJECT);
  JsonArray *array = columns != NULL ? json_node_get_array (columns) : NULL;
  guint next = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      take_column (self, json_array_get_object_element (array, i), &next);
  if (!is_any_shown (self))
    set_standard (self);
  self->frozen = (int) CLAMP (json_object_get_int_member_with_default (object, "frozen", self->frozen), 0, 8);
  if (own != NULL)
    {
      json_object_unref (self->own);
      self->own = json_object_ref (json_node_get_object (own));
    }
}

static void
take_text (XlGridMemory *self, const char *text)
{
  g_autoptr(JsonNode) root = text != NULL && text[0] != '\0' ? json_from_string (text, NULL) : NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    take_object (self, json_node_get_object (root));
}

static void
on_column_changed (XlGridColumn *column, XlGridMemory *self)
{
  write_soon (self);
}

/* Columns were dragged to another place in the grid: those shown change places among themselves. */
static void
on_columns_changed (XlGrid *grid, XlGridMemory *self)
{
  int n = xl_grid_get_n_columns (grid), next = 0;

  for (guint i = 0; i < self->columns->len && next < n; i++)
    if (kept_at (self, i)->shown)
      {
        int at = find_kept (self, xl_grid_column_get_id (xl_grid_get_column (grid, next++)));

        if (at > (int) i)
          {
            gpointer kept = g_ptr_array_index (self->columns, i);

            g_ptr_array_index (self->columns, i) = g_ptr_array_index (self->columns, at);
            g_ptr_array_index (self->columns, at) = kept;
          }
      }
  write_soon (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The object ------------------------------------------------------------------------------------------------------ */

static void
xl_grid_memory_dispose (GObject *object)
{
  XlGridMemory *self = XL_GRID_MEMORY (object);

  write_rest (self);
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->columns->len; i++)
    g_signal_handlers_disconnect_by_data (kept_at (self, i)->column, self);
  g_ptr_array_set_size (self->columns, 0);
  g_clear_weak_pointer (&self->grid);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_grid_memory_parent_class)->dispose (object);
}

static void
xl_grid_memory_finalize (GObject *object)
{
  XlGridMemory *self = XL_GRID_MEMORY (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->columns);
  json_object_unref (self->own);
  g_free (self->list);
  G_OBJECT_CLASS (xl_grid_memory_parent_class)->finalize (object);
}

static void
xl_grid_memory_class_init (XlGridMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_grid_memory_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_grid_memory_finalize;
  signals[CHANGED] = g_signal_new ("changed", XL_TYPE_GRID_MEMORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_grid_memory_init (XlGridMemory *self)
{
  self->columns = g_ptr_array_new_with_free_func (kept_free);
  self->own = json_object_new ();
  self->cancellable = g_cancellable_new ();
}

XlGridMemory *
xl_grid_memory_new (XlGrid *grid)
{
  XlGridMemory *self = g_object_new (XL_TYPE_GRID_MEMORY, NULL);

  g_set_weak_pointer (&self->grid, grid);
  g_signal_connect_object (grid, "columns-changed", G_CALLBACK (on_columns_changed), self, 0);
  return self;
}

void
xl_grid_memory_begin (XlGridMemory *self, XlStore *store, const char *list)
{
  write_rest (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->store, store);
  g_free (self->list);
  self->list = g_strdup (list);
  for (guint i = 0; i < self->columns->len; i++)
    g_signal_handlers_disconnect_by_data (kept_at (self, i)->column, self);
  g_ptr_array_set_size (self->columns, 0);
  json_object_unref (self->own);
  self->own = json_object_new ();
}

void
xl_grid_memory_add (XlGridMemory *self, XlGridColumn *column, gboolean shown)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->column = column;
  kept->standard_em = xl_grid_column_get_width_em (column);
  kept->place = self->columns->len;
  kept->standard = kept->shown = shown;
  g_ptr_array_add (self->columns, kept);
  g_signal_connect (column, "changed", G_CALLBACK (on_column_changed), self);
}

void
xl_grid_memory_show (XlGridMemory *self, const char *text, int frozen)
{
  self->showing = TRUE;
  self->standard_frozen = self->frozen = frozen;
  take_text (self, text);
  put_into_grid (self);
  self->showing = FALSE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlGridMemory) self = data;
  g_autofree char *text = xl_store_read_finish (XL_STORE (source), result, NULL);

  if (text == NULL || text[0] == '\0' || self->timer != 0)
    return;
  xl_grid_memory_show (self, text, self->standard_frozen);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
xl_grid_memory_load (XlGridMemory *self, int frozen)
{
  xl_grid_memory_show (self, NULL, frozen);
  if (self->store != NULL)
    xl_store_read_async (self->store, xl_view_note_read, xl_view_note_new (self->list, NULL), xl_view_note_free, g_free,
                         self->cancellable, on_read, g_object_ref (self));
}

void
xl_grid_memory_forget (XlGridMemory *self)
{
  self->showing = TRUE;
  set_standard (self);
  self->showing = FALSE;
  show_again (self);
}

guint
xl_grid_memory_get_n (XlGridMemory *self)
{
  return self->columns->len;
}

XlGridColumn *
xl_grid_memory_get_column (XlGridMemory *self, guint i)
{
  return kept_at (self, i)->column;
}

gboolean
xl_grid_memory_get_shown (XlGridMemory *self, guint i)
{
  return kept_at (self, i)->shown;
}

gboolean
xl_grid_memory_set_shown (XlGridMemory *self, guint i, gboolean shown)
{
  Kept *kept = kept_at (self, i);

  if (kept->shown == shown)
    return TRUE;
  kept->shown = shown;
  if (!is_any_shown (self))
    {
      kept->shown = TRUE;
      return FALSE;
    }
  show_again (self);
  return TRUE;
}

void
xl_grid_memory_move (XlGridMemory *self, guint from, guint to)
{
  Kept *kept;

  if (from >= self->columns->len || to >= self->columns->len || from == to)
    return;
  kept = g_ptr_array_steal_index (self->columns, from);
  g_ptr_array_insert (self->columns, (int) to, kept);
  show_again (self);
}

int
xl_grid_memory_get_frozen (XlGridMemory *self)
{
  return self->frozen;
}

void
xl_grid_memory_set_frozen (XlGridMemory *self, int n)
{
  if (n == self->frozen)
    return;
  self->frozen = MAX (n, 0);
  show_again (self);
}

int
xl_grid_memory_position_of (XlGridMemory *self, const char *id)
{
  for (int i = 0; self->grid != NULL && i < xl_grid_get_n_columns (self->grid); i++)
    if (strcmp (xl_grid_column_get_id (xl_grid_get_column (self->grid, i)), id) == 0)
      return i;
  return -1;
}

JsonNode *
xl_grid_memory_get_own (XlGridMemory *self, const char *key)
{
  return json_object_get_member (self->own, key);
}

void
xl_grid_memory_set_own (XlGridMemory *self, const char *key, JsonNode *node)
{
  if (node != NULL)
    json_object_set_member (self->own, key, node);
  else
    json_object_remove_member (self->own, key);
  write_soon (self);
}
