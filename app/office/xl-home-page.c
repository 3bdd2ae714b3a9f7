#include "office/xl-home-page.h"

#include "office/xl-backup-copies.h"
#include "office/xl-home-card-row.h"
#include "office/xl-home-cards.h"
#include "people/xl-person-table.h"
#include "ui/xl-action.h"
#include "ui/xl-flow.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>

struct _XlHomePage
{
  XlPage     parent_instance;
  GtkWidget *columns[3];
  GtkWidget *steps, *cards;     /* first run; later */
  GtkWidget *body;              /* GtkStack of the two */
};
G_DEFINE_FINAL_TYPE (XlHomePage, xl_home_page, XL_TYPE_PAGE)

/* --- asking ------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *today, *path;
} Question;

typedef struct {
  gint64     n_persons;
  GPtrArray *cards;             /* XlHomeCard */
  gint64     backed_up_at;      /* 0: never */
  GError    *problem;           /* of a room that could not answer; the others are shown */
} Answer;

static void
question_free (Question *question)
{
  g_free (question->today);
  g_free (question->path);
  g_free (question);
}

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->cards, g_ptr_array_unref);
  g_clear_error (&answer->problem);
  g_free (answer);
}

static gpointer
read_home (XlDb *db, gpointer data, GError **error)
{
  Question *question = data;
  XlPersonQuery everybody = { .absent = TRUE };
  Answer *answer = g_new0 (Answer, 1);

  answer->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_home_card_free);
  answer->n_persons = xl_person_table_count (db, &everybody, error);
  answer->backed_up_at = xl_backup_copies_newest (question->path);
  if (answer->n_persons < 0)
    {
      answer_free (answer);
      return NULL;
    }
  for (const XlHomeProvider *provider = xl_home_providers; *provider != NULL; provider++)
    {
      g_autoptr(GError) local = NULL;

      if (!(*provider) (db, question->today, answer->cards, &local) && answer->problem == NULL)
        answer->problem = g_steal_pointer (&local);
    }
  return answer;
}

/* --- showing ------------------------------------------------------------------------------------------------------ */

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  const XlHomeCard *x = *(XlHomeCard *const *) a, *y = *(XlHomeCard *const *) b;

  return x->rank - y->rank;
}

static void
empty_columns (XlHomePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    {
      GtkWidget *title = gtk_widget_get_first_child (self->columns[i]), *child;

      while ((child = gtk_widget_get_next_sibling (title)) != NULL)
        gtk_box_remove (GTK_BOX (self->columns[i]), child);
    }
}

static void
say_backup (XlHomePage *self, gint64 at)
{
  g_autoptr(GDateTime) when = at != 0 ? g_date_time_new_from_unix_local (at) : NULL;
  g_autofree char *time = when != NULL ? g_date_time_format (when, "%Y-%m-%d %H:%M") : NULL;
  g_autofree char *words = time != NULL ? g_strdup_printf (_("Last backup: %s (checked)"), time)
                                        : g_strdup (_("Not backed up yet"));

  xl_page_set_summary (XL_PAGE (self), words);
}

/* The first run begins on its one button; later the focus stays where it is. */
static void
show_body (XlHomePage *self, GtkWidget *body)
{
  gboolean first = body == self->steps && gtk_stack_get_visible_child (GTK_STACK (self->body)) != body;

  gtk_stack_set_visible_child (GTK_STACK (self->body), body);
  if (first)
    gtk_widget_child_focus (body, GTK_DIR_TAB_FORWARD);
}

static void
show_answer (XlPage *page, gpointer result, gpointer user_data)
{
  XlHomePage *self = XL_HOME_PAGE (page);
  XlWindow *window = xl_window_of (GTK_WIDGET (page));
  Answer *answer = result;

  show_body (self, answer->n_persons == 0 ? self->steps : self->cards);
  say_backup (self, answer->backed_up_at);
  if (answer->problem != NULL)
    xl_page_say_error (page, answer->problem);
  empty_columns (self);
  g_ptr_array_sort (answer->cards, compare_cards);
  for (guint i = 0; i < answer->cards->len; i++)
    {
      const XlHomeCard *card = g_ptr_array_index (answer->cards, i);

      gtk_box_append (GTK_BOX (self->columns[card->column]), xl_home_card_row_new (card));
      if (card->room != NULL && window != NULL)
        xl_window_set_waiting (window, card->room, card->waiting);
    }
}

static void
load (XlPage *page)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  Question *question = g_new0 (Question, 1);

  question->today = g_date_time_format (now, "%Y-%m-%d");
  question->path = g_strdup (xl_store_get_path (xl_page_get_store (page)));
  xl_page_read (page, "home", read_home, question, (GDestroyNotify) question_free, (GDestroyNotify) answer_free,
                show_answer, NULL);
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_column (const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "home-column-title");
  gtk_widget_add_css_class (box, "home-column");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
build_cards (XlHomePage *self)
{
  static const char *const titles[] = { N_("To do today"), N_("This month"), N_("How things stand") };
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *flow = xl_flow_new (3, 18);

  gtk_widget_add_css_class (flow, "home");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      self->columns[i] = make_column (_(titles[i]));
      xl_flow_add (XL_FLOW (flow), self->columns[i]);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), flow);
  return scroll;
}

static void
add_step (GtkWidget *box, const char *number, const char *text, const char *label, const char *action)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *mark = gtk_label_new (number);
  GtkWidget *words = gtk_label_new (text);
  GtkWidget *button;

  gtk_widget_add_css_class (mark, "number");
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), words);
  if (label != NULL)
    {
      button = gtk_button_new_with_label (label);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "primary");
      xl_action_set (button, action);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
build_steps (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "welcome");
  add_step (box, "1 ✓", _("The village is chosen and its office file is made."), NULL, NULL);
  add_step (box, "2", _("Bring in the register of residents: a spreadsheet from WPS, Excel or LibreOffice, as it is."),
            _("Bring in the register"), "win.import");
  add_step (box, "3", _("Look at it, mend what is marked, and begin."), NULL, NULL);
  return box;
}

static void
xl_home_page_class_init (XlHomePageClass *klass)
{
  XlPageClass *page_class = XL_PAGE_CLASS (klass);

  page_class->open = load;
  page_class->refresh = load;
}

static void
xl_home_page_init (XlHomePage *self)
{
  XlPage *page = XL_PAGE (self);

  xl_page_set_title (page, _("Home"));
  xl_page_set_help (
      page, _("This page answers what must be done today: deadlines from notices, this month's visits, and how "
               "the village stands. Every number opens the rows behind it."));
  self->body = gtk_stack_new ();
  self->cards = build_cards (self);
  self->steps = build_steps ();
  gtk_stack_add_child (GTK_STACK (self->body), self->cards);
  gtk_stack_add_child (GTK_STACK (self->body), self->steps);
  xl_page_set_content (page, self->body);
  xl_page_add_secondary (page, _("Back up now"), "win.backup");
}
