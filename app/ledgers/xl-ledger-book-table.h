#pragma once

#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-table.h"
#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/* What the ledgers page asks and is answered.  Any connection. */

/* One ledger as the list of ledgers shows it. */
typedef struct {
  XlTemplate    *t;
  char          *period;       /* which period the counts speak of: of the day asked; NULL for events */
  gint64         n_records;    /* of all periods */
  gint64         n_period;     /* of @period */
  char          *filed;        /* (nullable) number of the filing of @period that stands */
  char          *filed_state;  /* "made", "filed", "returned", "accepted" */
  XlMonthVisits *month;        /* (nullable): who is due and who is missing, where the ledger asks that */
} XlLedgerSummary;
void             xl_ledger_summary_free (XlLedgerSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerSummary, xl_ledger_summary_free)

/* @office: (nullable): all offices of the file.  @period: (nullable): no period. */
XlLedgerSummary *xl_ledger_book_summary (XlDb *db, const XlTemplate *t, const char *office, const char *period, GError **error);
/* Every ledger, the built-in ones in their order, in the period @today lies in.  GPtrArray of XlLedgerSummary. */
GPtrArray       *xl_ledger_book_list    (XlDb *db, const char *office, const char *today, GError **error);
/* The office whose ledgers the file's owner keeps: the village's own code, NULL for a township (all of its villages). */
char            *xl_ledger_book_office  (XlDb *db);

/* The name of a person; NULL when there is none. */
char            *xl_ledger_book_name    (XlDb *db, gint64 person);

/* The question of a paged list of records; see xl_ledger_book_rows. */
typedef struct {
  XlTemplate     *t;          /* a reference */
  XlLedgerLayout *layout;     /* owned */
  char           *office, *period, *order, *filter, *today;
  gboolean        descending;
} XlLedgerQuestion;
void             xl_ledger_question_free (XlLedgerQuestion *question);

/* Columns of a paged list: at most so many of the layout's; flagged cells are marked. */
#define XL_LEDGER_MAX_COLUMNS 64
/* How XlPagedRows reads records through a layout: its question is an XlLedgerQuestion. */
extern const XlRowKind xl_ledger_book_rows;

/* Everybody who is due in @month and missing, with what helps to find them.  Hands over: name, age, kinds, group, address, phone,
 * last day seen.  "" where unknown. */
#define XL_LEDGER_MISSED_COLUMNS 7
typedef void (*XlLedgerMissedFunc) (gint64 person, const char *const *cells, gpointer data);
gboolean         xl_ledger_book_missed (XlDb *db, const XlTemplate *t, const XlMonthVisits *month, const char *today,
                                        XlLedgerMissedFunc each, gpointer data, GError **error);

G_END_DECLS
