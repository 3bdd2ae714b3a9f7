#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_SETTING_TEXT,
  XL_SETTING_NUMBER,   /* a whole number, 0 or more */
  XL_SETTING_CHOICE    /* one of @choices */
} XlSettingKind;

/* A policy or preference of this office that people may change.  A new one is one line in xl-setting.c. */
typedef struct {
  const char        *key;
  XlSettingKind      kind;
  const char        *choices;    /* divided by spaces, for a choice */
  const char        *standard;   /* what holds until it is changed */
  const char        *summary;    /* one English line, marked N_() */
} XlSetting;

/* All, ended by one without a key.  Thread: any. */
extern const XlSetting xl_settings[];
/* NULL when there is no such setting. */
const XlSetting *xl_setting_find  (const char *key);
/* Errors: XL_ERROR_FORMAT, naming the setting and what it takes. */
gboolean         xl_setting_check (const XlSetting *setting, const char *value, GError **error);

G_END_DECLS
