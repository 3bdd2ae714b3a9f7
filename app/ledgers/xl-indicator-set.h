#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/* One row of an indicator table of a plan. */
typedef struct {
  char      *key, *title;
  char      *unit;          /* (nullable): "%", "㎡", "人" */
  char      *comparator;    /* ">=", "=", "<=" */
  char      *kind;          /* (nullable): 预期性, 约束性 */
  guint      places;        /* decimals shown */
  gboolean   has_base;
  gboolean   has_target;    /* else it only tells */
  double     base, target;  /* in @unit */
  char      *expression;    /* what gives the value, or NULL when it cannot be computed */
  GPtrArray *needs;         /* XlIndicatorNeed */
  char      *rows_ledger;   /* (nullable): key of the ledger whose records are behind it */
  char      *rows;          /* (nullable): SELECT of their ids */
  XlLedgerPeriod period;    /* what :period tells of the day: its year; of a ledger's indicators that ledger's period, else its month */
} XlIndicator;

/**
 * XlIndicatorSet:
 *
 * The indicator table of one plan: data, not code (data/indicators/KEY.json, format in its README).  Expressions know :office (NULL:
 * all of the file), :period and :today.
 */
typedef struct {
  char      *key, *title, *source;
  int        base_year, target_year;   /* 0: none named */
  GPtrArray *indicators;               /* XlIndicator */
} XlIndicatorSet;

/**
 * xl_indicator_set_parse:
 * @file: the name people know the file by, for the refusal
 *
 * Errors: "FILE: /place: reason": XL_ERROR_TOO_LARGE, XL_ERROR_FORMAT, XL_ERROR_CONFLICT (a key twice).   Thread: any.
 */
XlIndicatorSet *xl_indicator_set_parse    (const char *file, const char *data, gsize size, GError **error);
/* The built-in set data/indicators/KEY.json.  Errors: XL_ERROR_NOT_FOUND. */
XlIndicatorSet *xl_indicator_set_built_in (const char *key, GError **error);
/* Keys of the built-in sets in the order shown; NULL-terminated. */
char          **xl_indicator_set_keys     (void);
/* Short names of the built-in sets, for choosing one; in the same order. */
char          **xl_indicator_set_names    (void);
/* The indicators of a ledger's own template as a set. */
XlIndicatorSet *xl_indicator_set_of       (const XlTemplate *t);
void            xl_indicator_set_free     (XlIndicatorSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlIndicatorSet, xl_indicator_set_free)

/* The indicator @key of it, or NULL. */
const XlIndicator *xl_indicator_set_find  (const XlIndicatorSet *set, const char *key);

/* Whether @value reaches the target; a billionth is no miss. */
gboolean xl_indicator_is_met (const XlIndicator *n, double value);
/* "35.39": half up to the places of @n, without the unit. */
char    *xl_indicator_words  (const XlIndicator *n, double value);
/* "≥30㎡". */
char    *xl_indicator_target_words (const XlIndicator *n);

G_END_DECLS
