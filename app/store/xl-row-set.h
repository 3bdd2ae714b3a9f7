#pragma once

#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/* For xl-paged-rows.c: what reader threads make and the main thread takes over whole. */

/* A question with its kind, shared by the threads that answer it. */
typedef struct {
  const XlRowKind *kind;
  gpointer         data;
  GDestroyNotify   free_data;
} XlRowQuestion;
XlRowQuestion *xl_row_question_new   (const XlRowKind *kind, gpointer data, GDestroyNotify free_data);
XlRowQuestion *xl_row_question_ref   (XlRowQuestion *question);
void           xl_row_question_unref (XlRowQuestion *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlRowQuestion, xl_row_question_unref)

/* One arena of text, an offset a cell. */
struct _XlRowPage
{
  int      n_columns;
  guint    n_rows;
  gint64  *ids;         /* of the rows it was made for */
  guint    n_cells;     /* written so far */
  guint32 *offsets;     /* into text, n_rows × n_columns */
  guint8  *marks;
  GString *text;
  gboolean stale;       /* shown until it comes anew */
};
/* Fills a page with the rows @ids. */
XlRowPage  *xl_row_page_fill (XlDb *db, const XlRowQuestion *question, const gint64 *ids, guint n, GError **error);
void        xl_row_page_free (XlRowPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlRowPage, xl_row_page_free)
const char *xl_row_page_text (const XlRowPage *page, guint row, int column);
guint       xl_row_page_mark (const XlRowPage *page, guint row, int column);

/* Called once, on the reader thread, when the first rows are known: @ids and @page are handed over (@page may be NULL). */
typedef void (*XlRowSetFirst) (GArray *ids, XlRowPage *page, gpointer data);

/* Runs the question's list.  Returns: (transfer full): every key, or NULL with @error. */
GArray     *xl_row_set_run   (XlDb *db, const XlRowQuestion *question, XlRowSetFirst first, gpointer data, GError **error);

G_END_DECLS
