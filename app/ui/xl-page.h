#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

/**
 * XlPage:
 *
 * The base of every room's page: a head (title, filter entry, secondary and primary actions), the content, a side panel
 * that slides over when the window is narrow, an empty state, and the way to the store that never waits.
 *
 * A page adds its actions to xl_page_get_actions (): they are called "page.NAME" by buttons, menus and shortcuts.
 * The window calls "page.new" for Ctrl+N, "page.print" for Ctrl+P and "page.export" for Ctrl+E when they exist.
 *
 * Thread: main.
 */
#define XL_TYPE_PAGE (xl_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (XlPage, xl_page, XL, PAGE, GtkBox)

struct _XlPageClass
{
  GtkBoxClass parent_class;

  /* The page is in a window and xl_page_get_store () answers: load.  Called once. */
  void     (*open)           (XlPage *self);
  /* Something in the store changed (by anyone); called when the page is seen, at once or when it is shown next. */
  void     (*refresh)        (XlPage *self);
  /* The filter entry rests at @text ("" when empty). */
  void     (*filter)         (XlPage *self, const char *text);
  /* Shows one record: @kind is the table ("person", "notice", "ledger_elder_visit").  FALSE: not one of this page's. */
  gboolean (*show_record)    (XlPage *self, const char *kind, gint64 id);
  /* Shows the rows behind a number: @view is a word of the page's own ("kind=3", "missing=2026-06"). */
  gboolean (*show_view)      (XlPage *self, const char *view);
};

/* --- what a page says of itself ------------------------------------------------------------------------------------*/

void          xl_page_set_title      (XlPage *self, const char *title);
const char   *xl_page_get_title      (XlPage *self);
/* F1: what this page is for and which keys it has; paragraphs divided by "\n\n". */
void          xl_page_set_help       (XlPage *self, const char *help);
const char   *xl_page_get_help       (XlPage *self);
/* What the status line shows at its end while the page is seen: "1,203 people · 3 selected". */
void          xl_page_set_summary    (XlPage *self, const char *text);
const char   *xl_page_get_summary    (XlPage *self);

/* --- building ----------------------------------------------------------------------------------------------------- */

/* The widget that fills the page. */
void          xl_page_set_content    (XlPage *self, GtkWidget *content);
/* What of the content takes the focus when the page gives it: the list, though buttons stand before it.  Lives as long as the page. */
void          xl_page_set_work       (XlPage *self, GtkWidget *work);
/* The panel at the side; shown and hidden with xl_page_show_side ().  Esc hides it. */
void          xl_page_set_side       (XlPage *self, GtkWidget *side);
void          xl_page_show_side      (XlPage *self, gboolean show);
gboolean      xl_page_side_shown     (XlPage *self);
/* The one action in seal red: a verb, and "page.NAME" or "win.NAME". */
void          xl_page_set_primary    (XlPage *self, const char *label, const char *action);
/* A quiet button left of it; as many as wanted, in order. */
GtkWidget    *xl_page_add_secondary  (XlPage *self, const char *label, const char *action);
/* Any other widget of the head (a period switch), left of the filter. */
void          xl_page_add_head       (XlPage *self, GtkWidget *widget);
/* Whether the filter entry is there (it is not, unless asked for), and what it says while empty. */
void          xl_page_enable_filter  (XlPage *self, const char *hint);
const char   *xl_page_get_filter     (XlPage *self);
void          xl_page_set_filter     (XlPage *self, const char *text);
/* One sentence and one button instead of the content; @sentence NULL: the content again. */
void          xl_page_set_empty      (XlPage *self, const char *sentence, const char *label, const char *action);

GActionMap   *xl_page_get_actions    (XlPage *self);
/* Adds "page.NAME" without parameter. */
typedef void (*XlPageAction) (XlPage *self);
void          xl_page_add_action     (XlPage *self, const char *name, XlPageAction run);
void          xl_page_enable_action  (XlPage *self, const char *name, gboolean enabled);

/* --- the store ---------------------------------------------------------------------------------------------------- */

XlStore      *xl_page_get_store      (XlPage *self);      /* (transfer none) (nullable) */

/**
 * xl_page_read:
 * @slot: names the question; a newer one of the same slot cancels and silences the older
 * @func: runs on a reader thread with @data
 * @done: gets the answer on the main thread; it owns nothing: the page frees the answer with @free_result afterwards,
 *   unless @free_result is NULL
 *
 * An error is said in the status line (XL_ERROR_NOT_FOUND is not: the record is gone) and @done is not called.  A page
 * that goes away cancels.
 */
typedef void (*XlPageReadDone) (XlPage *self, gpointer result, gpointer user_data);
void          xl_page_read           (XlPage *self, const char *slot, XlReadFunc func, gpointer data,
                                      GDestroyNotify free_data, GDestroyNotify free_result,
                                      XlPageReadDone done, gpointer user_data);

/**
 * xl_page_write:
 * @label: what is done, in words: it stands in the log, on the undo button and in the status line
 * @done: (nullable): gets @result of @func (0 or more), or -1 with @error; NULL: errors are said by xl_alert ()
 *
 * One edit on the writer thread.  When it is done the status line says @label with 〔Undo〕.
 */
typedef void (*XlPageWriteDone) (XlPage *self, gint64 result, const GError *error, gpointer user_data);
void          xl_page_write          (XlPage *self, XlChangeKind kind, const char *label, XlWriteFunc func,
                                      gpointer data, GDestroyNotify free_data, XlPageWriteDone done,
                                      gpointer user_data);

/* --- speaking ----------------------------------------------------------------------------------------------------- */

/* The status line says @text until the next message. */
void          xl_page_say            (XlPage *self, const char *text);
/* The same with 〔View〕, which runs @view_action ("win.show-record(('person', int64 7))"), and 〔Undo〕. */
void          xl_page_say_done       (XlPage *self, const char *text, const char *view_action, gboolean undoable);
/* An error in words (xl_error_sentence ()) in the status line. */
void          xl_page_say_error      (XlPage *self, const GError *error);
/* Work longer than half a second: @fraction 0…1, or negative when unknown; "" ends it.  @cancellable: a Cancel button.
 */
void          xl_page_set_progress   (XlPage *self, const char *text, double fraction, GCancellable *cancellable);

/* For the window ------------------------------------------------------------------------------------------------- */

void          xl_page_open           (XlPage *self);
void          xl_page_changed        (XlPage *self);      /* the store changed */
gboolean      xl_page_show_record    (XlPage *self, const char *kind, gint64 id);
gboolean      xl_page_show_view      (XlPage *self, const char *view);
void          xl_page_focus_filter   (XlPage *self);      /* Ctrl+F */

G_END_DECLS
