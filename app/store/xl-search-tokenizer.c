#include "store/xl-search-tokenizer.h"
#include "store/xl-sql.h"

#include <string.h>

typedef enum {
  CLASS_OTHER,
  CLASS_DOT,    /* · and its look-alikes: not there */
  CLASS_HAN,
  CLASS_WORD
} CharClass;

/* Full width → half width, lower case, Latin letters without their accents. */
static gunichar
fold_char (gunichar c)
{
  gunichar base, mark;

  if (c >= 0xff01 && c <= 0xff5e)
    c -= 0xfee0;
  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  if (c >= 0x2e80)
    return c;
  while (g_unichar_decompose (c, &base, &mark) && base != c)
    c = base;
  return g_unichar_tolower (c);
}

static CharClass
classify (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) ? CLASS_WORD : CLASS_OTHER;
  if (c == 0xb7 || c == 0x2022 || c == 0x2027 || c == 0x30fb || c == 0xff0e || c == 0xff65 || g_unichar_ismark (c))
    return CLASS_DOT;
  if (c < 0x2e80)
    return g_unichar_isalnum (c) ? CLASS_WORD : CLASS_OTHER;
  /* Private use holds rare characters of old office fonts; planes 2 and 3 are Han even where this GLib does not know them yet. */
  if (c >= 0x20000 || (c >= 0xe000 && c <= 0xf8ff) || g_unichar_isalnum (c) || c == 0x3005 || c == 0x3007)
    return CLASS_HAN;
  return CLASS_OTHER;
}

typedef struct {
  const char *text;
  const char *end;
  const char *next;    /* behind the character read last */
} Reader;

/* The next character that is no dot, folded; FALSE at the end.  What is no UTF-8 is passed over. */
static gboolean
read_char (Reader *r, gunichar *c, CharClass *class, const char **at)
{
  while (r->next < r->end)
    {
      gunichar raw = g_utf8_get_char_validated (r->next, r->end - r->next);

      *at = r->next;
      if ((gint) raw < 0)
        {
          r->next++;
          continue;
        }
      r->next = g_utf8_next_char (r->next);
      *c = fold_char (raw);
      *class = classify (*c);
      if (*class != CLASS_DOT)
        return TRUE;
    }
  return FALSE;
}

/* The tokenizer ----------------------------------------------------------------------------------------------------- */

typedef int (*TokenFunc) (void *context, int flags, const char *token, int size, int start, int end);

typedef struct {
  Reader    reader;
  gboolean  question;
  TokenFunc emit;
  void     *context;
  int       rc;
} Scan;

static void
emit (Scan *s, int flags, const char *token, int size, const char *at)
{
  if (s->rc == SQLITE_OK)
    s->rc = s->emit (s->context, flags, token, size, (int) (at - s->reader.text), (int) (s->reader.next - s->reader.text));
}

/* One Han character at @at; @has_next: @next follows in the same run. */
static void
emit_han (Scan *s, gunichar c, const char *at, gboolean has_next, gunichar next, gboolean single)
{
  char buffer[16];
  int size = g_unichar_to_utf8 (c, buffer);

  if (!s->question || single)
    emit (s, 0, buffer, size, at);
  if (!has_next)
    return;
  size += g_unichar_to_utf8 (next, buffer + size);
  emit (s, s->question ? 0 : FTS5_TOKEN_COLOCATED, buffer, size, at);
}

/* A run of Han that begins with @c; leaves the reader before the first character that is not of it. */
static void
scan_run (Scan *s, gunichar c, const char *at)
{
  for (gboolean first = TRUE; s->rc == SQLITE_OK; first = FALSE)
    {
      Reader ahead = s->reader;
      gunichar next = 0;
      CharClass class = CLASS_OTHER;
      const char *next_at = NULL;
      gboolean more = read_char (&ahead, &next, &class, &next_at);
      gboolean follows = more && class == CLASS_HAN;

      /* In a question the last character stands alone only when it is the whole run, or when another word follows it. */
      emit_han (s, c, at, follows, next, !follows && (first || more));
      if (!follows)
        return;
      s->reader = ahead;
      c = next;
      at = next_at;
    }
}

static void
scan_word (Scan *s, gunichar c, const char *at)
{
  char buffer[128];
  int size = 0;
  CharClass class = CLASS_WORD;
  const char *here = at;

  do
    {
      Reader before = s->reader;

      if (size + 6 < (int) sizeof buffer)   /* a longer word is known by its beginning */
        size += g_unichar_to_utf8 (c, buffer + size);
      if (!read_char (&s->reader, &c, &class, &here))
        break;
      if (class != CLASS_WORD)
        s->reader = before;
    }
  while (class == CLASS_WORD);
  emit (s, 0, buffer, size, at);
}

static int
tokenize (Fts5Tokenizer *self, void *context, int flags, const char *text, int size, TokenFunc func)
{
  Scan s = { { text, text + size, text }, (flags & FTS5_TOKENIZE_QUERY) != 0, func, context, SQLITE_OK };
  gunichar c;
  CharClass class;
  const char *at;

  while (s.rc == SQLITE_OK && read_char (&s.reader, &c, &class, &at))
    if (class == CLASS_HAN)
      scan_run (&s, c, at);
    else if (class == CLASS_WORD)
      scan_word (&s, c, at);
  return s.rc;
}

static int
create_tokenizer (void *context, const char **args, int n_args, Fts5Tokenizer **tokenizer)
{
  *tokenizer = (Fts5Tokenizer *) context;   /* it has no state of its own */
  return SQLITE_OK;
}

static void
delete_tokenizer (Fts5Tokenizer *tokenizer)
{
}

static fts5_api *
find_api (XlDb *db, GError **error)
{
  fts5_api *api = NULL;
  XlStmt *stmt = NULL;

  if (sqlite3_prepare_v2 (xl_db_handle (db), "SELECT fts5 (?1)", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (stmt);
    }
  sqlite3_finalize (stmt);
  if (api == NULL)
    g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FAILED, "this SQLite has no FTS5");
  return api;
}

gboolean
xl_search_tokenizer_register (XlDb *db, GError **error)
{
  static fts5_tokenizer tokenizer = { create_tokenizer, delete_tokenizer, tokenize };
  fts5_api *api = find_api (db, error);

  if (api == NULL)
    return FALSE;
  if (api->xCreateTokenizer (api, "xl", api, &tokenizer, NULL) == SQLITE_OK)
    return TRUE;
  return xl_db_fail (db, error);
}

/* Words ------------------------------------------------------------------------------------------------------------- */

XlSearchKindOfWord
xl_search_judge_word (const char *word)
{
  Reader r = { word, word + strlen (word), word };
  gunichar c, last = 0;
  CharClass class;
  const char *at;
  guint n_digits = 0, n_letters = 0;

  while (read_char (&r, &c, &class, &at))
    {
      if (class == CLASS_HAN)
        return XL_SEARCH_HAN;
      if (class != CLASS_WORD)
        continue;
      last = c;
      if (g_unichar_isdigit (c))
        n_digits++;
      else
        n_letters++;
    }
  if (n_digits + n_letters == 0)
    return XL_SEARCH_EMPTY;
  return n_letters == 0 || (n_letters == 1 && last == 'x' && n_digits >= 3) ? XL_SEARCH_DIGITS : XL_SEARCH_LETTERS;
}

char *
xl_search_fold (const char *text)
{
  Reader r = { text, text + strlen (text), text };
  GString *folded = g_string_new (NULL);
  gunichar c;
  CharClass class;
  const char *at;

  while (read_char (&r, &c, &class, &at))
    if (class != CLASS_OTHER)
      g_string_append_unichar (folded, c);
  return g_string_free (folded, FALSE);
}
