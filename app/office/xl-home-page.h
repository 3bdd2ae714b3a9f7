#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/* What must I do today: deadlines, this month's duties, how the village stands.  See office/xl-home.h. */
#define XL_TYPE_HOME_PAGE (xl_home_page_get_type ())
G_DECLARE_FINAL_TYPE (XlHomePage, xl_home_page, XL, HOME_PAGE, XlPage)

G_END_DECLS
