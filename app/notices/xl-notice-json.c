#include "notices/xl-notice-json.h"

#include <math.h>

static void
add_text (JsonBuilder *b, const char *name, const char *text)
{
  json_builder_set_member_name (b, name);
  if (text != NULL)
    json_builder_add_string_value (b, text);
  else
    json_builder_add_null_value (b);
}

static void
add_number (JsonBuilder *b, const char *name, gint64 number)
{
  json_builder_set_member_name (b, name);
  json_builder_add_int_value (b, number);
}

/* An empty list is null, as in the sample files. */
static void
add_values (JsonBuilder *b, const char *name, const GPtrArray *facts)
{
  json_builder_set_member_name (b, name);
  if (facts->len == 0)
    {
      json_builder_add_null_value (b);
      return;
    }
  json_builder_begin_array (b);
  for (guint i = 0; i < facts->len; i++)
    json_builder_add_string_value (b, ((XlFact *) facts->pdata[i])->value);
  json_builder_end_array (b);
}

static void
add_days (JsonBuilder *b, const char *day)
{
  g_auto(GStrv) words = g_strsplit (day, ",", -1);

  json_builder_set_member_name (b, "day");
  if (g_strv_length (words) > 1)
    json_builder_begin_array (b);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_isdigit (words[i][0]))
      json_builder_add_int_value (b, g_ascii_strtoll (words[i], NULL, 10));
    else
      json_builder_add_string_value (b, words[i]);
  if (g_strv_length (words) > 1)
    json_builder_end_array (b);
}

static void
add_deadline (JsonBuilder *b, const XlNoticeDeadline *item)
{
  const XlDeadline *d = item->deadline;

  json_builder_begin_object (b);
  add_text (b, "raw", item->fact->raw);
  add_text (b, "kind", xl_deadline_kind_word (d->kind));
  add_text (b, "date", d->date[0] != '\0' ? d->date : NULL);
  if (d->time[0] != '\0')
    add_text (b, "time", d->time);
  if (d->relative)
    add_text (b, "relative_to", "written_date");
  else if (d->from_receipt)
    add_text (b, "relative_to", "received_date");
  if (d->workdays != 0)
    add_number (b, "workdays", d->workdays);
  if (d->days != 0)
    add_number (b, "days", d->days);
  if (d->day != NULL)
    add_days (b, d->day);
  if (d->month_offset != 0)
    add_number (b, "month_offset", d->month_offset);
  if (d->month_of_quarter != 0)
    add_number (b, "month_of_quarter", d->month_of_quarter);
  if (d->weekday != 0)
    add_number (b, "weekday", d->weekday);
  if (d->offset != NULL)
    add_text (b, "offset", d->offset);
  json_builder_set_member_name (b, "approx");
  json_builder_add_boolean_value (b, d->approx);
  add_text (b, "what", item->fact->value);
  add_text (b, "doubt", d->doubt);
  json_builder_end_object (b);
}

static void
add_task (JsonBuilder *b, const XlNoticeTask *task)
{
  json_builder_begin_object (b);
  add_text (b, "what", task->fact->value);
  add_text (b, "due", task->due);
  add_text (b, "to", task->to);
  add_text (b, "doubt", task->doubt);
  json_builder_end_object (b);
}

static void
add_contacts (JsonBuilder *b, const GPtrArray *contacts)
{
  json_builder_set_member_name (b, "contacts");
  if (contacts->len == 0)
    {
      json_builder_add_null_value (b);
      return;
    }
  json_builder_begin_array (b);
  for (guint i = 0; i < contacts->len; i++)
    {
      const XlContact *c = contacts->pdata[i];

      json_builder_begin_object (b);
      add_text (b, "name", c->name);
      add_text (b, "phone", c->phone);
      add_text (b, "email", c->email);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

static const char *
value_of (const XlFact *fact)
{
  return fact != NULL ? fact->value : NULL;
}

static const char *
raw_of (const XlFact *fact)
{
  return fact != NULL ? fact->raw : NULL;
}

void
xl_notice_add_json (JsonBuilder *builder, const XlNotice *notice)
{
  add_text (builder, "title", value_of (notice->title));
  add_text (builder, "doc_number", value_of (notice->number));
  add_text (builder, "doc_number_raw", raw_of (notice->number));
  add_values (builder, "issuing_organs", notice->issuers);
  add_text (builder, "written_date", value_of (notice->written_date));
  add_text (builder, "written_date_raw", raw_of (notice->written_date));
  add_text (builder, "publication_date", value_of (notice->publication_date));
  add_values (builder, "recipients", notice->recipients);
  add_text (builder, "recipients_raw", raw_of (notice->recipients_line));
  json_builder_set_member_name (builder, "deadlines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < notice->deadlines->len; i++)
    add_deadline (builder, notice->deadlines->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "tasks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < notice->tasks->len; i++)
    add_task (builder, notice->tasks->pdata[i]);
  json_builder_end_array (builder);
  add_contacts (builder, notice->contacts);
  add_values (builder, "attachments", notice->attachments);
  add_values (builder, "cited_numbers", notice->cited);
  add_text (builder, "document_kind", value_of (notice->kind));
  add_text (builder, "urgency", value_of (notice->urgency));
}

GArray *
xl_fact_places (const XlFact *fact, const XlNoticeText *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (XlTextPlace));

  for (guint i = fact->first_char; i < fact->first_char + fact->n_chars && i < text->places->len; i++)
    {
      const XlTextPlace *p = &g_array_index (text->places, XlTextPlace, i);
      XlTextPlace *last = lines->len > 0 ? &g_array_index (lines, XlTextPlace, lines->len - 1) : NULL;

      if (p->page == 0)
        continue;
      if (last != NULL && last->page == p->page && p->x0 >= last->x0 && fabsf (p->y0 + p->y1 - last->y0 - last->y1) < p->y1 - p->y0)
        {
          last->x1 = MAX (last->x1, p->x1);
          last->y0 = MIN (last->y0, p->y0);
          last->y1 = MAX (last->y1, p->y1);
        }
      else
        g_array_append_val (lines, *p);
    }
  return lines;
}

static void
add_place (JsonBuilder *b, const char *name, const XlFact *fact, const XlNoticeText *text)
{
  g_autoptr(GArray) lines = NULL;

  if (fact == NULL)
    return;
  lines = xl_fact_places (fact, text);
  json_builder_begin_object (b);
  add_text (b, "fact", name);
  add_text (b, "value", fact->value);
  json_builder_set_member_name (b, "confidence");
  json_builder_add_double_value (b, round (fact->confidence * 100) / 100);
  json_builder_set_member_name (b, "lines");
  json_builder_begin_array (b);
  for (guint i = 0; i < lines->len; i++)
    {
      const XlTextPlace *p = &g_array_index (lines, XlTextPlace, i);
      float box[4] = { p->x0, p->y0, p->x1, p->y1 };

      json_builder_begin_array (b);
      json_builder_add_int_value (b, p->page);
      for (guint k = 0; k < 4; k++)
        json_builder_add_double_value (b, round (box[k] * 10) / 10);
      json_builder_end_array (b);
    }
  json_builder_end_array (b);
  json_builder_end_object (b);
}

static void
add_all (JsonBuilder *b, const char *name, const GPtrArray *facts, const XlNoticeText *text)
{
  for (guint i = 0; i < facts->len; i++)
    add_place (b, name, facts->pdata[i], text);
}

void
xl_notice_add_places (JsonBuilder *builder, const XlNotice *notice, const XlNoticeText *text)
{
  json_builder_set_member_name (builder, "places");
  json_builder_begin_array (builder);
  add_place (builder, "title", notice->title, text);
  add_place (builder, "doc_number", notice->number, text);
  add_all (builder, "issuing_organs", notice->issuers, text);
  add_place (builder, "written_date", notice->written_date, text);
  add_place (builder, "publication_date", notice->publication_date, text);
  add_all (builder, "recipients", notice->recipients, text);
  for (guint i = 0; i < notice->deadlines->len; i++)
    add_place (builder, "deadlines", ((XlNoticeDeadline *) notice->deadlines->pdata[i])->fact, text);
  for (guint i = 0; i < notice->tasks->len; i++)
    add_place (builder, "tasks", ((XlNoticeTask *) notice->tasks->pdata[i])->fact, text);
  for (guint i = 0; i < notice->contacts->len; i++)
    add_place (builder, "contacts", ((XlContact *) notice->contacts->pdata[i])->fact, text);
  add_all (builder, "attachments", notice->attachments, text);
  json_builder_end_array (builder);
}
