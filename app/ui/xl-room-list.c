#include "ui/xl-room.h"

#include "exchange/xl-import-dialog.h"
#include "filings/xl-filings-page.h"
#include "ledgers/xl-indicators-page.h"
#include "ledgers/xl-ledgers-page.h"
#include "notices/xl-notices-page.h"
#include "office/xl-backup-copies.h"
#include "office/xl-home-page.h"
#include "office/xl-settings-page.h"
#include "people/xl-people-page.h"

#include <glib/gi18n.h>

/* In the order of the sidebar. */
const XlRoom xl_rooms[] = {
  { "home", N_("Home"), "xl-home-symbolic", xl_home_page_get_type, NULL },
  { "people", N_("Residents"), "xl-people-symbolic", xl_people_page_get_type, "person household" },
  { "ledgers", N_("Ledgers"), "xl-ledgers-symbolic", xl_ledgers_page_get_type, "ledger_*" },
  { "indicators", N_("Indicators"), "xl-indicators-symbolic", xl_indicators_page_get_type, NULL },
  { "filings", N_("Filings"), "xl-filings-symbolic", xl_filings_page_get_type, "filing" },
  { "notices", N_("Notices"), "xl-notices-symbolic", xl_notices_page_get_type, "notice" },
  { "settings", N_("Settings"), "xl-settings-symbolic", xl_settings_page_get_type, NULL },
  { NULL }
};

const XlRoomAction xl_room_actions[] = {
  { "backup", NULL, xl_backup_copies_make },
  { "import", NULL, xl_import_dialog_open },
  { "restore", NULL, xl_backup_copies_restore },
  { NULL }
};
