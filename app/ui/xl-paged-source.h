#pragma once

#include "store/xl-paged-rows.h"
#include "ui/xl-grid-source.h"

G_BEGIN_DECLS

/* An XlGridSource over a long list of the store (store/xl-paged-rows.h), to be read; a list that is typed in is a subclass that takes
 * cells. */
#define XL_TYPE_PAGED_SOURCE (xl_paged_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (XlPagedSource, xl_paged_source, XL, PAGED_SOURCE, GObject)

struct _XlPagedSourceClass
{
  GObjectClass parent_class;
};

XlPagedSource *xl_paged_source_new       (XlPagedRows *rows);
/* Gives a new one of a subclass its rows. */
void           xl_paged_source_set_rows  (XlPagedSource *self, XlPagedRows *rows);
XlPagedRows   *xl_paged_source_get_rows  (XlPagedSource *self);
/* Called when a header is clicked: ask the rows anew in this order; FALSE: cannot be ordered so. */
typedef gboolean (*XlPagedOrder) (int column, gboolean descending, gpointer user_data);
void           xl_paged_source_set_order (XlPagedSource *self, XlPagedOrder order, gpointer user_data);
/* Text of the totals line; NULL: none. */
void           xl_paged_source_set_total (XlPagedSource *self, int column, const char *text);

G_END_DECLS
