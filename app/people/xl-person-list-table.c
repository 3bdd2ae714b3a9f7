#include "people/xl-person-list-table.h"

#include "base/xl-date.h"
#include "base/xl-mask.h"
#include "people/xl-household-table.h"
#include "people/xl-people-words.h"
#include "people/xl-person-filter-table.h"
#include "people/xl-person-row-table.h"
#include "store/xl-row-set.h"
#include "store/xl-search-table.h"
#include "store/xl-sql.h"

#include <string.h>

/* As in ui/xl-grid-source.h: XL_CELL_FLAGGED, XL_CELL_FADED. */
#define FLAGGED (1 << 0)
#define FADED   (1 << 3)

XlPersonQuestion *
xl_person_question_copy (const XlPersonQuestion *question)
{
  XlPersonQuestion *copy = g_memdup2 (question, sizeof *question);

  copy->text = g_strdup (question->text);
  copy->today = g_strdup (question->today);
  copy->office = g_strdup (question->office);
  copy->kind = g_strdup (question->kind);
  copy->sort = g_strdup (question->sort);
  copy->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  for (guint i = 0; question->filters != NULL && i < question->filters->len; i++)
    g_ptr_array_add (copy->filters, xl_ledger_filter_copy (g_ptr_array_index (question->filters, i)));
  return copy;
}

void
xl_person_question_free (gpointer data)
{
  XlPersonQuestion *question = data;

  g_free (question->text);
  g_free (question->today);
  g_free (question->office);
  g_free (question->kind);
  g_free (question->sort);
  g_clear_pointer (&question->filters, g_ptr_array_unref);
  g_free (question);
}

/* The keys ------------------------------------------------------------------------------------------------------------ */

static void
add_id (gint64 id, gpointer data)
{
  xl_row_set_add (data, id);
}

static GArray *
list_flagged (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT id FROM person WHERE id_number IS NULL ORDER BY id", error);

  if (stmt == NULL)
    return NULL;
  return xl_db_ids (db, stmt, error);
}

/* Those in both; both in ascending order. */
static GArray *
intersect (GArray *a, GArray *b)
{
  GArray *both = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0, j = 0; i < a->len && j < b->len;)
    {
      gint64 x = g_array_index (a, gint64, i), y = g_array_index (b, gint64, j);

      if (x == y)
        g_array_append_val (both, x);
      i += x <= y;
      j += y <= x;
    }
  return both;
}

/* Whom text and flag leave; NULL without @error when they leave everybody. */
static GArray *
list_wanted (XlDb *db, const XlPersonQuestion *q, GError **error)
{
  g_autoptr(GArray) found = NULL;
  g_autoptr(GArray) flagged = NULL;

  if (q->text != NULL && q->text[0] != '\0' && (found = xl_search_persons (db, q->text, error)) == NULL)
    return NULL;
  if (q->flagged && (flagged = list_flagged (db, error)) == NULL)
    return NULL;
  if (found != NULL && flagged != NULL)
    return intersect (found, flagged);
  return found != NULL ? g_steal_pointer (&found) : g_steal_pointer (&flagged);
}

/* Those whom the filters of the columns leave, in order. */
static gboolean
list_narrowed (XlDb *db, const XlPersonQuestion *q, const XlPersonQuery *query, const GArray *wanted, XlRowSet *set, GError **error)
{
  g_autoptr(GArray) ids = xl_person_filter_table_ids (db, q, wanted, error);

  if (ids != NULL && q->sort == NULL)
    return xl_person_table_each_among (db, query, ids, add_id, set, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    xl_row_set_add (set, g_array_index (ids, gint64, i));
  return ids != NULL;
}

static gboolean
list_persons (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  const XlPersonQuestion *q = question;
  XlPersonQuery query = {
    .office = q->office, .group_no = q->group_no, .kind = q->kind, .absent = q->absent, .order = q->order,
    .descending = q->descending,
  };
  g_autoptr(GError) local = NULL;
  g_autoptr(GArray) wanted = list_wanted (db, q, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (xl_person_filter_table_asked (q))
    return list_narrowed (db, q, &query, wanted, set, error);
  if (wanted != NULL)
    return xl_person_table_each_among (db, &query, wanted, add_id, set, error);
  return xl_person_table_each (db, &query, add_id, set, error);
}

/* The cells ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  const XlPersonQuestion *question;
  XlRowPage              *page;
} Fill;

static char *
age_word (const XlPersonRow *row, const char *today)
{
  int age = row->birth_date != NULL ? xl_age_on (row->birth_date, row->death_date != NULL ? row->death_date : today) : -1;

  return age >= 0 ? g_strdup_printf ("%d", age) : NULL;
}

static const char *
whole_number (const XlPersonRow *row)
{
  return row->id_number != NULL ? row->id_number : row->id_written;
}

char *
xl_person_list_word (const XlPersonRow *row, XlPersonListColumn column, const char *today)
{
  const char *number = whole_number (row);

  if (column == XL_PERSON_LIST_WHOLE_NUMBER)
    return g_strdup (number);
  if (column == XL_PERSON_LIST_AGE)
    return age_word (row, today);
  if (column == XL_PERSON_LIST_NUMBER)
    return number != NULL ? xl_mask (number, XL_MASK_IDENTITY, XL_MASK_PUBLIC) : NULL;
  return xl_people_person_word (row, xl_person_sheet_word_key (column));
}

static void
on_row (const XlPersonRow *row, gpointer data)
{
  Fill *fill = data;
  guint mark = row->present ? 0 : FADED;

  for (XlPersonListColumn i = 0; i < XL_PERSON_LIST_N_FIELDS; i++)
    {
      g_autofree char *word = xl_person_list_word (row, i, fill->question->today);

      xl_row_page_add (fill->page, word, i == XL_PERSON_LIST_NUMBER && row->id_number == NULL ? mark | FLAGGED : mark);
    }
  xl_row_page_add (fill->page, whole_number (row), mark);
}

static gboolean
fill_person (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error)
{
  Fill fill = { question, page };

  return xl_person_row_table_read (db, &id, 1, on_row, &fill, error);
}

const XlRowKind xl_person_list_kind = { XL_PERSON_LIST_N_COLUMNS, list_persons, fill_person };

GArray *
xl_person_list_ids (XlDb *db, const XlPersonQuestion *question, GError **error)
{
  g_autoptr(XlRowQuestion) asked = xl_row_question_new (&xl_person_list_kind, xl_person_question_copy (question), xl_person_question_free);

  return xl_row_set_run (db, asked, NULL, NULL, error);
}

gboolean
xl_person_list_count (XlDb *db, XlPeopleCounts *counts, GError **error)
{
  g_autoptr(GError) local = NULL;

  counts->people = xl_db_int (db, "SELECT count(*) FROM person WHERE present = 1", 0, &local);
  if (local == NULL)
    counts->households = xl_db_int (db, "SELECT count(*) FROM household WHERE to_date IS NULL", 0, &local);
  if (local == NULL)
    counts->flagged = xl_db_int (db, "SELECT count(*) FROM person WHERE present = 1 AND id_number IS NULL", 0, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
