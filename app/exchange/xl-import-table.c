#include "exchange/xl-import-private.h"

#include "base/xl-name.h"

#include <string.h>

#define MAX_SHOWN 200   /* letters of a cell in a finding */

static void
free_note (gpointer data)
{
  XlImportNote *note = data;

  g_free (note->label);
  g_free (note->value);
  g_free (note->new_value);
  g_free (note);
}

static void
free_sheet (gpointer data)
{
  XlImportSheet *sheet = data;

  g_free (sheet->file);
  g_free (sheet->path);
  g_free (sheet->sheet);
  g_free (sheet->office);
  xl_columns_free (sheet->columns);
  g_ptr_array_unref (sheet->refused);
  g_ptr_array_unref (sheet->flagged);
  g_ptr_array_unref (sheet->changes);
  g_ptr_array_unref (sheet->kept);
  g_free (sheet);
}

static void
free_skipped (gpointer data)
{
  XlImportSkipped *skipped = data;

  g_free (skipped->file);
  g_free (skipped->sheet);
  g_free (skipped->reason);
  g_free (skipped);
}

/* The row ------------------------------------------------------------------------------------------------------------- */

const XlCell *
xl_import_row_cell_at (XlImportRow *row, guint field)
{
  guint column = row->sheet->columns->column_of[field];

  return column > 0 ? xl_row_cell (row->row, column) : NULL;
}

gboolean
xl_import_row_has_at (XlImportRow *row, guint field)
{
  return row->sheet->columns->column_of[field] > 0;
}

const char *
xl_import_row_text_at (XlImportRow *row, guint field)
{
  if (row->texts[field] == NULL)
    {
      const XlField *f = g_ptr_array_index (row->import->fields->fields, field);

      row->texts[field] = xl_cell_dup_text (xl_import_row_cell_at (row, field));
      if (f->fill_down && row->texts[field][0] == '\0' && row->import->above[field] != NULL)
        {
          g_free (row->texts[field]);
          row->texts[field] = g_strdup (row->import->above[field]);
        }
    }
  return row->texts[field][0] != '\0' ? row->texts[field] : NULL;
}

static int
field_of (XlImportRow *row, const char *key)
{
  return xl_field_set_find (row->import->fields, key);
}

const char *
xl_import_row_text (XlImportRow *row, const char *key)
{
  int field = field_of (row, key);

  return field >= 0 ? xl_import_row_text_at (row, (guint) field) : NULL;
}

const XlCell *
xl_import_row_cell (XlImportRow *row, const char *key)
{
  int field = field_of (row, key);

  return field >= 0 ? xl_import_row_cell_at (row, (guint) field) : NULL;
}

gboolean
xl_import_row_has (XlImportRow *row, const char *key)
{
  int field = field_of (row, key);

  return field >= 0 && xl_import_row_has_at (row, (guint) field);
}

guint
xl_import_row_number (XlImportRow *row)
{
  return row->row->row;
}

const char *
xl_import_row_office (XlImportRow *row)
{
  return row->sheet->office;
}

const char *
xl_import_row_place (XlImportRow *row, const char *text)
{
  return xl_places_find (row->import->places, text);
}

guint
xl_import_row_year (XlImportRow *row)
{
  return row->sheet->year;
}

guint
xl_import_row_month (XlImportRow *row)
{
  return row->sheet->month;
}

/* What a cell held, as far as it helps to find it. */
static char *
shorten (const char *value)
{
  g_autofree char *front = value != NULL && strlen (value) > MAX_SHOWN && g_utf8_strlen (value, -1) > MAX_SHOWN
                             ? g_utf8_substring (value, 0, MAX_SHOWN) : NULL;

  return front != NULL ? g_strconcat (front, "…", NULL) : g_strdup (value);
}

static XlImportNote *
new_note (XlImportRow *row, XlImportVerdict verdict, const char *key, const char *value, const char *reason)
{
  XlImportNote *note = g_new0 (XlImportNote, 1);
  int field = key != NULL ? field_of (row, key) : -1;

  note->row = row->row->row;
  note->verdict = verdict;
  note->field = field >= 0 ? (guint) field : G_MAXUINT;
  note->reason = reason;
  note->label = g_strdup (row->label);
  note->value = shorten (value);
  return note;
}

void
xl_import_row_flag (XlImportRow *row, const char *key, const char *value, const char *reason)
{
  g_ptr_array_add (row->sheet->flagged, new_note (row, XL_IMPORT_UNCHANGED, key, value, reason));
}

XlImportSheet *
xl_import_row_sheet (XlImportRow *row)
{
  return row->sheet;
}

void
xl_import_sheet_flag (XlImport *import, XlImportSheet *sheet, guint row, const char *key, const char *value,
                      const char *reason)
{
  XlImportNote *note = g_new0 (XlImportNote, 1);
  int field = xl_field_set_find (import->fields, key);

  note->row = row;
  note->verdict = XL_IMPORT_UNCHANGED;
  note->field = field >= 0 ? (guint) field : G_MAXUINT;
  note->reason = reason;
  note->value = g_strdup (value);
  g_ptr_array_add (sheet->flagged, note);
}

XlImportVerdict
xl_import_row_refuse (XlImportRow *row, const char *key, const char *value, const char *reason)
{
  g_ptr_array_add (row->sheet->refused, new_note (row, XL_IMPORT_REFUSED, key, value, reason));
  return XL_IMPORT_REFUSED;
}

void
xl_import_row_change (XlImportRow *row, const char *key, const char *old_value, const char *new_value)
{
  XlImportNote *note = new_note (row, XL_IMPORT_UPDATED, key, old_value, NULL);

  note->new_value = g_strdup (new_value);
  g_ptr_array_add (row->sheet->changes, note);
}

void
xl_import_row_label (XlImportRow *row, const char *label)
{
  g_free (row->label);
  row->label = g_strdup (label);
}

void
xl_import_row_identity (XlImportRow *row, const char *verdict)
{
  static const char *const names[] = { "valid", "valid_after_cleaning", "invalid", "missing" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], verdict) == 0)
      row->import->identity[i]++;
}

/* The import ---------------------------------------------------------------------------------------------------------- */

XlImport *
xl_import_new (const XlImportTarget *target, const XlImportOptions *options)
{
  XlImport *import = g_new0 (XlImport, 1);

  import->target = target;
  import->options = *options;
  import->options.office = import->office = g_strdup (options->office);
  import->options.on = import->on = g_strdup (options->on);
  import->options.sheet = import->only_sheet = g_strdup (options->sheet);
  import->sheets = g_ptr_array_new_with_free_func (free_sheet);
  import->skipped = g_ptr_array_new_with_free_func (free_skipped);
  return import;
}

/* Lets go of what belongs to one run, so that the same import can run again. */
static void
forget_run (XlImport *import)
{
  if (import->state != NULL && import->target->free_state != NULL)
    import->target->free_state (import->state);
  import->state = NULL;
  for (guint i = 0; import->fields != NULL && i < import->fields->fields->len; i++)
    {
      g_free (import->row.texts[i]);
      g_free (import->above[i]);
    }
  g_clear_pointer (&import->row.texts, g_free);
  g_clear_pointer (&import->row.label, g_free);
  g_clear_pointer (&import->above, g_free);
  g_clear_pointer (&import->fields, xl_field_set_free);
  g_clear_pointer (&import->places, xl_places_free);
  g_ptr_array_set_size (import->sheets, 0);
  g_ptr_array_set_size (import->skipped, 0);
  memset (import->identity, 0, sizeof import->identity);
  import->current = NULL;
}

void
xl_import_free (XlImport *import)
{
  if (import == NULL)
    return;
  forget_run (import);
  g_ptr_array_unref (import->sheets);
  g_ptr_array_unref (import->skipped);
  g_free (import->office);
  g_free (import->on);
  g_free (import->only_sheet);
  g_free (import);
}

const XlImportTarget *
xl_import_get_target (XlImport *import)
{
  return import->target;
}

const XlImportOptions *
xl_import_get_options (XlImport *import)
{
  return &import->options;
}

const XlFieldSet *
xl_import_get_fields (XlImport *import)
{
  return import->fields;
}

XlPlaces *
xl_import_get_places (XlImport *import)
{
  return import->places;
}

GPtrArray *
xl_import_get_sheets (XlImport *import)
{
  return import->sheets;
}

GPtrArray *
xl_import_get_skipped (XlImport *import)
{
  return import->skipped;
}

void
xl_import_skip_sheet (XlImport *import, const char *path, const char *sheet, const char *reason)
{
  XlImportSkipped *skipped = g_new0 (XlImportSkipped, 1);

  skipped->file = g_path_get_basename (path);
  skipped->sheet = g_strdup (sheet);
  skipped->reason = g_strdup (reason);
  g_ptr_array_add (import->skipped, skipped);
}

guint
xl_import_get_count (XlImport *import, XlImportVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < import->sheets->len; i++)
    {
      const XlImportSheet *sheet = g_ptr_array_index (import->sheets, i);

      n += verdict == XL_IMPORT_ADDED ? sheet->added : verdict == XL_IMPORT_UPDATED ? sheet->updated
           : verdict == XL_IMPORT_UNCHANGED ? sheet->unchanged : sheet->refused->len;
    }
  return n;
}

guint
xl_import_get_n_flagged (XlImport *import)
{
  guint n = 0;

  for (guint i = 0; i < import->sheets->len; i++)
    n += ((XlImportSheet *) g_ptr_array_index (import->sheets, i))->flagged->len;
  return n;
}

gboolean
xl_import_begin (XlImport *import, XlDb *db, GError **error)
{
  forget_run (import);
  import->db = db;
  import->fields = import->target->fields (import->target, db, error);
  if (import->fields == NULL)
    return FALSE;
  import->row.import = import;
  import->row.texts = g_new0 (char *, import->fields->fields->len);
  import->above = g_new0 (char *, import->fields->fields->len);
  import->places = xl_places_load (db, error);
  if (import->places == NULL)
    return FALSE;
  if (import->target->begin == NULL)
    return TRUE;
  import->state = import->target->begin (db, import, error);
  return import->state != NULL;
}

/* Whose rows the sheet holds: its title says it, or its name, the file's name, the person, or it is ours. */
static const char *
find_office (XlImport *import, const XlImportSheet *sheet)
{
  const char *office = xl_places_in (import->places, sheet->columns->title);

  if (office == NULL)
    office = xl_places_find (import->places, sheet->sheet);
  if (office == NULL)
    office = xl_places_in (import->places, sheet->sheet);
  if (office == NULL)
    office = xl_places_in (import->places, sheet->file);
  if (office == NULL)
    office = import->options.office;
  return office != NULL ? office : xl_places_own (import->places);
}

XlImportSheet *
xl_import_begin_sheet (XlImport *import, const char *path, const char *name, guint index, XlColumns *columns)
{
  XlImportSheet *sheet = g_new0 (XlImportSheet, 1);

  sheet->path = g_strdup (path);
  sheet->file = g_path_get_basename (path);
  sheet->sheet = g_strdup (name);
  sheet->index = index;
  sheet->columns = columns;
  sheet->refused = g_ptr_array_new_with_free_func (free_note);
  sheet->flagged = g_ptr_array_new_with_free_func (free_note);
  sheet->changes = g_ptr_array_new_with_free_func (free_note);
  sheet->kept = g_ptr_array_new_with_free_func (free_note);
  sheet->office = g_strdup (find_office (import, sheet));
  xl_import_find_month (columns->title, &sheet->year, &sheet->month);
  xl_import_find_month (sheet->sheet, &sheet->year, &sheet->month);
  xl_import_find_month (sheet->file, &sheet->year, &sheet->month);
  for (guint i = 0; i < import->fields->fields->len; i++)
    g_clear_pointer (&import->above[i], g_free);
  g_ptr_array_add (import->sheets, sheet);
  import->current = sheet;
  import->row.sheet = sheet;
  return sheet;
}

static void
remember_above (XlImport *import)
{
  for (guint i = 0; i < import->fields->fields->len; i++)
    {
      const XlField *field = g_ptr_array_index (import->fields->fields, i);
      const char *text = field->fill_down ? xl_import_row_text_at (&import->row, i) : NULL;

      if (text != NULL && text != import->above[i])
        {
          g_free (import->above[i]);
          import->above[i] = g_strdup (text);
        }
    }
}

static void
count_verdict (XlImport *import, XlImportVerdict verdict)
{
  XlImportSheet *sheet = import->current;

  sheet->rows++;
  sheet->added += verdict == XL_IMPORT_ADDED;
  sheet->updated += verdict == XL_IMPORT_UPDATED;
  sheet->unchanged += verdict == XL_IMPORT_UNCHANGED;
  if (import->options.keep_rows && (verdict == XL_IMPORT_ADDED || verdict == XL_IMPORT_UNCHANGED))
    g_ptr_array_add (sheet->kept, new_note (&import->row, verdict, NULL, NULL, NULL));
}

gboolean
xl_import_add_row (XlImport *import, const XlRow *row, GError **error)
{
  XlImportRow *r = &import->row;
  XlImportVerdict verdict;

  if (xl_columns_classify (import->current->columns, row) != XL_ROW_DATA)
    return TRUE;
  r->row = row;
  g_clear_pointer (&r->label, g_free);
  verdict = import->target->apply (import->db, import->state, r, error);
  remember_above (import);
  if (verdict != XL_IMPORT_FAILED)
    count_verdict (import, verdict);
  for (guint i = 0; i < import->fields->fields->len; i++)
    g_clear_pointer (&r->texts[i], g_free);
  return verdict != XL_IMPORT_FAILED;
}

gboolean
xl_import_finish (XlImport *import, GError **error)
{
  return import->target->finish == NULL || import->target->finish (import->db, import->state, import, error);
}
