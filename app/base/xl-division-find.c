/* Finds a division by a name in any of its dresses: the dress is taken off, the rest looked up, the dress compared. */
#include "base/xl-division-private.h"

#include "base/xl-text.h"

#include <string.h>

/* What kind of place the end of a name says it is.  A village and a community of one name are two places (联合村,
 * 联合社区). */
typedef enum {
  DRESS_NONE,
  DRESS_VILLAGE,
  DRESS_COMMUNITY,
  DRESS_TOWN,
  DRESS_STREET,
  DRESS_COUNTY,
  DRESS_CITY,
  DRESS_PROVINCE
} Dress;

/* The longer endings first. */
static const struct {
  const char *ending; Dress dress;
} dresses[] = {
  { "村村民委员会", DRESS_VILLAGE },
  { "村民委员会", DRESS_VILLAGE },
  { "村村委会", DRESS_VILLAGE },
  { "村委会", DRESS_VILLAGE },
  { "社区居民委员会", DRESS_COMMUNITY },
  { "社区居委会", DRESS_COMMUNITY },
  { "居民委员会", DRESS_COMMUNITY },
  { "居委会", DRESS_COMMUNITY },
  { "社区", DRESS_COMMUNITY },
  { "村", DRESS_VILLAGE },
  { "镇人民政府", DRESS_TOWN },
  { "乡人民政府", DRESS_TOWN },
  { "镇政府", DRESS_TOWN },
  { "乡政府", DRESS_TOWN },
  { "镇", DRESS_TOWN },
  { "乡", DRESS_TOWN },
  { "街道办事处", DRESS_STREET },
  { "街道办", DRESS_STREET },
  { "街道", DRESS_STREET },
  { "自治县", DRESS_COUNTY },
  { "县", DRESS_COUNTY },
  { "区", DRESS_COUNTY },
  { "旗", DRESS_COUNTY },
  { "自治州", DRESS_CITY },
  { "地区", DRESS_CITY },
  { "市", DRESS_CITY },
  { "盟", DRESS_CITY },
  { "维吾尔自治区", DRESS_PROVINCE },
  { "回族自治区", DRESS_PROVINCE },
  { "壮族自治区", DRESS_PROVINCE },
  { "自治区", DRESS_PROVINCE },
  { "省", DRESS_PROVINCE },
};

/* The name without its ending; the whole name when nothing would be left. */
static char *
undress (const char *name, Dress *dress)
{
  for (guint i = 0; i < G_N_ELEMENTS (dresses); i++)
    {
      gsize length = strlen (name), ending = strlen (dresses[i].ending);

      if (length > ending && strcmp (name + length - ending, dresses[i].ending) == 0)
        {
          *dress = dresses[i].dress;
          return g_strndup (name, length - ending);
        }
    }
  *dress = DRESS_NONE;
  return g_strdup (name);
}

void
xl_division_index (XlDivisionSet *set, XlDivision *division)
{
  g_autofree char *folded = xl_text_key (division->name);
  Dress dress;
  char *core = undress (folded, &dress);
  GPtrArray *list = g_hash_table_lookup (set->by_core, core);

  if (list != NULL)
    {
      g_free (core);
      g_ptr_array_add (list, division);
      return;
    }
  list = g_ptr_array_new ();
  g_ptr_array_add (list, division);
  g_hash_table_insert (set->by_core, core, list);
}

static gboolean
take_name (const char **p, const char *name)
{
  g_autofree char *folded = xl_text_key (name);
  Dress dress;
  g_autofree char *core = undress (folded, &dress);

  if (g_str_has_prefix (*p, folded))
    *p += strlen (folded);
  else if (strlen (core) >= 6 && g_str_has_prefix (*p, core))
    *p += strlen (core);
  else
    return FALSE;
  return TRUE;
}

/* Whether the text before the name (@length bytes) names nothing but the places it lies in, from above to below. */
static gboolean
lies_in (const XlDivisionSet *set, const XlDivision *division, const char *text, gsize length)
{
  g_autofree char *before = g_strndup (text, length);
  const XlDivision *chain[5];
  const char *p = before;
  int n = 0;

  for (const XlDivision *d = division; *d->parent != '\0' && n < 5;)
    {
      d = xl_division_get (set, d->parent);
      if (d == NULL)
        break;
      chain[n++] = d;
    }
  while (n > 0)
    take_name (&p, chain[--n]->name);
  return *p == '\0';
}

typedef struct {
  const XlDivisionSet *set;
  const char          *within;   /* its digits that say something */
  XlDivisionLevel      level;
} Query;

static gboolean
fits (const Query *query, const XlDivision *division, Dress dress)
{
  g_autofree char *folded = NULL;
  g_autofree char *core = NULL;
  Dress own;

  if (query->level != 0 && division->level != query->level)
    return FALSE;
  if (!g_str_has_prefix (division->code, query->within))
    return FALSE;
  if (dress == DRESS_NONE)
    return TRUE;
  folded = xl_text_key (division->name);
  core = undress (folded, &own);
  return own == DRESS_NONE || own == dress;
}

/* All that is called @text from byte @from on and lies in what stands before it. */
static void
collect (const Query *query, const char *text, gsize from, GPtrArray *found)
{
  Dress dress;
  g_autofree char *core = undress (text + from, &dress);
  GPtrArray *list = g_hash_table_lookup (query->set->by_core, core);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (fits (query, list->pdata[i], dress) && lies_in (query->set, list->pdata[i], text, from))
      g_ptr_array_add (found, list->pdata[i]);
}

/* Of several, one whose published name is the text itself. */
static const XlDivision *
find_exact (const GPtrArray *found, const char *text)
{
  const XlDivision *exact = NULL;

  for (guint i = 0; i < found->len; i++)
    {
      const XlDivision *division = found->pdata[i];
      g_autofree char *folded = xl_text_key (division->name);

      if (strcmp (folded, text) == 0)
        {
          if (exact != NULL)
            return NULL;
          exact = division;
        }
    }
  return exact;
}

static const XlDivision *
find_by_code (const Query *query, const char *text)
{
  const XlDivision *division;

  if (strspn (text, "0123456789") != strlen (text))
    return NULL;
  division = xl_division_get (query->set, text);
  return division != NULL && fits (query, division, DRESS_NONE) ? division : NULL;
}

const XlDivision *
xl_division_find (const XlDivisionSet *set, const char *text, const char *within, XlDivisionLevel level,
                  GPtrArray **candidates)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autofree char *folded = NULL;
  g_autofree char *prefix = NULL;
  Query query = { xl_division_set_or_builtin (set), "", level };
  const XlDivision *one = NULL;

  if (candidates != NULL)
    *candidates = NULL;
  if (within != NULL && strlen (within) == 12)
    query.within = prefix = g_strndup (within, xl_division_significant (within));
  else if (within != NULL)
    query.within = within;
  folded = text != NULL && strlen (text) < 400 ? xl_text_key (text) : g_strdup ("");
  if (g_str_has_suffix (folded, ".0"))
    folded[strlen (folded) - 2] = '\0';
  one = find_by_code (&query, folded);
  for (const char *p = folded; one == NULL && *p != '\0' && found->len == 0; p = g_utf8_next_char (p))
    collect (&query, folded, p - folded, found);
  if (one == NULL)
    one = found->len == 1 ? found->pdata[0] : find_exact (found, folded);
  else
    g_ptr_array_add (found, (gpointer) one);
  if (candidates != NULL)
    *candidates = g_steal_pointer (&found);
  return one;
}
