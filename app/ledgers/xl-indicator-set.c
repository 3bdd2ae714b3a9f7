#include "ledgers/xl-indicator-set.h"

#include "base/xl-resource.h"
#include "ledgers/xl-template-parts.h"

#include <math.h>
#include <string.h>

#define MAX_SIZE       (256 * 1024)
#define MAX_DEPTH      6
#define MAX_INDICATORS 100

static void
free_indicator (gpointer data)
{
  XlIndicator *n = data;

  g_free (n->key);
  g_free (n->title);
  g_free (n->unit);
  g_free (n->comparator);
  g_free (n->kind);
  g_free (n->expression);
  g_ptr_array_unref (n->needs);
  g_free (n->rows_ledger);
  g_free (n->rows);
  g_free (n);
}

static XlIndicator *
indicator_new (void)
{
  XlIndicator *n = g_new0 (XlIndicator, 1);

  n->needs = g_ptr_array_new_with_free_func (xl_template_free_need);
  n->period = XL_PERIOD_YEAR;
  return n;
}

void
xl_indicator_set_free (XlIndicatorSet *set)
{
  g_free (set->key);
  g_free (set->title);
  g_free (set->source);
  g_ptr_array_unref (set->indicators);
  g_free (set);
}

static XlIndicatorSet *
set_new (void)
{
  XlIndicatorSet *set = g_new0 (XlIndicatorSet, 1);

  set->indicators = g_ptr_array_new_with_free_func (free_indicator);
  return set;
}

const XlIndicator *
xl_indicator_set_find (const XlIndicatorSet *set, const char *key)
{
  for (guint i = 0; i < set->indicators->len; i++)
    {
      const XlIndicator *n = g_ptr_array_index (set->indicators, i);

      if (g_strcmp0 (n->key, key) == 0)
        return n;
    }
  return NULL;
}

/* Reading --------------------------------------------------------------------------------------------------------- */

static void
read_rows (XlDoc *doc, const char *path, JsonObject *object, XlIndicator *n)
{
  static const char *const known[] = { "ledger", "query", NULL };
  g_autofree char *place = g_strconcat (path, "/rows", NULL);
  JsonObject *o = xl_doc_object (doc, path, object, "rows");

  if (o == NULL)
    return;
  xl_doc_only (doc, place, o, known);
  n->rows_ledger = g_strdup (xl_doc_text (doc, place, o, "ledger", TRUE, 60));
  n->rows = g_strdup (xl_doc_text (doc, place, o, "query", TRUE, 2000));
}

static void
read_comparator (XlDoc *doc, const char *path, JsonObject *object, XlIndicator *n)
{
  static const char *const comparators[] = { ">=", "=", "<=", NULL };
  const char *text = xl_doc_text (doc, path, object, "comparator", TRUE, 2);

  if (text != NULL && !g_strv_contains (comparators, text))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, "comparator", "is one of >=, =, <=");
  n->comparator = g_strdup (text);
}

static XlIndicator *
read_indicator (XlDoc *doc, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "title", "unit", "comparator", "kind", "places", "base", "target",
                                       "expression", "needs", "rows", NULL };
  XlIndicator *n = indicator_new ();
  gint64 places = xl_doc_int (doc, path, object, "places", 0);

  xl_doc_only (doc, path, object, known);
  n->key = g_strdup (xl_doc_text (doc, path, object, "key", TRUE, 60));
  n->title = g_strdup (xl_doc_text (doc, path, object, "title", TRUE, 200));
  n->unit = g_strdup (xl_doc_text (doc, path, object, "unit", FALSE, 20));
  n->kind = g_strdup (xl_doc_text (doc, path, object, "kind", FALSE, 20));
  n->has_target = TRUE;
  n->expression = g_strdup (xl_doc_text (doc, path, object, "expression", TRUE, 4000));
  n->has_base = json_object_has_member (object, "base");
  n->base = xl_doc_number (doc, path, object, "base", 0);
  if (places < 0 || places > 4)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, "places", "is 0 to 4");
  n->places = (guint) CLAMP (places, 0, 4);
  n->target = xl_doc_number (doc, path, object, "target", 0);
  if (!json_object_has_member (object, "target"))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, "target", "is missing");
  read_comparator (doc, path, object, n);
  xl_template_read_needs (doc, path, object, n->needs);
  read_rows (doc, path, object, n);
  return n;
}

static void
read_indicators (XlDoc *doc, JsonObject *root, XlIndicatorSet *set)
{
  JsonArray *array = xl_doc_array (doc, "", root, "indicators", TRUE, MAX_INDICATORS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/indicators/%u", i);
      JsonObject *object = xl_doc_element (doc, "/indicators", array, i);
      XlIndicator *n;

      if (object == NULL)
        return;
      n = read_indicator (doc, path, object);
      if (n->key != NULL && xl_indicator_set_find (set, n->key) != NULL)
        xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "key", "stands twice");
      g_ptr_array_add (set->indicators, n);
    }
}

static void
read_set (XlDoc *doc, JsonObject *root, XlIndicatorSet *set)
{
  static const char *const known[] = { "$schema", "format", "key", "title", "source", "base_year", "target_year", "indicators",
                                       NULL };

  xl_doc_only (doc, "", root, known);
  if (xl_doc_int (doc, "", root, "format", 0) != 1)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "format", "must be 1");
  set->key = g_strdup (xl_doc_text (doc, "", root, "key", TRUE, 60));
  set->title = g_strdup (xl_doc_text (doc, "", root, "title", TRUE, 200));
  set->source = g_strdup (xl_doc_text (doc, "", root, "source", FALSE, 400));
  set->base_year = (int) xl_doc_int (doc, "", root, "base_year", 0);
  set->target_year = (int) xl_doc_int (doc, "", root, "target_year", 0);
  read_indicators (doc, root, set);
}

XlIndicatorSet *
xl_indicator_set_parse (const char *file, const char *data, gsize size, GError **error)
{
  XlDoc doc = { file, NULL };
  g_autoptr(JsonParser) parser = xl_doc_read (&doc, data, size, MAX_SIZE, MAX_DEPTH);
  g_autoptr(XlIndicatorSet) set = set_new ();

  if (parser != NULL)
    read_set (&doc, json_node_get_object (json_parser_get_root (parser)), set);
  if (doc.error == NULL)
    return g_steal_pointer (&set);
  g_propagate_error (error, doc.error);
  return NULL;
}

XlIndicatorSet *
xl_indicator_set_built_in (const char *key, GError **error)
{
  g_autofree char *path = g_strdup_printf ("indicators/%s.json", key);
  g_autoptr(GBytes) bytes = xl_resource_bytes (path);
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no indicator set %s", key);
      return NULL;
    }
  data = g_bytes_get_data (bytes, &size);
  return xl_indicator_set_parse (path, data, size, error);
}

/* One column of the list of sets. */
static char **
list_sets (guint column)
{
  char **lines = xl_resource_lines ("indicators/sets.tsv");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", 2);

      g_free (lines[i]);
      lines[i] = g_strdup (cells[column]);
    }
  return lines;
}

char **
xl_indicator_set_keys (void)
{
  return list_sets (0);
}

char **
xl_indicator_set_names (void)
{
  return list_sets (1);
}

/* A ledger's own indicators are shown to one decimal where they are shares, else whole. */
static XlIndicator *
copy_of_ledger (const XlTemplate *t, const XlLedgerIndicator *from)
{
  XlIndicator *n = indicator_new ();

  n->key = g_strdup (from->key);
  n->title = g_strdup (from->title);
  n->unit = g_strdup (from->unit);
  n->comparator = g_strdup (from->comparator);
  n->expression = g_strdup (from->expression);
  n->places = g_strcmp0 (from->unit, "%") == 0 ? 1 : 0;
  n->has_target = from->has_target;
  n->target = from->target;
  n->rows_ledger = from->rows != NULL ? g_strdup (t->key) : NULL;
  n->rows = g_strdup (from->rows);
  n->period = t->period != XL_PERIOD_EVENT ? t->period : XL_PERIOD_MONTH;
  for (guint i = 0; i < from->needs->len; i++)
    {
      const XlIndicatorNeed *need = g_ptr_array_index (from->needs, i);
      XlIndicatorNeed copy = { g_strdup (need->title), g_strdup (need->expression) };

      g_ptr_array_add (n->needs, g_memdup2 (&copy, sizeof copy));
    }
  return n;
}

XlIndicatorSet *
xl_indicator_set_of (const XlTemplate *t)
{
  XlIndicatorSet *set = set_new ();

  set->key = g_strdup (t->key);
  set->title = g_strdup (t->title);
  for (guint i = 0; i < t->indicators->len; i++)
    g_ptr_array_add (set->indicators, copy_of_ledger (t, g_ptr_array_index (t->indicators, i)));
  return set;
}

/* Words ----------------------------------------------------------------------------------------------------------- */

gboolean
xl_indicator_is_met (const XlIndicator *n, double value)
{
  const double slack = 1e-9 * MAX (1, fabs (n->target));

  if (strcmp (n->comparator, ">=") == 0)
    return value >= n->target - slack;
  if (strcmp (n->comparator, "<=") == 0)
    return value <= n->target + slack;
  return fabs (value - n->target) <= slack;
}

char *
xl_indicator_words (const XlIndicator *n, double value)
{
  const double unit = pow (10, n->places);
  const double slack = 1e-9 * MAX (1, fabs (value));   /* 2.675 is a little less in binary */
  double shown = (value < 0 ? -floor (-value * unit + 0.5 + slack) : floor (value * unit + 0.5 + slack)) / unit;

  return g_strdup_printf ("%.*f", (int) n->places, shown == 0 ? 0 : shown);
}

char *
xl_indicator_target_words (const XlIndicator *n)
{
  const char *sign = strcmp (n->comparator, ">=") == 0 ? "≥" : strcmp (n->comparator, "<=") == 0 ? "≤" : "";

  return g_strdup_printf ("%s%g%s", sign, n->target, n->unit != NULL ? n->unit : "");
}
