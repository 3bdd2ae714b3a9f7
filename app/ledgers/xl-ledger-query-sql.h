#pragma once

#include "ledgers/xl-ledger-query.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlLedgerAsked:
 *
 * A query on its way to SQL: names of columns stand quoted in the text, everything somebody wrote is a parameter.
 * Belongs to one connection; statements it has prepared are given back before it is freed.
 */
typedef struct _XlLedgerAsked XlLedgerAsked;

/* Looks up what the words of the query find.  @indexed: there is an index in the order wanted.  Errors: XL_ERROR_UNKNOWN (a name that is none of @t), XL_ERROR_USAGE (no today). */
XlLedgerAsked *xl_ledger_asked_new  (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, gboolean indexed, GError **error);
void           xl_ledger_asked_free (XlLedgerAsked *asked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerAsked, xl_ledger_asked_free)

/* SQL of what @name is, as compared and counted; with @sort, as sorted (a person by the name).  NULL with @error. */
char          *xl_ledger_asked_expression (XlLedgerAsked *asked, const char *name, gboolean sort, GError **error);
/* A parameter of the caller's own: its "?N". */
const char    *xl_ledger_asked_add_text   (XlLedgerAsked *asked, const char *text);

/* How the records are come by. */
typedef enum {
  XL_LEDGER_SEEK,     /* few of them: found, then sorted */
  XL_LEDGER_WALK      /* many: everything is looked at */
} XlLedgerWay;
XlLedgerWay    xl_ledger_asked_way        (XlLedgerAsked *asked);

/**
 * xl_ledger_asked_prepare:
 * @what: what is selected: of l (the record), p (the person, when something speaks of it)
 * @index: (nullable): the index to walk
 * @tail: "" or GROUP BY …, ORDER BY …
 */
XlStmt        *xl_ledger_asked_prepare    (XlLedgerAsked *asked, const char *what, const char *index, const char *tail,
                                           GError **error);
/* What is handed to xl_scan () of xl-scan.h: of every record, or of the first ones of each part in an order. */
typedef struct {
  const char *what;      /* as in xl_ledger_asked_prepare () */
  const char *names;     /* (nullable): what the columns of @what are called AS */
  const char *tail;      /* (nullable): with names: ORDER BY … LIMIT … */
} XlLedgerWanted;
/**
 * xl_ledger_asked_prepare_scan:
 * @db: a connection to the same file, at the same moment
 * @part: only the records with ids from parameter *@own + 1 to *@own + 2
 * @own: (out): the parameter of the XlScan
 */
XlStmt        *xl_ledger_asked_prepare_scan (XlLedgerAsked *asked, XlDb *db, const XlLedgerWanted *wanted, gboolean part, int *own,
                                             GError **error);
XlDb          *xl_ledger_asked_db           (XlLedgerAsked *asked);
const char    *xl_ledger_asked_table        (XlLedgerAsked *asked);
/* The same along the names of the people: those who are there and those who are not are two streams, merged. */
XlStmt        *xl_ledger_asked_prepare_names (XlLedgerAsked *asked, gboolean descending, GError **error);

G_END_DECLS
