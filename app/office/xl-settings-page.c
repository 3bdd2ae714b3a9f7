#include "office/xl-settings-page.h"

#include "office/xl-setting-table.h"
#include "ui/xl-form.h"
#include "ui/xl-preferences.h"

#include <glib/gi18n.h>

struct _XlSettingsPage
{
  XlPage     parent_instance;
  GtkWidget *scroll;
  XlForm    *form;
  gboolean   filling;
};
G_DEFINE_FINAL_TYPE (XlSettingsPage, xl_settings_page, XL_TYPE_PAGE)

#define LOOK "look"
#define LARGE "large"
#define USER "user"

/* What settings and their choices are called on the screen; what is not here goes by its own name. */
static const struct { const char *key, *words; } setting_words[] = {
  { "attachment-mb", N_("Attached file: MB at most") },
  { "attachment-record-mb", N_("Files of a record: MB at most") },
  { "export-mask", N_("Masking in exports") },
  { "contact", N_("Contact person") },
  { "contact-phone", N_("Contact telephone") },
  { "copies", N_("Copies to") },
  { "organ-code", N_("Word in document numbers") },
  { "signer", N_("Signed by (on papers)") },
  { "visit-rate", N_("Counting visits") },
  { "visit-target-percent", N_("Visits to reach, percent") },
};
static const struct { const char *code, *words; } choice_words[] = {
  { "internal", N_("Internal: nothing masked") },
  { "public", N_("Public notice: numbers masked") },
  { "strict", N_("Strict: names masked too") },
  { "month-end", N_("On the list at the month's end") },
  { "any-day", N_("On the list on any day of the month") },
  { "month-end-home", N_("At the month's end, home visits only") },
};

static const char *
words_of_setting (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (setting_words); i++)
    if (g_str_equal (setting_words[i].key, key))
      return _(setting_words[i].words);
  return key;
}

static const char *
words_of_choice (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (choice_words); i++)
    if (g_str_equal (choice_words[i].code, code))
      return _(choice_words[i].words);
  return code;
}

/* --- reading and writing the office's settings -------------------------------------------------------------------- */

static gpointer
read_settings (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (const XlSetting *s = xl_settings; s->key != NULL; s++)
    {
      char *value = xl_setting_table_get (db, s->key, error);

      if (value == NULL)
        return NULL;
      g_hash_table_insert (values, (gpointer) s->key, value);
    }
  return g_steal_pointer (&values);
}

static void
show_settings (XlPage *page, gpointer result, gpointer user_data)
{
  XlSettingsPage *self = XL_SETTINGS_PAGE (page);

  self->filling = TRUE;
  for (const XlSetting *s = xl_settings; s->key != NULL; s++)
    xl_form_set_value (self->form, s->key, g_hash_table_lookup (result, s->key));
  self->filling = FALSE;
}

typedef struct {
  char *key, *value;
} Setting;

static void
setting_free (Setting *setting)
{
  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static gint64
write_setting (XlDb *db, gpointer data, GError **error)
{
  Setting *setting = data;

  return xl_setting_table_set (db, setting->key, setting->value, error) ? 0 : -1;
}

static void
save_setting (XlSettingsPage *self, const char *key, const char *value)
{
  const XlSetting *of = xl_setting_find (key);
  g_autofree char *label = g_strdup_printf (_("Setting: %s"), words_of_setting (key));
  g_autoptr(GError) error = NULL;
  Setting *setting;

  if (of == NULL || *value == '\0' || !xl_setting_check (of, value, &error))
    {
      xl_form_set_error (self->form, key,
                         of != NULL && of->kind == XL_SETTING_NUMBER ? _("This is no whole number.") : NULL);
      return;
    }
  setting = g_new0 (Setting, 1);
  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  xl_page_write (XL_PAGE (self), XL_CHANGE_EDIT, label, write_setting, setting, (GDestroyNotify) setting_free, NULL,
                 NULL);
}

static void
load (XlPage *page)
{
  xl_page_read (page, "settings", read_settings, NULL, NULL, (GDestroyNotify) g_hash_table_unref, show_settings, NULL);
}

/* --- this PC ------------------------------------------------------------------------------------------------------ */

static void
save_preference (XlSettingsPage *self, const char *key, const char *value)
{
  XlPreferences *preferences = xl_preferences_get ();

  if (g_str_equal (key, LOOK))
    xl_preferences_set_look (preferences, (XlLook) g_ascii_strtoll (value, NULL, 10));
  else if (g_str_equal (key, LARGE))
    xl_preferences_set_large (preferences, g_str_equal (value, "1"));
  else
    {
      xl_preferences_set_text (preferences, "user-name", value);
      xl_store_set_user (xl_page_get_store (XL_PAGE (self)), *value != '\0' ? value : g_get_user_name ());
    }
}

static void
on_changed (XlForm *form, const char *key, XlSettingsPage *self)
{
  g_autofree char *value = xl_form_get_value (form, key);

  if (self->filling)
    return;
  if (g_str_equal (key, LOOK) || g_str_equal (key, LARGE) || g_str_equal (key, USER))
    save_preference (self, key, value);
  else
    save_setting (self, key, value);
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static void
add_setting (XlSettingsPage *self, const XlSetting *s)
{
  g_auto(GStrv) codes = g_strsplit (s->choices != NULL ? s->choices : "", " ", -1);
  guint n = s->kind == XL_SETTING_CHOICE ? g_strv_length (codes) : 0;
  g_autofree XlChoice *choices = g_new0 (XlChoice, n + 1);
  XlFieldSpec spec = { .key = s->key,
                       .title = words_of_setting (s->key),
                       .hint = _ (s->summary),
                       .required = n > 0,
                       .choices = choices,
                       .wide = TRUE,
                       .type = n > 0                          ? XL_FIELD_CODE
                               : s->kind == XL_SETTING_NUMBER ? XL_FIELD_INTEGER
                                                              : XL_FIELD_TEXT };

  for (guint i = 0; i < n; i++)
    choices[i] = (XlChoice) { codes[i], words_of_choice (codes[i]) };
  xl_form_add (self->form, &spec);
}

static void
add_preferences (XlSettingsPage *self)
{
  XlPreferences *preferences = xl_preferences_get ();
  g_autofree char *look = g_strdup_printf ("%d", xl_preferences_get_look (preferences));
  g_autofree char *user = xl_preferences_get_text (preferences, "user-name");
  const XlChoice looks[] = {
    { "0", _("As the desktop") }, { "1", _("Light") }, { "2", _("Dark") }, { "3", _("High contrast") }, { NULL, NULL }
  };
  const XlFieldSpec specs[] = {
    { .key = LOOK, .title = _("Colours"), .type = XL_FIELD_CODE, .required = TRUE, .choices = looks, .wide = TRUE },
    { .key = LARGE, .title = _("Large letters"), .type = XL_FIELD_YES_NO, .wide = TRUE },
    { .key = USER,
      .title = _("Your name"),
      .type = XL_FIELD_TEXT,
      .wide = TRUE,
      .hint = _("It stands beside every change you make.") },
  };

  xl_form_add_heading (self->form, _("On this PC"));
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    xl_form_add (self->form, &specs[i]);
  xl_form_set_value (self->form, LOOK, look);
  xl_form_set_value (self->form, LARGE, xl_preferences_get_large (preferences) ? "1" : "0");
  xl_form_set_value (self->form, USER,
                     user != NULL && *user != '\0' ? user : xl_store_get_user (xl_page_get_store (XL_PAGE (self))));
}

static void
open_page (XlPage *page)
{
  XlSettingsPage *self = XL_SETTINGS_PAGE (page);

  self->form = xl_form_new (xl_page_get_store (page));
  self->filling = TRUE;
  add_preferences (self);
  xl_form_add_heading (self->form, _("In this office"));
  for (const XlSetting *s = xl_settings; s->key != NULL; s++)
    add_setting (self, s);
  self->filling = FALSE;
  g_signal_connect (self->form, "changed", G_CALLBACK (on_changed), self);
  gtk_widget_set_halign (GTK_WIDGET (self->form), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->form), "settings");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->form));
  load (page);
}

static void
xl_settings_page_class_init (XlSettingsPageClass *klass)
{
  XlPageClass *page_class = XL_PAGE_CLASS (klass);

  page_class->open = open_page;
  page_class->refresh = load;
}

static void
xl_settings_page_init (XlSettingsPage *self)
{
  XlPage *page = XL_PAGE (self);

  xl_page_set_title (page, _("Settings"));
  xl_page_set_help (
      page, _("How the window looks on this PC, and how this office counts and writes. What you choose holds at "
               "once; settings of the office can be undone like any other change."));
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  xl_page_set_content (page, self->scroll);
  xl_page_add_secondary (page, _("Restore a backup…"), "win.restore");
  xl_page_add_secondary (page, _("Back up now"), "win.backup");
}
