#include "notices/xl-notice-facts-page.h"
#include "notices/xl-notice-sheet-page.h"
#include "notices/xl-notice-task-card-page.h"
#include "notices/xl-notice-viewer-page.h"

#include "base/xl-date.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum { FIELD_TITLE, FIELD_NUMBER, FIELD_RECIPIENTS, FIELD_ISSUERS, FIELD_WRITTEN, FIELD_PUBLISHED, N_FIELDS } Field;

struct _XlNoticeFacts
{
  GtkBox     parent_instance;
  GtkWidget *fields[N_FIELDS];   /* GtkEntry or GtkTextView; NULL: not shown */
  GArray    *facts;              /* XlViewerFact */
  GPtrArray *owners;             /* for each fact the widget that shows it; not owned */
  GPtrArray *cards;              /* XlNoticeTaskCard; not owned */
};
G_DEFINE_FINAL_TYPE (XlNoticeFacts, xl_notice_facts, GTK_TYPE_BOX)

enum { SIGNAL_FACT_PICKED, SIGNAL_TASK_DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Fields --------------------------------------------------------------------------------------------------------------- */

static char *
field_text (GtkWidget *field)
{
  char *text;

  if (field == NULL)
    return NULL;
  if (GTK_IS_EDITABLE (field))
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));
  else
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  g_strstrip (text);
  if (*text != '\0')
    return text;
  g_free (text);
  return NULL;
}

static void
pick (XlNoticeFacts *self, GtkWidget *widget)
{
  for (guint i = 0; i < self->owners->len; i++)
    if (self->owners->pdata[i] == widget)
      {
        g_signal_emit (self, signals[SIGNAL_FACT_PICKED], 0, i);
        return;
      }
}

static void
on_focus (GtkEventController *controller, XlNoticeFacts *self)
{
  pick (self, gtk_event_controller_get_widget (controller));
}

static void
watch_focus (XlNoticeFacts *self, GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (widget, focus);
}

static void
on_activate (GtkWidget *entry)
{
  gtk_widget_child_focus (gtk_widget_get_ancestor (entry, XL_TYPE_NOTICE_FACTS), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
new_long_field (const char *text)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_widget_add_css_class (view, "notice-long");
  return view;
}

static GtkWidget *
new_short_field (const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_connect (entry, "activate", G_CALLBACK (on_activate), NULL);
  return entry;
}

/* How sure the reading is, in a word. */
static const char *
confidence_words (const XlFact *fact)
{
  if (fact == NULL)
    return _("not found");
  return fact->confidence >= XL_FACT_SURE ? _("clear") : _("please check");
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer colour)
{
  gdk_cairo_set_source_rgba (cr, xl_notice_sheet_colour (GPOINTER_TO_UINT (colour)));
  cairo_paint (cr);
}

/* A strip in the colour of the mark. */
GtkWidget *
xl_notice_swatch_new (guint colour)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 4);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch, GUINT_TO_POINTER (colour), NULL);
  return area;
}

/* Room for two lines and more; a text view alone asks for none. */
static GtkWidget *
new_frame (GtkWidget *view)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 58);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 120);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_add_css_class (scrolled, "notice-frame");
  return scrolled;
}

static GtkWidget *
wrap_field (const char *title, const char *note, gboolean doubtful, GtkWidget *field, guint colour)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title), *remark = gtk_label_new (note);

  gtk_widget_add_css_class (label, "field-remark");
  gtk_widget_add_css_class (remark, doubtful ? "amber" : "field-remark");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), remark);
  gtk_box_append (GTK_BOX (body), head);
  gtk_box_append (GTK_BOX (body), GTK_IS_TEXT_VIEW (field) ? new_frame (field) : field);
  gtk_widget_set_hexpand (body, TRUE);
  gtk_box_append (GTK_BOX (row), xl_notice_swatch_new (colour));
  gtk_box_append (GTK_BOX (row), body);
  return row;
}

static void
add_fact (XlNoticeFacts *self, const XlFact *fact, guint colour, GtkWidget *owner)
{
  XlViewerFact item = { fact, colour };

  if (fact == NULL || fact->n_chars == 0)
    return;
  g_array_append_val (self->facts, item);
  g_ptr_array_add (self->owners, owner);
}

/* Building from a notice ------------------------------------------------------------------------------------------------ */

typedef struct {
  const char   *title;
  Field         field;
  guint         colour;
  gboolean      is_long;
  const XlFact *fact;      /* the first, for order and confidence */
  const char   *text;
} Line;

static char *
join_values (const GPtrArray *facts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "、" : "", ((XlFact *) facts->pdata[i])->value);
  return g_string_free (text, FALSE);
}

static const char *
kept_or (const XlNoticeRow *row, const char *kept, const XlFact *fact)
{
  if (row != NULL)
    return kept != NULL ? kept : "";
  return fact != NULL ? fact->value : "";
}

static const XlFact *
first_of (const GPtrArray *facts)
{
  return facts->len > 0 ? facts->pdata[0] : NULL;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const XlFact *x = ((const Line *) a)->fact, *y = ((const Line *) b)->fact;

  if (x == NULL || y == NULL)
    return (x == NULL) - (y == NULL);
  return x->first_char < y->first_char ? -1 : x->first_char > y->first_char;
}

static void
add_line (XlNoticeFacts *self, const Line *line)
{
  GtkWidget *field = line->is_long ? new_long_field (line->text) : new_short_field (line->text);
  gboolean doubtful = line->fact == NULL || line->fact->confidence < XL_FACT_SURE;

  self->fields[line->field] = field;
  watch_focus (self, field);
  gtk_box_append (GTK_BOX (self), wrap_field (line->title, confidence_words (line->fact), doubtful, field, line->colour));
  add_fact (self, line->fact, line->colour, field);
}

static void
add_head (XlNoticeFacts *self, const XlNotice *n, const XlNoticeRow *row)
{
  g_autofree char *issuers = join_values (n->issuers);
  const Line all[] = {
    { _("Document number"), FIELD_NUMBER, 0, FALSE, n->number, kept_or (row, row != NULL ? row->number : NULL, n->number) },
    { _("Title"), FIELD_TITLE, 0, TRUE, n->title, kept_or (row, row != NULL ? row->title : NULL, n->title) },
    { _("Sent to"), FIELD_RECIPIENTS, 1, TRUE, n->recipients_line,
      row != NULL ? kept_or (row, row->recipients, NULL) : n->recipients_line != NULL ? n->recipients_line->raw : "" },
    { _("Issued by"), FIELD_ISSUERS, 1, FALSE, first_of (n->issuers), row != NULL ? kept_or (row, row->issuers, NULL) : issuers },
    { _("Date"), FIELD_WRITTEN, 1, FALSE, n->written_date, kept_or (row, row != NULL ? row->written_date : NULL, n->written_date) },
    { _("Published on"), FIELD_PUBLISHED, 1, FALSE, n->publication_date,
      kept_or (row, row != NULL ? row->publication_date : NULL, n->publication_date) },
  };
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].field != FIELD_PUBLISHED || all[i].fact != NULL)
      g_array_append_val (lines, all[i]);
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    add_line (self, &g_array_index (lines, Line, i));
  for (guint i = 1; i < n->issuers->len; i++)
    add_fact (self, n->issuers->pdata[i], 1, self->fields[FIELD_ISSUERS]);
}

static GtkWidget *
add_section (XlNoticeFacts *self, const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  gtk_box_append (GTK_BOX (self), label);
  return label;
}

static void
on_task_done (XlNoticeFacts *self, gint64 id)
{
  g_signal_emit (self, signals[SIGNAL_TASK_DONE], 0, id);
}

/* The deadline a task was made from: its mark. */
static const XlFact *
fact_of_task (const XlNotice *n, const XlTask *task)
{
  for (guint i = 0; task->raw != NULL && i < n->deadlines->len; i++)
    if (strcmp (((XlNoticeDeadline *) n->deadlines->pdata[i])->fact->raw, task->raw) == 0)
      return ((XlNoticeDeadline *) n->deadlines->pdata[i])->fact;
  return NULL;
}

static void
add_tasks (XlNoticeFacts *self, const XlNotice *n, GPtrArray *tasks, gboolean kept)
{
  add_section (self, tasks->len > 0 ? _("To be done") : _("The notice asks for nothing by a day."));
  for (guint i = 0; i < tasks->len; i++)
    {
      XlTask *task = tasks->pdata[i];
      const XlFact *fact = fact_of_task (n, task);
      GtkWidget *card = xl_notice_task_card_new (task, kept);
      GtkWidget *field = xl_notice_task_card_get_field (XL_NOTICE_TASK_CARD (card));

      g_ptr_array_add (self->cards, card);
      watch_focus (self, field);
      add_fact (self, fact, 2, field);
      g_signal_connect_swapped (card, "done", G_CALLBACK (on_task_done), self);
      gtk_box_append (GTK_BOX (self), card);
    }
  g_ptr_array_set_free_func (tasks, NULL);   /* each belongs to its card */
  g_ptr_array_unref (tasks);
}

static GtkWidget *
add_plain (XlNoticeFacts *self, const char *text, guint colour)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), xl_notice_swatch_new (colour));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (self), row);
  watch_focus (self, label);
  return label;
}

static void
add_rest (XlNoticeFacts *self, const XlNotice *n)
{
  if (n->contacts->len > 0)
    add_section (self, _("Whom to ask"));
  for (guint i = 0; i < n->contacts->len; i++)
    {
      const XlContact *c = n->contacts->pdata[i];
      g_autofree char *text = g_strdup_printf ("%s  %s  %s", c->name != NULL ? c->name : "", c->phone != NULL ? c->phone : "",
                                               c->email != NULL ? c->email : "");

      add_fact (self, c->fact, 3, add_plain (self, g_strstrip (text), 3));
    }
  if (n->attachments->len > 0)
    add_section (self, _("Attachments"));
  for (guint i = 0; i < n->attachments->len; i++)
    {
      const XlFact *fact = n->attachments->pdata[i];

      add_fact (self, fact, 4, add_plain (self, fact->value, 4));
    }
}

static void
add_warning (XlNoticeFacts *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "amber");
  gtk_box_append (GTK_BOX (self), label);
}

/* What is bent in the file is said before anything else. */
static void
add_warnings (XlNoticeFacts *self, const XlNoticeFile *file)
{
  for (guint i = 0; i < file->notice->suspicious->len && i < 1; i++)
    {
      g_autofree char *text = g_strdup_printf (_("An advertisement was put into the text and is left out: %s"),
                                               ((XlFact *) file->notice->suspicious->pdata[i])->raw);

      add_warning (self, text);
    }
  for (guint i = 0; file->read->warnings[i] != NULL; i++)
    add_warning (self, strcmp (file->read->warnings[i], "launch") == 0 ? _("The file wants to start a program. Nothing was started.")
                                                                       : _("The file contains a script. It was not run."));
  if (file->text->n_noise > 0)
    add_warning (self, _("Readings in brackets, left over from a conversion, are left out of the text."));
  if (file->read->ocr_missing)
    add_warning (self, _("Some pages are pictures, and this machine cannot read pictures of text: please fill in what is missing."));
  else if (file->read->unread->len > 0)
    add_warning (self, _("Some pages could not be read: please fill in what is missing."));
}

/* Public ----------------------------------------------------------------------------------------------------------------- */

void
xl_notice_facts_set (XlNoticeFacts *self, const XlNoticeFile *file, const XlNoticeRow *row, GPtrArray *tasks, gboolean kept)
{
  GtkWidget *child;

  g_return_if_fail (XL_IS_NOTICE_FACTS (self));
  g_array_set_size (self->facts, 0);
  g_ptr_array_set_size (self->owners, 0);
  g_ptr_array_set_size (self->cards, 0);
  memset (self->fields, 0, sizeof self->fields);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  if (file == NULL)
    return;
  add_warnings (self, file);
  add_head (self, file->notice, row);
  add_tasks (self, file->notice, tasks, kept);
  add_rest (self, file->notice);
}

const GArray *
xl_notice_facts_list (XlNoticeFacts *self)
{
  return self->facts;
}

void
xl_notice_facts_focus (XlNoticeFacts *self, guint fact)
{
  g_return_if_fail (XL_IS_NOTICE_FACTS (self));
  if (fact < self->owners->len)
    gtk_widget_grab_focus (self->owners->pdata[fact]);
}

static gboolean
check_date (GtkWidget *field)
{
  g_autofree char *text = field_text (field);
  gboolean good = text == NULL || xl_date_is_valid (text);

  if (field != NULL && good)
    gtk_widget_remove_css_class (field, "bad");
  else if (field != NULL)
    {
      gtk_widget_add_css_class (field, "bad");
      gtk_widget_grab_focus (field);
    }
  return good;
}

gboolean
xl_notice_facts_check (XlNoticeFacts *self)
{
  gboolean good = check_date (self->fields[FIELD_WRITTEN]) && check_date (self->fields[FIELD_PUBLISHED]);

  for (guint i = 0; good && i < self->cards->len; i++)
    good = xl_notice_task_card_check (self->cards->pdata[i]);
  return good;
}

static void
replace (char **where, char *text)
{
  g_free (*where);
  *where = text;
}

void
xl_notice_facts_fill_row (XlNoticeFacts *self, XlNoticeRow *row)
{
  g_return_if_fail (XL_IS_NOTICE_FACTS (self));
  replace (&row->title, field_text (self->fields[FIELD_TITLE]));
  replace (&row->number, field_text (self->fields[FIELD_NUMBER]));
  replace (&row->recipients, field_text (self->fields[FIELD_RECIPIENTS]));
  replace (&row->issuers, field_text (self->fields[FIELD_ISSUERS]));
  replace (&row->written_date, field_text (self->fields[FIELD_WRITTEN]));
  replace (&row->publication_date, field_text (self->fields[FIELD_PUBLISHED]));
}

GPtrArray *
xl_notice_facts_get_tasks (XlNoticeFacts *self)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_task_free);

  for (guint i = 0; i < self->cards->len; i++)
    {
      XlTask *task = xl_notice_task_card_get_task (self->cards->pdata[i]);

      if (task != NULL)
        g_ptr_array_add (tasks, task);
    }
  return tasks;
}

static void
xl_notice_facts_finalize (GObject *object)
{
  XlNoticeFacts *self = XL_NOTICE_FACTS (object);

  g_array_unref (self->facts);
  g_ptr_array_unref (self->owners);
  g_ptr_array_unref (self->cards);
  G_OBJECT_CLASS (xl_notice_facts_parent_class)->finalize (object);
}

static void
xl_notice_facts_class_init (XlNoticeFactsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = xl_notice_facts_finalize;
  signals[SIGNAL_FACT_PICKED] = g_signal_new ("fact-picked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_TASK_DONE] = g_signal_new ("task-done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
xl_notice_facts_init (XlNoticeFacts *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "notice-facts");
  self->facts = g_array_new (FALSE, FALSE, sizeof (XlViewerFact));
  self->owners = g_ptr_array_new ();
  self->cards = g_ptr_array_new ();
}

GtkWidget *
xl_notice_facts_new (void)
{
  return g_object_new (XL_TYPE_NOTICE_FACTS, NULL);
}
