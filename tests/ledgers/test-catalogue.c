/* Every ledger of the catalogue: what can be said of a template without anybody typing. */
#include "../store/memory-file.h"

#include "exchange/xl-columns.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-question-table.h"
#include "ledgers/xl-template-judge-table.h"
#include "office/xl-office-table.h"
#include "store/xl-change.h"

#include <string.h>

#define OFFICE "220622103200"
#define TODAY  "2026-06-30"

static XlTemplate *
read_template (const char *key)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_built_in (key, &error);

  g_assert_no_error (error);
  return t;
}

/* Millimetres that can be printed on: 18 mm are left white on each side, else the letters get smaller. */
static guint
room_of (const char *paper)
{
  const struct { const char *paper; guint mm; } papers[] = { { "A4", 174 }, { "A4-landscape", 261 }, { "A3-landscape", 384 } };

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (strcmp (papers[i].paper, paper) == 0)
      return papers[i].mm;
  return 0;
}

static void
test_layouts_fit_their_paper (gconstpointer key)
{
  g_autoptr(XlTemplate) t = read_template (key);

  g_assert_cmpuint (t->layouts->len, >, 0);
  for (guint i = 0; i < t->layouts->len; i++)
    {
      const XlLedgerLayout *l = g_ptr_array_index (t->layouts, i);
      guint width = 0;

      for (guint c = 0; c < l->columns->len; c++)
        {
          const XlLayoutColumn *column = g_ptr_array_index (l->columns, c);

          g_assert_cmpuint (column->width_mm, >=, 10);
          width += column->width_mm;
        }
      g_test_message ("%s/%s: %u of %u mm", t->key, l->key, width, room_of (l->paper));
      g_assert_cmpuint (width, <=, room_of (l->paper));
    }
}

/* A layout for the notice board shows nothing that its mask would have to hide altogether. */
static void
test_public_layouts_name_no_numbers (gconstpointer key)
{
  g_autoptr(XlTemplate) t = read_template (key);

  for (guint i = 0; i < t->layouts->len; i++)
    {
      const XlLedgerLayout *l = g_ptr_array_index (t->layouts, i);

      for (guint c = 0; strcmp (l->mask, "internal") != 0 && c < l->columns->len; c++)
        {
          const XlLayoutColumn *column = g_ptr_array_index (l->columns, c);
          const char *sensitive = column->kind == XL_LAYOUT_FIELD ? xl_template_field (t, (guint) column->field)->sensitive : NULL;

          g_assert_cmpstr (column->person, !=, "id_number");
          g_assert_cmpstr (sensitive, !=, "identity");
          g_assert_cmpstr (sensitive, !=, "bank");
          g_assert_cmpstr (sensitive, !=, "phone");
        }
    }
}

/* No title stands for two fields of one ledger. */
static void
test_headers_name_one_field (gconstpointer key)
{
  g_autoptr(XlTemplate) t = read_template (key);
  g_autoptr(GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      for (guint h = 0; f->headers[h] != NULL; h++)
        {
          char *folded = xl_header_fold (f->headers[h]);
          gpointer owner = NULL;

          if (g_hash_table_lookup_extended (owners, folded, NULL, &owner) && owner != f)
            g_error ("%s: the column \"%s\" is %s as well as %s", t->key, folded, ((const XlLedgerField *) owner)->key, f->key);
          g_hash_table_replace (owners, folded, (gpointer) f);
        }
    }
}

/* What a form and a paper need: a clause that asks for it, words for every code. */
static void
test_it_is_complete (gconstpointer key)
{
  g_autoptr(XlTemplate) t = read_template (key);

  g_assert_nonnull (t->clauses[0]);
  g_assert_cmpuint (xl_template_n_fields (t), >=, 8);
  g_assert_true (t->alerts->len + t->indicators->len + t->reports->len + t->checks->len > 0);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      for (guint c = 0; f->codes != NULL && c < f->codes->len; c++)
        g_assert_cmpstr (((const XlLedgerCode *) g_ptr_array_index (f->codes, c))->name, !=, "");
    }
}

/* Words that offices write for codes of the national tables. */
static void
test_tables_bring_their_other_words (void)
{
  const struct { const char *ledger, *field, *word, *code; } rows[] = {
    { "employment", "education", "初中", "71" }, { "disabled", "kind", "肢体", "4" }, { "disabled", "level", "二级", "2" },
    { "elder-list", "kinds", "五保老人", "7" }, { "complaint", "satisfied", "一般", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(XlTemplate) t = read_template (rows[i].ledger);
      const XlLedgerField *f = xl_template_field (t, (guint) xl_template_find (t, rows[i].field));
      const XlLedgerCode *code = xl_ledger_field_code_find (f, rows[i].word);

      g_assert_nonnull (code);
      g_assert_cmpstr (code->code, ==, rows[i].code);
    }
}

/* The expressions ---------------------------------------------------------------------------------------------------- */

static gint64
do_install (XlDb *db, gpointer data, GError **error)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();

  if (xl_office_table_ensure (db, OFFICE, NULL, "village", error) < 0 || !xl_office_table_set_own (db, OFFICE, error))
    return -1;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr(XlTemplate) t = xl_template_built_in (keys[i], error);

      if (t == NULL || !xl_ledger_table_ensure (db, t, error))
        return -1;
    }
  return 0;
}

/* A file with every ledger in it, once for all tests. */
static XlDb *
open_file (void)
{
  g_autoptr(GError) error = NULL;
  XlDb *db = memory_file_open ();

  xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, NULL, &error);
  g_assert_no_error (error);
  return db;
}

static gboolean
on_row (XlStmt *stmt, gpointer data)
{
  (*(guint *) data)++;
  return TRUE;
}

static void
ask (XlDb *db, const char *sql, const char *expression)
{
  const XlQuestion question = { OFFICE, TODAY, "2026-06", "2026", "2026-01-01", "2026-12-31" };
  g_autoptr(GError) error = NULL;
  guint rows = 0;

  xl_question_ask (db, &question, sql, expression, 0, on_row, &rows, &error);
  g_assert_no_error (error);
}

static void
ask_value (XlDb *db, const char *expression)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (%s)", expression);

  ask (db, sql, expression);
}

static void
ask_all (XlDb *db, const XlTemplate *t)
{
  for (guint i = 0; i < t->alerts->len; i++)
    {
      const XlLedgerAlert *a = g_ptr_array_index (t->alerts, i);
      g_autofree char *records = xl_question_records (t, a->expression);
      g_autofree char *sql = g_strdup_printf ("SELECT record.id FROM %s WHERE (%s)", records, a->expression);

      ask (db, sql, a->expression);
    }
  for (guint i = 0; i < t->reports->len; i++)
    ask (db, ((const XlLedgerReport *) g_ptr_array_index (t->reports, i))->query, ((const XlLedgerReport *) g_ptr_array_index (t->reports, i))->query);
  for (guint i = 0; i < t->indicators->len; i++)
    {
      const XlLedgerIndicator *n = g_ptr_array_index (t->indicators, i);

      ask_value (db, n->expression);
      for (guint k = 0; k < n->needs->len; k++)
        ask_value (db, ((const XlIndicatorNeed *) g_ptr_array_index (n->needs, k))->expression);
      if (n->rows != NULL)
        ask (db, n->rows, n->rows);
    }
}

static XlDb *file;

static void
test_expressions_run (gconstpointer key)
{
  g_autoptr(XlTemplate) t = read_template (key);
  g_autoptr(GError) error = NULL;

  if (file == NULL)
    file = open_file ();
  xl_template_judge_sql (t, file, &error);
  g_assert_no_error (error);
  ask_all (file, t);
}

int
main (int argc, char **argv)
{
  const struct { const char *name; GTestDataFunc func; } tests[] = {
    { "layouts-fit-their-paper", test_layouts_fit_their_paper },
    { "public-layouts-name-no-numbers", test_public_layouts_name_no_numbers },
    { "headers-name-one-field", test_headers_name_one_field },
    { "it-is-complete", test_it_is_complete },
    { "expressions-run", test_expressions_run },
  };
  g_auto(GStrv) keys = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  keys = xl_template_built_in_keys ();
  g_test_add_func ("/ledgers/catalogue/tables-bring-their-other-words", test_tables_bring_their_other_words);
  for (guint k = 0; keys[k] != NULL; k++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/ledgers/catalogue/%s/%s", keys[k], tests[i].name);

        g_test_add_data_func_full (path, g_strdup (keys[k]), tests[i].func, g_free);
      }
  status = g_test_run ();
  g_clear_pointer (&file, xl_db_close);
  return status;
}
