#include "ledgers/xl-ledger-stored-table.h"

#include "base/xl-code.h"
#include "base/xl-division.h"
#include "ledgers/xl-ledger-query.h"
#include "ledgers/xl-value.h"
#include "people/xl-people-words.h"
#include "store/xl-sql.h"

#include <string.h>

/* The one text that @sql finds of key @id; NULL when there is none. */
static char *
look_up (XlDb *db, const char *sql, const char *id)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, NULL);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, id);
  return xl_db_step (db, stmt, NULL) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

static char *
fact_words (XlDb *db, const char *fact, const char *stored)
{
  const char *word = NULL;
  char *words = NULL;

  if (strcmp (fact, "sex") == 0)
    word = xl_people_sex_word (stored);
  else if (strcmp (fact, "ethnic") == 0)
    word = xl_code_name (xl_code_table (XL_CODE_ETHNIC), stored);
  else if (strcmp (fact, "kinds") == 0)
    {
      g_autofree char *codes = g_strdelimit (g_strdup (stored), ",", ' ');

      words = xl_people_kinds_words (codes);
    }
  else if (strcmp (fact, "office") == 0)
    {
      words = look_up (db, "SELECT name FROM office WHERE code = ?1", stored);
      word = words == NULL ? xl_division_name (NULL, stored) : NULL;
    }
  return words != NULL ? words : g_strdup (word != NULL ? word : stored);
}

/* A value that xl_value_clear () need not clear. */
static XlValue
borrow_value (const XlLedgerField *f, const char *stored)
{
  XlValue value = { .set = TRUE };

  if (xl_ledger_field_is_number (f->type))
    value.number = g_ascii_strtoll (stored, NULL, 10);
  else
    value.text = (char *) stored;
  return value;
}

char *
xl_ledger_stored_words (XlDb *db, const XlTemplate *t, const char *name, const char *stored)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);
  const XlLedgerField *f = i >= 0 ? xl_template_field (t, (guint) i) : NULL;
  char *found = NULL;
  XlValue value;

  if (stored[0] == '\0' || (f == NULL && fact == NULL))
    return g_strdup (stored);
  if (fact != NULL)
    return fact_words (db, fact, stored);
  if (f->type == XL_LEDGER_PERSON || f->type == XL_LEDGER_HOUSEHOLD)
    {
      found = look_up (db, f->type == XL_LEDGER_PERSON ? "SELECT name FROM person WHERE id = CAST (?1 AS INTEGER)"
                                                       : "SELECT number FROM household WHERE id = CAST (?1 AS INTEGER)", stored);
      return found != NULL ? found : g_strdup (stored);
    }
  value = borrow_value (f, stored);
  return xl_value_show (f, &value, FALSE);
}

char *
xl_ledger_stored_sort (XlDb *db, const XlTemplate *t, const char *name, const char *stored)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);
  const XlLedgerField *f = i >= 0 ? xl_template_field (t, (guint) i) : NULL;
  char *found = NULL;

  if (fact == NULL && f != NULL && f->type == XL_LEDGER_PERSON)
    found = look_up (db, "SELECT name_sort FROM person WHERE id = CAST (?1 AS INTEGER)", stored);
  return found != NULL ? found : g_strdup (stored);
}
