#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-indicator-table.h"

G_BEGIN_DECLS

/* One indicator as a line of the page: number, title, bar against the target, value, verdict in words and colour.
 * @verdicts, @values: keep the lines of one table in columns. */
GtkWidget *xl_indicator_row_new     (guint number, const XlIndicator *n, const XlIndicatorValue *v, GtkSizeGroup *values,
                                     GtkSizeGroup *verdicts);

G_END_DECLS
