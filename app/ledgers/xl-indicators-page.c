#include "ledgers/xl-indicators-page.h"

#include "base/xl-date.h"
#include "ledgers/xl-indicator-row-page.h"
#include "ledgers/xl-ledger-row-table.h"
#include "office/xl-office-table.h"
#include "ui/xl-speak.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_BEHIND 200    /* records shown behind a number; the ledger shows them all */

struct _XlIndicatorsPage
{
  XlPage            parent_instance;
  char             *today;     /* of tests; NULL: the clock's */
  char             *key;       /* of the set shown */
  XlIndicatorSheet *sheet;
  GtkWidget        *list, *title, *sets;
  GtkWidget        *side_title, *side_list;
  gboolean          filling;   /* the drop-down of sets is being set, not chosen from */
};
G_DEFINE_FINAL_TYPE (XlIndicatorsPage, xl_indicators_page, XL_TYPE_PAGE)

static char *
today_of (const XlIndicatorsPage *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return self->today != NULL ? g_strdup (self->today) : g_date_time_format (now, "%Y-%m-%d");
}

/* Asking ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *key, *on, *indicator;
} Question;

static void
question_free (Question *q)
{
  g_free (q->key);
  g_free (q->on);
  g_free (q->indicator);
  g_free (q);
}

static Question *
question_new (XlIndicatorsPage *self, const char *indicator)
{
  Question *q = g_new0 (Question, 1);

  q->key = g_strdup (self->key);
  q->on = today_of (self);
  q->indicator = g_strdup (indicator);
  return q;
}

static gpointer
read_sheet (XlDb *db, gpointer data, GError **error)
{
  const Question *q = data;
  g_autoptr(XlOffice) own = xl_office_table_own (db, error);
  XlIndicatorSet *set = own != NULL ? xl_indicator_table_set (db, q->key, error) : NULL;

  return set != NULL ? xl_indicator_table_compute (db, set, own->code, q->on, error) : NULL;
}

/* A record behind a number. */
typedef struct {
  gint64 id;
  char  *words;
} Behind;

typedef struct {
  char   *table;
  guint   total;
  GArray *rows;     /* Behind */
} BehindList;

static void
behind_clear (gpointer data)
{
  g_free (((Behind *) data)->words);
}

static void
behind_list_free (BehindList *list)
{
  g_free (list->table);
  g_array_unref (list->rows);
  g_free (list);
}

static void
add_behind (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  BehindList *list = data;
  g_autoptr(GString) words = g_string_new (NULL);
  Behind row = { record->id, NULL };

  for (guint i = 0, n = 0; cells[i] != NULL && n < 4; i++)
    if (*cells[i] != '\0')
      g_string_append_printf (words, "%s%s", n++ > 0 ? " · " : "", cells[i]);
  row.words = g_string_free (g_steal_pointer (&words), FALSE);
  g_array_append_val (list->rows, row);
}

static gpointer
read_behind (XlDb *db, gpointer data, GError **error)
{
  const Question *q = data;
  g_autoptr(XlOffice) own = xl_office_table_own (db, error);
  g_autoptr(XlIndicatorSet) set = own != NULL ? xl_indicator_table_set (db, q->key, error) : NULL;
  const XlIndicator *n = set != NULL ? xl_indicator_set_find (set, q->indicator) : NULL;
  g_autoptr(GArray) ids = n != NULL ? xl_indicator_table_rows (db, n, own->code, q->on, error) : NULL;
  g_autoptr(XlTemplate) t = ids != NULL && n->rows_ledger != NULL ? xl_ledger_table_template (db, n->rows_ledger, error) : NULL;
  g_autoptr(XlLedgerLayout) whole = t != NULL ? xl_ledger_layout_whole (t) : NULL;
  XlLedgerView view = { t, whole, XL_MASK_PUBLIC, q->on, 1 };
  BehindList *list;

  if (t == NULL)
    return NULL;
  list = g_new0 (BehindList, 1);
  list->rows = g_array_new (FALSE, FALSE, sizeof (Behind));
  g_array_set_clear_func (list->rows, behind_clear);
  list->table = g_strdup (t->table);
  list->total = ids->len;
  if (xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, MIN (ids->len, MAX_BEHIND), add_behind, list, error))
    return list;
  behind_list_free (list);
  return NULL;
}

/* The side panel -------------------------------------------------------------------------------------------------- */

static void
clear_list (GtkWidget *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), child);
}

static void
append_record (XlIndicatorsPage *self, const char *table, const Behind *behind)
{
  GtkWidget *label = gtk_label_new (behind->words);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, behind->words, -1);
  gtk_widget_add_css_class (button, "home-line");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", table, behind->id);
  gtk_list_box_append (GTK_LIST_BOX (self->side_list), button);
}

static void
show_behind (XlPage *page, gpointer result, gpointer user_data)
{
  XlIndicatorsPage *self = XL_INDICATORS_PAGE (page);
  const BehindList *list = result;

  clear_list (self->side_list);
  for (guint i = 0; i < list->rows->len; i++)
    append_record (self, list->table, &g_array_index (list->rows, Behind, i));
  if (list->total > list->rows->len)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more in the ledger"), list->total - list->rows->len);

      gtk_list_box_append (GTK_LIST_BOX (self->side_list), gtk_label_new (more));
    }
  xl_page_show_side (page, TRUE);
}

static void
on_activated (XlIndicatorsPage *self, GtkListBoxRow *row)
{
  const XlIndicator *n = g_ptr_array_index (self->sheet->set->indicators, (guint) gtk_list_box_row_get_index (row));

  if (n->rows == NULL)
    {
      xl_page_say (XL_PAGE (self), _("This indicator is worked out from the register of residents."));
      return;
    }
  gtk_label_set_label (GTK_LABEL (self->side_title), n->title);
  xl_page_read (XL_PAGE (self), "behind", read_behind, question_new (self, n->key), (GDestroyNotify) question_free,
                (GDestroyNotify) behind_list_free, show_behind, NULL);
}

/* The page -------------------------------------------------------------------------------------------------------- */

static void
say_summary (XlIndicatorsPage *self)
{
  const XlIndicatorSheet *sheet = self->sheet;
  guint met = 0, unknown = 0, n = sheet->set->indicators->len;
  g_autofree char *words = NULL;

  for (guint i = 0; i < n; i++)
    {
      met += sheet->values[i].met;
      unknown += !sheet->values[i].known;
    }
  words = g_strdup_printf (_("%u indicators · met %u · not met %u · cannot be computed %u"), n, met, n - met - unknown, unknown);
  xl_page_set_summary (XL_PAGE (self), words);
}

static void
show_sheet (XlPage *page, gpointer result, gpointer user_data)
{
  XlIndicatorsPage *self = XL_INDICATORS_PAGE (page);
  g_autoptr(GtkSizeGroup) values = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autoptr(GtkSizeGroup) verdicts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autofree char *title = NULL;

  g_clear_pointer (&self->sheet, xl_indicator_sheet_free);
  self->sheet = xl_indicator_sheet_ref (result);
  clear_list (self->list);
  title = g_strdup_printf ("%s  %s", self->sheet->set->title, self->sheet->on);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  for (guint i = 0; i < self->sheet->set->indicators->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         xl_indicator_row_new (i + 1, g_ptr_array_index (self->sheet->set->indicators, i), &self->sheet->values[i],
                                               values, verdicts));
  say_summary (self);
}

static void
reload (XlPage *page)
{
  XlIndicatorsPage *self = XL_INDICATORS_PAGE (page);

  xl_page_read (page, "sheet", read_sheet, question_new (self, NULL), (GDestroyNotify) question_free,
                (GDestroyNotify) xl_indicator_sheet_free, show_sheet, NULL);
}

static void
show_set (XlIndicatorsPage *self, const char *key)
{
  g_auto(GStrv) keys = xl_indicator_set_keys ();

  g_free (self->key);
  self->key = g_strdup (key);
  self->filling = TRUE;
  for (guint i = 0; keys[i] != NULL; i++)
    if (strcmp (keys[i], key) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->sets), i);
  self->filling = FALSE;
  xl_page_show_side (XL_PAGE (self), FALSE);
  reload (XL_PAGE (self));
}

static void
on_set_chosen (XlIndicatorsPage *self)
{
  g_auto(GStrv) keys = xl_indicator_set_keys ();
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sets));

  if (!self->filling && i < g_strv_length (keys))
    show_set (self, keys[i]);
}

static gboolean
show_view (XlPage *page, const char *view)
{
  if (!g_str_has_prefix (view, "set="))
    return *view == '\0';
  show_set (XL_INDICATORS_PAGE (page), view + strlen ("set="));
  return TRUE;
}

static void
run_file (XlPage *page)
{
  XlIndicatorsPage *self = XL_INDICATORS_PAGE (page);
  g_autofree char *today = today_of (self);
  g_autofree char *view = g_strdup_printf ("form=indicators-%s/%.4s", self->key, today);
  XlWindow *window = xl_window_of (GTK_WIDGET (page));

  if (window == NULL || !xl_window_show_view (window, "filings", view))
    xl_page_say (page, _("The filing could not be opened."));
}

void
xl_indicators_page_set_today (XlIndicatorsPage *self, const char *today)
{
  g_free (self->today);
  self->today = g_strdup (today);
  if (xl_page_get_store (XL_PAGE (self)) != NULL)
    reload (XL_PAGE (self));
}

static void
xl_indicators_page_finalize (GObject *object)
{
  XlIndicatorsPage *self = XL_INDICATORS_PAGE (object);

  g_free (self->today);
  g_free (self->key);
  g_clear_pointer (&self->sheet, xl_indicator_sheet_free);
  G_OBJECT_CLASS (xl_indicators_page_parent_class)->finalize (object);
}

static void
xl_indicators_page_class_init (XlIndicatorsPageClass *klass)
{
  XlPageClass *page_class = XL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = xl_indicators_page_finalize;
  page_class->open = reload;
  page_class->refresh = reload;
  page_class->show_view = show_view;
}

static GtkWidget *
make_sets (XlIndicatorsPage *self)
{
  g_auto(GStrv) names = xl_indicator_set_names ();

  self->sets = gtk_drop_down_new_from_strings ((const char *const *) names);
  xl_speak_name (self->sets, _("Indicator table"));
  g_signal_connect_swapped (self->sets, "notify::selected", G_CALLBACK (on_set_chosen), self);
  return self->sets;
}

static GtkWidget *
make_content (XlIndicatorsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_widget_add_css_class (self->title, "strong");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "indicators");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Indicators"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_activated), self);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_widget_add_css_class (box, "page-content");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
make_side (XlIndicatorsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->side_title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->side_title), 0);
  gtk_label_set_wrap (GTK_LABEL (self->side_title), TRUE);
  gtk_widget_add_css_class (self->side_title, "strong");
  self->side_list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->side_list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->side_list, "behind");
  gtk_box_append (GTK_BOX (box), self->side_title);
  gtk_box_append (GTK_BOX (box), self->side_list);
  gtk_widget_add_css_class (box, "page-content");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
xl_indicators_page_init (XlIndicatorsPage *self)
{
  XlPage *page = XL_PAGE (self);
  g_auto(GStrv) keys = xl_indicator_set_keys ();

  self->key = g_strdup (keys[0]);
  xl_page_set_title (page, _("Indicators"));
  xl_page_set_help (page, _("The indicator tables of plans, worked out from the ledgers each time they are looked at.\n\n"
                            "Enter shows the records behind a number. “Make the table” makes the paper of it."));
  xl_page_add_head (page, make_sets (self));
  xl_page_add_action (page, "file", run_file);
  xl_page_set_primary (page, _("Make the table"), "page.file");
  xl_page_set_content (page, make_content (self));
  xl_page_set_side (page, make_side (self));
}
