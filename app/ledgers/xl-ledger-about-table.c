#include "ledgers/xl-ledger-about-table.h"

#include "ledgers/xl-ledger-row-table.h"

#include <string.h>

#define MOST_LINES 5
#define MOST_WORDS 3     /* cells of a record that a line shows */

void
xl_ledger_about_ask_free (gpointer data)
{
  XlLedgerAboutAsk *ask = data;

  xl_template_free (ask->t);
  g_free (ask->period);
  g_free (ask->today);
  g_free (ask);
}

void
xl_ledger_about_free (gpointer data)
{
  XlLedgerAbout *about = data;

  g_clear_pointer (&about->person, xl_person_card_free);
  g_clear_pointer (&about->household, xl_household_card_free);
  g_clear_pointer (&about->lines, g_ptr_array_unref);
  g_free (about->last_on);
  g_free (about);
}

typedef struct {
  const XlLedgerAboutAsk *ask;
  const XlLedgerLayout   *layout;
  XlLedgerAbout          *about;
} Reader;

/* Whether a cell says something beyond who and when. */
static gboolean
tells_more (const XlTemplate *t, const XlLayoutColumn *column)
{
  const XlLedgerField *f = column->kind == XL_LAYOUT_FIELD ? xl_template_field (t, (guint) column->field) : NULL;

  return f != NULL && column->field != t->subject_field && column->field != t->period_field && f->from_person == NULL
         && f->type != XL_LEDGER_PERSON && f->type != XL_LEDGER_LONG_TEXT && f->type != XL_LEDGER_ATTACHMENT;
}

static void
on_record (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Reader *r = data;
  const XlTemplate *t = r->ask->t;
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = 0;

  if (record->id == r->ask->record)
    return;
  for (guint i = 0; i < r->layout->columns->len && n < MOST_WORDS; i++)
    if (cells[i][0] != '\0' && tells_more (t, g_ptr_array_index (r->layout->columns, i)))
      g_string_append_printf (text, "%s%s", n++ == 0 ? "" : "，", cells[i]);
  g_ptr_array_add (r->about->lines, xl_person_line_new (xl_ledger_record_date (t, record), text->str, t->table, record->id));
  if (r->ask->period == NULL || g_strcmp0 (record->period, r->ask->period) != 0)
    return;
  if (r->about->n_period++ == 0)
    r->about->last_on = g_strdup (xl_ledger_record_date (t, record));
}

/* The newest records about the subject; those of the period stand among them as soon as there are any. */
static gboolean
read_lines (XlDb *db, const XlLedgerAboutAsk *ask, XlLedgerAbout *about, GError **error)
{
  const char *order = ask->t->period_field >= 0 ? xl_template_field (ask->t, (guint) ask->t->period_field)->key : NULL;
  XlLedgerQuery query = { .subject = ask->subject, .order = order, .descending = order != NULL };
  g_autoptr(XlLedgerLayout) layout = xl_ledger_layout_whole (ask->t);
  XlLedgerView view = { ask->t, layout, XL_MASK_INTERNAL, ask->today, 0 };
  g_autoptr(GArray) ids = xl_ledger_table_ids (db, ask->t, &query, error);
  Reader reader = { ask, layout, about };

  return ids != NULL && xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, MIN (ids->len, MOST_LINES + 1), on_record,
                                                  &reader, error);
}

gpointer
xl_ledger_about_read (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerAboutAsk *ask = data;
  XlLedgerAbout *about = g_new0 (XlLedgerAbout, 1);

  about->lines = g_ptr_array_new_with_free_func (xl_person_line_free);
  if (ask->t->subject == XL_SUBJECT_HOUSEHOLD)
    about->household = xl_household_card_table_read (db, ask->subject, error);
  else
    about->person = xl_person_card_table_read (db, ask->subject, NULL, error);
  if ((about->person != NULL || about->household != NULL) && read_lines (db, ask, about, error))
    return about;
  xl_ledger_about_free (about);
  return NULL;
}
