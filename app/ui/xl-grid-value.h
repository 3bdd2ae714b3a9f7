#pragma once

#include "ui/xl-grid-column.h"

G_BEGIN_DECLS

/* What was typed or pasted into a cell, as the source gets it.  Pure; any thread. */
typedef struct {
  char *text;        /* never NULL once read */
  char *key;         /* NULL: none */
} XlGridValue;

void        xl_grid_value_clear (XlGridValue *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (XlGridValue, xl_grid_value_clear)

/**
 * xl_grid_value_read:
 * @choices: (nullable): of a column of codes
 * @typed: what stands in the editor or came from the clipboard
 * @today: "YYYY-MM-DD": the year of a date without one
 * @value: (out caller-allocates): filled also when refused, with @typed
 *
 * Reads @typed as cells of @editor are typed.  Refused is only what can be no such value in any ledger; whether it is
 * right there is for the source to say.  In every kind of column a number that a spreadsheet has shortened
 * (2.20622E+17) is refused, and made whole again where no digit was lost.
 *
 * Returns: (nullable): why it is refused: constant marked N_()
 */
const char *xl_grid_value_read (XlGridEditor editor, const XlChoice *choices, const char *typed, const char *today,
                                XlGridValue *value);

/* The choice that @typed names: by code or name; -1: none. */
int         xl_grid_choices_find  (const XlChoice *choices, const char *typed);
/* The choices @typed may mean, the likeliest first: named so, beginning so, initials beginning so, containing it. ""
 * means all of them, in their order.  A GArray of int. */
GArray     *xl_grid_choices_match (const XlChoice *choices, const char *typed);

/* "甲、乙、丙" in its parts, cleaned: a column of several codes. */
char      **xl_grid_value_split   (const char *text);
/* The same with each part that is only begun as the likeliest name: "dj、其" → "独居、其他". */
char       *xl_grid_value_complete (const XlChoice *choices, const char *typed);

G_END_DECLS
