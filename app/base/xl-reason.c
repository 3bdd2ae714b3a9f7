#include "base/xl-reason.h"

#include <glib/gi18n.h>
#include <string.h>

char *
xl_reason_new (const char *reason, const char *detail)
{
  char *whole = detail != NULL ? g_strconcat (reason, "\t", detail, NULL) : g_strdup (reason);

  return g_strdelimit (whole, "\n\r", ' ');
}

static char *
fill_in (const char *pattern, const char *detail)
{
  const char *at = strstr (pattern, "%s");

  return g_strdup_printf ("%.*s%s%s", (int) (at - pattern), pattern, detail, at + strlen ("%s"));
}

char *
xl_reason_words (const char *reason, char *(*translate) (const char *text))
{
  const char *tab = strchr (reason, '\t');
  g_autofree char *english = g_strndup (reason, tab != NULL ? (gsize) (tab - reason) : strlen (reason));
  const char *words = translate != NULL && *english != '\0' ? translate (english) : english;

  if (tab == NULL)
    return g_strdup (words);
  if (strstr (words, "%s") != NULL)
    return fill_in (words, tab + 1);
  return g_strconcat (words, translate != NULL ? translate (N_(": ")) : ": ", tab + 1, NULL);
}
