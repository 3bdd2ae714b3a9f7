/* Column layouts as values: what a column is called, the file and back, somebody's form, what is missing. */
#include "ledgers/xl-ledger-layout.h"

#include <string.h>

static XlTemplate *
elder_visit (void)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_built_in ("elder-visit", &error);

  g_assert_no_error (error);
  return t;
}

typedef struct { const char *source; XlLayoutColumnKind kind; const char *heading; } Case;

static const Case cases[] = {
  { "number", XL_LAYOUT_NUMBER, "序号" },
  { "elder", XL_LAYOUT_FIELD, "老人" },
  { "person.age", XL_LAYOUT_PERSON, "年龄" },
  { "person.education", XL_LAYOUT_PERSON, "文化程度" },
  { "elder.phone", XL_LAYOUT_PERSON, "老人联系电话" },
  { "household.head", XL_LAYOUT_HOUSEHOLD, "户主姓名" },
  { "text:靖宇县", XL_LAYOUT_TEXT, NULL },
  { "blank", XL_LAYOUT_BLANK, NULL },
  { "pension", XL_LAYOUT_MISSING, "pension" },
  { "person.pension", XL_LAYOUT_MISSING, "person.pension" },
  { "mode.phone", XL_LAYOUT_MISSING, "mode.phone" },       /* names no person */
  { "", XL_LAYOUT_MISSING, "" },
};

static void
test_source (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(XlTemplate) t = elder_visit ();
  XlLayoutColumn *column = xl_layout_column_new (t, c->source);
  g_autofree char *source = xl_layout_column_source (t, column);

  g_assert_cmpint (column->kind, ==, c->kind);
  g_assert_cmpstr (column->heading, ==, c->heading);
  if (c->kind == XL_LAYOUT_TEXT)
    g_assert_cmpstr (column->text, ==, "靖宇县");
  else
    g_assert_cmpstr (source, ==, c->kind == XL_LAYOUT_MISSING ? "missing" : c->source);
  xl_layout_column_free (column);
}

static XlLedgerLayout *
make_layout (const XlTemplate *t)
{
  g_autoptr(GError) error = NULL;
  const char *const signers[] = { "填表人", "审核人", NULL };
  XlLedgerLayout *l = xl_ledger_layout_new ("民政办", "高龄老人统计表");

  g_assert_true (xl_ledger_layout_add_columns (l, t, "number,elder=姓名,person.sex,household.group,text:靖宇县=县,blank=签字,mode", &error));
  g_assert_no_error (error);
  ((XlLayoutColumn *) g_ptr_array_index (l->columns, 2))->codes = TRUE;
  ((XlLayoutColumn *) g_ptr_array_index (l->columns, 1))->mask = 1;
  l->signers = g_strdupv ((char **) signers);
  l->order = g_strdup ("visited_on");
  l->descending = TRUE;
  return l;
}

static void
test_round_trip (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = elder_visit ();
  g_autoptr(XlLedgerLayout) l = make_layout (t);
  g_autofree char *json = xl_ledger_layout_to_json (l, t);
  g_autofree char *ledger = xl_ledger_layout_ledger_of ("a.json", json, strlen (json), &error);
  g_autoptr(XlLedgerLayout) back = xl_ledger_layout_parse ("a.json", json, strlen (json), t, FALSE, &error);
  g_autofree char *again = NULL;
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (ledger, ==, "elder-visit");
  again = xl_ledger_layout_to_json (back, t);
  name = xl_ledger_layout_name (back);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpstr (name, ==, "民政办·高龄老人统计表");
}

static const char pension[] =
  "{\"format\": 1, \"kind\": \"layout\", \"ledger\": \"elder-visit\", \"title\": \"表\", \"order\": \"pension\","
  " \"columns\": [{\"field\": \"elder\"}, {\"field\": \"pension\", \"heading\": \"养老金\"}]}";

static void
test_missing_is_refused (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = elder_visit ();

  g_assert_null (xl_ledger_layout_parse ("a.json", pension, strlen (pension), t, FALSE, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, "pension"));
}

static void
test_missing_is_marked (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = elder_visit ();
  g_autoptr(XlLedgerLayout) l = xl_ledger_layout_parse ("a.json", pension, strlen (pension), t, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (xl_ledger_layout_n_missing (l), ==, 1);
  g_assert_cmpint (((XlLayoutColumn *) g_ptr_array_index (l->columns, 1))->kind, ==, XL_LAYOUT_MISSING);
  g_assert_null (l->order);
  g_assert_false (xl_ledger_layout_check (l, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "养老金"));
}

/* Whatever is broken in a file is refused, and nothing is left of it. */
static void
test_broken_files (void)
{
  g_autoptr(XlTemplate) t = elder_visit ();
  g_autoptr(XlLedgerLayout) l = make_layout (t);
  g_autofree char *json = xl_ledger_layout_to_json (l, t);
  gsize size = strlen (json);

  for (gsize i = 0; i < size; i += 3)
    {
      g_autofree char *cut = g_strndup (json, i);
      g_autofree char *bent = g_strdup (json);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlLedgerLayout) odd = NULL;

      g_assert_null (xl_ledger_layout_parse ("a.json", cut, i, t, FALSE, &error));
      g_assert_nonnull (error);
      bent[i] = '[';
      odd = xl_ledger_layout_parse ("a.json", bent, size, t, TRUE, NULL);
      g_assert_true (odd == NULL || odd->columns != NULL);
    }
}

static void
test_exchange_has_numbers (void)
{
  g_autoptr(XlTemplate) t = elder_visit ();
  g_autoptr(XlLedgerLayout) l = xl_ledger_layout_for_exchange (t, FALSE);

  g_assert_cmpuint (l->columns->len, >=, xl_template_n_fields (t));
  for (guint i = 0; i < l->columns->len; i++)
    g_assert_cmpint (((XlLayoutColumn *) g_ptr_array_index (l->columns, i))->kind, !=, XL_LAYOUT_MISSING);
}

static void
test_names_are_the_ledgers_first (void)
{
  g_autoptr(XlTemplate) t = elder_visit ();
  g_autoptr(XlFieldSet) set = xl_ledger_layout_fields (t);
  int note = xl_field_set_find (set, "note"), number = xl_field_set_find (set, "number");

  g_assert_true (set->forgiving);
  g_assert_cmpint (note, >=, 0);
  g_assert_cmpint (number, >=, 0);
  for (guint i = 0; i < set->fields->len; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpstr (((XlField *) g_ptr_array_index (set->fields, i))->title, !=, ((XlField *) g_ptr_array_index (set->fields, k))->title);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledgers/layout/source/%u", i);

      g_test_add_data_func (path, &cases[i], test_source);
    }
  g_test_add_func ("/ledgers/layout/round-trip", test_round_trip);
  g_test_add_func ("/ledgers/layout/missing-is-refused", test_missing_is_refused);
  g_test_add_func ("/ledgers/layout/missing-is-marked", test_missing_is_marked);
  g_test_add_func ("/ledgers/layout/broken-files", test_broken_files);
  g_test_add_func ("/ledgers/layout/exchange-has-numbers", test_exchange_has_numbers);
  g_test_add_func ("/ledgers/layout/names-are-the-ledgers-first", test_names_are_the_ledgers_first);
  return g_test_run ();
}
