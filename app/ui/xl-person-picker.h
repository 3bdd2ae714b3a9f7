#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

/* An entry that finds a person by characters, pinyin initials or the last four digits; Enter takes the first.
 * Signal: "picked" (gint64 id; 0 when emptied). */
#define XL_TYPE_PERSON_PICKER (xl_person_picker_get_type ())
G_DECLARE_FINAL_TYPE (XlPersonPicker, xl_person_picker, XL, PERSON_PICKER, GtkWidget)

XlPersonPicker *xl_person_picker_new    (XlStore *store);
/* The answer is the household of the person found. */
void            xl_person_picker_set_households (XlPersonPicker *self, gboolean households);
gint64          xl_person_picker_get_id (XlPersonPicker *self);
/* What stands in the entry; owned by it. */
const char     *xl_person_picker_get_words (XlPersonPicker *self);
/* @words: (nullable): what stands in the entry; NULL: the person's name is looked up. */
void            xl_person_picker_set    (XlPersonPicker *self, gint64 id, const char *words);

G_END_DECLS
