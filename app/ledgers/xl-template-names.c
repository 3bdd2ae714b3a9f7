#include "ledgers/xl-template-names.h"

#include "base/xl-error.h"

/* Takes @name for field @i, or refuses it as another's: its title stands in @titles. */
static gboolean
take_heading (GHashTable *titles, const XlTemplate *t, guint i, const char *name, GError **error)
{
  const XlLedgerField *f = xl_template_field (t, i);
  const XlLedgerField *other = g_hash_table_lookup (titles, name);

  if (other != NULL && other != f)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "%s: /fields/%u/%s: a column \"%s\" is the field \"%s\" already", t->key, i,
                   g_strcmp0 (name, f->title) == 0 ? "title" : "headers", name, other->key);
      return FALSE;
    }
  g_hash_table_insert (titles, (gpointer) name, (gpointer) f);
  return TRUE;
}

/* Fields that are taken from the person are not read from spreadsheets. */
static gboolean
judge_headings (GHashTable *titles, const XlTemplate *t, guint i, GError **error)
{
  const XlLedgerField *f = xl_template_field (t, i);

  if (!take_heading (titles, t, i, f->title, error))
    return FALSE;
  for (guint k = 0; f->from_person == NULL && f->headers[k] != NULL; k++)
    if (!take_heading (titles, t, i, f->headers[k], error))
      return FALSE;
  return TRUE;
}

/* A word that stands for two codes is read as the one or the other by chance. */
static gboolean
take_word (GHashTable *words, const XlTemplate *t, guint i, guint k, const char *word, GError **error)
{
  const XlLedgerCode *c = g_ptr_array_index (xl_template_field (t, i)->codes, k);
  const XlLedgerCode *other = g_hash_table_lookup (words, word);

  if (other == NULL || other == c)
    {
      g_hash_table_insert (words, (gpointer) word, (gpointer) c);
      return TRUE;
    }
  g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "%s: /fields/%u/codes/%u: \"%s\" means the code \"%s\" already", t->key, i, k, word,
               other->code);
  return FALSE;
}

static gboolean
judge_codes (const XlTemplate *t, guint i, GError **error)
{
  const GPtrArray *codes = xl_template_field (t, i)->codes;
  g_autoptr(GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint k = 0; codes != NULL && k < codes->len; k++)
    {
      const XlLedgerCode *c = g_ptr_array_index (codes, k);

      if (!take_word (words, t, i, k, c->code, error) || !take_word (words, t, i, k, c->name, error))
        return FALSE;
      for (guint n = 0; c->aliases[n] != NULL; n++)
        if (!take_word (words, t, i, k, c->aliases[n], error))
          return FALSE;
    }
  return TRUE;
}

gboolean
xl_template_judge_names (const XlTemplate *t, GError **error)
{
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (!judge_headings (titles, t, i, error) || !judge_codes (t, i, error))
      return FALSE;
  return TRUE;
}
