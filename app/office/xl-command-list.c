#include "office/xl-command-list.h"

#include "base/xl-base-commands.h"
#include "exchange/xl-import-commands.h"
#include "filings/xl-filing-commands.h"
#include "ledgers/xl-indicator-commands.h"
#include "ledgers/xl-attachment-commands.h"
#include "ledgers/xl-ledger-commands.h"
#include "ledgers/xl-ledger-layout-commands.h"
#include "notices/xl-notice-commands.h"
#include "office/xl-demo-commands.h"
#include "office/xl-kinds.h"
#include "office/xl-office-commands.h"
#include "people/xl-person-merge-commands.h"
#include "store/xl-search-commands.h"
#include "store/xl-store-commands.h"

const XlCommand *const xl_command_lists[] = {
  xl_filing_commands,
  xl_demo_commands,
  xl_exchange_commands,
  xl_kinds_commands,
  xl_office_commands,
  xl_base_commands,
  xl_indicator_commands,
  xl_attachment_commands,
  xl_ledger_commands,
  xl_layout_commands,
  xl_person_merge_commands,
  xl_search_commands,
  xl_notice_commands,
  xl_store_commands,
  NULL
};
