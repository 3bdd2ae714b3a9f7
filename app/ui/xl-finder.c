#include "ui/xl-finder.h"

#include "people/xl-person-table.h"
#include "store/xl-search-table.h"

#include <glib/gi18n.h>

#define MOST 12     /* of each sort; more than fit a list nobody reads */

typedef struct {
  char    *text;
  gboolean persons_only;
} Question;

static void
question_free (Question *question)
{
  g_free (question->text);
  g_free (question);
}

void
xl_found_free (XlFound *found)
{
  g_free (found->title);
  g_free (found->detail);
  g_free (found);
}

static char *
person_detail (const XlPerson *person)
{
  const char *sex = g_strcmp0 (person->sex, "1") == 0   ? _("male")
                    : g_strcmp0 (person->sex, "2") == 0 ? _("female")
                                                        : NULL;
  GString *words = g_string_new (sex);

  if (person->birth_date != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", person->birth_date);
  if (person->id_number != NULL)
    g_string_append_printf (words, "%s…%s", words->len > 0 ? " · " : "", person->id_number + 14);
  if (person->death_date != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", _("deceased"));
  return g_string_free (words, FALSE);
}

static XlFound *
describe (XlDb *db, const XlSearchHit *hit)
{
  XlFound *found = g_new0 (XlFound, 1);

  found->kind = hit->kind;
  found->id = hit->id;
  if (g_str_equal (hit->kind, XL_SEARCH_PERSON))
    {
      g_autoptr(XlPerson) person = xl_person_table_get (db, hit->id, NULL);

      if (person != NULL)
        {
          found->title = g_strdup (person->name);
          found->detail = person_detail (person);
        }
    }
  else
    found->title = xl_search_title (db, hit, NULL);
  if (found->title != NULL)
    return found;
  xl_found_free (found);       /* gone in the meantime */
  return NULL;
}

static gpointer
run_search (XlDb *db, gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr(GArray) hits = xl_search_run (db, question->text, MOST, error);
  GPtrArray *all;

  if (hits == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_found_free);
  for (guint i = 0; i < hits->len; i++)
    {
      const XlSearchHit *hit = &g_array_index (hits, XlSearchHit, i);
      XlFound *found;

      if (question->persons_only && !g_str_equal (hit->kind, XL_SEARCH_PERSON))
        continue;
      if ((found = describe (db, hit)) != NULL)
        g_ptr_array_add (all, found);
    }
  return all;
}

void
xl_finder_ask (XlStore *store, const char *text, gboolean persons_only, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->text = g_strdup (text);
  question->persons_only = persons_only;
  xl_store_read_async (store, run_search, question, (GDestroyNotify) question_free, (GDestroyNotify) g_ptr_array_unref,
                       cancellable, callback, user_data);
}

GPtrArray *
xl_finder_finish (XlStore *store, GAsyncResult *result, GError **error)
{
  return xl_store_read_finish (store, result, error);
}
