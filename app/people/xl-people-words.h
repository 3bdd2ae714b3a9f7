#pragma once

#include "people/xl-person-row.h"

G_BEGIN_DECLS

/* A person's or household's fields in the words of paper, by the keys of data/columns.  Thread: any. */

/* Free with g_free (); NULL when unknown or when there is no such field. */
char *xl_people_person_word    (const XlPersonRow *row, const char *key);
char *xl_people_household_word (const XlHouseholdRow *row, const char *key);

/* 男, 女; NULL. */
const char *xl_people_sex_word      (const char *sex);
/* 长子, or as written; NULL. */
const char *xl_people_relation_word (const char *relation, const char *written);
/* 低保、独居; free with g_free (); NULL without any. */
char       *xl_people_kinds_words   (const char *codes);
/* Hundredths of 亩 → "19.3". */
char       *xl_people_land_words    (gint64 land_mu_x100);

/* The column of the table that @key shows: what sensitive_field speaks of. */
const char *xl_people_person_column    (const char *key, const char **table_name);
const char *xl_people_household_column (const char *key, const char **table_name);

G_END_DECLS
