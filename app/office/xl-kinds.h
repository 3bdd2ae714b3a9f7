#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/**
 * XlKind:
 *
 * One kind of record as `list`, `show` and `export` know it (`import` is of exchange/).  A room exports `const XlKind xl_ROOM_kinds[]`
 * (ended by a NULL name) and adds it in xl-kinds.c; rooms with names of their own making (ledger keys) set @knows.
 * Functions get the invocation with KIND (and, where the command has one, ID or FILE…) still in @inv->args, in order:
 * args[0] is KIND.  They write text, or with --json the one document of design.md §8.  NULL: the kind has no such command.
 * A list answers {"kind","count","rows":[{…}]}, with --count the first two alone; --office CODE, --group N and --on narrow it
 * where they make sense.
 */
typedef struct {
  const char    *name;        /* "residents" */
  const char    *summary;     /* one English line for `list` without a kind */
  gboolean     (*knows) (XlInvocation *inv, const char *name);   /* (nullable): else names are compared */
  XlCommandFunc  list;        /* list KIND [--count] */
  XlCommandFunc  show;        /* show KIND ID; the singular ("resident") is taken too */
  XlCommandFunc  export;      /* export KIND FILE [--layout L] [--mask P] */
} XlKind;

/* The kind called @name, plural or singular; NULL when nobody knows it. */
const XlKind *xl_kinds_find (XlInvocation *inv, const char *name);

/* list, show, export: find the kind and hand over. */
extern const XlCommand xl_kinds_commands[];

G_END_DECLS
