#include "people/xl-person-edit-table.h"

#include "people/xl-membership-table.h"
#include "people/xl-person-kind-table.h"
#include "people/xl-person-table.h"
#include "store/xl-draft-table.h"

void
xl_person_edit_free (gpointer data)
{
  XlPersonEdit *edit = data;

  xl_person_free (edit->person);
  g_strfreev (edit->kinds);
  g_free (edit->relation);
  g_free (edit->since);
  g_free (edit->today);
  g_free (edit->draft);
  g_free (edit);
}

static gboolean
write_kinds (XlDb *db, const XlPersonEdit *edit, GError **error)
{
  g_autoptr(GPtrArray) before = xl_person_kind_table_of (db, edit->person->id, NULL, error);

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      const XlPersonKind *k = g_ptr_array_index (before, i);

      if (!g_strv_contains ((const char *const *) edit->kinds, k->kind)
          && !xl_person_kind_table_end (db, edit->person->id, k->kind, edit->today, error))
        return FALSE;
    }
  for (guint i = 0; edit->kinds[i] != NULL; i++)
    if (xl_person_kind_table_add (db, edit->person->id, edit->kinds[i], edit->today, NULL, error) < 0)
      return FALSE;
  return TRUE;
}

gint64
xl_person_edit_run (XlDb *db, gpointer data, GError **error)
{
  XlPersonEdit *edit = data;
  gboolean is_new = edit->person->id == 0;

  if (is_new ? xl_person_table_insert (db, edit->person, error) < 0 : !xl_person_table_update (db, edit->person, error))
    return -1;
  if (is_new && edit->household != 0
      && xl_membership_table_join (db, edit->person->id, edit->household, edit->relation, NULL, edit->since, NULL, error) < 0)
    return -1;
  if (edit->draft != NULL && !xl_draft_table_set (db, edit->draft, NULL, error))
    return -1;
  return write_kinds (db, edit, error) ? edit->person->id : -1;
}

void
xl_life_free (gpointer data)
{
  XlLife *life = data;

  g_free (life->relation);
  g_free (life->day);
  g_free (life->words);
  g_clear_pointer (&life->people, g_array_unref);
  g_free (life);
}

/* Who goes in a split, the new head first. */
static gint64
split (XlDb *db, const XlLife *life, GError **error)
{
  g_autoptr(GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (people, life->person);
  for (guint i = 0; life->people != NULL && i < life->people->len; i++)
    if (g_array_index (life->people, gint64, i) != life->person)
      g_array_append_val (people, g_array_index (life->people, gint64, i));
  return xl_membership_table_split (db, (const gint64 *) people->data, people->len, life->words, life->day, error);
}

static gboolean
run_simple (XlDb *db, const XlLife *life, GError **error)
{
  switch (life->kind)
    {
    case XL_LIFE_DIE:
      return xl_membership_table_die (db, life->person, life->day, error);
    case XL_LIFE_LEAVE:
      return xl_membership_table_leave (db, life->person, life->day, life->words, error);
    case XL_LIFE_MOVE:
      return xl_membership_table_move (db, life->person, life->household, life->relation, life->day, error);
    case XL_LIFE_RETURN:
      return xl_membership_table_return (db, life->person, life->household, life->relation, life->day, error);
    case XL_LIFE_HEAD:
      return xl_membership_table_change_head (db, life->from, life->person, life->day, error);
    case XL_LIFE_RELATION:
      return xl_membership_table_recode (db, life->person, life->relation, life->day, error);
    default:
      return xl_membership_table_merge (db, life->household, life->from, life->day, error);
    }
}

gint64
xl_life_run (XlDb *db, gpointer data, GError **error)
{
  const XlLife *life = data;

  if (life->kind == XL_LIFE_SPLIT)
    return split (db, life, error);
  if (!run_simple (db, life, error))
    return -1;
  return life->kind == XL_LIFE_MERGE ? life->household : life->person;
}
