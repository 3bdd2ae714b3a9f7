#include "ledgers/xl-ledger-filter-page.h"

#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-value.h"

#include <glib/gi18n.h>
#include <string.h>

#define LIST_HEIGHT 260

struct _XlLedgerValues
{
  gatomicrefcount    refs;
  XlTemplate        *t;
  XlLedgerValuesFunc read;
  gpointer           question;
  GDestroyNotify     free_question;
};

struct _XlLedgerFilterPopover
{
  GtkPopover     parent_instance;
  XlPage        *page;            /* a weak pointer */
  XlLedgerValues *values;
  guint          field;
  GtkWidget     *range, *low, *high, *search, *list, *scrolled, *say;
  GHashTable    *ticked;          /* value → words */
  gboolean       more;            /* not all values are here */
  gboolean       filling;
};
enum { CHOSEN, SORTED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerFilterPopover, xl_ledger_filter_popover, GTK_TYPE_POPOVER)

XlLedgerValues *
xl_ledger_values_new (XlTemplate *t, XlLedgerValuesFunc read, gpointer question, GDestroyNotify free_question)
{
  XlLedgerValues *values = g_new0 (XlLedgerValues, 1);

  g_atomic_ref_count_init (&values->refs);
  values->t = xl_template_ref (t);
  values->read = read;
  values->question = question;
  values->free_question = free_question;
  return values;
}

static XlLedgerValues *
ref_values (XlLedgerValues *values)
{
  g_atomic_ref_count_inc (&values->refs);
  return values;
}

void
xl_ledger_values_unref (XlLedgerValues *values)
{
  if (!g_atomic_ref_count_dec (&values->refs))
    return;
  values->free_question (values->question);
  xl_template_free (values->t);
  g_free (values);
}

static const XlLedgerField *
field_of (XlLedgerFilterPopover *self)
{
  return xl_template_field (self->values->t, self->field);
}

static gboolean
has_range (const XlLedgerField *f)
{
  switch (f->type)
    {
    case XL_LEDGER_INTEGER:
    case XL_LEDGER_DECIMAL:
    case XL_LEDGER_MONEY:
    case XL_LEDGER_MINUTES:
    case XL_LEDGER_DATE:
    case XL_LEDGER_MONTH:
    case XL_LEDGER_TIME:
      return TRUE;
    default:
      return g_strcmp0 (f->from_person, "age") == 0 || g_strcmp0 (f->from_person, "birth_date") == 0;
    }
}

static const char *
text_in (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* Choosing -------------------------------------------------------------------------------------------------------- */

static void
choose (XlLedgerFilterPopover *self, XlLedgerFilter *filter, const char *words)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, field_of (self)->key, filter, words);
}

static void
say (XlLedgerFilterPopover *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->say), words);
  gtk_widget_set_visible (self->say, words[0] != '\0');
}

/* As stored; NULL for a blank entry.  FALSE: it cannot be read. */
static gboolean
read_bound (XlLedgerFilterPopover *self, GtkWidget *entry, char **stored)
{
  XlValue value = { 0 };
  const char *reason = NULL;

  *stored = NULL;
  if (text_in (entry)[0] == '\0')
    return TRUE;
  if (!xl_value_parse (field_of (self), text_in (entry), &value, &reason))
    {
      say (self, _(reason));
      gtk_widget_grab_focus (entry);
      return FALSE;
    }
  if (value.set)
    *stored = value.text != NULL ? g_strdup (value.text) : g_strdup_printf ("%" G_GINT64_FORMAT, value.number);
  xl_value_clear (&value);
  return TRUE;
}

static void
choose_range (XlLedgerFilterPopover *self)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (read_bound (self, self->low, &low) && read_bound (self, self->high, &high))
    choose (self, xl_ledger_filter_new_range (field_of (self)->key, low, high), NULL);
}

static gboolean
is_shown (GtkWidget *check)
{
  return gtk_widget_get_visible (check);
}

static void
add_words (GString *text, const char *words)
{
  if (text->len > 0)
    g_string_append (text, C_("list", ", "));
  g_string_append (text, words[0] != '\0' ? words : C_("filter", "blank"));
}

/* The values ticked, or with @all every value that the list shows. */
static void
choose_values (XlLedgerFilterPopover *self, gboolean all)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autoptr(GString) words = g_string_new (NULL);
  GHashTableIter iter;
  gpointer value, name;

  g_hash_table_iter_init (&iter, self->ticked);
  while (!all && g_hash_table_iter_next (&iter, &value, &name))
    {
      g_ptr_array_add (values, value);
      add_words (words, name);
    }
  for (GtkWidget *check = gtk_widget_get_first_child (self->list); all && check != NULL; check = gtk_widget_get_next_sibling (check))
    if (is_shown (check))
      {
        g_ptr_array_add (values, g_object_get_data (G_OBJECT (check), "xl-value"));
        add_words (words, g_object_get_data (G_OBJECT (check), "xl-words"));
      }
  if (values->len == 0)
    {
      say (self, _("Nothing like that stands in this column."));
      return;
    }
  g_ptr_array_add (values, NULL);
  choose (self, xl_ledger_filter_new_values (field_of (self)->key, (const char *const *) values->pdata),
          values->len - 1 <= 3 ? words->str : NULL);
}

static gboolean
can_contain (const XlLedgerField *f)
{
  return f->type == XL_LEDGER_PERSON
         || (f->codes == NULL && f->type != XL_LEDGER_YES_NO && !xl_ledger_field_is_number (f->type));
}

static void
on_accept (GtkWidget *widget, XlLedgerFilterPopover *self)
{
  if (text_in (self->low)[0] != '\0' || text_in (self->high)[0] != '\0')
    choose_range (self);
  else if (g_hash_table_size (self->ticked) > 0)
    choose_values (self, FALSE);
  else if (text_in (self->search)[0] == '\0')
    choose (self, NULL, NULL);
  else if (can_contain (field_of (self)))
    choose (self, xl_ledger_filter_new_contains (field_of (self)->key, text_in (self->search)), NULL);
  else
    choose_values (self, TRUE);
}

static void
on_clear (GtkButton *button, XlLedgerFilterPopover *self)
{
  choose (self, NULL, NULL);
}

static void
on_blank (GtkButton *button, XlLedgerFilterPopover *self)
{
  choose (self, xl_ledger_filter_new (XL_LEDGER_FILTER_EMPTY, field_of (self)->key), NULL);
}

static void
on_filled (GtkButton *button, XlLedgerFilterPopover *self)
{
  choose (self, xl_ledger_filter_new (XL_LEDGER_FILTER_FILLED, field_of (self)->key), NULL);
}

static void
sort (XlLedgerFilterPopover *self, gboolean descending)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SORTED], 0, field_of (self)->key, descending);
}

static void
on_rising (GtkButton *button, XlLedgerFilterPopover *self)
{
  sort (self, FALSE);
}

static void
on_falling (GtkButton *button, XlLedgerFilterPopover *self)
{
  sort (self, TRUE);
}

/* The values ------------------------------------------------------------------------------------------------------ */

typedef struct {
  XlLedgerValues *values;
  char           *name, *begin;
} Question;

typedef struct {
  GPtrArray *values;        /* XlLedgerDistinct */
  gboolean   more;
} Answer;

static void
question_free (gpointer data)
{
  Question *q = data;

  xl_ledger_values_unref (q->values);
  g_free (q->name);
  g_free (q->begin);
  g_free (q);
}

static void
answer_free (gpointer data)
{
  Answer *a = data;

  g_ptr_array_unref (a->values);
  g_free (a);
}

static gpointer
read_values (XlDb *db, gpointer data, GError **error)
{
  const Question *q = data;
  gboolean more = FALSE;
  GPtrArray *values = q->values->read (db, q->values->t, q->values->question, q->name, q->begin, &more, error);
  Answer *answer;

  if (values == NULL)
    return NULL;
  answer = g_new0 (Answer, 1);
  answer->values = values;
  answer->more = more;
  return answer;
}

static void
on_ticked (GtkCheckButton *check, XlLedgerFilterPopover *self)
{
  const char *value = g_object_get_data (G_OBJECT (check), "xl-value");

  if (self->filling)
    return;
  if (gtk_check_button_get_active (check))
    g_hash_table_replace (self->ticked, g_strdup (value), g_strdup (g_object_get_data (G_OBJECT (check), "xl-words")));
  else
    g_hash_table_remove (self->ticked, value);
}

static void
add_value (XlLedgerFilterPopover *self, const XlLedgerDistinct *d)
{
  const char *words = d->value[0] != '\0' ? d->words : C_("filter", "blank");
  g_autofree char *label = g_strdup_printf (C_("value, how often", "%s (%ld)"), words, (long) d->n);
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (check), "xl-value", g_strdup (d->value), g_free);
  g_object_set_data_full (G_OBJECT (check), "xl-words", g_strdup (d->words), g_free);
  if (g_hash_table_contains (self->ticked, d->value))
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      g_hash_table_replace (self->ticked, g_strdup (d->value), g_strdup (d->words));
    }
  g_signal_connect (check, "toggled", G_CALLBACK (on_ticked), self);
  gtk_box_append (GTK_BOX (self->list), check);
}

static void
empty_list (XlLedgerFilterPopover *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
}

static void
show_fitting (XlLedgerFilterPopover *self)
{
  g_autofree char *wanted = g_utf8_casefold (text_in (self->search), -1);

  for (GtkWidget *check = gtk_widget_get_first_child (self->list); check != NULL; check = gtk_widget_get_next_sibling (check))
    {
      g_autofree char *words = g_utf8_casefold (g_object_get_data (G_OBJECT (check), "xl-words"), -1);

      gtk_widget_set_visible (check, strstr (words, wanted) != NULL);
    }
}

static void
on_values (XlPage *page, gpointer result, gpointer data)
{
  XlLedgerFilterPopover *self = data;
  const Answer *answer = result;

  self->filling = TRUE;
  empty_list (self);
  for (guint i = 0; i < answer->values->len; i++)
    add_value (self, g_ptr_array_index (answer->values, i));
  self->filling = FALSE;
  self->more = answer->more;
  say (self, self->more ? _("There are more values. Type what the one you want has in it.") : "");
}

static void
ask_values (XlLedgerFilterPopover *self, const char *begin)
{
  Question *q;

  if (self->page == NULL)
    return;
  q = g_new0 (Question, 1);
  q->values = ref_values (self->values);
  q->name = g_strdup (field_of (self)->key);
  q->begin = g_strdup (begin);
  xl_page_read (self->page, "filter-values", read_values, q, question_free, answer_free, on_values, self);
}

static void
on_search (GtkSearchEntry *entry, XlLedgerFilterPopover *self)
{
  if (self->values == NULL)
    return;
  if (self->more)
    ask_values (self, text_in (self->search));
  else
    show_fitting (self);
}

void
xl_ledger_filter_popover_ask_of (XlLedgerFilterPopover *self, XlLedgerValues *list, guint field, const XlLedgerFilter *now)
{
  gboolean values = now != NULL && now->kind == XL_LEDGER_FILTER_VALUES;
  gboolean contains = now != NULL && now->kind == XL_LEDGER_FILTER_CONTAINS;
  const XlLedgerField *f = xl_template_field (list->t, field);

  ref_values (list);
  g_clear_pointer (&self->values, xl_ledger_values_unref);
  self->values = list;
  self->field = field;
  self->more = FALSE;
  g_hash_table_remove_all (self->ticked);
  for (guint i = 0; values && now->values[i] != NULL; i++)
    g_hash_table_insert (self->ticked, g_strdup (now->values[i]), g_strdup (""));      /* words come with the values */
  empty_list (self);
  say (self, "");
  gtk_editable_set_text (GTK_EDITABLE (self->low), "");
  gtk_editable_set_text (GTK_EDITABLE (self->high), "");
  gtk_editable_set_text (GTK_EDITABLE (self->search), contains ? now->text : "");
  gtk_widget_set_visible (self->range, has_range (f));
  ask_values (self, NULL);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (has_range (f) ? self->low : self->search);
}

static GPtrArray *
read_of_sheet (XlDb *db, const XlTemplate *t, gconstpointer question, const char *name, const char *begin, gboolean *more, GError **error)
{
  return xl_ledger_query_table_distinct (db, t, ((const XlLedgerSheet *) question)->query, name, begin, more, error);
}

void
xl_ledger_filter_popover_ask (XlLedgerFilterPopover *self, XlLedgerSheet *sheet, guint field, const XlLedgerFilter *now)
{
  g_autoptr(XlLedgerValues) list = xl_ledger_values_new (sheet->t, read_of_sheet, xl_ledger_sheet_ref (sheet), xl_ledger_sheet_release);

  xl_ledger_filter_popover_ask_of (self, list, field, now);
}

/* The widget ------------------------------------------------------------------------------------------------------ */

static void
xl_ledger_filter_popover_dispose (GObject *object)
{
  XlLedgerFilterPopover *self = XL_LEDGER_FILTER_POPOVER (object);

  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->values, xl_ledger_values_unref);
  G_OBJECT_CLASS (xl_ledger_filter_popover_parent_class)->dispose (object);
}

static void
xl_ledger_filter_popover_finalize (GObject *object)
{
  g_hash_table_unref (XL_LEDGER_FILTER_POPOVER (object)->ticked);
  G_OBJECT_CLASS (xl_ledger_filter_popover_parent_class)->finalize (object);
}

static void
xl_ledger_filter_popover_class_init (XlLedgerFilterPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_ledger_filter_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_ledger_filter_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", XL_TYPE_LEDGER_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                  G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SORTED] = g_signal_new ("sorted", XL_TYPE_LEDGER_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static GtkWidget *
make_button (XlLedgerFilterPopover *self, GtkWidget *box, const char *label, GCallback run)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect (button, "clicked", run, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_entry (XlLedgerFilterPopover *self, GtkWidget *box, const char *label)
{
  GtkWidget *words = gtk_label_new (label), *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (entry, "activate", G_CALLBACK (on_accept), self);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static GtkWidget *
add_line (GtkWidget *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), line);
  return line;
}

static void
make_list (XlLedgerFilterPopover *self, GtkWidget *box)
{
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("With these words in it"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("With these words in it"), -1);
  g_signal_connect (self->search, "search-changed", G_CALLBACK (on_search), self);
  g_signal_connect (self->search, "activate", G_CALLBACK (on_accept), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), LIST_HEIGHT);
  self->say = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->say), 0);
  gtk_label_set_wrap (GTK_LABEL (self->say), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->say), 30);
  gtk_widget_add_css_class (self->say, "note");
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_box_append (GTK_BOX (box), self->say);
}

static void
xl_ledger_filter_popover_init (XlLedgerFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *line;

  self->ticked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  line = add_line (box);
  make_button (self, line, C_("sort", "Rising ↑"), G_CALLBACK (on_rising));
  make_button (self, line, C_("sort", "Falling ↓"), G_CALLBACK (on_falling));
  self->range = add_line (box);
  self->low = make_entry (self, self->range, C_("range", "From"));
  self->high = make_entry (self, self->range, C_("range", "to"));
  make_list (self, box);
  line = add_line (box);
  make_button (self, line, C_("filter", "Blank"), G_CALLBACK (on_blank));
  make_button (self, line, C_("filter", "Filled in"), G_CALLBACK (on_filled));
  line = add_line (box);
  make_button (self, line, C_("filter", "All"), G_CALLBACK (on_clear));
  gtk_widget_add_css_class (make_button (self, line, C_("filter", "Filter"), G_CALLBACK (on_accept)), "primary");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);      /* without a compositor its corners are black */
}

GtkWidget *
xl_ledger_filter_popover_new (XlPage *page)
{
  XlLedgerFilterPopover *self = g_object_new (XL_TYPE_LEDGER_FILTER_POPOVER, NULL);

  g_set_weak_pointer (&self->page, page);
  return GTK_WIDGET (self);
}
