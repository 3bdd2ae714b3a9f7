#include "exchange/xl-import-private.h"

#include "base/xl-reason.h"

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_notes (JsonBuilder *builder, const char *name, GPtrArray *notes, const XlFieldSet *fields)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < notes->len; i++)
    {
      const XlImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *reason = note->reason != NULL ? xl_reason_words (note->reason, NULL) : NULL;

      json_builder_begin_object (builder);
      add_int (builder, "row", note->row);
      add_string (builder, "column",
                  note->field < fields->fields->len ? ((XlField *) g_ptr_array_index (fields->fields, note->field))->key : NULL);
      add_string (builder, "value", note->value);
      add_string (builder, "reason", reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_columns (JsonBuilder *builder, const XlColumns *columns, const XlFieldSet *fields)
{
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_object (builder);
  for (guint i = 0; i < columns->n_columns; i++)
    {
      g_autofree char *letters = xl_column_letters (i + 1);

      if (columns->field_of[i] >= 0)
        add_string (builder, letters, ((XlField *) g_ptr_array_index (fields->fields, columns->field_of[i]))->key);
    }
  json_builder_end_object (builder);
}

static void
add_sheet (JsonBuilder *builder, const XlImportSheet *sheet, const XlFieldSet *fields)
{
  json_builder_begin_object (builder);
  add_string (builder, "file", sheet->file);
  add_string (builder, "sheet", sheet->sheet);
  add_int (builder, "header_row", sheet->columns->header_row);
  add_int (builder, "rows", sheet->rows);
  add_int (builder, "added", sheet->added);
  add_int (builder, "updated", sheet->updated);
  add_int (builder, "unchanged", sheet->unchanged);
  add_notes (builder, "refused", sheet->refused, fields);
  add_notes (builder, "flagged", sheet->flagged, fields);
  add_string (builder, "office", sheet->office);
  add_columns (builder, sheet->columns, fields);
  json_builder_end_object (builder);
}

static void
add_skipped (JsonBuilder *builder, GPtrArray *skipped)
{
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < skipped->len; i++)
    {
      const XlImportSkipped *s = g_ptr_array_index (skipped, i);

      json_builder_begin_object (builder);
      add_string (builder, "file", s->file);
      add_string (builder, "sheet", s->sheet);
      add_string (builder, "reason", s->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
xl_import_to_json (XlImport *import)
{
  static const char *const verdicts[] = { "valid", "valid_after_cleaning", "invalid", "missing" };
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "kind", import->target->kind);
  add_int (builder, "added", xl_import_get_count (import, XL_IMPORT_ADDED));
  add_int (builder, "updated", xl_import_get_count (import, XL_IMPORT_UPDATED));
  add_int (builder, "unchanged", xl_import_get_count (import, XL_IMPORT_UNCHANGED));
  add_int (builder, "refused", xl_import_get_count (import, XL_IMPORT_REFUSED));
  add_int (builder, "flagged", xl_import_get_n_flagged (import));
  json_builder_set_member_name (builder, "identity");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    add_int (builder, verdicts[i], import->identity[i]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->sheets->len; i++)
    add_sheet (builder, g_ptr_array_index (import->sheets, i), import->fields);
  json_builder_end_array (builder);
  add_skipped (builder, import->skipped);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
