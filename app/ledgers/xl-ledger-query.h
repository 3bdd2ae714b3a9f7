#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/**
 * What a list of records is narrowed to, how it is sorted and by what it is grouped.
 *
 * A *name* in it is the key of a field (also of one taken from the person), or "person.FACT" for a fact of the subject
 * (xl_template_person_facts ()) that no field shows, or "flags": what is marked for a person to look at.
 * Values are as stored: codes, ISO dates, numbers in the smallest unit, row ids of persons, in decimal.
 */

typedef enum {
  XL_LEDGER_FILTER_VALUES,     /* one of @values; "" is a blank one; of several codes in a field any one */
  XL_LEDGER_FILTER_RANGE,      /* from @low to @high, both belong to it; either may be NULL */
  XL_LEDGER_FILTER_EMPTY,
  XL_LEDGER_FILTER_FILLED,
  XL_LEDGER_FILTER_CONTAINS    /* @text: of a text anywhere in it; of a person name, pinyin, initials or last four digits */
} XlLedgerFilterKind;

/* Strings belong to it. */
typedef struct {
  XlLedgerFilterKind kind;
  char  *name;
  char **values;
  char  *low, *high;
  char  *text;
} XlLedgerFilter;

XlLedgerFilter *xl_ledger_filter_new_values   (const char *name, const char *const *values);
XlLedgerFilter *xl_ledger_filter_new_range    (const char *name, const char *low, const char *high);
XlLedgerFilter *xl_ledger_filter_new_contains (const char *name, const char *text);
/* %XL_LEDGER_FILTER_EMPTY or %XL_LEDGER_FILTER_FILLED. */
XlLedgerFilter *xl_ledger_filter_new          (XlLedgerFilterKind kind, const char *name);
XlLedgerFilter *xl_ledger_filter_copy         (const XlLedgerFilter *filter);
void            xl_ledger_filter_free         (XlLedgerFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerFilter, xl_ledger_filter_free)

/* @name belongs to it. */
typedef struct {
  char    *name;
  gboolean descending;
} XlLedgerSort;
XlLedgerSort   *xl_ledger_sort_new            (const char *name, gboolean descending);
void            xl_ledger_sort_free           (XlLedgerSort *sort);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerSort, xl_ledger_sort_free)

/* Zeros and NULLs ask for every record, newest first.  Nothing belongs to it, but to one made by xl_ledger_query_copy (). */
typedef struct {
  const char *office;      /* (nullable): only this one */
  const char *period;      /* (nullable) */
  gint64      subject;     /* 0: any */
  const char *order;       /* (nullable): a name; the subject's sorts by the person's name.  NULL: newest first */
  gboolean    descending;
  const char *filter;      /* (nullable): words; see xl_ledger_table_ids () */
  GPtrArray  *filters;     /* (nullable) (element-type XlLedgerFilter): all of them hold */
  GPtrArray  *sorts;       /* (nullable) (element-type XlLedgerSort): the first first; then @order says nothing */
  const char *group;       /* (nullable): a name; its groups stand together, in the order of xl_ledger_total_table_groups () */
  const char *active_on;   /* (nullable): "YYYY-MM-DD": only what is in force that day, where the template says so */
  const GArray *only;      /* (nullable) (element-type gint64): only these records, in any order: those of an alert, a selection */
  const char *today;       /* (nullable): "YYYY-MM-DD", for ages and what is in force; names that need it are refused without */
} XlLedgerQuery;

/* One of its own, whole. */
XlLedgerQuery  *xl_ledger_query_copy          (const XlLedgerQuery *query);
void            xl_ledger_query_free          (XlLedgerQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerQuery, xl_ledger_query_free)

/**
 * xl_ledger_query_field:
 * @fact: (out) (optional): which fact of the subject it is, or NULL
 *
 * Returns: index of the field that @name is, -1 when it is none (a fact, "flags"); -2 when nobody knows it
 */
int             xl_ledger_query_field         (const XlTemplate *t, const char *name, const char **fact);

/**
 * xl_ledger_filter_parse:
 * @written: "FIELD=VALUE", "FIELD=VALUE,VALUE", "FIELD=LOW..HIGH" (either side may be blank), "FIELD=" (blank), "FIELD=*" (filled in),
 *   "FIELD~TEXT" (contains).  FIELD is a name, or the field's title
 *
 * A filter as scripts write it; values in any spelling of xl_value_parse (), codes by their word too.
 *
 * Errors: XL_ERROR_USAGE, naming what nobody knows.   Thread: any.
 */
XlLedgerFilter *xl_ledger_filter_parse        (const XlTemplate *t, const char *written, GError **error);
/* The same again as it is written; NULL when it cannot be (values with commas in them).  Free with g_free (). */
char           *xl_ledger_filter_write        (const XlLedgerFilter *filter);
/* "FIELD" or "FIELD-" (descending). */
XlLedgerSort   *xl_ledger_sort_parse          (const XlTemplate *t, const char *written, GError **error);

G_END_DECLS
