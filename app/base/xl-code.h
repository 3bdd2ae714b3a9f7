#pragma once

#include <glib.h>

#include "base/xl-text.h"

G_BEGIN_DECLS

/* The tables people meet most; any other data/codes file goes by its name without ".tsv". */
#define XL_CODE_SEX        "sex_gb2261_1"
#define XL_CODE_ETHNIC     "ethnic_gb3304"
#define XL_CODE_EDUCATION  "education_gb4658"
#define XL_CODE_POLITICAL  "political_gb4762"
#define XL_CODE_MARITAL    "marital_gb2261_2"
#define XL_CODE_RELATION   "relation_gb4761"
#define XL_CODE_HUKOU      "hukou_type"
#define XL_CODE_KIND       "person_kind"
#define XL_CODE_AWAY       "away"

/**
 * XlCodeTable:
 *
 * A table of codes from data/codes: loaded once, never freed, shared by all threads.
 */
typedef struct _XlCodeTable XlCodeTable;

/* The table @key, or NULL when there is none.  Thread: any. */
const XlCodeTable *xl_code_table (const char *key);

guint       xl_code_table_n    (const XlCodeTable *table);
/* The code in row @i, in the order of the file. */
const char *xl_code_table_code (const XlCodeTable *table, guint i);

/* The name of @code, or NULL. */
const char *xl_code_name   (const XlCodeTable *table, const char *code);
/* The value of another column of the file ("min_hours", "class_zh"), "" when empty, NULL when there is no such code or
 * column. */
const char *xl_code_column (const XlCodeTable *table, const char *code, const char *column);

/**
 * xl_code_find:
 * @text: (nullable): a code, a name or one of the table's aliases; compared folded (width, spaces, Traditional)
 *
 * Thread: any.   Returns: (nullable): the code, owned by the table
 */
const char *xl_code_find (const XlCodeTable *table, const char *text);

/**
 * xl_code_find_several:
 * @text: (nullable): names with any separator between them (、，,；;/／|+ spaces, line ends), or the usual words for
 * none
 * @unknown: (out) (optional) (transfer full): what was not found, NULL-terminated
 *
 * Thread: any.   Returns: (transfer container): the codes, each once, in order of appearance; owned by the table;
 * NULL-terminated
 */
GPtrArray *xl_code_find_several (const XlCodeTable *table, const char *text, char ***unknown);

G_END_DECLS
