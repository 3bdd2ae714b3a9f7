#pragma once

#include "ledgers/xl-ledger-patch-table.h"

G_BEGIN_DECLS

/**
 * xl_person_patch_run:
 * @data: an XlLedgerPatches of xl_person_sheet_template ()
 *
 * An XlWriteFunc: cells of the list of persons, typed, pasted or filled down.  All patches of one person are judged together and
 * stored as the form about a person stores them (xl_person_edit_run ()); rows of their own make persons of @office.
 *
 * Refused are: a name that is none, a birth date that has not come or lies after the death, a code nobody knows, a number somebody
 * else has, one that is half hidden, a new person of a name and birth date that is in the file already; and in what is shown only
 * (age, group; of those who are in the file household and relation) another text than it shows.  A number that fails its checks is
 * kept and flagged.  The household of a new person is one of the office, by its number.
 *
 * Errors: XL_ERROR_REFUSED: see @refusals; nothing was written.
 * Returns: how many persons were written, or -1
 */
gint64 xl_person_patch_run (XlDb *db, gpointer data, GError **error);

G_END_DECLS
