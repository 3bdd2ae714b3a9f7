#include "ledgers/xl-visit-rate.h"

#include "base/xl-date.h"
#include "base/xl-resource.h"
#include "ledgers/xl-due-every.h"
#include "ledgers/xl-template-json.h"

#include <string.h>

/* The rule set ---------------------------------------------------------------------------------------------------- */

static void
free_policy (gpointer data)
{
  XlVisitPolicy *p = data;

  g_free (p->key);
  g_free (p->title);
  g_strfreev (p->modes);
  g_free (p);
}

void
xl_visit_rules_free (XlVisitRules *rules)
{
  g_free (rules->key);
  g_free (rules->title);
  g_ptr_array_unref (rules->policies);
  g_free (rules);
}

static XlVisitPolicy *
read_policy (XlDoc *doc, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "title", "list", "removal_day_counts", "modes", NULL };
  XlVisitPolicy *p = g_new0 (XlVisitPolicy, 1);
  const char *list = xl_doc_text (doc, path, object, "list", TRUE, 20);

  xl_doc_only (doc, path, object, known);
  p->key = g_strdup (xl_doc_text (doc, path, object, "key", TRUE, 40));
  p->title = g_strdup (xl_doc_text (doc, path, object, "title", TRUE, 60));
  p->any_day = g_strcmp0 (list, "any-day") == 0;
  if (list != NULL && !p->any_day && strcmp (list, "month-end") != 0)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "list", "unknown value \"%s\"", list);
  p->removal_day_counts = xl_doc_flag (doc, path, object, "removal_day_counts");
  p->modes = xl_doc_texts (doc, path, object, "modes", 20);
  return p;
}

static void
read_rules (XlDoc *doc, XlVisitRules *rules, JsonObject *root)
{
  static const char *const known[] = { "key", "title", "target_percent", "sources", "policies", NULL };
  JsonArray *array = xl_doc_array (doc, "", root, "policies", TRUE, 20);

  xl_doc_only (doc, "", root, known);
  rules->key = g_strdup (xl_doc_text (doc, "", root, "key", TRUE, 40));
  rules->title = g_strdup (xl_doc_text (doc, "", root, "title", TRUE, 60));
  rules->target_bp = (int) CLAMP (xl_doc_int (doc, "", root, "target_percent", 100), 0, 100) * 100;
  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/policies/%u", i);

      g_ptr_array_add (rules->policies, read_policy (doc, path, xl_doc_element (doc, "/policies", array, i)));
    }
  if (rules->policies->len == 0)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "policies", "is empty");
}

XlVisitRules *
xl_visit_rules_load (const char *key, GError **error)
{
  g_autofree char *path = g_strdup_printf ("rules/%s.json", key);
  g_autoptr(GBytes) bytes = xl_resource_bytes (path);
  g_autoptr(XlVisitRules) rules = g_new0 (XlVisitRules, 1);
  g_autoptr(JsonParser) parser = NULL;
  XlDoc doc = { path, NULL };

  rules->policies = g_ptr_array_new_with_free_func (free_policy);
  if (bytes == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no rule set %s", key);
      return NULL;
    }
  parser = xl_doc_read (&doc, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 64 * 1024, 6);
  if (parser != NULL)
    read_rules (&doc, rules, json_node_get_object (json_parser_get_root (parser)));
  if (doc.error == NULL)
    return g_steal_pointer (&rules);
  g_propagate_error (error, doc.error);
  return NULL;
}

const XlVisitPolicy *
xl_visit_rules_find (const XlVisitRules *rules, const char *key)
{
  for (guint i = 0; i < rules->policies->len; i++)
    {
      const XlVisitPolicy *p = g_ptr_array_index (rules->policies, i);

      if (key == NULL || strcmp (p->key, key) == 0)
        return p;
    }
  return NULL;
}

/* Counting -------------------------------------------------------------------------------------------------------- */

/* Whether a stay that ended on @end ("" when it did not) still held on @day. */
static gboolean
holds_on (const XlVisitPolicy *policy, const char *end, const char *day)
{
  int order = strcmp (end, day);

  return end[0] == '\0' || order > 0 || (order == 0 && policy->removal_day_counts);
}

static gboolean
is_due (const XlVisitPolicy *policy, const XlListed *l, const char *first, const char *last)
{
  const char *day = policy->any_day ? first : last;

  if (strcmp (l->from, last) > 0)
    return FALSE;
  if (policy->any_day && strcmp (l->from, first) > 0)
    day = l->from;   /* they came in the month: on that day at least */
  return holds_on (policy, l->to, day) && holds_on (policy, l->death, day);
}

static GHashTable *
gather_seen (const XlVisitPolicy *policy, const char *first, const char *last, const GArray *visited, int *n)
{
  GHashTable *seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  *n = 0;
  for (guint i = 0; i < visited->len; i++)
    {
      const XlVisited *v = &g_array_index (visited, XlVisited, i);

      if (strncmp (v->on, first, strlen (v->on)) < 0 || strcmp (v->on, last) > 0   /* the day may be a month alone */
          || (policy->modes[0] != NULL && !g_strv_contains ((const char *const *) policy->modes, v->mode)))
        continue;
      (*n)++;
      g_hash_table_add (seen, (gpointer) &v->subject);
    }
  return seen;
}

void
xl_visit_rate_clear (XlVisitRate *rate)
{
  g_clear_pointer (&rate->missed, g_array_unref);
  *rate = (XlVisitRate) { 0 };
}

void
xl_visit_rate_count (const XlVisitPolicy *policy, int target_bp, const char *period, const GArray *listed,
                     const GArray *visited, XlVisitRate *rate)
{
  g_autoptr(GHashTable) seen = NULL;
  char first[11], last[11];
  gint64 counted = G_MININT64;

  *rate = (XlVisitRate) { .missed = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  if (!xl_period_days (period, first, last))
    return;
  seen = gather_seen (policy, first, last, visited, &rate->visits);
  for (guint i = 0; i < listed->len; i++)
    {
      const XlListed *l = &g_array_index (listed, XlListed, i);

      if (l->subject == counted || !is_due (policy, l, first, last))
        continue;
      counted = l->subject;
      rate->due++;
      if (g_hash_table_contains (seen, &l->subject))
        rate->visited++;
      else
        g_array_append_val (rate->missed, l->subject);
    }
  rate->rate_bp = rate->due == 0 ? 10000 : (int) ((rate->visited * 20000LL + rate->due) / (2LL * rate->due));
  rate->met = rate->rate_bp >= target_bp;
}

char *
xl_visit_rate_words (const XlVisitRate *rate)
{
  int tenths = rate->due == 0 ? 1000 : (int) ((rate->visited * 2000LL + rate->due) / (2LL * rate->due));

  return g_strdup_printf ("%d.%d%%", tenths / 10, tenths % 10);
}
