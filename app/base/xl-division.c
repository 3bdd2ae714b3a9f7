#include "base/xl-division.h"
#include "base/xl-division-private.h"

#include "base/xl-error.h"
#include "base/xl-resource.h"

#include <string.h>

static void
free_division (gpointer data)
{
  XlDivision *division = data;

  if (division == NULL)
    return;
  g_free (division->name);
  g_free (division);
}

void
xl_division_set_free (XlDivisionSet *set)
{
  if (set == NULL)
    return;
  g_ptr_array_unref (set->sorted);
  g_hash_table_unref (set->by_core);
  g_free (set);
}

/* Digits of @code that say something: 2, 4, 6, 9 or 12. */
gsize
xl_division_significant (const char *code)
{
  static const gsize lengths[] = { 2, 4, 6, 9, 12 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (strspn (code + lengths[i], "0") == strlen (code + lengths[i]))
      return lengths[i];
  return 12;
}

/* "220622" → "220622000000"; FALSE when @code is no code at all. */
static gboolean
pad_code (const char *code, char out[13])
{
  gsize length = code != NULL ? strlen (code) : 0;

  if ((length != 2 && length != 4 && length != 6 && length != 9 && length != 12)
      || strspn (code, "0123456789") != length)
    return FALSE;
  memset (out, '0', 12);
  memcpy (out, code, length);
  out[12] = '\0';
  return TRUE;
}

static XlDivisionLevel
level_of (gsize significant)
{
  return significant == 2   ? XL_DIVISION_PROVINCE
         : significant == 4 ? XL_DIVISION_CITY
         : significant == 6 ? XL_DIVISION_COUNTY
         : significant == 9 ? XL_DIVISION_TOWNSHIP
                            : XL_DIVISION_VILLAGE;
}

XlDivisionLevel
xl_division_level (const char *code)
{
  if (code == NULL || strlen (code) != 12 || strspn (code, "0123456789") != 12)
    return 0;
  return level_of (xl_division_significant (code));
}

gboolean
xl_division_up (const char *code, XlDivisionLevel level, char out[13])
{
  static const gsize kept[] = { 0, 2, 4, 6, 9, 12 };
  XlDivisionLevel here = xl_division_level (code);

  if (here == 0 || level < XL_DIVISION_PROVINCE || level > here)
    return FALSE;
  memset (out, '0', 12);
  memcpy (out, code, kept[level]);
  out[12] = '\0';
  return TRUE;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  const XlDivision *const *left = a, *const *right = b;

  return strcmp ((*left)->code, (*right)->code);
}

static void
add_division (XlDivisionSet *set, const char *code, const char *name)
{
  XlDivision *division = g_new0 (XlDivision, 1);

  memcpy (division->code, code, 13);
  division->level = xl_division_level (code);
  if (division->level > XL_DIVISION_PROVINCE)
    xl_division_up (code, division->level - 1, division->parent);
  division->name = g_strdup (name);
  g_ptr_array_add (set->sorted, division);
}

/* "code<TAB>name" of the national tables, "code<TAB>level<TAB>name<TAB>parent" of the counties'. */
static gboolean
add_line (XlDivisionSet *set, const char *line, gboolean with_level)
{
  g_auto(GStrv) cells = g_strsplit (line, "\t", -1);
  guint n = g_strv_length (cells);
  const char *name = with_level ? (n > 2 ? cells[2] : NULL) : (n > 1 ? cells[1] : NULL);
  char code[13];

  if (name == NULL || *name == '\0' || !pad_code (cells[0], code))
    return FALSE;
  add_division (set, code, name);
  return TRUE;
}

static void
add_table (XlDivisionSet *set, const char *path, gboolean with_level)
{
  g_auto(GStrv) lines = xl_resource_lines (path);

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (set, lines[i], with_level);
}

/* Sorts, leaves out doubles (the first stays) and indexes names. */
static void
index_set (XlDivisionSet *set)
{
  guint kept = 0;

  g_ptr_array_sort (set->sorted, compare_codes);
  for (guint i = 0; i < set->sorted->len; i++)
    {
      XlDivision *division = set->sorted->pdata[i];
      XlDivision *before = kept > 0 ? set->sorted->pdata[kept - 1] : NULL;

      if (before != NULL && strcmp (before->code, division->code) == 0)
        free_division (division);
      else
        set->sorted->pdata[kept++] = division;
    }
  while (set->sorted->len > kept)
    {
      set->sorted->pdata[set->sorted->len - 1] = NULL;
      g_ptr_array_set_size (set->sorted, (int) set->sorted->len - 1);
    }
  for (guint i = 0; i < set->sorted->len; i++)
    xl_division_index (set, set->sorted->pdata[i]);
}

static XlDivisionSet *
load_set (const char *const *rows, GError **error)
{
  g_autoptr(XlDivisionSet) set = g_new0 (XlDivisionSet, 1);

  set->sorted = g_ptr_array_new_with_free_func (free_division);
  set->by_core = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; rows != NULL && rows[i] != NULL; i++)
    if (!add_line (set, rows[i], TRUE))
      {
        g_set_error (error, XL_ERROR, XL_ERROR_FORMAT,
                     "row %u is no division: a 12-digit code, a level, a name and a parent are wanted", i + 1);
        return NULL;
      }
  add_table (set, "divisions/220622-jingyu.tsv", TRUE);
  add_table (set, "divisions/530111-guandu.tsv", TRUE);
  add_table (set, "divisions/110116-huairou.tsv", TRUE);
  add_table (set, "codes/division_provinces.tsv", FALSE);
  add_table (set, "codes/division_cities.tsv", FALSE);
  add_table (set, "codes/division_counties.tsv", FALSE);
  index_set (set);
  return g_steal_pointer (&set);
}

XlDivisionSet *
xl_division_set_new (const char *const *rows, GError **error)
{
  return load_set (rows, error);
}

const XlDivisionSet *
xl_division_set_or_builtin (const XlDivisionSet *set)
{
  static gsize ready = 0;

  if (set != NULL)
    return set;
  if (g_once_init_enter (&ready))
    g_once_init_leave (&ready, (gsize) load_set (NULL, NULL));
  return (const XlDivisionSet *) ready;
}

/* The place of @code in the order, or of the first one behind it. */
static guint
find_place (const XlDivisionSet *set, const char *code)
{
  guint low = 0, high = set->sorted->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (strcmp (((XlDivision *) set->sorted->pdata[middle])->code, code) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const XlDivision *
xl_division_get (const XlDivisionSet *set, const char *code)
{
  char whole[13];
  const XlDivision *division;
  guint place;

  set = xl_division_set_or_builtin (set);
  if (!pad_code (code, whole))
    return NULL;
  place = find_place (set, whole);
  division = place < set->sorted->len ? set->sorted->pdata[place] : NULL;
  return division != NULL && strcmp (division->code, whole) == 0 ? division : NULL;
}

const char *
xl_division_name (const XlDivisionSet *set, const char *code)
{
  const XlDivision *division = xl_division_get (set, code);

  return division != NULL ? division->name : NULL;
}

char *
xl_division_full_name (const XlDivisionSet *set, const char *code)
{
  const XlDivision *division = xl_division_get (set, code);
  GString *out;

  if (division == NULL)
    return NULL;
  out = g_string_new (NULL);
  for (const XlDivision *d = division; d != NULL; d = *d->parent != '\0' ? xl_division_get (set, d->parent) : NULL)
    if (d == division || d->level != XL_DIVISION_CITY
        || (strcmp (d->name, "市辖区") != 0 && strcmp (d->name, "县") != 0 && !g_str_has_suffix (d->name, "直辖县级行政区划")))
      g_string_prepend (out, d->name);
  return g_string_free (out, FALSE);
}

GPtrArray *
xl_division_children (const XlDivisionSet *set, const char *code)
{
  GPtrArray *children = g_ptr_array_new ();
  char whole[13] = "";
  guint first = 0;

  set = xl_division_set_or_builtin (set);
  if (code != NULL && *code != '\0')
    {
      if (!pad_code (code, whole))
        return children;
      first = find_place (set, whole);
    }
  for (guint i = first; i < set->sorted->len; i++)
    {
      XlDivision *division = set->sorted->pdata[i];

      if (*whole != '\0' && strncmp (division->code, whole, xl_division_significant (whole)) != 0)
        break;
      if (strcmp (division->parent, whole) == 0)
        g_ptr_array_add (children, division);
    }
  return children;
}
