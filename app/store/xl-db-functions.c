#include "store/xl-db-functions.h"

gboolean
xl_db_functions_register (XlDb *db, GError **error)
{
  return TRUE;
}
