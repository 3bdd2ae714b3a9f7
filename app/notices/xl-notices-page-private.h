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
GtkWidget *xl_notices_list_new    (XlNoticesPage *self);
void       xl_notices_list_load   (XlNoticesPage *self);

/* xl-notices-page.c */
char      *xl_notices_page_today  (void);
void       xl_notices_page_show   (XlNoticesPage *self, gint64 id);   /* a kept notice */

G_END_DECLS
