#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * XL_ERROR:
 *
 * What can go wrong with a value or a file from outside.  A code exists if the screen does something different for it.
 * @message is English, for the log, and holds no personal data; where a file is refused it names file, place and reason.
 */
#define XL_ERROR (xl_error_quark ())
typedef enum {
  XL_ERROR_FORMAT,          /* length, character, spelling */
  XL_ERROR_CHECK_DIGIT,     /* well formed, but the check character is wrong */
  XL_ERROR_RANGE,           /* a date that does not exist, an amount too large */
  XL_ERROR_DAMAGED,         /* digits lost to a spreadsheet, a broken file */
  XL_ERROR_UNKNOWN,         /* a code, column, division or form nobody knows */
  XL_ERROR_AMBIGUOUS,       /* two readings; a person must choose */
  XL_ERROR_NOT_THAT_KIND,   /* not a spreadsheet, not a PDF, not a store */
  XL_ERROR_ENCRYPTED,       /* needs a password */
  XL_ERROR_TOO_LARGE,       /* beyond the limits of memory, time or cells */
  XL_ERROR_REFUSED,         /* a rule of the office forbids it */
  XL_ERROR_CONFLICT,        /* contradicts what the file already holds */
  XL_ERROR_NOT_FOUND,
  XL_ERROR_IO,              /* file or folder cannot be read or written */
  XL_ERROR_USAGE,           /* command line: exit code 2 */
  XL_ERROR_FAILED
} XlError;
GQuark xl_error_quark (void);

/**
 * XL_STORE_ERROR:
 *
 * What can go wrong with the office file.
 */
#define XL_STORE_ERROR (xl_store_error_quark ())
typedef enum {
  XL_STORE_ERROR_BUSY,       /* another program has the file */
  XL_STORE_ERROR_DUPLICATE,  /* UNIQUE */
  XL_STORE_ERROR_CONSTRAINT, /* CHECK, NOT NULL, REFERENCES, type */
  XL_STORE_ERROR_FULL,       /* the disk */
  XL_STORE_ERROR_CORRUPT,
  XL_STORE_ERROR_TOO_NEW,    /* written by a newer release: refused, untouched */
  XL_STORE_ERROR_NOT_STORE,  /* some other file */
  XL_STORE_ERROR_READ_ONLY,
  XL_STORE_ERROR_CONFLICT,   /* an undo that no longer fits */
  XL_STORE_ERROR_NOTHING,    /* nothing to undo or redo */
  XL_STORE_ERROR_INTERRUPTED,
  XL_STORE_ERROR_FAILED
} XlStoreError;
GQuark xl_store_error_quark (void);

G_END_DECLS
