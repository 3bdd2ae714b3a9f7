#include "ledgers/xl-template.h"

#include "ledgers/xl-period.h"
#include "ledgers/xl-template-parts.h"

#include <string.h>

#define MAX_SIZE   (256 * 1024)
#define MAX_DEPTH  8
#define MAX_FIELDS 200
#define FORMAT     1

/* Fields ---------------------------------------------------------------------------------------------------------- */

static void
read_fields (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  JsonArray *array = xl_doc_array (doc, "", root, "fields", TRUE, MAX_FIELDS);

  if (array != NULL && json_array_get_length (array) == 0)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "fields", "is empty");
  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/fields/%u", i);
      XlLedgerField *f = xl_template_read_field (doc, path, xl_doc_element (doc, "/fields", array, i));

      if (doc->error == NULL && xl_template_find (t, f->key) >= 0)
        xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "key", "the field \"%s\" stands twice", f->key);
      g_ptr_array_add (t->fields, f);
    }
}

/* Formulas -------------------------------------------------------------------------------------------------------- */

typedef enum { UNSEEN, OPEN, DONE } Mark;

/* Depth first: what a formula needs comes before it; coming back to an open one is a circle. */
static void
order_formula (XlDoc *doc, XlTemplate *t, guint i, guint8 *marks)
{
  const XlLedgerField *f = xl_template_field (t, i);
  g_auto(GStrv) words = NULL;
  int index = (int) i;

  if (marks[i] == DONE || f->formula == NULL || doc->error != NULL)
    return;
  if (marks[i] == OPEN)
    {
      g_autofree char *path = g_strdup_printf ("/fields/%u", i);

      xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "formula", "needs itself");
      return;
    }
  marks[i] = OPEN;
  words = xl_expression_words (f->formula);
  for (guint w = 0; words[w] != NULL; w++)
    if (xl_template_find (t, words[w]) >= 0)
      order_formula (doc, t, (guint) xl_template_find (t, words[w]), marks);
  marks[i] = DONE;
  g_array_append_val (t->formula_order, index);
}

static void
order_formulas (XlDoc *doc, XlTemplate *t)
{
  g_autofree guint8 *marks = g_new0 (guint8, t->fields->len + 1);

  for (guint i = 0; i < t->fields->len; i++)
    order_formula (doc, t, i, marks);
}

/* The whole ------------------------------------------------------------------------------------------------------- */

/* The date that places a record; a month will do where days do not count. */
static int
read_period_field (XlDoc *doc, const XlTemplate *t, JsonObject *root)
{
  int i = xl_template_read_field_name (doc, t, "", root, "period_field", t->period != XL_PERIOD_EVENT, -1);
  XlLedgerType type = i >= 0 ? xl_template_field (t, (guint) i)->type : XL_LEDGER_DATE;

  if (type != XL_LEDGER_DATE && (type != XL_LEDGER_MONTH || xl_period_months (t->period) == 0))
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "period_field", "\"%s\" is no date", xl_template_field (t, (guint) i)->key);
  return i;
}

static void
read_subject_and_period (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  static const char *const subjects[] = { "none", "person", "household", "place", "organisation", NULL };
  static const int subject_types[] = { -1, XL_LEDGER_PERSON, XL_LEDGER_HOUSEHOLD, XL_LEDGER_PLACE,
                                       XL_LEDGER_ORGANISATION };

  t->subject = (XlLedgerSubject) xl_template_read_choice (doc, "", root, "subject", subjects, 0);
  t->period = (XlLedgerPeriod) xl_template_read_choice (doc, "", root, "period", xl_period_names (), 0);
  t->subject_field = xl_template_read_field_name (doc, t, "", root, "subject_field", t->subject != XL_SUBJECT_NONE,
                                      subject_types[t->subject]);
  t->period_field = read_period_field (doc, t, root);
  if (t->subject == XL_SUBJECT_NONE && t->subject_field >= 0)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "", "subject_field", "the ledger has no subject");
  if (doc->error == NULL && t->period_field >= 0 && !xl_template_field (t, (guint) t->period_field)->required)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "", "period_field", "the date that places a record must be required");
}

static void
read_head (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  static const char *const known[] = {
    "$schema", "format", "key", "version", "title", "department", "action", "clauses", "subject", "subject_field",
    "period", "period_field", "same_when", "due", "active", "unique", "no_overlap", "running",
    "filing", "fields", "checks", "layouts", "indicators", "alerts", "reports", NULL
  };

  xl_doc_only (doc, "", root, known);
  if (xl_doc_int (doc, "", root, "format", 0) != FORMAT)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, "", "format", "this program reads format %d", FORMAT);
  t->key = xl_template_read_key (doc, "", root, "key", '-');
  t->version = xl_doc_int (doc, "", root, "version", 0);
  if (t->version < 1)
    xl_doc_refuse (doc, XL_ERROR_RANGE, "", "version", "must be 1 or more");
  t->title = xl_template_copy_text (doc, "", root, "title", TRUE, 60);
  t->department = xl_template_copy_text (doc, "", root, "department", TRUE, 60);
  if (json_object_has_member (root, "filing"))
    t->filing = xl_template_read_key (doc, "", root, "filing", '-');
  t->action = xl_template_copy_text (doc, "", root, "action", TRUE, 20);
  t->clauses = xl_doc_texts (doc, "", root, "clauses", 20);
  if (t->key != NULL)
    t->table = g_strdelimit (g_strdup_printf ("ledger_%s", t->key), "-", '_');
}

static void
read_template (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  read_head (doc, t, root);
  read_fields (doc, t, root);
  if (doc->error != NULL)
    return;
  read_subject_and_period (doc, t, root);
  g_array_unref (t->same_when);
  t->same_when = xl_template_read_field_names (doc, t, "", root, "same_when", FALSE);
  order_formulas (doc, t);
  xl_template_read_lists (doc, t, root);
  xl_template_read_reports (doc, t, root);
  if (doc->error == NULL)
    xl_template_read_rules (doc, t, root);
}

static XlTemplate *
new_template (void)
{
  XlTemplate *t = g_new0 (XlTemplate, 1);

  t->refs = 1;
  t->subject_field = t->period_field = -1;
  t->fields = g_ptr_array_new_with_free_func (xl_template_free_field);
  t->same_when = g_array_new (FALSE, FALSE, sizeof (int));
  t->formula_order = g_array_new (FALSE, FALSE, sizeof (int));
  return t;
}

XlTemplate *
xl_template_parse (const char *file, const char *data, gsize size, GError **error)
{
  XlDoc doc = { file, NULL };
  g_autoptr(JsonParser) parser = xl_doc_read (&doc, data, size, MAX_SIZE, MAX_DEPTH);
  g_autoptr(XlTemplate) t = new_template ();

  if (parser != NULL)
    read_template (&doc, t, json_node_get_object (json_parser_get_root (parser)));
  if (doc.error != NULL)
    {
      g_propagate_error (error, doc.error);
      return NULL;
    }
  t->source = g_strndup (data, size);
  return g_steal_pointer (&t);
}
