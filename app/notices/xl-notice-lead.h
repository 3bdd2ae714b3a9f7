#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/**
 * xl_notice_lead_find:
 * @what: what a notice asks for
 * @title: (nullable): its title
 * @kind: (out) (transfer none): "form" or "ledger"
 * @key: (out) (transfer none): its key
 *
 * The form of paper or the ledger that answers a task, by the words in data/rules/notice-leads.tsv: one of "words" stands in
 * @what and one of "about" in @what or @title.  A proposal: a person confirms it.
 *
 * Thread: any.   Returns: %FALSE when nothing fits
 */
gboolean xl_notice_lead_find (const char *what, const char *title, const char **kind, const char **key);

/* What the form or ledger is called on buttons; NULL for one the table does not know. */
const char *xl_notice_lead_name (const char *kind, const char *key);

/**
 * xl_notice_lead_period:
 * @what: what a notice asks for
 * @due: (nullable): until when, "YYYY-MM-DD"
 * @period: of the ledger that answers it
 *
 * Which period a task asks for: the month or the year it names; 当月, 本月 the one of @due; 上月, 上季度 the one before; else what is asked for
 * in the first third of a period is the period before, later the period itself.  A proposal.
 *
 * Thread: any.   Returns: (transfer full) (nullable): "2026-06", "2026-Q2", "2026"; NULL for a ledger by the case or the day, or
 * without @due
 */
char *xl_notice_lead_period (const char *what, const char *due, XlLedgerPeriod period);

G_END_DECLS
