#include "office/xl-kinds.h"

#include "filings/xl-filing-commands.h"
#include "ledgers/xl-ledger-commands.h"
#include "notices/xl-notice-kinds.h"
#include "people/xl-people-commands.h"

#include <glib/gi18n.h>
#include <string.h>

/* A room's kinds are one line here. */
static const XlKind *const lists[] = {
  xl_filing_kinds,
  xl_notice_kinds,
  xl_people_kinds,
  xl_ledger_kinds,
  NULL
};

static gboolean
is_called (const XlKind *kind, XlInvocation *inv, const char *name)
{
  gsize length = strlen (kind->name);

  if (kind->knows != NULL)
    return kind->knows (inv, name);
  return strcmp (kind->name, name) == 0
         || (strlen (name) == length - 1 && kind->name[length - 1] == 's' && strncmp (kind->name, name, length - 1) == 0);
}

const XlKind *
xl_kinds_find (XlInvocation *inv, const char *name)
{
  for (guint i = 0; lists[i] != NULL; i++)
    for (const XlKind *kind = lists[i]; kind->name != NULL; kind++)
      if (is_called (kind, inv, name))
        return kind;
  return NULL;
}

static const XlKind *
require (XlInvocation *inv, const char *command, GError **error)
{
  const XlKind *kind;

  if (inv->args[0] == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: KIND is missing", command);
      return NULL;
    }
  kind = xl_kinds_find (inv, inv->args[0]);
  if (kind == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: there is no such kind of record", inv->args[0]);
  return kind;
}

static gboolean
hand_over (XlInvocation *inv, const char *command, XlCommandFunc run, GError **error)
{
  if (run != NULL)
    return run (inv, error);
  g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: there is no %s for this kind of record", inv->args[0], command);
  return FALSE;
}

static gboolean
run_list (XlInvocation *inv, GError **error)
{
  const XlKind *kind = require (inv, "list", error);

  return kind != NULL && hand_over (inv, "list", kind->list, error);
}

static gboolean
run_show (XlInvocation *inv, GError **error)
{
  const XlKind *kind = require (inv, "show", error);

  return kind != NULL && hand_over (inv, "show", kind->show, error);
}

static gboolean
run_export (XlInvocation *inv, GError **error)
{
  const XlKind *kind = require (inv, "export", error);

  return kind != NULL && hand_over (inv, "export", kind->export, error);
}

const XlCommand xl_kinds_commands[] = {
  { "list", "list KIND [--count] [--office CODE] [--group N] [--kind K]", N_("lists records"), run_list },
  { "show", "show KIND ID", N_("shows one record and what belongs to it"), run_show },
  { "export", "export KIND FILE [--mask internal|public|strict] [--encoding utf-8|gb18030|gbk]",
    N_("writes records to an xlsx, ods or csv file"), run_export },
  { NULL }
};
