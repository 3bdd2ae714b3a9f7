#include "ledgers/xl-ledger-layout.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_HEADING 60

void
xl_layout_column_free (XlLayoutColumn *column)
{
  g_free (column->person);
  g_free (column->heading);
  g_free (column->text);
  g_free (column);
}

XlLayoutColumn *
xl_layout_column_copy (const XlLayoutColumn *column)
{
  XlLayoutColumn *copy = g_memdup2 (column, sizeof *column);

  copy->person = g_strdup (column->person);
  copy->heading = g_strdup (column->heading);
  copy->text = g_strdup (column->text);
  return copy;
}

XlLedgerLayout *
xl_ledger_layout_new (const char *department, const char *title)
{
  XlLedgerLayout *l = g_new0 (XlLedgerLayout, 1);

  l->title = g_strdup (title);
  l->department = g_strdup (department != NULL ? department : "");
  l->mask = g_strdup ("internal");
  l->paper = g_strdup ("A4-landscape");
  l->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_layout_column_free);
  return l;
}

XlLedgerLayout *
xl_ledger_layout_copy (const XlLedgerLayout *layout)
{
  XlLedgerLayout *l = xl_ledger_layout_new (layout->department, layout->title);

  g_free (l->mask);
  g_free (l->paper);
  l->key = g_strdup (layout->key);
  l->mask = g_strdup (layout->mask);
  l->paper = g_strdup (layout->paper);
  l->frozen = layout->frozen;
  l->above = g_strdupv (layout->above);
  l->signers = g_strdupv (layout->signers);
  l->filter = g_strdup (layout->filter);
  l->order = g_strdup (layout->order);
  l->where = g_strdupv (layout->where);
  l->descending = layout->descending;
  l->form = g_strdup (layout->form);
  for (guint i = 0; i < layout->columns->len; i++)
    g_ptr_array_add (l->columns, xl_layout_column_copy (g_ptr_array_index (layout->columns, i)));
  return l;
}

char *
xl_ledger_layout_name (const XlLedgerLayout *layout)
{
  if (layout->department == NULL || layout->department[0] == '\0')
    return g_strdup (layout->title);
  return g_strconcat (layout->department, "·", layout->title, NULL);
}

guint
xl_ledger_layout_n_missing (const XlLedgerLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->columns->len; i++)
    n += ((XlLayoutColumn *) g_ptr_array_index (layout->columns, i))->kind == XL_LAYOUT_MISSING;
  return n;
}

/* Judging --------------------------------------------------------------------------------------------------------- */

static gboolean
is_too_long (const char *text, glong most)
{
  return text != NULL && g_utf8_strlen (text, -1) > most;
}

static gboolean
check_column (const XlLayoutColumn *c, guint i, GError **error)
{
  if (c->kind == XL_LAYOUT_MISSING)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("column %u (%s): the ledger has no “%s” any more"), i + 1, c->heading, c->text);
  else if (c->heading == NULL || c->heading[0] == '\0')
    g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, _("column %u: the heading is missing"), i + 1);
  else if (is_too_long (c->heading, MAX_HEADING) || is_too_long (c->text, 200))
    g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("column %u: the heading or text is too long"), i + 1);
  else
    return TRUE;
  return FALSE;
}

gboolean
xl_ledger_layout_check (const XlLedgerLayout *layout, GError **error)
{
  if (layout->title == NULL || layout->title[0] == '\0')
    g_set_error_literal (error, XL_ERROR, XL_ERROR_FORMAT, _("the form has no title yet"));
  else if (is_too_long (layout->title, MAX_HEADING) || is_too_long (layout->department, MAX_HEADING))
    g_set_error_literal (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("title and department take at most 60 characters each"));
  else if (layout->columns->len == 0)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_FORMAT, _("the form has no columns yet"));
  else if (layout->columns->len > XL_LAYOUT_MAX_COLUMNS)
    g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("a form takes at most %d columns"), XL_LAYOUT_MAX_COLUMNS);
  else
    {
      for (guint i = 0; i < layout->columns->len; i++)
        if (!check_column (g_ptr_array_index (layout->columns, i), i, error))
          return FALSE;
      return TRUE;
    }
  return FALSE;
}

/* The layout of exchange ------------------------------------------------------------------------------------------ */

static gboolean
shows_number (const XlTemplate *t)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (g_strcmp0 (xl_template_field (t, i)->from_person, "id_number") == 0)
      return TRUE;
  return FALSE;
}

/* Whether a field says whose a record is. */
static gboolean
shows_village (const XlTemplate *t)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      if (g_strcmp0 (f->from_person, "office") == 0 || g_strv_contains ((const char *const *) f->headers, "所属村"))
        return TRUE;
    }
  return FALSE;
}

XlLedgerLayout *
xl_ledger_layout_for_exchange (const XlTemplate *t, gboolean villages)
{
  XlLedgerLayout *l = xl_ledger_layout_new (NULL, t->title);

  l->key = g_strdup ("whole");
  l->frozen = t->subject_field >= 0 ? 1 : 0;
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      g_ptr_array_add (l->columns, xl_layout_column_new (t, f->key));
      if (f->type == XL_LEDGER_PERSON && !((int) i == t->subject_field && shows_number (t)))
        {
          g_autofree char *source = g_strconcat (f->key, ".id_number", NULL);

          g_ptr_array_add (l->columns, xl_layout_column_new (t, source));
        }
    }
  if (villages && !shows_village (t))
    xl_ledger_layout_add_columns (l, t, "person.office=所属村", NULL);
  return l;
}
