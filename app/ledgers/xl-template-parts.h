#pragma once

#include "ledgers/xl-template.h"
#include "ledgers/xl-template-json.h"

G_BEGIN_DECLS

/* The parts of reading a template that stand beside its fields; for xl-template-parse.c alone. */

/* Letters a–z, digits and @joiner, beginning with a letter, at most 40. */
gboolean    xl_template_is_key       (const char *key, char joiner);
char       *xl_template_read_key     (XlDoc *doc, const char *path, JsonObject *object, const char *name, char joiner);
/* The index of the text in @names; @missing when there is none (-1: refuses). */
int         xl_template_read_choice  (XlDoc *doc, const char *path, JsonObject *object, const char *name,
                                      const char *const *names, int missing);
char       *xl_template_copy_text    (XlDoc *doc, const char *path, JsonObject *object, const char *name, gboolean required,
                                      guint max);
/* Index of the field named by member @name, of @type (or any, -1); -1 when there is none. */
int         xl_template_read_field_name (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object,
                                         const char *name, gboolean required, int type);

/* Checks, layouts and indicators into @t, whose fields are known. */
void        xl_template_read_lists   (XlDoc *doc, XlTemplate *t, JsonObject *root);
/* The list of those who are due, or NULL. */
XlDueList  *xl_template_read_due     (XlDoc *doc, const XlTemplate *t, JsonObject *root);

G_END_DECLS
