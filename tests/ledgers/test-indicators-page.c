/* The room of indicators in the window: values and verdicts, the records behind a number, another set. */
#include "ledgers/xl-indicators-page.h"

#include "../ui/xl-ui-test.h"
#include "../ui/xl-ui-test-office.h"

#include <string.h>

#define ON "2026-06-30"

static const char profiles[] =
  "统计日期,类型,城镇常住人口,社区总建筑面积,商业设施面积,家长学校,残疾人协会\n2026-01-10,农村,0,12000,800,是,是\n";
static const char facilities[] =
  "设施名称,设施类别,城乡,启用日期,服务户数,建筑面积,居民活动面积\n村党群服务中心,综合服务设施,农村,2020-01-01,486,172,98\n";

static XlUiTestOffice office;
static GtkWidget *page;

static void
bring (const char *kind, const char *text)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.csv", office.folder, kind);
  g_autoptr(XlImport) import = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  import = xl_ui_test_office_import (&office, kind, path, ON);
  g_assert_cmpuint (xl_import_get_count (import, XL_IMPORT_ADDED), ==, 1);
}

static gboolean
says (gpointer text)
{
  return xl_ui_test_find (page, GTK_TYPE_LABEL, text) != NULL;
}

static void
test_values (void)
{
  xl_ui_test_wait (says, (gpointer) "35.39平方米", "the area a hundred households have");
  g_assert_nonnull (xl_ui_test_find (page, GTK_TYPE_LABEL, "56.98%"));
  g_assert_nonnull (xl_ui_test_find (page, GTK_TYPE_LABEL, "✗ Not met"));
  g_assert_nonnull (xl_ui_test_find (page, GTK_TYPE_LABEL, "✓ Met"));
  g_assert_nonnull (xl_ui_test_find (page, GTK_TYPE_LABEL, "Cannot be computed: 城市社区（村（社区）基本情况） missing"));
  g_assert_nonnull (strstr (xl_page_get_summary (XL_PAGE (page)), "8 indicators"));
  g_assert_true (xl_ui_test_has_ink (page));
}

static gboolean
has_side (gpointer data)
{
  return xl_page_side_shown (XL_PAGE (page));
}

static void
test_rows_behind (void)
{
  GtkWidget *label = xl_ui_test_find (page, GTK_TYPE_LABEL, "56.98%");
  GtkWidget *row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);

  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  xl_ui_test_wait (has_side, NULL, "the records behind the number");
  g_assert_nonnull (xl_ui_test_find_action (page, "win.show-record"));
}

static void
test_other_set (void)
{
  g_assert_true (xl_window_show_view (office.window, "indicators", "set=kunming"));
  xl_ui_test_wait (says, (gpointer) "13. 村（社区）残疾人协会覆盖率", "the other table");
  g_assert_false (has_side (NULL));
}

int
main (int argc, char **argv)
{
  int result;

  xl_ui_test_init (&argc, &argv);
  xl_ui_test_office_open (&office, NULL, NULL);
  bring ("village-profile", profiles);
  bring ("service-facility", facilities);
  page = xl_ui_test_office_show (&office, "indicators", XL_TYPE_INDICATORS_PAGE);
  xl_indicators_page_set_today (XL_INDICATORS_PAGE (page), ON);
  g_test_add_func ("/indicators/page/values-and-verdicts", test_values);
  g_test_add_func ("/indicators/page/rows-behind-a-number", test_rows_behind);
  g_test_add_func ("/indicators/page/another-set", test_other_set);
  result = g_test_run ();
  xl_ui_test_office_close (&office);
  return result;
}
