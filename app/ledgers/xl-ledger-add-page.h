#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/* Asks for the template of a ledger that somebody handed out, says what it is, and takes it in when that is wanted. */
void xl_ledger_add_ask  (XlPage *page);
/* The same for the file at @path. */
void xl_ledger_add_file (XlPage *page, const char *path);

G_END_DECLS
