#include "ledgers/xl-ledger-query.h"

#include "ledgers/xl-value.h"

#include <string.h>

#define FACT_PREFIX "person."

/* Filters --------------------------------------------------------------------------------------------------------- */

XlLedgerFilter *
xl_ledger_filter_new (XlLedgerFilterKind kind, const char *name)
{
  XlLedgerFilter *filter = g_new0 (XlLedgerFilter, 1);

  filter->kind = kind;
  filter->name = g_strdup (name);
  return filter;
}

XlLedgerFilter *
xl_ledger_filter_new_values (const char *name, const char *const *values)
{
  XlLedgerFilter *filter = xl_ledger_filter_new (XL_LEDGER_FILTER_VALUES, name);

  filter->values = g_strdupv ((char **) values);
  return filter;
}

XlLedgerFilter *
xl_ledger_filter_new_range (const char *name, const char *low, const char *high)
{
  XlLedgerFilter *filter = xl_ledger_filter_new (XL_LEDGER_FILTER_RANGE, name);

  filter->low = g_strdup (low);
  filter->high = g_strdup (high);
  return filter;
}

XlLedgerFilter *
xl_ledger_filter_new_contains (const char *name, const char *text)
{
  XlLedgerFilter *filter = xl_ledger_filter_new (XL_LEDGER_FILTER_CONTAINS, name);

  filter->text = g_strdup (text);
  return filter;
}

XlLedgerFilter *
xl_ledger_filter_copy (const XlLedgerFilter *filter)
{
  XlLedgerFilter *copy = xl_ledger_filter_new (filter->kind, filter->name);

  copy->values = g_strdupv (filter->values);
  copy->low = g_strdup (filter->low);
  copy->high = g_strdup (filter->high);
  copy->text = g_strdup (filter->text);
  return copy;
}

void
xl_ledger_filter_free (XlLedgerFilter *filter)
{
  g_free (filter->name);
  g_strfreev (filter->values);
  g_free (filter->low);
  g_free (filter->high);
  g_free (filter->text);
  g_free (filter);
}

XlLedgerSort *
xl_ledger_sort_new (const char *name, gboolean descending)
{
  XlLedgerSort *sort = g_new0 (XlLedgerSort, 1);

  sort->name = g_strdup (name);
  sort->descending = descending;
  return sort;
}

void
xl_ledger_sort_free (XlLedgerSort *sort)
{
  g_free (sort->name);
  g_free (sort);
}

/* Queries --------------------------------------------------------------------------------------------------------- */

static gpointer
copy_filter (gconstpointer filter, gpointer data)
{
  return xl_ledger_filter_copy (filter);
}

static gpointer
copy_sort (gconstpointer sort, gpointer data)
{
  return xl_ledger_sort_new (((const XlLedgerSort *) sort)->name, ((const XlLedgerSort *) sort)->descending);
}

static GPtrArray *
copy_parts (GPtrArray *parts, GCopyFunc copy, GDestroyNotify free_part)
{
  GPtrArray *own = parts != NULL ? g_ptr_array_copy (parts, copy, NULL) : NULL;

  if (own != NULL)
    g_ptr_array_set_free_func (own, free_part);
  return own;
}

XlLedgerQuery *
xl_ledger_query_copy (const XlLedgerQuery *query)
{
  XlLedgerQuery *copy = g_memdup2 (query, sizeof *query);

  copy->office = g_strdup (query->office);
  copy->period = g_strdup (query->period);
  copy->order = g_strdup (query->order);
  copy->filter = g_strdup (query->filter);
  copy->filters = copy_parts (query->filters, copy_filter, (GDestroyNotify) xl_ledger_filter_free);
  copy->sorts = copy_parts (query->sorts, copy_sort, (GDestroyNotify) xl_ledger_sort_free);
  copy->group = g_strdup (query->group);
  copy->active_on = g_strdup (query->active_on);
  copy->only = query->only != NULL ? g_array_copy ((GArray *) query->only) : NULL;
  copy->today = g_strdup (query->today);
  return copy;
}

void
xl_ledger_query_free (XlLedgerQuery *query)
{
  g_free ((char *) query->office);
  g_free ((char *) query->period);
  g_free ((char *) query->order);
  g_free ((char *) query->filter);
  g_clear_pointer (&query->filters, g_ptr_array_unref);
  g_clear_pointer (&query->sorts, g_ptr_array_unref);
  g_free ((char *) query->group);
  g_free ((char *) query->active_on);
  if (query->only != NULL)
    g_array_unref ((GArray *) query->only);
  g_free ((char *) query->today);
  g_free (query);
}

int
xl_ledger_query_field (const XlTemplate *t, const char *name, const char **fact)
{
  int i = xl_template_find (t, name);
  const char *of_person = i >= 0 ? xl_template_field (t, (guint) i)->from_person : NULL;
  gboolean has_person = t->subject == XL_SUBJECT_PERSON || t->subject == XL_SUBJECT_HOUSEHOLD;   /* of a household its head */

  if (g_str_has_prefix (name, FACT_PREFIX))
    of_person = name + strlen (FACT_PREFIX);
  if (fact != NULL)
    *fact = of_person;
  if (i >= 0)
    return of_person == NULL || has_person ? i : -2;
  if (of_person != NULL)
    return has_person && g_strv_contains (xl_template_person_facts (), of_person) ? -1 : -2;
  return strcmp (name, "flags") == 0 ? -1 : -2;
}

/* As scripts write them ------------------------------------------------------------------------------------------- */

/* The name that the first @length bytes of @written are, by key or title; NULL with @error. */
static char *
parse_name (const XlTemplate *t, const char *written, gsize length, GError **error)
{
  g_autofree char *name = g_strndup (written, length);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (strcmp (xl_template_field (t, i)->title, name) == 0)
      return g_strdup (xl_template_field (t, i)->key);
  if (xl_ledger_query_field (t, name, NULL) > -2)
    return g_steal_pointer (&name);
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: has no field %s", t->key, name);
  return NULL;
}

/* @text as it is stored in field @i (below 0: as it is); NULL with @error. */
static char *
parse_value (const XlTemplate *t, int i, const char *text, GError **error)
{
  const XlLedgerField *f = i >= 0 ? xl_template_field (t, (guint) i) : NULL;
  const char *reason = NULL;
  XlValue value = { 0 };
  char *stored;

  if (f == NULL || f->from_person != NULL)
    return g_strdup (text);
  if (!xl_value_parse (f, text, &value, &reason))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: %s", f->key, reason);
      return NULL;
    }
  stored = !value.set ? g_strdup ("")
           : value.text != NULL ? g_strdup (value.text) : g_strdup_printf ("%" G_GINT64_FORMAT, value.number);
  xl_value_clear (&value);
  return stored;
}

static XlLedgerFilter *
parse_range (const XlTemplate *t, int i, const char *name, const char *written, const char *dots, GError **error)
{
  g_autofree char *low = g_strndup (written, (gsize) (dots - written));
  g_autofree char *from = low[0] != '\0' ? parse_value (t, i, low, error) : NULL;
  g_autofree char *to = NULL;

  if (low[0] != '\0' && from == NULL)
    return NULL;
  if (dots[2] != '\0' && (to = parse_value (t, i, dots + 2, error)) == NULL)
    return NULL;
  return xl_ledger_filter_new_range (name, from, to);
}

static gboolean
is_plain_text (const XlTemplate *t, int i)
{
  XlLedgerType type = i >= 0 ? xl_template_field (t, (guint) i)->type : XL_LEDGER_CODE;

  return type == XL_LEDGER_TEXT || type == XL_LEDGER_LONG_TEXT || type == XL_LEDGER_PLACE
         || type == XL_LEDGER_ORGANISATION;
}

static XlLedgerFilter *
parse_values (const XlTemplate *t, int i, const char *name, const char *written, GError **error)
{
  g_auto(GStrv) words = g_strsplit (written, is_plain_text (t, i) ? "\n" : ",", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) values = NULL;

  for (guint n = 0; words[n] != NULL; n++)
    {
      g_autofree char *value = parse_value (t, i, words[n], error);

      if (value == NULL)
        return NULL;
      g_strv_builder_add (builder, value);
    }
  values = g_strv_builder_end (builder);
  return xl_ledger_filter_new_values (name, (const char *const *) values);
}

XlLedgerFilter *
xl_ledger_filter_parse (const XlTemplate *t, const char *written, GError **error)
{
  const char *sign = strpbrk (written, "=~");
  g_autofree char *name = NULL;
  const char *dots;
  int i;

  if (sign == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: takes FIELD=VALUE, FIELD=LOW..HIGH, FIELD=, FIELD=* or FIELD~TEXT",
                   written);
      return NULL;
    }
  name = parse_name (t, written, (gsize) (sign - written), error);
  if (name == NULL)
    return NULL;
  i = xl_ledger_query_field (t, name, NULL);
  if (*sign == '~' || (i >= 0 && xl_template_field (t, (guint) i)->type == XL_LEDGER_PERSON && sign[1] != '\0'
                       && sign[1] != '*'))
    return xl_ledger_filter_new_contains (name, sign + 1);
  if (sign[1] == '\0' || strcmp (sign + 1, "*") == 0)
    return xl_ledger_filter_new (sign[1] == '\0' ? XL_LEDGER_FILTER_EMPTY : XL_LEDGER_FILTER_FILLED, name);
  dots = strstr (sign + 1, "..");
  return dots != NULL ? parse_range (t, i, name, sign + 1, dots, error) : parse_values (t, i, name, sign + 1, error);
}

XlLedgerSort *
xl_ledger_sort_parse (const XlTemplate *t, const char *written, GError **error)
{
  gboolean descending = g_str_has_suffix (written, "-");
  g_autofree char *name = parse_name (t, written, strlen (written) - descending, error);

  return name != NULL ? xl_ledger_sort_new (name, descending) : NULL;
}

static gboolean
holds_mark (const char *text)
{
  return text != NULL && (strpbrk (text, ",*~=") != NULL || strstr (text, "..") != NULL);
}

char *
xl_ledger_filter_write (const XlLedgerFilter *filter)
{
  g_autofree char *values = NULL;

  switch (filter->kind)
    {
    case XL_LEDGER_FILTER_EMPTY:
      return g_strconcat (filter->name, "=", NULL);
    case XL_LEDGER_FILTER_FILLED:
      return g_strconcat (filter->name, "=*", NULL);
    case XL_LEDGER_FILTER_CONTAINS:
      return g_strconcat (filter->name, "~", filter->text, NULL);
    case XL_LEDGER_FILTER_RANGE:
      return g_strconcat (filter->name, "=", filter->low != NULL ? filter->low : "", "..", filter->high != NULL ? filter->high : "", NULL);
    default:
      for (guint i = 0; filter->values != NULL && filter->values[i] != NULL; i++)
        if (holds_mark (filter->values[i]) || filter->values[i][0] == '\0')
          return NULL;
      values = filter->values != NULL ? g_strjoinv (",", filter->values) : NULL;
      return values != NULL && values[0] != '\0' ? g_strconcat (filter->name, "=", values, NULL) : NULL;
    }
}
