#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlNoticeRow:
 *
 * A notice as the office file keeps it.  Strings belong to it; all but those marked may be NULL.
 */
typedef struct {
  gint64    id;
  char     *office;          /* never NULL */
  char     *sha256;          /* 64 hexadecimal digits, never NULL */
  char     *file_name;       /* never NULL */
  char     *title, *number, *issuers, *recipients;
  char     *written_date, *publication_date;
  char     *received_date;   /* never NULL */
  char     *kind, *urgency;
  guint     n_pages;
  char     *confirmed_by;    /* NULL: nobody has confirmed it yet */
  char     *facts;           /* JSON; NULL in lists */
  guint     n_open_tasks;    /* filled by lists */
} XlNoticeRow;
void         xl_notice_row_free       (XlNoticeRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlNoticeRow, xl_notice_row_free)

/* The notice of @office with these bytes: its id, 0 for none, -1 with @error. */
gint64       xl_notice_table_find     (XlDb *db, const char *office, const char *sha256, GError **error);
/* Keeps a notice with its PDF; inside an edit.  XL_STORE_ERROR_DUPLICATE when it is there.  Returns: its id, or -1 */
gint64       xl_notice_table_insert   (XlDb *db, XlNoticeRow *row, GBytes *pdf, GError **error);
/* Writes what a person may mend (title … urgency), who confirmed it and the facts. */
gboolean     xl_notice_table_update   (XlDb *db, const XlNoticeRow *row, GError **error);
/* NULL with @error: XL_ERROR_NOT_FOUND. */
XlNoticeRow *xl_notice_table_get      (XlDb *db, gint64 id, GError **error);
/* The PDF as it came in. */
GBytes      *xl_notice_table_get_pdf  (XlDb *db, gint64 id, GError **error);
/* Newest first, without facts; @office NULL: of all; @search (nullable): in title, number or issuers.  GPtrArray of XlNoticeRow. */
GPtrArray   *xl_notice_table_list     (XlDb *db, const char *office, const char *search, GError **error);

G_END_DECLS
