#include "ui/xl-preferences.h"

#include <pango/pangocairo.h>

#define SCHEMA "org.xiangli.Xiangli"

struct _XlPreferences
{
  GObject         parent_instance;
  GSettings      *settings;     /* NULL: no schema, kept in memory */
  GSettingsSchema *schema;      /* an older one installed may lack keys */
  GHashTable     *memory;       /* key → GVariant */
  GtkCssProvider *sheet, *colours;
  char           *theme;        /* the desktop's own */
  gboolean        prefer_dark;  /* the desktop's own */
  gboolean        applied;
};
enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlPreferences, xl_preferences, G_TYPE_OBJECT)

static void
find_settings (XlPreferences *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  if (source != NULL)
    self->schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (self->schema != NULL)
    self->settings = g_settings_new (SCHEMA);
}

static gboolean
has_key (XlPreferences *self, const char *key)
{
  return self->schema != NULL && g_settings_schema_has_key (self->schema, key);
}

static GVariant *
get_value (XlPreferences *self, const char *key)
{
  GVariant *kept = g_hash_table_lookup (self->memory, key);

  if (kept != NULL)
    return g_variant_ref (kept);
  return has_key (self, key) ? g_settings_get_value (self->settings, key) : NULL;
}

static void
set_value (XlPreferences *self, const char *key, GVariant *value)
{
  g_variant_ref_sink (value);
  if (!has_key (self, key) || !g_settings_set_value (self->settings, key, value))
    g_hash_table_replace (self->memory, g_strdup (key), g_variant_ref (value));
  g_variant_unref (value);
}

/* --- the look ----------------------------------------------------------------------------------------------------- */

static gboolean
is_dark (XlPreferences *self)
{
  XlLook look = xl_preferences_get_look (self);

  if (look == XL_LOOK_SYSTEM)
    return self->prefer_dark || (self->theme != NULL && g_str_has_suffix (self->theme, "-dark"));
  return look == XL_LOOK_DARK;
}

static void
load_colours (XlPreferences *self)
{
  const char *of = xl_preferences_get_look (self) == XL_LOOK_HIGH_CONTRAST ? "contrast"
                   : is_dark (self)                                        ? "dark"
                                                                           : "light";
  g_autofree char *path = g_strdup_printf ("/org/xiangli/Xiangli/css/colours-%s.css", of);

  gtk_css_provider_load_from_resource (self->colours, path);
}

static void
on_changed (XlPreferences *self)
{
  GtkSettings *gtk = gtk_settings_get_default ();
  XlLook look = xl_preferences_get_look (self);
  const char *theme = look == XL_LOOK_HIGH_CONTRAST ? "Default-hc"
                      : look == XL_LOOK_SYSTEM && self->theme != NULL ? self->theme : "Default";
  g_autofree char *now = NULL;
  gboolean dark;

  if (!self->applied)
    return;
  load_colours (self);
  g_object_get (gtk, "gtk-theme-name", &now, "gtk-application-prefer-dark-theme", &dark, NULL);
  if (g_strcmp0 (now, theme) != 0)          /* each reads the whole theme again */
    g_object_set (gtk, "gtk-theme-name", theme, NULL);
  if (dark != is_dark (self))
    g_object_set (gtk, "gtk-application-prefer-dark-theme", is_dark (self), NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_classes (XlPreferences *self, GtkWidget *window)
{
  const struct { const char *name; gboolean on; } classes[] = {
    { "large", xl_preferences_get_large (self) },
    { "dark", is_dark (self) },
    { "contrast", xl_preferences_get_look (self) == XL_LOOK_HIGH_CONTRAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (classes[i].on)
      gtk_widget_add_css_class (window, classes[i].name);
    else
      gtk_widget_remove_css_class (window, classes[i].name);
}

static void
xl_preferences_finalize (GObject *object)
{
  XlPreferences *self = XL_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->schema, g_settings_schema_unref);
  g_clear_object (&self->sheet);
  g_clear_object (&self->colours);
  g_clear_pointer (&self->memory, g_hash_table_unref);
  g_free (self->theme);
  G_OBJECT_CLASS (xl_preferences_parent_class)->finalize (object);
}

static void
xl_preferences_class_init (XlPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_preferences_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", XL_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_preferences_init (XlPreferences *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  find_settings (self);
}

XlPreferences *
xl_preferences_get (void)
{
  static XlPreferences *one;

  if (one == NULL)
    one = g_object_new (XL_TYPE_PREFERENCES, NULL);
  return one;
}

/* The face that @wanted stands for in Chinese, before what it says; NULL when there is none. */
static char *
find_faces (const PangoFontDescription *wanted)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFont *font = pango_context_load_font (context, wanted);
  PangoFontDescription *found = font != NULL ? pango_font_describe (font) : NULL;
  char *faces = NULL;

  if (found != NULL)
    faces = g_strdup_printf ("%s,%s", pango_font_description_get_family (found), pango_font_description_get_family (wanted));
  g_clear_pointer (&found, pango_font_description_free);
  g_clear_object (&font);
  g_object_unref (context);
  return faces;
}

/* One face for all letters: of a general family ("Sans") a number would be drawn in the Chinese face, one with an X in a Latin one. */
static void
settle_font (GtkSettings *gtk)
{
  g_autofree char *name = NULL, *faces = NULL, *settled = NULL;
  PangoFontDescription *font;

  if (!pango_language_matches (pango_language_get_default (), "zh"))
    return;
  g_object_get (gtk, "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name);
  faces = find_faces (font);
  if (faces != NULL)
    pango_font_description_set_family (font, faces);
  settled = pango_font_description_to_string (font);
  g_object_set (gtk, "gtk-font-name", settled, NULL);
  pango_font_description_free (font);
}

void
xl_preferences_apply (XlPreferences *self)
{
  GtkSettings *gtk = gtk_settings_get_default ();
  GdkDisplay *display = gdk_display_get_default ();

  if (self->applied)
    return;
  self->applied = TRUE;
  g_object_get (gtk, "gtk-theme-name", &self->theme, "gtk-application-prefer-dark-theme", &self->prefer_dark, NULL);
  settle_font (gtk);
  self->colours = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->colours),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  self->sheet = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (self->sheet, "/org/xiangli/Xiangli/css/xiangli.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->sheet),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/org/xiangli/Xiangli/icons");
  on_changed (self);
}

void
xl_preferences_dress (XlPreferences *self, GtkWindow *window)
{
  set_classes (self, GTK_WIDGET (window));
  g_signal_connect_object (self, "changed", G_CALLBACK (set_classes), window, 0);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

XlLook
xl_preferences_get_look (XlPreferences *self)
{
  static const char *const nicks[] = { "system", "light", "dark", "high-contrast" };
  g_autofree char *nick = xl_preferences_get_text (self, "look");

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      return (XlLook) i;
  return XL_LOOK_SYSTEM;
}

void
xl_preferences_set_look (XlPreferences *self, XlLook look)
{
  static const char *const nicks[] = { "system", "light", "dark", "high-contrast" };

  xl_preferences_set_text (self, "look", nicks[look]);
  on_changed (self);
}

gboolean
xl_preferences_get_large (XlPreferences *self)
{
  return xl_preferences_get_bool (self, "large-letters");
}

void
xl_preferences_set_large (XlPreferences *self, gboolean large)
{
  xl_preferences_set_bool (self, "large-letters", large);
  on_changed (self);
}

int
xl_preferences_get_int (XlPreferences *self, const char *key, int otherwise)
{
  g_autoptr(GVariant) value = get_value (self, key);

  return value != NULL ? g_variant_get_int32 (value) : otherwise;
}

void
xl_preferences_set_int (XlPreferences *self, const char *key, int value)
{
  set_value (self, key, g_variant_new_int32 (value));
}

gboolean
xl_preferences_get_bool (XlPreferences *self, const char *key)
{
  g_autoptr(GVariant) value = get_value (self, key);

  return value != NULL && g_variant_get_boolean (value);
}

void
xl_preferences_set_bool (XlPreferences *self, const char *key, gboolean value)
{
  set_value (self, key, g_variant_new_boolean (value));
}

char *
xl_preferences_get_text (XlPreferences *self, const char *key)
{
  g_autoptr(GVariant) value = get_value (self, key);

  return value != NULL ? g_variant_dup_string (value, NULL) : NULL;
}

void
xl_preferences_set_text (XlPreferences *self, const char *key, const char *value)
{
  set_value (self, key, g_variant_new_string (value));
}
