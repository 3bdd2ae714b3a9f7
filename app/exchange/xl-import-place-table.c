#include "exchange/xl-import-private.h"

#include "base/xl-division.h"
#include "base/xl-name.h"
#include "store/xl-sql.h"

#include <string.h>

typedef struct {
  char *code;
  char *name;      /* 那尔轰村 */
  char *stem;      /* 那尔轰 */
} Place;

struct _XlPlaces {
  char       *own;
  GPtrArray  *places;
  GHashTable *found;   /* cell text → code or "" */
};

static void
free_place (gpointer data)
{
  Place *place = data;

  g_free (place->code);
  g_free (place->name);
  g_free (place->stem);
  g_free (place);
}

/* Cuts what offices are called besides their name. */
static char *
cut_stem (const char *name)
{
  static const char *const endings[] = { "村民委员会", "社区居民委员会", "居民委员会", "村委会", "居委会", "社区", "村", NULL };

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (name, endings[i]) && strlen (name) > strlen (endings[i]) + 2)
      return g_strndup (name, strlen (name) - strlen (endings[i]));
  return g_strdup (name);
}

static void
add_place (XlPlaces *places, const char *code, const char *name)
{
  Place *place;

  if (xl_division_level (code) != XL_DIVISION_VILLAGE)
    return;
  for (guint i = 0; i < places->places->len; i++)
    if (strcmp (((Place *) g_ptr_array_index (places->places, i))->code, code) == 0)
      return;
  place = g_new0 (Place, 1);
  place->code = g_strdup (code);
  place->name = g_strdup (name);
  place->stem = cut_stem (name);
  g_ptr_array_add (places->places, place);
}

static void
add_neighbours (XlPlaces *places)
{
  char township[13];
  g_autoptr(GPtrArray) villages = NULL;

  if (!xl_division_up (places->own, XL_DIVISION_TOWNSHIP, township))
    return;
  villages = xl_division_children (NULL, township);
  for (guint i = 0; villages != NULL && i < villages->len; i++)
    {
      const XlDivision *division = g_ptr_array_index (villages, i);

      add_place (places, division->code, division->name);
    }
}

XlPlaces *
xl_places_load (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT code, name, is_own FROM office ORDER BY is_own DESC, code", error);
  XlPlaces *places;
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  places = g_new0 (XlPlaces, 1);
  places->own = g_strdup ("");
  places->places = g_ptr_array_new_with_free_func (free_place);
  places->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (xl_db_step (db, stmt, &local))
    {
      if (sqlite3_column_int (stmt, 2) == 1)
        {
          g_free (places->own);
          places->own = g_strdup (xl_column (stmt, 0));
        }
      add_place (places, xl_column (stmt, 0), xl_column (stmt, 1));
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      xl_places_free (places);
      return NULL;
    }
  add_neighbours (places);
  return places;
}

void
xl_places_free (XlPlaces *places)
{
  if (places == NULL)
    return;
  g_free (places->own);
  g_ptr_array_unref (places->places);
  g_hash_table_unref (places->found);
  g_free (places);
}

const char *
xl_places_own (XlPlaces *places)
{
  return places->own;
}

/* Whether @text names the place with a word that says it is one: 村, 社区 … */
static gboolean
names_place (const char *text, const Place *place)
{
  const char *at = text;
  gsize length = strlen (place->stem);

  if (strstr (text, place->code) != NULL)
    return TRUE;
  while ((at = strstr (at, place->stem)) != NULL)
    {
      const char *after = at + length;

      if (g_str_has_prefix (after, "村") || g_str_has_prefix (after, "社区") || g_str_has_prefix (after, "居委会"))
        return TRUE;
      at = after;
    }
  return FALSE;
}

const char *
xl_places_in (XlPlaces *places, const char *text)
{
  const Place *best = NULL;
  gboolean several = FALSE;

  for (guint i = 0; text != NULL && i < places->places->len; i++)
    {
      const Place *place = g_ptr_array_index (places->places, i);

      if (!names_place (text, place))
        continue;
      /* 小西头村 holds 西头村: the longer name is meant */
      if (best == NULL || strstr (place->stem, best->stem) != NULL)
        best = place;
      else if (strstr (best->stem, place->stem) == NULL)
        several = TRUE;
    }
  return best != NULL && !several ? best->code : NULL;
}

/* The place called just so, else the only one whose name has the same stem. */
static const Place *
find_place (const XlPlaces *places, const char *folded)
{
  g_autofree char *stem = cut_stem (folded);
  const Place *found = NULL;
  guint n = 0;

  for (guint i = 0; i < places->places->len; i++)
    {
      const Place *place = g_ptr_array_index (places->places, i);

      if (strcmp (place->code, folded) == 0 || strcmp (place->name, folded) == 0)
        return place;
      if (strcmp (place->stem, stem) != 0)
        continue;
      found = place;
      n++;
    }
  return n == 1 ? found : NULL;
}

static const char *
look_up (XlPlaces *places, const char *text)
{
  g_autofree char *folded = xl_text_key (text);
  const Place *place = find_place (places, folded);
  char township[13];
  const XlDivision *division;

  if (place != NULL)
    return place->code;
  if (!xl_division_up (places->own, XL_DIVISION_TOWNSHIP, township))
    return NULL;
  division = xl_division_find (NULL, text, township, XL_DIVISION_VILLAGE, NULL);
  return division != NULL ? division->code : NULL;
}

const char *
xl_places_find (XlPlaces *places, const char *text)
{
  const char *code;

  if (text == NULL || text[0] == '\0')
    return NULL;
  code = g_hash_table_lookup (places->found, text);
  if (code == NULL)
    {
      code = look_up (places, text);
      g_hash_table_insert (places->found, g_strdup (text), g_strdup (code != NULL ? code : ""));
      code = g_hash_table_lookup (places->found, text);
    }
  return code[0] != '\0' ? code : NULL;
}

const char *
xl_places_of_household (XlPlaces *places, const char *number)
{
  gsize digits = number != NULL ? strspn (number, "0123456789") : 0;

  for (guint i = 0; (digits == 6 || digits == 12) && number[digits] == '-' && i < places->places->len; i++)
    {
      const Place *place = g_ptr_array_index (places->places, i);

      if (strncmp (place->code + 12 - digits, number, digits) == 0)
        return place->code;
    }
  return NULL;
}

void
xl_import_find_month (const char *text, guint *year, guint *month)
{
  g_autofree char *half = xl_text_half_width (text != NULL ? text : "");
  static GRegex *with_year, *month_only;

  if (g_once_init_enter (&with_year))
    {
      month_only = g_regex_new ("(?<![0-9])(1[0-2]|0?[1-9])\\s*月", G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&with_year, g_regex_new ("((?:19|20)[0-9]{2})\\s*(?:年度?|[-.])", G_REGEX_OPTIMIZE, 0, NULL));
    }
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GMatchInfo) match = NULL;
      guint *out = i == 0 ? year : month;

      if (*out == 0 && g_regex_match (i == 0 ? with_year : month_only, half, 0, &match))
        {
          g_autofree char *digits = g_match_info_fetch (match, 1);

          *out = (guint) g_ascii_strtoull (digits, NULL, 10);
        }
    }
}
