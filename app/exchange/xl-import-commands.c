#include "exchange/xl-import-commands.h"

#include "base/xl-reason.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* The command --------------------------------------------------------------------------------------------------------- */

static gboolean
read_map (XlInvocation *inv, XlColumnMap **map, GError **error)
{
  g_autofree char *path = xl_invocation_take_option (inv, "--map");
  g_autofree char *text = NULL;
  g_autoptr(GError) local = NULL;

  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, &text, NULL, &local))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s", local->message);
      return FALSE;
    }
  *map = xl_column_map_parse (text, &local);
  if (*map == NULL)
    g_set_error (error, XL_ERROR, local->code, "%s: %s", path, local->message);
  return *map != NULL;
}

static void
print_notes (XlInvocation *inv, const XlImportSheet *sheet, GPtrArray *notes, const char *what, const XlFieldSet *fields)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const XlImportNote *note = g_ptr_array_index (notes, i);
      const XlField *field = note->field < fields->fields->len ? g_ptr_array_index (fields->fields, note->field) : NULL;
      guint column = field != NULL ? sheet->columns->column_of[note->field] : 0;
      g_autofree char *letters = column > 0 ? xl_column_letters (column) : g_strdup ("");
      g_autofree char *reason = xl_reason_words (note->reason, gettext);

      xl_invocation_print (inv, "  %s %s%u %s %s: %s\n", what, letters, note->row, field != NULL ? field->title : "",
                           note->value != NULL ? note->value : "", reason);
    }
}

static void
print_result (XlInvocation *inv, XlImport *import)
{
  GPtrArray *sheets = xl_import_get_sheets (import), *skipped = xl_import_get_skipped (import);

  for (guint i = 0; i < sheets->len; i++)
    {
      const XlImportSheet *sheet = g_ptr_array_index (sheets, i);

      xl_invocation_print (inv, _("%s, sheet %s: header in row %u, %u rows: %u new, %u changed, %u same, %u refused, %u to look at\n"),
                           sheet->file, sheet->sheet, sheet->columns->header_row, sheet->rows, sheet->added, sheet->updated,
                           sheet->unchanged, sheet->refused->len, sheet->flagged->len);
      print_notes (inv, sheet, sheet->refused, _("refused"), xl_import_get_fields (import));
      print_notes (inv, sheet, sheet->flagged, _("look at"), xl_import_get_fields (import));
    }
  for (guint i = 0; i < skipped->len; i++)
    {
      const XlImportSkipped *s = g_ptr_array_index (skipped, i);

      xl_invocation_print (inv, _("%s, sheet %s: left out: %s\n"), s->file, s->sheet, s->reason);
    }
  xl_invocation_print (inv, _("together: %u new, %u changed, %u same, %u refused\n"), xl_import_get_count (import, XL_IMPORT_ADDED),
                       xl_import_get_count (import, XL_IMPORT_UPDATED), xl_import_get_count (import, XL_IMPORT_UNCHANGED),
                       xl_import_get_count (import, XL_IMPORT_REFUSED));
}

static void
print_outcome (XlInvocation *inv, XlImport *import)
{
  if (inv->json)
    xl_invocation_print_json (inv, xl_import_to_json (import));
  else
    print_result (inv, import);
}

/* The target for @kind; a ledger that this office was handed stands in its file. */
static const XlImportTarget *
find_target (XlStore *store, const char *kind, GError **error)
{
  const XlImportTarget *target = xl_import_target_find (kind, NULL);
  gpointer kept;

  if (target != NULL)
    return target;
  kept = xl_store_read (store, xl_import_read_kept, NULL, error);
  if (kept == NULL)
    return NULL;
  xl_import_register_kept (kept);
  return xl_import_target_find (kind, error);
}

/* What is to be mended never takes the place of what was read: the rows that went in stand only there. */
static gboolean
judge_to_mend (XlInvocation *inv, const char *to_mend, GError **error)
{
  GStatBuf there, read;

  if (to_mend == NULL || g_stat (to_mend, &there) != 0)
    return TRUE;
  for (guint i = 1; inv->args[i] != NULL; i++)
    if (g_stat (inv->args[i], &read) == 0 && read.st_dev == there.st_dev && read.st_ino == there.st_ino)
      {
        g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, _("%s: is read; the rows to mend need a file of their own"), to_mend);
        return FALSE;
      }
  return TRUE;
}

static gboolean
run_import (XlInvocation *inv, GError **error)
{
  g_autofree char *sheet = xl_invocation_take_option (inv, "--sheet");
  g_autofree char *village = xl_invocation_take_option (inv, "--village");
  g_autofree char *to_mend = xl_invocation_take_option (inv, "--to-mend");
  gboolean dry_run = xl_invocation_take_flag (inv, "--dry-run");
  g_autoptr(XlColumnMap) map = NULL;
  g_autoptr(XlStore) store = NULL;
  XlImportOptions options = { .sheet = sheet, .office = village, .on = inv->on };
  const XlImportTarget *target;
  XlImportJob *job;
  gboolean ok;

  if (!read_map (inv, &map, error) || !xl_invocation_expect (inv, 2, G_MAXUINT, error) || !judge_to_mend (inv, to_mend, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  target = store != NULL ? find_target (store, inv->args[0], error) : NULL;
  if (target == NULL)
    return FALSE;
  options.map = map;
  job = g_new0 (XlImportJob, 1);
  job->import = xl_import_new (target, &options);
  job->files = g_strdupv (inv->args + 1);
  job->dry_run = dry_run;
  job->to_mend = to_mend;
  ok = xl_import_files (store, job, error);
  if (ok)
    print_outcome (inv, job->import);
  xl_import_job_free (job);
  return ok;
}

const XlCommand xl_exchange_commands[] = {
  { "import", "import KIND FILE… [--sheet NAME] [--map FILE] [--village CODE] [--to-mend FILE] [--dry-run]",
    N_("reads rows of spreadsheets into records; KIND: residents, households or a ledger's key"), run_import },
  { NULL }
};
