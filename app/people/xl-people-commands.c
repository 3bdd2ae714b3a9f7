#include "people/xl-people-commands.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "people/xl-household-table.h"
#include "people/xl-people-export.h"
#include "people/xl-people-json.h"
#include "people/xl-people-show.h"
#include "people/xl-person-row-table.h"
#include "people/xl-person-table.h"

#include <stdlib.h>

/* What a list is narrowed to.  Strings belong to it. */
typedef struct {
  XlInvocation *inv;
  gboolean      households;
  gboolean      count_only;
  char         *office, *kind, *day;
  int           group_no;
  gboolean      absent;
  JsonBuilder  *b;       /* the rows */
  gint64        n;
} List;

static void
list_clear (List *list)
{
  g_free (list->office);
  g_free (list->kind);
  g_free (list->day);
  g_clear_object (&list->b);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static gboolean
parse_list (XlInvocation *inv, List *list, GError **error)
{
  g_autofree char *group = xl_invocation_take_option (inv, "--group");

  list->inv = inv;
  list->count_only = xl_invocation_take_flag (inv, "--count");
  list->absent = xl_invocation_take_flag (inv, "--absent");
  list->office = xl_invocation_take_option (inv, "--office");
  list->kind = xl_invocation_take_option (inv, "--kind");
  list->day = xl_invocation_take_option (inv, "--as-of");
  list->group_no = group != NULL ? atoi (group) : 0;
  if (list->day != NULL && !xl_date_is_valid (list->day))
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--as-of: takes a day, YYYY-MM-DD");
  else if (group != NULL && (list->group_no < 1 || list->group_no > 999))
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--group: takes a number from 1 to 999");
  else
    return xl_invocation_expect (inv, 1, 1, error);
  return FALSE;
}

static void
on_person (const XlPersonRow *row, gpointer data)
{
  List *list = data;

  list->n++;
  if (list->inv->json)
    xl_people_json_person (list->b, row);
  else
    xl_invocation_print (list->inv, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s\t%s\n", row->id, row->name,
                         row->birth_date != NULL ? row->birth_date : "", row->id_number != NULL ? row->id_number : "",
                         row->household_number != NULL ? row->household_number : "", row->phone != NULL ? row->phone : "");
}

static void
on_household (const XlHouseholdRow *row, gpointer data)
{
  List *list = data;

  list->n++;
  if (list->inv->json)
    xl_people_json_household (list->b, row);
  else
    xl_invocation_print (list->inv, "%" G_GINT64_FORMAT "\t%s\t%d\t%s\t%d\n", row->id, row->number, row->group_no,
                         row->head_name != NULL ? row->head_name : "", row->size);
}

/* The code of a kind of people given as code or name. */
static const char *
kind_code (const char *text, GError **error)
{
  const char *code = text != NULL ? xl_code_find (xl_code_table (XL_CODE_KIND), text) : NULL;

  if (text != NULL && code == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: there is no such kind of people", text);
  return code;
}

static GArray *
list_people (XlDb *db, List *list, GError **error)
{
  XlPersonQuery query = { .office = list->office, .group_no = list->group_no, .absent = list->absent, .order = XL_PERSON_ORDER_PLACE };

  query.kind = kind_code (list->kind, error);
  return list->kind == NULL || query.kind != NULL ? xl_person_table_list (db, &query, error) : NULL;
}

static GArray *
list_households (XlDb *db, List *list, GError **error)
{
  XlHouseholdQuery query = { .office = list->office, .group_no = list->group_no, .kind = list->kind, .day = list->day };

  return xl_household_table_list (db, &query, error);
}

static gpointer
read_list (XlDb *db, gpointer data, GError **error)
{
  List *list = data;
  g_autoptr(GArray) ids = list->households ? list_households (db, list, error) : list_people (db, list, error);
  const gint64 *keys = ids != NULL ? (const gint64 *) ids->data : NULL;

  if (ids == NULL)
    return NULL;
  list->n = ids->len;
  if (list->count_only)
    return list;
  list->n = 0;
  if (list->households)
    return xl_household_row_table_read (db, keys, ids->len, on_household, list, error) ? list : NULL;
  return xl_person_row_table_read (db, keys, ids->len, on_person, list, error) ? list : NULL;
}

static void
print_list (XlInvocation *inv, const char *kind, List *list)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  if (!inv->json)
    {
      if (list->count_only)
        xl_invocation_print (inv, "%" G_GINT64_FORMAT "\n", list->n);
      return;
    }
  json_builder_begin_object (b);
  xl_json_string (b, "kind", kind);
  xl_people_json_number (b, "count", list->n);
  if (!list->count_only)
    {
      json_builder_set_member_name (b, "rows");
      json_builder_add_value (b, json_builder_get_root (list->b));
    }
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

static gboolean
run_list (XlInvocation *inv, gboolean households, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_auto(List) list = { .households = households };

  if (!parse_list (inv, &list, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL)
    return FALSE;
  list.b = json_builder_new ();
  json_builder_begin_array (list.b);
  if (xl_store_read (store, read_list, &list, error) == NULL)
    return FALSE;
  json_builder_end_array (list.b);
  print_list (inv, households ? "households" : "residents", &list);
  return TRUE;
}

static gboolean
list_residents (XlInvocation *inv, GError **error)
{
  return run_list (inv, FALSE, error);
}

static gboolean
list_all_households (XlInvocation *inv, GError **error)
{
  return run_list (inv, TRUE, error);
}

const XlKind xl_people_kinds[] = {
  { "residents", "people of the office", NULL, list_residents, xl_people_show_resident, xl_people_export_residents },
  { "households", "households of the office", NULL, list_all_households, xl_people_show_household, xl_people_export_households },
  { NULL }
};
