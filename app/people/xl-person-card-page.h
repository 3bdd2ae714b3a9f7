#pragma once

#include <gtk/gtk.h>

#include "people/xl-person-card-table.h"

G_BEGIN_DECLS

/**
 * XlPersonCardView:
 *
 * One person at the side of the people page.  Buttons call page.edit-person, page.history, page.change('die'|…),
 * page.open-person (int64), page.open-household (int64) and win.show-record.
 */
#define XL_TYPE_PERSON_CARD_VIEW (xl_person_card_view_get_type ())
G_DECLARE_FINAL_TYPE (XlPersonCardView, xl_person_card_view, XL, PERSON_CARD_VIEW, GtkBox)

GtkWidget *xl_person_card_view_new  (void);
/* @today: "YYYY-MM-DD", for ages.  @card stays the caller's. */
void       xl_person_card_view_show (XlPersonCardView *self, const XlPersonCard *card, const char *today);

G_END_DECLS
