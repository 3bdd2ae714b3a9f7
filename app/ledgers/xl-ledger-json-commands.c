#include "ledgers/xl-ledger-json.h"

#include "base/xl-json.h"
#include "base/xl-reason.h"

#include <string.h>

static void
add_value (JsonBuilder *b, const XlLedgerField *f, const XlValue *value, const char *words)
{
  g_autofree char *code = g_strconcat (f->key, "_code", NULL);
  g_autofree char *id = g_strconcat (f->key, "_id", NULL);

  switch (f->type)
    {
    case XL_LEDGER_INTEGER:
    case XL_LEDGER_DECIMAL:
    case XL_LEDGER_MONEY:
    case XL_LEDGER_MINUTES:
      if (value->set)
        xl_json_int (b, f->key, value->number);
      else
        xl_json_null (b, f->key);
      break;
    case XL_LEDGER_YES_NO:
      if (value->set)
        xl_json_boolean (b, f->key, value->number != 0);
      else
        xl_json_null (b, f->key);
      break;
    case XL_LEDGER_CODE:
    case XL_LEDGER_CODES:
      xl_json_filled (b, f->key, words);
      xl_json_string (b, code, value->text);
      break;
    case XL_LEDGER_PERSON:
    case XL_LEDGER_HOUSEHOLD:
      xl_json_filled (b, f->key, words);
      if (value->set)
        xl_json_int (b, id, value->number);
      else
        xl_json_null (b, id);
      break;
    default:
      xl_json_filled (b, f->key, words);
    }
}

static void
add_flags (JsonBuilder *b, const char *flags)
{
  g_auto(GStrv) lines = g_strsplit (flags != NULL ? flags : "", "\n", -1);

  json_builder_set_member_name (b, "flags");
  json_builder_begin_array (b);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');
      g_autofree char *reason = NULL;

      if (tab == NULL)
        continue;
      *tab = '\0';
      reason = xl_reason_words (tab + 1, NULL);
      json_builder_begin_object (b);
      xl_json_filled (b, "field", lines[i]);
      xl_json_string (b, "reason", reason);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

void
xl_ledger_json_record (JsonBuilder *b, const XlTemplate *t, const XlLedgerRecord *record, const char *const *cells)
{
  json_builder_begin_object (b);
  xl_json_int (b, "id", record->id);
  xl_json_string (b, "office", record->office);
  xl_json_string (b, "period", record->period);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    add_value (b, xl_template_field (t, i), &record->values[i], cells[i]);
  xl_json_string (b, "source", record->source);
  add_flags (b, record->flags);
  json_builder_end_object (b);
}

void
xl_ledger_json_month (JsonBuilder *b, const XlMonthVisits *month)
{
  g_autofree char *rate = xl_visit_rate_words (&month->rate);

  json_builder_begin_object (b);
  xl_json_string (b, "period", month->period);
  xl_json_string (b, "policy", month->policy);
  xl_json_string (b, "policy_title", month->policy_title);
  xl_json_int (b, "due", month->rate.due);
  xl_json_int (b, "visited", month->rate.visited);
  xl_json_int (b, "visited_at_home", month->at_home);
  xl_json_int (b, "visits", month->rate.visits);
  xl_json_int (b, "rate_bp", month->rate.rate_bp);
  xl_json_string (b, "rate", rate);
  xl_json_int (b, "target_bp", month->target_bp);
  xl_json_boolean (b, "met", month->rate.met);
  json_builder_set_member_name (b, "missed");
  json_builder_begin_array (b);
  for (guint i = 0; i < month->names->len; i++)
    {
      json_builder_begin_object (b);
      xl_json_int (b, "id", g_array_index (month->rate.missed, gint64, i));
      xl_json_string (b, "name", g_ptr_array_index (month->names, i));
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
  json_builder_end_object (b);
}
