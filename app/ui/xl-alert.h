#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * XlAlert:
 *
 * A modal window for a decision or a refusal: a sentence in bold, what was kept and what to do, and the buttons.
 * Escape is the answer of the cancel button.
 */
typedef struct {
  const char *title;      /* what happened, one sentence */
  const char *text;       /* (nullable) what was kept, what to do */
  const char *accept;     /* (nullable) a verb; NULL: only the cancel button */
  const char *cancel;     /* (nullable) NULL: "Close" alone, "Cancel" beside @accept */
  const char *other;      /* (nullable) a third answer, at the start */
  gboolean    danger;     /* @accept destroys something: not the default */
} XlAlertWords;

typedef enum { XL_ALERT_CANCEL, XL_ALERT_ACCEPT, XL_ALERT_OTHER } XlAlertAnswer;
typedef void (*XlAlertDone) (XlAlertAnswer answer, gpointer user_data);

/* Shows it above the window of @parent; @done (nullable) is called once.  Thread: main. */
void  xl_alert_show  (GtkWidget *parent, const XlAlertWords *words, XlAlertDone done, gpointer user_data);
/* An error in words, with Close. */
void  xl_alert_error (GtkWidget *parent, const char *what, const GError *error);

/* What @error means for the person at the screen, translated: what happened and what to do.  Thread: main. */
char *xl_error_sentence (const GError *error);

G_END_DECLS
