#pragma once

#include "base/xl-mask.h"
#include "ledgers/xl-template.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlLedgerFacts:
 *
 * What the file knows of one person and the household they are in, for lists that show one after the other.  Belongs to one
 * connection.
 */
typedef struct _XlLedgerFacts XlLedgerFacts;

/* @today: for ages: "YYYY-MM-DD". */
XlLedgerFacts *xl_ledger_facts_new    (XlDb *db, const char *today);
void           xl_ledger_facts_free   (XlLedgerFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerFacts, xl_ledger_facts_free)

/* Before the first selection: the fact will be asked for.  @household: of a household, else of the person. */
void           xl_ledger_facts_want   (XlLedgerFacts *facts, const char *fact, gboolean household);
/* The person and their household; the same one again costs nothing.  0: nobody. */
gboolean       xl_ledger_facts_person (XlLedgerFacts *facts, gint64 person, GError **error);
gboolean       xl_ledger_facts_household (XlLedgerFacts *facts, gint64 household, GError **error);
/* What people call the office @code.  Valid as long as @facts. */
const char    *xl_ledger_facts_office (XlLedgerFacts *facts, const char *code);
/* What is selected, in words (@codes: in codes where there are any) and masked; "" when unknown.  Free with g_free (). */
char          *xl_ledger_facts_show   (const XlLedgerFacts *facts, const char *fact, gboolean household, gboolean codes,
                                       XlMaskProfile mask);

G_END_DECLS
