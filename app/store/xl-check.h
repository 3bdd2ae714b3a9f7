#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* What a check found.  Strings are English and hold no personal data. */
typedef struct {
  gboolean ok;
  GPtrArray *problems;   /* of char*: one sentence each */
  gint64   first_bad;    /* the first entry of the log whose hash is wrong; 0: the chain is whole */
  gint64   n_changes;
} XlCheck;
void xl_check_free (XlCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlCheck, xl_check_free)

/**
 * xl_check_run:
 *
 * Looks at every page and index, every reference, the chain of changes and the stored contents.  Only reads.
 * Errors: when the check itself could not be run.   Thread: any connection.
 */
XlCheck *xl_check_run (XlDb *db, GError **error);

G_END_DECLS
