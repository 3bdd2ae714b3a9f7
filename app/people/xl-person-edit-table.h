#pragma once

#include "people/xl-person.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What a form about one person says; everything belongs to it. */
typedef struct {
  XlPerson *person;       /* id 0: a new one */
  char    **kinds;        /* codes, the whole set */
  gint64    household;    /* of a new person; 0: none */
  char     *relation;     /* in it; NULL unknown */
  char     *since;        /* "YYYY-MM-DD" in it since; NULL: as long as anybody knows */
  char     *today;        /* "YYYY-MM-DD": kinds begin and end on this day */
  char     *draft;       /* (nullable): slot of the draft that is forgotten with it */
} XlPersonEdit;
void   xl_person_edit_free (gpointer edit);

/* An XlWriteFunc: stores the person, their kinds and, of a new one, the household.  Returns: the person's id, or -1. */
gint64 xl_person_edit_run  (XlDb *db, gpointer edit, GError **error);

/* What happens to a person or household; everything belongs to it. */
typedef enum {
  XL_LIFE_DIE,
  XL_LIFE_LEAVE,
  XL_LIFE_MOVE,
  XL_LIFE_RETURN,
  XL_LIFE_SPLIT,
  XL_LIFE_HEAD,
  XL_LIFE_RELATION,
  XL_LIFE_MERGE
} XlLifeKind;

typedef struct {
  XlLifeKind kind;
  gint64     person;      /* of a split: the new head */
  gint64     household;   /* where to; of a merge: the one that goes on */
  gint64     from;        /* of head and merge: the household it is about */
  char      *relation;    /* NULL unknown */
  char      *day;
  char      *words;       /* where to, when somebody moves away; the number of a new household; NULL */
  GArray    *people;      /* gint64: who else goes in a split; NULL */
} XlLife;
void   xl_life_free (gpointer life);

/* An XlWriteFunc.  Returns: the id of the household or person it is about, or -1. */
gint64 xl_life_run  (XlDb *db, gpointer life, GError **error);

G_END_DECLS
