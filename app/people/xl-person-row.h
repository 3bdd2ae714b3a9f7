#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * XlPersonRow:
 *
 * A person as a list shows them, with the household they are in now.  Texts are NULL when unknown and valid during the
 * call only; codes as stored.
 */
typedef struct {
  gint64      id;
  gboolean    present;
  const char *office, *name, *sex, *birth_date, *ethnic, *id_number, *id_written, *id_verdict, *phone, *phone_written;
  const char *education, *political, *marital, *hukou, *away, *address, *note, *death_date;
  gint64      household;        /* 0 none */
  const char *household_number;
  int         group_no;         /* 0 unknown */
  const char *relation, *relation_written;
  const char *kinds;            /* codes divided by spaces */
} XlPersonRow;

/* A household as a list shows it; the same rules. */
typedef struct {
  gint64      id;
  const char *office, *number, *kind, *phone, *address, *note;
  int         group_no;         /* 0 unknown */
  gint64      head;             /* 0 nobody */
  const char *head_name, *head_id_number;
  int         size;             /* people in it now */
  int         stated_size;      /* -1 unknown */
  gint64      land_mu_x100;     /* -1 unknown */
} XlHouseholdRow;

G_END_DECLS
