#include "store/xl-db-functions.h"
#include "store/xl-db-private.h"
#include "store/xl-id-list.h"
#include "store/xl-scan.h"
#include "store/xl-search-tokenizer.h"

gboolean
xl_db_functions_register (XlDb *db, GError **error)
{
  xl_db_set_search_log (db, xl_search_log_new (db));
  return xl_search_tokenizer_register (db, error) && xl_id_list_register (db, error) && xl_scan_register (db, error);
}
