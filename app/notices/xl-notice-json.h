#pragma once

#include "notices/xl-notice.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Adds the members of a read notice (title … cited) to the open object of @builder: the keys of tests/notices/samples. */
void xl_notice_add_json (JsonBuilder *builder, const XlNotice *notice);

/**
 * xl_notice_add_places:
 *
 * Adds the member "places": for each fact its name, page, rectangles [x0, y0, x1, y1] in points from the top left, and
 * confidence.
 */
void xl_notice_add_places (JsonBuilder *builder, const XlNotice *notice, const XlNoticeText *text);

/* The lines of @fact on its pages: GArray of XlTextPlace, one a line. */
GArray *xl_fact_places (const XlFact *fact, const XlNoticeText *text);

G_END_DECLS
