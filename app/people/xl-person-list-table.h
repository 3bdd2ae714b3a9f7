#pragma once

#include "people/xl-person-table.h"
#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/* The columns of the list of persons, as xl_person_list_kind fills them. */
typedef enum {
  XL_PERSON_LIST_NAME,
  XL_PERSON_LIST_SEX,
  XL_PERSON_LIST_AGE,
  XL_PERSON_LIST_NUMBER,      /* masked; marked when it is not valid */
  XL_PERSON_LIST_GROUP,
  XL_PERSON_LIST_HOUSEHOLD,
  XL_PERSON_LIST_RELATION,
  XL_PERSON_LIST_KINDS,
  XL_PERSON_LIST_PHONE,
  XL_PERSON_LIST_AWAY,
  XL_PERSON_LIST_BIRTH,
  XL_PERSON_LIST_ADDRESS,
  XL_PERSON_LIST_NOTE,
  XL_PERSON_LIST_N_COLUMNS
} XlPersonListColumn;

/* What the list of persons is asked; handed to xl_paged_rows_ask () with xl_person_question_free (). */
typedef struct {
  char         *text;        /* characters, pinyin, initials or last four digits; "" or NULL: all */
  char         *today;       /* "YYYY-MM-DD", for ages */
  char         *office;      /* (nullable) */
  char         *kind;        /* (nullable): code */
  int           group_no;    /* 0: any */
  gboolean      absent;      /* also the dead and those who moved away */
  gboolean      flagged;     /* only those whose identity number is missing or not valid */
  XlPersonOrder order;
  gboolean      descending;
} XlPersonQuestion;
XlPersonQuestion *xl_person_question_copy (const XlPersonQuestion *question);
void              xl_person_question_free (gpointer question);

/* For xl_paged_rows_new (). */
extern const XlRowKind xl_person_list_kind;

/* How many there are: present, households, with a number to look at.  Any connection. */
typedef struct {
  gint64 people, households, flagged;
} XlPeopleCounts;
gboolean xl_person_list_count (XlDb *db, XlPeopleCounts *counts, GError **error);

G_END_DECLS
