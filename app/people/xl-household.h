#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One household as it is now.  Strings belong to the struct; NULL when unknown. */
typedef struct {
  gint64  id;              /* 0 until stored */
  char   *office;          /* 12-digit division code */
  char   *number;          /* 户编号 */
  int     group_no;        /* 村民小组; 0 unknown */
  gint64  grid;            /* 0 none */
  char   *kind;            /* 一般户, 低保户, … as on paper */
  gint64  head;            /* person id; 0 nobody; kept by the membership functions, ignored on update */
  int     stated_size;     /* as its table states; -1 unknown */
  gint64  land_mu_x100;    /* 0.01 亩; -1 unknown */
  char   *phone;
  char   *address;
  char   *note;
  char   *from_date;       /* NULL: as long as anybody knows */
  char   *to_date;         /* first day it no longer exists; NULL: it does */
} XlHousehold;

XlHousehold *xl_household_new  (const char *office, const char *number);
void         xl_household_free (XlHousehold *household);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlHousehold, xl_household_free)

/* One person's time in one household. */
typedef struct {
  gint64  id;              /* membership */
  gint64  person;
  gint64  household;
  char   *name;            /* of the person */
  char   *sex;
  char   *birth_date;
  char   *relation;        /* GB/T 4761 code, NULL unknown */
  char   *relation_written;
  char   *from_date, *to_date;
  char   *begin_reason, *end_reason;
  char   *moved_to;
} XlMember;
void xl_member_free (XlMember *member);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlMember, xl_member_free)

G_END_DECLS
