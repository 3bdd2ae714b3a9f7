#pragma once

#include <json-glib/json-glib.h>

#include "base/xl-error.h"

G_BEGIN_DECLS

/**
 * XlDoc:
 *
 * Where in a JSON document from outside something stands, for refusals that name it: "township.json: /fields/3/type: …".
 * The first refusal is kept in @error; after it every reader answers with nothing, so that a caller may ask on and look once.
 */
typedef struct {
  const char *file;    /* its name as people know it */
  GError     *error;
} XlDoc;

/* Refuses: sets doc->error (once) to "FILE: PATH/NAME: reason".  @name may be NULL. */
void         xl_doc_refuse (XlDoc *doc, XlError code, const char *path, const char *name, const char *format, ...)
  G_GNUC_PRINTF (5, 6);

/**
 * xl_doc_read:
 * @max_size: bytes; @max_depth: brackets within brackets
 *
 * Reads one JSON object.  Refused: too large or too deep (both before anything is parsed), not UTF-8, not JSON, no object,
 * a member that stands twice.
 *
 * Errors: in @doc, %XL_ERROR_TOO_LARGE, %XL_ERROR_FORMAT, %XL_ERROR_CONFLICT.   Thread: any.
 * Returns: (transfer full) (nullable): the parser that owns the tree
 */
JsonParser  *xl_doc_read (XlDoc *doc, const char *data, gsize size, gsize max_size, guint max_depth);

/* Refuses the first member of @object that is not in @known (NULL-terminated). */
void         xl_doc_only (XlDoc *doc, const char *path, JsonObject *object, const char *const *known);

/* Members of an object.  NULL, 0, FALSE when missing; a wrong type, a text above @max characters or with control
 * characters, and a missing @required member are refused.  Texts belong to the tree. */
const char  *xl_doc_text (XlDoc *doc, const char *path, JsonObject *object, const char *name, gboolean required, guint max);
gint64       xl_doc_int (XlDoc *doc, const char *path, JsonObject *object, const char *name, gint64 missing);
/* A whole number or one with a decimal point. */
double       xl_doc_number (XlDoc *doc, const char *path, JsonObject *object, const char *name, double missing);
gboolean     xl_doc_flag (XlDoc *doc, const char *path, JsonObject *object, const char *name);
/* An array of at most @max elements, or NULL. */
JsonArray   *xl_doc_array (XlDoc *doc, const char *path, JsonObject *object, const char *name, gboolean required, guint max);
/* Element @i of @array as an object; @path is the array's.  NULL refuses. */
JsonObject  *xl_doc_element (XlDoc *doc, const char *path, JsonArray *array, guint i);
JsonObject  *xl_doc_object (XlDoc *doc, const char *path, JsonObject *object, const char *name);
/* An array of texts as a string array; empty when missing. */
char       **xl_doc_texts (XlDoc *doc, const char *path, JsonObject *object, const char *name, guint max);

G_END_DECLS
