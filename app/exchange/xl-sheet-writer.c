#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int
xl_write_format_for_path (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".xlsx"))
    return XL_WRITE_XLSX;
  if (g_str_has_suffix (lower, ".ods"))
    return XL_WRITE_ODS;
  if (g_str_has_suffix (lower, ".csv"))
    return XL_WRITE_CSV;
  g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, _("%s: the name must end in .xlsx, .ods or .csv"), path);
  return -1;
}

gboolean
xl_sheet_writer_fail (XlSheetWriter *writer, const char *reason, GError **error)
{
  g_set_error (error, XL_ERROR, XL_ERROR_IO, _("%s: cannot be written: %s"), writer->path, reason);
  return FALSE;
}

/* A name beside the file that nobody has; the file is made at once, so that a read-only folder is told before work begins. */
static gboolean
make_temporary (XlSheetWriter *writer, GError **error)
{
  int fd;

  writer->temporary = g_strconcat (writer->path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (writer->temporary, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  g_clear_pointer (&writer->temporary, g_free);
  return xl_sheet_writer_fail (writer, g_strerror (errno), error);
}

static void
copy_columns (XlSheetWriter *writer, const XlSheetColumn *columns)
{
  writer->columns = g_memdup2 (columns, sizeof *columns * writer->n_columns);
  for (guint i = 0; i < writer->n_columns; i++)
    {
      writer->columns[i].title = g_strdup (columns[i].title);
      writer->columns[i].choices = (const char *const *) g_strdupv ((char **) columns[i].choices);
    }
}

XlSheetWriter *
xl_sheet_writer_new (const char *path, XlWriteFormat format, const char *sheet, const char *title, const XlSheetColumn *columns,
                     guint n_columns, GError **error)
{
  g_autoptr(XlSheetWriter) writer = g_new0 (XlSheetWriter, 1);

  g_return_val_if_fail (n_columns > 0, NULL);
  writer->path = g_strdup (path);
  writer->format = format;
  writer->sheet = g_strdup (sheet);
  writer->title = g_strdup (title);
  writer->n_columns = n_columns;
  copy_columns (writer, columns);
  writer->klass = format == XL_WRITE_XLSX ? &xl_xlsx_writer_class : format == XL_WRITE_ODS ? &xl_ods_writer_class : &xl_csv_writer_class;
  if (!make_temporary (writer, error) || !writer->klass->begin (writer, error))
    return NULL;
  return g_steal_pointer (&writer);
}

gboolean
xl_sheet_writer_add (XlSheetWriter *writer, const char *const *values, GError **error)
{
  return writer->klass->add (writer, values, error);
}

gboolean
xl_sheet_writer_close (XlSheetWriter *writer, GError **error)
{
  int fd;

  if (!writer->klass->end (writer, error))
    return FALSE;
  fd = g_open (writer->temporary, O_RDONLY, 0);
  if (fd < 0 || fsync (fd) != 0)
    {
      int saved = errno;

      if (fd >= 0)
        close (fd);
      return xl_sheet_writer_fail (writer, g_strerror (saved), error);
    }
  close (fd);
  if (g_chmod (writer->temporary, 0644) != 0 || g_rename (writer->temporary, writer->path) != 0)
    return xl_sheet_writer_fail (writer, g_strerror (errno), error);
  g_clear_pointer (&writer->temporary, g_free);
  return TRUE;
}

void
xl_sheet_writer_free (XlSheetWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->data != NULL)
    writer->klass->free (writer);
  if (writer->temporary != NULL)
    g_unlink (writer->temporary);
  for (guint i = 0; i < writer->n_columns; i++)
    {
      g_free ((char *) writer->columns[i].title);
      g_strfreev ((char **) writer->columns[i].choices);
    }
  g_free (writer->columns);
  g_free (writer->temporary);
  g_free (writer->path);
  g_free (writer->sheet);
  g_free (writer->title);
  g_free (writer);
}
