#include "ledgers/xl-template-parts.h"

#include <string.h>

#define MAX_QUERY   8000
#define MAX_NEEDS   20
#define MAX_COLUMNS 64

/* Indicators ------------------------------------------------------------------------------------------------------ */

void
xl_template_free_need (gpointer data)
{
  XlIndicatorNeed *need = data;

  g_free (need->title);
  g_free (need->expression);
  g_free (need);
}

static void
free_indicator (gpointer data)
{
  XlLedgerIndicator *n = data;

  g_free (n->key);
  g_free (n->title);
  g_free (n->expression);
  g_free (n->unit);
  g_free (n->comparator);
  g_clear_pointer (&n->needs, g_ptr_array_unref);
  g_free (n->rows);
  g_free (n);
}

void
xl_template_read_needs (XlDoc *doc, const char *path, JsonObject *object, GPtrArray *needs)
{
  static const char *const known[] = { "title", "expression", NULL };
  JsonArray *array = xl_doc_array (doc, path, object, "needs", FALSE, MAX_NEEDS);
  g_autofree char *here = g_strconcat (path, "/needs", NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", here, i);
      JsonObject *entry = xl_doc_element (doc, here, array, i);
      XlIndicatorNeed *need = g_new0 (XlIndicatorNeed, 1);

      xl_doc_only (doc, place, entry, known);
      need->title = xl_template_copy_text (doc, place, entry, "title", TRUE, 60);
      need->expression = xl_template_copy_text (doc, place, entry, "expression", TRUE, MAX_QUERY);
      g_ptr_array_add (needs, need);
    }
}

static gpointer
read_indicator (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object)
{
  static const char *const known[] = {
    "key", "title", "expression", "unit", "target", "comparator", "needs", "rows", NULL
  };
  static const char *const comparators[] = { ">=", "=", "<=", NULL };
  XlLedgerIndicator *n = g_new0 (XlLedgerIndicator, 1);

  xl_doc_only (doc, path, object, known);
  n->key = xl_template_read_key (doc, path, object, "key", '-');
  n->title = xl_template_copy_text (doc, path, object, "title", TRUE, 60);
  n->expression = xl_template_copy_text (doc, path, object, "expression", TRUE, MAX_QUERY);
  n->unit = xl_template_copy_text (doc, path, object, "unit", FALSE, 20);
  n->has_target = json_object_has_member (object, "target");
  n->target = xl_doc_number (doc, path, object, "target", 0);
  n->comparator = g_strdup (comparators[xl_template_read_choice (doc, path, object, "comparator", comparators, 0)]);
  n->needs = g_ptr_array_new_with_free_func (xl_template_free_need);
  n->rows = xl_template_copy_text (doc, path, object, "rows", FALSE, MAX_QUERY);
  xl_template_read_needs (doc, path, object, n->needs);
  return n;
}

/* Alerts ---------------------------------------------------------------------------------------------------------- */

static void
free_alert (gpointer data)
{
  XlLedgerAlert *a = data;

  g_free (a->key);
  g_free (a->title);
  g_free (a->expression);
  g_free (a);
}

static gpointer
read_alert (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "title", "expression", "state", "field", "home", NULL };
  static const char *const states[] = { "soon", "overdue", NULL };
  XlLedgerAlert *a = g_new0 (XlLedgerAlert, 1);

  xl_doc_only (doc, path, object, known);
  a->key = xl_template_read_key (doc, path, object, "key", '-');
  a->title = xl_template_copy_text (doc, path, object, "title", TRUE, 60);
  a->expression = xl_template_copy_text (doc, path, object, "expression", TRUE, MAX_QUERY);
  a->overdue = xl_template_read_choice (doc, path, object, "state", states, 0) == 1;
  a->field = xl_template_read_field_name (doc, t, path, object, "field", FALSE, -1);
  a->home = xl_doc_flag (doc, path, object, "home");
  return a;
}

/* Reports --------------------------------------------------------------------------------------------------------- */

static void
free_report (gpointer data)
{
  XlLedgerReport *r = data;

  g_free (r->key);
  g_free (r->title);
  g_free (r->query);
  g_clear_pointer (&r->columns, g_ptr_array_unref);
  g_free (r);
}

static guint
read_parameters (XlDoc *doc, const char *path, JsonObject *object)
{
  static const char *const names[] = { "period", "year", "from", "to", NULL };
  g_auto(GStrv) texts = xl_doc_texts (doc, path, object, "parameters", 4);
  guint parameters = 0;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      guint n = 0;

      while (names[n] != NULL && strcmp (names[n], texts[i]) != 0)
        n++;
      if (names[n] == NULL)
        xl_doc_refuse (doc, XL_ERROR_UNKNOWN, path, "parameters", "unknown value \"%s\"", texts[i]);
      else
        parameters |= 1u << n;
    }
  return parameters;
}

static gpointer
read_report_column (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object)
{
  XlLedgerField *column = xl_template_read_report_column (doc, path, object);

  if (column->type == XL_LEDGER_ATTACHMENT)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, path, "type", "a report shows no attachments");
  return column;
}

static gpointer
read_report (XlDoc *doc, const XlTemplate *t, const char *path, JsonObject *object)
{
  static const char *const known[] = { "key", "title", "parameters", "columns", "query", NULL };
  XlLedgerReport *r = g_new0 (XlLedgerReport, 1);

  xl_doc_only (doc, path, object, known);
  r->key = xl_template_read_key (doc, path, object, "key", '-');
  r->title = xl_template_copy_text (doc, path, object, "title", TRUE, 60);
  r->parameters = read_parameters (doc, path, object);
  r->query = xl_template_copy_text (doc, path, object, "query", TRUE, MAX_QUERY);
  r->columns = g_ptr_array_new_with_free_func (xl_template_free_field);
  xl_template_read_list (doc, t, path, object, "columns", read_report_column, r->columns);
  if (r->columns->len == 0)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, path, "columns", "is missing");
  if (r->columns->len > MAX_COLUMNS)
    xl_doc_refuse (doc, XL_ERROR_TOO_LARGE, path, "columns", "has more than %d entries", MAX_COLUMNS);
  return r;
}

void
xl_template_read_reports (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  t->indicators = g_ptr_array_new_with_free_func (free_indicator);
  t->alerts = g_ptr_array_new_with_free_func (free_alert);
  t->reports = g_ptr_array_new_with_free_func (free_report);
  xl_template_read_list (doc, t, "", root, "indicators", read_indicator, t->indicators);
  xl_template_read_list (doc, t, "", root, "alerts", read_alert, t->alerts);
  xl_template_read_list (doc, t, "", root, "reports", read_report, t->reports);
}
