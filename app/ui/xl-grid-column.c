#include "ui/xl-grid-column.h"

struct _XlGridColumn
{
  GObject           parent_instance;
  int               source_column;
  char             *id, *title;
  double            width_em;
  XlGridKind        kind;
  XlGridColumnFlags flags;
  gboolean          filtered;
  XlGridEditor      editor;
  GArray           *choices;     /* XlChoice, ends with a NULL code; NULL: none */
  char             *lock;
};
enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlGridColumn, xl_grid_column, G_TYPE_OBJECT)

static void
clear_choice (XlChoice *choice)
{
  g_free ((char *) choice->code);
  g_free ((char *) choice->name);
}

static void
xl_grid_column_finalize (GObject *object)
{
  XlGridColumn *self = XL_GRID_COLUMN (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->lock);
  g_clear_pointer (&self->choices, g_array_unref);
  G_OBJECT_CLASS (xl_grid_column_parent_class)->finalize (object);
}

static void
xl_grid_column_class_init (XlGridColumnClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_grid_column_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", XL_TYPE_GRID_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_grid_column_init (XlGridColumn *self)
{
}

XlGridColumn *
xl_grid_column_new (int source_column, const char *id, const char *title, double width_em, XlGridKind kind,
                    XlGridColumnFlags flags)
{
  XlGridColumn *self = g_object_new (XL_TYPE_GRID_COLUMN, NULL);

  self->source_column = source_column;
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->width_em = width_em;
  self->kind = kind;
  self->flags = flags;
  return self;
}

int
xl_grid_column_get_source_column (XlGridColumn *self)
{
  return self->source_column;
}

const char *
xl_grid_column_get_id (XlGridColumn *self)
{
  return self->id;
}

const char *
xl_grid_column_get_title (XlGridColumn *self)
{
  return self->title;
}

double
xl_grid_column_get_width_em (XlGridColumn *self)
{
  return self->width_em;
}

void
xl_grid_column_set_width_em (XlGridColumn *self, double width_em)
{
  self->width_em = CLAMP (width_em, 1.5, 80);
  g_signal_emit (self, signals[CHANGED], 0);
}

XlGridKind
xl_grid_column_get_kind (XlGridColumn *self)
{
  return self->kind;
}

XlGridColumnFlags
xl_grid_column_get_flags (XlGridColumn *self)
{
  return self->flags;
}

void
xl_grid_column_set_filtered (XlGridColumn *self, gboolean filtered)
{
  if (self->filtered == filtered)
    return;
  self->filtered = filtered;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
xl_grid_column_get_filtered (XlGridColumn *self)
{
  return self->filtered;
}

void
xl_grid_column_set_editor (XlGridColumn *self, XlGridEditor editor)
{
  self->editor = editor;
}

XlGridEditor
xl_grid_column_get_editor (XlGridColumn *self)
{
  return self->editor;
}

void
xl_grid_column_set_choices (XlGridColumn *self, const XlChoice *choices)
{
  g_clear_pointer (&self->choices, g_array_unref);
  if (choices == NULL)
    return;
  self->choices = g_array_new (TRUE, TRUE, sizeof (XlChoice));
  g_array_set_clear_func (self->choices, (GDestroyNotify) clear_choice);
  for (const XlChoice *c = choices; c->code != NULL; c++)
    {
      XlChoice copy = { g_strdup (c->code), g_strdup (c->name) };

      g_array_append_val (self->choices, copy);
    }
}

const XlChoice *
xl_grid_column_get_choices (XlGridColumn *self)
{
  return self->choices != NULL ? (const XlChoice *) self->choices->data : NULL;
}

void
xl_grid_column_set_lock (XlGridColumn *self, const char *reason)
{
  g_free (self->lock);
  self->lock = g_strdup (reason);
}

const char *
xl_grid_column_get_lock (XlGridColumn *self)
{
  return self->lock;
}
