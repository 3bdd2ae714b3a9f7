#pragma once

#include "people/xl-household.h"
#include "people/xl-person.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* One thing the office knows of a person: a visit, a notice, a subsidy.  Strings belong to it. */
typedef struct {
  char  *date;       /* (nullable) "YYYY-MM-DD" */
  char  *text;       /* "探访：上门，良好" */
  char  *kind;       /* (nullable) table of the record: leads there by xl_window_show_record () */
  gint64 id;
} XlPersonLine;
XlPersonLine *xl_person_line_new  (const char *date, const char *text, const char *kind, gint64 id);
void          xl_person_line_free (gpointer line);

/**
 * XlPersonLineFunc:
 * @lines: add XlPersonLine here, newest first, at most 50
 *
 * What a room knows of a person.  Runs on a reader thread.  Every function is a line of the list in xl-person-lines.c.
 */
typedef gboolean (*XlPersonLineFunc) (XlDb *db, gint64 person, GPtrArray *lines, GError **error);

/* A person with everything the card shows. */
typedef struct {
  XlPerson    *person;
  XlMember    *member;       /* (nullable): the household they are in now */
  XlHousehold *household;    /* (nullable) */
  GPtrArray   *members;      /* XlMember of that household, head first; empty without one */
  GPtrArray   *kinds;        /* XlPersonKind, now */
  GPtrArray   *memberships;  /* XlMember, all there ever were, newest first */
  GPtrArray   *lines;        /* XlPersonLine, newest first */
} XlPersonCard;
XlPersonCard *xl_person_card_ref  (XlPersonCard *card);
void          xl_person_card_free (gpointer card);     /* gives one reference back; any thread */

/* @providers: (nullable) ended by NULL.  Any connection.  NULL with @error: XL_ERROR_NOT_FOUND. */
XlPersonCard *xl_person_card_table_read (XlDb *db, gint64 person, const XlPersonLineFunc *providers, GError **error);

/* A household with its people. */
typedef struct {
  XlHousehold *household;
  GPtrArray   *members;      /* XlMember, now, head first */
  GPtrArray   *past;         /* XlMember who are no longer in it, latest first */
} XlHouseholdCard;
XlHouseholdCard *xl_household_card_ref  (XlHouseholdCard *card);
void             xl_household_card_free (gpointer card);
XlHouseholdCard *xl_household_card_table_read (XlDb *db, gint64 household, GError **error);

G_END_DECLS
