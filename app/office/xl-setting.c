#include "office/xl-setting.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <string.h>

const XlSetting xl_settings[] = {
  { "attachment-mb", XL_SETTING_NUMBER, NULL, "10", N_("how many MB an attached photo, scan or PDF may have") },
  { "attachment-record-mb", XL_SETTING_NUMBER, NULL, "50", N_("how many MB the files of one record may have together") },
  { "contact", XL_SETTING_TEXT, NULL, "", N_("who answers questions about this office's papers") },
  { "contact-phone", XL_SETTING_TEXT, NULL, "", N_("their telephone") },
  { "copies", XL_SETTING_TEXT, NULL, "", N_("who gets copies of this office's papers") },
  { "export-mask", XL_SETTING_CHOICE, "internal public strict", "internal",
    N_("how names and numbers are masked in exports when nothing else is said") },
  { "organ-code", XL_SETTING_TEXT, NULL, "",
    N_("the office's word in the numbers of its papers; empty: its name") },
  { "signer", XL_SETTING_TEXT, NULL, "", N_("who signs this office's papers; empty: left free for a hand") },
  { "visit-rate", XL_SETTING_CHOICE, "month-end any-day month-end-home removal-day", "month-end",
    N_("who counts as due for a visit: on the list at the month's end, on any day of it, at its end with home visits only, or on any day the day of removal included") },
  { "visit-target-percent", XL_SETTING_NUMBER, NULL, "100",
    N_("the share of visits to reach in a month") },
  { NULL }
};

const XlSetting *
xl_setting_find (const char *key)
{
  for (const XlSetting *s = xl_settings; s->key != NULL; s++)
    if (strcmp (s->key, key) == 0)
      return s;
  return NULL;
}

static gboolean
is_choice (const XlSetting *setting, const char *value)
{
  g_auto(GStrv) choices = g_strsplit (setting->choices, " ", -1);

  return g_strv_contains ((const char *const *) choices, value);
}

gboolean
xl_setting_check (const XlSetting *setting, const char *value, GError **error)
{
  if (setting->kind == XL_SETTING_CHOICE && !is_choice (setting, value))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "%s: takes one of: %s", setting->key, setting->choices);
      return FALSE;
    }
  if (setting->kind == XL_SETTING_NUMBER && !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, NULL, NULL))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "%s: takes a whole number", setting->key);
      return FALSE;
    }
  if (g_utf8_validate (value, -1, NULL))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "%s: is not UTF-8", setting->key);
  return FALSE;
}
