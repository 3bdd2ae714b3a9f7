#pragma once

#include <glib.h>

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

G_END_DECLS
