#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_DIVISION_PROVINCE = 1,
  XL_DIVISION_CITY,
  XL_DIVISION_COUNTY,
  XL_DIVISION_TOWNSHIP,
  XL_DIVISION_VILLAGE
} XlDivisionLevel;

typedef struct {
  char            code[13];     /* 12 digits */
  char            parent[13];   /* "" for a province */
  XlDivisionLevel level;
  char           *name;         /* as published: 河南村, 继红村委会 */
} XlDivision;

/**
 * XlDivisionSet:
 *
 * Administrative divisions: the built-in ones (all provinces, cities and counties; three counties down to the village)
 * and, in a set of one's own, rows that a person added.  Wherever a set is asked for, NULL is the built-in one, which
 * all threads share; a set of one's own belongs to the thread that made it.
 */
typedef struct _XlDivisionSet XlDivisionSet;

/* The built-in divisions and @rows of one's own: each "code<TAB>level<TAB>name<TAB>parent" as in data/divisions.
 * Errors: XL_ERROR_FORMAT naming the row. */
XlDivisionSet *xl_division_set_new  (const char *const *rows, GError **error);
void           xl_division_set_free (XlDivisionSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlDivisionSet, xl_division_set_free)

/* @code: 12 digits, or a shorter one of 2, 4, 6 or 9 digits.  NULL when unknown.  Thread: any. */
const XlDivision *xl_division_get (const XlDivisionSet *set, const char *code);
/* The name of @code, or NULL. */
const char *xl_division_name (const XlDivisionSet *set, const char *code);
/* 吉林省白山市靖宇县那尔轰镇那尔轰村 (市辖区 and 县 as a city level are left out); NULL when unknown.  Free with g_free(). */
char *xl_division_full_name (const XlDivisionSet *set, const char *code);
/* The 12-digit code of the level @level above (or at) @code, whether known or not: "220622103200", TOWNSHIP →
 * "220622103000". */
gboolean xl_division_up (const char *code, XlDivisionLevel level, char out[13]);
/* The level that the zeros of 12 digits tell; 0 when @code is no 12 digits. */
XlDivisionLevel xl_division_level (const char *code);
/* The divisions right under @code ("" or NULL: provinces), in order of code.  (element-type XlDivision) */
GPtrArray *xl_division_children (const XlDivisionSet *set, const char *code);

/**
 * xl_division_find:
 * @text: a name in any of its dresses (那尔轰村, 那尔轰村委会, 那尔轰村村民委员会, 那尔轰镇那尔轰村, 靖宇县…) or a code
 * @within: (nullable): only at or below this code
 * @level: only this level, or 0
 * @candidates: (out) (optional) (transfer container) (element-type XlDivision): everything that fits equally well
 *
 * Thread: any.   Returns: (nullable): the one division meant; %NULL when there is none, or when there are several (see
 * @candidates)
 */
const XlDivision *xl_division_find (const XlDivisionSet *set, const char *text, const char *within,
                                    XlDivisionLevel level, GPtrArray **candidates);

G_END_DECLS
