#include "people/xl-person-card-table.h"

#include "people/xl-household-table.h"
#include "people/xl-member-table.h"
#include "people/xl-membership-table.h"
#include "people/xl-person-kind-table.h"
#include "people/xl-person-table.h"

#include <string.h>

XlPersonLine *
xl_person_line_new (const char *date, const char *text, const char *kind, gint64 id)
{
  XlPersonLine *line = g_new0 (XlPersonLine, 1);

  line->date = g_strdup (date);
  line->text = g_strdup (text);
  line->kind = g_strdup (kind);
  line->id = id;
  return line;
}

void
xl_person_line_free (gpointer data)
{
  XlPersonLine *line = data;

  g_free (line->date);
  g_free (line->text);
  g_free (line->kind);
  g_free (line);
}

static void
clear_person_card (gpointer data)
{
  XlPersonCard *card = data;

  xl_person_free (card->person);
  xl_member_free (card->member);
  xl_household_free (card->household);
  g_clear_pointer (&card->members, g_ptr_array_unref);
  g_clear_pointer (&card->kinds, g_ptr_array_unref);
  g_clear_pointer (&card->memberships, g_ptr_array_unref);
  g_clear_pointer (&card->lines, g_ptr_array_unref);
}

XlPersonCard *
xl_person_card_ref (XlPersonCard *card)
{
  return g_atomic_rc_box_acquire (card);
}

void
xl_person_card_free (gpointer card)
{
  if (card != NULL)
    g_atomic_rc_box_release_full (card, clear_person_card);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPersonCard, xl_person_card_free)

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const XlPersonLine *x = *(XlPersonLine *const *) a, *y = *(XlPersonLine *const *) b;

  return strcmp (y->date != NULL ? y->date : "", x->date != NULL ? x->date : "");
}

static gboolean
read_household (XlDb *db, XlPersonCard *card, GError **error)
{
  card->member = xl_membership_table_of (db, card->person->id, NULL, NULL);
  if (card->member == NULL)
    {
      card->members = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_member_free);
      return TRUE;
    }
  card->household = xl_household_table_get (db, card->member->household, error);
  if (card->household == NULL)
    return FALSE;
  card->members = xl_household_table_members (db, card->member->household, NULL, error);
  return card->members != NULL;
}

static gboolean
read_lines (XlDb *db, XlPersonCard *card, const XlPersonLineFunc *providers, GError **error)
{
  card->lines = g_ptr_array_new_with_free_func (xl_person_line_free);
  for (guint i = 0; providers != NULL && providers[i] != NULL; i++)
    if (!providers[i] (db, card->person->id, card->lines, error))
      return FALSE;
  g_ptr_array_sort (card->lines, compare_lines);
  return TRUE;
}

XlPersonCard *
xl_person_card_table_read (XlDb *db, gint64 person, const XlPersonLineFunc *providers, GError **error)
{
  g_autoptr(XlPersonCard) card = g_atomic_rc_box_new0 (XlPersonCard);

  if ((card->person = xl_person_table_get (db, person, error)) == NULL || !read_household (db, card, error)
      || (card->kinds = xl_person_kind_table_of (db, person, NULL, error)) == NULL
      || (card->memberships = xl_membership_table_history (db, person, error)) == NULL
      || !read_lines (db, card, providers, error))
    return NULL;
  return g_steal_pointer (&card);
}

static void
clear_household_card (gpointer data)
{
  XlHouseholdCard *card = data;

  xl_household_free (card->household);
  g_clear_pointer (&card->members, g_ptr_array_unref);
  g_clear_pointer (&card->past, g_ptr_array_unref);
}

XlHouseholdCard *
xl_household_card_ref (XlHouseholdCard *card)
{
  return g_atomic_rc_box_acquire (card);
}

void
xl_household_card_free (gpointer card)
{
  if (card != NULL)
    g_atomic_rc_box_release_full (card, clear_household_card);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlHouseholdCard, xl_household_card_free)

static GPtrArray *
read_past (XlDb *db, gint64 household, GError **error)
{
  /* Who has gone: not those whose relation was only written anew. */
  static const char sql[] =
    "SELECT " XL_MEMBER_COLUMNS " FROM membership AS m JOIN person AS p ON p.id = m.person"
    " WHERE m.household = ?1 AND m.to_date IS NOT NULL AND m.end_reason IS NOT 'recoded' ORDER BY m.to_date DESC, m.id DESC";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, household);
  return xl_member_read_all (db, stmt, error);
}

XlHouseholdCard *
xl_household_card_table_read (XlDb *db, gint64 household, GError **error)
{
  g_autoptr(XlHouseholdCard) card = g_atomic_rc_box_new0 (XlHouseholdCard);

  if ((card->household = xl_household_table_get (db, household, error)) == NULL
      || (card->members = xl_household_table_members (db, household, NULL, error)) == NULL
      || (card->past = read_past (db, household, error)) == NULL)
    return NULL;
  return g_steal_pointer (&card);
}
