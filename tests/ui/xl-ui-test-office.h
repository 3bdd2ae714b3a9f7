#pragma once

#include "exchange/xl-import-commands.h"
#include "ui/xl-window.h"

G_BEGIN_DECLS

/* The village that XlUiTestOffice belongs to. */
#define OFFICE "220622103200"

/* An office of a test's own: a file in a folder that goes with it, and the window on it. */
typedef struct {
  char     *folder, *path;
  XlStore  *store;
  XlWindow *window;       /* NULL until shown */
} XlUiTestOffice;

/* Makes the file; one edit called "Office" enters the village and what @fill (nullable) writes with @data. */
void       xl_ui_test_office_open   (XlUiTestOffice *self, XlWriteFunc fill, gpointer data);
/* Shows the window, and in it @room (nullable); returns the page, a widget of @type. */
GtkWidget *xl_ui_test_office_show   (XlUiTestOffice *self, const char *room, GType type);
/* Brings in the spreadsheet at @path as @kind, on the day @today. */
XlImport  *xl_ui_test_office_import (XlUiTestOffice *self, const char *kind, const char *path, const char *today);
/* Destroys the window, waits for what is still going on, removes the folder. */
void       xl_ui_test_office_close  (XlUiTestOffice *self);

G_END_DECLS
