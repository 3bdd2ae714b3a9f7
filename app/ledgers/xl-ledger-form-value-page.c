#include "ledgers/xl-ledger-form-value.h"

#include "ledgers/xl-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* By XlLedgerType: what the form calls it. */
static const XlFieldType types[XL_N_LEDGER_TYPES] = {
  [XL_LEDGER_TEXT] = XL_FIELD_TEXT,
  [XL_LEDGER_LONG_TEXT] = XL_FIELD_LONG_TEXT,
  [XL_LEDGER_INTEGER] = XL_FIELD_INTEGER,
  [XL_LEDGER_DECIMAL] = XL_FIELD_DECIMAL,
  [XL_LEDGER_MONEY] = XL_FIELD_MONEY,
  [XL_LEDGER_DATE] = XL_FIELD_DATE,
  [XL_LEDGER_MONTH] = XL_FIELD_MONTH,
  [XL_LEDGER_TIME] = XL_FIELD_TIME,
  [XL_LEDGER_MINUTES] = XL_FIELD_MINUTES,
  [XL_LEDGER_YES_NO] = XL_FIELD_YES_NO,
  [XL_LEDGER_CODE] = XL_FIELD_CODE,
  [XL_LEDGER_CODES] = XL_FIELD_CODES,
  [XL_LEDGER_PERSON] = XL_FIELD_PERSON,
  [XL_LEDGER_HOUSEHOLD] = XL_FIELD_HOUSEHOLD,
  [XL_LEDGER_PLACE] = XL_FIELD_TEXT,
  [XL_LEDGER_ORGANISATION] = XL_FIELD_TEXT,
  [XL_LEDGER_ATTACHMENT] = XL_FIELD_ATTACHMENT,
};

static XlChoice *
make_choices (const XlLedgerField *f)
{
  XlChoice *choices = g_new0 (XlChoice, f->codes->len + 1);

  for (guint i = 0; i < f->codes->len; i++)
    {
      const XlLedgerCode *c = g_ptr_array_index (f->codes, i);

      choices[i] = (XlChoice) { c->code, c->name, c->aliases != NULL ? g_strjoinv ("\n", c->aliases) : NULL };
    }
  return choices;
}

void
xl_ledger_form_choices_free (XlChoice *choices)
{
  for (XlChoice *c = choices; c != NULL && c->code != NULL; c++)
    g_free ((char *) c->also);
  g_free (choices);
}

void
xl_ledger_form_spec (const XlTemplate *t, guint i, XlFieldSpec *spec, XlChoice **choices)
{
  const XlLedgerField *f = xl_template_field (t, i);

  *choices = f->codes != NULL && !f->read_only ? make_choices (f) : NULL;
  *spec = (XlFieldSpec) {
    .key = f->key, .title = f->title, .type = f->read_only ? XL_FIELD_SHOWN : types[f->type],
    .required = f->required && !f->read_only, .choices = *choices,
    .unit = f->read_only && f->type == XL_LEDGER_MINUTES ? NULL : f->unit,      /* shown as 4小时30分, which says it */
    .hint = f->help != NULL ? f->help : f->type == XL_LEDGER_TIME ? _("For example 15:30") : NULL,
  };
}

static char *
swap (const char *text, char from, char to)
{
  char *copy = g_strdup (text);

  return g_strdelimit (copy, (const char[]) { from, '\0' }, to);
}

char *
xl_ledger_form_value (const XlLedgerField *f, const XlValue *value)
{
  if (!value->set)
    return g_strdup ("");
  if (f->type == XL_LEDGER_DECIMAL)
    return xl_value_show (f, value, TRUE);
  if (xl_ledger_field_is_number (f->type))
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
  return f->type == XL_LEDGER_CODES ? swap (value->text, ',', ' ') : g_strdup (value->text);
}

gboolean
xl_ledger_form_read (const XlLedgerField *f, const char *text, XlValue *value, const char **reason)
{
  gint64 number;

  *value = (XlValue) { 0 };
  if (text == NULL || text[0] == '\0')
    return TRUE;
  if (!xl_ledger_field_is_number (f->type) || f->type == XL_LEDGER_DECIMAL)
    return xl_value_parse (f, text, value, reason);
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return xl_value_parse (f, text, value, reason);
  *value = xl_value_of_number (number);
  if (xl_value_in_range (f, value, reason))
    return TRUE;
  xl_value_clear (value);
  return FALSE;
}
