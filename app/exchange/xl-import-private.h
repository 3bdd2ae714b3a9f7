#pragma once

#include "exchange/xl-import.h"

G_BEGIN_DECLS

/* The places a sheet may speak of: code and the stems of its name. */
typedef struct _XlPlaces XlPlaces;
/* The offices of the file and the villages of the own township. */
XlPlaces   *xl_places_load (XlDb *db, GError **error);
void        xl_places_free (XlPlaces *places);
/* The own office, 12 digits; "" when the file has none. */
const char *xl_places_own  (XlPlaces *places);
/* The village that @text names somewhere ("小西头村居民花名册"), the longest name wins; NULL when none or two. */
const char *xl_places_in   (XlPlaces *places, const char *text);
/* The village that a cell names (那尔轰村, 那尔轰村委会, 那尔轰, 220622103200); NULL when none. */
const char *xl_places_find (XlPlaces *places, const char *text);
/* The village whose code a household's number begins with: "103200-0001" → 220622103200; NULL when none. */
const char *xl_places_of_household (XlPlaces *places, const char *number);

XlPlaces   *xl_import_get_places (XlImport *import);

/* Year and month in a title: "2026年1月走访记录", "1月"; 0 when there are none. */
void        xl_import_find_month (const char *text, guint *year, guint *month);

struct _XlImportRow {
  XlImport      *import;
  XlImportSheet *sheet;
  const XlRow   *row;
  char         **texts;      /* by field; NULL: not looked at yet */
  char          *label;
};

struct _XlImport {
  const XlImportTarget *target;
  XlImportOptions  options;
  char            *office, *on, *only_sheet;   /* what the options point to */
  XlDb            *db;
  XlFieldSet      *fields;
  XlPlaces        *places;
  gpointer         state;
  GPtrArray       *sheets, *skipped;
  XlImportSheet   *current;
  XlImportRow      row;
  char           **above;     /* by field: the last text, for fields that fill down */
  guint            identity[4];
};

G_END_DECLS
