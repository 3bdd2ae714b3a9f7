#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * XlChoicePopover:
 *
 * A short list of words below an entry.  The entry keeps the focus; Up, Down, Enter and Escape are its while the list is shown.
 *
 * Signal: "chosen" (guint tag): Enter or a click on a line.
 */
#define XL_TYPE_CHOICE_POPOVER (xl_choice_popover_get_type ())
G_DECLARE_FINAL_TYPE (XlChoicePopover, xl_choice_popover, XL, CHOICE_POPOVER, GObject)

/* So many lines at most are worth reading. */
#define XL_CHOICE_POPOVER_MOST 60

/* Instead of a tag: the first line is chosen, or none until the arrow down. */
#define XL_CHOICE_FIRST G_MAXUINT
#define XL_CHOICE_NONE  (G_MAXUINT - 1)

/* @entry: stands in a widget that calls xl_choice_popover_get_popover () to place it. */
XlChoicePopover *xl_choice_popover_new     (GtkWidget *entry);
GtkWidget       *xl_choice_popover_get_popover (XlChoicePopover *self);

void             xl_choice_popover_clear   (XlChoicePopover *self);
/* @detail: (nullable): in faded ink after it.  @tag: what "chosen" says. */
void             xl_choice_popover_add     (XlChoicePopover *self, guint tag, const char *words, const char *detail);
/* Shows the list with the line of @tag chosen; without lines it hides. */
void             xl_choice_popover_show    (XlChoicePopover *self, guint tag);
void             xl_choice_popover_hide    (XlChoicePopover *self);
gboolean         xl_choice_popover_is_shown (XlChoicePopover *self);
/* Takes the chosen line, as Enter does.  FALSE: no line is chosen. */
gboolean         xl_choice_popover_take    (XlChoicePopover *self);

G_END_DECLS
