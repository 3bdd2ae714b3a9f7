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

/* Indexes of the fields that member @name names, all of which have a column.  GArray of int; empty when missing. */
GArray     *xl_template_read_field_names (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object,
                                          const char *name, gboolean required);

/* xl-template-field.c */
XlLedgerField *xl_template_read_field (XlDoc *doc, const char *path, JsonObject *object);
XlLedgerField *xl_template_read_report_column (XlDoc *doc, const char *path, JsonObject *object);
void           xl_template_free_field (gpointer field);
/* "total"; sums and averages only of what can be added up. */
XlLedgerTotal  xl_template_read_total (XlDoc *doc, const char *path, JsonObject *object, const XlLedgerField *f);

/* A member that is a list of objects with a "key" each, which is also the first member of what @read makes; into @list. */
typedef gpointer (*XlTemplateEntryFunc) (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object);
void        xl_template_read_list    (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object, const char *name,
                                      XlTemplateEntryFunc read, GPtrArray *list);
/* Checks and layouts into @t, whose fields are known. */
void        xl_template_read_lists   (XlDoc *doc, XlTemplate *t, JsonObject *root);
/* xl-template-report.c: indicators, alerts and reports into @t. */
void        xl_template_read_reports (XlDoc *doc, XlTemplate *t, JsonObject *root);
/* xl-template-rules.c: who is due, active, unique, no_overlap and running into @t. */
void        xl_template_read_rules   (XlDoc *doc, XlTemplate *t, JsonObject *root);

/* What an indicator needs, of a ledger or a plan: adds XlIndicatorNeed to @needs; how one is freed. */
void        xl_template_read_needs   (XlDoc *doc, const char *path, JsonObject *object, GPtrArray *needs);
void        xl_template_free_need    (gpointer need);

G_END_DECLS
