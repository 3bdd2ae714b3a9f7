#pragma once

#include <gtk/gtk.h>

#include "people/xl-person-card-table.h"
#include "people/xl-person-edit-table.h"
#include "store/xl-store.h"
#include "ui/xl-draft-bar.h"

G_BEGIN_DECLS

/**
 * XlPersonForm:
 *
 * Adds or edits one person: the number fills birth, sex and region; whoever may be the same person appears below it at
 * once.  Enter goes to the next field and at the end saves; Escape goes back and keeps what was typed, and so does the file: it is
 * offered again after a power cut.
 *
 * Signals: "save" (), "cancel" (), "asks-twins" (): the caller looks for xl_person_form_peek () and calls
 * xl_person_form_set_twins ().
 */
#define XL_TYPE_PERSON_FORM (xl_person_form_get_type ())
G_DECLARE_FINAL_TYPE (XlPersonForm, xl_person_form, XL, PERSON_FORM, GtkBox)

GtkWidget    *xl_person_form_new  (XlStore *store);
/* An empty form for a new person of @office.  What was typed before and not saved stays, when @keep. */
void          xl_person_form_begin (XlPersonForm *self, const char *office, gboolean keep);
/* The person of @card to be edited. */
void          xl_person_form_edit (XlPersonForm *self, const XlPersonCard *card);
void          xl_person_form_focus (XlPersonForm *self);
/* Whether something was typed that is not saved. */
gboolean      xl_person_form_is_changed (XlPersonForm *self);

/* The person as typed so far, for looking for twins; NULL without a name.  (transfer full) */
XlPerson     *xl_person_form_peek (XlPersonForm *self);
/* What to store; NULL when a field is wrong, which the form then says.  (transfer full) */
XlPersonEdit *xl_person_form_take (XlPersonForm *self, const char *today);
/* What was taken was not saved: it is kept as a draft again. */
void          xl_person_form_refused (XlPersonForm *self);
/* Saved: nothing is left to keep. */
void          xl_person_form_saved (XlPersonForm *self);

/* Persons who may be the same: GPtrArray of XlTwinWords; empty hides the box. */
typedef struct {
  gint64 person;
  char  *words;      /* "张三 · 1946-02-03 · 同名同生日" */
} XlTwinWords;
void          xl_twin_words_free (gpointer twin);
void          xl_person_form_set_twins (XlPersonForm *self, GPtrArray *twins);

G_END_DECLS
