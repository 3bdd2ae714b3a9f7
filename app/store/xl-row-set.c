#include "store/xl-row-set.h"
#include "store/xl-sql.h"

#include <string.h>

/* So many keys are handed over before the rest is found. */
#define FIRST_ROWS (2 * XL_ROWS_PER_PAGE)

XlRowQuestion *
xl_row_question_new (const XlRowKind *kind, gpointer data, GDestroyNotify free_data)
{
  XlRowQuestion *q = g_atomic_rc_box_new0 (XlRowQuestion);

  q->kind = kind;
  q->data = data;
  q->free_data = free_data;
  return q;
}

XlRowQuestion *
xl_row_question_ref (XlRowQuestion *question)
{
  return g_atomic_rc_box_acquire (question);
}

static void
clear_question (gpointer data)
{
  XlRowQuestion *q = data;

  if (q->free_data != NULL)
    q->free_data (q->data);
}

void
xl_row_question_unref (XlRowQuestion *question)
{
  g_atomic_rc_box_release_full (question, clear_question);
}

/* Pages ------------------------------------------------------------------------------------------------------------- */

void
xl_row_page_add (XlRowPage *page, const char *text, guint mark)
{
  g_return_if_fail (page->n_cells < page->n_rows * (guint) page->n_columns);

  if (text != NULL && *text != '\0')
    {
      page->offsets[page->n_cells] = (guint32) page->text->len;
      g_string_append_len (page->text, text, (gssize) strlen (text) + 1);
    }
  page->marks[page->n_cells++] = (guint8) mark;
}

static gboolean
fill_rows (XlDb *db, const XlRowQuestion *question, XlRowPage *page, GError **error)
{
  for (guint i = 0; i < page->n_rows; i++)
    {
      if (!question->kind->fill (db, question->data, page->ids[i], page, error))
        return FALSE;
      page->n_cells = (i + 1) * (guint) page->n_columns;
    }
  return TRUE;
}

XlRowPage *
xl_row_page_fill (XlDb *db, const XlRowQuestion *question, const gint64 *ids, guint n, GError **error)
{
  g_autoptr(XlRowPage) page = g_new0 (XlRowPage, 1);
  guint n_cells = n * (guint) question->kind->n_columns;
  gboolean filled;

  page->n_columns = question->kind->n_columns;
  page->n_rows = n;
  page->ids = g_memdup2 (ids, n * sizeof *ids);
  page->offsets = g_new0 (guint32, n_cells);
  page->marks = g_new0 (guint8, n_cells);
  page->text = g_string_sized_new (n_cells * 8);
  g_string_append_c (page->text, '\0');   /* offset 0: the empty cell */
  if (!xl_db_exec (db, "SAVEPOINT xl_page", error))   /* one moment and one lock for all rows */
    return NULL;
  filled = fill_rows (db, question, page, error);
  xl_db_exec (db, "RELEASE xl_page", NULL);
  return filled ? g_steal_pointer (&page) : NULL;
}

void
xl_row_page_free (XlRowPage *page)
{
  g_free (page->ids);
  g_free (page->offsets);
  g_free (page->marks);
  g_string_free (page->text, TRUE);
  g_free (page);
}

const char *
xl_row_page_text (const XlRowPage *page, guint row, int column)
{
  return page->text->str + page->offsets[row * (guint) page->n_columns + (guint) column];
}

guint
xl_row_page_mark (const XlRowPage *page, guint row, int column)
{
  return page->marks[row * (guint) page->n_columns + (guint) column];
}

/* Keys -------------------------------------------------------------------------------------------------------------- */

struct _XlRowSet
{
  XlDb                *db;
  const XlRowQuestion *question;
  GArray              *ids;
  XlRowSetFirst        first;   /* NULL when called */
  gpointer             data;
};

/* The keys found so far and the first page of cells, while the rest is still being found. */
static void
hand_over_first (XlRowSet *set)
{
  XlRowSetFirst first = g_steal_pointer (&set->first);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  XlRowPage *page = xl_row_page_fill (set->db, set->question, (const gint64 *) set->ids->data, XL_ROWS_PER_PAGE, NULL);

  g_array_append_vals (ids, set->ids->data, set->ids->len);
  first (g_steal_pointer (&ids), page, set->data);
}

void
xl_row_set_add (XlRowSet *set, gint64 id)
{
  g_array_append_val (set->ids, id);
  if (set->ids->len == FIRST_ROWS && set->first != NULL)
    hand_over_first (set);
}

gboolean
xl_row_set_add_all (XlRowSet *set, XlDb *db, XlStmt *stmt, GError **error)
{
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    xl_row_set_add (set, sqlite3_column_int64 (stmt, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GArray *
xl_row_set_run (XlDb *db, const XlRowQuestion *question, XlRowSetFirst first, gpointer data, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  XlRowSet set = { db, question, ids, first, data };

  return question->kind->list (db, question->data, &set, error) ? g_steal_pointer (&ids) : NULL;
}
