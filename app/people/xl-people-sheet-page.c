/* The list of persons as a sheet: its columns, what it is narrowed to and sorted by, and how that is kept. */
#include "people/xl-people-page-private.h"

#include "base/xl-mask.h"
#include "ledgers/xl-ledger-form-value.h"
#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-value.h"
#include "people/xl-person-filter-table.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define LOOK "look"      /* its member of what is kept of the list */

static const struct {
  const char   *title;
  double        width_em;
  XlGridKind    kind;
  XlGridEditor  editor;
  gboolean      locked, hidden;
} columns[XL_PERSON_LIST_N_FIELDS] = {
  [XL_PERSON_LIST_NAME] = { NC_("person", "Name"), 7, XL_GRID_TEXT, XL_GRID_EDIT_TEXT },
  [XL_PERSON_LIST_SEX] = { N_("Sex"), 4, XL_GRID_CENTRE, XL_GRID_EDIT_CODE },
  [XL_PERSON_LIST_AGE] = { N_("Age"), 4.4, XL_GRID_NUMBER, XL_GRID_EDIT_NUMBER, TRUE },
  [XL_PERSON_LIST_NUMBER] = { N_("Identity number"), 11.5, XL_GRID_TEXT, XL_GRID_EDIT_TEXT },
  [XL_PERSON_LIST_GROUP] = { N_("Group"), 6.4, XL_GRID_CENTRE, XL_GRID_EDIT_NUMBER, TRUE },
  [XL_PERSON_LIST_HOUSEHOLD] = { N_("Household"), 7.5, XL_GRID_TEXT, XL_GRID_EDIT_TEXT },
  [XL_PERSON_LIST_RELATION] = { N_("Relation"), 7.4, XL_GRID_TEXT, XL_GRID_EDIT_TEXT },
  [XL_PERSON_LIST_KINDS] = { N_("Kinds"), 8, XL_GRID_TEXT, XL_GRID_EDIT_CODES },
  [XL_PERSON_LIST_PHONE] = { N_("Telephone"), 7.5, XL_GRID_TEXT, XL_GRID_EDIT_TEXT },
  [XL_PERSON_LIST_AWAY] = { N_("Lives"), 5.5, XL_GRID_TEXT, XL_GRID_EDIT_CODE },
  [XL_PERSON_LIST_BIRTH] = { N_("Date of birth"), 6.5, XL_GRID_CENTRE, XL_GRID_EDIT_DATE },
  [XL_PERSON_LIST_ADDRESS] = { N_("Address"), 12, XL_GRID_TEXT, XL_GRID_EDIT_TEXT },
  [XL_PERSON_LIST_NOTE] = { N_("Note"), 12, XL_GRID_TEXT, XL_GRID_EDIT_TEXT },
  [XL_PERSON_LIST_ETHNIC] = { N_("Ethnic group"), 5.5, XL_GRID_TEXT, XL_GRID_EDIT_CODE, FALSE, TRUE },
  [XL_PERSON_LIST_EDUCATION] = { N_("Education"), 6.5, XL_GRID_TEXT, XL_GRID_EDIT_CODE, FALSE, TRUE },
  [XL_PERSON_LIST_POLITICAL] = { N_("Political status"), 6.5, XL_GRID_TEXT, XL_GRID_EDIT_CODE, FALSE, TRUE },
  [XL_PERSON_LIST_MARITAL] = { N_("Marriage"), 5, XL_GRID_TEXT, XL_GRID_EDIT_CODE, FALSE, TRUE },
  [XL_PERSON_LIST_HUKOU] = { N_("Kind of hukou"), 6.5, XL_GRID_TEXT, XL_GRID_EDIT_CODE, FALSE, TRUE },
};
/* As they stand from left to right. */
static const guint8 places[XL_PERSON_LIST_N_FIELDS] = {
  XL_PERSON_LIST_NAME, XL_PERSON_LIST_SEX, XL_PERSON_LIST_AGE, XL_PERSON_LIST_GROUP, XL_PERSON_LIST_HOUSEHOLD,
  XL_PERSON_LIST_RELATION, XL_PERSON_LIST_KINDS, XL_PERSON_LIST_PHONE, XL_PERSON_LIST_NUMBER, XL_PERSON_LIST_AWAY,
  XL_PERSON_LIST_BIRTH, XL_PERSON_LIST_ADDRESS, XL_PERSON_LIST_NOTE, XL_PERSON_LIST_ETHNIC, XL_PERSON_LIST_EDUCATION,
  XL_PERSON_LIST_POLITICAL, XL_PERSON_LIST_MARITAL, XL_PERSON_LIST_HUKOU,
};

static const char *
title_of (XlPersonListColumn column)
{
  return column == XL_PERSON_LIST_NAME ? g_dpgettext2 (NULL, "person", columns[column].title) : _(columns[column].title);
}

static XlTemplate *
make_template (void)
{
  const char *titles[XL_PERSON_LIST_N_FIELDS];

  for (guint i = 0; i < XL_PERSON_LIST_N_FIELDS; i++)
    titles[i] = title_of (i);
  return xl_person_sheet_template (titles);
}

static XlGridColumn *
make_column (XlPeoplePage *self, XlPersonListColumn i, const char *locked)
{
  const char *lock = !columns[i].locked ? locked
                     : i == XL_PERSON_LIST_AGE ? _("Worked out from the other columns.")
                     : _("The group is that of the household.");
  XlGridColumnFlags flags = XL_GRID_SORTABLE | XL_GRID_FILTER | (lock == NULL ? XL_GRID_EDITABLE : 0)
                            | (i == XL_PERSON_LIST_NAME ? XL_GRID_OPENS : 0);
  XlGridColumn *column = xl_grid_column_new ((int) i, xl_person_sheet_key (i), title_of (i), columns[i].width_em, columns[i].kind, flags);
  g_autoptr(XlChoice) choices = NULL;
  XlFieldSpec spec;

  xl_grid_column_set_editor (column, columns[i].editor);
  xl_grid_column_set_lock (column, lock);
  xl_ledger_form_spec (self->t, i, &spec, &choices);
  if (choices != NULL && columns[i].editor != XL_GRID_EDIT_TEXT)
    xl_grid_column_set_choices (column, choices);
  return column;
}

/* What it is narrowed to and sorted by ---------------------------------------------------------------------------- */

static void
show_look (XlPeoplePage *self)
{
  const XlLedgerSort *sort = self->look->sorts->len > 0 ? g_ptr_array_index (self->look->sorts, 0) : NULL;

  for (guint i = 0; i < xl_grid_memory_get_n (self->memory); i++)
    {
      XlGridColumn *column = xl_grid_memory_get_column (self->memory, i);

      xl_grid_column_set_filtered (column, xl_ledger_look_find (self->look, xl_grid_column_get_id (column)) != NULL);
    }
  xl_ledger_chips_show (self->chips, self->t, self->look);
  xl_grid_set_order (self->grid, xl_grid_memory_position_of (self->memory, sort != NULL ? sort->name : "name"),
                     sort != NULL && sort->descending);
}

/* The orders that an index answers; any other column is sorted when it is asked for. */
static void
take_sort (XlPersonQuestion *q, const XlLedgerSort *sort)
{
  static const struct { const char *key; XlPersonOrder order; gboolean turned; } orders[] = {
    { "name", XL_PERSON_ORDER_NAME }, { "household", XL_PERSON_ORDER_PLACE }, { "birth", XL_PERSON_ORDER_BIRTH },
    { "age", XL_PERSON_ORDER_BIRTH, TRUE },      /* the youngest was born last */
    { "number", XL_PERSON_ORDER_NUMBER },
  };

  g_clear_pointer (&q->sort, g_free);
  q->order = XL_PERSON_ORDER_NAME;
  q->descending = sort != NULL && sort->descending;
  if (sort == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (strcmp (orders[i].key, sort->name) == 0)
      {
        q->order = orders[i].order;
        q->descending = sort->descending != orders[i].turned;
        return;
      }
  q->sort = g_strdup (sort->name);
}

/* Puts the look into the question. */
static void
take_look (XlPeoplePage *self)
{
  XlPersonQuestion *q = self->question;

  g_clear_pointer (&q->filters, g_ptr_array_unref);
  q->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  for (guint i = 0; i < self->look->narrows->len; i++)
    g_ptr_array_add (q->filters, xl_ledger_filter_copy (((XlLedgerNarrow *) g_ptr_array_index (self->look->narrows, i))->filter));
  take_sort (q, self->look->sorts->len > 0 ? g_ptr_array_index (self->look->sorts, 0) : NULL);
  show_look (self);
}

static void
look_changed (XlPeoplePage *self)
{
  self->look_read = TRUE;
  xl_grid_memory_set_own (self->memory, LOOK, xl_ledger_look_to_json (self->look));
  take_look (self);
  xl_people_page_ask (self);
}

void
xl_people_page_clear_filters (XlPeoplePage *self)
{
  if (self->look->narrows->len == 0)
    return;
  g_ptr_array_set_size (self->look->narrows, 0);
  look_changed (self);
}

static gboolean
on_order (int column, gboolean descending, gpointer data)
{
  XlPeoplePage *self = data;

  xl_ledger_look_sort (self->look, xl_person_sheet_key (column), descending, FALSE);
  look_changed (self);
  return TRUE;
}

static void
on_sorted (XlLedgerFilterPopover *popover, const char *name, gboolean descending, XlPeoplePage *self)
{
  xl_ledger_look_sort (self->look, name, descending, FALSE);
  look_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_chosen (XlLedgerFilterPopover *popover, const char *name, XlLedgerFilter *filter, const char *words, XlPeoplePage *self)
{
  xl_ledger_look_narrow (self->look, name, filter, words);
  look_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_chip_removed (XlLedgerChips *chips, const char *name, gboolean sort, XlPeoplePage *self)
{
  if (sort)
    xl_ledger_look_unsort (self->look, name);
  else
    xl_ledger_look_narrow (self->look, name, NULL, NULL);
  look_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_chips_cleared (XlLedgerChips *chips, XlPeoplePage *self)
{
  xl_people_page_clear_filters (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* As stored; both the words and the code where words may stand without one. */
static void
on_filter_value (XlGrid *grid, gint64 row, int position, XlPeoplePage *self)
{
  int column = xl_grid_column_get_source_column (xl_grid_get_column (grid, position));
  const XlLedgerField *field = xl_template_field (self->t, (guint) column);
  gboolean number = column == XL_PERSON_LIST_NUMBER;
  const char *shown = xl_paged_rows_peek (self->rows, row, column);
  const char *text = number ? xl_paged_rows_peek (self->rows, row, XL_PERSON_LIST_WHOLE_NUMBER) : shown;
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *words = g_strdup (shown);
  XlValue value = { 0 };
  const char *reason;

  if (text == NULL)
    return;
  if (field->codes != NULL && text[0] != '\0' && xl_value_parse (field, text, &value, &reason))
    {
      g_auto(GStrv) codes = g_strsplit (value.text, ",", -1);

      for (guint i = 0; codes[i] != NULL; i++)
        g_ptr_array_add (values, g_strdup (codes[i]));
      xl_value_clear (&value);
    }
  else
    g_ptr_array_add (values, g_strdup (text));
  g_ptr_array_add (values, NULL);
  xl_ledger_look_narrow (self->look, field->key, xl_ledger_filter_new_values (field->key, (const char *const *) values->pdata),
                         words[0] != '\0' ? words : NULL);
  look_changed (self);
}

/* What stands in a column ----------------------------------------------------------------------------------------- */

typedef struct {
  const XlLedgerField *field;
  GPtrArray           *list;
} Collect;

static char *
value_words (const XlLedgerField *field, const char *value)
{
  const XlLedgerCode *code = field->codes != NULL ? xl_ledger_field_code (field, value) : NULL;

  if (strcmp (field->key, "number") == 0)
    return xl_mask (value, XL_MASK_IDENTITY, XL_MASK_PUBLIC);
  return g_strdup (code != NULL ? code->name : value);
}

static void
on_value (const char *value, gint64 n, gpointer data)
{
  Collect *collect = data;
  XlLedgerDistinct *distinct = g_new0 (XlLedgerDistinct, 1);

  distinct->value = g_strdup (value);
  distinct->words = value[0] != '\0' ? value_words (collect->field, value) : g_strdup ("");
  distinct->n = n;
  g_ptr_array_add (collect->list, distinct);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const XlLedgerDistinct *x = *(XlLedgerDistinct *const *) a, *y = *(XlLedgerDistinct *const *) b;

  if (x->value[0] == '\0' || y->value[0] == '\0')
    return (x->value[0] == '\0') - (y->value[0] == '\0');
  return atoi (x->value) - atoi (y->value);
}

/* Numbers by their size, everything else by how often it stands there. */
static GPtrArray *
read_values (XlDb *db, const XlTemplate *t, gconstpointer question, const char *name, const char *begin, gboolean *more, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_distinct_free);
  Collect collect = { xl_template_field (t, (guint) xl_template_find (t, name)), list };

  if (!xl_person_filter_table_values (db, question, name, begin, XL_LEDGER_MAX_DISTINCT + 1, on_value, &collect, error))
    return NULL;
  *more = list->len > XL_LEDGER_MAX_DISTINCT;
  if (*more)
    g_ptr_array_set_size (list, XL_LEDGER_MAX_DISTINCT);
  if (collect.field->type == XL_LEDGER_INTEGER)
    g_ptr_array_sort (list, compare_numbers);
  return g_steal_pointer (&list);
}

static void
on_filter_clicked (XlGrid *grid, int position, GtkWidget *button, XlPeoplePage *self)
{
  int column = xl_grid_column_get_source_column (xl_grid_get_column (grid, position));
  g_autoptr(XlLedgerValues) values =
    xl_ledger_values_new (self->t, read_values, xl_person_question_copy (self->question), xl_person_question_free);
  graphene_rect_t place;

  if (gtk_widget_compute_bounds (button, GTK_WIDGET (self), &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                                 &(GdkRectangle) { (int) place.origin.x, (int) place.origin.y, (int) place.size.width,
                                                   (int) place.size.height });
  xl_ledger_filter_popover_ask_of (self->popover, values, (guint) column, xl_ledger_look_find (self->look, xl_person_sheet_key (column)));
}

/* Keeping --------------------------------------------------------------------------------------------------------- */

/* The first time what was kept has come, with what the list was narrowed to; later columns were changed. */
static void
on_memory_changed (XlGridMemory *memory, XlPeoplePage *self)
{
  JsonNode *kept = xl_grid_memory_get_own (memory, LOOK);

  if (self->look_read || kept == NULL)
    {
      show_look (self);
      return;
    }
  self->look_read = TRUE;
  xl_ledger_look_free (self->look);
  self->look = xl_ledger_look_from_json (self->t, kept);
  take_look (self);
  if (xl_person_filter_table_asked (self->question) || self->look->sorts->len > 0)
    xl_people_page_ask (self);
}

/* Building -------------------------------------------------------------------------------------------------------- */

GtkWidget *
xl_people_page_build_sheet (XlPeoplePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = xl_grid_new_scrolled (&self->grid);

  self->t = make_template ();
  self->look = xl_ledger_look_new ();
  self->memory = xl_grid_memory_new (self->grid);
  self->chips = XL_LEDGER_CHIPS (xl_ledger_chips_new ());
  self->popover = XL_LEDGER_FILTER_POPOVER (xl_ledger_filter_popover_new (XL_PAGE (self)));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  xl_grid_set_label (self->grid, _("Residents"));
  g_signal_connect (self->grid, "filter-clicked", G_CALLBACK (on_filter_clicked), self);
  g_signal_connect (self->grid, "filter-value", G_CALLBACK (on_filter_value), self);
  g_signal_connect (self->popover, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->popover, "sorted", G_CALLBACK (on_sorted), self);
  g_signal_connect (self->chips, "removed", G_CALLBACK (on_chip_removed), self);
  g_signal_connect (self->chips, "cleared", G_CALLBACK (on_chips_cleared), self);
  g_signal_connect (self->memory, "changed", G_CALLBACK (on_memory_changed), self);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

void
xl_people_page_open_sheet (XlPeoplePage *self)
{
  XlStore *store = xl_page_get_store (XL_PAGE (self));
  const char *locked = xl_store_is_read_only (store) ? _("The office file is open for reading only.") : NULL;

  xl_grid_memory_begin (self->memory, store, "people");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    xl_grid_memory_add (self->memory, make_column (self, places[i], locked), !columns[places[i]].hidden);
  xl_grid_memory_load (self->memory, 1);
  self->source = xl_people_source_new (store, self->rows, self->t, self->question->today);
  xl_paged_source_set_order (XL_PAGED_SOURCE (self->source), on_order, self);
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (self->source));
  show_look (self);
}
