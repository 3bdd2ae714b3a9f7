#pragma once

#include "store/xl-sql.h"

G_BEGIN_DECLS

/**
 * xl_workday_table_add:
 *
 * Lets SQL on @handle call workday (day, n): the n-th working day after the day, weekends worked in exchange included, public
 * holidays left out; NULL when either is missing, no date, or n is above 1,000.
 *
 * Shape:  day and result "YYYY-MM-DD".   Source: data/codes/holiday_cn.tsv; years it does not know have weekends alone.
 * Errors: those of SQLite.   Thread: the connection's.
 */
int xl_workday_table_add (sqlite3 *handle);

G_END_DECLS
