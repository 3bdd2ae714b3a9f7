#pragma once

#include "ledgers/xl-template.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* The alerts of ledgers (t->alerts): records that need somebody's eyes.  Worked out when asked, never stored.  Any connection. */

/**
 * xl_ledger_alert_ids:
 * @key: of an alert of @t
 * @office: (nullable): all of the file
 * @today: "YYYY-MM-DD"
 *
 * The records it holds for, oldest first; none when the ledger was never used.
 * Errors: XL_ERROR_NOT_FOUND (no such alert), XL_ERROR_TOO_LARGE (too many steps); see xl_question_ask ().
 * Returns: (element-type gint64) (transfer full)
 */
GArray    *xl_ledger_alert_ids    (XlDb *db, const XlTemplate *t, const char *key, const char *office, const char *today,
                                   GError **error);

/* How many records each alert of @t holds for, in the order of t->alerts.  (element-type gint64) (transfer full) */
GArray    *xl_ledger_alert_counts (XlDb *db, const XlTemplate *t, const char *office, const char *today, GError **error);

/* One alert that holds for something. */
typedef struct {
  XlTemplate          *t;
  const XlLedgerAlert *alert;    /* of @t */
  gint64               n;
} XlLedgerAlertCount;
void       xl_ledger_alert_count_free (XlLedgerAlertCount *count);

/* Those of every ledger that count on the home page and hold for something, in the order of the catalogue; one that cannot be worked
 * out is passed over: a template from outside does not take the home page away.
 * (element-type XlLedgerAlertCount) (transfer full) */
GPtrArray *xl_ledger_alert_home   (XlDb *db, const char *office, const char *today, GError **error);

G_END_DECLS
