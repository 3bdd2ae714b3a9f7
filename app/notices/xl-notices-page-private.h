#pragma once

#include "notices/xl-notice-facts-page.h"
#include "notices/xl-notice-keep-commands.h"
#include "notices/xl-notice-viewer-page.h"
#include "notices/xl-notices-page.h"

G_BEGIN_DECLS

struct _XlNoticesPage
{
  XlPage        parent_instance;
  GtkWidget    *list, *stack, *viewer, *facts, *problem, *password, *drop;
  char         *office;        /* own office; NULL while unknown */
  XlNoticeFile *file;          /* in sight; NULL */
  gint64        id;            /* of the kept notice in sight; 0: only read */
  char         *received;      /* of the kept notice */
  char         *asked_path;    /* of the file that needs a password */
  GQueue        queue;         /* char *: paths not yet read */
  GCancellable *cancellable;   /* of what is being read */
  gint64        wanted;        /* the notice to show when the list is there */
  gboolean      selecting;     /* the list is being filled: no row is chosen by a person */
};

/* xl-notices-list-page.c: the list at the left. */
GtkWidget *xl_notices_list_new  (XlNoticesPage *self);
void       xl_notices_list_load (XlNoticesPage *self);

/* xl-notices-page.c */
char      *xl_notices_page_today (void);
/* Shows @file (taken) with its facts and @tasks (taken); kept: it was confirmed before. */
void       xl_notices_page_show_file    (XlNoticesPage *self, XlNoticeFile *file, const XlNoticeRow *row, GPtrArray *tasks, gboolean kept);
void       xl_notices_page_show_nothing (XlNoticesPage *self);

/* xl-notices-read-page.c: from a path or out of the office file onto the page, in a thread of its own. */
void       xl_notices_page_read_path (XlNoticesPage *self, const char *path, const char *password);
void       xl_notices_page_read_next (XlNoticesPage *self);              /* of the paths that wait */
void       xl_notices_page_show      (XlNoticesPage *self, gint64 id);   /* a kept notice */

/* xl-notices-confirm-page.c: kept as one edit, put aside, a task done. */
void       xl_notices_page_confirm   (XlPage *page);
void       xl_notices_page_put_aside (XlPage *page);
void       xl_notices_page_mark_done (XlNoticesPage *self, gint64 id);

G_END_DECLS
