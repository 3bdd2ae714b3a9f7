#include "base/xl-mask.h"

#include "base/xl-identity.h"
#include "base/xl-date.h"
#include "base/xl-name.h"
#include "base/xl-pinyin.h"

#include <string.h>

static void
append_stars (GString *out, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (out, '*');
}

/* All but the first character. */
static char *
mask_whole (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *second = *text != '\0' ? g_utf8_next_char (text) : text;

  g_string_append_len (out, text, second - text);
  append_stars (out, g_utf8_strlen (second, -1));
  return g_string_free (out, FALSE);
}

/* @head and @tail characters of @text stay. */
static char *
mask_middle (const char *text, gsize head, gsize tail)
{
  GString *out = g_string_new (NULL);
  gsize length = strlen (text);

  g_string_append_len (out, text, head);
  append_stars (out, length - head - tail);
  g_string_append (out, text + length - tail);
  return g_string_free (out, FALSE);
}

/* 王*明, 李*, 欧阳*, 买买提·*; strict 王**. */
static char *
mask_name (const char *text, XlMaskProfile profile)
{
  g_autofree char *name = xl_name_clean (text, NULL);
  GString *out = g_string_new (NULL);
  const char *dot = strstr (name, "·");
  gsize surname = xl_surname_length (name);
  const char *last, *given = name + surname;
  glong chars = g_utf8_strlen (given, -1);

  if (dot != NULL && dot != name)
    {
      g_string_append_len (out, name, dot - name);
      g_string_append (out, "·*");
      return g_string_free (out, FALSE);
    }
  g_string_append_len (out, name, chars == 0 ? 0 : surname);
  if (chars <= 1 || profile == XL_MASK_STRICT)
    append_stars (out, MAX (chars, 1));
  else
    {
      last = g_utf8_find_prev_char (given, given + strlen (given));
      append_stars (out, chars - 1);
      g_string_append (out, last);
    }
  return g_string_free (out, FALSE);
}

/* What may stand in a number that is or will be masked. */
static gboolean
is_number_like (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789*xX")] == '\0';
}

static char *
mask_identity (const char *clean, XlMaskProfile profile)
{
  gsize length = strlen (clean);
  gboolean strict = profile == XL_MASK_STRICT;
  g_autofree char *card = NULL;
  g_autofree char *first = NULL;

  if (!is_number_like (clean))
    return mask_whole (clean);
  if (length == 18)
    return mask_middle (clean, strict ? 1 : 6, strict ? 2 : 4);
  if (length == 15)
    return mask_middle (clean, strict ? 1 : 6, strict ? 2 : 3);
  if (length < 20)
    return mask_whole (clean);
  card = g_strndup (clean, 18);   /* a disability certificate: kind and level are hidden */
  first = mask_identity (card, profile);
  return g_strdup_printf ("%s%.*s", first, (int) MIN (length - 18, 4), "****");
}

static char *
mask_phone (const char *clean, XlMaskProfile profile)
{
  gsize length = strlen (clean);
  gboolean strict = profile == XL_MASK_STRICT;

  if (is_number_like (clean) && length == 11)
    return mask_middle (clean, 3, strict ? 0 : 4);
  if (length >= 7 && clean[strspn (clean, "0123456789-*")] == '\0')
    return mask_middle (clean, strict ? 0 : length - 7, strict ? 0 : 3);
  return mask_whole (clean);
}

static char *
mask_bank (const char *clean, XlMaskProfile profile)
{
  gsize length = strlen (clean);

  if (!is_number_like (clean) || length < 8)
    return mask_whole (clean);
  if (profile == XL_MASK_STRICT)
    return g_strdup ("****");
  return g_strdup_printf ("**** %s", clean + length - 4);
}

/* The end of the group's name in @address: 河南村三组12号 → behind 组; NULL when there is none. */
static const char *
find_group_end (const char *address)
{
  static const char *const numerals = "0123456789一二三四五六七八九十〇零";

  for (const char *p = strstr (address, "组"); p != NULL; p = strstr (p + 3, "组"))
    {
      const char *before = g_utf8_find_prev_char (address, p);
      char one[8] = { 0 };

      if (before == NULL)
        continue;
      memcpy (one, before, MIN (p - before, 6));
      if (strstr (numerals, one) != NULL || strcmp (one, "小") == 0 || strcmp (one, "民") == 0)
        return p + strlen ("组");
    }
  return NULL;
}

/* The end of the last of the lowest level of division named in @address. */
static const char *
find_division_end (const char *address)
{
  static const char *const levels[][6] = {
    { "村", "社区", "嘎查", "居委会", NULL },
    { "镇", "乡", "街道", "苏木", NULL },
    { "县", "区", "旗", NULL },
    { "市", "盟", "州", NULL },
    { "省", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      const char *end = NULL;

      for (guint w = 0; levels[i][w] != NULL; w++)
        {
          const char *at = g_strrstr (address, levels[i][w]);

          if (at != NULL && at != address && (end == NULL || at + strlen (levels[i][w]) > end))
            end = at + strlen (levels[i][w]);
        }
      if (end != NULL)
        return end;
    }
  return NULL;
}

static char *
mask_address (const char *text, XlMaskProfile profile)
{
  g_autofree char *address = xl_text_clean (text);
  g_autofree char *half = xl_text_half_width (address);
  const char *end = profile == XL_MASK_PUBLIC ? find_group_end (half) : NULL;

  if (end == NULL)
    end = find_division_end (half);
  if (end == NULL)
    return g_strdup ("***");
  return g_strndup (half, end - half);
}

static gboolean
is_digit_at (const char *p, gsize *length)
{
  gunichar c = g_utf8_get_char (p);

  *length = g_utf8_next_char (p) - p;
  return (c < 0x80 && g_ascii_isdigit ((char) c)) || (c >= 0xFF10 && c <= 0xFF19);
}

/* One run of digits in a text, with an X at its end when there are 17. */
static void
append_run (GString *out, const char *run, gsize digits, XlMaskProfile profile)
{
  g_autofree char *half = xl_text_half_width (run);
  g_autofree char *masked = NULL;

  if (digits == 15 || digits == 18 || digits == 20)
    masked = mask_identity (half, profile);
  else if (digits >= 15)
    masked = mask_bank (half, profile);
  else if (digits == 11 && half[0] == '1' && half[1] >= '3')
    masked = mask_phone (half, profile);
  g_string_append (out, masked != NULL ? masked : run);
}

/* Free text: identity numbers, cards and telephones in it. */
static char *
mask_numbers (const char *text, XlMaskProfile profile)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *start = p;
      gsize length, digits = 0;
      g_autofree char *run = NULL;

      for (; *p != '\0' && is_digit_at (p, &length); p += length)
        digits++;
      if (digits == 17 && (*p == 'x' || *p == 'X'))
        {
          digits++;
          p++;
        }
      if (digits == 0)
        {
          p = g_utf8_next_char (p);
          g_string_append_len (out, start, p - start);
          continue;
        }
      run = g_strndup (start, p - start);
      append_run (out, run, digits, profile);
    }
  return g_string_free (out, FALSE);
}

/* Without spaces and hyphens, in half width; NULL when it is longer than any number. */
static char *
clean_number (const char *text, gboolean keep_hyphens)
{
  char clean[128], *to = clean;

  if (xl_text_squeeze (text, clean, sizeof clean) < 0)
    return NULL;
  for (const char *p = clean; *p != '\0'; p++)
    if (*p != '\'' && (keep_hyphens || *p != '-'))
      *to++ = *p;
  *to = '\0';
  return g_strdup (clean);
}

static char *
mask_number (const char *text, XlMaskField field, XlMaskProfile profile)
{
  g_autofree char *clean = clean_number (text, FALSE);

  if (clean == NULL)
    return mask_whole (text);
  if (field == XL_MASK_IDENTITY)
    return mask_identity (clean, profile);
  if (field == XL_MASK_BANK)
    return mask_bank (clean, profile);
  if (strlen (clean) != 11 || clean[0] != '1')
    {
      g_free (clean);
      clean = clean_number (text, TRUE);
    }
  return mask_phone (clean, profile);
}

char *
xl_mask (const char *text, XlMaskField field, XlMaskProfile profile)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup ("");
  if (profile == XL_MASK_INTERNAL || (xl_text_is_none (text) && strchr (text, '*') == NULL))
    return g_strdup (text);
  switch (field)
    {
    case XL_MASK_NAME:
      return mask_name (text, profile);
    case XL_MASK_IDENTITY:
    case XL_MASK_PHONE:
    case XL_MASK_BANK:
      return mask_number (text, field, profile);
    case XL_MASK_ADDRESS:
      return mask_address (text, profile);
    case XL_MASK_HEALTH:
      return g_strdup ("");
    case XL_MASK_PLAIN:
    default:
      return mask_numbers (text, profile);
    }
}

static XlMaskField
guess_number (const char *clean)
{
  gsize length = strlen (clean), digits = strspn (clean, "0123456789");
  XlIdentity identity;

  if (digits == length && length == 11 && clean[0] == '1')
    return XL_MASK_PHONE;
  if ((length == 18 && digits >= 17)
      || (length == 15 && digits == 15 && xl_identity_parse (clean, XL_IDENTITY_TEXT, NULL, &identity))
      || (length == 20 && digits == 20))
    return XL_MASK_IDENTITY;
  if (digits == length && length >= 16 && length <= 19)
    return XL_MASK_BANK;
  if (length >= 10 && clean[0] == '0' && clean[strspn (clean, "0123456789-")] == '\0')
    return XL_MASK_PHONE;
  return XL_MASK_PLAIN;
}

XlMaskField
xl_mask_guess (const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *name = NULL;
  glong chars;

  if (text == NULL || !g_utf8_validate (text, -1, NULL) || (clean = clean_number (text, FALSE)) == NULL)
    return XL_MASK_PLAIN;
  if (g_ascii_isdigit (clean[0]))
    return guess_number (clean);
  name = xl_name_clean (text, NULL);
  chars = g_utf8_strlen (name, -1);
  if (chars >= 4 && find_division_end (name) != NULL)
    return XL_MASK_ADDRESS;
  if (strstr (name, "·") != NULL || (chars >= 2 && chars <= 5 && g_utf8_get_char (name) >= 0x3400))
    return XL_MASK_NAME;
  return XL_MASK_PLAIN;
}

static const struct {
  const char *name, *chinese;
} profiles[] = {
  [XL_MASK_INTERNAL] = { "internal", "内部" },
  [XL_MASK_PUBLIC] = { "public", "公示" },
  [XL_MASK_STRICT] = { "strict", "严格" },
};

gboolean
xl_mask_profile_parse (const char *text, XlMaskProfile *profile)
{
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (g_strcmp0 (text, profiles[i].name) == 0 || g_strcmp0 (text, profiles[i].chinese) == 0)
      {
        *profile = (XlMaskProfile) i;
        return TRUE;
      }
  return FALSE;
}

const char *
xl_mask_profile_name (XlMaskProfile profile)
{
  return profiles[profile].name;
}
