#pragma once

#include "ledgers/xl-indicator-set.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What one indicator is worth on a day. */
typedef struct {
  gboolean   known;      /* else it cannot be computed: @missing says why */
  double     value;
  gboolean   met;        /* known, and it reaches its target */
  GPtrArray *missing;    /* char *: titles of what is not there; empty with !known: nothing to divide by */
  gint64     n_rows;     /* records behind it; -1: it names none */
} XlIndicatorValue;

/* A set worked out: as many values as it has indicators, in their order. */
typedef struct {
  int               refs;
  XlIndicatorSet   *set;
  char             *on;        /* "YYYY-MM-DD" */
  char             *office;    /* 12-digit code of whose */
  XlIndicatorValue *values;
} XlIndicatorSheet;
XlIndicatorSheet *xl_indicator_sheet_ref  (XlIndicatorSheet *sheet);
void              xl_indicator_sheet_free (XlIndicatorSheet *sheet);   /* gives one reference back; any thread */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlIndicatorSheet, xl_indicator_sheet_free)

/* The set @key: a built-in one, or the indicators of the ledger of that key.  Errors: XL_ERROR_NOT_FOUND. */
XlIndicatorSet   *xl_indicator_table_set     (XlDb *db, const char *key, GError **error);

/**
 * xl_indicator_table_compute:
 * @set: (transfer full)
 * @office: 12-digit code; a township's stands for all its villages
 * @on: "YYYY-MM-DD"; its year is the period
 *
 * Works a set out from the office's records.  Errors: XL_ERROR_REFUSED, XL_ERROR_FORMAT, XL_ERROR_TOO_LARGE, naming the indicator.
 * Thread: any connection.
 */
XlIndicatorSheet *xl_indicator_table_compute (XlDb *db, XlIndicatorSet *set, const char *office, const char *on, GError **error);

/* Ids of the records behind @n.  GArray of gint64; empty when it names none. */
GArray           *xl_indicator_table_rows    (XlDb *db, const XlIndicator *n, const char *office, const char *on, GError **error);

G_END_DECLS
