#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/* How the window looks on this PC, and the policies of this office. */
#define XL_TYPE_SETTINGS_PAGE (xl_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (XlSettingsPage, xl_settings_page, XL, SETTINGS_PAGE, XlPage)

G_END_DECLS
