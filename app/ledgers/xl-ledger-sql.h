#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/*
 * The SQL of a ledger's table, made from its template.  Names in it are keys that xl_template_parse () let through: a–z, 0–9 and _.
 * Every name is quoted all the same; words of the template stand in it only as string literals.
 */

/* CREATE TABLE and its indexes, where they are not there yet. */
char *xl_ledger_sql_create (const XlTemplate *t);
/* ALTER TABLE … ADD COLUMN for field @i. */
char *xl_ledger_sql_add    (const XlTemplate *t, guint i);
/* The triggers that keep the records in the search (cache_search), replacing older ones: they name columns. */
char *xl_ledger_sql_search (const XlTemplate *t);
/* INSERT with parameters: ?1 id, ?2 office, ?3 period, ?4 source, ?5 flags, ?6 created_at, then stored fields in order. */
char *xl_ledger_sql_insert (const XlTemplate *t);
/* UPDATE with the same parameters. */
char *xl_ledger_sql_update (const XlTemplate *t);
/* SELECT with those columns in that order, up to and without WHERE. */
char *xl_ledger_sql_select (const XlTemplate *t);
/* The SQL type of field @i with its checks. */
char *xl_ledger_sql_type   (const XlTemplate *t, guint i);

G_END_DECLS
