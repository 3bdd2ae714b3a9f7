/* Forms: what is typed becomes what is kept; errors stand beside the field; Enter goes on. */
#include "xl-ui-test.h"

#include "ui/xl-form.h"
#include "ui/xl-form-private.h"

typedef struct {
  const char *name;
  XlFieldType type;
  const char *typed;
  const char *value;      /* NULL: refused */
  const char *shown;
} Case;

static const Case cases[] = {
  { "date-chinese", XL_FIELD_DATE, "2026年6月5日", "2026-06-05", "2026-06-05" },
  { "date-dots", XL_FIELD_DATE, " 2026.6.5 ", "2026-06-05", "2026-06-05" },
  { "date-without-day", XL_FIELD_DATE, "2026年6月", NULL, NULL },
  { "date-not-in-calendar", XL_FIELD_DATE, "2026-02-30", NULL, NULL },
  { "month", XL_FIELD_MONTH, "2026年6月", "2026-06", "2026-06" },
  { "money", XL_FIELD_MONEY, "￥1,234.5", "123450", "1,234.50" },
  { "money-words", XL_FIELD_MONEY, "many", NULL, NULL },
  { "minutes-colon", XL_FIELD_MINUTES, "1:30", "90", "1小时30分" },
  { "minutes-bare", XL_FIELD_MINUTES, "45", "45", "45分钟" },
  { "integer-full-width", XL_FIELD_INTEGER, "１２", "12", "12" },
  { "integer-with-point", XL_FIELD_INTEGER, "1.5", NULL, NULL },
  { "decimal", XL_FIELD_DECIMAL, "1.5", "1.5", "1.5" },
  { "decimal-words", XL_FIELD_DECIMAL, "nan", NULL, NULL },
  { "identity-cleaned", XL_FIELD_IDENTITY, "11010519491231002x", "11010519491231002X", "11010519491231002X" },
  { "identity-bad-is-kept", XL_FIELD_IDENTITY, "12345", "12345", "12345" },
  { "empty", XL_FIELD_DATE, "  ", "", "" },
};

static void
test_value (gconstpointer data)
{
  const Case *c = data;
  const char *reason = NULL;
  g_autofree char *value = xl_form_value_read (c->type, c->typed, &reason);
  g_autofree char *shown = NULL;

  g_assert_cmpstr (value, ==, c->value);
  if (value == NULL)
    {
      g_assert_nonnull (reason);
      return;
    }
  shown = xl_form_value_show (c->type, value);
  g_assert_cmpstr (shown, ==, c->shown);
}

typedef struct {
  GtkWindow *window;
  XlForm    *form;
  int        submitted;
} Fixture;

static void
on_submit (XlForm *form, Fixture *f)
{
  f->submitted++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const XlChoice modes[] = { { "1", "上门" }, { "2", "电话" }, { NULL, NULL } };
  static const XlFieldSpec specs[] = {
    { .key = "day", .title = "探访日期", .type = XL_FIELD_DATE, .required = TRUE },
    { .key = "mode", .title = "方式", .type = XL_FIELD_CODE, .choices = modes },
    { .key = "minutes", .title = "时长", .type = XL_FIELD_MINUTES },
    { .key = "needs", .title = "需求", .type = XL_FIELD_CODES, .choices = modes },
    { .key = "note", .title = "情况", .type = XL_FIELD_LONG_TEXT },
  };

  f->form = xl_form_new (NULL);
  g_signal_connect (f->form, "submit", G_CALLBACK (on_submit), f);
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    xl_form_add (f->form, &specs[i]);
  f->window = xl_ui_test_window (GTK_WIDGET (f->form), 900, 420);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
}

static void
assert_value (Fixture *f, const char *key, const char *expected)
{
  g_autofree char *value = xl_form_get_value (f->form, key);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_values_there_and_back (Fixture *f, gconstpointer data)
{
  static const char *const values[][2] = {
    { "day", "2026-06-05" }, { "mode", "2" }, { "minutes", "90" }, { "needs", "1 2" }, { "note", "两行\n文字" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    xl_form_set_value (f->form, values[i][0], values[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    assert_value (f, values[i][0], values[i][1]);
  g_assert_false (xl_form_is_changed (f->form));       /* set by program */
  g_assert_true (xl_form_check (f->form));
}

static void
test_errors_beside_the_field (Fixture *f, gconstpointer data)
{
  const char *folder = g_getenv ("XL_SHOTS");

  g_assert_false (xl_form_check (f->form));
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_LABEL, "探访日期 is missing."));
  if (folder != NULL)
    {
      g_autofree char *path = g_build_filename (folder, "form.png", NULL);

      g_assert_true (xl_ui_test_shot (GTK_WIDGET (f->window), path, NULL));
    }
  xl_form_set_value (f->form, "day", "2026-06-05");
  g_assert_true (xl_form_check (f->form));
}

static void
test_enter_goes_on (Fixture *f, gconstpointer data)
{
  GtkWidget *day = xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_ENTRY, NULL);
  GtkWidget *focus;

  xl_form_focus (f->form, NULL);
  g_signal_emit_by_name (day, "activate");
  focus = gtk_window_get_focus (f->window);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY));
  g_assert_cmpint (f->submitted, ==, 0);
}

/* Under a width of two fields the form is one column, and nothing is cut off. */
static void
test_one_column_when_narrow (Fixture *f, gconstpointer data)
{
  int least, wide, narrow;

  gtk_widget_measure (GTK_WIDGET (f->form), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (f->form), GTK_ORIENTATION_VERTICAL, 900, &wide, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (f->form), GTK_ORIENTATION_VERTICAL, least, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 420);
  g_assert_cmpint (narrow, >, wide);
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/form-value/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_value);
    }
#define ADD(path, func) g_test_add ("/ui/form/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("values-there-and-back", test_values_there_and_back);
  ADD ("errors-beside-the-field", test_errors_beside_the_field);
  ADD ("enter-goes-on", test_enter_goes_on);
  ADD ("one-column-when-narrow", test_one_column_when_narrow);
  return g_test_run ();
}
