#include "filings/xl-filing.h"

#include "ledgers/xl-period.h"

#include <stdlib.h>
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
  static const char *const ordinals[] = { "一", "二", "三", "四" }, *const halves[] = { "上", "下" }, *const thirds[] = { "上", "中", "下" };
  XlLedgerPeriod kind = xl_period_kind (period);
  int year = atoi (period), n = kind == XL_PERIOD_EVENT || kind == XL_PERIOD_YEAR ? 0 : atoi (period + (period[5] > '9' ? 6 : 5));

  switch (kind)
    {
    case XL_PERIOD_DAY:
      return g_strdup_printf ("%d年%d月%d日", year, n, atoi (period + 8));
    case XL_PERIOD_WEEK:
      return g_strdup_printf ("%d年第%d周", year, n);
    case XL_PERIOD_TEN_DAYS:
      return g_strdup_printf ("%d年%d月%s旬", year, n, thirds[period[9] - '1']);
    case XL_PERIOD_MONTH:
      return g_strdup_printf ("%d年%d月", year, n);
    case XL_PERIOD_QUARTER:
      return g_strdup_printf ("%d年第%s季度", year, ordinals[n - 1]);
    case XL_PERIOD_HALF_YEAR:
      return g_strdup_printf ("%d年%s半年", year, halves[n - 1]);
    case XL_PERIOD_YEAR:
      return g_strdup_printf ("%d年", year);
    default:
      return NULL;
    }
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
