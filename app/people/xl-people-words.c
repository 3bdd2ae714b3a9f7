#include "people/xl-people-words.h"

#include "base/xl-code.h"
#include "base/xl-division.h"

#include <string.h>

/* Which field of a row a key shows: its offset, the code table that names it, and the column behind it. */
typedef struct {
  const char *key;
  gsize       offset;
  const char *codes;      /* (nullable) */
  const char *table_name, *column;
} Field;

#define PERSON(key, field, codes, column) { key, G_STRUCT_OFFSET (XlPersonRow, field), codes, "person", column }
static const Field person_fields[] = {
  PERSON ("name", name, NULL, "name"),
  PERSON ("birth_date", birth_date, NULL, "birth_date"),
  PERSON ("ethnic", ethnic, XL_CODE_ETHNIC, "ethnic"),
  PERSON ("phone", phone, NULL, "phone"),
  PERSON ("away", away, XL_CODE_AWAY, "away"),
  PERSON ("education", education, XL_CODE_EDUCATION, "education"),
  PERSON ("political", political, XL_CODE_POLITICAL, "political"),
  PERSON ("marital", marital, XL_CODE_MARITAL, "marital"),
  PERSON ("hukou", hukou, XL_CODE_HUKOU, "hukou"),
  PERSON ("address", address, NULL, "address"),
  PERSON ("note", note, NULL, "note"),
  PERSON ("id_number", id_number, NULL, "id_number"),
  PERSON ("household", household_number, NULL, NULL),
  { "kinds", G_STRUCT_OFFSET (XlPersonRow, kinds), NULL, "person_kind", "kind" },
};

#define HOUSEHOLD(key, field, table_name, column) { key, G_STRUCT_OFFSET (XlHouseholdRow, field), NULL, table_name, column }
static const Field household_fields[] = {
  HOUSEHOLD ("number", number, NULL, NULL),
  HOUSEHOLD ("head", head_name, "person", "name"),
  HOUSEHOLD ("head_id_number", head_id_number, "person", "id_number"),
  HOUSEHOLD ("kind", kind, NULL, NULL),
  HOUSEHOLD ("phone", phone, "household", "phone"),
  HOUSEHOLD ("address", address, "household", "address"),
  HOUSEHOLD ("note", note, NULL, NULL),
};

static const Field *
find_field (const Field *fields, guint n, const char *key)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (fields[i].key, key) == 0)
      return &fields[i];
  return NULL;
}

static char *
field_word (const Field *field, gconstpointer row)
{
  const char *text = field != NULL ? G_STRUCT_MEMBER (const char *, row, field->offset) : NULL;
  const char *name = NULL;

  if (text != NULL && field->codes != NULL)
    name = xl_code_name (xl_code_table (field->codes), text);
  return g_strdup (name != NULL ? name : text);
}

const char *
xl_people_sex_word (const char *sex)
{
  if (g_strcmp0 (sex, "1") == 0)
    return "男";
  return g_strcmp0 (sex, "2") == 0 ? "女" : NULL;
}

const char *
xl_people_relation_word (const char *relation, const char *written)
{
  const char *name = relation != NULL ? xl_code_name (xl_code_table (XL_CODE_RELATION), relation) : NULL;

  return written != NULL && written[0] != '\0' ? written : name;
}

char *
xl_people_kinds_words (const char *codes)
{
  g_auto(GStrv) kinds = g_strsplit (codes != NULL ? codes : "", " ", -1);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; kinds[i] != NULL && kinds[i][0] != '\0'; i++)
    {
      const char *name = xl_code_name (xl_code_table (XL_CODE_KIND), kinds[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? "、" : "", name != NULL ? name : kinds[i]);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

char *
xl_people_land_words (gint64 land_mu_x100)
{
  gint64 rest = land_mu_x100 % 100;

  if (land_mu_x100 < 0)
    return NULL;
  if (rest == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, land_mu_x100 / 100);
  if (rest % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%d", land_mu_x100 / 100, (int) rest / 10);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", land_mu_x100 / 100, (int) rest);
}

static char *
number_word (int number)
{
  return number > 0 ? g_strdup_printf ("%d", number) : NULL;
}

char *
xl_people_person_word (const XlPersonRow *row, const char *key)
{
  if (strcmp (key, "sex") == 0)
    return g_strdup (xl_people_sex_word (row->sex));
  if (strcmp (key, "relation") == 0)
    return g_strdup (xl_people_relation_word (row->relation, row->relation_written));
  if (strcmp (key, "group") == 0)
    return number_word (row->group_no);
  if (strcmp (key, "kinds") == 0)
    return xl_people_kinds_words (row->kinds);
  if (strcmp (key, "village") == 0)
    return g_strdup (xl_division_name (NULL, row->office));
  if (strcmp (key, "id_number") == 0 && row->id_number == NULL)
    return g_strdup (row->id_written);
  if (strcmp (key, "phone") == 0 && row->phone == NULL)
    return g_strdup (row->phone_written);
  return field_word (find_field (person_fields, G_N_ELEMENTS (person_fields), key), row);
}

char *
xl_people_household_word (const XlHouseholdRow *row, const char *key)
{
  if (strcmp (key, "group") == 0)
    return number_word (row->group_no);
  if (strcmp (key, "size") == 0)
    return number_word (row->stated_size >= 0 ? row->stated_size : row->size);
  if (strcmp (key, "land") == 0)
    return xl_people_land_words (row->land_mu_x100);
  if (strcmp (key, "village") == 0)
    return g_strdup (xl_division_name (NULL, row->office));
  return field_word (find_field (household_fields, G_N_ELEMENTS (household_fields), key), row);
}

static const char *
column_of (const Field *field, const char **table_name)
{
  *table_name = field != NULL ? field->table_name : NULL;
  return field != NULL ? field->column : NULL;
}

const char *
xl_people_person_column (const char *key, const char **table_name)
{
  return column_of (find_field (person_fields, G_N_ELEMENTS (person_fields), key), table_name);
}

const char *
xl_people_household_column (const char *key, const char **table_name)
{
  return column_of (find_field (household_fields, G_N_ELEMENTS (household_fields), key), table_name);
}
