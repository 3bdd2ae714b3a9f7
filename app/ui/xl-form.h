#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"
#include "ui/xl-choice.h"

G_BEGIN_DECLS

typedef enum {
  XL_FIELD_TEXT,
  XL_FIELD_LONG_TEXT,
  XL_FIELD_INTEGER,
  XL_FIELD_DECIMAL,
  XL_FIELD_MONEY,        /* value: fen as decimal text; shown as yuan */
  XL_FIELD_DATE,         /* value: "YYYY-MM-DD"; any Chinese spelling is understood */
  XL_FIELD_MONTH,        /* value: "YYYY-MM" */
  XL_FIELD_MINUTES,      /* value: minutes as decimal text; typed 90, 1:30, 1.5小时 */
  XL_FIELD_YES_NO,       /* value: "1" or "0" */
  XL_FIELD_CODE,         /* one of @choices; value: the code */
  XL_FIELD_TIME,         /* value: "15:30" */
  XL_FIELD_CODES,        /* several of @choices; value: codes divided by spaces */
  XL_FIELD_IDENTITY,     /* 18-digit number, cleaned; as written when it fails its checks */
  XL_FIELD_PHONE,
  XL_FIELD_PERSON,       /* value: the person's key as decimal text */
  XL_FIELD_HOUSEHOLD,    /* value: the household's key */
  XL_FIELD_ATTACHMENT,   /* value: see base/xl-attachment.h */
  XL_FIELD_SHOWN         /* only looked at; value: the words */
} XlFieldType;

typedef struct {
  const char     *key;       /* name of the field in the caller's data */
  const char     *title;
  XlFieldType     type;
  gboolean        required;
  const XlChoice *choices;   /* for codes */
  const char     *unit;      /* (nullable) shown after the field */
  const char     *hint;      /* (nullable) one sentence below */
  gboolean        wide;      /* takes both columns */
} XlFieldSpec;

/**
 * XlFormSuggestFunc:
 * @typed: what stands in the field
 *
 * What a field of text proposes for @typed; runs on a reader thread.
 * Returns: (transfer full): NULL-terminated, each a value, or a value, a tab and words that explain it; NULL with @error
 */
typedef char **(*XlFormSuggestFunc) (XlDb *db, const char *typed, gpointer data, GError **error);

/**
 * XlForm:
 *
 * Two columns of fields (one when narrow).  Enter goes to the next field (out of a long text: Ctrl+Enter), Shift+Enter to the
 * one before; Enter on the last one is "submit", Ctrl+Enter anywhere "save" ("submit" where nobody listens to that); Escape is
 * "cancel" and loses nothing: the caller decides.
 * Errors stand below their field in words as soon as it is left.
 *
 * Signals: "changed" (const char *key), "left" (const char *key): the focus went; "submit" (), "save" (), "cancel" ().
 */
#define XL_TYPE_FORM (xl_form_get_type ())
G_DECLARE_FINAL_TYPE (XlForm, xl_form, XL, FORM, GtkWidget)

/* @store: for fields that pick a person or household; may be NULL without them. */
XlForm     *xl_form_new        (XlStore *store);
void        xl_form_add        (XlForm *self, const XlFieldSpec *spec);
/* Whether it asks for the width of two columns. */
void        xl_form_set_two_columns (XlForm *self, gboolean two);
/* What a field of text proposes.  @data is freed when the last question is answered. */
void        xl_form_set_suggest (XlForm *self, const char *key, XlFormSuggestFunc func, gpointer data,
                                 GDestroyNotify free_data);
/* A heading over the fields that follow. */
void        xl_form_add_heading (XlForm *self, const char *text);
/* A widget of the caller's own across both columns, where the fields stand now. */
void        xl_form_add_widget (XlForm *self, GtkWidget *widget);

/* Values are text as XlFieldType says; "" is empty. */
void        xl_form_set_value  (XlForm *self, const char *key, const char *value);
/* For persons and households also the words shown. */
void        xl_form_set_value_words (XlForm *self, const char *key, const char *value, const char *words);
char       *xl_form_get_value  (XlForm *self, const char *key);
/* Of a person or household: the words shown; NULL for other fields and when nobody is chosen. */
char       *xl_form_get_words  (XlForm *self, const char *key);
gboolean    xl_form_is_changed (XlForm *self);      /* since the last xl_form_settle () */
void        xl_form_settle     (XlForm *self);
void        xl_form_unsettle   (XlForm *self);      /* what was filled in is not saved anywhere */
void        xl_form_set_field_visible (XlForm *self, const char *key, gboolean visible);

/* @words NULL or "": no error.  */
void        xl_form_set_error  (XlForm *self, const char *key, const char *words);
/* Something to look at, in amber: the value is kept. */
void        xl_form_set_flag   (XlForm *self, const char *key, const char *words);
/* A remark in ink, not an error: "Born 1951-02-03, female" below an identity number. */
void        xl_form_set_remark (XlForm *self, const char *key, const char *words);
/* Checks every field by its type and @required; says the errors; TRUE when there is none.  Focus goes to the first bad
 * one. */
gboolean    xl_form_check      (XlForm *self);
/* The same of one field: what is wrong with it, in words; NULL when nothing is.  Nothing is shown. */
char       *xl_form_check_field (XlForm *self, const char *key);
/* The field with the focus; NULL. */
const char *xl_form_get_focused (XlForm *self);
void        xl_form_focus      (XlForm *self, const char *key);    /* NULL: the first field */

G_END_DECLS
