#include "people/xl-people-page-private.h"

#include "base/xl-code.h"
#include "office/xl-office-table.h"
#include "people/xl-duplicates-dialog.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (XlPeoplePage, xl_people_page, XL_TYPE_PAGE)

char *
xl_people_page_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* The list ------------------------------------------------------------------------------------------------------------ */

void
xl_people_page_ask (XlPeoplePage *self)
{
  xl_paged_rows_ask (self->rows, xl_person_question_copy (self->question), xl_person_question_free);
}

static void
on_activated (XlGrid *grid, gint64 row, int column, XlPeoplePage *self)
{
  xl_people_page_open_person (self, xl_grid_get_cursor_id (grid), FALSE);
}

/* The card follows the cursor while it is shown. */
static void
on_cursor_moved (XlGrid *grid, gint64 row, int column, XlPeoplePage *self)
{
  gint64 id = xl_grid_get_cursor_id (grid);

  if (id != 0 && xl_people_page_side_shows (self, (GtkWidget *) self->person_view)
      && (self->card == NULL || self->card->person->id != id))
    xl_people_page_open_person (self, id, FALSE);
}

static void
on_clicked (GtkGestureClick *gesture, int n_press, double x, double y, XlPeoplePage *self)
{
  gint64 id = xl_grid_get_cursor_id (self->grid);
  gboolean in_form = xl_people_page_side_shows (self, (GtkWidget *) self->person_form)
                     || xl_people_page_side_shows (self, (GtkWidget *) self->life_form);

  if (id != 0 && n_press == 1 && !in_form)
    xl_people_page_open_person (self, id, FALSE);
}

/* What is there instead of rows --------------------------------------------------------------------------------------- */

static gboolean
is_narrowed (const XlPersonQuestion *q)
{
  return q->text != NULL || q->kind != NULL || q->flagged || q->group_no != 0 || (q->filters != NULL && q->filters->len > 0);
}

static void
update_empty (XlPeoplePage *self)
{
  XlPage *page = XL_PAGE (self);

  if (self->households_shown || !xl_paged_rows_is_complete (self->rows) || xl_paged_rows_get_n_rows (self->rows) > 0 || xl_page_side_shown (page))
    xl_page_set_empty (page, NULL, NULL, NULL);
  else if (is_narrowed (self->question))
    xl_page_set_empty (page, _("Nobody fits."), _("Show everybody"), "page.show-all");
  else
    xl_page_set_empty (page, _("There is nobody in this file yet. Bring in the register you keep, as it is."), _("Import…"),
                       "win.import");
}

/* How many there are -------------------------------------------------------------------------------------------------- */

static void
update_summary (XlPeoplePage *self)
{
  gint64 n = xl_paged_rows_get_n_rows (self->rows);
  gboolean whole = !is_narrowed (self->question);
  int n_people = (int) self->counts.people, n_households = (int) self->counts.households;
  g_autofree char *all = g_strdup_printf (ngettext ("%d person", "%d people", (gulong) n_people), n_people);
  g_autofree char *households = g_strdup_printf (ngettext ("%d household", "%d households", (gulong) n_households), n_households);
  g_autofree char *text = whole ? g_strdup_printf ("%s · %s", all, households) : g_strdup_printf (_("%d shown · %s in all"), (int) n, all);

  xl_page_set_summary (XL_PAGE (self), text);
  update_empty (self);
}

static gpointer
read_counts (XlDb *db, gpointer data, GError **error)
{
  XlPeopleCounts counts;

  return xl_person_list_count (db, &counts, error) ? g_memdup2 (&counts, sizeof counts) : NULL;
}

static void
on_counts (XlPage *page, gpointer answer, gpointer data)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  self->counts = *(XlPeopleCounts *) answer;
  update_summary (self);
}

static gpointer
read_office (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlOffice) office = xl_office_table_own (db, error);

  return office != NULL ? g_strdup (office->code) : NULL;
}

static void
on_office (XlPage *page, gpointer answer, gpointer data)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  g_free (self->office);
  self->office = g_strdup (answer);
  xl_people_source_set_office (self->source, self->office);
}

/* Which part of the list ---------------------------------------------------------------------------------------------- */

static void
add_households (XlPeoplePage *self)
{
  gtk_stack_add_named (GTK_STACK (self->lists), xl_people_page_build_households (self), "households");
  self->household_columns = xl_grid_memory_make_button (self->household_memory);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->columns)), self->household_columns);
}

static void
set_view (XlPeoplePage *self, const char *view)
{
  XlPersonQuestion *q = self->question;

  self->households_shown = strcmp (view, "households") == 0;
  if (self->households_shown && self->household_grid == NULL)
    add_households (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->lists), self->households_shown ? "households" : "people");
  gtk_widget_set_visible (self->columns, !self->households_shown);
  if (self->household_columns != NULL)
    gtk_widget_set_visible (self->household_columns, self->households_shown);
  if (self->households_shown)
    {
      xl_page_set_empty (XL_PAGE (self), NULL, NULL, NULL);
      xl_people_page_show_households (self);
      return;
    }
  g_clear_pointer (&q->kind, g_free);
  q->flagged = strcmp (view, "flagged") == 0;
  q->absent = strcmp (view, "absent") == 0;
  q->group_no = g_str_has_prefix (view, "group=") ? atoi (view + strlen ("group=")) : 0;
  if (g_str_has_prefix (view, "kind="))
    q->kind = g_strdup (view + strlen ("kind="));
  xl_people_page_ask (self);
}

static void
on_show_all (XlPage *page)
{
  xl_page_set_filter (page, "");
  xl_people_page_clear_filters (XL_PEOPLE_PAGE (page));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (XL_PEOPLE_PAGE (page)->view), 0);
  set_view (XL_PEOPLE_PAGE (page), "all");
}

static void
on_view_selected (GtkDropDown *down, GParamSpec *pspec, XlPeoplePage *self)
{
  guint selected = gtk_drop_down_get_selected (down);

  if (self->rows == NULL || selected >= g_strv_length (self->views))
    return;
  if (strcmp (self->views[selected], "duplicates") != 0)
    {
      set_view (self, self->views[selected]);
      return;
    }
  gtk_drop_down_set_selected (down, 0);   /* not a part of the list, but what is asked about all of it */
  xl_duplicates_dialog_show (XL_PAGE (self));
}

static void
add_view (GPtrArray *words, GtkStringList *names, char *word, const char *name)
{
  g_ptr_array_add (words, word);
  gtk_string_list_append (names, name);
}

static void
add_views (XlPeoplePage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GPtrArray *words = g_ptr_array_new ();
  const XlCodeTable *kinds = xl_code_table (XL_CODE_KIND);

  add_view (words, names, g_strdup ("all"), _("Everybody"));
  add_view (words, names, g_strdup ("households"), _("Households"));
  for (guint i = 0; i < xl_code_table_n (kinds); i++)
    {
      const char *code = xl_code_table_code (kinds, i);

      add_view (words, names, g_strconcat ("kind=", code, NULL), xl_code_name (kinds, code));
    }
  add_view (words, names, g_strdup ("flagged"), _("Identity number to be checked"));
  add_view (words, names, g_strdup ("absent"), _("Also the dead and those away"));
  add_view (words, names, g_strdup ("duplicates"), _("Possible duplicates…"));
  g_ptr_array_add (words, NULL);
  self->views = (char **) g_ptr_array_free (words, FALSE);
  self->view = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  xl_speak_name (self->view, _("Which residents"));
  g_signal_connect (self->view, "notify::selected", G_CALLBACK (on_view_selected), self);
  xl_page_add_head (XL_PAGE (self), self->view);
}

/* The page's own functions -------------------------------------------------------------------------------------------- */

static void
load_counts (XlPeoplePage *self)
{
  xl_page_read (XL_PAGE (self), "counts", read_counts, NULL, NULL, g_free, on_counts, NULL);
}

/* Everybody is counted when the rows are there: the two would be in each other's way. */
static void
on_first_listed (XlPeoplePage *self)
{
  g_signal_handlers_disconnect_by_func (self->rows, on_first_listed, self);
  load_counts (self);
}

static void
people_page_open (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  self->rows = xl_paged_rows_new (xl_page_get_store (page), &xl_person_list_kind);
  g_signal_connect_object (self->rows, "reset", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "rows-changed", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "listed", G_CALLBACK (on_first_listed), self, G_CONNECT_SWAPPED);
  xl_people_page_open_sheet (self);
  xl_people_page_ask (self);
  xl_page_read (page, "office", read_office, NULL, NULL, g_free, on_office, NULL);
}

static void
people_page_refresh (XlPage *page)
{
  load_counts (XL_PEOPLE_PAGE (page));
  xl_people_page_reload_side (XL_PEOPLE_PAGE (page));
}

static void
people_page_filter (XlPage *page, const char *text)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  g_free (self->question->text);
  self->question->text = text[0] != '\0' ? g_strdup (text) : NULL;
  if (self->households_shown)
    xl_people_page_ask_households (self);
  else
    xl_people_page_ask (self);
}

static gboolean
people_page_show_record (XlPage *page, const char *kind, gint64 id)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->rows == NULL)
    return FALSE;
  if (strcmp (kind, "household") == 0)
    xl_people_page_open_household (self, id);
  else if (strcmp (kind, "person") == 0)
    xl_people_page_open_person (self, id, TRUE);
  else
    return FALSE;
  return TRUE;
}

static gboolean
people_page_show_view (XlPage *page, const char *view)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->rows == NULL)
    return FALSE;
  xl_people_page_clear_filters (self);      /* a number elsewhere is that of all of them */
  if (view[0] == '\0')
    view = "all";
  for (guint i = 0; self->views[i] != NULL; i++)
    if (strcmp (self->views[i], view) == 0)
      {
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->view), i);
        return TRUE;
      }
  set_view (self, view);
  return TRUE;
}

static void
xl_people_page_dispose (GObject *object)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_object (&self->memory);
  g_clear_object (&self->household_memory);
  g_clear_object (&self->source);
  g_clear_object (&self->rows);
  g_clear_object (&self->household_rows);
  g_clear_pointer (&self->card, xl_person_card_free);
  g_clear_pointer (&self->household, xl_household_card_free);
  G_OBJECT_CLASS (xl_people_page_parent_class)->dispose (object);
}

static void
xl_people_page_finalize (GObject *object)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (object);

  xl_person_question_free (self->question);
  g_clear_pointer (&self->look, xl_ledger_look_free);
  xl_template_free (self->t);
  g_strfreev (self->views);
  g_free (self->office);
  G_OBJECT_CLASS (xl_people_page_parent_class)->finalize (object);
}

static void
xl_people_page_class_init (XlPeoplePageClass *klass)
{
  XlPageClass *page_class = XL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_people_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_people_page_finalize;
  page_class->open = people_page_open;
  page_class->refresh = people_page_refresh;
  page_class->filter = people_page_filter;
  page_class->show_record = people_page_show_record;
  page_class->show_view = people_page_show_view;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_D, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "page.duplicates", NULL);
}

/* Above the lists a line for the button of the columns: the head has no room left in a narrow window. */
static GtkWidget *
make_content (XlPeoplePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_widget_add_css_class (bar, "ledger-bar");
  gtk_widget_set_halign (bar, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (bar), self->columns);
  gtk_widget_set_vexpand (self->lists, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->lists);
  return box;
}

static void
xl_people_page_init (XlPeoplePage *self)
{
  XlPage *page = XL_PAGE (self);
  GtkGesture *click = gtk_gesture_click_new ();

  xl_page_set_title (page, _("Residents"));
  xl_page_set_help (page, _("Everybody of the village, once.\n\n"
                            "Type above the list to find somebody: characters of the name, pinyin or its initials (zs), or the "
                            "last four digits of the identity number or telephone.\n\n"
                            "Enter on a name opens the card at the side (Alt+Enter in any column), Ctrl+N adds somebody, Ctrl+Shift+D "
                            "looks for people who stand here twice, Ctrl+Z takes the last change back.\n\n"
                            "Cells are typed in as in a spreadsheet: F2 or simply typing changes one, Ctrl+V pastes a block from WPS, the "
                            "empty line at the end takes new people. Age, group and household follow from elsewhere. The funnel in a "
                            "column's head narrows the list to values, a range or what is blank; Columns shows and hides them."));
  self->question = g_new0 (XlPersonQuestion, 1);
  self->question->today = xl_people_page_today ();
  self->lists = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->lists), xl_people_page_build_sheet (self), "people");
  g_signal_connect (self->grid, "cell-activated", G_CALLBACK (on_activated), self);
  g_signal_connect (self->grid, "cursor-moved", G_CALLBACK (on_cursor_moved), self);
  g_signal_connect (click, "released", G_CALLBACK (on_clicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (click));
  self->columns = xl_grid_memory_make_button (self->memory);
  xl_page_set_content (page, make_content (self));
  xl_page_set_work (page, self->lists);
  add_views (self);
  xl_page_enable_filter (page, _("Name, pinyin, last four digits"));
  xl_page_add_secondary (page, _("Import…"), "win.import");
  xl_page_set_primary (page, _("New resident"), "page.new");
  xl_page_add_action (page, "show-all", on_show_all);
  xl_people_page_add_seen (self);
  xl_page_add_action (page, "duplicates", xl_duplicates_dialog_show);
  xl_people_page_add_edits (self);
  xl_people_page_add_side (self);
}
