#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

#define XL_PDF_CHILD_ARGUMENT "--read-pdf"

/**
 * xl_pdf_child_asked:
 *
 * Whether this process was started as the reader of a PDF; main () asks before anything else and then returns
 * xl_pdf_child_main ().  A test program that reads PDFs does the same.
 */
static inline gboolean
xl_pdf_child_asked (int argc, char **argv)
{
  return argc == 2 && strcmp (argv[1], XL_PDF_CHILD_ARGUMENT) == 0;
}

/**
 * xl_pdf_child_main:
 *
 * The reader process: request from standard input, PDF from descriptor 3, answer to standard output (see
 * xl-pdf-wire-reader.h), all of it shut in (xl-pdf-sandbox-reader.h).  Never returns normally: it leaves by _exit ().
 */
int      xl_pdf_child_main  (void);

G_END_DECLS
