#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_PHONE_MOBILE,     /* 11 digits, 1[3-9]… */
  XL_PHONE_LANDLINE,   /* "0439-7221234", extension after a second '-' */
  XL_PHONE_MISSING,    /* blank, 无, -, 没有 … */
  XL_PHONE_INVALID
} XlPhoneKind;

typedef struct {
  XlPhoneKind kind;
  const char *reason;       /* constant English sentence marked N_(), or NULL */
  char        number[24];   /* "" unless mobile or landline */
} XlPhone;

/**
 * xl_phone_clean:
 * @text: (nullable): what the clerk typed: spaces, hyphens, +86, 0086, full width, brackets, "1.3812345678E+10"
 *
 * Brings a telephone number into one shape.   Thread: any.
 *
 * Returns: %TRUE when there is a number (mobile or landline)
 */
gboolean xl_phone_clean (const char *text, XlPhone *phone);

G_END_DECLS
