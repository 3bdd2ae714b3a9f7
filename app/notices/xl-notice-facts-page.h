#pragma once

#include <gtk/gtk.h>

#include "notices/xl-notice-file-reader.h"
#include "notices/xl-notice-table.h"
#include "notices/xl-task.h"

G_BEGIN_DECLS

/**
 * XlNoticeFacts:
 *
 * What was read from a notice, in the order of the paper, each to be mended, with the colour of its mark and how sure it is;
 * then a card for each thing to be done.
 *
 * Signals: "fact-picked" (guint fact): a field got the focus; "task-done" (gint64 id): 〔Done〕 of a kept task.
 * Thread: main.
 */
#define XL_TYPE_NOTICE_FACTS (xl_notice_facts_get_type ())
G_DECLARE_FINAL_TYPE (XlNoticeFacts, xl_notice_facts, XL, NOTICE_FACTS, GtkBox)

GtkWidget *xl_notice_facts_new       (void);

/**
 * xl_notice_facts_set:
 * @file: must live until the next call; NULL empties the panel
 * @row: (nullable): the notice as kept: its words stand instead of what was read
 * @tasks: (transfer full): proposed tasks, or with @kept those of the office file
 */
void       xl_notice_facts_set       (XlNoticeFacts *self, const XlNoticeFile *file, const XlNoticeRow *row, GPtrArray *tasks,
                                      gboolean kept);

/* The facts with a place, as XlViewerFact; the index is the number of the signals.  Belongs to the panel. */
const GArray *xl_notice_facts_list   (XlNoticeFacts *self);
/* The field of fact number @fact gets the focus. */
void       xl_notice_facts_focus     (XlNoticeFacts *self, guint fact);

/* Whether every date is one; the first that is not gets the focus and a red frame. */
gboolean   xl_notice_facts_check     (XlNoticeFacts *self);
/* Writes what stands in the fields into @row. */
void       xl_notice_facts_fill_row  (XlNoticeFacts *self, XlNoticeRow *row);
/* Copies of the proposed tasks that are ticked, as mended.  GPtrArray of XlTask. */
GPtrArray *xl_notice_facts_get_tasks (XlNoticeFacts *self);

G_END_DECLS
