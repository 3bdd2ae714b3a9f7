/* The table in a piece of HTML from a clipboard.  One pass, no tree: unclosed, nested and misplaced tags cannot hurt.
 */
#include "ui/xl-grid-block.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SPAN 100000      /* rows that one cell may cover */

typedef struct {
  XlGridBlockMaker maker;
  GString         *cell;          /* text of the open cell */
  int             *covered;       /* of each column: how many rows from here on a cell above still covers */
  int              depth;         /* of tables */
  gboolean         done;          /* the table has ended */
  gboolean         in_row, in_cell;
  gboolean         row_hidden, cell_hidden;
  gboolean         space;         /* a blank is due before the next letter */
  int              colspan, rowspan;
  char             number[40];    /* the value the program wrote beside the text; "" none */
} Reader;

/* What stands between < and >. */
typedef struct {
  char        name[12];      /* lower case, cut */
  gboolean    closing;
  const char *attributes, *end;
} Tag;

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* The value of @name in the tag: where it begins, @len bytes; NULL: not there. */
static const char *
find_attribute (const Tag *tag, const char *name, gsize *len)
{
  gsize n = strlen (name);
  const char *p = tag->attributes;

  while (p < tag->end)
    {
      const char *key, *value;
      gsize key_len;
      char quote;

      while (p < tag->end && (g_ascii_isspace (*p) || *p == '/'))
        p++;
      key = p;
      while (p < tag->end && !g_ascii_isspace (*p) && *p != '=' && *p != '/')
        p++;
      key_len = p - key;
      while (p < tag->end && g_ascii_isspace (*p))
        p++;
      value = p;
      *len = 0;
      if (p < tag->end && *p == '=')
        {
          for (p++; p < tag->end && g_ascii_isspace (*p); p++)
            ;
          quote = p < tag->end && (*p == '"' || *p == '\'') ? *p++ : '\0';
          value = p;
          while (p < tag->end && (quote != '\0' ? *p != quote : !g_ascii_isspace (*p)))
            p++;
          *len = p - value;
          p += quote != '\0' && p < tag->end;
        }
      else if (key_len == 0)
        p++;
      if (key_len == n && g_ascii_strncasecmp (key, name, n) == 0)
        return value;
    }
  return NULL;
}

static int
read_span (const Tag *tag, const char *name, int most)
{
  gsize len;
  const char *value = find_attribute (tag, name, &len);
  int span = value != NULL && len > 0 && g_ascii_isdigit (*value) ? atoi (value) : 1;

  return CLAMP (span, 1, most);
}

static gboolean
is_hidden (const Tag *tag)
{
  gsize len, said = 0;
  const char *style = find_attribute (tag, "style", &len);
  char plain[512];

  for (gsize i = 0; style != NULL && i < len && said < sizeof plain - 1; i++)
    if (!g_ascii_isspace (style[i]))
      plain[said++] = g_ascii_tolower (style[i]);
  plain[said] = '\0';
  return strstr (plain, "display:none") != NULL || find_attribute (tag, "hidden", &len) != NULL;
}

/* LibreOffice writes sdval, Excel x:num. */
static void
read_number (const Tag *tag, char *number, gsize size)
{
  gsize len;
  const char *value = find_attribute (tag, "sdval", &len);

  if (value == NULL)
    value = find_attribute (tag, "x:num", &len);
  if (value == NULL || len >= size)
    len = 0;
  memcpy (number, value != NULL ? value : "", len);
  number[len] = '\0';
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static gboolean
is_shortened (const char *text)
{
  gsize len = strlen (text);

  return (len > 0 && strspn (text, "#") == len) ||
         (strpbrk (text, "eE") != NULL && strspn (text, "0123456789.eE+") == len && g_ascii_isdigit (*text));
}

/* A number of more than 15 digits has lost some in the spreadsheet already: shown so that it is refused.  One that is
 * only shown short is taken whole. */
static void
take_number (Reader *self)
{
  char *end = NULL;
  double number = g_ascii_strtod (self->number, &end);
  char whole[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->number[0] == '\0' || *end != '\0')
    return;
  if (number >= 1e15 || number <= -1e15)
    g_string_assign (self->cell, g_ascii_formatd (whole, sizeof whole, "%.5E", number));
  else if (is_shortened (self->cell->str))
    g_string_assign (self->cell, g_ascii_formatd (whole, sizeof whole, "%.15g", number));
}

/* Columns that a cell of an earlier row covers are empty in this one. */
static void
skip_covered (Reader *self)
{
  for (guint c = self->maker.cells->len; c < XL_GRID_PASTE_COLUMNS && self->covered[c] > 0; c++)
    {
      self->covered[c]--;
      xl_grid_block_cell (&self->maker, "", 0);
    }
}

/* The same at the end of a row that is shorter than others, or hidden. */
static void
skip_all_covered (Reader *self)
{
  guint last = XL_GRID_PASTE_COLUMNS;

  while (last > self->maker.cells->len && self->covered[last - 1] == 0)
    last--;
  for (guint c = self->maker.cells->len; c < last; c++)
    {
      self->covered[c] = MAX (0, self->covered[c] - 1);
      if (!self->row_hidden)
        xl_grid_block_cell (&self->maker, "", 0);
    }
}

static void
end_cell (Reader *self)
{
  if (!self->in_cell)
    return;
  self->in_cell = FALSE;
  if (self->cell_hidden || self->row_hidden)
    return;
  take_number (self);
  skip_covered (self);
  for (int i = 0; i < self->colspan && self->maker.reason == NULL; i++)
    {
      guint c = self->maker.cells->len;

      if (xl_grid_block_cell (&self->maker, i == 0 ? self->cell->str : "", i == 0 ? self->cell->len : 0))
        self->covered[c] = self->rowspan - 1;
    }
}

static void
end_row (Reader *self)
{
  end_cell (self);
  if (self->in_row)
    skip_all_covered (self);
  if (self->in_row && self->maker.cells->len > 0)
    xl_grid_block_row (&self->maker);
  self->in_row = FALSE;
}

static void
begin_row (Reader *self, const Tag *tag)
{
  end_row (self);
  self->in_row = TRUE;
  self->row_hidden = tag != NULL && is_hidden (tag);
}

static void
begin_cell (Reader *self, const Tag *tag)
{
  end_cell (self);
  if (!self->in_row)
    begin_row (self, NULL);
  self->in_cell = TRUE;
  self->space = FALSE;
  self->cell_hidden = is_hidden (tag);
  self->colspan = read_span (tag, "colspan", XL_GRID_PASTE_COLUMNS + 1);
  self->rowspan = read_span (tag, "rowspan", MOST_SPAN);
  read_number (tag, self->number, sizeof self->number);
  g_string_truncate (self->cell, 0);
}

/* --- text --------------------------------------------------------------------------------------------------------- */

static void
add_line_end (Reader *self)
{
  self->space = FALSE;
  if (self->in_cell)
    g_string_append_c (self->cell, '\n');
}

/* One that begins a paragraph: only between texts. */
static void
add_break (Reader *self)
{
  if (self->in_cell && self->cell->len > 0 && self->cell->str[self->cell->len - 1] != '\n')
    add_line_end (self);
}

static void
add_letter (Reader *self, gunichar c)
{
  if (self->space && self->cell->len > 0 && self->cell->str[self->cell->len - 1] != '\n')
    g_string_append_c (self->cell, ' ');
  self->space = FALSE;
  if (c != 0 && self->cell->len <= XL_GRID_PASTE_LETTERS * 4)
    g_string_append_unichar (self->cell, c);
}

/* &amp; &#160; &#xA0; at @p; how long it is, 0: the & is a letter. */
static gsize
read_entity (const char *p, gunichar *c)
{
  static const struct { const char *name; gunichar c; } known[] = {
    { "&nbsp;", 0xA0 }, { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
    { "&middot;", 0xB7 }, { "&times;", 0xD7 }, { "&divide;", 0xF7 }, { "&deg;", 0xB0 }, { "&plusmn;", 0xB1 },
    { "&yen;", 0xA5 }, { "&hellip;", 0x2026 }, { "&mdash;", 0x2014 }, { "&ndash;", 0x2013 }, { "&bull;", 0x2022 },
    { "&ldquo;", 0x201C }, { "&rdquo;", 0x201D }, { "&lsquo;", 0x2018 }, { "&rsquo;", 0x2019 }, { "&copy;", 0xA9 },
    { "&ensp;", ' ' }, { "&emsp;", 0x3000 }, { "&radic;", 0x221A },
  };
  char *end = NULL;
  guint64 code;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (p, known[i].name))
      {
        *c = known[i].c;
        return strlen (known[i].name);
      }
  if (p[1] != '#')
    return 0;
  code = p[2] == 'x' || p[2] == 'X' ? g_ascii_strtoull (p + 3, &end, 16) : g_ascii_strtoull (p + 2, &end, 10);
  if (end == NULL || end == p + 2 || *end != ';' || end - p > 12)
    return 0;
  *c = code < 0x110000 && g_unichar_validate ((gunichar) code) ? (gunichar) code : 0;
  return end + 1 - p;
}

static const char *
take_text (Reader *self, const char *p)
{
  while (*p != '\0' && *p != '<')
    {
      gunichar c = 0;
      gsize entity = *p == '&' ? read_entity (p, &c) : 0;

      if (entity == 0 && g_ascii_isspace (*p))
        self->space = self->in_cell;
      else if (self->in_cell)
        add_letter (self, entity > 0 ? c : g_utf8_get_char (p));
      p = entity > 0 ? p + entity : g_utf8_next_char (p);
    }
  return p;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

/* Past the end of a tag that begins at @p with '<'; quotes may hold '>'. */
static const char *
read_tag (const char *p, Tag *tag)
{
  gsize n = 0;
  char quote = '\0';

  p++;
  tag->closing = *p == '/';
  p += tag->closing;
  for (; *p != '\0' && *p != '>' && *p != '/' && !g_ascii_isspace (*p); p++)
    if (n < sizeof tag->name - 1)
      tag->name[n++] = g_ascii_tolower (*p);
  tag->name[n] = '\0';
  tag->attributes = p;
  for (; *p != '\0' && (quote != '\0' || *p != '>'); p++)
    if (quote != '\0')
      quote = *p == quote ? '\0' : quote;
    else if ((*p == '"' || *p == '\'') && p[-1] == '=')
      quote = *p;
  tag->end = p;
  return *p == '>' ? p + 1 : p;
}

/* Past </style> and the like: what stands before it is no text. */
static const char *
skip_element (const char *p, const char *name)
{
  g_autofree char *end = g_strdup_printf ("</%s", name);
  gsize n = strlen (end);

  while (*p != '\0' && !(*p == '<' && g_ascii_strncasecmp (p, end, n) == 0))
    p++;
  return p;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static void
take_table_tag (Reader *self, const Tag *tag)
{
  if (!tag->closing)
    {
      self->depth++;
      if (self->depth > 1)
        add_break (self);
      return;
    }
  if (self->depth == 1)
    {
      end_row (self);
      self->done = self->maker.rows->len > 0;
    }
  self->depth = MAX (0, self->depth - 1);
}

static void
take_tag (Reader *self, const Tag *tag)
{
  static const char *const breaks[] = { "p", "div", "li", NULL };
  gboolean cell = strcmp (tag->name, "td") == 0 || strcmp (tag->name, "th") == 0;

  if (strcmp (tag->name, "table") == 0)
    take_table_tag (self, tag);
  else if (strcmp (tag->name, "br") == 0)
    add_line_end (self);
  else if (is_one_of (tag->name, breaks) || (self->depth > 1 && strcmp (tag->name, "tr") == 0))
    add_break (self);
  else if (self->depth > 1 && cell)
    self->space = TRUE;
  else if (self->depth == 1 && strcmp (tag->name, "tr") == 0)
    {
      if (tag->closing)
        end_row (self);
      else
        begin_row (self, tag);
    }
  else if (self->depth == 1 && cell)
    {
      if (tag->closing)
        end_cell (self);
      else
        begin_cell (self, tag);
    }
}

/* Past the markup at @p. */
static const char *
take_markup (Reader *self, const char *p)
{
  static const char *const silent[] = { "style", "script", "title", "xml", NULL };
  const char *end;
  Tag tag;

  if (g_str_has_prefix (p, "<!--"))
    {
      end = strstr (p + 4, "-->");
      return end != NULL ? end + 3 : p + strlen (p);
    }
  if (!g_ascii_isalpha (p[1]) && (p[1] == '\0' || strchr ("/!?", p[1]) == NULL))
    {
      if (self->in_cell)
        add_letter (self, '<');
      return p + 1;
    }
  p = read_tag (p, &tag);
  if (!tag.closing && is_one_of (tag.name, silent))
    return skip_element (p, tag.name);
  take_tag (self, &tag);
  return p;
}

GPtrArray *
xl_grid_from_html (const char *html, gsize len, const char **reason)
{
  g_autofree char *all = xl_grid_to_utf8 (html, len, &len, reason);
  g_autofree int *covered = g_new0 (int, XL_GRID_PASTE_COLUMNS + 1);
  g_autoptr(GString) cell = g_string_new (NULL);
  Reader self = { .cell = cell, .covered = covered };
  g_autoptr(GPtrArray) rows = NULL;

  if (all == NULL)
    return NULL;
  xl_grid_block_begin (&self.maker);
  for (const char *p = all; *p != '\0' && !self.done && self.maker.reason == NULL;)
    p = *p == '<' ? take_markup (&self, p) : take_text (&self, p);
  end_row (&self);
  rows = xl_grid_block_end (&self.maker, reason);
  return rows != NULL && rows->len > 0 ? g_steal_pointer (&rows) : NULL;
}
