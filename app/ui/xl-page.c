#include "ui/xl-page.h"

#include "ui/xl-action.h"
#include "ui/xl-page-private.h"
#include "ui/xl-split.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (XlPage, xl_page, GTK_TYPE_BOX)

XlPageData *
xl_page_data (XlPage *self)
{
  XlPagePrivate *priv = xl_page_get_instance_private (self);

  return &priv->data;
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_button (const char *label, const char *action, const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  xl_action_set (button, action);
  return button;
}

static void
on_filter_changed (GtkSearchEntry *entry, XlPage *self)
{
  XlPageClass *klass = XL_PAGE_GET_CLASS (self);
  XlPageData *data = xl_page_data (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (klass->filter == NULL || xl_page_get_store (self) == NULL || g_strcmp0 (data->filtered, text) == 0)
    return;
  g_free (data->filtered);
  data->filtered = g_strdup (text);
  klass->filter (self, text);
}

/* Where work goes on: in what the page named (and there it stays), else in the first thing there is. */
static gboolean
enter_body (XlPageData *data)
{
  gboolean empty = g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (data->body)), "empty") == 0;
  GtkWidget *work = empty ? NULL : data->work;

  return (work != NULL && (gtk_widget_get_state_flags (work) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
         || (work != NULL && gtk_widget_child_focus (work, GTK_DIR_TAB_FORWARD))
         || gtk_widget_child_focus (data->body, GTK_DIR_TAB_FORWARD);
}

/* Enter: to what fits; at once, though the entry itself still waits for one to go on typing. */
static void
on_filter_entered (GtkSearchEntry *entry, XlPage *self)
{
  on_filter_changed (entry, self);
  xl_page_focus_body (self);
}

static void
on_filter_stopped (GtkSearchEntry *entry, XlPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  enter_body (xl_page_data (self));
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  XlPage *self = data;

  if (!xl_page_side_shown (self))
    return FALSE;
  xl_page_show_side (self, FALSE);
  return TRUE;
}

static void
add_escape (XlPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                            gtk_callback_action_new (on_escape, self, NULL));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

static void
build_head (XlPage *self, XlPageData *data)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (head, "page-head");
  data->title = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (data->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (data->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (data->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (data->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (data->title), 2);
  gtk_widget_set_hexpand (data->title, TRUE);
  gtk_widget_add_css_class (data->title, "page-title");
  data->extra = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  data->filter = gtk_search_entry_new ();
  gtk_widget_set_visible (data->filter, FALSE);
  gtk_widget_set_valign (data->filter, GTK_ALIGN_CENTER);
  g_signal_connect (data->filter, "search-changed", G_CALLBACK (on_filter_changed), self);
  g_signal_connect (data->filter, "stop-search", G_CALLBACK (on_filter_stopped), self);
  g_signal_connect (data->filter, "activate", G_CALLBACK (on_filter_entered), self);
  data->secondary = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  data->primary = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (head), data->title);
  gtk_box_append (GTK_BOX (head), data->extra);
  gtk_box_append (GTK_BOX (head), data->filter);
  gtk_box_append (GTK_BOX (head), data->secondary);
  gtk_box_append (GTK_BOX (head), data->primary);
  gtk_box_append (GTK_BOX (self), head);
}

static GtkWidget *
build_empty (XlPageData *data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "empty-state");
  data->empty_label = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (data->empty_label), TRUE);
  gtk_label_set_justify (GTK_LABEL (data->empty_label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (data->empty_label), 48);
  gtk_box_append (GTK_BOX (box), data->empty_label);
  return box;
}

/* --- virtual functions -------------------------------------------------------------------------------------------- */

static void
xl_page_map (GtkWidget *widget)
{
  XlPage *self = XL_PAGE (widget);
  XlPageData *data = xl_page_data (self);

  GTK_WIDGET_CLASS (xl_page_parent_class)->map (widget);
  if (data->stale)
    xl_page_changed (self);
}

static void
xl_page_dispose (GObject *object)
{
  XlPageData *data = xl_page_data (XL_PAGE (object));

  xl_page_cancel_all (XL_PAGE (object));
  g_clear_object (&data->actions);
  g_clear_object (&data->store);
  G_OBJECT_CLASS (xl_page_parent_class)->dispose (object);
}

static void
xl_page_finalize (GObject *object)
{
  XlPageData *data = xl_page_data (XL_PAGE (object));

  g_clear_pointer (&data->slots, g_hash_table_unref);
  g_free (data->help);
  g_free (data->summary);
  g_free (data->filtered);
  G_OBJECT_CLASS (xl_page_parent_class)->finalize (object);
}

static void
xl_page_class_init (XlPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = xl_page_dispose;
  object_class->finalize = xl_page_finalize;
  widget_class->map = xl_page_map;
  gtk_widget_class_set_css_name (widget_class, "page");
}

static void
xl_page_init (XlPage *self)
{
  XlPageData *data = xl_page_data (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  data->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, xl_page_slot_free);
  data->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (data->actions));
  build_head (self, data);
  data->body = gtk_stack_new ();
  gtk_widget_set_vexpand (data->body, TRUE);
  data->split = xl_split_new ();
  gtk_stack_add_named (GTK_STACK (data->body), data->split, "content");
  gtk_stack_add_named (GTK_STACK (data->body), build_empty (data), "empty");
  gtk_box_append (GTK_BOX (self), data->body);
  add_escape (self);
}

/* --- what a page says of itself ----------------------------------------------------------------------------------- */

void
xl_page_set_title (XlPage *self, const char *title)
{
  gtk_label_set_text (GTK_LABEL (xl_page_data (self)->title), title);
  gtk_widget_set_tooltip_text (xl_page_data (self)->title, title);      /* a long one may be cut off */
}

const char *
xl_page_get_title (XlPage *self)
{
  return gtk_label_get_text (GTK_LABEL (xl_page_data (self)->title));
}

void
xl_page_set_help (XlPage *self, const char *help)
{
  XlPageData *data = xl_page_data (self);

  g_free (data->help);
  data->help = g_strdup (help);
}

const char *
xl_page_get_help (XlPage *self)
{
  return xl_page_data (self)->help;
}

void
xl_page_set_summary (XlPage *self, const char *text)
{
  XlPageData *data = xl_page_data (self);
  XlWindow *window = xl_window_of (GTK_WIDGET (self));

  if (g_strcmp0 (data->summary, text) == 0)
    return;
  g_free (data->summary);
  data->summary = g_strdup (text);
  if (window != NULL)
    xl_window_update_summary (window);
}

const char *
xl_page_get_summary (XlPage *self)
{
  return xl_page_data (self)->summary;
}

void
xl_page_set_content (XlPage *self, GtkWidget *content)
{
  xl_split_set_content (XL_SPLIT (xl_page_data (self)->split), content);
}

void
xl_page_set_work (XlPage *self, GtkWidget *work)
{
  xl_page_data (self)->work = work;
}

void
xl_page_set_side (XlPage *self, GtkWidget *side)
{
  xl_split_set_side (XL_SPLIT (xl_page_data (self)->split), side);
}

void
xl_page_show_side (XlPage *self, gboolean show)
{
  XlPageData *data = xl_page_data (self);
  GtkWidget *side = xl_split_get_side (XL_SPLIT (data->split));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean inside = focus != NULL && side != NULL && gtk_widget_is_ancestor (focus, side);

  xl_split_show_side (XL_SPLIT (data->split), show);
  if (!show && inside)
    enter_body (data);
}

gboolean
xl_page_focus_body (XlPage *self)
{
  return enter_body (xl_page_data (self)) ||
         gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

gboolean
xl_page_focus_side (XlPage *self, GtkWidget *focus)
{
  GtkWidget *side = xl_split_get_side (XL_SPLIT (xl_page_data (self)->split));

  if (!xl_page_side_shown (self) || gtk_widget_is_ancestor (focus, side))
    return FALSE;
  return gtk_widget_child_focus (side, GTK_DIR_TAB_FORWARD);
}

gboolean
xl_page_side_shown (XlPage *self)
{
  return xl_split_side_shown (XL_SPLIT (xl_page_data (self)->split));
}

void
xl_page_set_primary (XlPage *self, const char *label, const char *action)
{
  XlPageData *data = xl_page_data (self);
  GtkWidget *old = gtk_widget_get_first_child (data->primary);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (data->primary), old);
  if (label != NULL)
    gtk_box_append (GTK_BOX (data->primary), make_button (label, action, "primary"));
}

GtkWidget *
xl_page_add_secondary (XlPage *self, const char *label, const char *action)
{
  GtkWidget *button = make_button (label, action, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);      /* at 800 pixels */
  gtk_widget_set_tooltip_text (button, label);
  gtk_box_append (GTK_BOX (xl_page_data (self)->secondary), button);
  return button;
}

void
xl_page_add_head (XlPage *self, GtkWidget *widget)
{
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (xl_page_data (self)->extra), widget);
}

void
xl_page_enable_filter (XlPage *self, const char *hint)
{
  GtkWidget *entry = xl_page_data (self)->filter;

  gtk_widget_set_visible (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  g_object_set (entry, "placeholder-text", hint, "width-chars", 8, NULL);
}

const char *
xl_page_get_filter (XlPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (xl_page_data (self)->filter));
}

void
xl_page_set_filter (XlPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (xl_page_data (self)->filter), text);
}

void
xl_page_focus_filter (XlPage *self)
{
  gtk_widget_grab_focus (xl_page_data (self)->filter);
}

static void
set_empty_button (XlPageData *data, const char *label, const char *action)
{
  if (data->empty_button != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (data->empty_button)), data->empty_button);
  data->empty_button = label != NULL ? make_button (label, action, "primary") : NULL;
  if (label == NULL)
    return;
  gtk_widget_set_halign (data->empty_button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (data->empty_label)), data->empty_button);
}

void
xl_page_set_empty (XlPage *self, const char *sentence, const char *label, const char *action)
{
  XlPageData *data = xl_page_data (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, data->body);
  const char *now = sentence != NULL ? "empty" : "content";
  gboolean other = g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (data->body)), now) != 0;

  if (sentence != NULL)
    {
      gtk_label_set_text (GTK_LABEL (data->empty_label), sentence);
      set_empty_button (data, label, action);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (data->body), now);
  if (inside && (other || sentence != NULL))      /* else the focus would leave the page with what is hidden */
    enter_body (data);
}

/* --- actions ------------------------------------------------------------------------------------------------------ */

GActionMap *
xl_page_get_actions (XlPage *self)
{
  return G_ACTION_MAP (xl_page_data (self)->actions);
}

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  XlPageAction run = (XlPageAction) g_object_get_data (G_OBJECT (action), "xl-run");

  run (data);
}

void
xl_page_add_action (XlPage *self, const char *name, XlPageAction run)
{
  g_autoptr(GSimpleAction) action = g_simple_action_new (name, NULL);

  g_object_set_data (G_OBJECT (action), "xl-run", (gpointer) run);
  g_signal_connect (action, "activate", G_CALLBACK (on_action), self);
  g_action_map_add_action (xl_page_get_actions (self), G_ACTION (action));
}

void
xl_page_enable_action (XlPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (xl_page_get_actions (self), name);

  g_return_if_fail (G_IS_SIMPLE_ACTION (action));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}
