#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/* The residents: a grid of everybody, a card at the side.  Shows records of person and household; views: "all",
 * "households", "flagged", "absent", "kind=CODE", "group=N". */
#define XL_TYPE_PEOPLE_PAGE (xl_people_page_get_type ())
G_DECLARE_FINAL_TYPE (XlPeoplePage, xl_people_page, XL, PEOPLE_PAGE, XlPage)

G_END_DECLS
