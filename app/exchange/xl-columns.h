#pragma once

#include <glib.h>

#include "exchange/xl-cell.h"

G_BEGIN_DECLS

/* What the cells of a field look like; lets a column be recognised whose title nobody knows. */
typedef enum {
  XL_CONTENT_ANY,
  XL_CONTENT_NAME,
  XL_CONTENT_IDENTITY,
  XL_CONTENT_DATE,
  XL_CONTENT_PHONE,
  XL_CONTENT_SEX,
  XL_CONTENT_NUMBER
} XlContent;

typedef struct {
  char      *key;        /* "id_number" */
  char      *title;      /* "身份证号" */
  char     **names;      /* other people's titles for it, @title among them */
  XlContent  content;
  gboolean   required;   /* without this column the sheet is not of this kind */
  gboolean   fill_down;  /* an empty cell repeats the one above (merged blocks) */
} XlField;

/* The fields of a kind of sheet. */
typedef struct {
  char      *kind;       /* "residents" */
  char      *title;      /* 居民花名册 */
  GPtrArray *fields;     /* XlField */
  gboolean   forgiving;  /* of two columns that look the same the first is it, the second is unknown */
} XlFieldSet;

/* The built-in set data/columns/KIND.json, or NULL with XL_ERROR_UNKNOWN. */
XlFieldSet *xl_field_set_load (const char *kind, GError **error);
XlFieldSet *xl_field_set_new  (const char *kind, const char *title);
/* @names: (nullable): other titles.  Adds and returns the field, owned by @set. */
XlField    *xl_field_set_add  (XlFieldSet *set, const char *key, const char *title, const char *const *names,
                               XlContent content, gboolean required);
/* The index of the field @key, or -1. */
int         xl_field_set_find (const XlFieldSet *set, const char *key);
void        xl_field_set_free (XlFieldSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFieldSet, xl_field_set_free)

#define XL_COLUMNS_LOOK_AHEAD 60   /* rows among which the header is looked for */

/* Where the header stands and which column holds what. */
typedef struct {
  guint       first_header_row, header_row;   /* the same when the header has one row */
  char       *title;        /* the text above the header, joined by spaces; "" when none */
  guint       n_columns;
  char      **titles;       /* by column - 1: the lowest title of the header; "" when none */
  int        *field_of;     /* by column - 1: index into the set, or -1 */
  guint      *column_of;    /* by field: column from 1, or 0 */
  gboolean   *by_content;   /* by field: recognised by its cells, not by its title */
} XlColumns;

/**
 * xl_columns_find:
 * @rows: the first rows of the sheet, at most XL_COLUMNS_LOOK_AHEAD
 * @map: (nullable): what a person decided, see xl_column_map_parse ()
 *
 * Errors: XL_ERROR_NOT_FOUND (no header: names what was looked for), XL_ERROR_AMBIGUOUS (two headers, or two columns
 * of one name: names the rows or columns), XL_ERROR_UNKNOWN (@map names a column or field that is not there).
 */
typedef struct _XlColumnMap XlColumnMap;
XlColumns   *xl_columns_find  (const XlFieldSet *set, const XlRow *const *rows, guint n_rows, const XlColumnMap *map,
                               GError **error);
void         xl_columns_free  (XlColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlColumns, xl_columns_free)

/* {"header_row": 3, "columns": {"F": "id_number", "姓  名": "name", "K": null}}: columns by letter or title. */
XlColumnMap *xl_column_map_parse (const char *json, GError **error);
XlColumnMap *xl_column_map_new   (void);
void         xl_column_map_set   (XlColumnMap *map, const char *column, const char *key);
void         xl_column_map_set_header_row (XlColumnMap *map, guint row);
void         xl_column_map_free  (XlColumnMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlColumnMap, xl_column_map_free)

typedef enum {
  XL_ROW_DATA,
  XL_ROW_BLANK,        /* nothing in it, or only its running number */
  XL_ROW_TOTALS,       /* 合计 … */
  XL_ROW_NOTE,         /* 备注：…, 填表人：… */
  XL_ROW_HEADER        /* the header once more, as on printed pages */
} XlSheetRowKind;

/* What a row below the header is. */
XlSheetRowKind xl_columns_classify (const XlColumns *columns, const XlRow *row);

/* A title without spaces, marks and unit, in half width: "承包地面积（亩）" → "承包地面积". */
char        *xl_header_fold (const char *title);

G_END_DECLS
