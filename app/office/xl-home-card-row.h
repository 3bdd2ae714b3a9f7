#pragma once

#include <gtk/gtk.h>

#include "office/xl-home.h"

G_BEGIN_DECLS

/* The widget of a card: its title, its lines as buttons that lead to their rows, its bars. */
GtkWidget *xl_home_card_row_new (const XlHomeCard *card);

G_END_DECLS
