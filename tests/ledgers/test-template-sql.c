/* What every built-in template wants SQLite to run may run, and what it says of other ledgers is so. */
#include "../store/memory-file.h"

#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-template-judge-table.h"
#include "store/xl-db.h"

static void
check_source (XlDb *db, const XlTemplate *t, const XlLedgerField *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) other = xl_ledger_table_template (db, f->from_ledger->ledger, &error);

  g_assert_no_error (error);
  if (xl_template_find (other, f->from_ledger->field) < 0)
    g_error ("%s: field %s: the ledger %s has no field %s", t->key, f->key, other->key, f->from_ledger->field);
  for (guint i = 0; f->from_ledger->show[i] != NULL; i++)
    if (xl_template_find (other, f->from_ledger->show[i]) < 0)
      g_error ("%s: field %s: the ledger %s has no field %s", t->key, f->key, other->key, f->from_ledger->show[i]);
}

static void
test_built_in (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in (data, &error);

  g_assert_no_error (error);
  xl_template_judge_sql (t, db, &error);   /* none of its ledgers was ever used */
  g_assert_no_error (error);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (xl_template_field (t, i)->from_ledger != NULL)
      check_source (db, t, xl_template_field (t, i));
  if (t->due != NULL)
    {
      g_autoptr(XlTemplate) list = xl_due_table_list (db, t, &error);

      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/template-sql/", keys[i], NULL);

      g_test_add_data_func (path, keys[i], test_built_in);
    }
  return g_test_run ();
}
