/* What the rooms know of a person, for the card. */
#include "people/xl-person-lines.h"

#include "ledgers/xl-ledger-row-table.h"
#include "people/xl-people-page-private.h"

#define MAX_LINES 30    /* of one ledger */
#define MAX_WORDS 4     /* cells of a record that a line shows */

typedef struct {
  const XlTemplate     *t;
  const XlLedgerLayout *layout;
  GPtrArray            *lines;
} Ledger;

/* Whether a column says something beyond who and when, which the card says already, nor what is taken from the person. */
static gboolean
tells_more (const XlTemplate *t, const XlLayoutColumn *column)
{
  if (column->kind != XL_LAYOUT_FIELD || column->field == t->subject_field || column->field == t->period_field)
    return FALSE;
  return xl_template_field (t, (guint) column->field)->type != XL_LEDGER_PERSON
         && !xl_template_field (t, (guint) column->field)->read_only;
}

static void
on_record (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Ledger *ledger = data;
  g_autoptr(GString) text = g_string_new (ledger->t->title);
  guint n = 0;

  for (guint i = 0; i < ledger->layout->columns->len && n < MAX_WORDS; i++)
    if (cells[i][0] != '\0' && tells_more (ledger->t, g_ptr_array_index (ledger->layout->columns, i)))
      g_string_append_printf (text, "%s%s", n++ == 0 ? "：" : "，", cells[i]);
  g_ptr_array_add (ledger->lines, xl_person_line_new (xl_ledger_record_date (ledger->t, record), text->str, ledger->t->table,
                                                      record->id));
}

static gboolean
add_records (XlDb *db, const XlTemplate *t, gint64 person, GPtrArray *lines, GError **error)
{
  g_autoptr(XlLedgerLayout) layout = xl_ledger_layout_whole (t);
  XlLedgerQuery query = { .subject = person };
  g_autoptr(GArray) ids = xl_ledger_table_ids (db, t, &query, error);
  g_autofree char *today = xl_people_page_today ();
  XlLedgerView view = { t, layout, XL_MASK_INTERNAL, today, 0 };
  Ledger ledger = { t, layout, lines };

  return ids != NULL && xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, MIN (ids->len, MAX_LINES), on_record,
                                                  &ledger, error);
}

/* Records of every ledger that is about persons: visits, subsidies, … */
static gboolean
ledger_lines (XlDb *db, gint64 person, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) templates = xl_ledger_table_templates (db, error);

  if (templates == NULL)
    return FALSE;
  for (guint i = 0; i < templates->len; i++)
    {
      const XlTemplate *t = g_ptr_array_index (templates, i);

      if (t->subject == XL_SUBJECT_PERSON && xl_ledger_table_exists (db, t) && !add_records (db, t, person, lines, error))
        return FALSE;
    }
  return TRUE;
}

const XlPersonLineFunc xl_person_line_providers[] = {
  ledger_lines,
  NULL
};
