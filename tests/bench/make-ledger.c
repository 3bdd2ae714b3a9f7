/*
 * make-ledger FILE N: an office file with N / 20 invented residents and N visits to them in the ledger elder-visit, the same
 * for the same N.  The visits come in imports of 100,000, with the search as in an office.
 */
#include "ledgers/xl-ledger-table.h"
#include "people/xl-person-table.h"
#include "store/xl-store.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define OFFICE     "220622103200"
#define PER_IMPORT 100000

static const char surnames[] = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹";
static const char given[] = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉鹏华红玉凤春梅建国志海云飞";

typedef struct {
  GRand      *rand;
  XlTemplate *t;
  guint       first, n, n_people;
} Making;

static void
add_char (GString *name, GRand *rand, const char *from)
{
  glong n = g_utf8_strlen (from, -1);

  g_string_append_unichar (name, g_utf8_get_char (g_utf8_offset_to_pointer (from, g_rand_int_range (rand, 0, (gint32) n))));
}

static gint64
make_people (XlDb *db, gpointer data, GError **error)
{
  Making *m = data;

  if (!xl_ledger_table_ensure (db, m->t, error))
    return -1;
  for (guint i = 0; i < m->n_people; i++)
    {
      g_autoptr(XlPerson) p = xl_person_new (OFFICE);
      g_autoptr(GString) name = g_string_new (NULL);

      add_char (name, m->rand, surnames);
      add_char (name, m->rand, given);
      add_char (name, m->rand, given);
      xl_person_set_name (p, name->str, NULL);
      p->birth_date = g_strdup_printf ("%04u-%02u-%02u", 1930 + i % 40, 1 + i % 12, 1 + i % 28);
      if (xl_person_table_insert (db, p, error) < 0)
        return -1;
    }
  return 0;
}

/* Five years of visits; every twentieth with a need in words. */
static gint64
make_visits (XlDb *db, gpointer data, GError **error)
{
  static const char *const needs[] = { "发烧要买药", "屋顶漏雨", "想看病", "缺煤过冬", "电视坏了" };
  Making *m = data;

  for (guint i = m->first; i < m->first + m->n; i++)
    {
      g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (m->t, OFFICE);
      gint64 site = xl_db_int (db, "SELECT min (id) FROM person", 0, error);
      g_autofree char *day = g_strdup_printf ("%04u-%02u-%02u", 2021 + i / 17 % 5, 1 + i / 5 % 12, 1 + i / 60 % 28);
      g_autofree char *time = g_strdup_printf ("%02d:%02d", g_rand_int_range (m->rand, 8, 18), g_rand_int_range (m->rand, 0, 60));
      g_autofree char *grid = g_strdup_printf ("第%d网格", g_rand_int_range (m->rand, 1, 40));
      g_autoptr(GString) visitor = g_string_new (NULL);
      const char *pairs[] = { "visited_on", day, "visited_time", time, "mode", i % 3 > 0 ? "1" : "2", "condition",
                              i % 7 > 0 ? "1" : "2", "grid", grid, NULL };
      const char *reason;

      add_char (visitor, m->rand, surnames);
      add_char (visitor, m->rand, given);
      xl_ledger_record_set_number (record, (guint) m->t->subject_field, site + g_rand_int_range (m->rand, 0, (gint32) m->n_people));
      for (guint n = 0; pairs[n] != NULL; n += 2)
        xl_ledger_record_set_text (m->t, record, (guint) xl_template_find (m->t, pairs[n]), pairs[n + 1], &reason);
      xl_ledger_record_set_text (m->t, record, (guint) xl_template_find (m->t, "visitor"), visitor->str, &reason);
      if (i % 20 == 0)
        xl_ledger_record_set_text (m->t, record, (guint) xl_template_find (m->t, "need"), needs[i / 20 % G_N_ELEMENTS (needs)], &reason);
      record->source = g_strdup ("import");
      if (xl_ledger_table_insert (db, m->t, record, NULL, error) < 0)
        return -1;
    }
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", &error);
  guint n = argc == 3 ? (guint) atoi (argv[2]) : 0;
  Making m = { rand, t, 0, 0, MAX (n / 20, 1) };

  if (n == 0 || t == NULL)
    {
      g_printerr ("make-ledger FILE N\n");
      return 2;
    }
  g_unlink (argv[1]);
  store = xl_store_open (argv[1], XL_STORE_CREATE, &error);
  if (store != NULL)
    xl_store_write (store, XL_CHANGE_IMPORT, "居民花名册", make_people, &m, &error);
  for (; store != NULL && error == NULL && m.first < n; m.first += PER_IMPORT)
    {
      m.n = MIN (PER_IMPORT, n - m.first);
      xl_store_write (store, XL_CHANGE_IMPORT, t->title, make_visits, &m, &error);
    }
  if (error == NULL)
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
