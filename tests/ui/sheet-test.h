#pragma once

/* A sheet of thirty rows with a column of every kind, and the hands that type in it. */
#include "xl-sheet-source.h"
#include "xl-ui-test.h"

#include "ui/xl-grid-edit.h"

enum { TEXT, NUMBER, DATE, CODE, CODES, YES_NO, PERSON, LOCKED, N_COLUMNS };

typedef struct {
  GtkWindow     *window;
  XlGrid        *grid;
  XlSheetSource *source;
} SheetTest;

void sheet_set_up      (SheetTest *f, gconstpointer data);
void sheet_tear_down   (SheetTest *f, gconstpointer data);
/* As the window hands a key down and up again; between, the entry takes Enter. */
void sheet_press       (SheetTest *f, guint key, GdkModifierType modifiers);
void sheet_type        (SheetTest *f, const char *text);
void sheet_go          (SheetTest *f, gint64 row, int column);
void sheet_assert_at   (SheetTest *f, gint64 row, int column);
void sheet_assert_text (SheetTest *f, gint64 row, int column, const char *text);
