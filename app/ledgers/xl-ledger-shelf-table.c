#include "ledgers/xl-ledger-shelf-table.h"

#include "ledgers/xl-due-every-table.h"
#include "ledgers/xl-ledger-alert-table.h"
#include "people/xl-person-list-table.h"
#include "store/xl-view-table.h"

#include <string.h>

#define VIEWS "ledger:"

static void
place_free (gpointer data)
{
  XlLedgerPlace *place = data;

  g_clear_pointer (&place->summary, xl_ledger_summary_free);
  g_free (place->key);
  g_free (place);
}

void
xl_ledger_shelf_free (gpointer data)
{
  XlLedgerShelf *shelf = data;

  g_ptr_array_unref (shelf->places);
  g_free (shelf);
}

char *
xl_ledger_shelf_view_name (const char *key)
{
  return g_strconcat (VIEWS, key, NULL);
}

static void
add_place (XlLedgerShelf *shelf, const char *key, XlLedgerSummary *summary, gint64 n)
{
  XlLedgerPlace *place = g_new0 (XlLedgerPlace, 1);

  place->key = g_strdup (key);
  place->summary = summary;
  place->n = n;
  g_ptr_array_add (shelf->places, place);
}

/* Moves the ledgers of the first one's department onto the shelf: departments come as the first ledger of each does. */
static void
add_department (XlLedgerShelf *shelf, GPtrArray *list)
{
  const char *department = ((XlLedgerSummary *) g_ptr_array_index (list, 0))->t->department;

  for (guint i = 0; i < list->len;)
    {
      XlLedgerSummary *summary = g_ptr_array_index (list, i);

      if (strcmp (summary->t->department, department) == 0)
        {
          add_place (shelf, summary->t->key, summary, summary->n_records);
          g_ptr_array_remove_index (list, i);
        }
      else
        i++;
    }
}

static void
mark_lately (XlLedgerShelf *shelf, char **views)
{
  for (guint i = 0; i < shelf->places->len; i++)
    {
      XlLedgerPlace *place = g_ptr_array_index (shelf->places, i);

      for (guint v = 0; views[v] != NULL; v++)
        if (strcmp (views[v] + strlen (VIEWS), place->key) == 0)
          place->lately = v + 1;
    }
}

XlLedgerShelf *
xl_ledger_shelf_read (XlDb *db, const char *office, const char *today, GError **error)
{
  XlPeopleCounts counts;
  g_autoptr(GPtrArray) list = xl_ledger_book_list (db, office, today, error);
  g_auto(GStrv) views = list != NULL ? xl_view_table_recent (db, VIEWS, XL_LEDGER_LATELY, error) : NULL;
  XlLedgerShelf *shelf;

  if (views == NULL || !xl_person_list_count (db, &counts, error))
    return NULL;
  shelf = g_new0 (XlLedgerShelf, 1);
  shelf->places = g_ptr_array_new_with_free_func (place_free);
  add_place (shelf, "@people", NULL, counts.people);
  add_place (shelf, "@households", NULL, counts.households);
  g_ptr_array_set_free_func (list, NULL);      /* each goes to its place */
  while (list->len > 0)
    add_department (shelf, list);
  mark_lately (shelf, views);
  return shelf;
}

/* What wants to be looked at --------------------------------------------------------------------------------------- */

static void
wanted_free (gpointer data)
{
  g_free (((XlLedgerWanted *) data)->key);
  g_free (data);
}

static gboolean
count_alerts (XlDb *db, const XlTemplate *t, const char *office, const char *today, XlLedgerWanted *wanted, GError **error)
{
  g_autoptr(GArray) counts = t->alerts->len > 0 ? xl_ledger_alert_counts (db, t, office, today, error) : NULL;

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const XlLedgerAlert *alert = g_ptr_array_index (t->alerts, i);

      *(alert->overdue ? &wanted->overdue : &wanted->soon) += g_array_index (counts, gint64, i);
    }
  return t->alerts->len == 0 || counts != NULL;
}

static gboolean
count_due (XlDb *db, const XlTemplate *t, const char *office, const char *today, XlLedgerWanted *wanted, GError **error)
{
  g_autoptr(GPtrArray) items = t->every != NULL ? xl_due_every_table_list (db, t, office, today, error) : NULL;

  if (items != NULL)
    {
      wanted->open = xl_due_items_count (items, XL_DUE_OPEN);
      wanted->late = xl_due_items_count (items, XL_DUE_OVERDUE);
    }
  return t->every == NULL || items != NULL;
}

GPtrArray *
xl_ledger_shelf_wanted (XlDb *db, const char *office, const char *today, GError **error)
{
  g_autoptr(GPtrArray) templates = xl_ledger_table_templates (db, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (wanted_free);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      const XlTemplate *t = g_ptr_array_index (templates, i);
      XlLedgerWanted *wanted;

      if (!xl_ledger_table_exists (db, t))      /* not used here: nothing is late */
        continue;
      wanted = g_new0 (XlLedgerWanted, 1);
      wanted->key = g_strdup (t->key);
      g_ptr_array_add (list, wanted);
      if (!count_alerts (db, t, office, today, wanted, error) || !count_due (db, t, office, today, wanted, error))
        return NULL;
    }
  return templates != NULL ? g_steal_pointer (&list) : NULL;
}
