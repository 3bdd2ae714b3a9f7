#pragma once

#include <gtk/gtk.h>

#include "people/xl-person-card-table.h"

G_BEGIN_DECLS

/* Two rows of one person side by side; where they differ one value is chosen. */
#define XL_TYPE_MERGE_FORM (xl_merge_form_get_type ())
G_DECLARE_FINAL_TYPE (XlMergeForm, xl_merge_form, XL, MERGE_FORM, GtkWidget)

XlMergeForm *xl_merge_form_new    (void);
void         xl_merge_form_show   (XlMergeForm *self, XlPersonCard *a, XlPersonCard *b);
void         xl_merge_form_clear  (XlMergeForm *self);
/* The person as chosen; what only one knows is in it anyway.  (transfer full) */
XlPerson    *xl_merge_form_result (XlMergeForm *self);

G_END_DECLS
