#pragma once

#include "exchange/xl-columns.h"
#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/*
 * Column layouts of the office 栏目方案: one record, many forms.  They are the template's XlLedgerLayout with more in it; they have a
 * department and a title, and are kept and handed on as a small JSON file:
 *   {"format": 1, "kind": "layout", "ledger": "elder-visit", "department": "民政办", "title": "高龄老人统计表", "mask": "internal",
 *    "paper": "A4-landscape", "frozen": 2, "above": ["填报单位：{office_name}"], "signers": ["填表人", "审核人", "日期"], "filter": "…",
 *    "where": ["mode=入户"], "order": "visited_on", "descending": true, "columns": [{"number": true, "heading": "序号"},
 *    {"field": "elder"}, {"person": "id_number", "mask": "public"}, {"household": "head"}, {"text": "靖宇县", "heading": "县"},
 *    {"blank": true, "heading": "签字"}]}
 */
#define XL_LAYOUT_MAX_COLUMNS 200
#define XL_LAYOUT_MAX_SIZE    (64 * 1024)

XlLedgerLayout *xl_ledger_layout_new          (const char *department, const char *title);
XlLedgerLayout *xl_ledger_layout_copy         (const XlLedgerLayout *layout);
/* "民政办·高龄老人统计表", or the title alone.  Free with g_free (). */
char           *xl_ledger_layout_name         (const XlLedgerLayout *layout);
/* Every field under its title, and beside each name of a person the identity number: what comes in again as it went out.  With
 * @villages, as the file of several needs it, also whose each row is (所属村), where no field says so. */
XlLedgerLayout *xl_ledger_layout_for_exchange (const XlTemplate *t, gboolean villages);
/* Columns that show something the ledger has no more. */
guint           xl_ledger_layout_n_missing    (const XlLedgerLayout *layout);

/**
 * xl_ledger_layout_check:
 *
 * Judges what a person put together: a title, one column at least and 200 at most, texts of bearable length.
 * Errors: %XL_ERROR_FORMAT, %XL_ERROR_TOO_LARGE, %XL_ERROR_NOT_FOUND names the columns that are missing.
 */
gboolean        xl_ledger_layout_check        (const XlLedgerLayout *layout, GError **error);

/* Columns --------------------------------------------------------------------------------------------------------- */

void            xl_layout_column_free         (XlLayoutColumn *column);
XlLayoutColumn *xl_layout_column_copy         (const XlLayoutColumn *column);
/* What a column shows, in one word: "elder", "person.age", "director.phone" (of the person a field names), "household.head",
 * "number", "text", "blank", "missing".  Free with g_free (). */
char           *xl_layout_column_source       (const XlTemplate *t, const XlLayoutColumn *column);
/* The column for such a word under its usual heading; a missing one when the ledger has no such thing.  "text:WORDS" has words. */
XlLayoutColumn *xl_layout_column_new          (const XlTemplate *t, const char *source);
/**
 * xl_ledger_layout_add_columns:
 * @words: "number,elder=姓名,person.age,text:靖宇县=县,blank=签字": sources with headings
 *
 * Errors: %XL_ERROR_NOT_FOUND names the first source that is none.
 */
gboolean        xl_ledger_layout_add_columns  (XlLedgerLayout *layout, const XlTemplate *t, const char *words, GError **error);

/* One thing that may be a column. */
typedef enum { XL_CHOICE_LEDGER, XL_CHOICE_PERSON, XL_CHOICE_HOUSEHOLD, XL_CHOICE_OTHER } XlLayoutChoiceGroup;
typedef struct {
  char *source, *title;
  XlLayoutChoiceGroup group;
} XlLayoutChoice;
/* All of them, in order.  GPtrArray of XlLayoutChoice.   Thread: any. */
GPtrArray      *xl_ledger_layout_choices      (const XlTemplate *t);

/* Somebody's empty form --------------------------------------------------------------------------------------------- */

/* What the columns of a form may be called; keys are sources. */
XlFieldSet     *xl_ledger_layout_fields       (const XlTemplate *t);
/* A layout with the columns of a form in its order and under its headings; what nobody knows becomes a blank column.
 * @form: found with the fields above. */
XlLedgerLayout *xl_ledger_layout_from_form    (const XlTemplate *t, const XlFieldSet *fields, const XlColumns *form,
                                               const char *department, const char *title);

/* The file ---------------------------------------------------------------------------------------------------------- */

char           *xl_ledger_layout_to_json      (const XlLedgerLayout *layout, const XlTemplate *t);
/* The key of the ledger that the file @data is a layout of.  Errors: as below. */
char           *xl_ledger_layout_ledger_of    (const char *file, const char *data, gsize size, GError **error);
/**
 * xl_ledger_layout_parse:
 * @lenient: a column that the ledger lacks becomes %XL_LAYOUT_MISSING instead of a refusal
 *
 * Errors: "FILE: /columns/3/field: reason": %XL_ERROR_TOO_LARGE, %XL_ERROR_FORMAT, %XL_ERROR_UNKNOWN (a member or column nobody
 *   knows), %XL_ERROR_CONFLICT (a member twice, another ledger's).   Thread: any.
 */
XlLedgerLayout *xl_ledger_layout_parse        (const char *file, const char *data, gsize size, const XlTemplate *t,
                                               gboolean lenient, GError **error);

G_END_DECLS
