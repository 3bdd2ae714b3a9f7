#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One cell of one edit. */
typedef struct {
  gint64      row;       /* of the source; from its number of rows on: a record to be added */
  int         column;    /* of the source */
  const char *text;      /* as it is shown or was typed, trimmed by nobody; "" empties the cell */
  const char *key;       /* (nullable) chosen from a list: the code, codes divided by spaces, or the record's key */
} XlGridPatch;

/**
 * XlGridBatch:
 *
 * Cells that are changed together: one undo step.  Filled by the grid, then never changed again, so that a writer
 * thread may read it; counted references.
 *
 * Thread: one while it is filled, then any.
 */
typedef struct _XlGridBatch XlGridBatch;

/* @what: the edit in words, translated, for undo and the record of changes: "Paste 12 rows". */
XlGridBatch       *xl_grid_batch_new      (const char *what);
XlGridBatch       *xl_grid_batch_ref      (XlGridBatch *self);
void               xl_grid_batch_unref    (XlGridBatch *self);
/* @key: (nullable).  Texts are copied. */
void xl_grid_batch_add (XlGridBatch *self, gint64 row, int column, const char *text, const char *key);
guint              xl_grid_batch_get_n    (const XlGridBatch *self);
const XlGridPatch *xl_grid_batch_get      (const XlGridBatch *self, guint i);
const char        *xl_grid_batch_get_what (const XlGridBatch *self);

/* How many patches were judged or written: shown while it takes long. */
void               xl_grid_batch_set_done (XlGridBatch *self, guint n);
guint              xl_grid_batch_get_done (const XlGridBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlGridBatch, xl_grid_batch_unref)

/* Why a cell was not taken. */
typedef struct {
  gint64 row;            /* as in the batch */
  int    column;         /* of the source; -1: the record as a whole */
  char  *reason;         /* translated, a sentence; holds no personal data */
} XlGridRefusal;

XlGridRefusal *xl_grid_refusal_new  (gint64 row, int column, const char *reason);
void           xl_grid_refusal_free (XlGridRefusal *self);
/* An empty GPtrArray of them that frees its elements. */
GPtrArray     *xl_grid_refusals_new (void);

/* What a source offers while the name of a person (household, organisation …) is typed. */
typedef struct {
  char *key, *text;      /* the record's key; what the cell shows then */
  char *detail;          /* (nullable) tells those of one name apart */
} XlGridOffer;

XlGridOffer *xl_grid_offer_new  (const char *key, const char *text, const char *detail);
void         xl_grid_offer_free (XlGridOffer *self);

G_END_DECLS
