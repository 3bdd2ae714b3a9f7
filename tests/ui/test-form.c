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

/* What is typed finds a choice: by word, code, other words, pinyin, initials. */
static const struct { const char *name, *typed; gboolean fits, exactly; } matches[] = {
  { "word", "入户", TRUE, TRUE },        { "begins", "入", TRUE, FALSE },        { "inside", "户", TRUE, FALSE },
  { "code", "11", TRUE, TRUE },          { "code-begins", "1", TRUE, FALSE },    { "also", "上门", TRUE, TRUE },
  { "initials", "rh", TRUE, FALSE },     { "pinyin", "ruhu", TRUE, FALSE },      { "full-width", "１１", TRUE, TRUE },
  { "another-word", "电话", FALSE, FALSE }, { "other-initials", "dh", FALSE, FALSE },
};

static void
test_match (gconstpointer data)
{
  const XlChoice choice = { "11", "入户", "上门\n家访" };
  guint i = GPOINTER_TO_UINT (data);
  int rank = xl_choice_match (&choice, matches[i].typed);

  g_assert_cmpint (rank >= 0, ==, matches[i].fits);
  g_assert_cmpint (rank == 0, ==, matches[i].exactly);
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
    { .key = "money", .title = "金额", .type = XL_FIELD_MONEY, .required = TRUE, .unit = "元" },
    { .key = "total", .title = "合计", .type = XL_FIELD_SHOWN },
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
    { "day", "2026-06-05" }, { "mode", "2" }, { "minutes", "90" }, { "money", "123450" }, { "total", "12" }, { "needs", "1 2" }, { "note", "两行\n文字" },
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
  g_assert_false (xl_form_check (f->form));
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_LABEL, "探访日期 is missing."));
  xl_ui_test_shoot (GTK_WIDGET (f->window), "form.png");
  xl_form_set_value (f->form, "day", "2026-06-05");
  xl_form_set_value (f->form, "money", "1");
  g_assert_true (xl_form_check (f->form));
}

static GtkWidget *
label (Fixture *f, const char *words)
{
  GtkWidget *found = xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_LABEL, words);

  return found != NULL && gtk_widget_get_visible (found) ? found : NULL;
}

/* The entry of a field: the focus goes to it. */
static GtkEditable *
entry_of (Fixture *f, const char *key)
{
  GtkWidget *focus;

  xl_form_focus (f->form, key);
  focus = gtk_window_get_focus (f->window);
  return GTK_EDITABLE (gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY));
}

static void
test_what_is_left_says_what_is_wrong (Fixture *f, gconstpointer data)
{
  gtk_editable_set_text (entry_of (f, "minutes"), "gestern");
  g_assert_null (label (f, "is no length of time"));
  gtk_editable_set_text (entry_of (f, "day"), "2026年2月30日");
  xl_form_focus (f->form, "minutes");
  assert_value (f, "day", "2026年2月30日");      /* what was typed stays */
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (GTK_WIDGET (entry_of (f, "day"))), "bad"));
  g_assert_false (xl_form_check (f->form));
}

static void
test_what_is_left_is_spelt_as_kept (Fixture *f, gconstpointer data)
{
  gtk_editable_set_text (entry_of (f, "day"), "2026.6.5");
  xl_form_focus (f->form, "minutes");
  g_assert_cmpstr (gtk_editable_get_text (entry_of (f, "day")), ==, "2026-06-05");
  gtk_editable_set_text (entry_of (f, "money"), "1234.5");
  g_assert_nonnull (label (f, "壹仟贰佰叁拾肆元伍角"));
  assert_value (f, "money", "123450");
}

static void
test_a_choice_is_typed (Fixture *f, gconstpointer data)
{
  gtk_editable_set_text (entry_of (f, "mode"), "dh");
  xl_form_focus (f->form, "day");
  assert_value (f, "mode", "2");
  g_assert_cmpstr (gtk_editable_get_text (entry_of (f, "mode")), ==, "电话");
  gtk_editable_set_text (entry_of (f, "mode"), "飞鸽");
  xl_form_focus (f->form, "day");
  g_assert_false (xl_form_check (f->form));
  gtk_editable_set_text (entry_of (f, "mode"), "");
  assert_value (f, "mode", "");
}

static void
test_words_below_in_their_order (Fixture *f, gconstpointer data)
{
  xl_form_set_remark (f->form, "day", "a remark");
  g_assert_nonnull (label (f, "a remark"));
  xl_form_set_flag (f->form, "day", "a doubt");
  g_assert_nonnull (label (f, "⚠ a doubt"));
  xl_form_set_error (f->form, "day", "an error");
  g_assert_nonnull (label (f, "an error"));
  xl_form_set_error (f->form, "day", NULL);
  g_assert_nonnull (label (f, "⚠ a doubt"));
  xl_form_set_flag (f->form, "day", NULL);
  g_assert_nonnull (label (f, "a remark"));
}

static void
test_the_star_is_explained_once (Fixture *f, gconstpointer data)
{
  GtkWidget *star = label (f, "* must be filled in");
  guint n = 0;

  g_assert_nonnull (star);
  for (GtkWidget *w = gtk_widget_get_first_child (GTK_WIDGET (f->form)); w != NULL; w = gtk_widget_get_next_sibling (w))
    n += GTK_IS_LABEL (w);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_enter_goes_on (Fixture *f, gconstpointer data)
{
  GtkWidget *day = xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_ENTRY, NULL);
  GtkWidget *focus;

  xl_form_focus (f->form, NULL);
  g_signal_emit_by_name (day, "activate");
  focus = gtk_window_get_focus (f->window);
  g_assert_true (gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) == GTK_WIDGET (entry_of (f, "mode")));
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
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/choice-match/%s", matches[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_match);
    }
#define ADD(path, func) g_test_add ("/ui/form/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("values-there-and-back", test_values_there_and_back);
  ADD ("errors-beside-the-field", test_errors_beside_the_field);
  ADD ("enter-goes-on", test_enter_goes_on);
  ADD ("what-is-left-says-what-is-wrong", test_what_is_left_says_what_is_wrong);
  ADD ("what-is-left-is-spelt-as-kept", test_what_is_left_is_spelt_as_kept);
  ADD ("a-choice-is-typed", test_a_choice_is_typed);
  ADD ("words-below-in-their-order", test_words_below_in_their_order);
  ADD ("the-star-is-explained-once", test_the_star_is_explained_once);
  ADD ("one-column-when-narrow", test_one_column_when_narrow);
  return g_test_run ();
}
