#include "filings/xl-filing.h"

#include <stdio.h>
#include <string.h>

char *
xl_filing_expand (const XlFilingData *data, const char *text, GError **error)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; )
    {
      const char *open = strchr (p, '{');
      const char *end = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *key = NULL;
      const char *value;

      if (end == NULL)
        {
          g_string_append (out, p);
          break;
        }
      key = g_strndup (open + 1, (gsize) (end - open - 1));
      value = xl_filing_data_get (data, key);
      if (value == NULL)
        {
          g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "the form asks for {%s}, and the data do not have it", key);
          return NULL;
        }
      g_string_append_len (out, p, open - p);
      g_string_append (out, value);
      p = end + 1;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
xl_filing_period_words (const char *period)
{
  static const char *const quarters[] = { "一", "二", "三", "四" };
  size_t length = strlen (period);
  int year, month, day, end = 0;

  if (length == 4 && sscanf (period, "%4d%n", &year, &end) == 1 && end == 4)
    return g_strdup_printf ("%d年", year);
  if (length == 7 && sscanf (period, "%4d-Q%1d%n", &year, &month, &end) == 2 && end == 7 && month >= 1 && month <= 4)
    return g_strdup_printf ("%d年第%s季度", year, quarters[month - 1]);
  if (length == 7 && sscanf (period, "%4d-%2d%n", &year, &month, &end) == 2 && end == 7 && month >= 1 && month <= 12)
    return g_strdup_printf ("%d年%d月", year, month);
  if (length == 10 && sscanf (period, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && end == 10
      && g_date_valid_dmy ((GDateDay) CLAMP (day, 0, 255), (GDateMonth) CLAMP (month, 0, 13), (GDateYear) MAX (year, 0)))
    return g_strdup_printf ("%d年%d月%d日", year, month, day);
  return NULL;
}

gboolean
xl_filing_find_unmasked (const char *text)
{
  guint run = 0;
  const char *start = text;

  for (const char *p = text; ; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          if (run++ == 0)
            start = p;
          continue;
        }
      if (run >= 18 || (run == 17 && (*p == 'X' || *p == 'x')) || run == 15 || run == 16 || (run == 11 && *start == '1'))
        return TRUE;
      run = 0;
      if (*p == '\0')
        return FALSE;
    }
}
