#pragma once

#include <gtk/gtk.h>

#include "people/xl-person-card-table.h"
#include "people/xl-person-edit-table.h"
#include "store/xl-store.h"

G_BEGIN_DECLS

/**
 * XlLifeForm:
 *
 * What happens to a person or household, with its day: dies, moves away, moves, comes back, divides, another head, joins.
 * Signals: "save" (), "cancel" ().
 */
#define XL_TYPE_LIFE_FORM (xl_life_form_get_type ())
G_DECLARE_FINAL_TYPE (XlLifeForm, xl_life_form, XL, LIFE_FORM, GtkBox)

GtkWidget *xl_life_form_new   (XlStore *store);
/* "die", "leave", "move", "return", "split", "head", "relation", "merge" → its kind; FALSE for another word. */
gboolean   xl_life_kind_parse (const char *word, XlLifeKind *kind);
/* Of a person. */
void       xl_life_form_begin (XlLifeForm *self, XlLifeKind kind, const XlPersonCard *card, const char *today);
/* Of a household: XL_LIFE_MERGE. */
void       xl_life_form_begin_household (XlLifeForm *self, const XlHouseholdCard *card, const char *today);
void       xl_life_form_focus (XlLifeForm *self);
/* What to do; NULL when a field is wrong, which the form then says.  (transfer full) */
XlLife    *xl_life_form_take  (XlLifeForm *self);
/* The words of the change: "Has died: 张三". */
char      *xl_life_form_label (XlLifeForm *self);

G_END_DECLS
