#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "exchange/xl-columns.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlImport: rows of a sheet → records of the file, with what happened to each.
 *
 * The mechanism knows sheets, columns and counts; a *target* knows what a row means.  One import is one recorded change.
 */
typedef struct _XlImportTarget XlImportTarget;
typedef struct _XlImportRow    XlImportRow;
typedef struct _XlImport       XlImport;
typedef struct _XlImportSheet  XlImportSheet;

typedef enum {
  XL_IMPORT_ADDED,
  XL_IMPORT_UPDATED,
  XL_IMPORT_UNCHANGED,
  XL_IMPORT_REFUSED,
  XL_IMPORT_FAILED      /* @error is set: the whole import is taken back */
} XlImportVerdict;

struct _XlImportTarget {
  const char      *kind;       /* "residents" */
  /* The fields; freed with xl_field_set_free ().  @db: for templates kept in the file. */
  XlFieldSet     *(*fields) (const XlImportTarget *target, XlDb *db, GError **error);
  /* (nullable): once, before the first row; what it returns reaches @apply as @state; NULL with @error set stops. */
  gpointer        (*begin)  (XlDb *db, XlImport *import, GError **error);
  /* One row.  Looks up what the file has, compares, inserts or updates; flags by xl_import_row_flag (). */
  XlImportVerdict (*apply)  (XlDb *db, gpointer state, XlImportRow *row, GError **error);
  /* (nullable): once, after the last row of all files. */
  gboolean        (*finish) (XlDb *db, gpointer state, XlImport *import, GError **error);
  GDestroyNotify   free_state;
};

/* For targets: the row ---------------------------------------------------------------------------------------------- */

/* The text of field @key, trimmed, dates as "YYYY-MM-DD"; NULL when blank or when there is no such column.  Valid during apply. */
const char   *xl_import_row_text   (XlImportRow *row, const char *key);
const XlCell *xl_import_row_cell   (XlImportRow *row, const char *key);
/* Whether the sheet has a column for @key at all: a missing column says nothing, an empty cell may. */
gboolean      xl_import_row_has    (XlImportRow *row, const char *key);
/* The same by the field's index in the set: faster. */
const char   *xl_import_row_text_at (XlImportRow *row, guint field);
const XlCell *xl_import_row_cell_at (XlImportRow *row, guint field);
gboolean      xl_import_row_has_at  (XlImportRow *row, guint field);
guint         xl_import_row_number (XlImportRow *row);
/* The office (12 digits) that title, sheet or file name speak of, else --village, else the own one. */
const char   *xl_import_row_office (XlImportRow *row);
/* The village (12 digits) that a cell names: 那尔轰村, 那尔轰村委会, 220622103200; NULL when the file knows none of that name. */
const char   *xl_import_row_place  (XlImportRow *row, const char *text);
/* Year and month that title, sheet or file name speak of ("2026年1月走访记录"); 0 when they do not. */
guint         xl_import_row_year   (XlImportRow *row);
guint         xl_import_row_month  (XlImportRow *row);

/* A cell that a person should look at; the row comes in all the same.  @reason: constant English, N_(). */
void          xl_import_row_flag   (XlImportRow *row, const char *key, const char *value, const char *reason);
/* Refuses the row; returns XL_IMPORT_REFUSED. */
XlImportVerdict xl_import_row_refuse (XlImportRow *row, const char *key, const char *value, const char *reason);
/* For what is known only when all rows are in: the sheet of the row at hand, and a flag for a cell of row @row of @sheet. */
XlImportSheet *xl_import_row_sheet   (XlImportRow *row);
void          xl_import_sheet_flag   (XlImport *import, XlImportSheet *sheet, guint row, const char *key, const char *value,
                                      const char *reason);
/* For the difference list: field @key goes from @old_value to @new_value. */
void          xl_import_row_change (XlImportRow *row, const char *key, const char *old_value, const char *new_value);
/* For the difference list: whom or what the row is about. */
void          xl_import_row_label  (XlImportRow *row, const char *label);
/* Counts the verdict on the row's identity number: "valid", "valid_after_cleaning", "invalid", "missing". */
void          xl_import_row_identity (XlImportRow *row, const char *verdict);

/* The import ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *sheet;       /* (nullable): only this one */
  const XlColumnMap *map;  /* (nullable) */
  const char *office;      /* (nullable): 12 digits, when nothing in the file says whose rows they are */
  const char *on;          /* today, "YYYY-MM-DD" */
  gboolean    keep_rows;   /* keep every row for the difference list, not only those to look at */
} XlImportOptions;

typedef struct {
  guint           row;
  XlImportVerdict verdict;
  guint           field;      /* index into the set, or G_MAXUINT */
  const char     *reason;     /* constant; NULL in a difference */
  char           *label;      /* (nullable) */
  char           *value;      /* (nullable): the cell; in a difference the old value */
  char           *new_value;  /* (nullable) */
} XlImportNote;

/* What happened to one sheet. */
struct _XlImportSheet {
  char       *file;           /* base name */
  char       *path;
  char       *sheet;
  guint       index;          /* of the sheet in its file */
  XlColumns  *columns;
  char       *office;
  guint       year, month;
  guint       rows, added, updated, unchanged;
  GPtrArray  *refused;        /* XlImportNote */
  GPtrArray  *flagged;
  GPtrArray  *changes;        /* differences of updated rows */
  GPtrArray  *kept;           /* with keep_rows: one note a row, added and unchanged */
};

XlImport      *xl_import_new        (const XlImportTarget *target, const XlImportOptions *options);
void           xl_import_free       (XlImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlImport, xl_import_free)
const XlImportTarget *xl_import_get_target (XlImport *import);
const XlImportOptions *xl_import_get_options (XlImport *import);
const XlFieldSet *xl_import_get_fields (XlImport *import);
GPtrArray     *xl_import_get_sheets (XlImport *import);   /* XlImportSheet */
/* A sheet that was passed over, and why, in words of the reader's language. */
typedef struct {
  char *file, *sheet, *reason;
} XlImportSkipped;
void           xl_import_skip_sheet  (XlImport *import, const char *path, const char *sheet, const char *reason);
GPtrArray     *xl_import_get_skipped (XlImport *import);  /* XlImportSkipped */
/* Totals over all sheets. */
guint          xl_import_get_count  (XlImport *import, XlImportVerdict verdict);
guint          xl_import_get_n_flagged (XlImport *import);

/* The steps, in the transaction of the change; see xl_import_files () for the whole. */
gboolean       xl_import_begin      (XlImport *import, XlDb *db, GError **error);
/* Takes @columns. */
XlImportSheet *xl_import_begin_sheet (XlImport *import, const char *path, const char *sheet, guint index, XlColumns *columns);
gboolean       xl_import_add_row    (XlImport *import, const XlRow *row, GError **error);
gboolean       xl_import_finish     (XlImport *import, GError **error);

/* The result as design.md §8 has it.  (transfer full) */
JsonNode      *xl_import_to_json    (XlImport *import);

G_END_DECLS
