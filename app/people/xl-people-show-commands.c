#include "people/xl-people-show.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "base/xl-identity.h"
#include "people/xl-household-table.h"
#include "people/xl-membership-table.h"
#include "people/xl-people-json.h"
#include "people/xl-person-kind-table.h"
#include "people/xl-person-row-table.h"
#include "people/xl-person-table.h"

#include <string.h>

typedef struct {
  XlInvocation *inv;
  JsonBuilder  *b;
} Show;

/* Finding ------------------------------------------------------------------------------------------------------------- */

static gboolean
is_key (const char *text)
{
  return text[0] != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gint64
refuse_number (const char *what, guint n, GError **error)
{
  if (n == 0)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: nothing in this file fits", what);
  else
    g_set_error (error, XL_ERROR, XL_ERROR_AMBIGUOUS, "%s: %u fit; give the key", what, n);
  return -1;
}

static gint64
find_name (XlDb *db, const char *name, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new ("");
  g_autoptr(GArray) ids = NULL;

  if (!xl_person_set_name (person, name, error))
    return -1;
  ids = xl_person_table_find_name (db, person->name, error);
  if (ids == NULL)
    return -1;
  return ids->len == 1 ? g_array_index (ids, gint64, 0) : refuse_number ("resident", ids->len, error);
}

static gint64
find_person (XlDb *db, const char *text, GError **error)
{
  XlIdentity identity;
  gint64 id;

  if (xl_identity_parse (text, XL_IDENTITY_TEXT, NULL, &identity))
    {
      id = xl_person_table_find_identity (db, identity.number, error);
      if (id != 0)
        return id;
    }
  return is_key (text) ? g_ascii_strtoll (text, NULL, 10) : find_name (db, text, error);
}

static gint64
find_household (XlDb *db, const char *text, GError **error)
{
  g_autoptr(GArray) ids = NULL;

  if (is_key (text))
    return g_ascii_strtoll (text, NULL, 10);
  ids = xl_household_table_find_any (db, text, error);
  if (ids == NULL)
    return -1;
  return ids->len == 1 ? g_array_index (ids, gint64, 0) : refuse_number ("household", ids->len, error);
}

/* Describing ---------------------------------------------------------------------------------------------------------- */

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
print_line (XlInvocation *inv, const char *key, const char *text)
{
  if (!inv->json && text != NULL && text[0] != '\0')
    xl_invocation_print (inv, "%s: %s\n", key, text);
}

static const char *
relation_name (const char *code, const char *written)
{
  const char *name = code != NULL ? xl_code_name (xl_code_table (XL_CODE_RELATION), code) : NULL;

  return name != NULL ? name : or_empty (written);
}

static void
add_span (JsonBuilder *b, const char *from, const char *to)
{
  xl_json_string (b, "from", from);
  xl_json_string (b, "to", to);
}

static void
show_member (Show *show, const XlMember *m)
{
  json_builder_begin_object (show->b);
  xl_people_json_number (show->b, "person", m->person);
  xl_people_json_number (show->b, "household", m->household);
  xl_json_string (show->b, "name", m->name);
  xl_json_string (show->b, "relation", m->relation);
  xl_json_string (show->b, "relation_written", m->relation_written);
  add_span (show->b, m->from_date, m->to_date);
  xl_json_string (show->b, "begin_reason", m->begin_reason);
  xl_json_string (show->b, "end_reason", m->end_reason);
  xl_json_string (show->b, "moved_to", m->moved_to);
  json_builder_end_object (show->b);
  if (!show->inv->json)
    xl_invocation_print (show->inv, "  %s\t%s\t%s..%s\n", m->name, relation_name (m->relation, m->relation_written),
                         or_empty (m->from_date), or_empty (m->to_date));
}

/* Takes @members; FALSE when there are none to show because reading failed. */
static gboolean
show_members (Show *show, const char *name, GPtrArray *members)
{
  if (members == NULL)
    return FALSE;
  json_builder_set_member_name (show->b, name);
  json_builder_begin_array (show->b);
  for (guint i = 0; i < members->len; i++)
    show_member (show, g_ptr_array_index (members, i));
  json_builder_end_array (show->b);
  g_ptr_array_unref (members);
  return TRUE;
}

static gboolean
show_kinds (Show *show, GPtrArray *kinds)
{
  if (kinds == NULL)
    return FALSE;
  json_builder_set_member_name (show->b, "kind_history");
  json_builder_begin_array (show->b);
  for (guint i = 0; i < kinds->len; i++)
    {
      const XlPersonKind *k = g_ptr_array_index (kinds, i);

      json_builder_begin_object (show->b);
      xl_json_string (show->b, "kind", k->kind);
      add_span (show->b, k->from_date, k->to_date);
      xl_json_string (show->b, "source", k->source);
      json_builder_end_object (show->b);
      print_line (show->inv, "kind", xl_code_name (xl_code_table (XL_CODE_KIND), k->kind));
    }
  json_builder_end_array (show->b);
  g_ptr_array_unref (kinds);
  return TRUE;
}

static void
on_person (const XlPersonRow *row, gpointer data)
{
  Show *show = data;

  json_builder_set_member_name (show->b, "resident");
  xl_people_json_person (show->b, row);
  print_line (show->inv, "name", row->name);
  print_line (show->inv, "birth", row->birth_date);
  print_line (show->inv, "identity number", row->id_number != NULL ? row->id_number : row->id_written);
  print_line (show->inv, "telephone", row->phone);
  print_line (show->inv, "household", row->household_number);
  print_line (show->inv, "died", row->death_date);
}

static void
on_household (const XlHouseholdRow *row, gpointer data)
{
  Show *show = data;

  json_builder_set_member_name (show->b, "household");
  xl_people_json_household (show->b, row);
  print_line (show->inv, "number", row->number);
  print_line (show->inv, "head", row->head_name);
  print_line (show->inv, "address", row->address);
}

static gpointer
read_resident (XlDb *db, gpointer data, GError **error)
{
  Show *show = data;
  gint64 id = find_person (db, show->inv->args[1], error);
  g_autoptr(XlPerson) person = id > 0 ? xl_person_table_get (db, id, error) : NULL;
  XlMember *now;

  if (person == NULL || !xl_person_row_table_read (db, &id, 1, on_person, show, error))
    return NULL;
  now = xl_membership_table_of (db, id, NULL, NULL);
  if (now != NULL && !show_members (show, "members", xl_household_table_members (db, now->household, NULL, error)))
    g_clear_pointer (&person, xl_person_free);
  xl_member_free (now);
  if (person == NULL || !show_kinds (show, xl_person_kind_table_history (db, id, error))
      || !show_members (show, "memberships", xl_membership_table_history (db, id, error)))
    return NULL;
  return show;
}

static gpointer
read_household (XlDb *db, gpointer data, GError **error)
{
  Show *show = data;
  gint64 id = find_household (db, show->inv->args[1], error);
  g_autoptr(XlHousehold) household = id > 0 ? xl_household_table_get (db, id, error) : NULL;

  if (household == NULL || !xl_household_row_table_read (db, &id, 1, on_household, show, error))
    return NULL;
  return show_members (show, "members", xl_household_table_members (db, id, show->inv->args[2], error)) ? show : NULL;
}

static gboolean
run_show (XlInvocation *inv, XlReadFunc read, guint max_args, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_autoptr(JsonBuilder) b = json_builder_new ();
  Show show = { inv, b };

  if (!xl_invocation_expect (inv, 2, max_args, error))
    return FALSE;
  if (max_args > 2 && inv->args[2] != NULL && !xl_date_is_valid (inv->args[2]))
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "show household ID [DAY]: DAY is YYYY-MM-DD");
      return FALSE;
    }
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL)
    return FALSE;
  json_builder_begin_object (b);
  if (xl_store_read (store, read, &show, error) == NULL)
    return FALSE;
  json_builder_end_object (b);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (b));
  return TRUE;
}

gboolean
xl_people_show_resident (XlInvocation *inv, GError **error)
{
  return run_show (inv, read_resident, 2, error);
}

gboolean
xl_people_show_household (XlInvocation *inv, GError **error)
{
  return run_show (inv, read_household, 3, error);
}
