#pragma once

#include "ledgers/xl-ledger-chips-page.h"
#include "ledgers/xl-ledger-filter-page.h"
#include "people/xl-household-card-page.h"
#include "people/xl-household-table.h"
#include "people/xl-life-form-page.h"
#include "people/xl-people-page.h"
#include "people/xl-people-source-page.h"
#include "people/xl-person-card-page.h"
#include "people/xl-person-form-page.h"
#include "people/xl-person-list-table.h"
#include "ui/xl-grid-memory.h"
#include "ui/xl-history-panel.h"

G_BEGIN_DECLS

struct _XlPeoplePage
{
  XlPage            parent_instance;
  XlGrid           *grid, *household_grid;
  GtkWidget        *lists, *view;    /* a stack of the two grids; which part is shown */
  XlPagedRows      *rows;
  XlPersonQuestion *question;

  XlTemplate       *t;              /* the columns of the list of persons, as fields */
  XlPeopleSource   *source;
  XlGridMemory     *memory, *household_memory;
  GtkWidget        *columns, *household_columns;    /* the buttons that choose them; the second: NULL until looked at */
  XlLedgerLook     *look;           /* what the list is narrowed to and sorted by, in its columns */
  gboolean          look_read;      /* as it was kept, or as somebody has changed it since */
  XlLedgerChips    *chips;
  XlLedgerFilterPopover *popover;

  XlPagedRows      *household_rows;  /* NULL until looked at */
  XlHouseholdOrder  household_order;
  gboolean          households_shown;
  char            **views;          /* words of the drop-down's lines */
  XlPeopleCounts    counts;
  char             *office;         /* the own one */

  GtkWidget        *side;           /* a stack of what follows; NULL until the first of them is wanted */
  XlPersonCardView *person_view;
  XlHouseholdCardView *household_view;
  XlPersonForm     *person_form;
  XlLifeForm       *life_form;
  XlHistoryPanel   *history;
  GtkWidget        *history_page;
  XlPersonCard     *card;           /* shown last; NULL */
  XlHouseholdCard  *household;
};

char *xl_people_page_today          (void);
/* The list of persons: asked anew; its sheet (xl-people-sheet-page.c). */
void  xl_people_page_ask            (XlPeoplePage *self);
GtkWidget *xl_people_page_build_sheet (XlPeoplePage *self);
void  xl_people_page_open_sheet     (XlPeoplePage *self);
void  xl_people_page_clear_filters  (XlPeoplePage *self);
/* The list of households, built when it is first looked at (xl-people-households-page.c). */
GtkWidget *xl_people_page_build_households (XlPeoplePage *self);
void  xl_people_page_show_households (XlPeoplePage *self);
void  xl_people_page_ask_households  (XlPeoplePage *self);
/* The side: what stands in it, and how it comes there (xl-people-side-page.c). */
void  xl_people_page_add_side       (XlPeoplePage *self);      /* its actions */
void  xl_people_page_need_side      (XlPeoplePage *self);      /* built, if it was not */
gboolean xl_people_page_side_shows  (XlPeoplePage *self, GtkWidget *child);
void  xl_people_page_open_person    (XlPeoplePage *self, gint64 id, gboolean focus);
void  xl_people_page_open_household (XlPeoplePage *self, gint64 id);
void  xl_people_page_reload_side    (XlPeoplePage *self);
void  xl_people_page_show_side      (XlPeoplePage *self, GtkWidget *child);
/* page.print, page.export: what is seen (xl-people-seen-page.c). */
void  xl_people_page_add_seen       (XlPeoplePage *self);
/* The whole list of the chosen part to a spreadsheet that can be brought in again (xl-people-export-page.c). */
void  xl_people_page_export         (XlPage *page);
/* How columns of people and households are called and their values shown (numbers masked); for the history and for twins. */
const char *xl_people_page_column_title (const char *table_name, const char *column);
char       *xl_people_page_column_words (const char *table_name, const char *column, const char *value);
/* Adding, editing, what happens to people (xl-people-edit-page.c). */
void  xl_people_page_add_edits      (XlPeoplePage *self);
void  xl_people_page_connect_forms  (XlPeoplePage *self);

G_END_DECLS
