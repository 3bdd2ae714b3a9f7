#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

typedef enum {
  XL_EXIT_DONE = 0,
  XL_EXIT_REFUSED = 1,   /* the input was refused and nothing was changed */
  XL_EXIT_USAGE = 2,
  XL_EXIT_STORE = 3      /* the store is damaged or from a newer version */
} XlExit;

/**
 * XlInvocation:
 *
 * One call of the program without a display.  The common options (--store, --json, --on, --help) are taken out of @args
 * before a command sees it; what is left stands in @args in its order, NULL-terminated.
 */
typedef struct {
  char       *store_path;   /* --store, or the user's office file */
  gboolean    json;
  char       *on;           /* --on, or today: "YYYY-MM-DD" */
  char      **args;         /* (array zero-terminated=1) */
  GString    *out;          /* what goes to stdout when the command is done */
} XlInvocation;

/**
 * XlCommandFunc:
 *
 * Does the work and writes to @inv->out (text, or with @inv->json one JSON document by xl_invocation_print_json ()).
 * Errors: XL_ERROR_USAGE → exit 2; XL_STORE_ERROR_CORRUPT and XL_STORE_ERROR_TOO_NEW → exit 3; every other → exit 1.
 */
typedef gboolean (*XlCommandFunc) (XlInvocation *inv, GError **error);

typedef struct {
  const char   *name;      /* "import" */
  const char   *usage;     /* "import KIND FILE… [--sheet NAME] [--map FILE] [--dry-run]" */
  const char   *summary;   /* one English line for --help */
  XlCommandFunc run;
} XlCommand;

/* Runs the command @argv[1]; prints to stdout and stderr; returns the exit code.  Thread: main. */
int xl_command_main (int argc, char **argv);
/**
 * xl_command_run:
 * @args: the command and its arguments, NULL-terminated: { "import", "residents", "a.xlsx", NULL }
 *
 * Runs one command on @store_path as if it had been called with --json on the day @on.
 *
 * Returns: (transfer full): what it printed, parsed; NULL with @error set
 */
JsonNode *xl_command_run (const char *store_path, const char *on, const char *const *args, GError **error);

/* Whether @name is a command (else the window opens). */
gboolean xl_command_exists (const char *name);

/* For commands ------------------------------------------------------------------------------------------------------ */

/* Takes the option @name ("--sheet") and its value out of @inv->args; NULL when not given. */
char    *xl_invocation_take_option (XlInvocation *inv, const char *name);
/* Takes the flag @name out of @inv->args; whether it was there. */
gboolean xl_invocation_take_flag   (XlInvocation *inv, const char *name);
/* Refuses what is left over beyond @max arguments or begins with "--", and fewer than @min.  XL_ERROR_USAGE. */
gboolean xl_invocation_expect      (XlInvocation *inv, guint min, guint max, GError **error);

XlStore *xl_invocation_open_store  (XlInvocation *inv, XlStoreFlags flags, GError **error);

/* Writes @node as one JSON document and a line end to @inv->out; takes @node. */
void     xl_invocation_print_json  (XlInvocation *inv, JsonNode *node);
void     xl_invocation_print       (XlInvocation *inv, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The default path of the office file: $XDG_DATA_HOME/xiangli/office.xiangli */
char    *xl_default_store_path     (void);

G_END_DECLS
