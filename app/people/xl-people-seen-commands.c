#include "people/xl-people-seen.h"

#include "office/xl-export-table.h"
#include "people/xl-people-words.h"
#include "people/xl-person-row-table.h"

#define MOST_UPRIGHT 7      /* columns on a sheet that is higher than wide */

XlPeopleSeen *
xl_people_seen_copy (const XlPeopleSeen *seen)
{
  XlPeopleSeen *copy = g_memdup2 (seen, sizeof *seen);

  copy->question = xl_person_question_copy (seen->question);
  copy->columns = g_array_copy (seen->columns);
  copy->titles = g_strdupv (seen->titles);
  copy->path = g_strdup (seen->path);
  copy->user = g_strdup (seen->user);
  return copy;
}

void
xl_people_seen_free (gpointer data)
{
  XlPeopleSeen *seen = data;

  xl_person_question_free (seen->question);
  g_array_unref (seen->columns);
  g_strfreev (seen->titles);
  g_free (seen->path);
  g_free (seen->user);
  g_free (seen);
}

/* Where the rows go, and how each column may leave the office. */
typedef struct {
  const XlPeopleSeen *seen;
  XlSheetWriter      *writer;      /* NULL: a paper */
  XlFilingSheet      *rows;
  XlMaskField        *fields;
  gboolean           *is_birth;
  gint64              n_rows;
  GError             *error;       /* the first that a row met */
} Output;

static void
output_clear (Output *out)
{
  xl_sheet_writer_free (out->writer);
  g_free (out->fields);
  g_free (out->is_birth);
  g_clear_error (&out->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Output, output_clear)

static XlPersonListColumn
column_at (const XlPeopleSeen *seen, guint i)
{
  return (XlPersonListColumn) g_array_index (seen->columns, int, i);
}

static gboolean
find_masks (XlDb *db, Output *out, GError **error)
{
  guint n = out->seen->columns->len;

  out->fields = g_new0 (XlMaskField, n);
  out->is_birth = g_new0 (gboolean, n);
  for (guint i = 0; i < n; i++)
    {
      const char *table;
      const char *column = xl_people_person_column (xl_person_sheet_word_key (column_at (out->seen, i)), &table);

      if (column != NULL && !xl_export_table_field (db, table, column, &out->fields[i], &out->is_birth[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Takes @word. */
static char *
mask_word (const Output *out, guint i, char *word)
{
  g_autofree char *whole = word;

  if (word == NULL || out->seen->mask == XL_MASK_INTERNAL)
    return g_steal_pointer (&whole);
  if (out->is_birth[i])
    return g_strndup (word, 4);
  return xl_mask (word, out->fields[i], out->seen->mask);
}

static void
on_row (const XlPersonRow *row, gpointer data)
{
  Output *out = data;
  guint n = out->seen->columns->len;
  g_auto(GStrv) cells = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      gboolean whole = out->writer != NULL && column_at (out->seen, i) == XL_PERSON_LIST_NUMBER;
      char *word = xl_person_list_word (row, whole ? XL_PERSON_LIST_WHOLE_NUMBER : column_at (out->seen, i), out->seen->question->today);

      word = out->writer != NULL ? mask_word (out, i, word) : word;
      cells[i] = word != NULL ? word : g_strdup ("");
    }
  if (out->writer == NULL)
    xl_filing_sheet_add (out->rows, (const char *const *) cells);
  else if (out->error != NULL || !xl_sheet_writer_add (out->writer, (const char *const *) cells, &out->error))
    return;
  out->n_rows++;
}

static gboolean
write_rows (XlDb *db, Output *out, GError **error)
{
  g_autoptr(GArray) ids = xl_person_list_ids (db, out->seen->question, error);

  if (ids == NULL || !xl_person_row_table_read (db, (const gint64 *) ids->data, ids->len, on_row, out, error))
    return FALSE;
  if (out->error != NULL)
    g_propagate_error (error, g_steal_pointer (&out->error));
  return error == NULL || *error == NULL;
}

/* A file ---------------------------------------------------------------------------------------------------------- */

static XlSheetWriter *
open_writer (const XlPeopleSeen *seen, GError **error)
{
  g_autofree XlSheetColumn *columns = g_new0 (XlSheetColumn, seen->columns->len);

  for (guint i = 0; i < seen->columns->len; i++)
    {
      XlPersonListColumn column = column_at (seen, i);
      gboolean internal = seen->mask == XL_MASK_INTERNAL;

      columns[i].title = seen->titles[i];
      columns[i].type = column == XL_PERSON_LIST_AGE || column == XL_PERSON_LIST_GROUP ? XL_COLUMN_INTEGER
                        : column == XL_PERSON_LIST_BIRTH && internal ? XL_COLUMN_DATE : XL_COLUMN_TEXT;
    }
  return xl_sheet_writer_new (seen->path, seen->format, "居民花名册", NULL, columns, seen->columns->len, error);
}

gpointer
xl_people_seen_write (XlDb *db, gpointer data, GError **error)
{
  g_auto(Output) out = { .seen = data };
  XlPeopleSeen *done;

  if (!find_masks (db, &out, error) || (out.writer = open_writer (data, error)) == NULL || !write_rows (db, &out, error)
      || !xl_sheet_writer_close (out.writer, error))
    return NULL;
  done = xl_people_seen_copy (data);
  done->n_rows = out.n_rows;
  return done;
}

gint64
xl_people_seen_note (XlDb *db, gpointer data, GError **error)
{
  const XlPeopleSeen *seen = data;
  XlExport export = { seen->user, "residents", seen->path, seen->mask, seen->n_rows };

  return xl_export_table_note (db, &export, error) ? 0 : -1;
}

/* A paper --------------------------------------------------------------------------------------------------------- */

static XlFilingSheet *
open_sheet (const XlPeopleSeen *seen, XlLayoutSheet *sheet)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < seen->columns->len; i++)
    {
      XlPersonListColumn column = column_at (seen, i);
      XlFormAlign align = column == XL_PERSON_LIST_AGE ? XL_FORM_NUMBER
                          : column == XL_PERSON_LIST_BIRTH || column == XL_PERSON_LIST_SEX || column == XL_PERSON_LIST_GROUP
                            ? XL_FORM_CENTER : XL_FORM_TEXT;

      xl_layout_sheet_add_column (sheet, seen->titles[i], align, FALSE, 0);
      g_ptr_array_add (keys, ((XlFormColumn *) g_ptr_array_index (sheet->columns, i))->key);
    }
  g_ptr_array_add (keys, NULL);
  sheet->title = g_strdup ("居民花名册");
  sheet->paper = g_strdup (seen->columns->len > MOST_UPRIGHT ? "A4-landscape" : "A4");
  sheet->date = g_strdup (seen->question->today);
  return xl_filing_data_add_sheet (sheet->data, "rows", (const char *const *) keys->pdata);
}

gpointer
xl_people_seen_sheet (XlDb *db, gpointer data, GError **error)
{
  g_auto(Output) out = { .seen = data };
  g_autoptr(XlLedgerExport) job = g_new0 (XlLedgerExport, 1);

  job->pdf = job->print = job->trim = TRUE;
  job->sheet = xl_layout_sheet_new ();
  job->title = g_strdup ("居民花名册");
  out.rows = open_sheet (data, job->sheet);
  if (!write_rows (db, &out, error))
    return NULL;
  job->n_rows = out.n_rows;
  return g_steal_pointer (&job);
}
