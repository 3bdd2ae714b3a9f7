#include "ledgers/xl-template.h"

#include "base/xl-resource.h"

#include <string.h>

static const char *const type_names[XL_N_LEDGER_TYPES] = {
  "text", "long-text", "integer", "decimal", "money", "date", "month", "time", "minutes", "yes-no", "code", "codes",
  "person", "household", "place", "organisation", "attachment",
};

void
xl_value_clear (XlValue *value)
{
  g_free (value->text);
  *value = (XlValue) { 0 };
}

static void
free_due (XlDueList *due)
{
  if (due == NULL)
    return;
  g_free (due->ledger);
  g_free (due->from);
  g_free (due->to);
  g_free (due->policies);
  g_free (due->counted_by);
  g_free (due);
}

static void
free_rules (XlTemplate *t)
{
  free_due (t->due);
  g_free (t->every);
  if (t->active != NULL)
    g_free (t->active->ended);
  g_free (t->active);
  g_clear_pointer (&t->unique, g_ptr_array_unref);
  if (t->no_overlap != NULL)
    {
      g_clear_pointer (&t->no_overlap->same, g_array_unref);
      g_free (t->no_overlap->message);
      g_free (t->no_overlap);
    }
  if (t->running != NULL)
    {
      g_clear_pointer (&t->running->within, g_array_unref);
      g_clear_pointer (&t->running->order, g_array_unref);
      g_free (t->running);
    }
}

XlTemplate *
xl_template_ref (XlTemplate *t)
{
  g_atomic_int_inc (&t->refs);
  return t;
}

void
xl_template_free (XlTemplate *t)
{
  if (!g_atomic_int_dec_and_test (&t->refs))
    return;
  g_free (t->filing);
  g_free (t->key);
  g_free (t->title);
  g_free (t->department);
  g_free (t->action);
  g_free (t->source);
  g_free (t->table);
  g_strfreev (t->clauses);
  g_clear_pointer (&t->fields, g_ptr_array_unref);
  g_clear_pointer (&t->checks, g_ptr_array_unref);
  g_clear_pointer (&t->layouts, g_ptr_array_unref);
  g_clear_pointer (&t->indicators, g_ptr_array_unref);
  g_clear_pointer (&t->alerts, g_ptr_array_unref);
  g_clear_pointer (&t->reports, g_ptr_array_unref);
  g_clear_pointer (&t->same_when, g_array_unref);
  g_clear_pointer (&t->formula_order, g_array_unref);
  free_rules (t);
  g_free (t);
}

static XlTemplate *
read_built_in (const char *key, GError **error)
{
  g_autofree char *path = g_strdup_printf ("ledgers/%s.json", key);
  g_autoptr(GBytes) bytes = xl_resource_bytes (path);
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no ledger template %s", key);
      return NULL;
    }
  data = g_bytes_get_data (bytes, &size);
  return xl_template_parse (path, data, size, error);
}

XlTemplate *
xl_template_built_in (const char *key, GError **error)
{
  static GMutex lock;
  static GHashTable *known;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  XlTemplate *t;

  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  t = g_hash_table_lookup (known, key);
  if (t == NULL && (t = read_built_in (key, error)) != NULL)
    g_hash_table_insert (known, t->key, t);
  return t != NULL ? xl_template_ref (t) : NULL;
}

char **
xl_template_built_in_keys (void)
{
  char **lines = xl_resource_lines ("ledgers/catalogue.tsv");

  for (guint i = 0; lines[i] != NULL; i++)
    lines[i][strcspn (lines[i], "\t")] = '\0';
  return lines;
}

guint
xl_template_n_fields (const XlTemplate *t)
{
  return t->fields->len;
}

const XlLedgerField *
xl_template_field (const XlTemplate *t, guint i)
{
  return g_ptr_array_index (t->fields, i);
}

int
xl_template_find (const XlTemplate *t, const char *key)
{
  for (guint i = 0; i < t->fields->len; i++)
    if (g_strcmp0 (xl_template_field (t, i)->key, key) == 0)
      return (int) i;
  return -1;
}

/* The entry whose key, its first member, is @key. */
static gconstpointer
find_entry (const GPtrArray *list, const char *key)
{
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (*(char **) g_ptr_array_index (list, i), key) == 0)
      return g_ptr_array_index (list, i);
  return NULL;
}

const XlLedgerLayout *
xl_template_layout (const XlTemplate *t, const char *key)
{
  return find_entry (t->layouts, key);
}

const XlLedgerAlert *
xl_template_alert (const XlTemplate *t, const char *key)
{
  return find_entry (t->alerts, key);
}

const XlLedgerReport *
xl_template_report (const XlTemplate *t, const char *key)
{
  return find_entry (t->reports, key);
}

const char *
xl_template_column (const XlTemplate *t, guint i)
{
  return (int) i == t->subject_field ? "subject" : xl_template_field (t, i)->key;
}

gboolean
xl_template_is_stored (const XlTemplate *t, guint i)
{
  return xl_template_field (t, i)->from_person == NULL;
}

const XlLedgerCode *
xl_ledger_field_code (const XlLedgerField *field, const char *code)
{
  for (guint i = 0; field->codes != NULL && i < field->codes->len; i++)
    {
      const XlLedgerCode *c = g_ptr_array_index (field->codes, i);

      if (g_strcmp0 (c->code, code) == 0)
        return c;
    }
  return NULL;
}

const XlLedgerCode *
xl_ledger_field_code_find (const XlLedgerField *field, const char *text)
{
  const XlLedgerCode *by_code = xl_ledger_field_code (field, text);

  for (guint i = 0; by_code == NULL && field->codes != NULL && i < field->codes->len; i++)
    {
      const XlLedgerCode *c = g_ptr_array_index (field->codes, i);

      if (g_strcmp0 (c->name, text) == 0 || g_strv_contains ((const char *const *) c->aliases, text))
        return c;
    }
  return by_code;
}

gboolean
xl_ledger_field_is_number (XlLedgerType type)
{
  switch (type)
    {
    case XL_LEDGER_INTEGER:
    case XL_LEDGER_DECIMAL:
    case XL_LEDGER_MONEY:
    case XL_LEDGER_MINUTES:
    case XL_LEDGER_YES_NO:
    case XL_LEDGER_PERSON:
    case XL_LEDGER_HOUSEHOLD:
      return TRUE;
    default:
      return FALSE;
    }
}

const char *
xl_ledger_field_type_name (XlLedgerType type)
{
  return type_names[type];
}

const char *const *
xl_template_person_facts (void)
{
  static const char *const facts[] = {
    "name", "id_number", "sex", "birth_date", "age", "ethnic", "phone", "address", "group_no", "office", "kinds",
    "education", "political", "marital", "hukou", "away", "relation", "note", NULL
  };

  return facts;
}

const char *const *
xl_template_household_facts (void)
{
  static const char *const facts[] = {
    "number", "head", "head_id_number", "group", "address", "phone", "size", "kind", "land", "note", NULL
  };

  return facts;
}

/* Past the text 'so' that begins at @c. */
static const char *
skip_text (const char *c)
{
  const char *end = strchr (c + 1, '\'');

  return end != NULL ? end + 1 : c + strlen (c);
}

char **
xl_expression_words (const char *expression)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (const char *c = expression; *c != '\0';)
    {
      const char *start = c;

      if (*c == '\'')
        {
          c = skip_text (c);
          continue;
        }
      while (g_ascii_isalnum (*c) || *c == '_')
        c++;
      if (c == start)
        c++;
      else if (!g_ascii_isdigit (*start))
        {
          g_autofree char *word = g_ascii_strdown (start, c - start);

          if (!g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
            g_ptr_array_add (words, g_steal_pointer (&word));
        }
    }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}
