#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum { XL_PICK_OPEN, XL_PICK_OPEN_MANY, XL_PICK_SAVE, XL_PICK_FOLDER } XlPickKind;

/* @patterns: "*.xlsx;*.xls;*.ods;*.csv", with @kind_name "Spreadsheets". */
typedef struct {
  XlPickKind  kind;
  const char *title;
  const char *accept;      /* a verb on the button */
  const char *kind_name;   /* (nullable) */
  const char *patterns;    /* (nullable) */
  const char *name;        /* (nullable) proposed name when saving */
} XlPickWords;

/* @paths: NULL-terminated, NULL when cancelled; owned by the picker.  Called once, on the main thread. */
typedef void (*XlPickDone) (char **paths, gpointer user_data);
void xl_file_picker_show (GtkWidget *parent, const XlPickWords *words, XlPickDone done, gpointer user_data);

G_END_DECLS
