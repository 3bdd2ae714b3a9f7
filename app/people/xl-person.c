#include "people/xl-person.h"

#include "base/xl-error.h"
#include "base/xl-identity.h"
#include "base/xl-name.h"
#include "base/xl-phone.h"
#include "base/xl-pinyin.h"

#include <string.h>

#define MAX_NAME 100   /* letters; what is longer got into the wrong column */

#define FIELD(column) { #column, G_STRUCT_OFFSET (XlPerson, column) }

/* The text fields, in the order of the table's columns. */
static const struct {
  const char *column;
  gsize       offset;
} fields[XL_PERSON_N_FIELDS] = {
  FIELD (office),     FIELD (name),          FIELD (name_written), FIELD (name_sort), FIELD (name_initials),
  FIELD (sex),        FIELD (birth_date),    FIELD (ethnic),       FIELD (id_number), FIELD (id_written),
  FIELD (id_verdict), FIELD (phone),         FIELD (phone_written), FIELD (education), FIELD (political),
  FIELD (marital),    FIELD (hukou),         FIELD (away),         FIELD (address),   FIELD (note),
  FIELD (death_date),
};

static void
set (char **field, const char *text)
{
  g_autofree char *old = *field;

  *field = text == NULL || text[0] == '\0' ? NULL : g_strdup (text);
}

XlPerson *
xl_person_new (const char *office)
{
  XlPerson *person = g_new0 (XlPerson, 1);

  person->office = g_strdup (office);
  person->id_verdict = g_strdup (xl_identity_verdict_name (XL_IDENTITY_MISSING));
  person->present = TRUE;
  return person;
}

char **
xl_person_field (XlPerson *person, const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].column, column) == 0)
      return G_STRUCT_MEMBER_P (person, fields[i].offset);
  return NULL;
}

char **
xl_person_field_at (XlPerson *person, guint i)
{
  return G_STRUCT_MEMBER_P (person, fields[i].offset);
}

XlPerson *
xl_person_copy (const XlPerson *person)
{
  XlPerson *copy = g_memdup2 (person, sizeof *person);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char **field = G_STRUCT_MEMBER_P (copy, fields[i].offset);

      *field = g_strdup (*field);
    }
  return copy;
}

void
xl_person_free (XlPerson *person)
{
  if (person == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (*(char **) G_STRUCT_MEMBER_P (person, fields[i].offset));
  g_free (person);
}

gboolean
xl_person_set_name (XlPerson *person, const char *written, GError **error)
{
  g_autofree char *name = xl_name_clean (written, NULL);

  if (name[0] == '\0')
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_FORMAT, "name: nothing is left of it");
      return FALSE;
    }
  if (g_utf8_strlen (name, -1) > MAX_NAME)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "name: is longer than %d letters", MAX_NAME);
      return FALSE;
    }
  set (&person->name, name);
  set (&person->name_written, strcmp (name, written) == 0 ? NULL : written);
  g_free (person->name_sort);
  g_free (person->name_initials);
  person->name_sort = xl_pinyin_sort_key (name);
  person->name_initials = xl_pinyin_initials (name);
  return TRUE;
}

const char *
xl_person_set_identity (XlPerson *person, const char *written)
{
  XlIdentity identity;
  gboolean valid = xl_identity_parse (written, XL_IDENTITY_TEXT, NULL, &identity);
  char sex[2] = { identity.sex, '\0' };

  set (&person->id_written, written);
  set (&person->id_verdict, xl_identity_verdict_name (identity.verdict));
  set (&person->id_number, valid ? identity.number : NULL);
  if (valid && person->birth_date == NULL)
    set (&person->birth_date, identity.birth);
  if (valid && person->sex == NULL)
    set (&person->sex, sex);
  return identity.verdict == XL_IDENTITY_INVALID ? identity.reason : NULL;
}

void
xl_person_set_phone (XlPerson *person, const char *written)
{
  XlPhone phone;
  gboolean good = xl_phone_clean (written, &phone);

  set (&person->phone, good ? phone.number : NULL);
  set (&person->phone_written, good && g_strcmp0 (phone.number, written) == 0 ? NULL : written);
}
