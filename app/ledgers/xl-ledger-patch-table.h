#pragma once

#include "ledgers/xl-ledger-query.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlLedgerPatches:
 *
 * Cells on their way to the writer and back: typed, pasted, filled down or cleared.  All patches of one record are judged together
 * as that whole record, and what is written is one edit.  Shared by counting like XlLedgerSave: the page keeps a reference
 * (xl_ledger_patches_ref ()) and finds in it what was refused.
 */

/* One cell. */
typedef struct {
  gint64 id;         /* of the record; 0: a new one … */
  guint  row;        /* … and all patches of the same @row are of the same new one */
  int    field;      /* index into the template */
  char  *text;       /* as written; "" clears */
} XlLedgerPatch;

typedef struct {
  guint  patch;      /* index of the patch; %XL_LEDGER_WHOLE_RECORD with @record when no cell written is to blame */
  gint64 id;         /* of the record; 0: a new one … */
  guint  row;        /* … of this row */
  int    field;      /* where the words stand; -1: the record as a whole */
  char  *reason;     /* English marked N_(), or the template's own words */
} XlLedgerRefusal;
#define XL_LEDGER_WHOLE_RECORD G_MAXUINT

typedef struct {
  XlTemplate *t;
  char       *office;       /* of new records */
  char       *period;       /* (nullable): the one that is being worked on */
  char       *today;        /* "YYYY-MM-DD" */
  gboolean    good_only;    /* write the records that nothing refuses; else all or nothing */
  GArray     *patches;      /* XlLedgerPatch */
  /* The answer. */
  GPtrArray  *refusals;     /* XlLedgerRefusal */
  GHashTable *new_ids;      /* GUINT row → gint64*: keys of what was added */
  guint       n_added, n_changed, n_flagged;   /* records */
} XlLedgerPatches;

XlLedgerPatches *xl_ledger_patches_new     (const XlTemplate *t, const char *office, const char *today);
XlLedgerPatches *xl_ledger_patches_ref     (XlLedgerPatches *patches);
void             xl_ledger_patches_release (gpointer patches);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerPatches, xl_ledger_patches_release)
/* A refusal, and a list of them: for those who write cells in other ways. */
XlLedgerRefusal *xl_ledger_refusal_new     (guint patch, gint64 id, guint row, int field, const char *reason);
GPtrArray       *xl_ledger_refusals_new    (void);
/* The patches by record, in the order in which records come: a GArray of XlLedgerChange. */
typedef struct {
  gint64  id;          /* 0: a new one of @row */
  guint   row;
  GArray *patches;     /* guint: indexes */
} XlLedgerChange;
GArray          *xl_ledger_patches_by_record (const XlLedgerPatches *patches);
/* Copies @text.  New records: @id 0 and a @row of their own. */
void             xl_ledger_patches_add     (XlLedgerPatches *patches, gint64 id, guint row, int field, const char *text);

/**
 * xl_ledger_patch_run:
 * @data: an XlLedgerPatches
 *
 * An XlWriteFunc.  Persons are meant by name, number, initials or pinyin, alone or "name number"; households by their number.
 * Defaults of the template (@today, @last, a fixed value) fill the fields of new records that no patch speaks of.
 * A field that is shown only (a formula, taken from the person) refuses a patch that says something else than it shows.
 *
 * Errors: XL_ERROR_REFUSED: see @refusals; nothing was written.
 * Returns: how many records were written, or -1
 */
gint64           xl_ledger_patch_run       (XlDb *db, gpointer data, GError **error);

G_END_DECLS
