#pragma once

#include "ledgers/xl-template.h"
#include "ui/xl-paged-source.h"

G_BEGIN_DECLS

/**
 * XlPeopleSource:
 *
 * The list of persons as a sheet: cells are typed, pasted and filled in as in a ledger, and lines beyond the end make persons of the
 * own office.  The columns are those of xl_person_sheet_template ().
 */
#define XL_TYPE_PEOPLE_SOURCE (xl_people_source_get_type ())
G_DECLARE_FINAL_TYPE (XlPeopleSource, xl_people_source, XL, PEOPLE_SOURCE, XlPagedSource)

XlPeopleSource *xl_people_source_new        (XlStore *store, XlPagedRows *rows, XlTemplate *t, const char *today);
/* Whose new persons are; none are made before. */
void            xl_people_source_set_office (XlPeopleSource *self, const char *office);

G_END_DECLS
