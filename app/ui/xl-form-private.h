#pragma once

#include "ui/xl-form-editors.h"

G_BEGIN_DECLS

/* One field of a form: its title, its editor, what is said below it.  Made by xl-form-field.c, placed by xl-form.c. */
#define XL_TYPE_FORM_FIELD (xl_form_field_get_type ())
G_DECLARE_FINAL_TYPE (XlFormField, xl_form_field, XL, FORM_FIELD, GtkBox)

/* Signals: "changed" (), "left" (): the focus went, "next" (): Enter. */
GtkWidget  *xl_form_field_new        (const XlFieldSpec *spec, XlStore *store);
const char *xl_form_field_get_key    (XlFormField *self);
gboolean    xl_form_field_is_wide    (XlFormField *self);
/* Whether the focus can go there. */
gboolean    xl_form_field_is_asked   (XlFormField *self);
GtkWidget  *xl_form_field_get_editor (XlFormField *self);
void        xl_form_field_set_value  (XlFormField *self, const char *value, const char *words);
void        xl_form_field_set_error  (XlFormField *self, const char *words);
void        xl_form_field_set_flag   (XlFormField *self, const char *words);
void        xl_form_field_set_remark (XlFormField *self, const char *words);
/* The titles of all fields of a form are of one width. */
GtkWidget  *xl_form_field_get_title  (XlFormField *self);
/* NULL when its value is in order, else why not, in words. */
char       *xl_form_field_check      (XlFormField *self);
void        xl_form_field_focus      (XlFormField *self);

/* xl-form-layout.c: @parts: GtkWidget, fields and what stands between them, in order. */

/* Goes over the parts as they stand at @width; allocates them when @place.  Returns the height. */
int         xl_form_layout           (GPtrArray *parts, int width, gboolean place);
int         xl_form_layout_least     (GPtrArray *parts);
int         xl_form_layout_wish      (GPtrArray *parts, gboolean two_columns);

/* xl-form-keys.c: Enter and its sisters inside a form. */
void        xl_form_keys_add         (XlForm *form);

/* The field that has the focus; NULL.  The next one that is asked for, or the one before; NULL at the ends. */
XlFormField *xl_form_focused_field   (XlForm *form);
XlFormField *xl_form_neighbour       (XlForm *form, XlFormField *field, gboolean before);
void        xl_form_submit           (XlForm *form);
void        xl_form_save             (XlForm *form);

G_END_DECLS
