/* The room of indicators in the window: values and verdicts, the records behind a number, another set. */
#include "ledgers/xl-indicators-page.h"
#include "office/xl-command.h"
#include "ui/xl-window.h"

#include "../ui/xl-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define ON "2026-06-30"

static const char profiles[] =
  "统计日期,类型,城镇常住人口,社区总建筑面积,商业设施面积,家长学校,残疾人协会\n2026-01-10,农村,0,12000,800,是,是\n";
static const char facilities[] =
  "设施名称,设施类别,城乡,启用日期,服务户数,建筑面积,居民活动面积\n村党群服务中心,综合服务设施,农村,2020-01-01,486,172,98\n";

static XlWindow *window;
static GtkWidget *page;

static void
run (const char *path, const char *const *args)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = xl_command_run (path, ON, args, &error);

  g_assert_no_error (error);
  json_node_unref (node);
}

static void
bring (const char *folder, const char *store, const char *kind, const char *text)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.csv", folder, kind);

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  run (store, (const char *[]) { "import", kind, file, NULL });
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
  g_assert_true (xl_window_show_view (window, "indicators", "set=kunming"));
  xl_ui_test_wait (says, (gpointer) "13. 村（社区）残疾人协会覆盖率", "the other table");
  g_assert_false (has_side (NULL));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("xl-indicators-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = NULL;
  int result;

  xl_ui_test_init (&argc, &argv);
  run (path, (const char *[]) { "init", "--office", "220622103200", NULL });
  bring (folder, path, "village-profile", profiles);
  bring (folder, path, "service-facility", facilities);
  store = xl_store_open (path, 0, &error);
  g_assert_no_error (error);
  window = g_object_new (XL_TYPE_WINDOW, NULL);
  xl_window_set_store (window, store);
  gtk_window_present (GTK_WINDOW (window));
  xl_window_open_room (window, "indicators");
  xl_ui_test_frames (GTK_WIDGET (window), 3);
  page = xl_ui_test_find (GTK_WIDGET (window), XL_TYPE_INDICATORS_PAGE, NULL);
  xl_indicators_page_set_today (XL_INDICATORS_PAGE (page), ON);
  g_test_add_func ("/indicators/page/values-and-verdicts", test_values);
  g_test_add_func ("/indicators/page/rows-behind-a-number", test_rows_behind);
  g_test_add_func ("/indicators/page/another-set", test_other_set);
  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  return result;
}
