#pragma once

#include "people/xl-person.h"

G_BEGIN_DECLS

/* Why somebody may be the same person, the surest first. */
typedef enum {
  XL_TWIN_SAME_NUMBER,        /* the same valid number: is the same person */
  XL_TWIN_SAME_WRITTEN,       /* the same number as written, though it fails its checks */
  XL_TWIN_NAME_AND_BIRTH,
  XL_TWIN_NAME_AND_PHONE,
  XL_TWIN_NAME_AND_RUIN,      /* the same name, and a number that agrees as far as it can be read */
  XL_TWIN_NUMBER_NEAR,        /* the same name, and two valid numbers that differ in one or two places */
  XL_TWIN_NAME_AND_HOUSEHOLD,
  XL_TWIN_SOUND_AND_BIRTH     /* the same pinyin, date of birth and sex */
} XlTwinReason;

/* The sentence for people, English, marked N_(). */
const char *xl_twin_reason_text (XlTwinReason reason);

/* In how many places two numbers of one length differ; G_MAXINT when they cannot be compared. */
int         xl_twin_number_distance (const char *a, const char *b);

/* Why @a and @b may be one person, or -1.  @one_household: both belong to it now.  Thread: any. */
int         xl_twin_judge (const XlPerson *a, const XlPerson *b, gboolean one_household);

/* Takes one fact of @from: "name", "number", "phone" with all that belongs to them, or a column.  FALSE: there is no such fact. */
gboolean    xl_person_take  (XlPerson *to, const XlPerson *from, const char *fact);

G_END_DECLS
