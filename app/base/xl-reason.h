#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Why something is refused or flagged: constant English marked N_() (or words of a template), and after a tab what it speaks of:
 * "the balance carried down is %s\t43,642.44".
 */

/* The two as one reason.  @detail: (nullable).  Free with g_free (). */
char *xl_reason_new   (const char *reason, const char *detail);

/**
 * xl_reason_words:
 * @reason: such a reason; one without a tab is a plain one
 * @translate: (nullable): gettext (); NULL leaves English, for JSON
 *
 * The sentence: the detail stands where the reason says %s, else behind it after a colon.   Thread: any.
 * Returns: (transfer full)
 */
char *xl_reason_words (const char *reason, char *(*translate) (const char *text));

G_END_DECLS
