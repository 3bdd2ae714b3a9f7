#pragma once

#include "base/xl-mask.h"
#include "exchange/xl-sheet-writer.h"
#include "office/xl-command.h"

G_BEGIN_DECLS

/* What is to be written where; all strings belong to it. */
typedef struct {
  gboolean      households;   /* else residents */
  char         *office;       /* (nullable): only this one */
  int           group_no;     /* 0: any */
  char         *kind;         /* (nullable): code */
  gboolean      absent;       /* also the dead and those who moved away */
  XlMaskProfile mask;
  XlWriteFormat format;
  char         *path;
  char         *user;
  gint64        n_rows;       /* out */
} XlPeopleExport;
void   xl_people_export_free (XlPeopleExport *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPeopleExport, xl_people_export_free)

/**
 * xl_people_export_run:
 *
 * An XlReadFunc: writes the file with the columns of data/columns, so that it can be brought in again.  @data is an
 * XlPeopleExport, which is returned.  Errors: XL_ERROR_IO; XL_ERROR_UNKNOWN, listing characters the encoding lacks: no
 * file is written then.   Thread: a reader's.
 */
gpointer xl_people_export_run (XlDb *db, gpointer data, GError **error);
/* An XlWriteFunc: notes an export that was not masked. */
gint64   xl_people_export_note (XlDb *db, gpointer data, GError **error);

/* export residents|households FILE */
gboolean xl_people_export_residents  (XlInvocation *inv, GError **error);
gboolean xl_people_export_households (XlInvocation *inv, GError **error);

G_END_DECLS
