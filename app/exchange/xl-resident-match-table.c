#include "exchange/xl-resident-import-private.h"

#include "base/xl-division.h"
#include "people/xl-person-table.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlResidentKnown {
  GHashTable *numbers;    /* hashes of the valid numbers of everybody; NULL: not known, the file had people before */
  GHashTable *unproven;   /* hashes of the names of everybody without a valid number */
};

/* One of the same name. */
typedef struct {
  gint64      id;
  const char *id_number, *birth, *office, *household, *written;
} Twin;

static gboolean
same_known (const char *a, const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) == 0;
}

static gboolean
differ (const char *a, const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) != 0;
}

/* Nothing contradicts, and enough agrees: the household, or the birth in the same village, or the number as written. */
static gboolean
is_same (const XlResidentRecord *record, const Twin *twin)
{
  const XlPerson *person = record->person;
  gboolean household = same_known (record->household, twin->household) && same_known (person->office, twin->office);
  gboolean nothing_known = record->household == NULL && twin->household == NULL && person->birth_date == NULL
                           && twin->birth == NULL && same_known (person->office, twin->office)
                           && !differ (person->id_written, twin->written);

  if (record->valid && twin->id_number != NULL)
    return FALSE;
  if (differ (person->birth_date, twin->birth) || differ (record->household, twin->household))
    return FALSE;
  if (household || nothing_known || same_known (person->id_written, twin->written))
    return TRUE;
  return same_known (person->birth_date, twin->birth) && same_known (person->office, twin->office);
}

static void
read_twin (XlStmt *stmt, Twin *twin)
{
  twin->id = sqlite3_column_int64 (stmt, 0);
  twin->id_number = xl_column (stmt, 1);
  twin->birth = xl_column (stmt, 2);
  twin->office = xl_column (stmt, 3);
  twin->written = xl_column (stmt, 4);
  twin->household = xl_column (stmt, 5);
}

/* With a valid number only those without one can be the same; without, anybody of the name. */
static gint64
match_by_name (XlDb *db, XlResidentRecord *record, GError **error)
{
#define TWINS                                                                                                          \
  "SELECT p.id, p.id_number, p.birth_date, p.office, p.id_written, h.number FROM person AS p"                          \
  " LEFT JOIN membership AS m ON m.person = p.id AND m.to_date IS NULL LEFT JOIN household AS h ON h.id = m.household"
  static const char unproven[] = TWINS " WHERE p.id_number IS NULL AND p.name_sort = ?1 AND p.name = ?2";
  static const char everybody[] = TWINS " WHERE p.present IN (0, 1) AND p.name_sort = ?1 AND p.name = ?2";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, record->valid ? unproven : everybody, error);
  g_autoptr(GError) local = NULL;
  gint64 found = 0;
  gboolean by_number = FALSE;

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, record->person->name_sort);
  xl_bind (stmt, 2, record->person->name);
  while (xl_db_step (db, stmt, &local))
    {
      Twin twin;

      read_twin (stmt, &twin);
      if (!is_same (record, &twin))
        continue;
      if (found == 0 || (!by_number && same_known (record->person->id_written, twin.written)))
        {
          found = twin.id;
          by_number = same_known (record->person->id_written, twin.written);
        }
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  return found;
}

/* Two texts may have one hash: then the file is asked for nothing. */
static gpointer
hash (const char *text)
{
  guint64 h = 14695981039346656037u;   /* FNV-1a */

  for (; *text != '\0'; text++)
    h = (h ^ (guchar) *text) * 1099511628211u;
  return GSIZE_TO_POINTER ((gsize) (h ^ h >> 32));
}

void
xl_resident_known_free (XlResidentKnown *known)
{
  g_clear_pointer (&known->numbers, g_hash_table_unref);
  g_hash_table_unref (known->unproven);
  g_free (known);
}

void
xl_resident_known_add (XlResidentKnown *known, const XlPerson *person)
{
  if (person->id_number == NULL)
    g_hash_table_add (known->unproven, hash (person->name_sort));
  else if (known->numbers != NULL)
    g_hash_table_add (known->numbers, hash (person->id_number));
}

XlResidentKnown *
xl_resident_known_new (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name_sort FROM person WHERE id_number IS NULL", error);
  g_autoptr(GError) local = NULL;
  gint64 any = stmt != NULL ? xl_db_int (db, "SELECT EXISTS (SELECT 1 FROM person)", 0, error) : -1;
  XlResidentKnown *known;

  if (any < 0)
    return NULL;
  known = g_new0 (XlResidentKnown, 1);
  known->numbers = any == 0 ? g_hash_table_new (NULL, NULL) : NULL;
  known->unproven = g_hash_table_new (NULL, NULL);
  while (xl_db_step (db, stmt, &local))
    g_hash_table_add (known->unproven, hash (xl_column (stmt, 0)));
  if (local == NULL)
    return known;
  g_propagate_error (error, g_steal_pointer (&local));
  xl_resident_known_free (known);
  return NULL;
}

gint64
xl_resident_match (XlDb *db, const XlResidentKnown *known, XlResidentRecord *record, const char **why, GError **error)
{
  const char *number = record->valid ? record->person->id_number : NULL;
  gint64 id = 0;

  *why = NULL;
  if (number != NULL && (known->numbers == NULL || g_hash_table_contains (known->numbers, hash (number))))
    id = xl_person_table_find_identity (db, record->person->id_number, error);
  if (id != 0 || (number != NULL && !g_hash_table_contains (known->unproven, hash (record->person->name_sort))))
    return id;
  id = match_by_name (db, record, error);
  if (id > 0)
    *why = record->valid ? N_("the same name and household as a person without a valid number; the number is added to that person")
                         : N_("without a valid number, but name and birth or household are a known person's; joined");
  return id;
}

gboolean
xl_import_ensure_office (XlDb *db, const char *code, GError **error)
{
  static const char sql[] = "INSERT INTO office (id, code, name, level, full_name, is_own) VALUES (?1, ?2, ?3, 'village', ?4, 0)";
  g_autoptr(XlStmt) find = xl_db_prepare (db, "SELECT 1 FROM office WHERE code = ?1", error);
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;
  g_autofree char *full = xl_division_full_name (NULL, code);
  const char *name = xl_division_name (NULL, code);

  if (find == NULL)
    return FALSE;
  xl_bind (find, 1, code);
  if (xl_db_step (db, find, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  xl_bind (stmt, 2, code);
  xl_bind (stmt, 3, name != NULL ? name : code);
  xl_bind (stmt, 4, full);
  return xl_db_done (db, stmt, error);
}
