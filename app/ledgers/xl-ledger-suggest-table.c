#include "ledgers/xl-ledger-suggest-table.h"

#include "base/xl-pinyin.h"
#include "base/xl-text.h"
#include "ledgers/xl-ledger-row-table.h"

#include <string.h>

#define MOST      40
#define MOST_READ 2000     /* newest records looked through */

XlLedgerSuggest *
xl_ledger_suggest_new (const XlFromLedger *from, const char *office)
{
  XlLedgerSuggest *suggest = g_new0 (XlLedgerSuggest, 1);

  suggest->from = (XlFromLedger) { g_strdup (from->ledger), g_strdup (from->field), g_strdupv (from->show), from->refuse };
  suggest->office = g_strdup (office);
  return suggest;
}

void
xl_ledger_suggest_free (gpointer data)
{
  XlLedgerSuggest *suggest = data;

  g_free (suggest->from.ledger);
  g_free (suggest->from.field);
  g_strfreev (suggest->from.show);
  g_free (suggest->office);
  g_free (suggest);
}

typedef struct {
  char       *key;       /* what was typed, as it is compared */
  GHashTable *seen;
  GPtrArray  *found;
} Search;

static gboolean
fits (const Search *search, const char *value)
{
  g_autofree char *text = xl_text_key (value);
  g_autofree char *initials = NULL;

  if (*value == '\0' || search->found->len >= MOST || g_hash_table_contains (search->seen, value))
    return FALSE;
  if (strstr (text, search->key) != NULL)
    return TRUE;
  initials = xl_pinyin_initials (value);
  return g_str_has_prefix (initials, search->key);
}

/* The first cell is the value, the others stand beside it. */
static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Search *search = data;
  g_autoptr(GString) line = NULL;

  if (!fits (search, cells[0]))
    return;
  g_hash_table_add (search->seen, g_strdup (cells[0]));
  line = g_string_new (cells[0]);
  for (guint i = 1; cells[i] != NULL; i++)
    if (*cells[i] != '\0')
      g_string_append_printf (line, "%s%s", strchr (line->str, '\t') == NULL ? "\t" : " · ", cells[i]);
  g_ptr_array_add (search->found, g_string_free (g_steal_pointer (&line), FALSE));
}

static gboolean
add_column (XlLedgerLayout *layout, const XlTemplate *t, const char *key)
{
  XlLayoutColumn *column;
  int field = xl_template_find (t, key);

  if (field < 0)
    return FALSE;
  column = g_new0 (XlLayoutColumn, 1);
  column->kind = XL_LAYOUT_FIELD;
  column->field = field;
  column->heading = g_strdup (key);
  g_ptr_array_add (layout->columns, column);
  return TRUE;
}

/* The value and what stands beside it. */
static XlLedgerLayout *
make_layout (const XlTemplate *t, const XlFromLedger *from)
{
  g_autoptr(XlLedgerLayout) layout = xl_ledger_layout_whole (t);

  g_ptr_array_set_size (layout->columns, 0);
  if (!add_column (layout, t, from->field))
    return NULL;
  for (guint i = 0; from->show != NULL && from->show[i] != NULL; i++)
    add_column (layout, t, from->show[i]);
  return g_steal_pointer (&layout);
}

char **
xl_ledger_suggest_read (XlDb *db, const char *typed, gpointer data, GError **error)
{
  const XlLedgerSuggest *suggest = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, suggest->from.ledger, error);
  g_autoptr(XlLedgerLayout) layout = t != NULL ? make_layout (t, &suggest->from) : NULL;
  XlLedgerQuery query = { .office = suggest->office };
  g_autoptr(GArray) ids = layout != NULL ? xl_ledger_table_ids (db, t, &query, error) : NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *key = xl_text_key (typed);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  Search search = { key, seen, NULL };
  gboolean read;

  if (ids == NULL)
    return NULL;
  search.found = g_ptr_array_new_with_free_func (g_free);
  read = xl_ledger_row_table_read (db, &(XlLedgerView) { t, layout, XL_MASK_INTERNAL, today, 0 }, (const gint64 *) ids->data,
                                   MIN (ids->len, MOST_READ), on_row, &search, error);
  g_ptr_array_add (search.found, NULL);
  if (read)
    return (char **) g_ptr_array_free (search.found, FALSE);
  g_ptr_array_unref (search.found);
  return NULL;
}
