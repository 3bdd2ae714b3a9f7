#include "store/xl-search-table.h"
#include "store/xl-db-private.h"
#include "store/xl-search-tokenizer.h"
#include "store/xl-sql.h"

#include "base/xl-pinyin-readings.h"
#include "base/xl-resource.h"

#include <string.h>

typedef enum {
  TIER_EXACT,    /* the whole name, pinyin or initials */
  TIER_BEGINS,   /* names that begin so */
  TIER_REST,
  N_TIERS
} Tier;

typedef struct {
  char              *text;      /* as typed */
  char              *folded;
  glong              length;    /* of @folded, in characters */
  XlSearchKindOfWord kind;
} Word;

typedef struct {
  GArray  *words;
  gboolean all_letters;
  gboolean has_long_number;   /* more digits than are indexed: rows must be looked at */
} Question;

static void
clear_word (gpointer data)
{
  Word *w = data;

  g_free (w->text);
  g_free (w->folded);
}

static void
question_free (Question *q)
{
  g_array_unref (q->words);
  g_free (q);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
add_word (Question *q, const char *start, const char *end)
{
  Word w = { .text = g_strndup (start, (gsize) (end - start)) };

  w.kind = xl_search_judge_word (w.text);
  w.folded = xl_search_fold (w.text);
  w.length = g_utf8_strlen (w.folded, -1);
  if (w.kind == XL_SEARCH_EMPTY)
    {
      clear_word (&w);
      return;
    }
  q->all_letters &= w.kind == XL_SEARCH_LETTERS;
  q->has_long_number |= w.kind == XL_SEARCH_DIGITS && w.length > 4;
  g_array_append_val (q->words, w);
}

static Question *
question_new (const char *text)
{
  Question *q = g_new0 (Question, 1);
  const char *start = text;

  q->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (q->words, clear_word);
  q->all_letters = TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return q;
  for (const char *p = text; ; p = g_utf8_next_char (p))
    if (*p == '\0' || g_unichar_isspace (g_utf8_get_char (p)))
      {
        if (p > start)
          add_word (q, start, p);
        if (*p == '\0')
          return q;
        start = g_utf8_next_char (p);
      }
}

/* An FTS5 string: in double quotes, which are doubled inside. */
static void
append_quoted (GString *match, const char *text)
{
  g_string_append_c (match, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (match, '"');
      g_string_append_c (match, *p);
    }
  g_string_append_c (match, '"');
}

/* FALSE: this word finds no person. */
static gboolean
append_person_word (GString *match, const Word *w, Tier tier)
{
  g_string_append (match, match->len > 0 ? " AND " : "");
  switch (w->kind)
    {
    case XL_SEARCH_HAN:
      g_string_append (match, tier == TIER_REST ? "name : " : "name : ^ ");
      append_quoted (match, w->text);
      return TRUE;
    case XL_SEARCH_DIGITS:
      g_string_append (match, "number : ");
      append_quoted (match, w->length < 4 ? w->folded : g_utf8_offset_to_pointer (w->folded, w->length - 4));
      return w->length >= 4;
    default:
      g_string_append (match, "spell : ");
      append_quoted (match, w->folded);
      g_string_append (match, tier == TIER_EXACT ? "" : " *");
      return TRUE;
    }
}

/* "zhang san" is "zhangsan" too. */
static void
append_joined (GString *match, const Question *q, Tier tier)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; i < q->words->len; i++)
    g_string_append (joined, g_array_index (q->words, Word, i).folded);
  g_string_prepend_c (match, '(');
  g_string_append (match, ") OR spell : ");
  append_quoted (match, joined->str);
  g_string_append (match, tier == TIER_EXACT ? "" : " *");
}

static char *
match_persons (const Question *q, Tier tier)
{
  g_autoptr(GString) match = g_string_new (NULL);

  for (guint i = 0; i < q->words->len; i++)
    if (!append_person_word (match, &g_array_index (q->words, Word, i), tier))
      return NULL;
  if (q->all_letters && q->words->len > 1)
    append_joined (match, q, tier);
  return g_strdup (match->str);
}

static char *
match_records (const Question *q)
{
  g_autoptr(GString) match = g_string_new (NULL);

  for (guint i = 0; i < q->words->len; i++)
    {
      const Word *w = &g_array_index (q->words, Word, i);

      g_string_append (match, i > 0 ? " AND text : " : "text : ");
      append_quoted (match, w->text);
      g_string_append (match, w->kind == XL_SEARCH_HAN ? "" : " *");
    }
  return g_strdup (match->str);
}

/* Persons ----------------------------------------------------------------------------------------------------------- */

static gboolean
ends_so (const char *number, const char *tail)
{
  g_autofree char *folded = number != NULL ? g_ascii_strdown (number, -1) : NULL;

  return folded != NULL && g_str_has_suffix (folded, tail);
}

/* What the index cannot tell: long numbers, and whether the name is exactly the word. */
static gboolean
row_fits (const Question *q, Tier tier, const char *name, const char *id_number, const char *phone)
{
  for (guint i = 0; i < q->words->len; i++)
    {
      const Word *w = &g_array_index (q->words, Word, i);

      if (w->kind == XL_SEARCH_DIGITS && w->length > 4 && !ends_so (id_number, w->folded) && !ends_so (phone, w->folded))
        return FALSE;
      if (tier == TIER_EXACT && w->kind == XL_SEARCH_HAN)
        {
          g_autofree char *folded = xl_search_fold (name);

          if (strcmp (folded, w->folded) != 0)
            return FALSE;
        }
    }
  return TRUE;
}

/* Adds persons of @tier to @ids until there are @limit of them. */
static gboolean
find_persons (XlDb *db, const Question *q, Tier tier, guint limit, GArray *ids, GHashTable *seen, GError **error)
{
  static const char plain[] = "SELECT rowid, NULL, NULL, NULL FROM fts_search WHERE fts_search MATCH ?1";
  static const char looking[] =
    "SELECT f.rowid, p.name, coalesce (p.id_number, p.id_written), p.phone FROM fts_search AS f CROSS JOIN person AS p"
    " WHERE fts_search MATCH ?1 AND p.id = f.rowid";
  gboolean look = q->has_long_number || (tier == TIER_EXACT && !q->all_letters);
  g_autofree char *match = match_persons (q, tier);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, look ? looking : plain, error);
  g_autoptr(GError) local = NULL;

  if (match == NULL || stmt == NULL)
    return match == NULL;
  sqlite3_bind_text (stmt, 1, match, -1, SQLITE_STATIC);
  while ((limit == 0 || ids->len < limit) && xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      if (look && !row_fits (q, tier, xl_column (stmt, 1), xl_column (stmt, 2), xl_column (stmt, 3)))
        continue;
      if (seen == NULL || g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
        g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* One character begins the name of a tenth of everybody and is nobody's whole name. */
static gboolean
tier_is_useful (const Question *q, Tier tier)
{
  const Word *w = &g_array_index (q->words, Word, 0);

  if (tier == TIER_EXACT)
    return q->words->len == 1 ? w->kind != XL_SEARCH_DIGITS && w->length > 1 : q->all_letters;
  if (tier == TIER_BEGINS)
    for (guint i = 0; i < q->words->len; i++)
      if (g_array_index (q->words, Word, i).kind == XL_SEARCH_HAN)
        return TRUE;
  return tier == TIER_REST;
}

static gboolean
rank_persons (XlDb *db, const Question *q, guint limit, GArray *ids, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (Tier tier = TIER_EXACT; tier < N_TIERS && (limit == 0 || ids->len < limit); tier++)
    if (tier_is_useful (q, tier) && !find_persons (db, q, tier, limit, ids, seen, error))
      return FALSE;
  return TRUE;
}

static gboolean
find_records (XlDb *db, const Question *q, guint limit, GArray *hits, GError **error)
{
  static const char sql[] =
    "SELECT f.rowid, s.kind FROM fts_search AS f CROSS JOIN cache_search AS s"
    " WHERE fts_search MATCH ?1 AND s.id = f.rowid ORDER BY f.rowid DESC LIMIT ?2";
  g_autofree char *match = match_records (q);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_text (stmt, 1, match, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 2, limit == 0 ? -1 : (gint64) limit);
  while (xl_db_step (db, stmt, &local))
    {
      XlSearchHit hit = { g_intern_string (xl_column (stmt, 1)), sqlite3_column_int64 (stmt, 0) };

      g_array_append_val (hits, hit);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GArray *
xl_search_run (XlDb *db, const char *text, guint limit, GError **error)
{
  g_autoptr(Question) q = question_new (text);
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (XlSearchHit));
  g_autoptr(GArray) persons = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (q->words->len == 0)
    return g_steal_pointer (&hits);
  if (!rank_persons (db, q, limit, persons, error))
    return NULL;
  for (guint i = 0; i < persons->len; i++)
    {
      XlSearchHit hit = { XL_SEARCH_PERSON, g_array_index (persons, gint64, i) };

      g_array_append_val (hits, hit);
    }
  return find_records (db, q, limit, hits, error) ? g_steal_pointer (&hits) : NULL;
}

GArray *
xl_search_persons (XlDb *db, const char *text, GError **error)
{
  g_autoptr(Question) q = question_new (text);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (q->words->len > 0 && !find_persons (db, q, TIER_REST, 0, ids, NULL, error))
    return NULL;
  return g_steal_pointer (&ids);
}

GArray *
xl_search_records (XlDb *db, const char *text, GError **error)
{
  g_autoptr(Question) q = question_new (text);
  g_autofree char *match = match_records (q);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT rowid FROM fts_search WHERE fts_search MATCH ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_text (stmt, 1, match, -1, SQLITE_STATIC);
  while (q->words->len > 0 && xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

char *
xl_search_title (XlDb *db, const XlSearchHit *hit, GError **error)
{
  gboolean is_person = g_strcmp0 (hit->kind, XL_SEARCH_PERSON) == 0;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, is_person ? "SELECT name FROM person WHERE id = ?1"
                                                        : "SELECT text FROM cache_search WHERE id = ?1", error);
  const char *text;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, hit->id);
  if (!xl_db_step (db, stmt, error))
    return NULL;
  text = xl_column (stmt, 0);
  return g_strndup (text, strcspn (text, "\n"));
}

/* Upkeep ------------------------------------------------------------------------------------------------------------ */

/* What the words of the index were made with; a change of it makes them anew. */
static char *
describe_maker (void)
{
  static const char *const tables[] = { "codes/pinyin_surname.tsv", "codes/pinyin_extra.tsv" };
  GString *maker = g_string_new ("1");   /* of the tokenizer and of what is indexed */

  g_string_append_printf (maker, " %s", xl_pinyin_readings_from);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GBytes) table = xl_resource_bytes (tables[i]);

      g_string_append_printf (maker, " %08x", table != NULL ? g_bytes_hash (table) : 0);
    }
  return g_string_free (maker, FALSE);
}

gboolean
xl_search_rebuild (XlDb *db, GError **error)
{
  g_autofree char *maker = describe_maker ();
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_search_log_index_all (xl_db_search_log (db), error))
    return FALSE;
  stmt = xl_db_prepare (db, "INSERT INTO meta (key, value) VALUES ('search_maker', ?1)"
                            " ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);
  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, maker);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_search_ensure (XlDb *db, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *had = xl_db_text (db, "SELECT value FROM meta WHERE key = 'search_maker'", &local);
  g_autofree char *maker = describe_maker ();

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_strcmp0 (had, maker) == 0)
    return TRUE;
  if (!xl_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (xl_search_rebuild (db, error) && xl_db_exec (db, "COMMIT", error))
    return TRUE;
  xl_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}
