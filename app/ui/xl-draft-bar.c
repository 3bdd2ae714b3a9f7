#include "ui/xl-draft-bar.h"

#include "store/xl-draft-table.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define PAUSE_MS 500

/* Members of a draft that are no field's. */
#define TITLE "@title"
#define WORDS "@words"

struct _XlDraftBar
{
  GtkBox        parent_instance;
  XlStore      *store;
  XlForm       *form;            /* not owned; watched while it is */
  gulong        handlers[2];
  char         *name, *slot, *title_key;
  char        **keys;
  GPtrArray    *offered;         /* XlDraft, newest first; NULL until the answer came */
  GCancellable *asked;
  guint         timer;
  gboolean      restoring;
  GtkWidget    *words;
};
enum { RESTORED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlDraftBar, xl_draft_bar, GTK_TYPE_BOX)

/* --- keeping -------------------------------------------------------------------------------------------------------- */

static void
add_member (JsonBuilder *b, const char *name, const char *value)
{
  json_builder_set_member_name (b, name);
  json_builder_add_string_value (b, value);
}

/* What stands in the form as JSON: values as typed, the words of persons and households, what it is called. */
static char *
gather (XlDraftBar *self)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(JsonBuilder) w = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *title = self->title_key != NULL ? xl_form_get_words (self->form, self->title_key) : NULL;

  if (title == NULL && self->title_key != NULL)
    title = xl_form_get_value (self->form, self->title_key);
  json_builder_begin_object (b);
  json_builder_begin_object (w);
  for (guint i = 0; self->keys[i] != NULL; i++)
    {
      g_autofree char *value = xl_form_get_value (self->form, self->keys[i]);
      g_autofree char *words = xl_form_get_words (self->form, self->keys[i]);

      add_member (b, self->keys[i], value);
      if (words != NULL)
        add_member (w, self->keys[i], words);
    }
  json_builder_end_object (w);
  json_builder_set_member_name (b, WORDS);
  json_builder_add_value (b, json_builder_get_root (w));
  add_member (b, TITLE, title != NULL ? title : "");
  json_builder_end_object (b);
  root = json_builder_get_root (b);
  return json_to_string (root, FALSE);
}

static void
write_slot (XlDraftBar *self, const char *slot, char *text)
{
  XlDraft *draft = g_new0 (XlDraft, 1);

  draft->slot = g_strdup (slot);
  draft->text = text;
  if (self->store != NULL && !xl_store_is_read_only (self->store))
    xl_store_write_async (self->store, XL_CHANGE_EDIT, "draft", xl_draft_write, draft, xl_draft_free, NULL, NULL, NULL);
  else
    xl_draft_free (draft);
}

/* The first slot whose draft is not waiting for an answer; when all are, that of the oldest. */
static char *
choose_slot (XlDraftBar *self)
{
  for (guint n = 0; n < XL_DRAFT_SLOTS; n++)
    {
      g_autofree char *slot = xl_draft_slot (self->name, n);
      gboolean taken = FALSE;

      for (guint i = 0; self->offered != NULL && i < self->offered->len; i++)
        taken |= strcmp (((XlDraft *) g_ptr_array_index (self->offered, i))->slot, slot) == 0;
      if (!taken)
        return g_steal_pointer (&slot);
    }
  return g_strdup (((XlDraft *) g_ptr_array_index (self->offered, self->offered->len - 1))->slot);
}

static void
keep_now (XlDraftBar *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->form == NULL)
    return;
  if (self->slot == NULL)
    self->slot = choose_slot (self);
  write_slot (self, self->slot, gather (self));
}

static gboolean
on_time (gpointer data)
{
  XlDraftBar *self = data;

  /* Which slots are free is not known before the file has answered. */
  if (self->offered == NULL && self->store != NULL)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  keep_now (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (XlForm *form, const char *key, XlDraftBar *self)
{
  if (self->restoring || !g_strv_contains ((const char *const *) self->keys, key))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PAUSE_MS, on_time, self);
}

/* The focus leaves a field: what is pending is kept at once. */
static void
on_left (XlForm *form, const char *key, XlDraftBar *self)
{
  if (self->timer != 0 && self->offered != NULL)
    keep_now (self);
}

/* --- offering ------------------------------------------------------------------------------------------------------- */

/* "today 16:20", "yesterday 16:20", "2026-06-03 16:20" */
static char *
say_when (gint64 at)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (at), now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) before = g_date_time_add_days (now, -1);
  g_autofree char *day = g_date_time_format (then, "%Y-%m-%d"), *clock = g_date_time_format (then, "%H:%M");
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d"), *yesterday = g_date_time_format (before, "%Y-%m-%d");

  if (strcmp (day, today) == 0)
    return g_strdup_printf (_("today %s"), clock);
  if (strcmp (day, yesterday) == 0)
    return g_strdup_printf (_("yesterday %s"), clock);
  return g_strdup_printf ("%s %s", day, clock);
}

static JsonObject *
read_draft (const XlDraft *draft, JsonNode **root)
{
  *root = json_from_string (draft->text, NULL);
  return *root != NULL && JSON_NODE_HOLDS_OBJECT (*root) ? json_node_get_object (*root) : NULL;
}

static void
show_offer (XlDraftBar *self)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object = NULL;
  g_autofree char *when = NULL, *words = NULL;
  const char *title;

  gtk_widget_set_visible (GTK_WIDGET (self), xl_draft_bar_is_offering (self));
  if (!xl_draft_bar_is_offering (self))
    return;
  object = read_draft (g_ptr_array_index (self->offered, 0), &root);
  title = object != NULL ? json_object_get_string_member_with_default (object, TITLE, "") : "";
  when = say_when (((XlDraft *) g_ptr_array_index (self->offered, 0))->at);
  words = *title != '\0' ? g_strdup_printf (_("Typed and not saved: %s (%s)"), title, when)
                         : g_strdup_printf (_("Typed and not saved (%s)"), when);
  gtk_label_set_text (GTK_LABEL (self->words), words);
}

static void
on_drafts (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlDraftBar) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) drafts = xl_store_read_finish (XL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->form == NULL)
    return;
  self->offered = drafts != NULL ? g_steal_pointer (&drafts) : g_ptr_array_new ();
  show_offer (self);
}

static void
fill_form (XlDraftBar *self, JsonObject *object)
{
  JsonObject *words = json_object_has_member (object, WORDS) && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, WORDS))
                        ? json_object_get_object_member (object, WORDS) : NULL;

  for (guint i = 0; self->keys[i] != NULL; i++)
    {
      const char *key = self->keys[i];
      const char *value = json_object_get_string_member_with_default (object, key, NULL);

      if (value != NULL)
        xl_form_set_value_words (self->form, key, value,
                                 words != NULL ? json_object_get_string_member_with_default (words, key, NULL) : NULL);
    }
}

void
xl_draft_bar_continue (XlDraftBar *self)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;
  XlDraft *draft;

  if (!xl_draft_bar_is_offering (self))
    return;
  draft = g_ptr_array_index (self->offered, 0);
  object = read_draft (draft, &root);
  g_free (self->slot);
  self->slot = g_strdup (draft->slot);
  self->restoring = TRUE;
  if (object != NULL)
    fill_form (self, object);
  self->restoring = FALSE;
  g_ptr_array_remove_index (self->offered, 0);
  show_offer (self);
  xl_form_unsettle (self->form);
  xl_form_focus (self->form, NULL);
  g_signal_emit (self, signals[RESTORED], 0);
}

void
xl_draft_bar_discard (XlDraftBar *self)
{
  if (!xl_draft_bar_is_offering (self))
    return;
  write_slot (self, ((XlDraft *) g_ptr_array_index (self->offered, 0))->slot, NULL);
  g_ptr_array_remove_index (self->offered, 0);
  show_offer (self);
}

gboolean
xl_draft_bar_is_offering (XlDraftBar *self)
{
  return self->form != NULL && self->offered != NULL && self->offered->len > 0;
}

/* --- beginning and ending -------------------------------------------------------------------------------------------- */

void
xl_draft_bar_end (XlDraftBar *self, gboolean keep)
{
  if (keep && self->timer != 0)
    keep_now (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  for (guint i = 0; i < G_N_ELEMENTS (self->handlers); i++)
    if (self->form != NULL)
      g_clear_signal_handler (&self->handlers[i], self->form);
  g_clear_weak_pointer (&self->form);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_clear_pointer (&self->slot, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->title_key, g_free);
  g_clear_pointer (&self->keys, g_strfreev);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
xl_draft_bar_begin (XlDraftBar *self, XlStore *store, XlForm *form, const char *name, const char *const *keys,
                    const char *title_key)
{
  xl_draft_bar_end (self, FALSE);
  g_set_object (&self->store, store);
  g_set_weak_pointer (&self->form, form);
  self->name = g_strdup (name);
  self->title_key = g_strdup (title_key);
  self->keys = g_strdupv ((char **) keys);
  self->handlers[0] = g_signal_connect (form, "changed", G_CALLBACK (on_changed), self);
  self->handlers[1] = g_signal_connect (form, "left", G_CALLBACK (on_left), self);
  self->asked = g_cancellable_new ();
  if (store != NULL)
    xl_store_read_async (store, xl_draft_read, g_strdup (name), g_free, (GDestroyNotify) g_ptr_array_unref, self->asked,
                         on_drafts, g_object_ref (self));
}

const char *
xl_draft_bar_hold (XlDraftBar *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  return self->slot;
}

void
xl_draft_bar_resume (XlDraftBar *self)
{
  if (self->form == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PAUSE_MS, on_time, self);
}

void
xl_draft_bar_forget (XlDraftBar *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->slot != NULL)
    write_slot (self, self->slot, NULL);
}

/* --- building -------------------------------------------------------------------------------------------------------- */

static void
xl_draft_bar_dispose (GObject *object)
{
  XlDraftBar *self = XL_DRAFT_BAR (object);

  xl_draft_bar_end (self, FALSE);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_draft_bar_parent_class)->dispose (object);
}

static void
xl_draft_bar_class_init (XlDraftBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_draft_bar_dispose;
  signals[RESTORED] = g_signal_new ("restored", XL_TYPE_DRAFT_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_draft_bar_init (XlDraftBar *self)
{
  GtkWidget *go_on = gtk_button_new_with_label (_("Continue")), *discard = gtk_button_new_with_label (_("Discard"));

  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "bar");
  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_widget_set_hexpand (self->words, TRUE);
  g_signal_connect_swapped (go_on, "clicked", G_CALLBACK (xl_draft_bar_continue), self);
  g_signal_connect_swapped (discard, "clicked", G_CALLBACK (xl_draft_bar_discard), self);
  gtk_box_append (GTK_BOX (self), self->words);
  gtk_box_append (GTK_BOX (self), go_on);
  gtk_box_append (GTK_BOX (self), discard);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
xl_draft_bar_new (void)
{
  return g_object_new (XL_TYPE_DRAFT_BAR, NULL);
}
