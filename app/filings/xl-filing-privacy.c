#include "filings/xl-filing-form.h"

#include <string.h>

static void
mask_column (XlFilingSheet *table, guint column, XlMaskField field, XlMaskProfile profile)
{
  guint n_rows = xl_filing_sheet_n_rows (table);

  for (guint row = 0; row < n_rows; row++)
    {
      const char *text = xl_filing_sheet_cell (table, row, column);
      g_autofree char *masked = *text != '\0' ? xl_mask (text, field, profile) : NULL;

      if (masked != NULL && strcmp (masked, text) != 0)
        xl_filing_sheet_set_cell (table, row, column, masked);
    }
}

void
xl_filing_form_mask (const XlFilingForm *form, XlFilingData *data, XlMaskProfile profile)
{
  GHashTableIter iter;
  gpointer key, field;

  if (profile == XL_MASK_INTERNAL)
    return;
  for (guint i = 0; i < form->tables->len; i++)
    {
      const XlFormTable *described = g_ptr_array_index (form->tables, i);
      XlFilingSheet *table = xl_filing_data_sheet (data, described->key);

      for (guint c = 0; table != NULL && c < described->columns->len; c++)
        {
          const XlFormColumn *column = g_ptr_array_index (described->columns, c);
          int place = xl_filing_sheet_find (table, column->key);

          if (place >= 0 && column->mask != XL_MASK_PLAIN)
            mask_column (table, (guint) place, column->mask, profile);
        }
    }
  g_hash_table_iter_init (&iter, form->masks);
  while (g_hash_table_iter_next (&iter, &key, &field))
    {
      const char *text = xl_filing_data_get (data, key);
      g_autofree char *masked = text != NULL ? xl_mask (text, (XlMaskField) GPOINTER_TO_INT (field), profile) : NULL;

      if (masked != NULL)
        xl_filing_data_set (data, key, masked);
    }
}

static gboolean
is_unmasked (const char *text)
{
  return xl_filing_find_unmasked (text) || xl_mask_find_unmasked (text) >= 0;
}

static gboolean
check_table (const XlFilingSheet *table, GError **error)
{
  guint n_rows = xl_filing_sheet_n_rows (table), n_columns = xl_filing_sheet_n_columns (table);

  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      if (is_unmasked (xl_filing_sheet_cell (table, row, column)))
        {
          g_set_error (error, XL_ERROR, XL_ERROR_REFUSED,
                       "table %s, row %u, column %s: a whole number of a person stands in it; such a paper may not leave the office",
                       xl_filing_sheet_key (table), row + 1, xl_filing_sheet_column (table, column));
          return FALSE;
        }
  return TRUE;
}

gboolean
xl_filing_form_check (const XlFilingForm *form, const XlFilingData *data, XlMaskProfile profile, GError **error)
{
  g_autoptr(GPtrArray) keys = xl_filing_data_keys (data);

  if (profile == XL_MASK_INTERNAL)
    return TRUE;
  for (guint i = 0; i < keys->len; i++)
    if (is_unmasked (xl_filing_data_get (data, g_ptr_array_index (keys, i))))
      {
        g_set_error (error, XL_ERROR, XL_ERROR_REFUSED,
                     "form %s, value %s: a whole number of a person stands in it; such a paper may not leave the office",
                     form->key, (const char *) g_ptr_array_index (keys, i));
        return FALSE;
      }
  for (guint i = 0; i < xl_filing_data_n_sheets (data); i++)
    if (!check_table (xl_filing_data_nth_sheet (data, i), error))
      return FALSE;
  return TRUE;
}

gboolean
xl_filing_form_applies (const char *when, const XlFilingData *data)
{
  const char *value = when != NULL ? xl_filing_data_get (data, when) : NULL;

  return when == NULL || (value != NULL && *value != '\0' && strcmp (value, "0") != 0);
}
