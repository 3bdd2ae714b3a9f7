#include "ui/xl-found-list.h"

#include <glib/gi18n.h>

struct _XlFoundList
{
  GObject       parent_instance;
  GtkWidget    *entry;             /* not owned; it outlives the list */
  GtkWidget    *popover, *list;
  GtkWidget    *nothing;
  XlStore      *store;
  GCancellable *cancellable;       /* of the newest question */
  gboolean      persons_only;
  gboolean      take_when_there;   /* Enter was pressed before the answer came */
};
enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlFoundList, xl_found_list, G_TYPE_OBJECT)

/* What the sorts of records are called. */
static const char *
kind_words (const char *kind)
{
  static const struct { const char *kind, *words;
  } all[] = {
    { "person", N_("Resident") },
    { "household", N_("Household") },
    { "notice", N_("Notice") },
    { "filing", N_("Filing") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (all[i].kind, kind))
      return _(all[i].words);
  return g_str_has_prefix (kind, "ledger_") ? _("Ledger") : "";
}

static GtkWidget *
make_row (const XlFound *found)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (found->title);
  GtkWidget *detail = gtk_label_new (found->detail);
  GtkWidget *kind = gtk_label_new (kind_words (found->kind));
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *words = g_strdup_printf ("%s %s %s", found->title, found->detail != NULL ? found->detail : "",
                                            kind_words (found->kind));

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 36);
  gtk_widget_add_css_class (title, "strong");
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_widget_add_css_class (detail, "note");
  gtk_widget_add_css_class (kind, "note");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return row;
}

static void
clear (XlFoundList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
}

static void
fill (XlFoundList *self, GPtrArray *all)
{
  clear (self);
  for (guint i = 0; i < all->len; i++)
    {
      XlFound *found = g_ptr_array_index (all, i);
      GtkWidget *row = make_row (found);

      g_object_set_data_full (G_OBJECT (row), "xl-found", found, (GDestroyNotify) xl_found_free);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  g_ptr_array_set_free_func (all, NULL);       /* the rows have them now */
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  gtk_widget_set_visible (self->nothing, all->len == 0);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlFoundList) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = xl_finder_finish (XL_STORE (source), result, &error);

  if (all == NULL || self->popover == NULL || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    return;
  fill (self, all);
  if (self->take_when_there)
    {
      self->take_when_there = FALSE;
      xl_found_list_take (self);
      return;
    }
  if (gtk_widget_get_mapped (self->entry))
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, XlFoundList *self)
{
  xl_found_list_take (self);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlFoundList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  if (!xl_found_list_is_shown (self))
    return FALSE;
  if (keyval == GDK_KEY_Escape)
    {
      xl_found_list_hide (self);
      return TRUE;
    }
  if (step == 0)
    return FALSE;
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list),
                                       row != NULL ? gtk_list_box_row_get_index (row) + step : 0);
  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  return TRUE;
}

static void
xl_found_list_dispose (GObject *object)
{
  XlFoundList *self = XL_FOUND_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_found_list_parent_class)->dispose (object);
}

static void
xl_found_list_class_init (XlFoundListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_found_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", XL_TYPE_FOUND_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
}

static void
xl_found_list_init (XlFoundList *self)
{
}

static void
build (XlFoundList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->list = gtk_list_box_new ();
  self->nothing = gtk_label_new (_("Nothing found"));
  gtk_widget_add_css_class (self->nothing, "note");
  gtk_widget_add_css_class (box, "search-results");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), TRUE);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->nothing);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);     /* the entry keeps the focus */
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
}

XlFoundList *
xl_found_list_new (GtkWidget *entry, gboolean persons_only)
{
  XlFoundList *self = g_object_new (XL_TYPE_FOUND_LIST, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = entry;
  self->persons_only = persons_only;
  build (self);
  gtk_widget_set_parent (self->popover, gtk_widget_get_parent (entry));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (entry, keys);
  return self;
}

void
xl_found_list_present (XlFoundList *self)
{
  gtk_popover_present (GTK_POPOVER (self->popover));
}

void
xl_found_list_set_store (XlFoundList *self, XlStore *store)
{
  g_set_object (&self->store, store);
}

void
xl_found_list_ask (XlFoundList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store == NULL || *text == '\0')
    {
      xl_found_list_hide (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  xl_finder_ask (self->store, text, self->persons_only, self->cancellable, on_found, g_object_ref (self));
}

void
xl_found_list_hide (XlFoundList *self)
{
  g_cancellable_cancel (self->cancellable);
  self->take_when_there = FALSE;
  clear (self);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

gboolean
xl_found_list_is_shown (XlFoundList *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

gboolean
xl_found_list_take (XlFoundList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  XlFound found;

  if (row == NULL)
    {
      self->take_when_there = self->cancellable != NULL && !xl_found_list_is_shown (self);
      return FALSE;
    }
  found = *(XlFound *) g_object_get_data (G_OBJECT (row), "xl-found");
  found.title = g_strdup (found.title);
  found.detail = NULL;
  xl_found_list_hide (self);
  g_signal_emit (self, signals[CHOSEN], 0, &found);
  g_free (found.title);
  return TRUE;
}
