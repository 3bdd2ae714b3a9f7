/* The search finds what a plain look through every row finds: words of every length, pinyin, initials, last digits. */
#include "memory-file.h"

#include "base/xl-pinyin.h"
#include "store/xl-change.h"
#include "store/xl-search-table.h"
#include "store/xl-search-tokenizer.h"
#include "store/xl-sql.h"

#include <string.h>

#define N_PERSONS 5000

typedef struct {
  gint64 id;
  char  *name;
  char  *spelled;     /* "zhangsan" */
  char  *initials;
  char  *number;      /* or NULL */
  char  *phone;
} Person;

static gint64
insert_person (XlDb *db, const char *name, const char *number, const char *phone, GError **error)
{
  static const char sql[] =
    "INSERT INTO person (id, office, name, name_sort, name_initials, id_number, id_verdict, phone)"
    " VALUES (?1, '220622102201', ?2, 'x', 'x', ?3, CASE WHEN ?3 IS NULL THEN 'missing' ELSE 'valid' END, ?4)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  gint64 id = xl_db_next_id (db);

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, id);
  xl_bind (stmt, 2, name);
  xl_bind (stmt, 3, number);
  xl_bind (stmt, 4, phone);
  return xl_db_done (db, stmt, error) ? id : -1;
}

/* Random people ----------------------------------------------------------------------------------------------------- */

static const char *const surnames[] = { "张", "王", "李", "赵", "欧阳", "尉迟", "单", "曾", "莫", "吕" };
/* Few characters, so that pieces meet often; from Extension A, B and later planes too. */
static const char *const given[] = {
  "三", "四", "明", "小", "丽", "英", "国", "华", "秀", "兰", "娃", "军", "燕", "玲", "龙", "䶮", "㛃", "𬭎", "𫖯", "𡐓", "𠮷", "𰻞"
};
static const char *const uighur[] = { "阿依古丽·买买提", "买买提·艾力", "古丽·艾力" };

static char *
random_name (GRand *rand)
{
  GString *name;

  if (g_rand_int_range (rand, 0, 20) == 0)
    return g_strdup (uighur[g_rand_int_range (rand, 0, G_N_ELEMENTS (uighur))]);
  name = g_string_new (surnames[g_rand_int_range (rand, 0, G_N_ELEMENTS (surnames))]);
  for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
    g_string_append (name, given[g_rand_int_range (rand, 0, G_N_ELEMENTS (given))]);
  return g_string_free (name, FALSE);
}

static void
person_clear (gpointer data)
{
  Person *p = data;

  g_free (p->name);
  g_free (p->spelled);
  g_free (p->initials);
  g_free (p->number);
  g_free (p->phone);
}

static Person
random_person (GRand *rand, guint i)
{
  Person p = { .name = random_name (rand) };
  g_autofree char *pinyin = xl_pinyin (p.name);
  g_auto(GStrv) syllables = g_strsplit (pinyin, " ", -1);

  p.spelled = g_strjoinv ("", syllables);
  p.initials = xl_pinyin_initials (p.name);
  if (g_rand_int_range (rand, 0, 10) > 0)
    p.number = g_strdup_printf ("22062219%02d0101%03u%c", g_rand_int_range (rand, 30, 99), i % 1000,
                                "0123456789X"[g_rand_int_range (rand, 0, 11)]);
  if (g_rand_int_range (rand, 0, 3) > 0)
    p.phone = g_strdup_printf ("13%09d", g_rand_int_range (rand, 0, 1000000000));
  return p;
}

static gint64
insert_all (XlDb *db, gpointer data, GError **error)
{
  GArray *people = data;

  for (guint i = 0; i < people->len; i++)
    {
      Person *p = &g_array_index (people, Person, i);

      p->id = insert_person (db, p->name, p->number, p->phone, error);
      if (p->id < 0 && g_error_matches (*error, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE))
        {
          g_clear_error (error);   /* the same number once more: this one has none */
          g_clear_pointer (&p->number, g_free);
          p->id = insert_person (db, p->name, NULL, p->phone, error);
        }
      if (p->id < 0)
        return -1;
    }
  return people->len;
}

static GArray *
make_people (XlDb *db)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260707);
  GArray *people = g_array_new (FALSE, FALSE, sizeof (Person));
  g_autoptr(GError) error = NULL;

  g_array_set_clear_func (people, person_clear);
  for (guint i = 0; i < N_PERSONS; i++)
    {
      Person p = random_person (rand, i);

      g_array_append_val (people, p);
    }
  xl_change_run (db, "tester", "many", XL_CHANGE_IMPORT, insert_all, people, &error);
  g_assert_no_error (error);
  return people;
}

/* The plain look ---------------------------------------------------------------------------------------------------- */

static gboolean
ends_so (const char *number, const char *tail)
{
  return number != NULL && strlen (tail) >= 4 && g_str_has_suffix (number, tail);
}

static char *
without_dots (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "·", -1);

  return g_strjoinv ("", parts);
}

static gboolean
is_found_plainly (const Person *p, const char *word)
{
  g_autofree char *name = without_dots (p->name);
  g_autofree char *wanted = without_dots (word);

  if (g_ascii_isdigit (word[0]))
    return ends_so (p->number, word) || ends_so (p->phone, word);
  if (g_ascii_isalpha (word[0]))
    return g_str_has_prefix (p->spelled, word) || g_str_has_prefix (p->initials, word);
  return strstr (name, wanted) != NULL;
}

static void
assert_equal_sets (XlDb *db, GArray *people, const char *word)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) hits = xl_search_run (db, word, 0, &error);
  g_autoptr(GArray) ids = xl_search_persons (db, word, &error);
  g_autoptr(GHashTable) found = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n_plain = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    g_assert_true (g_hash_table_add (found, &g_array_index (hits, XlSearchHit, i).id));
  for (guint i = 0; i < people->len; i++)
    {
      Person *p = &g_array_index (people, Person, i);
      gboolean plain = is_found_plainly (p, word);

      n_plain += plain;
      if (plain != g_hash_table_contains (found, &p->id))
        g_error ("“%s” and “%s”: plainly %d, by the index %d", word, p->name, plain, !plain);
    }
  g_assert_cmpuint (hits->len, ==, n_plain);
  g_assert_cmpuint (ids->len, ==, n_plain);
}

/* A piece of @n characters out of the middle of @name. */
static char *
piece_of (GRand *rand, const char *name, glong n)
{
  glong length = g_utf8_strlen (name, -1), start;

  if (length < n)
    return g_strdup (name);
  start = g_rand_int_range (rand, 0, (gint32) (length - n + 1));
  return g_utf8_substring (name, start, start + n);
}

static void
test_words_of_every_length (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GArray) people = make_people (db);
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (glong n = 1; n <= 5; n++)
    for (int round = 0; round < 40; round++)
      {
        const Person *p = &g_array_index (people, Person, (guint) g_rand_int_range (rand, 0, N_PERSONS));
        g_autofree char *word = piece_of (rand, p->name, n);

        if (strcmp (word, "·") != 0)
          assert_equal_sets (db, people, word);
      }
  assert_equal_sets (db, people, "𰻞");
  assert_equal_sets (db, people, "𡐓𠮷");
  assert_equal_sets (db, people, "古丽买买提");
  assert_equal_sets (db, people, "没有这人");
}

static void
test_pinyin_and_initials (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GArray) people = make_people (db);
  g_autoptr(GRand) rand = g_rand_new_with_seed (8);

  assert_equal_sets (db, people, "z");
  assert_equal_sets (db, people, "zs");
  assert_equal_sets (db, people, "zhang");
  assert_equal_sets (db, people, "zhangsan");
  for (int round = 0; round < 60; round++)
    {
      const Person *p = &g_array_index (people, Person, (guint) g_rand_int_range (rand, 0, N_PERSONS));
      const char *whole = round % 2 == 0 ? p->spelled : p->initials;
      g_autofree char *word = g_strndup (whole, (gsize) g_rand_int_range (rand, 1, (gint32) strlen (whole) + 1));

      assert_equal_sets (db, people, word);
    }
}

static void
test_last_digits (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GArray) people = make_people (db);
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);

  for (int round = 0; round < 60; round++)
    {
      const Person *p = &g_array_index (people, Person, (guint) g_rand_int_range (rand, 0, N_PERSONS));
      const char *number = round % 2 == 0 || p->phone == NULL ? p->number : p->phone;

      if (number != NULL)
        {
          assert_equal_sets (db, people, number + strlen (number) - 4);
          assert_equal_sets (db, people, number + strlen (number) - 8);
          assert_equal_sets (db, people, number);
        }
    }
  assert_equal_sets (db, people, "123");
}

/* Edits keep it right ----------------------------------------------------------------------------------------------- */

static guint
count (XlDb *db, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) hits = xl_search_run (db, text, 0, &error);

  g_assert_no_error (error);
  return hits->len;
}

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 0 : -1;
}

static void
edit (XlDb *db, const char *sql)
{
  g_autoptr(GError) error = NULL;

  xl_change_run (db, "tester", sql, XL_CHANGE_EDIT, run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

#define PERSON(id, name) \
  "INSERT INTO person (id, office, name, name_sort, name_initials) VALUES (" #id ", '220622102201', '" name "', 'x', 'x');"

static void
test_edits_undo_and_redo_follow (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;

  edit (db, PERSON (1, "张三") PERSON (2, "张三丰"));
  g_assert_cmpuint (count (db, "张三"), ==, 2);
  edit (db, "UPDATE person SET name = '李四', phone = '13800001234' WHERE id = 1");
  g_assert_cmpuint (count (db, "张三"), ==, 1);
  g_assert_cmpuint (count (db, "1234"), ==, 1);
  edit (db, "DELETE FROM person WHERE id = 2");
  g_assert_cmpuint (count (db, "张"), ==, 0);
  for (int i = 0; i < 3; i++)
    {
      xl_change_free (xl_change_undo (db, "tester", &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count (db, "张三"), ==, i == 0 ? 1 : i == 1 ? 2 : 0);
    }
  g_assert_cmpuint (count (db, "李四"), ==, 0);
  xl_change_free (xl_change_redo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (db, "三"), ==, 2);
}

static void
test_rows_changed_twice_in_one_edit (void)
{
  g_autoptr(XlDb) db = memory_file_open ();

  edit (db, PERSON (5, "甲乙") "UPDATE person SET name = '丙丁' WHERE id = 5;" PERSON (4, "甲戊")
            "UPDATE person SET name = '丙己' WHERE id = 4; DELETE FROM person WHERE id = 5;" PERSON (5, "庚辛"));
  g_assert_cmpuint (count (db, "甲"), ==, 0);
  g_assert_cmpuint (count (db, "丙"), ==, 1);
  g_assert_cmpuint (count (db, "庚"), ==, 1);
  edit (db, "UPDATE person SET name = '子丑' WHERE id = 5; UPDATE person SET name = '寅卯' WHERE id = 5;"
            "SAVEPOINT a; UPDATE person SET name = '辰巳' WHERE id = 4;" PERSON (9, "午未") "ROLLBACK TO a; RELEASE a");
  g_assert_cmpuint (count (db, "庚"), ==, 0);
  g_assert_cmpuint (count (db, "子"), ==, 0);
  g_assert_cmpuint (count (db, "寅卯"), ==, 1);
  g_assert_cmpuint (count (db, "辰"), ==, 0);
  g_assert_cmpuint (count (db, "午"), ==, 0);
  g_assert_cmpuint (count (db, "丙己"), ==, 1);
}

static void
test_a_failed_edit_leaves_nothing (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;

  edit (db, PERSON (1, "张三"));
  xl_change_run (db, "tester", "bad", XL_CHANGE_EDIT, run_sql,
                 (gpointer) ("UPDATE person SET name = '李四' WHERE id = 1;" PERSON (2, "王五") PERSON (2, "")), &error);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
  g_assert_cmpuint (count (db, "张三"), ==, 1);
  g_assert_cmpuint (count (db, "李四"), ==, 0);
  g_assert_cmpuint (count (db, "王"), ==, 0);
  edit (db, PERSON (2, "赵六"));
  g_assert_cmpuint (count (db, "赵六"), ==, 1);
}

static void
test_rebuilding_finds_the_same (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GArray) people = make_people (db);
  g_autoptr(GError) error = NULL;

  edit (db, "UPDATE meta SET value = 'older' WHERE key = 'search_maker'");
  xl_db_exec (db, "INSERT INTO fts_search (fts_search) VALUES ('delete-all')", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (db, "张"), ==, 0);
  g_assert_true (xl_search_ensure (db, &error));
  assert_equal_sets (db, people, "张");
  assert_equal_sets (db, people, "zs");
}

/* Ranking, other records -------------------------------------------------------------------------------------------- */

static gint64
hit_at (GArray *hits, guint i)
{
  g_assert_cmpuint (i, <, hits->len);
  return g_array_index (hits, XlSearchHit, i).id;
}

static void
test_ranking (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) by_name = NULL, few = NULL, by_pinyin = NULL, two = NULL, joined = NULL;

  edit (db, PERSON (1, "李张三") PERSON (2, "张三丰") PERSON (3, "张三") PERSON (4, "欧阳张三"));
  by_name = xl_search_run (db, "张三", 0, &error);
  g_assert_cmpuint (by_name->len, ==, 4);
  g_assert_cmpint (hit_at (by_name, 0), ==, 3);
  g_assert_cmpint (hit_at (by_name, 1), ==, 2);
  few = xl_search_run (db, "张三", 2, &error);
  g_assert_cmpuint (few->len, ==, 2);
  by_pinyin = xl_search_run (db, "zhangsan", 0, &error);
  g_assert_cmpuint (by_pinyin->len, ==, 2);
  g_assert_cmpint (hit_at (by_pinyin, 0), ==, 3);
  two = xl_search_run (db, "张三 欧阳", 0, &error);
  g_assert_cmpuint (two->len, ==, 1);
  joined = xl_search_run (db, "Zhang  San", 0, &error);
  g_assert_cmpuint (joined->len, ==, 2);
  g_assert_no_error (error);
}

static void
test_records_follow_persons (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) hits = NULL;
  g_autofree char *title = NULL;

  edit (db, PERSON (1, "张三"));
  edit (db, "INSERT INTO cache_search (id, kind, text) VALUES (7, 'notice', '关于张三等人走访的通知' || char (10) || '河南村〔2026〕3号 Form A12'),"
            " (8, 'filing', '七月走访')");
  hits = xl_search_run (db, "张三", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 2);
  g_assert_cmpstr (g_array_index (hits, XlSearchHit, 0).kind, ==, "person");
  g_assert_cmpstr (g_array_index (hits, XlSearchHit, 1).kind, ==, "notice");
  title = xl_search_title (db, &g_array_index (hits, XlSearchHit, 1), &error);
  g_assert_cmpstr (title, ==, "关于张三等人走访的通知");
  g_assert_cmpuint (count (db, "走访"), ==, 2);
  g_assert_cmpuint (count (db, "2026"), ==, 1);
  g_assert_cmpuint (count (db, "form"), ==, 1);
  g_assert_cmpuint (count (db, "村〔2026〕3号"), ==, 1);
  edit (db, "UPDATE cache_search SET text = '八月' WHERE id = 8; DELETE FROM cache_search WHERE id = 7");
  g_assert_cmpuint (count (db, "走访"), ==, 0);
  g_assert_cmpuint (count (db, "八月"), ==, 1);
}

static void
test_notices_and_tasks_are_found (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) hits = NULL;

  edit (db, "INSERT INTO task (id, office, what, due_date, from_date, state, confirmed_by) VALUES (11, '220622102201', '报送走访记录', '2026-07-31', '2026-07-01', 'open', 'tester')");
  hits = xl_search_run (db, "走访", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (g_array_index (hits, XlSearchHit, 0).kind, ==, "task");
  edit (db, "UPDATE task SET what = '报送花名册'");
  g_assert_cmpuint (count (db, "走访"), ==, 0);
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_cmpuint (count (db, "走访"), ==, 1);
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (db, "走访"), ==, 0);
}

static void
test_odd_questions_find_nothing (void)
{
  static const char *const questions[] = { "", " ", "\"", "' OR 1", "*", "()", "name:", "NEAR(", "…", "^", "-", "a\"b", "\xff\xfe", "·", "{x}:y" };
  g_autoptr(XlDb) db = memory_file_open ();

  edit (db, PERSON (1, "张三"));
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    g_assert_cmpuint (count (db, questions[i]), ==, 0);
  g_assert_cmpuint (count (db, "“张三”"), ==, 1);
  g_assert_cmpuint (count (db, "ＺＳ"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/search/words-of-every-length", test_words_of_every_length);
  g_test_add_func ("/store/search/pinyin-and-initials", test_pinyin_and_initials);
  g_test_add_func ("/store/search/last-digits", test_last_digits);
  g_test_add_func ("/store/search/edits-undo-and-redo-follow", test_edits_undo_and_redo_follow);
  g_test_add_func ("/store/search/rows-changed-twice-in-one-edit", test_rows_changed_twice_in_one_edit);
  g_test_add_func ("/store/search/a-failed-edit-leaves-nothing", test_a_failed_edit_leaves_nothing);
  g_test_add_func ("/store/search/rebuilding-finds-the-same", test_rebuilding_finds_the_same);
  g_test_add_func ("/store/search/ranking", test_ranking);
  g_test_add_func ("/store/search/records-follow-persons", test_records_follow_persons);
  g_test_add_func ("/store/search/notices-and-tasks-are-found", test_notices_and_tasks_are_found);
  g_test_add_func ("/store/search/odd-questions-find-nothing", test_odd_questions_find_nothing);
  return g_test_run ();
}
