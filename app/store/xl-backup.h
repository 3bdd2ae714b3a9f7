#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * xl_backup_write:
 * @db: any connection, not inside a transaction
 * @path: the copy; whatever stands there is replaced when the copy is whole
 *
 * A copy of the office file as it is at this moment: written beside @path under a temporary name, opened and checked,
 * flushed to the disk, then renamed.  When anything fails, @path is as it was.
 *
 * Errors: XL_STORE_ERROR_{FULL,READ_ONLY,CORRUPT,FAILED}, naming the file; XL_ERROR_CONFLICT, @path is the office file itself.
 * Thread: the one that owns @db.
 */
gboolean xl_backup_write   (XlDb *db, const char *path, GError **error);

/**
 * xl_backup_verify:
 *
 * Whether @path is a whole office file this program can read: header, every page and index, references, the chain of changes.
 * Only reads.   Errors: XL_STORE_ERROR_{NOT_STORE,TOO_NEW,CORRUPT,…}, naming the file and what is wrong.
 */
gboolean xl_backup_verify  (const char *path, GError **error);

/* Notes in the file that @path is its newest backup, made now; inside an edit, not recorded in the log. */
gboolean xl_backup_note    (XlDb *db, const char *path, GError **error);
/* The newest backup noted: its path, and when (seconds UTC) in @at; NULL when none was made.  Any connection. */
char    *xl_backup_last    (XlDb *db, gint64 *at, GError **error);

/**
 * xl_backup_find_newest:
 *
 * The newest whole copy of the office file @path known here: the one noted in it, beside it (NAME.backup-*, NAME.before-v*,
 * NAME.kept-*) and in the folder "backups" beside it.  Takes a look at each: not on the main loop.   Returns: (transfer full) (nullable): its path
 */
char    *xl_backup_find_newest (const char *path);

/**
 * xl_backup_restore:
 * @path: the office file, open in no program
 * @from: a copy
 *
 * Puts the copy in the file's place: @from is verified first, the present file is kept aside as PATH.kept-TIME.
 *
 * Errors: those of xl_backup_verify (); XL_STORE_ERROR_BUSY; XL_ERROR_IO; the present file is untouched then.
 * Returns: (transfer full): where the present file was kept; "" when there was none
 */
char    *xl_backup_restore (const char *path, const char *from, GError **error);

G_END_DECLS
