/*
 * The paper layer, loaded at the first call of one of its functions.
 *
 * It stands on sixty libraries (Poppler, Tesseract, qpdf, …; TLS, LDAP and Kerberos among what those bring along) whose
 * addresses take three times as long to put in as those of GTK; a window that shows records needs none of them.  So the
 * program carries only these doors, and the layer itself is a module, libxl-paper.so, beside the program in the build
 * folder or in the library folder.  The module finds the rules in the program.
 *
 * A new function that other layers call is a line here; without it the linker takes the whole layer into the program,
 * which tests/office/test_links.py notices.
 */
#include "exchange/xl-sheet-reader.h"
#include "exchange/xl-sheet-writer.h"
#include "filings/xl-filing-paper.h"
#include "filings/xl-picture-reader.h"
#include "filings/xl-thread-paper.h"
#include "filings/xl-verify-reader.h"
#include "ledgers/xl-ledger-layout-paper.h"
#include "notices/xl-notice-file-reader.h"
#include "notices/xl-notice-reader.h"
#include "notices/xl-pdf-child-reader.h"

#include <dlfcn.h>

#define MODULE "libxl-paper.so"

static void *
open_module (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, MODULE, NULL) : NULL;
  gboolean built_here = beside != NULL && g_file_test (beside, G_FILE_TEST_EXISTS);
  void *module = dlopen (built_here ? beside : XL_MODULE_DIR "/" MODULE, RTLD_LAZY | RTLD_LOCAL);

  if (module == NULL)
    g_error ("%s", dlerror ());
  return module;
}

static void *
find (const char *name)
{
  static gsize module;   /* stays for as long as the program runs */
  void *function;

  if (g_once_init_enter (&module))
    g_once_init_leave (&module, (gsize) open_module ());
  function = dlsym ((void *) module, name);
  if (function == NULL)
    g_error ("%s", dlerror ());
  return function;
}

/* A door: the function of this name in the module, looked for once. */
#define GIVE(type, name, parameters, arguments) \
  type name parameters \
  { \
    static type (*inside) parameters; \
\
    if (g_atomic_pointer_get (&inside) == NULL) \
      g_atomic_pointer_set (&inside, find (#name)); \
    return inside arguments; \
  }
#define DO(name, parameters, arguments) \
  void name parameters \
  { \
    static void (*inside) parameters; \
\
    if (g_atomic_pointer_get (&inside) == NULL) \
      g_atomic_pointer_set (&inside, find (#name)); \
    inside arguments; \
  }

GIVE (int, xl_sheet_reader_find_sheet, (XlSheetReader *reader, const char *name, GError **error), (reader, name, error))
DO (xl_sheet_reader_free, (XlSheetReader *reader), (reader))
GIVE (guint, xl_sheet_reader_get_n_sheets, (XlSheetReader *reader), (reader))
GIVE (double, xl_sheet_reader_get_progress, (XlSheetReader *reader), (reader))
GIVE (const XlSheetInfo *, xl_sheet_reader_get_sheet, (XlSheetReader *reader, guint sheet), (reader, sheet))
GIVE (const XlRow *, xl_sheet_reader_next, (XlSheetReader *reader, GError **error), (reader, error))
GIVE (XlSheetReader *, xl_sheet_reader_open, (const char *path, GCancellable *cancellable, GError **error),
      (path, cancellable, error))
GIVE (gboolean, xl_sheet_reader_select, (XlSheetReader *reader, guint sheet, GError **error), (reader, sheet, error))
GIVE (gboolean, xl_sheet_writer_add, (XlSheetWriter *writer, const char *const *values, GError **error),
      (writer, values, error))
GIVE (gboolean, xl_sheet_writer_close, (XlSheetWriter *writer, GError **error), (writer, error))
DO (xl_sheet_writer_free, (XlSheetWriter *writer), (writer))
GIVE (XlSheetWriter *, xl_sheet_writer_new, (const char *path, XlWriteFormat format, const char *sheet,
        const char *title, const XlSheetColumn *columns, guint n_columns, GError **error),
      (path, format, sheet, title, columns, n_columns, error))
GIVE (XlSheetWriter *, xl_sheet_writer_new_filled, (const char *path, const char *form, guint sheet, guint header_row,
        const XlSheetColumn *columns, guint n_columns, GError **error),
      (path, form, sheet, header_row, columns, n_columns, error))
GIVE (XlSheetWriter *, xl_sheet_writer_new_form, (const char *path, XlWriteFormat format, const XlSheetLook *look,
        const XlSheetColumn *columns, guint n_columns, GError **error), (path, format, look, columns, n_columns, error))
GIVE (int, xl_write_format_for_path, (const char *path, GError **error), (path, error))
GIVE (char **, xl_filing_form_list, (void), ())
GIVE (XlFilingForm *, xl_filing_form_load, (const char *key, GError **error), (key, error))
DO (xl_filing_free, (XlFiling *filing), (filing))
GIVE (XlFiling *, xl_filing_make, (const XlFilingForm *form, const XlFilingData *data, const XlFilingIssue *issue,
        GError **error), (form, data, issue, error))
GIVE (gboolean, xl_filing_prepare, (const XlFilingForm *form, XlFilingData *data, const char *office,
        const char *office_name, const char *period, XlMaskProfile profile, GError **error),
      (form, data, office, office_name, period, profile, error))
GIVE (char *, xl_filing_write_begin, (GBytes *bytes, const char *path, GError **error), (bytes, path, error))
GIVE (gboolean, xl_filing_write_end, (char *temporary, const char *path, gboolean keep, GError **error),
      (temporary, path, keep, error))
DO (xl_picture_free, (XlPicture *picture), (picture))
GIVE (XlPicture *, xl_picture_read, (GBytes *pdf, int page, double scale, GError **error), (pdf, page, scale, error))
DO (xl_thread_paper_run_async, (XlPaperFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
      XlPaperPriority priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data),
    (func, data, free_data, free_result, priority, cancellable, callback, user_data))
GIVE (gpointer, xl_thread_paper_run_finish, (GAsyncResult *result, GError **error), (result, error))
DO (xl_verification_free, (XlVerification *v), (v))
GIVE (gboolean, xl_verification_is_good, (const XlVerification *v), (v))
GIVE (XlVerification *, xl_verify_file, (const char *path, GError **error), (path, error))
DO (xl_layout_sheet_add_column, (XlLayoutSheet *sheet, const char *heading, XlFormAlign align, gboolean total,
      guint width_mm), (sheet, heading, align, total, width_mm))
GIVE (GBytes *, xl_layout_sheet_draw, (const XlLayoutSheet *sheet, guint *n_pages, GError **error),
      (sheet, n_pages, error))
DO (xl_layout_sheet_drop_empty, (XlLayoutSheet *sheet), (sheet))
DO (xl_layout_sheet_free, (XlLayoutSheet *sheet), (sheet))
GIVE (XlLayoutSheet *, xl_layout_sheet_new, (void), ())
DO (xl_notice_file_free, (XlNoticeFile *file), (file))
GIVE (XlNoticeFile *, xl_notice_file_from_bytes, (GBytes *pdf, const char *name, const char *password,
        const char *received, GCancellable *cancellable, GError **error),
      (pdf, name, password, received, cancellable, error))
GIVE (XlNoticeFile *, xl_notice_file_read, (const char *path, const char *password, const char *received,
        GCancellable *cancellable, GError **error), (path, password, received, cancellable, error))
GIVE (JsonNode *, xl_notice_file_to_json, (const XlNoticeFile *file), (file))
GIVE (const char *, xl_notice_reader_error_kind, (const GError *error), (error))
GIVE (XlPdfPicture *, xl_notice_reader_picture, (GBytes *pdf, const char *password, guint number, guint width,
        GCancellable *cancellable, GError **error), (pdf, password, number, width, cancellable, error))
DO (xl_pdf_picture_free, (XlPdfPicture *picture), (picture))
GIVE (int, xl_pdf_child_main, (void), ())
