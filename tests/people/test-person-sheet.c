/* The list of persons as a sheet: cells on their way into the file, and what a list is narrowed to. */
#include "people-fixture.h"

#include "ledgers/xl-person-patch-table.h"
#include "people/xl-person-filter-table.h"
#include "store/xl-paged-rows.h"
#include "store/xl-row-set.h"

#include <string.h>

#define TODAY "2026-07-20"
#define NUMBER  "220622197311303070"
#define NUMBER2 "110101199003070070"

enum { GUO, XIU, MING, DEAD, N_PEOPLE };

typedef struct {
  XlDb       *db;
  XlTemplate *t;
  gint64      people[N_PEOPLE], household;
} Fixture;

static gint64
add_people (XlDb *db, gpointer data, GError **error)
{
  static const struct { const char *name, *sex, *birth, *relation; } rows[N_PEOPLE] = {
    { "李国", "1", NULL, "02" }, { "张秀英", "2", "1975-02-03", "12" }, { "李明", "1", "1999-08-09", NULL }, { "赵老", "1", "1930-01-01", NULL },
  };
  Fixture *f = data;
  g_autoptr(XlHousehold) household = xl_household_new (OFFICE, "0001");

  household->group_no = 2;
  f->household = xl_household_table_insert (db, household, error);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr(XlPerson) person = xl_person_new (OFFICE);

      xl_person_set_name (person, rows[i].name, NULL);
      person->sex = g_strdup (rows[i].sex);
      person->birth_date = g_strdup (rows[i].birth);
      if (i == GUO)
        xl_person_set_identity (person, NUMBER);
      if (i == DEAD)
        person->death_date = g_strdup ("2020-01-01");
      f->people[i] = xl_person_table_insert (db, person, error);
      if (f->people[i] < 0
          || (rows[i].relation != NULL
              && xl_membership_table_join (db, f->people[i], f->household, rows[i].relation, NULL, NULL, NULL, error) < 0))
        return -1;
    }
  return xl_person_kind_table_add (db, f->people[XIU], "aged", TODAY, NULL, error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const char *titles[XL_PERSON_LIST_N_FIELDS];

  for (guint i = 0; i < XL_PERSON_LIST_N_FIELDS; i++)
    titles[i] = xl_person_sheet_key (i);
  f->t = xl_person_sheet_template (titles);
  f->db = memory_file_open ();
  fixture_edit (f->db, add_people, f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_template_free (f->t);
  xl_db_close (f->db);
}

static XlPerson *
person (Fixture *f, gint64 id)
{
  g_autoptr(GError) error = NULL;
  XlPerson *p = xl_person_table_get (f->db, id, &error);

  g_assert_no_error (error);
  return p;
}

static gint64
count (Fixture *f)
{
  return xl_db_int (f->db, "SELECT count(*) FROM person", 0, NULL);
}

/* Writes, and says whether it was taken. */
static gboolean
write_cells (Fixture *f, XlLedgerPatches *p)
{
  g_autoptr(GError) error = NULL;
  gint64 n = xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, xl_person_patch_run, p, &error);

  if (n < 0)
    g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
  else
    g_assert_no_error (error);
  return n >= 0;
}

static XlLedgerPatches *
patches (Fixture *f)
{
  return xl_ledger_patches_new (f->t, OFFICE, TODAY);
}

/* Cells ----------------------------------------------------------------------------------------------------------- */

static void
test_cells (Fixture *f, gconstpointer data)
{
  static const struct { XlPersonListColumn column; const char *text, *field, *stored; } cells[] = {
    { XL_PERSON_LIST_NAME, "李建国", "name_sort", NULL }, { XL_PERSON_LIST_SEX, "女", "sex", "2" },
    { XL_PERSON_LIST_BIRTH, "1973年11月30日", "birth_date", "1973-11-30" }, { XL_PERSON_LIST_PHONE, "139 0000 0000", "phone", "13900000000" },
    { XL_PERSON_LIST_AWAY, "打工", "away", "外出务工" }, { XL_PERSON_LIST_ADDRESS, "河南组 3 号", "address", "河南组 3 号" },
    { XL_PERSON_LIST_ETHNIC, "满族", "ethnic", "11" }, { XL_PERSON_LIST_MARITAL, "丧偶", "marital", "30" },
    { XL_PERSON_LIST_NOTE, "", "note", NULL }, { XL_PERSON_LIST_NUMBER, "220622********3070", "id_number", NUMBER },
    { XL_PERSON_LIST_HOUSEHOLD, "0001", "name", "李建国" }, { XL_PERSON_LIST_AGE, "52", "name", "李建国" },
  };
  g_autoptr(XlLedgerPatches) p = patches (f);
  g_autoptr(XlPerson) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    xl_ledger_patches_add (p, f->people[GUO], 0, cells[i].column, cells[i].text);
  g_assert_true (write_cells (f, p));
  g_assert_cmpuint (p->n_changed, ==, 1);
  after = person (f, f->people[GUO]);
  for (guint i = 1; i < G_N_ELEMENTS (cells); i++)
    g_assert_cmpstr (*xl_person_field (after, cells[i].field), ==, cells[i].stored);
  g_assert_cmpstr (after->name_initials, ==, "ljg");
}

static void
test_kinds (Fixture *f, gconstpointer data)
{
  g_autoptr(XlLedgerPatches) p = patches (f);
  g_autoptr(GPtrArray) kinds = NULL;

  xl_ledger_patches_add (p, f->people[GUO], 0, XL_PERSON_LIST_KINDS, "低保、独居");
  xl_ledger_patches_add (p, f->people[XIU], 0, XL_PERSON_LIST_KINDS, "");
  g_assert_true (write_cells (f, p));
  kinds = xl_person_kind_table_of (f->db, f->people[GUO], NULL, NULL);
  g_assert_cmpuint (kinds->len, ==, 2);
  g_clear_pointer (&kinds, g_ptr_array_unref);
  kinds = xl_person_kind_table_of (f->db, f->people[XIU], NULL, NULL);
  g_assert_cmpuint (kinds->len, ==, 0);
}

/* A number that fails its checks never keeps a person out; an emptied one is missing. */
static void
test_numbers (Fixture *f, gconstpointer data)
{
  static const struct { const char *text, *number, *verdict; } ways[] = {
    { "220622197311303071", NULL, "invalid" }, { "", NULL, "missing" }, { NUMBER2, NUMBER2, "valid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(XlLedgerPatches) p = patches (f);
      g_autoptr(XlPerson) after = NULL;

      xl_ledger_patches_add (p, f->people[MING], 0, XL_PERSON_LIST_NUMBER, ways[i].text);
      g_assert_true (write_cells (f, p));
      after = person (f, f->people[MING]);
      g_assert_cmpstr (after->id_number, ==, ways[i].number);
      g_assert_cmpstr (after->id_verdict, ==, ways[i].verdict);
    }
}

typedef struct { const char *name; int who; XlPersonListColumn column; const char *text, *reason; } Refused;
static const Refused refused[] = {
  { "no-name", GUO, XL_PERSON_LIST_NAME, " ", "A person must have a name." },
  { "no-code", GUO, XL_PERSON_LIST_SEX, "中", NULL },
  { "no-date", GUO, XL_PERSON_LIST_BIRTH, "1973-02-30", NULL },
  { "future", GUO, XL_PERSON_LIST_BIRTH, "2026-07-21", "This day has not come yet." },
  { "after-death", DEAD, XL_PERSON_LIST_BIRTH, "2020-01-02", "The day of death lies before it." },
  { "another's-number", MING, XL_PERSON_LIST_NUMBER, NUMBER, "Somebody in the file has this identity number already." },
  { "hidden-number", MING, XL_PERSON_LIST_NUMBER, "220622********3070", "Part of the number is hidden. Write it whole." },
  { "hidden-phone", MING, XL_PERSON_LIST_PHONE, "139****0000", "Part of the number is hidden. Write it whole." },
  { "age", XIU, XL_PERSON_LIST_AGE, "52", "The age follows from the date of birth." },
  { "group", XIU, XL_PERSON_LIST_GROUP, "3", "The group follows from the household." },
  { "household", XIU, XL_PERSON_LIST_HOUSEHOLD, "0002", "Moving to another household is entered on the person's card." },
  { "relation", XIU, XL_PERSON_LIST_RELATION, "女", "What somebody is to the head is changed on the person's card." },
};

/* The good cell beside the refused one is not written either, unless only good rows are asked for; then another row is. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  const Refused *r = data;
  g_autofree char *before = fixture_dump (f->db), *after = NULL;

  for (int good_only = 0; good_only < 2; good_only++)
    {
      g_autoptr(XlLedgerPatches) p = patches (f);
      const XlLedgerRefusal *refusal;

      p->good_only = good_only;
      xl_ledger_patches_add (p, f->people[r->who], 0, XL_PERSON_LIST_NOTE, "备注");
      xl_ledger_patches_add (p, f->people[r->who], 0, r->column, r->text);
      if (good_only)
        xl_ledger_patches_add (p, 0, 0, XL_PERSON_LIST_NAME, "新人");
      g_assert_true (write_cells (f, p) == good_only);
      g_assert_cmpuint (p->refusals->len, ==, 1);
      refusal = g_ptr_array_index (p->refusals, 0);
      g_assert_cmpint (refusal->id, ==, f->people[r->who]);
      g_assert_cmpint (refusal->field, ==, (int) r->column);
      g_assert_cmpuint (refusal->patch, ==, 1);
      if (r->reason != NULL)
        g_assert_cmpstr (refusal->reason, ==, r->reason);
      if (!good_only)
        after = fixture_dump (f->db);
    }
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (count (f), ==, N_PEOPLE + 1);
}

/* New persons ------------------------------------------------------------------------------------------------------ */

static void
test_new_rows (Fixture *f, gconstpointer data)
{
  g_autoptr(XlLedgerPatches) p = patches (f);
  g_autofree char *before = fixture_dump (f->db), *after = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(XlPerson) added = NULL;
  g_autoptr(XlMember) member = NULL;
  g_autoptr(XlChange) undone = NULL;

  xl_ledger_patches_add (p, 0, 0, XL_PERSON_LIST_NAME, "孙小");
  xl_ledger_patches_add (p, 0, 0, XL_PERSON_LIST_NUMBER, NUMBER2);
  xl_ledger_patches_add (p, 0, 0, XL_PERSON_LIST_AGE, "36");
  xl_ledger_patches_add (p, 0, 0, XL_PERSON_LIST_HOUSEHOLD, "0001");
  xl_ledger_patches_add (p, 0, 0, XL_PERSON_LIST_RELATION, "孙子");
  xl_ledger_patches_add (p, 0, 1, XL_PERSON_LIST_NAME, " ");
  g_assert_true (write_cells (f, p));
  g_assert_cmpuint (p->n_added, ==, 1);
  ids = xl_person_table_find_name (f->db, "孙小", NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  added = person (f, g_array_index (ids, gint64, 0));
  g_assert_cmpstr (added->office, ==, OFFICE);
  g_assert_cmpstr (added->birth_date, ==, "1990-03-07");
  member = xl_membership_table_of (f->db, added->id, NULL, NULL);
  g_assert_cmpint (member->household, ==, f->household);
  g_assert_nonnull (member->relation);
  undone = xl_change_undo (f->db, "tester", NULL);
  g_assert_nonnull (undone);
  after = fixture_dump (f->db);
  g_assert_cmpstr (before, ==, after);
}

static void
test_new_rows_refused (Fixture *f, gconstpointer data)
{
  static const struct { const char *name, *number, *birth, *household; XlPersonListColumn column; } rows[] = {
    { NULL, NUMBER2, NULL, NULL, XL_PERSON_LIST_NAME },                /* nobody */
    { "甲", NUMBER, NULL, NULL, XL_PERSON_LIST_NUMBER },               /* 李国 has it */
    { "李明", NULL, "1999-08-09", NULL, XL_PERSON_LIST_NAME },         /* there already */
    { "乙", NULL, NULL, "9999", XL_PERSON_LIST_HOUSEHOLD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(XlLedgerPatches) p = patches (f);
      const XlLedgerRefusal *refusal;

      xl_ledger_patches_add (p, 0, 7, XL_PERSON_LIST_NAME, rows[i].name);
      xl_ledger_patches_add (p, 0, 7, XL_PERSON_LIST_NUMBER, rows[i].number);
      xl_ledger_patches_add (p, 0, 7, XL_PERSON_LIST_BIRTH, rows[i].birth);
      xl_ledger_patches_add (p, 0, 7, XL_PERSON_LIST_HOUSEHOLD, rows[i].household);
      g_assert_false (write_cells (f, p));
      refusal = g_ptr_array_index (p->refusals, 0);
      g_assert_cmpint (refusal->field, ==, (int) rows[i].column);
      g_assert_cmpuint (refusal->row, ==, 7);
    }
  g_assert_cmpint (count (f), ==, N_PEOPLE);
}

/* One number twice in a block: the second row is refused. */
static void
test_number_twice (Fixture *f, gconstpointer data)
{
  g_autoptr(XlLedgerPatches) p = patches (f);
  const XlLedgerRefusal *refusal;

  for (guint row = 0; row < 2; row++)
    {
      xl_ledger_patches_add (p, 0, row, XL_PERSON_LIST_NAME, row == 0 ? "甲" : "乙");
      xl_ledger_patches_add (p, 0, row, XL_PERSON_LIST_NUMBER, NUMBER2);
    }
  g_assert_false (write_cells (f, p));
  g_assert_cmpuint (p->refusals->len, ==, 1);
  refusal = g_ptr_array_index (p->refusals, 0);
  g_assert_cmpuint (refusal->row, ==, 1);
  g_assert_cmpint (count (f), ==, N_PEOPLE);
}

/* Filters --------------------------------------------------------------------------------------------------------- */

typedef struct { const char *written, *found; } Narrowed;
static const Narrowed narrowed[] = {
  { "sex=1", "GM" }, { "sex=2", "X" }, { "age=50..52", "GX" }, { "age=..30", "M" }, { "birth=1975-01-01..", "XM" }, { "group=2", "GX" },
  { "group=", "M" }, { "household=0001", "GX" }, { "relation=12", "X" }, { "kinds=aged", "X" }, { "kinds=", "GM" }, { "kinds=*", "X" },
  { "name~lm", "M" }, { "name~国", "G" }, { "number~1130", "G" }, { "number=", "XM" }, { "phone=", "GXM" }, { "note=*", "" },
};

static char *
list (Fixture *f, XlPersonQuestion *q)
{
  g_autoptr(XlRowQuestion) question = xl_row_question_new (&xl_person_list_kind, q, xl_person_question_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = xl_row_set_run (f->db, question, NULL, NULL, &error);
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    for (guint k = 0; k < N_PEOPLE; k++)
      if (g_array_index (ids, gint64, i) == f->people[k])
        g_string_append_c (found, "GXMD"[k]);
  return g_string_free (found, FALSE);
}

static XlPersonQuestion *
question (Fixture *f, const char *filter)
{
  XlPersonQuestion *q = g_new0 (XlPersonQuestion, 1);
  g_autoptr(GError) error = NULL;

  q->today = g_strdup (TODAY);
  q->order = XL_PERSON_ORDER_BIRTH;
  q->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  if (filter != NULL)
    g_ptr_array_add (q->filters, xl_ledger_filter_parse (f->t, filter, &error));
  g_assert_no_error (error);
  return q;
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (narrowed); i++)
    {
      g_autofree char *found = list (f, question (f, narrowed[i].written));

      g_test_message ("%s", narrowed[i].written);
      g_assert_cmpstr (found, ==, narrowed[i].found);
    }
}

/* With the words of the search, the part of the list and another filter all hold. */
static void
test_filters_together (Fixture *f, gconstpointer data)
{
  XlPersonQuestion *q = question (f, "sex=1");
  g_autofree char *found = NULL, *absent = NULL, *grouped = NULL;

  q->text = g_strdup ("李");
  g_ptr_array_add (q->filters, xl_ledger_filter_parse (f->t, "group=2", NULL));
  found = list (f, q);
  g_assert_cmpstr (found, ==, "G");
  q = question (f, "sex=1");
  q->absent = TRUE;
  absent = list (f, q);
  g_assert_cmpstr (absent, ==, "DGM");
  q = question (f, "sex=2");
  q->group_no = 2;
  q->kind = g_strdup ("aged");
  grouped = list (f, q);
  g_assert_cmpstr (grouped, ==, "X");
}

static void
test_sorts (Fixture *f, gconstpointer data)
{
  static const struct { const char *key; gboolean descending; const char *found; } sorts[] = {
    { "sex", FALSE, "GMX" }, { "sex", TRUE, "XMG" }, { "group", TRUE, "XGM" }, { "relation", FALSE, "MGX" }, { "note", FALSE, "GXM" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      XlPersonQuestion *q = question (f, NULL);
      g_autofree char *found = NULL;

      q->sort = g_strdup (sorts[i].key);
      q->descending = sorts[i].descending;
      found = list (f, q);
      g_assert_cmpstr (found, ==, sorts[i].found);
    }
}

static void
on_value (const char *value, gint64 n, gpointer data)
{
  g_string_append_printf (data, "%s:%d ", value, (int) n);
}

static void
test_values (Fixture *f, gconstpointer data)
{
  static const struct { const char *filter, *key, *begin, *values; } asked[] = {
    { NULL, "sex", NULL, "1:2 2:1 " }, { "sex=2", "sex", NULL, "1:2 2:1 " }, { "sex=2", "group", NULL, "2:1 " },
    { NULL, "name", "李", "李国:1 李明:1 " }, { "sex=2", "kinds", NULL, "aged:1 " }, { NULL, "age", "52", "52:1 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      XlPersonQuestion *q = question (f, asked[i].filter);
      g_autoptr(GError) error = NULL;
      g_autoptr(GString) values = g_string_new (NULL);

      xl_person_filter_table_values (f->db, q, asked[i].key, asked[i].begin, 10, on_value, values, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (values->str, ==, asked[i].values);
      xl_person_question_free (q);
    }
}

int
main (int argc, char **argv)
{
  static const struct { const char *name; void (*run) (Fixture *f, gconstpointer data); } tests[] = {
    { "cells-are-stored-as-the-form-stores-them", test_cells }, { "kinds-are-the-whole-set", test_kinds },
    { "a-bad-number-is-kept-and-flagged", test_numbers }, { "new-rows-make-persons-and-are-undone", test_new_rows },
    { "bad-new-rows-are-refused", test_new_rows_refused }, { "a-number-twice-in-a-block", test_number_twice },
    { "filters", test_filters }, { "filters-hold-together", test_filters_together }, { "any-column-sorts", test_sorts },
    { "values-of-a-column", test_values },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/people/sheet/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/people/sheet/refused/", refused[i].name, NULL);

      g_test_add (path, Fixture, &refused[i], set_up, test_refused, tear_down);
    }
  return g_test_run ();
}
