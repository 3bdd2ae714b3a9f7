#include "ledgers/xl-visit-rate.h"

/* domain.md A9: June 2026. */
static const XlListed june[] = {
  { 1, "2026-01-01", "", "" },
  { 2, "2026-01-01", "", "" },
  { 3, "2026-01-01", "", "" },
  { 4, "2026-01-01", "2026-06-10", "" },
  { 5, "2026-01-01", "", "2026-06-05" },
  { 6, "2026-06-28", "", "" },
};
static const XlVisited visits[] = {
  { 1, "2026-06-03", "1" }, { 1, "2026-06-20", "1" }, { 2, "2026-06-30", "1" }, { 3, "2026-06-15", "2" }, { 6, "2026-07-01", "1" },
};

typedef struct {
  const char *name, *policy, *words;
  int         due, visited, rate_bp;
  gint64      missed[6];
} Case;

static const Case cases[] = {
  { "month-end-any-mode", "month-end", "75.0%", 4, 3, 7500, { 6 } },
  { "any-day-in-month", "any-day", "50.0%", 6, 3, 5000, { 4, 5, 6 } },
  { "month-end-home-only", "month-end-home", "50.0%", 4, 2, 5000, { 3, 6 } },
  { "removal-day", "removal-day", "50.0%", 6, 3, 5000, { 4, 5, 6 } },
};

static GArray *
make_array (gconstpointer data, guint size, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, size);

  return g_array_append_vals (array, data, n);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlVisitRules) rules = xl_visit_rules_load ("visit-rate", &error);
  g_autoptr(GArray) listed = make_array (june, sizeof (XlListed), G_N_ELEMENTS (june));
  g_autoptr(GArray) done = make_array (visits, sizeof (XlVisited), G_N_ELEMENTS (visits));
  g_autofree char *words = NULL;
  XlVisitRate rate;

  g_assert_no_error (error);
  g_assert_nonnull (xl_visit_rules_find (rules, c->policy));
  xl_visit_rate_count (xl_visit_rules_find (rules, c->policy), rules->target_bp, "2026-06", listed, done, &rate);
  g_assert_cmpint (rate.due, ==, c->due);
  g_assert_cmpint (rate.visited, ==, c->visited);
  g_assert_cmpint (rate.rate_bp, ==, c->rate_bp);
  g_assert_false (rate.met);
  for (guint i = 0; i < rate.missed->len; i++)
    g_assert_cmpint (g_array_index (rate.missed, gint64, i), ==, c->missed[i]);
  g_assert_cmpint (rate.missed->len, ==, c->due - c->visited);
  words = xl_visit_rate_words (&rate);
  g_assert_cmpstr (words, ==, c->words);
  xl_visit_rate_clear (&rate);
}

/* One stay, one month, one policy: due or not. */
typedef struct {
  const char *name, *policy;
  XlListed    stay;
  gboolean    due;
} Edge;

static const Edge edges[] = {
  { "came-on-the-last-day", "month-end", { 1, "2026-02-28", "", "" }, TRUE },
  { "comes-the-day-after", "any-day", { 1, "2026-03-01", "", "" }, FALSE },
  { "removed-on-the-first-day", "any-day", { 1, "2025-12-01", "2026-02-01", "" }, FALSE },
  { "removed-on-the-first-day-counts", "removal-day", { 1, "2025-12-01", "2026-02-01", "" }, TRUE },
  { "removed-the-day-before-never-counts", "removal-day", { 1, "2025-12-01", "2026-01-31", "" }, FALSE },
  { "removed-on-the-last-day", "month-end", { 1, "2025-12-01", "2026-02-28", "" }, FALSE },
  { "came-and-went-in-the-month", "any-day", { 1, "2026-02-10", "2026-02-20", "" }, TRUE },
  { "came-and-went-in-one-day", "any-day", { 1, "2026-02-10", "2026-02-10", "" }, FALSE },
  { "died-in-the-month-before", "any-day", { 1, "2025-12-01", "", "2026-01-15" }, FALSE },
};

static void
test_edge (gconstpointer data)
{
  const Edge *e = data;
  g_autoptr(XlVisitRules) rules = xl_visit_rules_load ("visit-rate", NULL);
  g_autoptr(GArray) listed = make_array (&e->stay, sizeof (XlListed), 1);
  g_autoptr(GArray) done = make_array (NULL, sizeof (XlVisited), 0);
  XlVisitRate rate;

  xl_visit_rate_count (xl_visit_rules_find (rules, e->policy), rules->target_bp, "2026-02", listed, done, &rate);
  g_assert_cmpint (rate.due, ==, e->due);
  xl_visit_rate_clear (&rate);
}

static void
test_stays_of_one_person_count_once (void)
{
  static const XlListed stays[] = { { 7, "2026-06-01", "2026-06-05", "" }, { 7, "2026-06-10", "", "" } };
  g_autoptr(XlVisitRules) rules = xl_visit_rules_load ("visit-rate", NULL);
  g_autoptr(GArray) listed = make_array (stays, sizeof (XlListed), G_N_ELEMENTS (stays));
  g_autoptr(GArray) done = make_array (NULL, sizeof (XlVisited), 0);
  XlVisitRate rate;

  xl_visit_rate_count (xl_visit_rules_find (rules, "any-day"), rules->target_bp, "2026-06", listed, done, &rate);
  g_assert_cmpint (rate.due, ==, 1);
  g_assert_cmpint (rate.missed->len, ==, 1);
  xl_visit_rate_clear (&rate);
}

static void
test_nobody_due_meets_the_goal (void)
{
  g_autoptr(XlVisitRules) rules = xl_visit_rules_load ("visit-rate", NULL);
  g_autoptr(GArray) listed = make_array (NULL, sizeof (XlListed), 0);
  g_autoptr(GArray) done = make_array (visits, sizeof (XlVisited), G_N_ELEMENTS (visits));
  XlVisitRate rate;

  xl_visit_rate_count (xl_visit_rules_find (rules, NULL), rules->target_bp, "2026-06", listed, done, &rate);
  g_assert_cmpint (rate.due, ==, 0);
  g_assert_cmpint (rate.visits, ==, 4);
  g_assert_true (rate.met);
  xl_visit_rate_clear (&rate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/visit-rate/A9/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/visit-rate/due/", edges[i].name, NULL);

      g_test_add_data_func (path, &edges[i], test_edge);
    }
  g_test_add_func ("/ledgers/visit-rate/stays-of-one-person-count-once", test_stays_of_one_person_count_once);
  g_test_add_func ("/ledgers/visit-rate/nobody-due-meets-the-goal", test_nobody_due_meets_the_goal);
  return g_test_run ();
}
