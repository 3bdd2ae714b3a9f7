#include "ledgers/xl-ledger-tabs-page.h"

#include <string.h>

struct _XlLedgerTabs
{
  GtkWidget  parent_instance;
  GtkWidget *scrolled, *box;
  GPtrArray *keys;          /* of those added since begin () */
  char      *key;           /* the one pressed */
  gboolean   filling;
};
enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerTabs, xl_ledger_tabs, GTK_TYPE_WIDGET)

static const char *
key_of (GtkWidget *tab)
{
  return g_object_get_data (G_OBJECT (tab), "xl-key");
}

static GtkWidget *
find_tab (XlLedgerTabs *self, const char *key)
{
  for (GtkWidget *tab = gtk_widget_get_first_child (self->box); tab != NULL; tab = gtk_widget_get_next_sibling (tab))
    if (strcmp (key_of (tab), key) == 0)
      return tab;
  return NULL;
}

static void
on_toggled (GtkToggleButton *tab, XlLedgerTabs *self)
{
  if (self->filling || !gtk_toggle_button_get_active (tab))
    return;
  g_free (self->key);
  self->key = g_strdup (key_of (GTK_WIDGET (tab)));
  g_signal_emit (self, signals[CHOSEN], 0, self->key);
}

static GtkWidget *
make_tab (XlLedgerTabs *self, const char *key)
{
  GtkWidget *tab = gtk_toggle_button_new (), *label = gtk_label_new (NULL), *first = gtk_widget_get_first_child (self->box);

  gtk_button_set_child (GTK_BUTTON (tab), label);
  g_object_set_data_full (G_OBJECT (tab), "xl-key", g_strdup (key), g_free);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), GTK_TOGGLE_BUTTON (first));
  g_signal_connect (tab, "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (GTK_BOX (self->box), tab);
  return tab;
}

void
xl_ledger_tabs_begin (XlLedgerTabs *self)
{
  self->filling = TRUE;
  g_ptr_array_set_size (self->keys, 0);
}

void
xl_ledger_tabs_add (XlLedgerTabs *self, const char *key, const char *words, gint64 count, const char *class)
{
  GtkWidget *tab = find_tab (self, key), *label;
  g_autofree char *text = count >= 0 ? g_strdup_printf ("%s %" G_GINT64_FORMAT, words, count) : g_strdup (words);

  if (tab == NULL)
    tab = make_tab (self, key);
  else if (self->keys->len > 0)
    gtk_box_reorder_child_after (GTK_BOX (self->box), tab, find_tab (self, g_ptr_array_index (self->keys, self->keys->len - 1)));
  g_ptr_array_add (self->keys, g_strdup (key));
  label = gtk_button_get_child (GTK_BUTTON (tab));
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_css_classes (label, (const char *[]) { class, NULL });
}

static gboolean
is_key (XlLedgerTabs *self, const char *key)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (strcmp (g_ptr_array_index (self->keys, i), key) == 0)
      return TRUE;
  return FALSE;
}

void
xl_ledger_tabs_end (XlLedgerTabs *self)
{
  GtkWidget *next;

  for (GtkWidget *tab = gtk_widget_get_first_child (self->box); tab != NULL; tab = next)
    {
      next = gtk_widget_get_next_sibling (tab);
      if (!is_key (self, key_of (tab)))
        gtk_box_remove (GTK_BOX (self->box), tab);
    }
  if (self->keys->len == 0)
    g_clear_pointer (&self->key, g_free);
  if (self->keys->len > 0 && (self->key == NULL || !is_key (self, self->key)))
    xl_ledger_tabs_set (self, g_ptr_array_index (self->keys, 0));
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->keys->len > 1);
}

const char *
xl_ledger_tabs_get (XlLedgerTabs *self)
{
  return self->key != NULL ? self->key : "";
}

gboolean
xl_ledger_tabs_set (XlLedgerTabs *self, const char *key)
{
  GtkWidget *tab = find_tab (self, key);
  gboolean filling = self->filling;
  g_autofree char *own = g_strdup (key);

  if (tab == NULL)
    return FALSE;
  self->filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
  self->filling = filling;
  g_free (self->key);
  self->key = g_steal_pointer (&own);
  return TRUE;
}

void
xl_ledger_tabs_step (XlLedgerTabs *self, int by)
{
  guint at;

  for (at = 0; at < self->keys->len && strcmp (g_ptr_array_index (self->keys, at), xl_ledger_tabs_get (self)) != 0; at++)
    ;
  if (at < self->keys->len && (by < 0 ? at >= (guint) -by : at + (guint) by < self->keys->len))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_tab (self, g_ptr_array_index (self->keys, (guint) ((int) at + by)))), TRUE);
}

const char *
xl_ledger_tabs_words (XlLedgerTabs *self, const char *key)
{
  GtkWidget *tab = find_tab (self, key);

  return tab != NULL ? gtk_label_get_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (tab)))) : NULL;
}

/* The widget ------------------------------------------------------------------------------------------------------ */

static void
xl_ledger_tabs_dispose (GObject *object)
{
  XlLedgerTabs *self = XL_LEDGER_TABS (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_ledger_tabs_parent_class)->dispose (object);
}

static void
xl_ledger_tabs_finalize (GObject *object)
{
  XlLedgerTabs *self = XL_LEDGER_TABS (object);

  g_ptr_array_unref (self->keys);
  g_free (self->key);
  G_OBJECT_CLASS (xl_ledger_tabs_parent_class)->finalize (object);
}

static void
xl_ledger_tabs_class_init (XlLedgerTabsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_ledger_tabs_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_ledger_tabs_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[CHOSEN] = g_signal_new ("chosen", XL_TYPE_LEDGER_TABS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
xl_ledger_tabs_init (XlLedgerTabs *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);   /* the words beside give way */
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  gtk_widget_add_css_class (self->box, "ledger-tabs");
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
xl_ledger_tabs_new (void)
{
  return g_object_new (XL_TYPE_LEDGER_TABS, NULL);
}
