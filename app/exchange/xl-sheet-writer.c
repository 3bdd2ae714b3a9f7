#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
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
      writer->columns[i].note = g_strdup (columns[i].note);
      if (columns[i].total && writer->sums == NULL)
        writer->sums = g_new0 (gint64, writer->n_columns);
    }
}

XlSheetWriter *
xl_sheet_writer_new_form (const char *path, XlWriteFormat format, const XlSheetLook *look, const XlSheetColumn *columns,
                          guint n_columns, GError **error)
{
  g_autoptr(XlSheetWriter) writer = g_new0 (XlSheetWriter, 1);

  g_return_val_if_fail (n_columns > 0, NULL);
  writer->path = g_strdup (path);
  writer->format = format;
  writer->sheet = g_strdup (look->sheet);
  writer->title = g_strdup (look->title);
  writer->above = look->above != NULL ? g_strdupv ((char **) look->above) : g_new0 (char *, 1);
  writer->below = g_strdup (look->below);
  writer->paper = look->paper;
  writer->frozen = MIN (look->frozen, n_columns - 1);
  writer->ruled = look->ruled;
  writer->n_columns = n_columns;
  copy_columns (writer, columns);
  writer->klass = format == XL_WRITE_XLSX ? &xl_xlsx_writer_class : format == XL_WRITE_ODS ? &xl_ods_writer_class : &xl_csv_writer_class;
  if (!make_temporary (writer, error) || !writer->klass->begin (writer, error))
    return NULL;
  return g_steal_pointer (&writer);
}

XlSheetWriter *
xl_sheet_writer_new (const char *path, XlWriteFormat format, const char *sheet, const char *title, const XlSheetColumn *columns,
                     guint n_columns, GError **error)
{
  XlSheetLook look = { .sheet = sheet, .title = title, .paper = XL_SHEET_A4_LANDSCAPE };

  return xl_sheet_writer_new_form (path, format, &look, columns, n_columns, error);
}

XlSheetWriter *
xl_sheet_writer_new_filled (const char *path, const char *form, guint sheet, guint header_row, const XlSheetColumn *columns,
                            guint n_columns, GError **error)
{
  g_autoptr(XlSheetWriter) writer = g_new0 (XlSheetWriter, 1);

  g_return_val_if_fail (n_columns > 0, NULL);
  writer->path = g_strdup (path);
  writer->above = g_new0 (char *, 1);
  writer->form_path = g_strdup (form);
  writer->form_sheet = sheet;
  writer->form_header_row = header_row;
  writer->n_columns = n_columns;
  copy_columns (writer, columns);
  writer->klass = &xl_fill_writer_class;
  if (!make_temporary (writer, error) || !writer->klass->begin (writer, error))
    return NULL;
  return g_steal_pointer (&writer);
}

char *
xl_sheet_writer_number (const char *value)
{
  g_autofree char *plain = g_strdup (value);
  char *to = plain, *end;
  double number;

  for (const char *from = value; *from != '\0'; from++)
    if (*from != ',')
      *to++ = *from;
  *to = '\0';
  number = g_ascii_strtod (plain, &end);
  return end != plain && *end == '\0' && isfinite (number) && fabs (number) < 1e15 ? g_steal_pointer (&plain) : NULL;
}

static void
add_up (XlSheetWriter *writer, const char *const *values)
{
  for (guint i = 0; i < writer->n_columns; i++)
    {
      g_autofree char *number = writer->columns[i].total && values[i] != NULL ? xl_sheet_writer_number (values[i]) : NULL;

      if (number != NULL)
        writer->sums[i] += llround (g_ascii_strtod (number, NULL) * 10000);
    }
}

char *
xl_sheet_writer_total (const XlSheetWriter *writer, guint i)
{
  const XlSheetColumn *c = &writer->columns[i];

  if (!c->total)
    return i == 0 ? g_strdup ("合计") : NULL;
  return g_strdup_printf ("%.*f", (int) MIN (c->places, 4), (double) writer->sums[i] / 10000);
}

/* Western widths of a text: what lies beyond Latin takes two. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    width += g_utf8_get_char (text) > 0x2e7f ? 2 : 1;
  return width;
}

double
xl_sheet_column_width (const XlSheetColumn *column)
{
  guint least = column->type == XL_COLUMN_DATE ? 11 : 6;

  for (guint i = 0; column->choices != NULL && column->choices[i] != NULL; i++)
    least = MAX (least, MIN (text_width (column->choices[i]) + 2, 24));
  return column->width > 0 ? column->width : CLAMP (text_width (column->title) + 3, least, 40);
}

gboolean
xl_sheet_writer_add (XlSheetWriter *writer, const char *const *values, GError **error)
{
  if (writer->sums != NULL)
    add_up (writer, values);
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
      g_free ((char *) writer->columns[i].note);
      g_strfreev ((char **) writer->columns[i].choices);
    }
  g_free (writer->columns);
  g_free (writer->temporary);
  g_free (writer->path);
  g_free (writer->sheet);
  g_free (writer->title);
  g_free (writer->below);
  g_free (writer->form_path);
  g_free (writer->sums);
  g_strfreev (writer->above);
  g_free (writer);
}
