#include "ledgers/xl-ledger-hidden.h"

gboolean
xl_ledger_field_hides (const XlLedgerField *field)
{
  return g_strcmp0 (field->from_person, "id_number") == 0 || g_strcmp0 (field->sensitive, "identity") == 0
         || g_strcmp0 (field->sensitive, "bank") == 0;
}
