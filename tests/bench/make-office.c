/*
 * make-office FILE N: an office file with N invented residents, the same for the same N.
 *
 * Names, numbers, phones and addresses are drawn at random from small lists; numbers pass every check.  Made in imports of
 * 100,000 residents, as an office would.
 */
#include "base/xl-identity.h"
#include "people/xl-person-table.h"
#include "people/xl-person.h"
#include "store/xl-store.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define PER_IMPORT 100000

static const char surnames[] = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈";
static const char given[] = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉鹏华红玉凤春梅建国志海云飞龙山林雪松柏青山河田禾苗"
                            "福寿康宁喜庆荣贵富德仁义礼智信忠孝贤淑慧珍珠宝金银铜铁石玲珑琴棋书画诗词歌舞欢乐晨曦雨霖露霜";

typedef struct {
  GRand *rand;
  guint  first;
  guint  n;
} Import;

static void
add_char (GString *name, GRand *rand, const char *from)
{
  glong n = g_utf8_strlen (from, -1);

  g_string_append_unichar (name, g_utf8_get_char (g_utf8_offset_to_pointer (from, g_rand_int_range (rand, 0, (gint32) n))));
}

static char *
random_name (GRand *rand)
{
  GString *name = g_string_new (NULL);

  add_char (name, rand, surnames);
  add_char (name, rand, given);
  if (g_rand_int_range (rand, 0, 10) > 1)
    add_char (name, rand, given);
  return g_string_free (name, FALSE);
}

/* Every resident another number: the serial number within birthday and place counts up with @i. */
static char *
random_number (GRand *rand, guint i)
{
  char *number = g_strdup_printf ("220622%04u%02u%02u%03u", 1930 + i / 1000 % 90, 1 + (guint) g_rand_int_range (rand, 0, 12),
                                  1 + i / 90000 % 28, i % 1000);
  char check = xl_identity_check_character (number);
  char *whole = g_strdup_printf ("%s%c", number, check);

  g_free (number);
  return whole;
}

static XlPerson *
random_person (GRand *rand, guint i)
{
  XlPerson *p = xl_person_new ("220622102201");
  g_autofree char *name = random_name (rand);
  g_autofree char *number = random_number (rand, i);
  g_autofree char *phone = g_strdup_printf ("13%09d", g_rand_int_range (rand, 0, 1000000000));

  xl_person_set_name (p, name, NULL);
  xl_person_set_identity (p, number);
  xl_person_set_phone (p, phone);
  p->ethnic = g_strdup ("01");
  p->address = g_strdup_printf ("第%d组%d号", g_rand_int_range (rand, 1, 10), g_rand_int_range (rand, 1, 400));
  return p;
}

static gint64
import (XlDb *db, gpointer data, GError **error)
{
  Import *run = data;

  for (guint i = run->first; i < run->first + run->n; i++)
    {
      g_autoptr(XlPerson) p = random_person (run->rand, i);

      if (xl_person_table_insert (db, p, error) >= 0)
        continue;
      if (!g_error_matches (*error, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE))
        return -1;
      g_clear_error (error);   /* the number is somebody's already: this one is not made */
    }
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = NULL;
  guint n = argc == 3 ? (guint) atoi (argv[2]) : 0;

  if (n == 0)
    {
      g_printerr ("make-office FILE N\n");
      return 2;
    }
  g_unlink (argv[1]);
  store = xl_store_open (argv[1], XL_STORE_CREATE, &error);
  for (guint first = 0; store != NULL && error == NULL && first < n; first += PER_IMPORT)
    {
      Import run = { rand, first, MIN (PER_IMPORT, n - first) };

      xl_store_write (store, XL_CHANGE_IMPORT, "居民花名册", import, &run, &error);
    }
  if (error == NULL)
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
