#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum { XL_LOOK_SYSTEM, XL_LOOK_LIGHT, XL_LOOK_DARK, XL_LOOK_HIGH_CONTRAST } XlLook;

/**
 * XlPreferences:
 *
 * How the window looks on this PC (GSettings; kept in memory only when the schema is not installed), and the one place
 * that applies it: theme, letters, the style sheet.  Thread: main.
 */
#define XL_TYPE_PREFERENCES (xl_preferences_get_type ())
G_DECLARE_FINAL_TYPE (XlPreferences, xl_preferences, XL, PREFERENCES, GObject)

/* The one of this program.  Signal "changed". */
XlPreferences *xl_preferences_get        (void);
XlLook         xl_preferences_get_look   (XlPreferences *self);
void           xl_preferences_set_look   (XlPreferences *self, XlLook look);
gboolean       xl_preferences_get_large  (XlPreferences *self);
void           xl_preferences_set_large  (XlPreferences *self, gboolean large);
/* Size and room of the last time; see the schema. */
int            xl_preferences_get_int    (XlPreferences *self, const char *key, int otherwise);
void           xl_preferences_set_int    (XlPreferences *self, const char *key, int value);
gboolean       xl_preferences_get_bool   (XlPreferences *self, const char *key);
void           xl_preferences_set_bool   (XlPreferences *self, const char *key, gboolean value);
char          *xl_preferences_get_text   (XlPreferences *self, const char *key);
void           xl_preferences_set_text   (XlPreferences *self, const char *key, const char *value);

/* Puts the "large" and "dark" classes on @window and keeps them right. */
void           xl_preferences_dress      (XlPreferences *self, GtkWindow *window);
/* Loads the style sheet and the icons for the display; once. */
void           xl_preferences_apply      (XlPreferences *self);

G_END_DECLS
