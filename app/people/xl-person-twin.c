/* Who may be one person: by what is written of them, without looking anywhere. */
#include "people/xl-person-twin.h"

#include "base/xl-name.h"
#include "base/xl-pinyin.h"
#include "base/xl-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MIN_READABLE 14       /* region and birth date of a number: what still tells persons of one name apart */
#define MAX_DISTANCE 2        /* places of two numbers that a slip of the pen makes differ */

const char *
xl_twin_reason_text (XlTwinReason reason)
{
  static const char *const texts[] = {
    N_("the same identity number"),
    N_("the same number as written"),
    N_("the same name and date of birth"),
    N_("the same name and telephone"),
    N_("the same name, and a damaged number that agrees"),
    N_("the same name, and numbers that differ in one or two places"),
    N_("the same name in one household"),
    N_("names that sound the same, and the same date of birth"),
  };

  return texts[reason];
}

/* The digits of a number that can be relied on, in the order of the 18-digit form without its check character. */
static char *
readable_digits (const char *written)
{
  g_autofree char *half = xl_text_half_width (written != NULL ? written : "");
  GString *digits = g_string_new (NULL);
  gboolean scientific = strchr (half, 'E') != NULL;

  for (const char *p = half; *p != '\0' && *p != 'E' && digits->len < 18; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (digits->len == 15 && !scientific)
    g_string_insert (digits, 6, "19");   /* the first generation had two digits for the year */
  else if (digits->len == 18 && g_str_has_suffix (digits->str, "000"))
    g_string_truncate (digits, 15);      /* what a spreadsheet keeps of 18 */
  if (digits->len > 17)
    g_string_truncate (digits, 17);
  return g_string_free (digits, FALSE);
}

static gboolean
digits_agree (const char *a, const char *b)
{
  g_autofree char *x = readable_digits (a);
  g_autofree char *y = readable_digits (b);
  gsize n = MIN (strlen (x), strlen (y));

  return n >= MIN_READABLE && strncmp (x, y, n) == 0;
}

static gboolean
same (const char *a, const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) == 0;
}

int
xl_twin_number_distance (const char *a, const char *b)
{
  int n = 0;

  if (a == NULL || b == NULL || strlen (a) != strlen (b))
    return G_MAXINT;
  for (; *a != '\0'; a++, b++)
    n += *a != *b;
  return n;
}

static gboolean
sound_same (const XlPerson *a, const XlPerson *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (!same (a->birth_date, b->birth_date) || (a->sex != NULL && b->sex != NULL && !same (a->sex, b->sex)))
    return FALSE;
  x = xl_pinyin (a->name);
  y = xl_pinyin (b->name);
  return strcmp (x, y) == 0;
}

int
xl_twin_judge (const XlPerson *a, const XlPerson *b, gboolean one_household)
{
  gboolean namesakes = xl_name_same (a->name, b->name);

  if (same (a->id_number, b->id_number))
    return XL_TWIN_SAME_NUMBER;
  if (a->id_number != NULL && b->id_number != NULL)   /* two valid numbers that differ are two persons, unless one is a slip */
    return namesakes && xl_twin_number_distance (a->id_number, b->id_number) <= MAX_DISTANCE ? XL_TWIN_NUMBER_NEAR : -1;
  if (!namesakes)
    return sound_same (a, b) ? XL_TWIN_SOUND_AND_BIRTH : -1;
  if (same (a->id_written, b->id_written) && a->id_written[0] != '\0')
    return XL_TWIN_SAME_WRITTEN;
  if (same (a->birth_date, b->birth_date))
    return XL_TWIN_NAME_AND_BIRTH;
  if (same (a->phone, b->phone))
    return XL_TWIN_NAME_AND_PHONE;
  if (digits_agree (a->id_written, b->id_written))
    return XL_TWIN_NAME_AND_RUIN;
  return one_household ? XL_TWIN_NAME_AND_HOUSEHOLD : -1;
}

/* Columns that are one fact: they are taken together. */
static const struct { const char *name, *columns[4]; } facts[] = {
  { "name", { "name", "name_written", "name_sort", "name_initials" } },
  { "number", { "id_number", "id_written", "id_verdict" } },
  { "phone", { "phone", "phone_written" } },
};

static void
take_column (XlPerson *to, const XlPerson *from, const char *column)
{
  char **field = xl_person_field (to, column);

  g_free (*field);
  *field = g_strdup (*xl_person_field ((XlPerson *) from, column));
}

gboolean
xl_person_take (XlPerson *to, const XlPerson *from, const char *fact)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (strcmp (facts[i].name, fact) == 0)
      {
        for (guint k = 0; k < 4 && facts[i].columns[k] != NULL; k++)
          take_column (to, from, facts[i].columns[k]);
        return TRUE;
      }
  if (xl_person_field (to, fact) == NULL || strcmp (fact, "office") == 0 || g_str_has_prefix (fact, "id_"))
    return FALSE;
  take_column (to, from, fact);
  return TRUE;
}
