#pragma once

#include "store/xl-store.h"

G_BEGIN_DECLS

/* The three columns of the home page. */
typedef enum { XL_HOME_TODAY, XL_HOME_MONTH, XL_HOME_STATE } XlHomeColumn;

/* One line of a card. */
typedef struct {
  char *text;          /* "交养老服务负责人名单" */
  char *value;         /* (nullable) shown large: "12/31", "1,203" */
  char *note;          /* (nullable) small: "还有 6 天 · 11月27日" */
  char *room, *view;   /* (nullable) where a click leads: xl_window_show_view () */
  char *kind;          /* (nullable) or a record: xl_window_show_record () */
  gint64 id;
  int   urgency;       /* 0 plain, 1 soon (amber), 2 overdue (seal red), -1 met (green) */
} XlHomeLine;

/* A bar of the small chart of a card. */
typedef struct { char *name; gint64 value; char *room, *view; } XlHomeBar;

typedef struct {
  XlHomeColumn column;
  int          rank;       /* smaller stands higher */
  char        *title;
  GPtrArray   *lines;      /* XlHomeLine */
  GPtrArray   *bars;       /* XlHomeBar; may be empty */
  char        *room;       /* (nullable) whose number in the sidebar … */
  guint        waiting;    /* … is this */
} XlHomeCard;
XlHomeCard *xl_home_card_new  (XlHomeColumn column, int rank, const char *title);
void        xl_home_card_free (XlHomeCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlHomeCard, xl_home_card_free)
/* Adds an empty line or bar to fill; owned by the card. */
XlHomeLine *xl_home_card_line (XlHomeCard *card, const char *text);
XlHomeBar  *xl_home_card_bar  (XlHomeCard *card, const char *name, gint64 value);

/**
 * XlHomeProvider:
 * @today: "YYYY-MM-DD"
 * @cards: add XlHomeCard here, as many as wanted; none when there is nothing to say
 *
 * What a room shows on the home page.  Runs on a reader thread.
 * Every provider is a line of the list in xl-home-page.c.
 */
typedef gboolean (*XlHomeProvider) (XlDb *db, const char *today, GPtrArray *cards, GError **error);

G_END_DECLS
