#include "ledgers/xl-indicator-commands.h"

#include "base/xl-json.h"
#include "ledgers/xl-indicator-table.h"
#include "office/xl-office-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is asked of the store; strings belong to it. */
typedef struct {
  char             *key, *office, *indicator;
  const char       *on;
  XlIndicatorSheet *sheet;
  GArray           *rows;
} Question;

static void
question_clear (Question *q)
{
  g_free (q->key);
  g_free (q->office);
  g_free (q->indicator);
  g_clear_pointer (&q->sheet, xl_indicator_sheet_free);
  g_clear_pointer (&q->rows, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gpointer
read_sheet (XlDb *db, gpointer data, GError **error)
{
  Question *q = data;
  g_autoptr(XlOffice) own = q->office == NULL ? xl_office_table_own (db, error) : NULL;
  const char *office = q->office != NULL ? q->office : own != NULL ? own->code : NULL;
  XlIndicatorSet *set = office != NULL ? xl_indicator_table_set (db, q->key, error) : NULL;
  const XlIndicator *n;

  q->sheet = set != NULL ? xl_indicator_table_compute (db, set, office, q->on, error) : NULL;
  if (q->sheet == NULL || q->indicator == NULL)
    return q->sheet;
  n = xl_indicator_set_find (q->sheet->set, q->indicator);
  if (n == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no indicator %s in %s", q->indicator, q->key);
  else
    q->rows = xl_indicator_table_rows (db, n, office, q->on, error);
  return q->rows;
}

/* Words ----------------------------------------------------------------------------------------------------------- */

static char *
join (const GPtrArray *titles)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < titles->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", (const char *) g_ptr_array_index (titles, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
xl_indicator_verdict (const XlIndicator *n, const XlIndicatorValue *v)
{
  g_autofree char *missing = join (v->missing);

  if (v->missing->len > 0)
    return g_strdup_printf (_("Cannot be computed: %s missing"), missing);
  if (!v->known)
    return g_strdup (_("Cannot be computed: nothing to divide by"));
  return g_strdup (!n->has_target ? "" : v->met ? _("✓ Met") : _("✗ Not met"));
}

static void
print_sheet (XlInvocation *inv, const XlIndicatorSheet *sheet)
{
  xl_invocation_print (inv, "%s  %s\n", sheet->set->title, sheet->on);
  for (guint i = 0; i < sheet->set->indicators->len; i++)
    {
      const XlIndicator *n = g_ptr_array_index (sheet->set->indicators, i);
      const XlIndicatorValue *v = &sheet->values[i];
      g_autofree char *value = v->known ? xl_indicator_words (n, v->value) : g_strdup ("—");
      g_autofree char *target = n->has_target ? xl_indicator_target_words (n) : g_strdup ("");
      g_autofree char *words = xl_indicator_verdict (n, v);

      xl_invocation_print (inv, "%s\t%s\t%s%s\t%s\t%s\n", n->key, n->title, value, v->known && n->unit != NULL ? n->unit : "",
                           target, words);
    }
}

static void
add_row (JsonBuilder *b, const XlIndicator *n, const XlIndicatorValue *v)
{
  g_autofree char *value = v->known ? xl_indicator_words (n, v->value) : NULL;

  json_builder_begin_object (b);
  xl_json_string (b, "key", n->key);
  xl_json_string (b, "title", n->title);
  json_builder_set_member_name (b, "value");
  if (v->known)
    json_builder_add_double_value (b, g_ascii_strtod (value, NULL));
  else
    json_builder_add_null_value (b);
  xl_json_string (b, "unit", n->unit);
  json_builder_set_member_name (b, "target");
  if (n->has_target)
    json_builder_add_double_value (b, n->target);
  else
    json_builder_add_null_value (b);
  xl_json_string (b, "comparator", n->comparator);
  xl_json_string (b, "kind", n->kind);
  json_builder_set_member_name (b, "base");
  if (n->has_base)
    json_builder_add_double_value (b, n->base);
  else
    json_builder_add_null_value (b);
  xl_json_boolean (b, "met", v->met);
  json_builder_set_member_name (b, "missing");
  json_builder_begin_array (b);
  for (guint i = 0; i < v->missing->len; i++)
    json_builder_add_string_value (b, g_ptr_array_index (v->missing, i));
  json_builder_end_array (b);
  xl_json_int (b, "rows", MAX (v->n_rows, 0));
  json_builder_end_object (b);
}

static void
print_json (XlInvocation *inv, const XlIndicatorSheet *sheet)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  json_builder_begin_object (b);
  xl_json_string (b, "set", sheet->set->key);
  xl_json_string (b, "title", sheet->set->title);
  xl_json_string (b, "on", sheet->on);
  xl_json_string (b, "office", sheet->office);
  json_builder_set_member_name (b, "rows");
  json_builder_begin_array (b);
  for (guint i = 0; i < sheet->set->indicators->len; i++)
    add_row (b, g_ptr_array_index (sheet->set->indicators, i), &sheet->values[i]);
  json_builder_end_array (b);
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

static void
print_ids (XlInvocation *inv, const Question *q)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  const XlIndicator *n = xl_indicator_set_find (q->sheet->set, q->indicator);

  json_builder_begin_object (b);
  xl_json_string (b, "indicator", q->indicator);
  xl_json_string (b, "ledger", n->rows_ledger);
  json_builder_set_member_name (b, "ids");
  json_builder_begin_array (b);
  for (guint i = 0; i < q->rows->len; i++)
    {
      json_builder_add_int_value (b, g_array_index (q->rows, gint64, i));
      if (!inv->json)
        xl_invocation_print (inv, "%s %" G_GINT64_FORMAT "\n", n->rows_ledger, g_array_index (q->rows, gint64, i));
    }
  json_builder_end_array (b);
  json_builder_end_object (b);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (b));
}

static gboolean
run_indicators (XlInvocation *inv, GError **error)
{
  g_auto(Question) q = { .on = inv->on };
  g_autoptr(XlStore) store = NULL;

  q.key = xl_invocation_take_option (inv, "--set");
  q.office = xl_invocation_take_option (inv, "--office");
  q.indicator = xl_invocation_take_option (inv, "--rows");
  if (!xl_invocation_expect (inv, 0, 0, error))
    return FALSE;
  if (q.key == NULL)
    q.key = g_strdup ("jingyu");
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL || xl_store_read (store, read_sheet, &q, error) == NULL)
    return FALSE;
  if (q.rows != NULL)
    print_ids (inv, &q);
  else if (inv->json)
    print_json (inv, q.sheet);
  else
    print_sheet (inv, q.sheet);
  return TRUE;
}

const XlCommand xl_indicator_commands[] = {
  { "indicators", "indicators [--set NAME] [--office CODE] [--rows INDICATOR]",
    "value, target, met or not, and from which rows", run_indicators },
  { NULL }
};
