#include "ledgers/xl-ledger-fact-table.h"

#include "base/xl-date.h"
#include "base/xl-division.h"
#include "people/xl-people-words.h"
#include "people/xl-person-row-table.h"
#include "store/xl-sql.h"

#include <string.h>

#define MAX_FACTS 32

struct _XlLedgerFacts
{
  XlDb       *db;
  char       *today;
  GHashTable *offices;                /* code → name */
  gint64      person, household;      /* whose facts are below; 0 nobody's */
  gboolean    want[2][MAX_FACTS];     /* by household, by fact */
  char       *words[2][MAX_FACTS], *codes[2][MAX_FACTS];
};

XlLedgerFacts *
xl_ledger_facts_new (XlDb *db, const char *today)
{
  XlLedgerFacts *facts = g_new0 (XlLedgerFacts, 1);

  facts->db = db;
  facts->today = g_strdup (today);
  facts->offices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return facts;
}

static void
forget (XlLedgerFacts *facts, gboolean household)
{
  for (guint i = 0; i < MAX_FACTS; i++)
    {
      g_clear_pointer (&facts->words[household][i], g_free);
      g_clear_pointer (&facts->codes[household][i], g_free);
    }
}

void
xl_ledger_facts_free (XlLedgerFacts *facts)
{
  forget (facts, FALSE);
  forget (facts, TRUE);
  g_hash_table_unref (facts->offices);
  g_free (facts->today);
  g_free (facts);
}

static const char *const *
names_of (gboolean household)
{
  return household ? xl_template_household_facts () : xl_template_person_facts ();
}

static int
find_fact (const char *fact, gboolean household)
{
  const char *const *names = names_of (household);

  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], fact) == 0)
      return i;
  return -1;
}

void
xl_ledger_facts_want (XlLedgerFacts *facts, const char *fact, gboolean household)
{
  int i = find_fact (fact, household);

  if (i >= 0)
    facts->want[household][i] = TRUE;
}

/* Reading --------------------------------------------------------------------------------------------------------- */

const char *
xl_ledger_facts_office (XlLedgerFacts *facts, const char *code)
{
  g_autoptr(XlStmt) stmt = NULL;
  const char *name = g_hash_table_lookup (facts->offices, code);

  if (name != NULL)
    return name;
  stmt = xl_db_prepare (facts->db, "SELECT name FROM office WHERE code = ?1", NULL);
  if (stmt != NULL)
    {
      xl_bind (stmt, 1, code);
      name = xl_db_step (facts->db, stmt, NULL) ? xl_column (stmt, 0) : xl_division_name (NULL, code);
    }
  g_hash_table_insert (facts->offices, g_strdup (code), g_strdup (name != NULL ? name : code));
  return g_hash_table_lookup (facts->offices, code);
}

static char *
make_age (const XlLedgerFacts *facts, const XlPersonRow *row)
{
  int age = row->birth_date != NULL ? xl_age_on (row->birth_date, row->death_date != NULL ? row->death_date : facts->today) : -1;

  return age >= 0 ? g_strdup_printf ("%d", age) : NULL;
}

static char *
person_word (XlLedgerFacts *facts, const XlPersonRow *row, const char *fact)
{
  if (strcmp (fact, "age") == 0)
    return make_age (facts, row);
  if (strcmp (fact, "office") == 0)
    return g_strdup (xl_ledger_facts_office (facts, row->office));
  return xl_people_person_word (row, strcmp (fact, "group_no") == 0 ? "group" : fact);
}

/* As stored, where words stand for codes. */
static const char *
person_code (const XlPersonRow *row, const char *fact)
{
  const struct { const char *fact, *code; } codes[] = {
    { "sex", row->sex },             { "ethnic", row->ethnic },   { "education", row->education },
    { "political", row->political }, { "marital", row->marital }, { "hukou", row->hukou },
    { "relation", row->relation },   { "office", row->office },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].fact, fact) == 0)
      return codes[i].code;
  return NULL;
}

static void
on_person (const XlPersonRow *row, gpointer data)
{
  XlLedgerFacts *facts = data;
  const char *const *names = names_of (FALSE);

  facts->household = row->household;
  for (guint i = 0; names[i] != NULL; i++)
    if (facts->want[FALSE][i])
      {
        facts->words[FALSE][i] = person_word (facts, row, names[i]);
        facts->codes[FALSE][i] = g_strdup (person_code (row, names[i]));
      }
}

static void
on_household (const XlHouseholdRow *row, gpointer data)
{
  XlLedgerFacts *facts = data;
  const char *const *names = names_of (TRUE);

  for (guint i = 0; names[i] != NULL; i++)
    if (facts->want[TRUE][i])
      facts->words[TRUE][i] = xl_people_household_word (row, names[i]);
}

static gboolean
wants_household (const XlLedgerFacts *facts)
{
  for (guint i = 0; i < MAX_FACTS; i++)
    if (facts->want[TRUE][i])
      return TRUE;
  return FALSE;
}

static gboolean
read_household (XlLedgerFacts *facts, GError **error)
{
  forget (facts, TRUE);
  return facts->household == 0 || !wants_household (facts)
         || xl_household_row_table_read (facts->db, &facts->household, 1, on_household, facts, error);
}

gboolean
xl_ledger_facts_person (XlLedgerFacts *facts, gint64 person, GError **error)
{
  if (person == facts->person)
    return TRUE;
  forget (facts, FALSE);
  facts->person = person;
  facts->household = 0;
  if (person != 0 && !xl_person_row_table_read (facts->db, &person, 1, on_person, facts, error))
    return FALSE;
  return read_household (facts, error);
}

gboolean
xl_ledger_facts_household (XlLedgerFacts *facts, gint64 household, GError **error)
{
  if (household == facts->household)
    return TRUE;
  facts->household = household;
  return read_household (facts, error);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static XlMaskField
mask_of (const char *fact, gboolean household)
{
  static const struct { const char *fact; XlMaskField mask; } masks[] = {
    { "name", XL_MASK_NAME },           { "head", XL_MASK_NAME },       { "id_number", XL_MASK_IDENTITY },
    { "head_id_number", XL_MASK_IDENTITY }, { "phone", XL_MASK_PHONE }, { "address", XL_MASK_ADDRESS },
    { "kinds", XL_MASK_HEALTH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    if (strcmp (masks[i].fact, fact) == 0)
      return masks[i].mask;
  return XL_MASK_PLAIN;
}

char *
xl_ledger_facts_show (const XlLedgerFacts *facts, const char *fact, gboolean household, gboolean codes, XlMaskProfile mask)
{
  int i = find_fact (fact, household);
  const char *text = i < 0 ? NULL : facts->words[household][i];

  if (i >= 0 && codes && facts->codes[household][i] != NULL)
    text = facts->codes[household][i];
  if (text == NULL)
    return g_strdup ("");
  if (mask == XL_MASK_INTERNAL)
    return g_strdup (text);
  if (strcmp (fact, "birth_date") == 0)
    return mask == XL_MASK_PUBLIC ? g_strndup (text, 4) : g_strdup ("");
  return xl_mask (text, mask_of (fact, household), mask);
}
