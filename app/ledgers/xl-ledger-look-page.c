#include "ledgers/xl-ledger-look-page.h"

#include "ledgers/xl-value.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 3      /* values that a chip names; more are counted */

static void
narrow_free (gpointer data)
{
  XlLedgerNarrow *narrow = data;

  xl_ledger_filter_free (narrow->filter);
  g_free (narrow->words);
  g_free (narrow);
}

XlLedgerLook *
xl_ledger_look_new (void)
{
  XlLedgerLook *look = g_new0 (XlLedgerLook, 1);

  look->narrows = g_ptr_array_new_with_free_func (narrow_free);
  look->sorts = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_sort_free);
  return look;
}

void
xl_ledger_look_free (XlLedgerLook *look)
{
  g_ptr_array_unref (look->narrows);
  g_ptr_array_unref (look->sorts);
  g_free (look->group);
  g_free (look);
}

/* Changing -------------------------------------------------------------------------------------------------------- */

static int
find_narrow (const XlLedgerLook *look, const char *name)
{
  for (guint i = 0; i < look->narrows->len; i++)
    if (strcmp (((XlLedgerNarrow *) g_ptr_array_index (look->narrows, i))->filter->name, name) == 0)
      return (int) i;
  return -1;
}

static int
find_sort (const XlLedgerLook *look, const char *name)
{
  for (guint i = 0; i < look->sorts->len; i++)
    if (strcmp (((XlLedgerSort *) g_ptr_array_index (look->sorts, i))->name, name) == 0)
      return (int) i;
  return -1;
}

void
xl_ledger_look_narrow (XlLedgerLook *look, const char *name, XlLedgerFilter *filter, const char *words)
{
  int at = find_narrow (look, name);
  XlLedgerNarrow *narrow;

  if (at >= 0)
    g_ptr_array_remove_index (look->narrows, (guint) at);
  if (filter == NULL)
    return;
  narrow = g_new0 (XlLedgerNarrow, 1);
  narrow->filter = filter;
  narrow->words = g_strdup (words);
  g_ptr_array_insert (look->narrows, at, narrow);
}

const XlLedgerFilter *
xl_ledger_look_find (const XlLedgerLook *look, const char *name)
{
  int at = find_narrow (look, name);

  return at >= 0 ? ((XlLedgerNarrow *) g_ptr_array_index (look->narrows, at))->filter : NULL;
}

void
xl_ledger_look_sort (XlLedgerLook *look, const char *name, gboolean descending, gboolean also)
{
  int at = find_sort (look, name);

  if (also && at >= 0)
    {
      ((XlLedgerSort *) g_ptr_array_index (look->sorts, at))->descending = descending;
      return;
    }
  if (!also)
    g_ptr_array_set_size (look->sorts, 0);
  g_ptr_array_add (look->sorts, xl_ledger_sort_new (name, descending));
}

void
xl_ledger_look_unsort (XlLedgerLook *look, const char *name)
{
  int at = find_sort (look, name);

  if (at >= 0)
    g_ptr_array_remove_index (look->sorts, (guint) at);
}

GPtrArray *
xl_ledger_look_filters (const XlLedgerLook *look)
{
  GPtrArray *filters = g_ptr_array_new ();

  for (guint i = 0; i < look->narrows->len; i++)
    g_ptr_array_add (filters, ((XlLedgerNarrow *) g_ptr_array_index (look->narrows, i))->filter);
  return filters;
}

/* Keeping --------------------------------------------------------------------------------------------------------- */

static void
add_text (JsonBuilder *b, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (b, name);
  json_builder_add_string_value (b, text);
}

static void
add_narrow (JsonBuilder *b, const XlLedgerNarrow *narrow)
{
  const XlLedgerFilter *f = narrow->filter;

  json_builder_begin_object (b);
  add_text (b, "name", f->name);
  json_builder_set_member_name (b, "kind");
  json_builder_add_int_value (b, f->kind);
  add_text (b, "low", f->low);
  add_text (b, "high", f->high);
  add_text (b, "text", f->text);
  add_text (b, "words", narrow->words);
  if (f->values != NULL)
    {
      json_builder_set_member_name (b, "values");
      json_builder_begin_array (b);
      for (guint i = 0; f->values[i] != NULL; i++)
        json_builder_add_string_value (b, f->values[i]);
      json_builder_end_array (b);
    }
  json_builder_end_object (b);
}

JsonNode *
xl_ledger_look_to_json (const XlLedgerLook *look)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  json_builder_begin_object (b);
  json_builder_set_member_name (b, "filters");
  json_builder_begin_array (b);
  for (guint i = 0; i < look->narrows->len; i++)
    add_narrow (b, g_ptr_array_index (look->narrows, i));
  json_builder_end_array (b);
  json_builder_set_member_name (b, "sorts");
  json_builder_begin_array (b);
  for (guint i = 0; i < look->sorts->len; i++)
    {
      const XlLedgerSort *sort = g_ptr_array_index (look->sorts, i);

      json_builder_begin_object (b);
      add_text (b, "name", sort->name);
      json_builder_set_member_name (b, "descending");
      json_builder_add_boolean_value (b, sort->descending);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
  add_text (b, "group", look->group);
  json_builder_end_object (b);
  return json_builder_get_root (b);
}

static JsonArray *
array_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
object_at (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The name of @object when @t still has it. */
static const char *
known_name (const XlTemplate *t, JsonObject *object, const char *member)
{
  const char *name = object != NULL ? json_object_get_string_member_with_default (object, member, NULL) : NULL;

  return name != NULL && xl_ledger_query_field (t, name, NULL) > -2 ? name : NULL;
}

static char **
take_values (JsonObject *object)
{
  JsonArray *array = array_of (object, "values");
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
      g_strv_builder_add (values, json_array_get_string_element (array, i));
  return g_strv_builder_end (values);
}

static void
take_narrow (XlLedgerLook *look, const XlTemplate *t, JsonObject *object)
{
  const char *name = known_name (t, object, "name");
  gint64 kind = name != NULL ? json_object_get_int_member_with_default (object, "kind", -1) : -1;
  XlLedgerFilter *filter;

  if (kind < XL_LEDGER_FILTER_VALUES || kind > XL_LEDGER_FILTER_CONTAINS)
    return;
  filter = xl_ledger_filter_new ((XlLedgerFilterKind) kind, name);
  filter->low = g_strdup (json_object_get_string_member_with_default (object, "low", NULL));
  filter->high = g_strdup (json_object_get_string_member_with_default (object, "high", NULL));
  filter->text = g_strdup (json_object_get_string_member_with_default (object, "text", NULL));
  if (kind == XL_LEDGER_FILTER_VALUES)
    filter->values = take_values (object);
  if (kind == XL_LEDGER_FILTER_CONTAINS && filter->text == NULL)
    xl_ledger_filter_free (filter);
  else
    xl_ledger_look_narrow (look, name, filter, json_object_get_string_member_with_default (object, "words", NULL));
}

XlLedgerLook *
xl_ledger_look_from_json (const XlTemplate *t, JsonNode *node)
{
  XlLedgerLook *look = xl_ledger_look_new ();
  JsonObject *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *filters = root != NULL ? array_of (root, "filters") : NULL;
  JsonArray *sorts = root != NULL ? array_of (root, "sorts") : NULL;

  for (guint i = 0; filters != NULL && i < json_array_get_length (filters); i++)
    if (object_at (filters, i) != NULL)
      take_narrow (look, t, object_at (filters, i));
  for (guint i = 0; sorts != NULL && i < json_array_get_length (sorts); i++)
    {
      const char *name = known_name (t, object_at (sorts, i), "name");

      if (name != NULL)
        xl_ledger_look_sort (look, name, json_object_get_boolean_member_with_default (object_at (sorts, i), "descending", FALSE),
                             TRUE);
    }
  look->group = g_strdup (known_name (t, root, "group"));
  return look;
}

/* Words ----------------------------------------------------------------------------------------------------------- */

const char *
xl_ledger_look_title (const XlTemplate *t, const char *name)
{
  int i = xl_ledger_query_field (t, name, NULL);

  if (i >= 0)
    return xl_template_field (t, (guint) i)->title;
  return strcmp (name, "flags") == 0 ? _("To be checked") : name;
}

static char *
value_words (const XlLedgerField *field, const char *stored)
{
  XlValue value = { 0 };
  char *words;

  if (stored[0] == '\0')
    return g_strdup (C_("filter", "blank"));
  if (field == NULL)
    return g_strdup (stored);
  if (field->type == XL_LEDGER_CODE || field->type == XL_LEDGER_CODES)
    {
      const XlLedgerCode *code = xl_ledger_field_code (field, stored);

      return g_strdup (code != NULL ? code->name : stored);
    }
  value = xl_ledger_field_is_number (field->type) ? xl_value_of_number (g_ascii_strtoll (stored, NULL, 10))
                                                  : xl_value_of_text (stored);
  words = xl_value_show (field, &value, FALSE);
  xl_value_clear (&value);
  return words;
}

static char *
list_values (const XlLedgerField *field, char **values)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = g_strv_length (values);

  for (guint i = 0; i < MIN (n, MOST_WORDS); i++)
    {
      g_autofree char *words = value_words (field, values[i]);

      if (i > 0)
        g_string_append (text, C_("list", ", "));
      g_string_append (text, words);
    }
  if (n > MOST_WORDS)
    g_string_append_printf (text, C_("filter", " and %u more"), n - MOST_WORDS);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
xl_ledger_narrow_words (const XlTemplate *t, const XlLedgerNarrow *narrow)
{
  const XlLedgerFilter *f = narrow->filter;
  int i = xl_ledger_query_field (t, f->name, NULL);
  const XlLedgerField *field = i >= 0 ? xl_template_field (t, (guint) i) : NULL;
  const char *title = xl_ledger_look_title (t, f->name);
  g_autofree char *low = f->low != NULL ? value_words (field, f->low) : NULL;
  g_autofree char *high = f->high != NULL ? value_words (field, f->high) : NULL;
  g_autofree char *values = NULL;

  switch (f->kind)
    {
    case XL_LEDGER_FILTER_EMPTY:
      return g_strdup_printf (C_("filter", "%s: blank"), title);
    case XL_LEDGER_FILTER_FILLED:
      return g_strdup_printf (C_("filter", "%s: filled in"), title);
    case XL_LEDGER_FILTER_CONTAINS:
      return g_strdup_printf (C_("filter", "%s: with “%s”"), title, f->text);
    case XL_LEDGER_FILTER_RANGE:
      if (low != NULL && high != NULL)
        return g_strdup_printf (C_("filter", "%s: %s to %s"), title, low, high);
      return low != NULL ? g_strdup_printf (C_("filter", "%s: from %s"), title, low)
                         : g_strdup_printf (C_("filter", "%s: up to %s"), title, high);
    default:
      values = narrow->words != NULL ? g_strdup (narrow->words) : list_values (field, f->values);
      return g_strdup_printf (C_("filter", "%s: %s"), title, values);
    }
}

char *
xl_ledger_sort_words (const XlTemplate *t, const XlLedgerSort *sort)
{
  return g_strdup_printf (C_("sorted", "By %s %s"), xl_ledger_look_title (t, sort->name), sort->descending ? "↓" : "↑");
}
