#pragma once

#include <glib.h>

#define XL_MONEY_MAX_FEN       G_GINT64_CONSTANT (9000000000000000)
#define XL_MONEY_NOT_AN_AMOUNT N_("this is no amount of money")
#define XL_MONEY_TOO_LARGE     N_("the amount is too large")

G_BEGIN_DECLS

/* Reads an amount in Chinese numerals: 壹万零伍元叁角, 三万五千.  Returns why it is none, or NULL. */
const char *xl_money_read_words (const char *text, gint64 *fen);

G_END_DECLS
