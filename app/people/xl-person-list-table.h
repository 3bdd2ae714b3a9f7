#pragma once

#include "ledgers/xl-ledger-query.h"
#include "people/xl-person-row.h"
#include "people/xl-person-sheet.h"
#include "people/xl-person-table.h"
#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/* What the list of persons is asked; handed to xl_paged_rows_ask () with xl_person_question_free (). */
typedef struct {
  char         *text;        /* characters, pinyin, initials or last four digits; "" or NULL: all */
  char         *today;       /* "YYYY-MM-DD", for ages */
  char         *office;      /* (nullable) */
  char         *kind;        /* (nullable): code */
  int           group_no;    /* 0: any */
  gboolean      absent;      /* also the dead and those who moved away */
  gboolean      flagged;     /* only those whose identity number is missing or not valid */
  GPtrArray    *filters;     /* (nullable) XlLedgerFilter of columns by their keys: all of them hold */
  XlPersonOrder order;
  char         *sort;        /* (nullable): the key of a column that has no order of its own; then @order says nothing */
  gboolean      descending;
} XlPersonQuestion;
XlPersonQuestion *xl_person_question_copy (const XlPersonQuestion *question);
void              xl_person_question_free (gpointer question);

/* For xl_paged_rows_new (). */
extern const XlRowKind xl_person_list_kind;

/* The ids in order, whole; and what stands in a column: NULL when nothing does, free with g_free (). */
GArray *xl_person_list_ids  (XlDb *db, const XlPersonQuestion *question, GError **error);
char   *xl_person_list_word (const XlPersonRow *row, XlPersonListColumn column, const char *today);

/* How many there are: present, households, with a number to look at.  Any connection. */
typedef struct {
  gint64 people, households, flagged;
} XlPeopleCounts;
gboolean xl_person_list_count (XlDb *db, XlPeopleCounts *counts, GError **error);

G_END_DECLS
