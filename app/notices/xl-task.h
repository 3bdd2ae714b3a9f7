#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { XL_TASK_OPEN, XL_TASK_DONE, XL_TASK_DISMISSED } XlTaskState;

/**
 * XlTask:
 *
 * What must be done by when: once (@due_date) or again and again (@rule, see xl-recurrence.h).  Strings belong to it.
 */
typedef struct {
  gint64      id;            /* 0 until stored */
  char       *office;
  gint64      notice;        /* 0: set by hand */
  char       *notice_title;  /* filled by lists */
  char       *what;
  char       *reports_to;
  char       *due_date;      /* "YYYY-MM-DD", the last day; NULL with @rule */
  char       *due_time;      /* "17:00"; NULL: the end of the day */
  char       *rule;          /* NULL with @due_date */
  char       *from_date;     /* no occurrence before */
  char       *raw;           /* the deadline as printed */
  char       *doubt;         /* why a person should look at the day */
  char       *leads_kind;    /* "form" or "ledger" */
  char       *leads_to;      /* its key */
  XlTaskState state;
  char       *confirmed_by;
} XlTask;

XlTask *xl_task_new  (void);
void    xl_task_free (XlTask *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlTask, xl_task_free)

/* One occurrence that waits to be done. */
typedef struct {
  XlTask *task;
  char    due_date[11];      /* "" for an event: no date is known */
  int     days_left;         /* from the day asked for; negative: overdue */
} XlTaskDue;
void    xl_task_due_free (XlTaskDue *due);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlTaskDue, xl_task_due_free)

/* "open", "done", "dismissed" and back; -1 for another word. */
const char *xl_task_state_word  (XlTaskState state);
int         xl_task_state_parse (const char *word);

G_END_DECLS
