/* The page of notices in its window: reading, marks, mending, confirming, a file that is refused, a password. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "notices/xl-notices-page-private.h"
#include "notices/xl-pdf-child-reader.h"
#include "notices/xl-task-table.h"

#include <string.h>


typedef struct {
  XlUiTestOffice office;
  XlNoticesPage *page;
} Fixture;

static gboolean
is_open (gpointer data)
{
  return ((Fixture *) data)->page->office != NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_open (&f->office, NULL, NULL);
  f->page = XL_NOTICES_PAGE (xl_ui_test_office_show (&f->office, "notices", XL_TYPE_NOTICES_PAGE));
  xl_ui_test_wait (is_open, f, "the page");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_close (&f->office);
}

static void
read_sample (Fixture *f, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "notices", "samples", name, NULL);
  const char *paths[] = { path, NULL };

  xl_notices_page_read_files (f->page, paths);
}

static gboolean
is_shown (gpointer data)
{
  Fixture *f = data;

  return f->page->file != NULL && xl_notice_viewer_is_drawn (XL_NOTICE_VIEWER (f->page->viewer));
}

static gboolean
shows (Fixture *f, const char *child)
{
  return strcmp (gtk_stack_get_visible_child_name (GTK_STACK (f->page->stack)), child) == 0;
}

static gboolean
is_problem (gpointer data)
{
  return shows (data, "problem");
}

static gboolean
asks_password (gpointer data)
{
  return shows (data, "password");
}

static gpointer
count_tasks (XlDb *db, gpointer data, GError **error)
{
  return xl_task_table_list (db, NULL, TRUE, error);
}

static guint
n_tasks (Fixture *f)
{
  g_autoptr(GPtrArray) tasks = xl_store_read (f->office.store, count_tasks, NULL, NULL);

  return tasks->len;
}

static gboolean
is_kept (gpointer data)
{
  return ((Fixture *) data)->page->id != 0;
}

static void
test_confirm (Fixture *f, gconstpointer data)
{
  g_autoptr(XlChange) change = NULL;

  read_sample (f, "v03-cairo-pango.pdf");
  xl_ui_test_wait (is_shown, f, "the page picture");
  g_assert_cmpuint (xl_notice_facts_list (XL_NOTICE_FACTS (f->page->facts))->len, >=, 7);
  g_assert_true (xl_ui_test_has_ink (f->page->viewer));
  g_assert_cmpuint (n_tasks (f), ==, 0);          /* nothing is kept by reading */
  gtk_widget_activate_action (GTK_WIDGET (f->page), "page.confirm", NULL);
  xl_ui_test_wait (is_kept, f, "the confirmation");
  g_assert_cmpuint (n_tasks (f), ==, 2);
  change = xl_store_undo (f->office.store, NULL);        /* one edit */
  g_assert_nonnull (change);
  g_assert_cmpuint (n_tasks (f), ==, 0);
}

/* A fact on the second page turns the page. */
static void
test_fact_turns_the_page (Fixture *f, gconstpointer data)
{
  const GArray *facts;
  guint last;

  read_sample (f, "v03-cairo-pango.pdf");
  xl_ui_test_wait (is_shown, f, "the page picture");
  facts = xl_notice_facts_list (XL_NOTICE_FACTS (f->page->facts));
  last = facts->len - 1;                           /* the attachment stands on page 2 */
  g_assert_cmpuint (xl_notice_viewer_get_page (XL_NOTICE_VIEWER (f->page->viewer)), ==, 1);
  xl_notice_facts_focus (XL_NOTICE_FACTS (f->page->facts), last);
  xl_ui_test_wait (is_shown, f, "the second page");
  g_assert_cmpuint (xl_notice_viewer_get_page (XL_NOTICE_VIEWER (f->page->viewer)), ==, 2);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  read_sample (f, "v32-html-renamed.pdf");
  xl_ui_test_wait (is_problem, f, "the sentence");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (f->page->problem)), "v32-html-renamed.pdf"));
  g_assert_null (f->page->file);
}

static void
test_password (Fixture *f, gconstpointer data)
{
  read_sample (f, "v16-user-password.pdf");
  xl_ui_test_wait (asks_password, f, "the question");
  gtk_editable_set_text (GTK_EDITABLE (f->page->password), "yunling2026");
  g_signal_emit_by_name (f->page->password, "activate");
  xl_ui_test_wait (is_shown, f, "the opened file");
}

int
main (int argc, char **argv)
{
  if (xl_pdf_child_asked (argc, argv))
    return xl_pdf_child_main ();
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/notices-page/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("confirming-keeps-notice-and-tasks-in-one-edit", test_confirm);
  ADD ("a-fact-turns-the-page", test_fact_turns_the_page);
  ADD ("a-refused-file-is-a-sentence", test_refused);
  ADD ("a-password-is-asked", test_password);
  return g_test_run ();
}
