#include "ledgers/xl-subject-table.h"

#include "base/xl-identity.h"
#include "base/xl-name.h"
#include "base/xl-pinyin.h"
#include "base/xl-text.h"
#include "people/xl-person-table.h"
#include "store/xl-search-table.h"
#include "store/xl-search-tokenizer.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

/* A person with the name that is asked for. */
typedef struct {
  gint64   id;
  char    *number;       /* as far as the file has it; "" */
  char    *birth;        /* "YYYYMMDD" or "" */
  gboolean here;         /* of the office that is asked for */
} Namesake;

static void
clear_namesake (gpointer data)
{
  Namesake *n = data;

  g_free (n->number);
  g_free (n->birth);
}

/* Digits, X and stars alone, in half width and capitals. */
static char *
clean_number (const char *text)
{
  g_autofree char *half = xl_text_half_width (text != NULL ? text : "");
  g_autoptr(GString) clean = g_string_new (NULL);

  for (const char *c = half; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      if (u == '*' || u == 0xd7 || u == 0x2217 || u == 0x25cf)
        g_string_append_c (clean, '*');
      else if (g_ascii_isdigit (*c) || *c == 'x' || *c == 'X')
        g_string_append_c (clean, g_ascii_toupper (*c));
    }
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

static char *
clean_birth (const char *iso)
{
  return iso != NULL && strlen (iso) == 10 ? g_strdup_printf ("%.4s%.2s%.2s", iso, iso + 5, iso + 8) : g_strdup ("");
}

static GArray *
read_namesakes (XlDb *db, const char *name, const char *office, GError **error)
{
  static const char sql[] =
    "SELECT id, coalesce (id_number, id_written), birth_date, office IS ?3 FROM person"
    " WHERE present IN (0, 1) AND name_sort = ?1 AND name = ?2";
  g_autoptr(GArray) found = g_array_new (FALSE, TRUE, sizeof (Namesake));
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autofree char *clean = xl_name_clean (name, NULL);
  g_autofree char *sort = xl_pinyin_sort_key (clean);
  g_autoptr(GError) local = NULL;

  g_array_set_clear_func (found, clear_namesake);
  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, sort);
  xl_bind (stmt, 2, clean);
  xl_bind (stmt, 3, office);
  while (xl_db_step (db, stmt, &local))
    {
      Namesake n = { sqlite3_column_int64 (stmt, 0), clean_number (xl_column (stmt, 1)),
                     clean_birth (xl_column (stmt, 2)), sqlite3_column_int (stmt, 3) };

      g_array_append_val (found, n);
    }
  if (local == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Whether @number shows nothing else than @shown does. */
static gboolean
shows_same (const char *shown, const char *number)
{
  gsize n = strlen (shown);

  if (n < 15 || n != strlen (number))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (shown[i] != '*' && shown[i] != number[i])
      return FALSE;
  return TRUE;
}

/* Whether the date of birth inside @shown, as far as it is shown, is the person's. */
static gboolean
shows_birth (const char *shown, const char *birth)
{
  if (strlen (shown) != 18 || strlen (birth) != 8 || strncmp (shown + 6, "****", 4) == 0)
    return FALSE;
  for (int i = 0; i < 8; i++)
    if (shown[6 + i] != '*' && shown[6 + i] != birth[i])
      return FALSE;
  return TRUE;
}

static gboolean
fits (const Namesake *n, XlSubjectMatch how, const char *shown)
{
  switch (how)
    {
    case XL_SUBJECT_BY_DIGITS:
      return shows_same (shown, n->number);
    case XL_SUBJECT_BY_BIRTH:
      return shows_birth (shown, n->birth);
    default:
      return TRUE;
    }
}

/* The only one who fits, those of the office first. */
static XlSubjectMatch
choose (const GArray *namesakes, XlSubjectMatch how, const char *shown, gint64 *person)
{
  guint all = 0, here = 0;
  gint64 id = 0, id_here = 0;

  for (guint i = 0; i < namesakes->len; i++)
    {
      const Namesake *n = &g_array_index (namesakes, Namesake, i);

      if (!fits (n, how, shown))
        continue;
      all++;
      id = n->id;
      here += n->here;
      if (n->here)
        id_here = n->id;
    }
  *person = here == 1 ? id_here : all == 1 ? id : 0;
  return *person != 0 ? how : all > 0 ? XL_SUBJECT_SEVERAL : XL_SUBJECT_NOBODY;
}

static XlSubjectMatch
find_by_name (XlDb *db, const char *name, const char *shown, const char *office, gint64 *person, GError **error)
{
  static const XlSubjectMatch ways[] = { XL_SUBJECT_BY_DIGITS, XL_SUBJECT_BY_BIRTH, XL_SUBJECT_BY_NAME };
  g_autoptr(GArray) namesakes = read_namesakes (db, name, office, error);

  *person = 0;
  if (namesakes == NULL)
    return XL_SUBJECT_NOBODY;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      XlSubjectMatch match = choose (namesakes, ways[i], shown, person);

      if (match != XL_SUBJECT_NOBODY)
        return match;
    }
  return XL_SUBJECT_NOBODY;
}

XlSubjectMatch
xl_subject_table_find (XlDb *db, const char *name, const char *number, const char *office, const char *today,
                       gint64 *person, GError **error)
{
  g_autofree char *shown = clean_number (number);
  XlIdentity identity;

  *person = 0;
  if (strchr (shown, '*') == NULL && xl_identity_parse (number, XL_IDENTITY_TEXT, today, &identity))
    {
      *person = xl_person_table_find_identity (db, identity.number, error);
      if (*person != 0)
        return *person > 0 ? XL_SUBJECT_BY_NUMBER : XL_SUBJECT_NOBODY;
      g_free (shown);
      shown = g_strdup (identity.number);
    }
  return find_by_name (db, name, shown, office, person, error);
}

/* As somebody writes it ------------------------------------------------------------------------------------------- */

/* The only one of @persons, those who are of @office before others; 0 when there are several. */
static gint64
choose_found (XlDb *db, const GArray *persons, const char *office, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT office FROM person WHERE id = ?1 AND present = 1", error);
  gint64 here = 0;
  guint n = 0;

  if (stmt == NULL || persons->len == 1)
    return stmt != NULL ? g_array_index (persons, gint64, 0) : 0;
  for (guint i = 0; i < persons->len && n < 2; i++)
    {
      sqlite3_reset (stmt);
      sqlite3_bind_int64 (stmt, 1, g_array_index (persons, gint64, i));
      if (!xl_db_step (db, stmt, error) || g_strcmp0 (xl_column (stmt, 0), office) != 0)
        continue;
      here = g_array_index (persons, gint64, i);
      n++;
    }
  return n == 1 ? here : 0;
}

/* Initials, pinyin, the last digits of a number: as everywhere persons are looked for. */
static gint64
read_letters (XlDb *db, const char *text, const char *office, const char **reason, GError **error)
{
  g_autoptr(GArray) persons = xl_search_persons (db, text, error);
  gint64 person;

  if (persons == NULL)
    return 0;
  person = persons->len > 0 ? choose_found (db, persons, office, error) : 0;
  if (person == 0)
    *reason = persons->len > 0 ? N_("several people fit this name and number")
                               : N_("nobody in the register fits this name and number");
  return person;
}

/* The longest run of signs that can be an identity number, at least 15 of them; NULL when there is none. */
static char *
cut_number (const char *text, char **rest)
{
  static const char signs[] = "0123456789Xx*";

  for (const char *c = text; *c != '\0'; c++)
    {
      gsize n = strspn (c, signs);

      if (n < 15)
        {
          c += n > 0 ? n - 1 : 0;
          continue;
        }
      *rest = g_strdup_printf ("%.*s %s", (int) (c - text), text, c + n);
      g_strdelimit (*rest, "(),/", ' ');
      g_strstrip (*rest);
      return g_strndup (c, n);
    }
  *rest = g_strdup (text);
  return NULL;
}

static gint64
read_number (XlDb *db, const char *number, const char *today, const char **reason, GError **error)
{
  XlIdentity identity;
  gint64 person = 0;

  if (xl_identity_parse (number, XL_IDENTITY_TEXT, today, &identity))
    person = xl_person_table_find_identity (db, identity.number, error);
  if (person == 0)
    *reason = N_("nobody in the register fits this name and number");
  return MAX (person, 0);
}

gint64
xl_subject_table_read (XlDb *db, const char *text, const char *number, const char *office, const char *today, const char **reason,
                       GError **error)
{
  g_autofree char *half = xl_text_half_width (text);
  g_autofree char *name = NULL;
  g_autofree char *own = cut_number (half, &name);
  XlSubjectMatch match;
  gint64 person;

  if (own != NULL)
    number = own;
  if (name[0] == '\0')
    return read_number (db, number, today, reason, error);
  if (xl_search_judge_word (name) != XL_SEARCH_HAN)
    return read_letters (db, name, office, reason, error);
  match = xl_subject_table_find (db, name, number, office, today, &person, error);
  if (person == 0)
    *reason = match == XL_SUBJECT_SEVERAL ? N_("several people fit this name and number")
                                          : N_("nobody in the register fits this name and number");
  return person;
}
