#pragma once

#include "people/xl-household-table.h"
#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/* The columns of the list of households, as xl_household_list_kind fills them. */
typedef enum {
  XL_HOUSEHOLD_LIST_NUMBER,
  XL_HOUSEHOLD_LIST_HEAD,
  XL_HOUSEHOLD_LIST_GROUP,
  XL_HOUSEHOLD_LIST_SIZE,     /* marked when its own table states another size */
  XL_HOUSEHOLD_LIST_KIND,
  XL_HOUSEHOLD_LIST_LAND,
  XL_HOUSEHOLD_LIST_PHONE,
  XL_HOUSEHOLD_LIST_ADDRESS,
  XL_HOUSEHOLD_LIST_NOTE,
  XL_HOUSEHOLD_LIST_N_COLUMNS
} XlHouseholdListColumn;

/* What the list of households is asked; handed to xl_paged_rows_ask () with xl_household_question_free (). */
typedef struct {
  char            *text;     /* part of a number, or whatever finds one of its people; "" or NULL: all */
  XlHouseholdOrder order;
} XlHouseholdQuestion;
XlHouseholdQuestion *xl_household_question_new  (const char *text, XlHouseholdOrder order);
void                 xl_household_question_free (gpointer question);

/* For xl_paged_rows_new (). */
extern const XlRowKind xl_household_list_kind;

G_END_DECLS
