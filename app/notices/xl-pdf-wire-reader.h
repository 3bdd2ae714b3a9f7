#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the program and its reader process say to each other: frames of a kind, a length and one GVariant in normal form.
 * The program believes nothing: length and kind are limited, types are fixed, and every number is checked again.
 */
typedef enum {
  XL_WIRE_REQUEST  = 'Q',   /* (usuu): task, password, page from 1, width in pixels */
  XL_WIRE_DOCUMENT = 'D',   /* (ubba(st)a(ss)as): pages, encrypted, may be copied, embedded files, form fields, warnings */
  XL_WIRE_PAGE     = 'P',   /* (udddbsai): page, width, height, picture share, from OCR, text, 4 numbers a character */
  XL_WIRE_PICTURE  = 'I',   /* (uuuay): width, height, stride, BGRx rows */
  XL_WIRE_ERROR    = 'X',   /* (us): XlError code, reason */
  XL_WIRE_END      = 'E'    /* () */
} XlWireKind;

#define XL_WIRE_TYPE_REQUEST  "(usuu)"
#define XL_WIRE_TYPE_DOCUMENT "(ubba(st)a(ss)as)"
#define XL_WIRE_TYPE_PAGE     "(udddbsai)"
#define XL_WIRE_TYPE_PICTURE  "(uuuay)"
#define XL_WIRE_TYPE_ERROR    "(us)"
#define XL_WIRE_TYPE_END      "()"

typedef enum { XL_WIRE_TASK_TEXT, XL_WIRE_TASK_PICTURE, XL_WIRE_TASK_OCR } XlWireTask;

#define XL_WIRE_FD_PDF      3
#define XL_WIRE_MAX_FRAME   (96u << 20)   /* bytes; a picture of 24 million points */
#define XL_WIRE_MAX_PAGES   5000u
#define XL_WIRE_MAX_PIXELS  (24u << 20)
#define XL_WIRE_SCALE       64.0          /* positions go as 1/64 point */

/* Writes one frame; sinks @payload.  %FALSE when the other side is gone. */
gboolean  xl_wire_write (int fd, XlWireKind kind, GVariant *payload);

/**
 * xl_wire_read:
 * @fd: read end, non-blocking or not
 * @timeout_ms: how long may pass without a byte
 *
 * Reads one frame of a known kind whose payload is in normal form.
 *
 * Errors: XL_ERROR_TOO_LARGE (nothing came in time, frame too large), XL_ERROR_DAMAGED (end of file, wrong frame),
 *         G_IO_ERROR_CANCELLED.   Thread: any.
 */
GVariant *xl_wire_read  (int fd, int timeout_ms, int cancel_fd, XlWireKind *kind, GError **error);

G_END_DECLS
