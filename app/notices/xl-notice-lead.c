#include "notices/xl-notice-lead.h"
#include "notices/xl-text-fold.h"

#include "base/xl-resource.h"

/* The rules, made once and kept: each a row of the table split at its tabs. */
static char ***
get_rules (void)
{
  static char ***rules;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_auto(GStrv) lines = xl_resource_lines ("rules/notice-leads.tsv");
      guint n = 0;

      rules = g_new0 (char **, g_strv_length (lines) + 1);
      for (guint i = 0; lines[i] != NULL; i++)
        {
          char **cells = g_strsplit (lines[i], "\t", 5);

          if (g_strv_length (cells) == 5)
            rules[n++] = cells;
          else
            g_strfreev (cells);
        }
      g_once_init_leave (&once, 1);
    }
  return rules;
}

gboolean
xl_notice_lead_find (const char *what, const char *title, const char **kind, const char **key)
{
  g_autofree char *asked = xl_text_fold (what != NULL ? what : "");
  g_autofree char *all = xl_text_fold (title != NULL ? title : "");
  g_autofree char *about = g_strconcat (asked, " ", all, NULL);

  for (char ***rule = get_rules (); *rule != NULL; rule++)
    {
      if (!g_regex_match_simple ((*rule)[2], asked, 0, 0) || !g_regex_match_simple ((*rule)[3], about, 0, 0))
        continue;
      *kind = (*rule)[0];
      *key = (*rule)[1];
      return TRUE;
    }
  return FALSE;
}

const char *
xl_notice_lead_name (const char *kind, const char *key)
{
  for (char ***rule = get_rules (); *rule != NULL; rule++)
    if (g_strcmp0 ((*rule)[0], kind) == 0 && g_strcmp0 ((*rule)[1], key) == 0)
      return (*rule)[4];
  return NULL;
}
