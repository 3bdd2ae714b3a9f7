#pragma once

#include "notices/xl-notice-file-reader.h"
#include "notices/xl-notice-table.h"
#include "notices/xl-task.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* The row of a read notice, not stored yet.  @office and @received are copied; nobody has confirmed it. */
XlNoticeRow *xl_notice_keep_row   (const XlNoticeFile *file, const char *office, const char *received);

/**
 * xl_notice_keep_tasks:
 *
 * The tasks that a read notice asks for, each with the filing or ledger it leads to; not stored.  GPtrArray of XlTask.
 */
GPtrArray   *xl_notice_keep_tasks (const XlNoticeFile *file, const char *office, const char *received, const char *confirmed_by);

/**
 * xl_notice_keep:
 * @tasks: (nullable): stored with the notice
 *
 * Keeps a notice, inside an edit.  The same file twice is kept once: then its row is completed by what @row says, and tasks
 * are stored only when it had none.
 *
 * Returns: its id, or -1; @was_there (nullable) says whether it was kept before
 */
gint64       xl_notice_keep       (XlDb *db, XlNoticeRow *row, GBytes *pdf, GPtrArray *tasks, gboolean *was_there, GError **error);

G_END_DECLS
