#include "exchange/xl-import-commands.h"

#include "exchange/xl-resident-import-table.h"
#include "exchange/xl-sheet-reader.h"
#include "ledgers/xl-ledger-import-table.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gi18n.h>
#include <string.h>

static GPtrArray *registered;
static GHashTable *titles;      /* of ledgers that were handed in: kind → what people call it */

void
xl_import_register (const XlImportTarget *target)
{
  if (registered == NULL)
    registered = g_ptr_array_new ();
  if (!g_ptr_array_find (registered, target, NULL))
    g_ptr_array_add (registered, (gpointer) target);
}

static void
register_ledgers (void)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();

  for (guint i = 0; keys[i] != NULL; i++)
    xl_import_register (xl_ledger_import_target (keys[i]));
}

gpointer
xl_import_read_kept (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_templates (db, error);
}

void
xl_import_register_kept (gpointer data)
{
  g_autoptr(GPtrArray) kept = data;

  xl_import_targets ();
  if (titles == NULL)
    titles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < kept->len; i++)
    {
      const XlTemplate *t = g_ptr_array_index (kept, i);
      const XlImportTarget *target = xl_ledger_import_target (t->key);

      xl_import_register (target);
      g_hash_table_insert (titles, (gpointer) target->kind, g_strdup (t->title));
    }
}

GPtrArray *
xl_import_targets (void)
{
  xl_import_register (&xl_resident_import_target);
  xl_import_register (&xl_household_import_target);
  register_ledgers ();
  return registered;
}

char *
xl_import_target_title (const XlImportTarget *target)
{
  g_autoptr(XlTemplate) ledger = NULL;

  if (strcmp (target->kind, "residents") == 0)
    return g_strdup (_("Register of residents"));
  if (strcmp (target->kind, "households") == 0)
    return g_strdup (_("Register of households"));
  if (titles != NULL && g_hash_table_contains (titles, target->kind))
    return g_strdup (g_hash_table_lookup (titles, target->kind));
  ledger = xl_template_built_in (target->kind, NULL);
  return g_strdup (ledger != NULL ? ledger->title : target->kind);
}

const XlImportTarget *
xl_import_target_find (const char *kind, GError **error)
{
  g_autoptr(GString) kinds = g_string_new (NULL);

  xl_import_targets ();
  for (guint i = 0; i < registered->len; i++)
    {
      const XlImportTarget *target = g_ptr_array_index (registered, i);

      if (strcmp (target->kind, kind) == 0)
        return target;
      g_string_append_printf (kinds, "%s%s", i > 0 ? ", " : "", target->kind);
    }
  g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, _("there is no import of %s; there is: %s"), kind, kinds->str);
  return NULL;
}

void
xl_import_job_free (XlImportJob *job)
{
  if (job == NULL)
    return;
  xl_import_free (job->import);
  g_strfreev (job->files);
  g_clear_pointer (&job->maps, g_hash_table_unref);
  g_clear_pointer (&job->skipped, g_hash_table_unref);
  g_clear_object (&job->cancellable);
  g_free (job);
}

char *
xl_import_sheet_key (const char *path, guint index)
{
  return g_strdup_printf ("%u\t%s", index, path);
}

/* Reading ------------------------------------------------------------------------------------------------------------- */

/* The first rows, kept: the header is looked for among them, then they are data like the rest. */
static GPtrArray *
read_ahead (XlSheetReader *reader, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_row_free);
  g_autoptr(GError) local = NULL;
  const XlRow *row;

  while (rows->len < XL_COLUMNS_LOOK_AHEAD && (row = xl_sheet_reader_next (reader, &local)) != NULL)
    g_ptr_array_add (rows, xl_row_copy (row));
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
tell_progress (XlImportJob *job, XlSheetReader *reader, const char *file, guint file_index, guint rows)
{
  guint n = g_strv_length (job->files);

  if (job->progress != NULL)
    job->progress (file, rows, (file_index + xl_sheet_reader_get_progress (reader)) / n, job->progress_data);
}

static gboolean
add_rows (XlImportJob *job, XlSheetReader *reader, GPtrArray *ahead, XlImportSheet *sheet, guint file_index, GError **error)
{
  g_autoptr(GError) local = NULL;
  const XlRow *row;
  guint n = 0;

  for (guint i = 0; i < ahead->len; i++)
    {
      row = g_ptr_array_index (ahead, i);
      if (row->row > sheet->columns->header_row && !xl_import_add_row (job->import, row, error))
        return FALSE;
    }
  while ((row = xl_sheet_reader_next (reader, &local)) != NULL)
    {
      if (!xl_import_add_row (job->import, row, error))
        return FALSE;
      if (++n % 512 == 0)
        {
          if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
            return FALSE;
          tell_progress (job, reader, sheet->file, file_index, sheet->rows);
        }
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* One sheet.  1: imported; 0: it has no header of this kind (@why says so); -1: @error. */
static int
read_sheet (XlImportJob *job, XlSheetReader *reader, const char *path, guint file_index, guint index, GError **why, GError **error)
{
  const XlSheetInfo *info = xl_sheet_reader_get_sheet (reader, index);
  const XlImportOptions *options = xl_import_get_options (job->import);
  g_autoptr(GPtrArray) ahead = NULL;
  g_autoptr(GError) local = NULL;
  g_autofree char *key = xl_import_sheet_key (path, index);
  const XlColumnMap *map = job->maps != NULL ? g_hash_table_lookup (job->maps, key) : NULL;
  XlColumns *columns;

  if (!xl_sheet_reader_select (reader, index, error) || (ahead = read_ahead (reader, error)) == NULL)
    return -1;
  if (ahead->len == 0)
    {
      g_set_error (why, XL_ERROR, XL_ERROR_NOT_FOUND, _("the sheet is empty"));
      return 0;
    }
  columns = xl_columns_find (xl_import_get_fields (job->import), (const XlRow *const *) ahead->pdata, ahead->len,
                             map != NULL ? map : options->map, &local);
  if (columns == NULL && g_error_matches (local, XL_ERROR, XL_ERROR_NOT_FOUND))
    {
      g_propagate_error (why, g_steal_pointer (&local));
      return 0;
    }
  if (columns == NULL)
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, XL_ERROR, local->code, "%s, sheet %s: %s", name, info->name, local->message);
      return -1;
    }
  return add_rows (job, reader, ahead, xl_import_begin_sheet (job->import, path, info->name, index, columns), file_index, error)
           ? 1 : -1;
}

/* No sheet of the file was read: tells why of the first. */
static gboolean
fail_no_sheet (XlImportJob *job, const char *path, guint n_skipped, GError **error)
{
  GPtrArray *skipped = xl_import_get_skipped (job->import);
  const XlImportSkipped *first = skipped->len > n_skipped ? g_ptr_array_index (skipped, n_skipped) : NULL;
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s, sheet %s: %s", name, first != NULL ? first->sheet : "",
               first != NULL ? first->reason : "there is nothing to read");
  return FALSE;
}
static gboolean
is_skipped (XlImportJob *job, const char *path, guint index)
{
  g_autofree char *key = xl_import_sheet_key (path, index);

  return job->skipped != NULL && g_hash_table_contains (job->skipped, key);
}

/* A hidden sheet is read only when it is asked for.  1, 0, -1: as read_sheet () */
static int
read_or_skip (XlImportJob *job, XlSheetReader *reader, const char *path, guint file_index, guint index, GError **error)
{
  const XlSheetInfo *info = xl_sheet_reader_get_sheet (reader, index);
  g_autoptr(GError) why = NULL;
  int result;

  if (info->hidden && xl_import_get_options (job->import)->sheet == NULL)
    return 0;
  result = read_sheet (job, reader, path, file_index, index, &why, error);
  if (result == 0)
    xl_import_skip_sheet (job->import, path, info->name, why != NULL ? why->message : "");
  return result;
}

static gboolean
read_file (XlImportJob *job, const char *path, guint file_index, GError **error)
{
  const char *only = xl_import_get_options (job->import)->sheet;
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (path, job->cancellable, error);
  guint n_skipped = xl_import_get_skipped (job->import)->len;
  int wanted = -1, n_read = 0;

  if (reader == NULL || (only != NULL && (wanted = xl_sheet_reader_find_sheet (reader, only, error)) < 0))
    return FALSE;
  for (guint i = 0; i < xl_sheet_reader_get_n_sheets (reader); i++)
    {
      int result = only != NULL ? (int) i == wanted : !is_skipped (job, path, i);

      if (result != 0 && (result = read_or_skip (job, reader, path, file_index, i, error)) < 0)
        return FALSE;
      n_read += result;
    }
  return n_read > 0 || fail_no_sheet (job, path, n_skipped, error);
}

gint64
xl_import_files_run (XlDb *db, gpointer data, GError **error)
{
  XlImportJob *job = data;

  if (!xl_import_begin (job->import, db, error))
    return -1;
  for (guint i = 0; job->files[i] != NULL; i++)
    if (!read_file (job, job->files[i], i, error))
      return -1;
  if (!xl_import_finish (job->import, error))
    return -1;
  /* before anything is confirmed: when they cannot be saved, nothing is brought in either */
  if (job->to_mend != NULL && xl_import_save_refused (job->import, job->to_mend, error) < 0)
    return -1;
  if (!job->dry_run)
    return xl_import_get_count (job->import, XL_IMPORT_ADDED) + xl_import_get_count (job->import, XL_IMPORT_UPDATED);
  /* all of it is taken back; the caller knows this answer */
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "dry run");
  return -1;
}

char *
xl_import_job_label (XlImportJob *job)
{
  g_autofree char *first = g_filename_display_basename (job->files[0]);
  g_autofree char *kind = xl_import_target_title (xl_import_get_target (job->import));
  guint n = g_strv_length (job->files);

  if (n == 1)
    return g_strdup_printf (C_("import", "Import of %s: %s"), kind, first);
  return g_strdup_printf (C_("import", "Import of %s: %s and %u more files"), kind, first, n - 1);
}

gboolean
xl_import_files (XlStore *store, XlImportJob *job, GError **error)
{
  g_autofree char *label = xl_import_job_label (job);
  g_autoptr(GError) local = NULL;

  if (xl_store_write (store, XL_CHANGE_IMPORT, label, xl_import_files_run, job, &local) >= 0)
    return TRUE;
  if (job->dry_run && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
