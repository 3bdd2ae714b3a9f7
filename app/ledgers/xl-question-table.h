#pragma once

#include "ledgers/xl-template.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlQuestion:
 *
 * What the SQL of templates (indicators, alerts, reports) is told, and the rules it runs under: it reads ledgers, person, household,
 * membership, person_kind, grid, village_group and office, and nothing else, with limits (xl-guard-table.h).  A ledger that was
 * never used is empty, and a field its table does not have yet is NULL: both without writing, so that readers may ask.
 * Strings are the caller's.
 */
typedef struct {
  const char *office;     /* :office; (nullable): all of the file */
  const char *today;      /* :today */
  const char *period;     /* (nullable): :period */
  const char *year;       /* (nullable): :year, "2026" */
  const char *from, *to;  /* (nullable): :from, :to, both belong to it */
} XlQuestion;

/* One row of an answer: @stmt stands on it.  FALSE ends (no error). */
typedef gboolean (*XlAnswerFunc) (XlStmt *stmt, gpointer data);

/**
 * xl_question_ask:
 * @sql: our own SELECT around @expression
 * @expression: of a template
 * @n_rows: how many rows of the office's own the template may look at beyond its steps: 0, or the size of the ledger that is gone through
 *
 * Any connection; @each must not use it.
 * Errors: XL_ERROR_REFUSED, XL_ERROR_FORMAT, XL_ERROR_TOO_LARGE, G_IO_ERROR_CANCELLED.
 */
gboolean xl_question_ask   (XlDb *db, const XlQuestion *question, const char *sql, const char *expression, gint64 n_rows,
                            XlAnswerFunc each, gpointer data, GError **error);

/**
 * xl_question_judge:
 * @n_columns: how many the answer must have; 0: does not matter
 *
 * Whether it could be asked at all.  Also XL_ERROR_FORMAT: other columns; a parameter that is not told (@told: names with ':', or
 * NULL: all).
 */
gboolean xl_question_judge (XlDb *db, const char *sql, const char *expression, const char *const *told, int n_columns,
                            GError **error);

/**
 * xl_question_records:
 * @t: a ledger whose table there is
 * @expression: of @t, over its fields; (nullable)
 *
 * "(SELECT id, …) AS record": the ledger's records with the fields under their keys, those taken from the person as stored
 * (sex '1', kinds 'code,code', ages on :today) where @expression names them.
 */
char    *xl_question_records (const XlTemplate *t, const char *expression);

/* SELECT of the facts of person ?1 on day ?2, one for each field of @t that is taken from the person, in order; NULL for those that
 * nothing over a record speaks of.  NULL when that is all of them. */
char    *xl_question_facts   (const XlTemplate *t);

/**
 * xl_expression_value:
 * @expression: an expression or a SELECT of one value
 * @missing: (out): there is no value (NULL, or a division by zero)
 *
 * An indicator.  Errors: as above.
 */
gboolean xl_expression_value (XlDb *db, const char *expression, const char *office, const char *period, const char *today,
                              double *value, gboolean *missing, GError **error);

G_END_DECLS
