#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"
#include "ui/xl-form.h"

G_BEGIN_DECLS

/**
 * XlDraftBar:
 *
 * Keeps what is typed into a form in the office file while one types, so that a power cut loses at most half a second of it, and
 * offers what was kept when the form is opened again: "Not saved: 王桂兰 (yesterday 16:20) 〔Continue〕〔Discard〕".  While an old draft
 * is offered, what is typed now goes to another slot: neither overwrites the other.
 *
 * Signal: "restored" (): a draft is in the form now.
 */
#define XL_TYPE_DRAFT_BAR (xl_draft_bar_get_type ())
G_DECLARE_FINAL_TYPE (XlDraftBar, xl_draft_bar, XL, DRAFT_BAR, GtkBox)

GtkWidget  *xl_draft_bar_new    (void);
/* The form is filled for something new (after xl_draft_bar_end ()): @name says which form and record ("ledger:elder-visit",
 * "person:7").  @keys: NULL-terminated: the fields that are typed into.  @title_key: (nullable): the field whose words call the
 * draft by its name. */
void        xl_draft_bar_begin  (XlDraftBar *self, XlStore *store, XlForm *form, const char *name,
                                 const char *const *keys, const char *title_key);
/* The form is left, saved or about to be filled anew: nothing more is kept.  What is pending is written first when @keep. */
void        xl_draft_bar_end    (XlDraftBar *self, gboolean keep);
/* What is typed is being saved: nothing is kept meanwhile.  The slot that the save forgets in the same edit; NULL when nothing was
 * kept yet. */
const char *xl_draft_bar_hold   (XlDraftBar *self);
/* The save was refused: what stands there is kept again. */
void        xl_draft_bar_resume (XlDraftBar *self);
/* Forgets the draft of what is typed now, after a save that did not. */
void        xl_draft_bar_forget (XlDraftBar *self);
/* For tests: as the buttons do. */
gboolean    xl_draft_bar_is_offering (XlDraftBar *self);
void        xl_draft_bar_continue    (XlDraftBar *self);
void        xl_draft_bar_discard     (XlDraftBar *self);

G_END_DECLS
