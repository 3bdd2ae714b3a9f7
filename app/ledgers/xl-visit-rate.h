#pragma once

#include "base/xl-error.h"

G_BEGIN_DECLS

/* One way of counting who is due in a month and who has been seen. */
typedef struct {
  char    *key;                  /* "month-end" */
  char    *title;                /* its words, for papers and screens */
  gboolean any_day;              /* due: on the list on any day of the month; else at its end */
  gboolean removal_day_counts;   /* on the day of removal or death one is still on the list */
  char   **modes;                /* codes of the visits that count; empty: every one */
} XlVisitPolicy;

typedef struct {
  char      *key, *title;
  int        target_bp;          /* basis points: 10000 is 100 % */
  GPtrArray *policies;           /* XlVisitPolicy; the first is the usual one */
} XlVisitRules;

/* The built-in rule set data/rules/KEY.json.  Errors: XL_ERROR_NOT_FOUND, and as of xl_template_parse ().  Thread: any. */
XlVisitRules        *xl_visit_rules_load (const char *key, GError **error);
void                 xl_visit_rules_free (XlVisitRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlVisitRules, xl_visit_rules_free)
/* The policy @key; the first when @key is NULL; NULL when there is no such one. */
const XlVisitPolicy *xl_visit_rules_find (const XlVisitRules *rules, const char *key);

/* One stay on the list.  A person may have several; all rows of one person stand together. */
typedef struct {
  gint64 subject;
  char   from[11], to[11], death[11];   /* "YYYY-MM-DD" or "" */
} XlListed;

/* One visit. */
typedef struct {
  gint64 subject;
  char   on[11];
  char   mode[8];
} XlVisited;

typedef struct {
  int      due, visited, visits;   /* people due; of them seen; visits that count, of anybody */
  int     rate_bp;                /* basis points, half up; 10000 when nobody is due */
  gboolean met;                   /* rate_bp ≥ target */
  GArray *missed;                 /* gint64: who is due and was not seen, in the order given */
} XlVisitRate;
void xl_visit_rate_clear (XlVisitRate *rate);

/**
 * xl_visit_rate_count:
 * @period: "2026-06", "2026-Q2", "2026", "2026-06-03"
 * @listed: XlListed, rows of one subject together
 * @visited: XlVisited, of any time and in any order
 *
 * Who is due in @period and who of them was visited, counted by @policy.
 *
 * Units: basis points.   Thread: any.
 * Source: the policies name only the goal (月探访率 100 %), so the way of counting is data: data/rules/visit-rate.json.
 */
void xl_visit_rate_count (const XlVisitPolicy *policy, int target_bp, const char *period, const GArray *listed,
                          const GArray *visited, XlVisitRate *rate);

/* "82.2%": one decimal, half up. */
char *xl_visit_rate_words (const XlVisitRate *rate);

G_END_DECLS
