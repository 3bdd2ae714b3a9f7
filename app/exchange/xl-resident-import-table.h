#pragma once

#include "exchange/xl-import.h"

G_BEGIN_DECLS

/**
 * xl_resident_import_target, xl_household_import_target:
 *
 * Registers of residents (居民花名册) and of households (农户信息台账).  Two rows with one valid number are one person; a row
 * without one is the person whose name and birth or household it has.  Blank cells never erase; a list of another
 * village only fills what is missing; of a person's rows on the home list the first of an import counts.
 */
extern const XlImportTarget xl_resident_import_target;
extern const XlImportTarget xl_household_import_target;

G_END_DECLS
