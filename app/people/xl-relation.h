#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One of a household, as its head sees them. */
typedef struct {
  const char *relation;     /* GB/T 4761 code; NULL unknown */
  const char *sex;          /* "1", "2"; NULL unknown */
  const char *birth_date;   /* "YYYY-MM-DD"; NULL unknown */
} XlKin;

/**
 * xl_relation_recode:
 * @head: who becomes the head, as the old head saw them
 * @kin: another member, as the old head saw them
 *
 * What @kin is to the new @head: the head's daughter-in-law is the son's wife (12), the grandson his son (20).  Where
 * several answers are possible (a grandchild of the old head beside another: sibling or cousin) the general code is given.
 *
 * Thread: any.   Source: GB/T 4761-2008.
 * Returns: a code; NULL when it cannot be known and a person must say it
 */
const char *xl_relation_recode (const XlKin *head, const XlKin *kin);

G_END_DECLS
