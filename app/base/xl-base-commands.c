#include "base/xl-base-commands.h"

#include "base/xl-credit-code.h"
#include "base/xl-date.h"
#include "base/xl-error.h"
#include "base/xl-identity.h"
#include "base/xl-json.h"
#include "base/xl-mask.h"
#include "base/xl-money.h"
#include "base/xl-pinyin.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* The longest line read from stdin. */
#define MAX_LINE (1 << 20)

typedef struct {
  XlInvocation *inv;
  JsonBuilder  *builder;   /* NULL without --json */
  const char   *today;     /* --on */
  XlMaskProfile profile;
  int           field;     /* XlMaskField, or -1: guessed */
} Teller;

typedef void (*TellFunc) (Teller *teller, const char *text);

/* A constant of base in the user's language; "" for none. */
static const char *
translate (const char *reason)
{
  return reason != NULL ? _(reason) : "";
}

static void
tell_identity (Teller *teller, const char *text)
{
  XlIdentity identity;
  gboolean valid = xl_identity_parse (text, XL_IDENTITY_TEXT, teller->today, &identity);
  const char *sex = identity.sex == '1' ? "male" : identity.sex == '2' ? "female" : NULL;

  if (teller->builder == NULL)
    {
      xl_invocation_print (teller->inv, "%s\t%s\t%s\t%s\t%s\t%s\n", text, xl_identity_verdict_name (identity.verdict),
                           identity.number, identity.birth, valid ? xl_identity_region_name (identity.region) : "",
                           translate (identity.reason));
      return;
    }
  xl_json_string (teller->builder, "input", text);
  xl_json_filled (teller->builder, "number", identity.number);
  xl_json_boolean (teller->builder, "valid", valid);
  xl_json_string (teller->builder, "verdict", xl_identity_verdict_name (identity.verdict));
  xl_json_string (teller->builder, "reason", identity.reason);
  xl_json_filled (teller->builder, "birth", identity.birth);
  xl_json_string (teller->builder, "sex", sex);
  xl_json_filled (teller->builder, "region", identity.region);
  xl_json_string (teller->builder, "region_name", valid ? xl_identity_region_name (identity.region) : NULL);
}

static void
tell_credit_code (Teller *teller, const char *text)
{
  const char *reason;
  char code[19];
  gboolean valid = xl_credit_code_check (text, code, &reason);

  if (teller->builder == NULL)
    {
      xl_invocation_print (teller->inv, "%s\t%s\t%s\n", text, valid ? "valid" : "invalid", translate (reason));
      return;
    }
  xl_json_string (teller->builder, "input", text);
  xl_json_boolean (teller->builder, "valid", valid);
  xl_json_string (teller->builder, "reason", reason);
}

static void
tell_date (Teller *teller, const char *text)
{
  static const char *const precisions[] = { NULL, "year", "month", "day" };
  XlDate date;
  const char *reason;

  xl_date_parse (text, XL_DATE_TEXT, teller->today, (int) g_ascii_strtoll (teller->today, NULL, 10), &date);
  reason = date.precision == XL_DATE_NONE && date.reason == NULL ? N_("nothing is written") : date.reason;
  if (teller->builder == NULL)
    {
      xl_invocation_print (teller->inv, "%s\t%s\t%s\n", text, date.text,
                           translate (reason != NULL ? reason : date.doubt));
      return;
    }
  xl_json_string (teller->builder, "input", text);
  xl_json_filled (teller->builder, "date", date.text);
  xl_json_string (teller->builder, "reason", reason);
  xl_json_string (teller->builder, "precision", precisions[date.precision]);
  xl_json_boolean (teller->builder, "year_missing", date.year_missing);
  xl_json_string (teller->builder, "doubt", date.doubt);
}

static void
tell_amount (Teller *teller, const char *text)
{
  const char *reason;
  gint64 fen;
  gboolean read = xl_money_parse (text, &fen, &reason);
  g_autofree char *words = read ? xl_money_capitals (fen) : NULL;
  g_autofree char *plain = xl_money_format (fen);

  if (!read && reason == NULL)
    reason = N_("nothing is written");
  if (teller->builder == NULL)
    {
      xl_invocation_print (teller->inv, "%s\t%s\t%s\t%s\n", text, read ? plain : "", read ? words : "",
                           translate (reason));
      return;
    }
  xl_json_string (teller->builder, "input", text);
  if (read)
    xl_json_int (teller->builder, "fen", fen);
  else
    xl_json_null (teller->builder, "fen");
  xl_json_string (teller->builder, "words", words);
  xl_json_string (teller->builder, "reason", reason);
}

static void
tell_pinyin (Teller *teller, const char *text)
{
  g_autofree char *pinyin = xl_pinyin (text);
  g_autofree char *initials = xl_pinyin_initials (text);

  if (teller->builder == NULL)
    {
      xl_invocation_print (teller->inv, "%s\t%s\t%s\n", text, pinyin, initials);
      return;
    }
  xl_json_string (teller->builder, "input", text);
  xl_json_string (teller->builder, "pinyin", pinyin);
  xl_json_string (teller->builder, "initials", initials);
}

static const char *const field_names[] = { "text", "name", "identity", "phone", "bank", "address", "health" };

static void
tell_mask (Teller *teller, const char *text)
{
  XlMaskField field = teller->field >= 0 ? (XlMaskField) teller->field : xl_mask_guess (text);
  g_autofree char *masked = xl_mask (text, field, teller->profile);

  if (teller->builder == NULL)
    {
      xl_invocation_print (teller->inv, "%s\n", masked);
      return;
    }
  xl_json_string (teller->builder, "input", text);
  xl_json_string (teller->builder, "masked", masked);
  xl_json_string (teller->builder, "field", field_names[field]);
  xl_json_string (teller->builder, "profile", xl_mask_profile_name (teller->profile));
}

static const struct { const char *name; TellFunc tell; } subjects[] = {
  { "identity", tell_identity }, { "credit-code", tell_credit_code }, { "date", tell_date },
  { "amount", tell_amount },     { "pinyin", tell_pinyin },           { "mask", tell_mask },
};

static gboolean
tell_one (Teller *teller, TellFunc tell, const char *text, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "the text is not UTF-8");
      return FALSE;
    }
  if (teller->builder != NULL)
    json_builder_begin_object (teller->builder);
  tell (teller, text);
  if (teller->builder != NULL)
    json_builder_end_object (teller->builder);
  return TRUE;
}

static gboolean
tell_stdin (Teller *teller, TellFunc tell, GError **error)
{
  g_autoptr(GString) line = g_string_new (NULL);
  int c;

  do
    {
      c = getc (stdin);
      if (c != '\n' && c != EOF)
        {
          g_string_append_c (line, (char) c);
          if (line->len > MAX_LINE)
            {
              g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "a line of the input is too long");
              return FALSE;
            }
          continue;
        }
      if (c == EOF && line->len == 0)
        break;
      if (line->len > 0 && line->str[line->len - 1] == '\r')
        g_string_truncate (line, line->len - 1);
      if (memchr (line->str, '\0', line->len) != NULL || !tell_one (teller, tell, line->str, error))
        {
          if (error != NULL && *error == NULL)
            g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "the input is no text");
          return FALSE;
        }
      g_string_truncate (line, 0);
    }
  while (c != EOF);
  return TRUE;
}

/* One text gives one object, several or stdin an array. */
static gboolean
tell_all (Teller *teller, TellFunc tell, GError **error)
{
  char **texts = teller->inv->args;
  gboolean from_stdin = strcmp (texts[0], "-") == 0 && texts[1] == NULL;
  gboolean several = from_stdin || texts[1] != NULL;

  if (several && teller->builder != NULL)
    json_builder_begin_array (teller->builder);
  if (from_stdin)
    {
      if (!tell_stdin (teller, tell, error))
        return FALSE;
    }
  else
    for (guint i = 0; texts[i] != NULL; i++)
      if (!tell_one (teller, tell, texts[i], error))
        return FALSE;
  if (several && teller->builder != NULL)
    json_builder_end_array (teller->builder);
  if (teller->builder != NULL)
    xl_invocation_print_json (teller->inv, json_builder_get_root (teller->builder));
  return TRUE;
}

static gboolean
take_mask_options (Teller *teller, GError **error)
{
  g_autofree char *profile = xl_invocation_take_option (teller->inv, "--profile");
  g_autofree char *field = xl_invocation_take_option (teller->inv, "--as");

  teller->profile = XL_MASK_PUBLIC;
  teller->field = -1;
  if (profile != NULL && !xl_mask_profile_parse (profile, &teller->profile))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "--profile wants internal, public or strict, not %s", profile);
      return FALSE;
    }
  for (guint i = 0; field != NULL && i < G_N_ELEMENTS (field_names); i++)
    if (strcmp (field, field_names[i]) == 0)
      teller->field = (int) i;
  if (field != NULL && teller->field < 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE,
                   "--as wants name, identity, phone, bank, address, health or text, not %s", field);
      return FALSE;
    }
  return TRUE;
}

static TellFunc
take_subject (XlInvocation *inv, gboolean *is_mask, GError **error)
{
  g_autofree char *word = g_strdup (inv->args[0]);

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (subjects); i++)
    if (strcmp (word, subjects[i].name) == 0)
      {
        guint n = g_strv_length (inv->args);

        g_free (inv->args[0]);
        memmove (inv->args, inv->args + 1, n * sizeof (char *));
        *is_mask = subjects[i].tell == tell_mask;
        return subjects[i].tell;
      }
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE,
               word != NULL ? "nothing is known to tell about %s" : "what is to be told?", word);
  return NULL;
}

static gboolean
run_tell (XlInvocation *inv, GError **error)
{
  gboolean is_mask;
  TellFunc tell = take_subject (inv, &is_mask, error);
  g_autoptr(JsonBuilder) builder = inv->json ? json_builder_new () : NULL;
  Teller teller = { inv, builder, inv->on, XL_MASK_PUBLIC, -1 };

  if (tell == NULL || (is_mask && !take_mask_options (&teller, error)))
    return FALSE;
  if (!xl_invocation_expect (inv, 1, G_MAXUINT, error))
    return FALSE;
  return tell_all (&teller, tell, error);
}

const XlCommand xl_base_commands[] = {
  { "tell", "tell identity|credit-code|date|amount|pinyin|mask TEXT… | - [--profile P] [--as FIELD]",
    "says what the program makes of a text; with - one a line from stdin", run_tell },
  { NULL }
};
