#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_MASK_INTERNAL,   /* 内部: nothing is hidden */
  XL_MASK_PUBLIC,     /* 公示 */
  XL_MASK_STRICT      /* 严格 */
} XlMaskProfile;

typedef enum {
  XL_MASK_PLAIN,      /* nothing to hide in it by itself; numbers that stand in the text are hidden */
  XL_MASK_NAME,
  XL_MASK_IDENTITY,   /* 15 or 18 characters; a disability certificate too */
  XL_MASK_PHONE,
  XL_MASK_BANK,
  XL_MASK_ADDRESS,    /* down to village and group */
  XL_MASK_HEALTH      /* disease, disability: not printed at all outside the office */
} XlMaskField;

/**
 * xl_mask:
 *
 * @text as it may be shown under @profile.  Public: 王*明, 李*, 欧阳*, 买买提·*, 220622********0010, 220622******001,
 * 138****5678, "**** 0123", 河南村三组.  Strict: 王**, 2***************10, 138********, "****", 河南村.
 * What does not look like its field is hidden whole but for its first character.
 *
 * Thread: any.   Source: domain.md §7 (个人信息保护法 第二十八条, 第五十一条; GB/T 35273-2020 §7.2).
 *
 * Returns: (transfer full): never %NULL
 */
char *xl_mask (const char *text, XlMaskField field, XlMaskProfile profile);

/* What field a text looks like: identity, phone, bank, address or name; PLAIN when none. */
XlMaskField xl_mask_guess (const char *text);

/* "internal", "public", "strict" and 内部, 公示, 严格; FALSE when @text is none of them. */
gboolean    xl_mask_profile_parse (const char *text, XlMaskProfile *profile);
const char *xl_mask_profile_name  (XlMaskProfile profile);

/**
 * xl_mask_find_unmasked:
 * @text: a paper's text
 *
 * Whether @text still holds 17 digits and a digit or x in a row (full width and broken by spaces or line ends too).
 * Thread: any.
 *
 * Returns: the byte offset of the first one, or -1 when there is none
 */
gssize xl_mask_find_unmasked (const char *text);

G_END_DECLS
