#pragma once

#include "filings/xl-finish-paper.h"

G_BEGIN_DECLS

/* The metadata packet: Dublin Core, PDF/A-3b, and the seal with the description of its schema that PDF/A wants. */
char    *xl_xmp_write (const XlFinish *finish);
/* Reads the seal back.  FALSE when there is none or it is no XML. */
gboolean xl_xmp_read  (const char *text, gsize length, XlSeal *seal);

G_END_DECLS
