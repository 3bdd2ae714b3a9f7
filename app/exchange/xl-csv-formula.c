#include "exchange/xl-csv-formula.h"

#include <string.h>

/* -12.50: shown and reckoned with as what it is. */
static gboolean
is_number (const char *text)
{
  gsize digits = strspn (text + 1, "0123456789"), more;

  if ((text[0] != '+' && text[0] != '-') || digits == 0)
    return FALSE;
  if (text[1 + digits] == '\0')
    return TRUE;
  more = text[1 + digits] == '.' ? strspn (text + 2 + digits, "0123456789") : 0;
  return more > 0 && text[2 + digits + more] == '\0';
}

gboolean
xl_csv_formula_hide (const char *text)
{
  gunichar first;

  text += strspn (text, "'");
  first = g_utf8_get_char_validated (text, -1);
  if (first == 0 || first >= 0x110000 || *g_utf8_next_char (text) == '\0')
    return FALSE;   /* nothing, or a mark for nothing: "-" */
  switch (first)
    {
    case '=': case '@': case '\t': case '\r': case 0xFF1D: case 0xFF0B: case 0xFF0D: case 0xFF20:
      return TRUE;
    case '+': case '-':
      return !is_number (text);
    default:
      return FALSE;
    }
}

const char *
xl_csv_formula_show (const char *text)
{
  return *text == '\'' && xl_csv_formula_hide (text) ? text + 1 : text;
}
