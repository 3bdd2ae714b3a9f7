#pragma once

#include <gtk/gtk.h>

#include "notices/xl-task.h"

G_BEGIN_DECLS

/**
 * XlNoticeTaskCard:
 *
 * One thing to be done by a day: what, by when, to whom, and the filing or ledger that answers it.  A proposed task has a
 * tick 〔Make a task〕; a kept one says its state and has 〔Done〕.
 *
 * Signals: "done" (gint64 id).   Thread: main.
 */
#define XL_TYPE_NOTICE_TASK_CARD (xl_notice_task_card_get_type ())
G_DECLARE_FINAL_TYPE (XlNoticeTaskCard, xl_notice_task_card, XL, NOTICE_TASK_CARD, GtkBox)

/* @task: (transfer full). */
GtkWidget *xl_notice_task_card_new       (XlTask *task, gboolean kept);
/* The field that stands for the card when its mark is picked. */
GtkWidget *xl_notice_task_card_get_field (XlNoticeTaskCard *self);
/* Whether the day is a day; else it gets the focus and a red frame. */
gboolean   xl_notice_task_card_check     (XlNoticeTaskCard *self);
/* A copy of the task as mended; NULL when it is not ticked or already kept.  (transfer full) */
XlTask    *xl_notice_task_card_get_task  (XlNoticeTaskCard *self);

/* A strip in the colour of marks (xl-notice-sheet-page.h). */
GtkWidget *xl_notice_swatch_new          (guint colour);

G_END_DECLS
