#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

typedef enum {
  XL_FILING_MADE,       /* 已生成 */
  XL_FILING_FILED,      /* 已报 */
  XL_FILING_RETURNED,   /* 退回 */
  XL_FILING_ACCEPTED    /* 接受 */
} XlFilingState;

/* A row of the register.  Strings belong to it; SHA-256 in hexadecimal. */
typedef struct {
  gint64        id;              /* 0 until stored */
  char         *office;
  int           year, n;
  char         *number, *form, *period, *profile, *title;
  char         *written_on;      /* "YYYY-MM-DD" */
  int           n_pages, n_rows;
  char         *pdf_sha256, *data_sha256;
  char         *replaces;        /* number of the filing it replaces; NULL */
  char         *replaced_by;     /* number of the one that replaced it; NULL */
  gint64        made_at;         /* seconds UTC */
  char         *made_by;
  XlFilingState state;
  char         *reason;          /* why it was returned; NULL */
} XlFilingRecord;

XlFilingRecord *xl_filing_record_new  (void);
void            xl_filing_record_free (XlFilingRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFilingRecord, xl_filing_record_free)

/* "made", "filed", "returned", "accepted" and back; -1 for another word. */
const char     *xl_filing_state_word  (XlFilingState state);
int             xl_filing_state_parse (const char *word);

/* The number a filing of @office would get in @year: one more than the last; -1 with @error. */
int             xl_filing_table_next  (XlDb *db, const char *office, int year, GError **error);

/* Newest first; @office NULL: of all.  (element-type XlFilingRecord) */
GPtrArray      *xl_filing_table_list  (XlDb *db, const char *office, GError **error);
/* NULL with XL_ERROR_NOT_FOUND.  @office NULL: of any office. */
XlFilingRecord *xl_filing_table_find  (XlDb *db, const char *office, const char *number, GError **error);
XlFilingRecord *xl_filing_table_get   (XlDb *db, gint64 id, GError **error);
/* The filing of this form, period and profile that stands (was not replaced); NULL without @error when there is none. */
XlFilingRecord *xl_filing_table_current (XlDb *db, const char *office, const char *form, const char *period,
                                         const char *profile, GError **error);
/* The PDF itself. */
GBytes         *xl_filing_table_pdf   (XlDb *db, gint64 id, GError **error);

/**
 * xl_filing_table_insert:
 *
 * Enters @record with the bytes @pdf; inside an edit.  @record->replaces, when set, must be the filing that stands.
 *
 * Errors: XL_ERROR_CONFLICT when its number is not the next one, or what it replaces was replaced already;
 * XL_ERROR_NOT_FOUND when what it replaces is not in the register.
 * Returns: the id, or -1
 */
gint64          xl_filing_table_insert (XlDb *db, XlFilingRecord *record, GBytes *pdf, GError **error);
/* What the township said.  Inside an edit.  Returns: 0, or -1 */
gint64          xl_filing_table_set_state (XlDb *db, gint64 id, XlFilingState state, const char *reason, GError **error);

/* Keys -------------------------------------------------------------------------------------------------------------- */

#define XL_OFFICE_KEY_SIZE 64

/* The Ed25519 key of @office into @secret_key; FALSE without @error when it has none yet. */
gboolean        xl_office_key_read    (XlDb *db, const char *office, guint8 secret_key[XL_OFFICE_KEY_SIZE], GError **error);
/* A new one, not stored. */
void            xl_office_key_make    (guint8 secret_key[XL_OFFICE_KEY_SIZE]);
/* Keeps it in the file, outside the log of changes; inside an edit. */
gboolean        xl_office_key_store   (XlDb *db, const char *office, const guint8 secret_key[XL_OFFICE_KEY_SIZE],
                                       GError **error);
/* Whether @public_key (64 hexadecimal digits) is @office's as far as this file knows. */
gboolean        xl_office_key_known   (XlDb *db, const char *office, const char *public_key, GError **error);

G_END_DECLS
