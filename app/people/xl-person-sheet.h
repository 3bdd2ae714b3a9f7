#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/* The columns of the list of persons, as xl_person_list_kind fills them; up to %XL_PERSON_LIST_N_FIELDS those of
 * xl_person_sheet_template (), by index. */
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
  XL_PERSON_LIST_ETHNIC,
  XL_PERSON_LIST_EDUCATION,
  XL_PERSON_LIST_POLITICAL,
  XL_PERSON_LIST_MARITAL,
  XL_PERSON_LIST_HUKOU,
  XL_PERSON_LIST_N_FIELDS,
  XL_PERSON_LIST_WHOLE_NUMBER = XL_PERSON_LIST_N_FIELDS,   /* what the editor of the number begins with */
  XL_PERSON_LIST_N_COLUMNS
} XlPersonListColumn;

/* What a column is called in filters, in what is remembered of a list, and as a word of paper (xl_people_person_word ()). */
const char *xl_person_sheet_key      (XlPersonListColumn column);
const char *xl_person_sheet_word_key (XlPersonListColumn column);

/* The same columns as fields of a ledger's kind, so that cells and filters are read and shown as those of ledgers are.  @titles: one
 * a field.   Thread: any. */
XlTemplate *xl_person_sheet_template (const char *const *titles);

G_END_DECLS
