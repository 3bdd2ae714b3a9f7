#pragma once

#include "ui/xl-form.h"

G_BEGIN_DECLS

/* One field of a form: its title, its widget, its error.  Made by xl-form-field.c, placed by xl-form.c. */
#define XL_TYPE_FORM_FIELD (xl_form_field_get_type ())
G_DECLARE_FINAL_TYPE (XlFormField, xl_form_field, XL, FORM_FIELD, GtkBox)

/* Signals: "changed" (), "next" (): Enter. */
GtkWidget  *xl_form_field_new        (const XlFieldSpec *spec, XlStore *store);
const char *xl_form_field_get_key    (XlFormField *self);
gboolean    xl_form_field_is_wide    (XlFormField *self);
char       *xl_form_field_get_value  (XlFormField *self);
char       *xl_form_field_get_words  (XlFormField *self);
void        xl_form_field_set_value  (XlFormField *self, const char *value, const char *words);
void        xl_form_field_set_error  (XlFormField *self, const char *words);
void        xl_form_field_set_remark (XlFormField *self, const char *words);
/* The titles of all fields of a form are of one width. */
GtkWidget  *xl_form_field_get_title  (XlFormField *self);
/* NULL when its value is in order, else why not, in words. */
char       *xl_form_field_check      (XlFormField *self);
void        xl_form_field_focus      (XlFormField *self);

/* xl-form-value.c: text as typed ↔ value as kept.  Pure. */

/* NULL with @reason (English, N_()) when @typed is no such value. */
char       *xl_form_value_read       (XlFieldType type, const char *typed, const char **reason);
char       *xl_form_value_show       (XlFieldType type, const char *value);

G_END_DECLS
