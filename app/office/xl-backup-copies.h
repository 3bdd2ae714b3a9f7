#pragma once

#include "ui/xl-window.h"

G_BEGIN_DECLS

/* win.backup: a checked copy of the office file into the folder "backups" beside it; the status line says the result.
 */
void  xl_backup_copies_make   (XlWindow *window, GVariant *parameter);

/* win.restore: asks for a copy and puts it in the office file's place; the present file is kept aside. */
void  xl_backup_copies_restore (XlWindow *window, GVariant *parameter);

/* When the newest copy in that folder was made, seconds UTC, for the file at @path; 0: there is none.  Looks at names
 * only; every copy was checked when it was made.  Thread: any. */
gint64 xl_backup_copies_newest (const char *path);

G_END_DECLS
