#include "base/xl-phone.h"

#include "base/xl-text.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
refuse (XlPhone *phone, XlPhoneKind kind, const char *reason)
{
  phone->kind = kind;
  phone->reason = reason;
  phone->number[0] = '\0';
  return FALSE;
}

/* Digits alone, with a '-' kept only before an extension or after an area code; other marks people put in go.  FALSE
 * when something else stands there. */
static gboolean
keep_digits (const char *text, char *digits, gsize size, char *groups)
{
  gsize n = 0;
  guint hyphens = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 && g_ascii_isdigit ((char) c))
        {
          if (n + 1 >= size)
            return FALSE;
          digits[n++] = (char) c;
        }
      else if (c == '-' || c == 0x2014 || c == 0x2013 || c == 0x2010 || c == 0x2011 || c == 0x2212)
        {
          if (hyphens < 4)
            groups[hyphens++] = (char) n;
        }
      else if (strchr ("+().'\"", (int) (c < 0x80 ? c : 'a')) == NULL)
        return FALSE;
    }
  digits[n] = '\0';
  groups[hyphens] = 0;
  return TRUE;
}

static gboolean
is_mobile (const char *digits)
{
  return strlen (digits) == 11 && digits[0] == '1' && digits[1] >= '3';
}

/* Area codes: 010 and 02x have three digits, all others four.  Source: YD/T 1022 (固定电话区号). */
static gboolean
read_landline (const char *digits, const char *groups, XlPhone *phone)
{
  gsize length = strlen (digits);
  gsize area = digits[0] != '0' ? 0 : (digits[1] == '1' || digits[1] == '2') ? 3 : 4;
  gsize local = length - area, extension = 0;

  for (int i = 0; groups[i] != 0; i++)
    if ((gsize) groups[i] > area + 6 && (gsize) groups[i] < length)
      {
        extension = length - groups[i];
        local -= extension;
      }
  if (length < area + 7 || local < 7 || local > 8 || extension > 5 || digits[area] == '0'
      || (area == 0 && digits[0] == '1'))
    return FALSE;
  g_snprintf (phone->number, sizeof phone->number, "%.*s%s%.*s%s%s", (int) area, digits, area > 0 ? "-" : "", (int) local,
              digits + area, extension > 0 ? "-" : "", extension > 0 ? digits + area + local : "");
  phone->kind = XL_PHONE_LANDLINE;
  phone->reason = NULL;
  return TRUE;
}

static const char *
skip_country (const char *digits)
{
  if (g_str_has_prefix (digits, "0086"))
    return digits + 4;
  if (g_str_has_prefix (digits, "86") && is_mobile (digits + 2))
    return digits + 2;
  return digits;
}

gboolean
xl_phone_clean (const char *text, XlPhone *phone)
{
  char clean[96], digits[40], whole[40], groups[5];
  const char *number;

  if (xl_text_is_none (text) || g_strcmp0 (text, "0") == 0)
    return refuse (phone, XL_PHONE_MISSING, N_("no telephone number is given"));
  if (xl_text_squeeze (text, clean, sizeof clean) < 0)
    return refuse (phone, XL_PHONE_INVALID, N_("this is no telephone number"));
  if (xl_text_scientific (clean, whole, sizeof whole))
    {
      if (whole[0] == '\0')
        return refuse (phone, XL_PHONE_INVALID,
                       N_("digits were probably lost in a spreadsheet: the cell holds a number, not text"));
      g_strlcpy (clean, whole, sizeof clean);
    }
  if (g_str_has_suffix (clean, ".0"))
    clean[strlen (clean) - 2] = '\0';
  if (!keep_digits (clean, digits, sizeof digits, groups))
    return refuse (phone, XL_PHONE_INVALID, N_("this is no telephone number, or more than one"));
  number = skip_country (digits);
  if (is_mobile (number))
    {
      g_strlcpy (phone->number, number, sizeof phone->number);
      phone->kind = XL_PHONE_MOBILE;
      phone->reason = NULL;
      return TRUE;
    }
  if (number == digits && read_landline (digits, groups, phone))
    return TRUE;
  return refuse (phone, XL_PHONE_INVALID,
                 N_("the telephone number has the wrong number of digits or an unknown beginning"));
}
