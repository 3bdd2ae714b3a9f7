#pragma once

#include "exchange/xl-import-private.h"
#include "people/xl-person.h"

G_BEGIN_DECLS

/* Fields of data/columns/residents.json, in its order. */
enum {
  R_NAME, R_ID_NUMBER, R_SEX, R_ETHNIC, R_BIRTH, R_HOUSEHOLD, R_RELATION, R_GROUP, R_PHONE, R_KINDS, R_AWAY, R_EDUCATION,
  R_POLITICAL, R_MARITAL, R_HUKOU, R_ADDRESS, R_VILLAGE, R_NOTE, R_N_FIELDS
};

/* What one row says, checked. */
typedef struct {
  XlPerson   *person;         /* not stored yet */
  gboolean    valid;          /* its number is */
  char       *household;      /* number, or NULL */
  char       *relation;       /* GB/T 4761, or NULL */
  const char *relation_written;
  int         group;          /* 0 unknown */
  const char *list_office;    /* whose list it stands on */
  gboolean    at_home;        /* and that is where the household is */
  GPtrArray  *kinds;          /* codes */
} XlResidentRecord;

/* Reads and checks @row, flags what a person should look at; FALSE when it is no person and was refused. */
gboolean xl_resident_record_read  (XlResidentRecord *record, XlImportRow *row);
void     xl_resident_record_clear (XlResidentRecord *record);

/* What need not be looked up row by row, for the length of one import. */
typedef struct _XlResidentKnown XlResidentKnown;
XlResidentKnown *xl_resident_known_new  (XlDb *db, GError **error);
void             xl_resident_known_free (XlResidentKnown *known);
/* @person stands in the file like this now. */
void             xl_resident_known_add  (XlResidentKnown *known, const XlPerson *person);

/* Who in the file @record is: the id, 0 for nobody, -1 with @error.  @why: why it is that person though no number says so. */
gint64   xl_resident_match (XlDb *db, const XlResidentKnown *known, XlResidentRecord *record, const char **why, GError **error);

/* "4人", "４", "第六组", "六组" → the number, 0 when there is none. */
int      xl_import_small_number (const char *text);
/* The household's number as compared: half width, without spaces; NULL when blank. */
char    *xl_import_household_number (const char *text);
/* Makes sure the office has a row among the file's offices. */
gboolean xl_import_ensure_office (XlDb *db, const char *code, GError **error);

G_END_DECLS
