#pragma once

#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/* What benches of long lists share: main thread, a store's list beside plain SQL on a connection of its own. */

double xl_bench_milliseconds_since (gint64 start);
/* Milliseconds of work of all threads so far: on a busy machine they tell more than time does. */
double xl_bench_cpu                (void);
/* The most this process has had, in MB. */
double xl_bench_memory             (void);
/* The best of three: until the first 100 rows of @sql are there. */
double xl_bench_peek_first         (XlDb *db, const char *sql);

/* Asks @rows for @question and prints: until the first rows are there and their cells, until every key is, and the longest turn of the
 * main loop; beside @peer on @db. */
void   xl_bench_ask                (XlPagedRows *rows, XlDb *db, const char *what, gpointer question, GDestroyNotify free_question,
                                    const char *peer);
/* Fifty jumps through all of @rows, until the cells are there. */
void   xl_bench_jump               (XlPagedRows *rows);

G_END_DECLS
