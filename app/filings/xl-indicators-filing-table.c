/* The indicator table of a plan as a filing: what the office's records say at the end of the year. */
#include "filings/xl-filing-source.h"

#include "ledgers/xl-indicator-table.h"

#include <string.h>

/* How many there are of each verdict, and their titles. */
typedef struct {
  guint    met, unmet, unknown;
  GString *unmet_titles, *unknown_titles;
} Counts;

static void
name_in (GString *titles, const char *title)
{
  g_string_append_printf (titles, "%s%s", titles->len > 0 ? "；" : "", title);
}

static char *
missing_words (const XlIndicatorValue *v)
{
  g_autoptr(GString) words = g_string_new ("无法计算");

  for (guint i = 0; i < v->missing->len; i++)
    g_string_append_printf (words, "%s%s", i == 0 ? "：缺" : "、", (const char *) g_ptr_array_index (v->missing, i));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
count (Counts *n, const XlIndicator *indicator, const XlIndicatorValue *v)
{
  if (!v->known)
    name_in (n->unknown_titles, indicator->title);
  else if (!v->met)
    name_in (n->unmet_titles, indicator->title);
  n->unknown += !v->known;
  n->met += v->met;
  n->unmet += v->known && !v->met;
}

static void
add_row (XlFilingSheet *sheet, const XlIndicator *n, const XlIndicatorValue *v)
{
  const char *unit = n->unit != NULL ? n->unit : "";
  g_autofree char *no = g_strdup_printf ("%u", xl_filing_sheet_n_rows (sheet) + 1);
  g_autofree char *base = n->has_base ? g_strdup_printf ("%g%s", n->base, unit) : g_strdup ("—");
  g_autofree char *target = xl_indicator_target_words (n);
  g_autofree char *number = v->known ? xl_indicator_words (n, v->value) : NULL;
  g_autofree char *value = number != NULL ? g_strconcat (number, unit, NULL) : g_strdup ("—");
  g_autofree char *verdict = v->known ? g_strdup (v->met ? "达标" : "未达标") : missing_words (v);

  xl_filing_sheet_add (sheet, (const char *[]) { no, n->title, n->kind, base, target, value, verdict });
}

static void
set_counts (XlFilingData *data, const Counts *n)
{
  xl_filing_data_set_int (data, "count", n->met + n->unmet + n->unknown);
  xl_filing_data_set_int (data, "met", n->met);
  xl_filing_data_set_int (data, "unmet", n->unmet);
  xl_filing_data_set_int (data, "unknown", n->unknown);
  xl_filing_data_set (data, "unmet_titles", n->unmet_titles->str);
  xl_filing_data_set (data, "unknown_titles", n->unknown_titles->str);
  xl_filing_data_set (data, "all_met", n->unmet + n->unknown == 0 ? "1" : "");
}

static gboolean
fill (XlDb *db, const char *key, const char *office, const char *period, XlFilingData *data, GError **error)
{
  static const char *const columns[] = { "no", "title", "kind", "base", "target", "value", "verdict", NULL };
  g_autofree char *end = g_strdup_printf ("%.4s-12-31", period);   /* of the year, so that a later day gives the same paper */
  XlIndicatorSet *set = xl_indicator_set_built_in (key, error);
  g_autoptr(XlIndicatorSheet) sheet = set != NULL ? xl_indicator_table_compute (db, set, office, end, error) : NULL;
  Counts n = { .unmet_titles = g_string_new (NULL), .unknown_titles = g_string_new (NULL) };
  XlFilingSheet *rows = sheet != NULL ? xl_filing_data_add_sheet (data, "indicators", columns) : NULL;

  for (guint i = 0; sheet != NULL && i < sheet->set->indicators->len; i++)
    {
      add_row (rows, g_ptr_array_index (sheet->set->indicators, i), &sheet->values[i]);
      count (&n, g_ptr_array_index (sheet->set->indicators, i), &sheet->values[i]);
    }
  set_counts (data, &n);
  g_string_free (n.unmet_titles, TRUE);
  g_string_free (n.unknown_titles, TRUE);
  return sheet != NULL && xl_filing_office_words (db, office, data, error);
}

gboolean
xl_jingyu_indicators_fill (XlDb *db, const char *office, const char *period, const char *on, XlFilingData *data, GError **error)
{
  return fill (db, "jingyu", office, period, data, error);
}

gboolean
xl_kunming_indicators_fill (XlDb *db, const char *office, const char *period, const char *on, XlFilingData *data, GError **error)
{
  return fill (db, "kunming", office, period, data, error);
}
