#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * XlFormEditor:
 *
 * What a field of a form is filled in with: an entry, a text, a choice, boxes to tick, a picker, files.  One file a sort.
 *
 * Signals: "changed" (): a person changed it, not the program; "next" (): Enter, or something was chosen.
 */
#define XL_TYPE_FORM_EDITOR (xl_form_editor_get_type ())
G_DECLARE_INTERFACE (XlFormEditor, xl_form_editor, XL, FORM_EDITOR, GtkWidget)

struct _XlFormEditorInterface
{
  GTypeInterface parent;

  char       *(*get_value)  (XlFormEditor *self);
  void        (*set_value)  (XlFormEditor *self, const char *value, const char *words);
  GtkWidget  *(*get_target) (XlFormEditor *self);
  /* The rest may be NULL. */
  char       *(*get_words)  (XlFormEditor *self);
  const char *(*judge)      (XlFormEditor *self);
  void        (*leave)      (XlFormEditor *self);
  char       *(*get_echo)   (XlFormEditor *self);
};

/* As kept; what was typed when that is no value.  Never NULL. */
char       *xl_form_editor_get_value  (XlFormEditor *self);
/* @words: (nullable): what stands there for it, of persons and households. */
void        xl_form_editor_set_value  (XlFormEditor *self, const char *value, const char *words);
/* The widget that gets the focus and is called by the field's title. */
GtkWidget  *xl_form_editor_get_target (XlFormEditor *self);
char       *xl_form_editor_get_words  (XlFormEditor *self);      /* (nullable) */
/* Why what was typed is no value: English marked N_(); NULL when it is one or nothing. */
const char *xl_form_editor_judge      (XlFormEditor *self);
/* The focus goes: what was typed is spelt as it is kept. */
void        xl_form_editor_leave      (XlFormEditor *self);
/* What stands there said in another way, for the line below: 壹佰元整; NULL. */
char       *xl_form_editor_get_echo   (XlFormEditor *self);

/* For editors: */
void        xl_form_editor_changed    (XlFormEditor *self);
void        xl_form_editor_next       (XlFormEditor *self);

G_END_DECLS
