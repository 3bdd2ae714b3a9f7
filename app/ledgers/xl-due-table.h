#pragma once

#include "ledgers/xl-template.h"
#include "ledgers/xl-visit-rate.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* Who is expected in a ledger: those on its due list (t->due), see data/ledgers/README.md.  Any connection. */

/* The template of the list, its dates proved to be fields of it.  Errors: XL_ERROR_REFUSED (the ledger does not say who is due),
 * XL_ERROR_UNKNOWN. */
XlTemplate *xl_due_table_list (XlDb *db, const XlTemplate *t, GError **error);
/* Whether @subject was on @list on @date, the day of removal included.  FALSE with or without @error. */
gboolean xl_due_table_has    (XlDb *db, const XlTemplate *t, const XlTemplate *list, gint64 subject, const char *date,
                              GError **error);
/* Every stay on the list of @office (NULL: all), by name, rows of one subject together.  GArray of XlListed. */
GArray  *xl_due_table_listed (XlDb *db, const XlTemplate *t, const char *office, GError **error);
/* Every record of @period.  GArray of XlVisited. */
GArray  *xl_due_table_done   (XlDb *db, const XlTemplate *t, const char *office, const char *period, GError **error);

/* The policy that the setting "visit-rate" chooses; the first of the rules when none is chosen or it is unknown. */
const XlVisitPolicy *xl_due_table_policy (XlDb *db, const XlVisitRules *rules, GError **error);

/**
 * XlMonthVisits:
 *
 * What the office needs to know about one month of a ledger with a due list.
 */
typedef struct {
  char         *period;      /* "2026-06" */
  char         *policy;      /* its key and its words */
  char         *policy_title;
  int           target_bp;
  XlVisitRate   rate;
  int           at_home;     /* people due who were seen at home */
  GPtrArray    *names;       /* of rate.missed, in that order; owned strings */
} XlMonthVisits;
void           xl_month_visits_free (XlMonthVisits *month);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlMonthVisits, xl_month_visits_free)

/**
 * xl_due_table_month:
 * @policy_key: (nullable): NULL takes the office's setting
 *
 * Counts one month of @t for @office (NULL: all of the file).
 * Errors: XL_ERROR_UNKNOWN (no such policy), XL_ERROR_REFUSED (the ledger has no due list).
 */
XlMonthVisits *xl_due_table_month (XlDb *db, const XlTemplate *t, const char *office, const char *period, const char *policy_key,
                                   GError **error);

G_END_DECLS
