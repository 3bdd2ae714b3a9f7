/* The room of filings in the window: seen, made, turned, corrected. */
#include "filings/xl-filings-page-private.h"
#include "filings/xl-thread-paper.h"
#include "filings/xl-picture-reader.h"
#include "store/xl-view-table.h"

#include "../ui/xl-ui-test.h"
#include "../ui/xl-ui-test-office.h"
#include "month-fixture.h"

static XlUiTestOffice office;
static XlFilingsPage *page;

static gboolean
is_drawn (gpointer data)
{
  return xl_filing_view_is_drawn (page->view);
}

static gboolean
has_row (gpointer data)
{
  return page->register_ != NULL && page->register_->len == GPOINTER_TO_UINT (data) && page->plan == NULL;
}

static gboolean
is_listed (gpointer data)
{
  return page->due != NULL && page->due->len > 0;
}

static gboolean
has_plan (gpointer period)
{
  return page->plan != NULL && strcmp (page->plan->period, period) == 0 && xl_filing_view_is_drawn (page->view);
}

static void
test_due_filing_is_drawn (void)
{
  xl_ui_test_wait (is_listed, NULL, "the list of what is due");
  /* The clock of the machine says which months are listed; June 2026 is looked at directly. */
  xl_filings_page_preview (page, "elder-visits", "2026-06", NULL);
  xl_ui_test_wait (has_plan, (gpointer) "2026-06", "the paper");
  g_assert_cmpint (xl_filing_view_get_n_pages (page->view), ==, 5);
  g_assert_true (xl_ui_test_has_ink (GTK_WIDGET (page->view)));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (page->facts)), "那尔轰村〔"));
}

static void
test_pages_turn (void)
{
  xl_filing_view_turn (page->view, 3);
  g_assert_false (xl_filing_view_is_drawn (page->view));
  xl_ui_test_wait (is_drawn, NULL, "page four");
  g_assert_cmpint (xl_filing_view_get_page (page->view), ==, 3);
  xl_filing_view_turn (page->view, 99);
  g_assert_cmpint (xl_filing_view_get_page (page->view), ==, 4);
  xl_ui_test_wait (is_drawn, NULL, "the last page");
  xl_filing_view_turn (page->view, -99);
  xl_ui_test_wait (is_drawn, NULL, "the first page");
}

static gboolean
is_made (gpointer data)
{
  return page->id > 0 && strstr (gtk_label_get_text (GTK_LABEL (page->facts)), "SHA-256") != NULL;
}

static void
test_make_enters_it (void)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "page.make", NULL);
  xl_ui_test_wait (has_row, GUINT_TO_POINTER (1), "the row of the register");
  xl_ui_test_wait (is_made, NULL, "its number and SHA-256");
  xl_ui_test_wait (is_drawn, NULL, "the paper that was made");
}

static void
test_same_again_is_that_one (void)
{
  gint64 id = page->id;

  xl_filings_page_preview (page, "elder-visits", "2026-06", NULL);
  xl_ui_test_wait (has_plan, (gpointer) "2026-06", "the paper again");
  g_assert_nonnull (page->plan->stored);
  g_assert_cmpint (page->id, ==, id);
}

static void
test_empty_month_says_so (void)
{
  xl_filings_page_preview (page, "elder-visits", "2025-01", NULL);
  xl_ui_test_wait (has_plan, (gpointer) "2025-01", "an empty month");
  g_assert_cmpstr (xl_filing_data_get (page->plan->data, "due"), ==, "0");
}

static gboolean
is_kept (gpointer data)
{
  XlViewNote *note_of = xl_view_note_new ("filings", NULL);
  g_autofree char *text = xl_store_read (office.store, xl_view_note_read, note_of, NULL);

  xl_view_note_free (note_of);
  return text != NULL && strstr (text, "\"order\":-2") != NULL;
}

/* What is typed above narrows the register; how it is sorted is remembered. */
static void
test_register_narrows_and_remembers (void)
{
  XlGridSource *rows = xl_grid_get_source (page->grid);

  g_assert_cmpint (xl_grid_source_get_n_rows (rows), ==, 1);
  XL_PAGE_GET_CLASS (page)->filter (XL_PAGE (page), "no such filing");
  g_assert_cmpint (xl_grid_source_get_n_rows (rows), ==, 0);
  XL_PAGE_GET_CLASS (page)->filter (XL_PAGE (page), "那尔轰");
  g_assert_cmpint (xl_grid_source_get_n_rows (rows), ==, 1);
  XL_PAGE_GET_CLASS (page)->filter (XL_PAGE (page), "");
  g_assert_true (xl_grid_source_set_order (rows, 1, TRUE));
  xl_ui_test_wait (is_kept, NULL, "the order that is kept");
}

static gpointer
note (gpointer data, GCancellable *cancellable, GError **error)
{
  GString *order = *(GString **) data;

  g_usleep (2000);
  g_string_append (order, (const char *) data + sizeof (GString *));
  return order;
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  xl_thread_paper_run_finish (result, NULL);
  (*(int *) data)--;
}

static gboolean
is_zero (gpointer data)
{
  return *(int *) data == 0;
}

/* What somebody looks at goes before other work; work that was cancelled is not begun. */
static void
test_paper_thread_keeps_order (void)
{
  struct { GString *order; char name[4]; } items[4];
  GString *order = g_string_new (NULL);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  int left = 4;

  for (int i = 0; i < 4; i++)
    {
      items[i].order = order;
      g_snprintf (items[i].name, sizeof items[i].name, "%d", i);
      if (i == 2)
        g_cancellable_cancel (cancelled);
      xl_thread_paper_run_async (note, &items[i], NULL, NULL, i == 3 ? XL_PAPER_VISIBLE : XL_PAPER_WORK, i == 2 ? cancelled : NULL,
                                 on_noted, &left);
    }
  xl_ui_test_wait (is_zero, &left, "the paper thread");
  g_assert_null (strchr (order->str, '2'));
  g_assert_nonnull (strchr (order->str, '3'));
  g_assert_cmpuint (order->len, ==, 3);
  g_string_free (order, TRUE);
}

int
main (int argc, char **argv)
{
  int status;

  xl_ui_test_init (&argc, &argv);
  xl_ui_test_office_open (&office, make_month, NULL);
  page = XL_FILINGS_PAGE (xl_ui_test_office_show (&office, "filings", XL_TYPE_FILINGS_PAGE));
  g_test_add_func ("/filings/page/due-filing-is-drawn", test_due_filing_is_drawn);
  g_test_add_func ("/filings/page/pages-turn", test_pages_turn);
  g_test_add_func ("/filings/page/make-enters-it", test_make_enters_it);
  g_test_add_func ("/filings/page/same-again-is-that-one", test_same_again_is_that_one);
  g_test_add_func ("/filings/page/empty-month-says-so", test_empty_month_says_so);
  g_test_add_func ("/filings/page/register-narrows-and-remembers", test_register_narrows_and_remembers);
  g_test_add_func ("/filings/page/paper-thread-keeps-order", test_paper_thread_keeps_order);
  status = g_test_run ();
  xl_ui_test_office_close (&office);
  return status;
}
