#pragma once

#include "base/xl-division.h"

G_BEGIN_DECLS

struct _XlDivisionSet
{
  GPtrArray  *sorted;    /* (element-type XlDivision), owned, by code */
  GHashTable *by_core;   /* name without its dress → GPtrArray of XlDivision */
};

const XlDivisionSet *xl_division_set_or_builtin (const XlDivisionSet *set);
gsize xl_division_significant (const char *code);
/* Makes @division known by its name. */
void  xl_division_index (XlDivisionSet *set, XlDivision *division);

G_END_DECLS
