#include "exchange/xl-resident-import-private.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "base/xl-error.h"
#include "base/xl-identity.h"
#include "base/xl-name.h"
#include "base/xl-phone.h"

#include <glib/gi18n.h>
#include <string.h>

int
xl_import_small_number (const char *text)
{
  static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", NULL };
  g_autofree char *half = text != NULL ? xl_text_half_width (text) : NULL;
  int value = 0, digit = 0;
  gboolean any = FALSE;

  for (const char *p = half; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isdigit (*p))
        {
          if (value < 100000)
            value = value * 10 + (*p - '0');
          any = TRUE;
          continue;
        }
      if (any && value > 0)
        break;
      for (int i = 0; digits[i] != NULL; i++)
        if (g_str_has_prefix (p, digits[i]))
          digit = i;
      if (g_str_has_prefix (p, "十"))
        {
          value += (digit > 0 ? digit : 1) * 10;
          digit = 0;
        }
    }
  return any ? value : value + digit;
}

char *
xl_import_household_number (const char *text)
{
  g_autofree char *half = text != NULL ? xl_text_half_width (text) : NULL;
  GString *out = g_string_new (NULL);

  for (const char *p = half; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80)
        {
          if (!g_ascii_isspace (*p))
            g_string_append_c (out, *p);
        }
      else if (c == 0x2014 || c == 0x2013 || c == 0x2010 || c == 0x2011 || c == 0x2212)
        g_string_append_c (out, '-');
      else if (!g_unichar_isspace (c))
        g_string_append_unichar (out, c);
    }
  return out->len > 0 ? g_string_free (out, FALSE) : (g_string_free (out, TRUE), NULL);
}

static void
take (char **field, const char *text)
{
  g_free (*field);
  *field = text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
}

static void
read_code (XlImportRow *row, guint field, const char *table, char **out)
{
  const char *text = xl_import_row_text_at (row, field);
  const char *code = text != NULL ? xl_code_find (xl_code_table (table), text) : NULL;
  const XlField *f = g_ptr_array_index (row->import->fields->fields, field);

  if (code != NULL)
    take (out, code);
  else if (text != NULL && !xl_text_is_none (text))
    xl_import_row_flag (row, f->key, text, N_("not among the known words; left empty"));
}

static void
read_identity (XlResidentRecord *record, XlImportRow *row)
{
  const char *text = xl_import_row_text_at (row, R_ID_NUMBER);
  const XlCell *cell = xl_import_row_cell_at (row, R_ID_NUMBER);
  XlIdentityCell how = XL_IDENTITY_TEXT;
  XlIdentity identity;

  if (cell != NULL && (cell->type == XL_CELL_NUMBER || cell->type == XL_CELL_DATE))
    how |= XL_IDENTITY_NUMERIC_CELL;
  if (cell != NULL && cell->quote_prefix)
    how |= XL_IDENTITY_QUOTE_PREFIX;
  /* the text as stored: spaces around it are part of its dress */
  record->valid = xl_identity_parse (cell != NULL && text != NULL ? cell->text : NULL, how,
                                     row->import->options.on, &identity);
  take (&record->person->id_written, cell != NULL && text != NULL ? text : NULL);
  take (&record->person->id_verdict, xl_identity_verdict_name (identity.verdict));
  xl_import_row_identity (row, xl_identity_verdict_name (identity.verdict));
  if (record->valid)
    {
      char sex[2] = { identity.sex, '\0' };

      take (&record->person->id_number, identity.number);
      take (&record->person->birth_date, identity.birth);
      take (&record->person->sex, sex);
    }
  else if (xl_import_row_has_at (row, R_ID_NUMBER))
    xl_import_row_flag (row, "id_number", text, identity.reason);
}

static void
read_sex (XlResidentRecord *record, XlImportRow *row)
{
  g_autofree char *sex = NULL;

  read_code (row, R_SEX, XL_CODE_SEX, &sex);
  if (sex == NULL || (sex[0] != '1' && sex[0] != '2'))
    return;
  if (record->person->sex == NULL)
    take (&record->person->sex, sex);
  else if (strcmp (sex, record->person->sex) != 0)
    xl_import_row_flag (row, "sex", xl_import_row_text_at (row, R_SEX),
                        N_("the sex disagrees with the identity number; the number's is taken"));
}

static void
read_birth (XlResidentRecord *record, XlImportRow *row)
{
  const char *text = xl_import_row_text_at (row, R_BIRTH);
  const XlCell *cell = xl_import_row_cell_at (row, R_BIRTH);
  XlDateFlags flags = XL_DATE_PAST | (cell != NULL && cell->type == XL_CELL_NUMBER ? XL_DATE_NUMERIC_CELL : XL_DATE_TEXT);
  XlDate date;

  if (text == NULL || xl_text_is_none (text))
    return;
  /* serial days in a csv have lost their cell's kind */
  if (cell != NULL && cell->type == XL_CELL_TEXT && strlen (text) == 5 && strspn (text, "0123456789") == 5)
    flags |= XL_DATE_NUMERIC_CELL;
  if (!xl_date_parse (text, flags, row->import->options.on, 0, &date) || date.precision != XL_DATE_DAY)
    xl_import_row_flag (row, "birth_date", text, date.reason != NULL ? date.reason : N_("no whole date; left empty"));
  else if (record->person->birth_date == NULL)
    take (&record->person->birth_date, date.text);
  else if (strcmp (date.text, record->person->birth_date) != 0)
    xl_import_row_flag (row, "birth_date", text, N_("the birth date disagrees with the identity number; the number's is taken"));
}

static void
read_phone (XlResidentRecord *record, XlImportRow *row)
{
  const char *text = xl_import_row_text_at (row, R_PHONE);
  XlPhone phone;

  if (text == NULL)
    return;
  if (xl_phone_clean (text, &phone))
    xl_person_set_phone (record->person, text);
  else if (phone.kind == XL_PHONE_INVALID)
    {
      xl_person_set_phone (record->person, text);
      xl_import_row_flag (row, "phone", text, phone.reason);
    }
}

static void
read_away (XlResidentRecord *record, XlImportRow *row)
{
  const char *text = xl_import_row_text_at (row, R_AWAY);
  const XlCodeTable *table = xl_code_table (XL_CODE_AWAY);
  const char *code = text != NULL && table != NULL ? xl_code_find (table, text) : NULL;

  if (text != NULL && !xl_text_is_none (text))
    take (&record->person->away, code != NULL ? xl_code_name (table, code) : text);
}

static void
read_kinds (XlResidentRecord *record, XlImportRow *row)
{
  const char *text = xl_import_row_text_at (row, R_KINDS);
  g_auto(GStrv) unknown = NULL;

  if (text == NULL)
    return;
  record->kinds = xl_code_find_several (xl_code_table (XL_CODE_KIND), text, &unknown);
  for (guint i = 0; unknown != NULL && unknown[i] != NULL; i++)
    {
      const char *party = xl_code_find (xl_code_table (XL_CODE_POLITICAL), unknown[i]);

      /* 党员 is no kind of care but a political status, wherever people write it */
      if (party != NULL && record->person->political == NULL)
        take (&record->person->political, party);
      else if (party == NULL)
        xl_import_row_flag (row, "kinds", unknown[i], N_("not among the known kinds of people; left out"));
    }
}

/* Where the household is, its number says, else the row, else the sheet. */
static void
read_place (XlResidentRecord *record, XlImportRow *row)
{
  XlPlaces *places = xl_import_get_places (row->import);
  const char *village = xl_import_row_text_at (row, R_VILLAGE);
  const char *list = village != NULL ? xl_places_find (places, village) : NULL;
  const char *home;

  if (village != NULL && list == NULL)
    xl_import_row_flag (row, "village", village, N_("no village of this township; the list's village is taken"));
  record->list_office = list != NULL ? list : xl_import_row_office (row);
  record->household = xl_import_household_number (xl_import_row_text_at (row, R_HOUSEHOLD));
  home = xl_places_of_household (places, record->household);
  if (home == NULL)
    home = record->list_office;
  record->at_home = strcmp (home, record->list_office) == 0;
  take (&record->person->office, home);
  record->group = xl_import_small_number (xl_import_row_text_at (row, R_GROUP));
  record->relation_written = xl_import_row_text_at (row, R_RELATION);
  read_code (row, R_RELATION, XL_CODE_RELATION, &record->relation);
  if (!record->at_home)
    xl_import_row_flag (row, "household", record->household,
                        N_("the household is in another village; the person is counted there"));
}

static gboolean
read_name (XlResidentRecord *record, XlImportRow *row)
{
  const char *text = xl_import_row_text_at (row, R_NAME);
  XlNameMarks marks = 0;
  g_autofree char *clean = xl_name_clean (text, &marks);
  g_autoptr(GError) error = NULL;

  if (text == NULL || !xl_person_set_name (record->person, text, &error))
    {
      xl_import_row_refuse (row, "name", text, g_error_matches (error, XL_ERROR, XL_ERROR_TOO_LARGE)
                                                 ? N_("nobody's name is that long: the row is no person")
                                                 : N_("there is no name: the row is no person"));
      return FALSE;
    }
  xl_import_row_label (row, record->person->name);
  if (marks & XL_NAME_PLACEHOLDER)
    xl_import_row_flag (row, "name", text, N_("a character of the name is missing; ask for the right one"));
  return TRUE;
}

gboolean
xl_resident_record_read (XlResidentRecord *record, XlImportRow *row)
{
  memset (record, 0, sizeof *record);
  record->person = xl_person_new (xl_import_row_office (row));
  if (!read_name (record, row))
    return FALSE;
  read_identity (record, row);
  read_place (record, row);
  if (strlen (record->person->office) != 12)
    {
      xl_import_row_refuse (row, "village", xl_import_row_text_at (row, R_VILLAGE), N_("nothing says which village this is"));
      return FALSE;
    }
  read_sex (record, row);
  read_birth (record, row);
  read_phone (record, row);
  read_away (record, row);
  read_code (row, R_ETHNIC, XL_CODE_ETHNIC, &record->person->ethnic);
  read_code (row, R_EDUCATION, XL_CODE_EDUCATION, &record->person->education);
  read_code (row, R_POLITICAL, XL_CODE_POLITICAL, &record->person->political);
  read_code (row, R_MARITAL, XL_CODE_MARITAL, &record->person->marital);
  read_code (row, R_HUKOU, XL_CODE_HUKOU, &record->person->hukou);
  read_kinds (record, row);
  take (&record->person->address, xl_import_row_text_at (row, R_ADDRESS));
  take (&record->person->note, xl_import_row_text_at (row, R_NOTE));
  return TRUE;
}

void
xl_resident_record_clear (XlResidentRecord *record)
{
  xl_person_free (record->person);
  g_free (record->household);
  g_free (record->relation);
  if (record->kinds != NULL)
    g_ptr_array_unref (record->kinds);
}
