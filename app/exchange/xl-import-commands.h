#pragma once

#include "exchange/xl-import.h"
#include "office/xl-command.h"
#include "store/xl-store.h"

G_BEGIN_DECLS

/* import, export */
extern const XlCommand xl_exchange_commands[];

/* What xl_import_files () tells while it works; from the writer thread. */
typedef void (*XlImportProgress) (const char *file, guint rows, double part, gpointer data);

/**
 * XlImportJob:
 *
 * All that one import needs, handed over whole to the writer thread.
 */
typedef struct {
  XlImport        *import;       /* owned */
  char           **files;        /* owned */
  GHashTable      *maps;         /* (nullable), owned: xl_import_sheet_key () → XlColumnMap, before the options' */
  GHashTable      *skipped;      /* (nullable), owned: xl_import_sheet_key () of sheets to leave out */
  gboolean         dry_run;      /* everything is done, then taken back */
  const char      *to_mend;      /* (nullable): where refused rows are saved; not owned */
  GCancellable    *cancellable;  /* (nullable), owned */
  XlImportProgress progress;     /* (nullable) */
  gpointer         progress_data;
} XlImportJob;
void     xl_import_job_free (XlImportJob *job);
/* Names one sheet of one file; free with g_free (). */
char    *xl_import_sheet_key (const char *path, guint index);

/* An XlWriteFunc: reads the files and applies their rows.  @data is an XlImportJob. */
gint64   xl_import_files_run (XlDb *db, gpointer data, GError **error);

/**
 * xl_import_files:
 *
 * The same with waiting: one recorded change (XL_CHANGE_IMPORT), or none with dry_run.
 * Errors name file, place and reason; nothing is written then.
 */
gboolean xl_import_files    (XlStore *store, XlImportJob *job, GError **error);

/* What stands in the log. */
char    *xl_import_job_label (XlImportJob *job);

/* The target for @kind, or NULL with XL_ERROR_UNKNOWN.  Rooms with ledgers add theirs by xl_import_register (). */
const XlImportTarget *xl_import_target_find (const char *kind, GError **error);
void     xl_import_register (const XlImportTarget *target);
/* An XlReadFunc: the ledgers that were handed to this office, which no other office has; then register what it found.  Main thread. */
gpointer xl_import_read_kept (XlDb *db, gpointer data, GError **error);
/* Frees @kept. */
void     xl_import_register_kept (gpointer kept);
/* All of them (element-type XlImportTarget), in the order people meet them; owned by the program. */
GPtrArray *xl_import_targets (void);
/* What people call it; free with g_free (). */
char    *xl_import_target_title (const XlImportTarget *target);

/* Saves the refused rows with their reason as a new spreadsheet: original columns + row + reason.  Returns rows written, -1 on error. */
int      xl_import_save_refused (XlImport *import, const char *path, GError **error);

G_END_DECLS
