#include "store/xl-draft-table.h"

#include "store/xl-sql.h"

void
xl_draft_free (gpointer data)
{
  XlDraft *draft = data;

  g_free (draft->slot);
  g_free (draft->text);
  g_free (draft);
}

char *
xl_draft_slot (const char *form, guint n)
{
  return n == 0 ? g_strdup (form) : g_strdup_printf ("%s/%u", form, n + 1);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const XlDraft *one = *(XlDraft *const *) a, *two = *(XlDraft *const *) b;

  return (one->at < two->at) - (one->at > two->at);
}

/* Adds the draft in @slot, if there is one. */
static gboolean
read_slot (XlDb *db, const char *slot, GPtrArray *drafts, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT text, at FROM cache_draft WHERE form = ?1", error);
  g_autoptr(GError) local = NULL;
  XlDraft *draft;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, slot);
  if (!xl_db_step (db, stmt, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return error == NULL || *error == NULL;
    }
  draft = g_new0 (XlDraft, 1);
  draft->slot = g_strdup (slot);
  draft->text = g_strdup (xl_column (stmt, 0));
  draft->at = sqlite3_column_int64 (stmt, 1);
  g_ptr_array_add (drafts, draft);
  return TRUE;
}

GPtrArray *
xl_draft_table_list (XlDb *db, const char *form, GError **error)
{
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func (xl_draft_free);

  for (guint n = 0; n < XL_DRAFT_SLOTS; n++)
    {
      g_autofree char *slot = xl_draft_slot (form, n);

      if (!read_slot (db, slot, drafts, error))
        return NULL;
    }
  g_ptr_array_sort (drafts, compare_age);
  return g_steal_pointer (&drafts);
}

char *
xl_draft_table_get (XlDb *db, const char *slot, GError **error)
{
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func (xl_draft_free);

  if (!read_slot (db, slot, drafts, error) || drafts->len == 0)
    return NULL;
  return g_strdup (((XlDraft *) g_ptr_array_index (drafts, 0))->text);
}

gboolean
xl_draft_table_set (XlDb *db, const char *slot, const char *text, GError **error)
{
  g_autoptr(XlStmt) stmt =
    xl_db_prepare (db, text != NULL ? "INSERT OR REPLACE INTO cache_draft (form, text, at) VALUES (?1, ?2, ?3)"
                                    : "DELETE FROM cache_draft WHERE form = ?1", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, slot);
  if (text != NULL)
    {
      xl_bind (stmt, 2, text);
      sqlite3_bind_int64 (stmt, 3, g_get_real_time () / G_USEC_PER_SEC);
    }
  return xl_db_done (db, stmt, error);
}

gpointer
xl_draft_read (XlDb *db, gpointer data, GError **error)
{
  return xl_draft_table_list (db, data, error);
}

gint64
xl_draft_write (XlDb *db, gpointer data, GError **error)
{
  const XlDraft *draft = data;

  return xl_draft_table_set (db, draft->slot, draft->text, error) ? 0 : -1;
}
