#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* How surely a person was found. */
typedef enum {
  XL_SUBJECT_NOBODY,        /* nobody fits */
  XL_SUBJECT_SEVERAL,       /* more than one fits equally well */
  XL_SUBJECT_BY_NUMBER,     /* the valid number */
  XL_SUBJECT_BY_DIGITS,     /* the name, and every digit that a masked number shows */
  XL_SUBJECT_BY_BIRTH,      /* the name, and the date of birth in the number: the file's own number is another or none */
  XL_SUBJECT_BY_NAME        /* the name alone, which only one person has */
} XlSubjectMatch;

/**
 * xl_subject_table_find:
 * @name: as written
 * @number: (nullable): identity number as written, whole or masked with * or ×
 * @office: (nullable): 12 digits; people of this office before others
 * @today: "YYYY-MM-DD"
 * @person: (out): row id, 0 when nobody
 *
 * Who in the file is meant by a name and what a spreadsheet shows of a number.   Any connection.
 *
 * Returns: how; %XL_SUBJECT_NOBODY also with @error
 */
XlSubjectMatch xl_subject_table_find (XlDb *db, const char *name, const char *number, const char *office, const char *today,
                                      gint64 *person, GError **error);

/**
 * xl_subject_table_read:
 * @text: what somebody wrote for a person: name, identity number, both, pinyin or initials
 * @number: (nullable): identity number that stands beside it
 * @reason: (out): why nobody is meant, English marked N_()
 *
 * Returns: row id; 0 with @reason, or with @error
 */
gint64         xl_subject_table_read (XlDb *db, const char *text, const char *number, const char *office, const char *today,
                                      const char **reason, GError **error);

G_END_DECLS
