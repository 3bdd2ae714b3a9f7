#pragma once

#include "ui/xl-grid-source.h"

G_BEGIN_DECLS

/* A source of as many rows as wanted whose cells say where they are: "r7c2"; it counts what it is asked for. */
#define XL_TYPE_TEST_SOURCE (xl_test_source_get_type ())
G_DECLARE_FINAL_TYPE (XlTestSource, xl_test_source, XL, TEST_SOURCE, GObject)

XlGridSource *xl_test_source_new     (gint64 n_rows);
gint64        xl_test_source_n_peeks (XlTestSource *self);
/* Rows from here on are "on their way" until the next call. */
void          xl_test_source_hold    (XlTestSource *self, gint64 from);

G_END_DECLS
