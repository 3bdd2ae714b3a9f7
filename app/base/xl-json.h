#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of the object that @builder is in; NULL text becomes null.  Thread: any. */
void xl_json_string  (JsonBuilder *builder, const char *name, const char *value);
void xl_json_int     (JsonBuilder *builder, const char *name, gint64 value);
void xl_json_boolean (JsonBuilder *builder, const char *name, gboolean value);
void xl_json_null    (JsonBuilder *builder, const char *name);
/* As xl_json_string (), but "" becomes null too. */
void xl_json_filled    (JsonBuilder *builder, const char *name, const char *value);

/* What speaks against a text before a parser is let at it. */
typedef enum {
  XL_JSON_SOUND,
  XL_JSON_NOT_UTF8,
  XL_JSON_TOO_DEEP,     /* a parser goes down as deep as the brackets do */
  XL_JSON_STRAY,        /* what is no JSON though parsers take it: a comment, a second document, a word */
  XL_JSON_BAD_ESCAPE,   /* \\u0000, half a surrogate pair, an escape nobody knows */
} XlJsonFault;

/**
 * xl_json_look:
 * @max_depth: brackets within brackets
 * @at: (out): where the fault stands; bytes from 0
 *
 * Looks through the JSON of a stranger without parsing it, in one pass and without recursion.  What is sound here may still be
 * no JSON, but a parser can be let at it: it ends, and every text it gives is UTF-8 without a NUL.
 *
 * Shape: @size bytes, any.   Thread: any.   Source: RFC 8259.
 */
XlJsonFault xl_json_look (const char *text, gsize size, guint max_depth, gsize *at);

G_END_DECLS
