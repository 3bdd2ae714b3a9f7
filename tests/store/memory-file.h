#pragma once

/* An office file in memory, empty, of this version. */
#include "store/xl-db.h"
#include "store/xl-schema.h"

static inline XlDb *
memory_file_open (void)
{
  g_autoptr(GError) error = NULL;
  XlDb *db = xl_db_open (":memory:", XL_DB_CREATE, &error);

  g_assert_no_error (error);
  xl_schema_ensure (db, &error);
  g_assert_no_error (error);
  return db;
}
