#include "ledgers/xl-period.h"
#include "ledgers/xl-template-parts.h"

#include <string.h>

#define MAX_TIMES  100
#define MAX_UNIQUE 10

/* Who or what is due ---------------------------------------------------------------------------------------------- */

static XlDueList *
read_due_list (XlDoc *doc, const XlTemplate *t, JsonObject *object)
{
  static const char *const known[] = { "ledger", "from", "to", "policies", "counted_by", NULL };
  XlDueList *due = g_new0 (XlDueList, 1);

  xl_doc_only (doc, "/due", object, known);
  due->ledger = xl_template_read_key (doc, "/due", object, "ledger", '-');
  due->from = xl_template_read_key (doc, "/due", object, "from", '_');
  due->to = json_object_has_member (object, "to") ? xl_template_read_key (doc, "/due", object, "to", '_') : NULL;
  due->policies =
      json_object_has_member (object, "policies") ? xl_template_read_key (doc, "/due", object, "policies", '-') : NULL;
  xl_template_read_field_name (doc, t, "/due", object, "counted_by", FALSE, XL_LEDGER_CODE);
  due->counted_by = xl_template_copy_text (doc, "/due", object, "counted_by", FALSE, 60);
  if (t->subject == XL_SUBJECT_NONE || t->period == XL_PERIOD_EVENT)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "", "due", "needs a subject and a period");
  return due;
}

static guint
read_number (XlDoc *doc, const char *path, JsonObject *object, const char *name, gint64 missing, gint64 min, gint64 max)
{
  gint64 n = xl_doc_int (doc, path, object, name, missing);

  if (json_object_has_member (object, name) && (n < min || n > max))
    xl_doc_refuse (doc, XL_ERROR_RANGE, path, name, "must be %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
  return (guint) CLAMP (n, 0, max);
}

/* The deadline within the period, or within the one after it. */
static void
read_by (XlDoc *doc, JsonObject *object, XlDueEvery *every)
{
  static const char *const known[] = { "month", "day", "after", NULL };
  JsonObject *by = xl_doc_object (doc, "/due", object, "by");

  if (by == NULL)
    return;
  xl_doc_only (doc, "/due/by", by, known);
  if (every->every == XL_PERIOD_DAY)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "/due", "by", "what is due every day is due on that day");
  else if (xl_period_months (every->every) == 0 && json_object_has_member (by, "month"))
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "/due/by", "month", "a period shorter than a month has none");
  else
    every->by_month = read_number (doc, "/due/by", by, "month", 0, 1, MAX (xl_period_months (every->every), 1));
  every->by_day = read_number (doc, "/due/by", by, "day", 0, 1, 31);
  every->by_after = read_number (doc, "/due/by", by, "after", 0, 0, 1) == 1;
}

static XlDueEvery *
read_due_every (XlDoc *doc, const XlTemplate *t, JsonObject *object)
{
  static const char *const known[] = { "every", "times", "by", "of", NULL };
  XlDueEvery *every = g_new0 (XlDueEvery, 1);

  xl_doc_only (doc, "/due", object, known);
  every->every = (XlLedgerPeriod) xl_template_read_choice (doc, "/due", object, "every", xl_period_names (), -1);
  if (every->every == XL_PERIOD_EVENT)
    xl_doc_refuse (doc, XL_ERROR_UNKNOWN, "/due", "every", "must be day, week, ten-days, month, quarter, half-year or year");
  every->times = read_number (doc, "/due", object, "times", 1, 1, MAX_TIMES);
  every->of = xl_template_read_field_name (doc, t, "/due", object, "of", FALSE, XL_LEDGER_CODE);
  read_by (doc, object, every);
  if (t->period_field < 0)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "", "due", "needs a period_field");
  else if (xl_period_months (every->every) == 0 && xl_template_field (t, (guint) t->period_field)->type != XL_LEDGER_DATE)
    xl_doc_refuse (doc, XL_ERROR_CONFLICT, "/due", "every", "what is shorter than a month needs a date as period_field");
  return every;
}

/* Which records --------------------------------------------------------------------------------------------------- */

static char *
read_ended (XlDoc *doc, const XlTemplate *t, JsonObject *object)
{
  char *ended = xl_template_copy_text (doc, "/active", object, "ended", FALSE, 2000);
  int field = ended != NULL ? xl_template_find (t, ended) : -1;

  if (field >= 0 && xl_template_field (t, (guint) field)->type != XL_LEDGER_YES_NO)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "/active", "ended", "\"%s\" is no yes-no", ended);
  return ended;
}

static XlLedgerActive *
read_active (XlDoc *doc, const XlTemplate *t, JsonObject *root)
{
  static const char *const known[] = { "from", "to", "ended", NULL };
  JsonObject *object = xl_doc_object (doc, "", root, "active");
  XlLedgerActive *active;

  if (object == NULL)
    return NULL;
  xl_doc_only (doc, "/active", object, known);
  active = g_new0 (XlLedgerActive, 1);
  active->from = xl_template_read_field_name (doc, t, "/active", object, "from", FALSE, XL_LEDGER_DATE);
  active->to = xl_template_read_field_name (doc, t, "/active", object, "to", FALSE, XL_LEDGER_DATE);
  active->ended = read_ended (doc, t, object);
  if (active->from < 0 && active->to < 0 && active->ended == NULL)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "active", "names neither from nor to nor ended");
  return active;
}

static void
read_unique (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  JsonArray *array = xl_doc_array (doc, "", root, "unique", FALSE, MAX_UNIQUE);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && doc->error == NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("%u", i);
      g_autoptr(JsonObject) holder = json_object_new ();   /* so that the list has a name to be asked by */

      json_object_set_member (holder, place, json_node_copy (json_array_get_element (array, i)));
      g_ptr_array_add (t->unique, xl_template_read_field_names (doc, t, "/unique", holder, place, TRUE));
    }
}

static void
judge_spans (XlDoc *doc, const XlTemplate *t, const XlNoOverlap *o)
{
  XlLedgerType type = o->on >= 0 ? XL_LEDGER_TIME : XL_LEDGER_DATE;
  const char *const names[] = { "from", "to" };
  const int fields[] = { o->from, o->to };

  for (guint i = 0; i < 2 && doc->error == NULL; i++)
    if (xl_template_field (t, (guint) fields[i])->type != type || !xl_template_is_stored (t, (guint) fields[i]))
      xl_doc_refuse (doc, XL_ERROR_FORMAT, "/no_overlap", names[i],
                     o->on >= 0 ? "must be a time of day" : "must be a date (times of day need \"on\", their day)");
}

static XlNoOverlap *
read_no_overlap (XlDoc *doc, const XlTemplate *t, JsonObject *root)
{
  static const char *const known[] = { "same", "from", "to", "on", "message", NULL };
  JsonObject *object = xl_doc_object (doc, "", root, "no_overlap");
  XlNoOverlap *o;

  if (object == NULL)
    return NULL;
  xl_doc_only (doc, "/no_overlap", object, known);
  o = g_new0 (XlNoOverlap, 1);
  o->same = xl_template_read_field_names (doc, t, "/no_overlap", object, "same", FALSE);
  o->from = xl_template_read_field_name (doc, t, "/no_overlap", object, "from", TRUE, -1);
  o->to = xl_template_read_field_name (doc, t, "/no_overlap", object, "to", TRUE, -1);
  o->on = xl_template_read_field_name (doc, t, "/no_overlap", object, "on", FALSE, XL_LEDGER_DATE);
  o->message = xl_template_copy_text (doc, "/no_overlap", object, "message", TRUE, 200);
  if (doc->error == NULL)
    judge_spans (doc, t, o);
  return o;
}

/* A balance ------------------------------------------------------------------------------------------------------- */

static void
judge_amounts (XlDoc *doc, const XlTemplate *t, const XlRunning *r)
{
  const XlLedgerField *balance = xl_template_field (t, (guint) r->balance);
  const int others[] = { r->plus, r->minus };

  if ((balance->type != XL_LEDGER_MONEY && balance->type != XL_LEDGER_INTEGER && balance->type != XL_LEDGER_DECIMAL)
      || balance->read_only)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "/running", "balance", "must be money or a number that is written");
  for (guint i = 0; i < 2 && doc->error == NULL; i++)
    {
      const XlLedgerField *f = others[i] >= 0 ? xl_template_field (t, (guint) others[i]) : balance;

      if (f->type != balance->type || f->places != balance->places || f->from_person != NULL)
        xl_doc_refuse (doc, XL_ERROR_FORMAT, "/running", i == 0 ? "plus" : "minus",
                       "must be of the same type as the balance");
    }
  if (doc->error == NULL && r->plus < 0 && r->minus < 0)
    xl_doc_refuse (doc, XL_ERROR_FORMAT, "", "running", "names neither plus nor minus");
}

static XlRunning *
read_running (XlDoc *doc, const XlTemplate *t, JsonObject *root)
{
  static const char *const known[] = { "balance", "plus", "minus", "within", "order", NULL };
  JsonObject *object = xl_doc_object (doc, "", root, "running");
  XlRunning *r;

  if (object == NULL)
    return NULL;
  xl_doc_only (doc, "/running", object, known);
  r = g_new0 (XlRunning, 1);
  r->balance = xl_template_read_field_name (doc, t, "/running", object, "balance", TRUE, -1);
  r->plus = xl_template_read_field_name (doc, t, "/running", object, "plus", FALSE, -1);
  r->minus = xl_template_read_field_name (doc, t, "/running", object, "minus", FALSE, -1);
  r->within = xl_template_read_field_names (doc, t, "/running", object, "within", FALSE);
  r->order = xl_template_read_field_names (doc, t, "/running", object, "order", TRUE);
  if (doc->error == NULL)
    judge_amounts (doc, t, r);
  return r;
}

void
xl_template_read_rules (XlDoc *doc, XlTemplate *t, JsonObject *root)
{
  JsonObject *due = xl_doc_object (doc, "", root, "due");

  if (due != NULL && json_object_has_member (due, "every"))
    t->every = read_due_every (doc, t, due);
  else if (due != NULL)
    t->due = read_due_list (doc, t, due);
  t->active = read_active (doc, t, root);
  t->unique = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  read_unique (doc, t, root);
  t->no_overlap = read_no_overlap (doc, t, root);
  t->running = read_running (doc, t, root);
}
