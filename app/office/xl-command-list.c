#include "office/xl-command-list.h"

#include "store/xl-store-commands.h"

const XlCommand *const xl_command_lists[] = {
  xl_store_commands,
  NULL
};
