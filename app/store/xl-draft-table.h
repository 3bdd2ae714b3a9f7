#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlDraft:
 *
 * What was typed into a form and not saved.  A form has a name ("ledger:elder-visit", "person:4294967297") and room for several
 * drafts: in the slots NAME, NAME/2, NAME/3.
 */
typedef struct {
  char  *slot;
  char  *text;      /* a JSON object: field → as typed */
  gint64 at;        /* seconds UTC */
} XlDraft;
void       xl_draft_free       (gpointer draft);
#define XL_DRAFT_SLOTS 3
/* The name of slot @n, 0 …; free with g_free (). */
char      *xl_draft_slot       (const char *form, guint n);

/* The drafts of @form, newest first.  GPtrArray of XlDraft.  Any connection. */
GPtrArray *xl_draft_table_list (XlDb *db, const char *form, GError **error);
/* The text in @slot; NULL when there is nothing.  Free with g_free (). */
char      *xl_draft_table_get  (XlDb *db, const char *slot, GError **error);
/* Keeps @text, or forgets with NULL.  Inside an edit, which stays out of the log of changes. */
gboolean   xl_draft_table_set  (XlDb *db, const char *slot, const char *text, GError **error);

/* An XlReadFunc: xl_draft_table_list () of form @data. */
gpointer   xl_draft_read       (XlDb *db, gpointer data, GError **error);
/* An XlWriteFunc: keeps @data, an XlDraft, whose text may be NULL. */
gint64     xl_draft_write      (XlDb *db, gpointer data, GError **error);

G_END_DECLS
