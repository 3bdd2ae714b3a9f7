#include "store/xl-search-commands.h"
#include "store/xl-search-table.h"

#define DEFAULT_LIMIT 50

typedef struct {
  char  *text;
  guint  limit;
} Question;

typedef struct {
  const char *kind;
  gint64      id;
  char       *title;
} Found;

static void
clear_found (gpointer data)
{
  g_free (((Found *) data)->title);
}

static gpointer
search (XlDb *db, gpointer data, GError **error)
{
  const Question *q = data;
  g_autoptr(GArray) hits = xl_search_run (db, q->text, q->limit, error);
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  if (hits == NULL)
    return NULL;
  g_array_set_clear_func (found, clear_found);
  for (guint i = 0; i < hits->len; i++)
    {
      const XlSearchHit *hit = &g_array_index (hits, XlSearchHit, i);
      g_autoptr(GError) local = NULL;
      Found f = { hit->kind, hit->id, xl_search_title (db, hit, &local) };

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (f.title != NULL)
        g_array_append_val (found, f);
    }
  return g_steal_pointer (&found);
}

static void
print_found (XlInvocation *inv, const char *text, GArray *found)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, text);
  json_builder_set_member_name (builder, "count");
  json_builder_add_int_value (builder, found->len);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++)
    {
      const Found *f = &g_array_index (found, Found, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder, f->kind);
      json_builder_set_member_name (builder, "id");
      json_builder_add_int_value (builder, f->id);
      json_builder_set_member_name (builder, "title");
      json_builder_add_string_value (builder, f->title);
      json_builder_end_object (builder);
      if (!inv->json)
        xl_invocation_print (inv, "%s\t%" G_GINT64_FORMAT "\t%s\n", f->kind, f->id, f->title);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
}

static gboolean
run_search (XlInvocation *inv, GError **error)
{
  g_autofree char *limit = xl_invocation_take_option (inv, "--limit");
  g_autofree char *text = NULL;
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GArray) found = NULL;
  guint64 n = DEFAULT_LIMIT;
  Question q;

  if (!xl_invocation_expect (inv, 1, 100, error))
    return FALSE;
  if (limit != NULL && !g_ascii_string_to_unsigned (limit, 10, 0, G_MAXINT, &n, NULL))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "--limit wants a number, not %s", limit);
      return FALSE;
    }
  store = xl_invocation_open_store (inv, XL_STORE_FALL_BACK, error);
  if (store == NULL)
    return FALSE;
  text = g_strjoinv (" ", inv->args);
  q.text = text;
  q.limit = (guint) n;
  found = xl_store_read (store, search, &q, error);
  if (found == NULL)
    return FALSE;
  print_found (inv, text, found);
  return TRUE;
}

const XlCommand xl_search_commands[] = {
  { "search", "search TEXT… [--limit N]", "finds persons and records by words, pinyin, initials, last four digits", run_search },
  { NULL }
};
