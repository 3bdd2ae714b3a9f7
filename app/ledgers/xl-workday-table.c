#include "ledgers/xl-workday-table.h"

#include "base/xl-date.h"

#define MAX_DAYS 1000

static void
on_workday (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *day = (const char *) sqlite3_value_text (values[0]);
  gint64 n = sqlite3_value_int64 (values[1]);
  char out[11];

  if (day == NULL || sqlite3_value_type (values[1]) == SQLITE_NULL || n < -MAX_DAYS || n > MAX_DAYS
      || !xl_workday_add (day, (int) n, out, NULL))
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, out, -1, SQLITE_TRANSIENT);
}

int
xl_workday_table_add (sqlite3 *handle)
{
  return sqlite3_create_function_v2 (handle, "workday", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, on_workday,
                                     NULL, NULL, NULL);
}
