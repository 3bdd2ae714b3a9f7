#include "people/xl-relation.h"

/* The head that becomes, the other one, and what the other is then. */
static const struct {
  const char *name;
  XlKin       head, kin;
  const char *expected;
} cases[] = {
  { "son-and-daughter-in-law", { "20", "1", NULL }, { "38", "2", NULL }, "12" },
  { "eldest-son-and-daughter-in-law", { "22", "1", NULL }, { "38", "2", NULL }, "12" },
  { "son-and-grandson", { "20", "1", NULL }, { "41", "1", NULL }, "20" },
  { "son-and-granddaughter", { "20", "1", NULL }, { "42", "2", NULL }, "30" },
  { "son-and-old-head", { "20", "1", NULL }, { "02", "1", NULL }, "51" },
  { "son-and-his-mother", { "20", "1", NULL }, { "12", "2", NULL }, "52" },
  { "son-and-grandfather", { "20", "1", NULL }, { "51", "1", NULL }, "60" },
  { "daughter-and-son-in-law", { "30", "2", NULL }, { "28", "1", NULL }, "11" },
  { "daughter-in-law-and-old-head", { "38", "2", NULL }, { "02", "1", NULL }, "53" },
  { "son-in-law-and-old-heads-wife", { "28", "1", NULL }, { "12", "2", NULL }, "56" },
  { "wife-keeps-children-as-they-were", { "12", "2", NULL }, { "23", "1", NULL }, "23" },
  { "wife-and-old-head", { "12", "2", NULL }, { "02", "1", NULL }, "11" },
  { "wife-and-father-in-law", { "12", "2", NULL }, { "51", "1", NULL }, "53" },
  { "elder-sister", { "20", "1", "1988-11-05" }, { "30", "2", "1985-01-01" }, "75" },
  { "younger-brother", { "20", "1", "1988-11-05" }, { "20", "1", "1991-01-01" }, "73" },
  { "sibling-without-birth", { "20", "1", NULL }, { "20", "1", "1991-01-01" }, "70" },
  { "father-and-old-head", { "51", "1", NULL }, { "02", "1", NULL }, "20" },
  { "brother-and-his-wife", { "71", "1", NULL }, { "72", "2", NULL }, "12" },
  { "same-head", { "02", "1", NULL }, { "38", "2", NULL }, "38" },
  { "no-kin-stays-no-kin", { "20", "1", NULL }, { "99", "1", NULL }, "99" },
  { "unknown-kin", { "20", "1", NULL }, { NULL, "1", NULL }, NULL },
  { "unknown-head", { NULL, "1", NULL }, { "38", "2", NULL }, NULL },
  { "child-of-unknown-sex", { "20", "1", NULL }, { "40", NULL, NULL }, NULL },
  { "two-of-one-sex-are-no-couple", { "20", "1", NULL }, { "28", "1", NULL }, NULL },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpstr (xl_relation_recode (&cases[i].head, &cases[i].kin), ==, cases[i].expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/people/relation/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  return g_test_run ();
}
