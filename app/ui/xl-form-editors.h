#pragma once

#include "ui/xl-form-editor.h"
#include "ui/xl-form.h"

G_BEGIN_DECLS

/* So many characters wide a field wishes to be, whatever stands in it or below it: the columns do not move while one types. */
#define XL_FORM_CHARS 16

/* The editors of forms; each returns a widget that is an XlFormEditor. */

/* Everything typed in one line; dates have a calendar, money says its capital numerals. */
GtkWidget *xl_form_entry_new     (XlFieldType type);
/* Proposes while one types; see xl_form_set_suggest ().  @widget: of xl_form_entry_new (). */
void       xl_form_entry_set_suggest (GtkWidget *widget, XlStore *store, XlFormSuggestFunc func, gpointer data,
                                      GDestroyNotify free_data);
/* A button with a calendar that writes into @entry; dates are "YYYY-MM-DD". */
GtkWidget *xl_form_calendar_new  (GtkEntry *entry);
GtkWidget *xl_form_long_text_new (void);
/* One of @choices, found by word, code or initials. */
GtkWidget *xl_form_choice_new    (const XlChoice *choices);
/* Boxes to tick. */
GtkWidget *xl_form_checks_new    (const XlChoice *choices);
GtkWidget *xl_form_yes_no_new    (void);
GtkWidget *xl_form_picker_new    (XlStore *store, gboolean households);
GtkWidget *xl_form_files_new     (XlStore *store);
/* A value that is only looked at. */
GtkWidget *xl_form_shown_new     (void);

/* xl-form-value.c: text as typed ↔ value as kept.  Pure. */

/* NULL with @reason (English, N_()) when @typed is no such value. */
char      *xl_form_value_read    (XlFieldType type, const char *typed, const char **reason);
char      *xl_form_value_show    (XlFieldType type, const char *value);
/* What stands there said in another way: money in capital numerals; NULL. */
char      *xl_form_value_echo    (XlFieldType type, const char *value);

/* xl-choice-match.c.  Pure. */

/**
 * xl_choice_match:
 * @typed: a word, a part of one, a code, pinyin or its initials
 *
 * How well @choice fits what was typed: 0 exactly, then the better the smaller; -1 not at all.  Thread: any.
 */
int        xl_choice_match       (const XlChoice *choice, const char *typed);

G_END_DECLS
