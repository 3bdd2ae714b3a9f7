#pragma once

#include <gtk/gtk.h>

#include "people/xl-person-card-table.h"

G_BEGIN_DECLS

/* One household at the side of the people page.  Buttons call page.change-household('merge'), page.household-history,
 * page.open-person (int64). */
#define XL_TYPE_HOUSEHOLD_CARD_VIEW (xl_household_card_view_get_type ())
G_DECLARE_FINAL_TYPE (XlHouseholdCardView, xl_household_card_view, XL, HOUSEHOLD_CARD_VIEW, GtkBox)

GtkWidget *xl_household_card_view_new  (void);
void       xl_household_card_view_show (XlHouseholdCardView *self, const XlHouseholdCard *card, const char *today);

G_END_DECLS
