#include "exchange/xl-columns.h"

#include "base/xl-error.h"
#include "base/xl-identity.h"
#include "base/xl-name.h"
#include "exchange/xl-column-map-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_COLUMNS 2048
#define MIN_FIELDS 2          /* a row with fewer known titles is no header */

/* A header that might be one: rows @first … @last of the look-ahead. */
typedef struct {
  guint    first, last;       /* indexes into the rows */
  guint    n_columns;
  char   **titles;
  int     *field_of;
  guint    score;             /* fields recognised */
  gboolean complete;          /* the required ones among them */
  int      twice;             /* a field that two columns claim, or -1 */
  guint    twice_a, twice_b;
} Candidate;

static void
free_candidate (gpointer data)
{
  Candidate *c = data;

  if (c == NULL)
    return;
  for (guint i = 0; i < c->n_columns; i++)
    g_free (c->titles[i]);
  g_free (c->titles);
  g_free (c->field_of);
  g_free (c);
}

/* Cuts what stands in brackets at the end: a unit or a hint. */
static void
cut_bracket (char *text)
{
  gsize length = strlen (text);
  char *open = length > 1 && text[length - 1] == ')' ? strrchr (text, '(') : NULL;

  if (open != NULL && open != text)
    *open = '\0';
}

char *
xl_header_fold (const char *title)
{
  g_autofree char *folded = xl_text_key (title);
  GString *out = g_string_new (NULL);

  cut_bracket (folded);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && (c == '_' || c > 0x7f || g_ascii_isalnum ((gchar) c)) && c != 0x3001 && c != 0xff0a && c != 0x2605)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Folded names → field + 1. */
static GHashTable *
index_names (const XlFieldSet *set)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* from the last to the first name, so that a title of its own wins over another's synonym */
  for (guint i = 0; i < set->fields->len; i++)
    {
      const XlField *field = g_ptr_array_index (set->fields, i);

      for (guint k = 0; field->names[k] != NULL; k++)
        {
          g_autofree char *folded = xl_header_fold (field->names[k]);

          if (k == 0 || !g_hash_table_contains (names, folded))
            g_hash_table_replace (names, g_steal_pointer (&folded), GUINT_TO_POINTER (i + 1));
        }
    }
  return names;
}

static void
note_field (Candidate *c, const XlFieldSet *set, guint column, int field)
{
  for (guint i = 0; field >= 0 && i < column; i++)
    if (c->field_of[i] == field && c->twice < 0)
      {
        c->twice = field;
        c->twice_a = i + 1;
        c->twice_b = column + 1;
        return;
      }
  if (field >= 0 && c->twice != field)
    c->score++;
}

static void
check_complete (Candidate *c, const XlFieldSet *set)
{
  c->complete = c->score >= MIN (MIN_FIELDS, set->fields->len);
  for (guint f = 0; f < set->fields->len; f++)
    {
      const XlField *field = g_ptr_array_index (set->fields, f);
      gboolean there = !field->required;

      for (guint i = 0; i < c->n_columns && !there; i++)
        there = c->field_of[i] == (int) f;
      c->complete = c->complete && there;
    }
}

static guint
last_column (const XlRow *row)
{
  return row->n_cells > 0 ? MIN (row->cells[row->n_cells - 1].column, MAX_COLUMNS) : 0;
}

/* The title of a column: the lowest row of the header that says something there; @field: what it, or all rows together, name. */
static char *
read_title (const XlRow *const *rows, guint first, guint last, guint column, GHashTable *names, int *field)
{
  g_autoptr(GString) whole = g_string_new (NULL);
  char *lowest = g_strdup ("");
  gpointer found = NULL;

  for (guint r = first; r <= last; r++)
    {
      const XlCell *cell = xl_row_cell (rows[r], column);
      g_autofree char *text = cell != NULL ? xl_cell_dup_text (cell) : NULL;
      g_autofree char *folded = text != NULL && text[0] != '\0' ? xl_header_fold (text) : NULL;

      if (folded == NULL)
        continue;
      found = g_hash_table_lookup (names, folded);
      g_string_append (whole, text);
      g_free (lowest);
      lowest = g_steal_pointer (&text);
    }
  if (found == NULL && whole->len > 0)
    {
      g_autofree char *folded = xl_header_fold (whole->str);

      found = g_hash_table_lookup (names, folded);
    }
  *field = GPOINTER_TO_INT (found) - 1;
  return lowest;
}

static Candidate *
try_header (const XlFieldSet *set, const XlRow *const *rows, guint first, guint last, GHashTable *names)
{
  Candidate *c = g_new0 (Candidate, 1);

  c->first = first;
  c->last = last;
  c->twice = -1;
  for (guint r = first; r <= last; r++)
    c->n_columns = MAX (c->n_columns, last_column (rows[r]));
  c->titles = g_new0 (char *, c->n_columns);
  c->field_of = g_new0 (int, c->n_columns);
  for (guint i = 0; i < c->n_columns; i++)
    {
      c->titles[i] = read_title (rows, first, last, i + 1, names, &c->field_of[i]);
      note_field (c, set, i, c->field_of[i]);
    }
  check_complete (c, set);
  return c;
}

static gboolean
same_titles (const Candidate *a, const Candidate *b)
{
  for (guint i = 0; i < MAX (a->n_columns, b->n_columns); i++)
    if (g_strcmp0 (i < a->n_columns ? a->titles[i] : "", i < b->n_columns ? b->titles[i] : "") != 0)
      return FALSE;
  return TRUE;
}

static gboolean
adjacent (const XlRow *const *rows, guint a, guint b)
{
  return rows[b]->row - rows[a]->row <= 1;
}

/* The best header: most fields, then fewest rows, then the topmost. */
static GPtrArray *
find_candidates (const XlFieldSet *set, const XlRow *const *rows, guint n_rows, const XlColumnMap *map, GHashTable *names)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (free_candidate);

  for (guint last = 0; last < n_rows; last++)
    {
      Candidate *best = NULL;

      if (map != NULL && map->header_row > 0 && rows[last]->row != map->header_row)
        continue;
      for (guint height = 1; height <= 3 && height <= last + 1; height++)
        {
          guint first = last + 1 - height;
          Candidate *c;

          if (height > 1 && !adjacent (rows, first, first + 1))
            break;
          c = try_header (set, rows, first, last, names);
          if (best == NULL || c->score > best->score || (c->complete && !best->complete))
            {
              free_candidate (best);
              best = c;
            }
          else
            free_candidate (c);
        }
      if (best != NULL && (best->complete || (map != NULL && map->header_row > 0)))
        g_ptr_array_add (found, best);
      else
        free_candidate (best);
    }
  return found;
}

static void
fail_not_found (const XlFieldSet *set, const XlRow *const *rows, guint n_rows, const XlColumnMap *map, GError **error)
{
  g_autoptr(GString) wanted = g_string_new (NULL);

  if (map != NULL && map->header_row > 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("row %u, which the map names as the header, is empty"), map->header_row);
      return;
    }
  for (guint i = 0; i < set->fields->len && i < 5; i++)
    g_string_append_printf (wanted, "%s%s", i > 0 ? "、" : "", ((XlField *) g_ptr_array_index (set->fields, i))->title);
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND,
               _("no header found: none of the first %u rows holds titles like %s; name the row with a map"), n_rows, wanted->str);
}

/* Chooses among the candidates; two that differ and stand apart are for a person to decide. */
static const Candidate *
choose (GPtrArray *found, const XlRow *const *rows, GError **error)
{
  const Candidate *best = NULL;

  for (guint i = 0; i < found->len; i++)
    {
      const Candidate *c = g_ptr_array_index (found, i);

      if (best == NULL || c->score > best->score)
        best = c;
    }
  for (guint i = 0; best != NULL && i < found->len; i++)
    {
      const Candidate *c = g_ptr_array_index (found, i);
      gboolean overlap = c->first <= best->last && c->last >= best->first;

      if (c == best || overlap || c->score * 10 < best->score * 7 || same_titles (c, best))
        continue;
      g_set_error (error, XL_ERROR, XL_ERROR_AMBIGUOUS,
                   _("two rows look like the header: row %u and row %u; keep one table a sheet, or name the row with a map"),
                   MIN (rows[c->last]->row, rows[best->last]->row), MAX (rows[c->last]->row, rows[best->last]->row));
      return NULL;
    }
  return best;
}

/* Content ------------------------------------------------------------------------------------------------------------- */

static gboolean
looks_like_phone (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    digits += g_ascii_isdigit (*p);
  return digits == 11 && strlen (text) <= 16 && strchr (text, '1') != NULL;
}

static gboolean
looks_like (XlContent content, const char *text)
{
  XlIdentity identity;

  switch (content)
    {
    case XL_CONTENT_IDENTITY:
      return xl_identity_parse (text, XL_IDENTITY_TEXT, NULL, &identity);
    case XL_CONTENT_PHONE:
      return looks_like_phone (text);
    case XL_CONTENT_SEX:
      return strcmp (text, "男") == 0 || strcmp (text, "女") == 0;
    default:
      return FALSE;
    }
}

/* Whether the cells of @column below the header are mostly such content. */
static gboolean
column_holds (const XlRow *const *rows, guint from, guint n_rows, guint column, XlContent content)
{
  guint filled = 0, fitting = 0;

  for (guint r = from; r < n_rows; r++)
    {
      const XlCell *cell = xl_row_cell (rows[r], column);
      g_autofree char *text = cell != NULL ? xl_cell_dup_text (cell) : NULL;

      if (text == NULL || text[0] == '\0')
        continue;
      filled++;
      fitting += looks_like (content, text);
    }
  return filled >= 3 && fitting * 10 >= filled * 7;
}

static void
recognise_by_content (XlColumns *columns, const XlFieldSet *set, const XlRow *const *rows, guint from, guint n_rows,
                      const gboolean *decided)
{
  for (guint f = 0; f < set->fields->len; f++)
    {
      const XlField *field = g_ptr_array_index (set->fields, f);

      if (columns->column_of[f] != 0 || field->content < XL_CONTENT_IDENTITY)
        continue;
      for (guint i = 0; i < columns->n_columns; i++)
        if (columns->field_of[i] < 0 && !decided[i] && column_holds (rows, from, n_rows, i + 1, field->content))
          {
            columns->field_of[i] = (int) f;
            columns->column_of[f] = i + 1;
            columns->by_content[f] = TRUE;
            break;
          }
    }
}

/* The map ------------------------------------------------------------------------------------------------------------- */

static int
find_column (const XlColumns *columns, const char *name)
{
  g_autofree char *folded = xl_header_fold (name);

  for (guint i = 0; i < columns->n_columns; i++)
    {
      g_autofree char *title = xl_header_fold (columns->titles[i]);

      if (strcmp (columns->titles[i], name) == 0 || (folded[0] != '\0' && strcmp (title, folded) == 0))
        return (int) i;
    }
  return (int) xl_column_number (name) - 1;
}

static gboolean
apply_map (XlColumns *columns, const XlFieldSet *set, const XlColumnMap *map, gboolean *decided, GError **error)
{
  GHashTableIter iter;
  gpointer name, key;

  g_hash_table_iter_init (&iter, map->columns);
  while (g_hash_table_iter_next (&iter, &name, &key))
    {
      int column = find_column (columns, name);
      int field = xl_field_set_find (set, key);

      if (column < 0 || column >= (int) columns->n_columns || (field < 0 && ((char *) key)[0] != '\0'))
        {
          g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, _("the map speaks of the %s %s, which is not there"),
                       field < 0 && ((char *) key)[0] != '\0' ? "field" : "column",
                       field < 0 && ((char *) key)[0] != '\0' ? (char *) key : (char *) name);
          return FALSE;
        }
      for (guint i = 0; field >= 0 && i < columns->n_columns; i++)
        if (columns->field_of[i] == field)
          columns->field_of[i] = -1;
      columns->field_of[column] = field;
      decided[column] = TRUE;
    }
  return TRUE;
}

static void
index_fields (XlColumns *columns, const XlFieldSet *set)
{
  memset (columns->column_of, 0, sizeof (guint) * set->fields->len);
  for (guint i = columns->n_columns; i > 0; i--)
    if (columns->field_of[i - 1] >= 0)
      columns->column_of[columns->field_of[i - 1]] = i;
}

static gboolean
check_twice (const Candidate *c, const XlFieldSet *set, const gboolean *decided, const XlColumns *columns, GError **error)
{
  g_autofree char *a = NULL, *b = NULL;

  if (set->forgiving || c->twice < 0 || decided[c->twice_a - 1] || decided[c->twice_b - 1])
    return TRUE;
  a = xl_column_letters (c->twice_a);
  b = xl_column_letters (c->twice_b);
  g_set_error (error, XL_ERROR, XL_ERROR_AMBIGUOUS,
               _("row %u: columns %s and %s both look like %s; say which with a map"), columns->header_row, a, b,
               ((XlField *) g_ptr_array_index (set->fields, c->twice))->title);
  return FALSE;
}

/* Leaves a field to the first column that is called so. */
static void
drop_seconds (XlColumns *columns, const XlFieldSet *set)
{
  for (guint i = 1; set->forgiving && i < columns->n_columns; i++)
    for (guint k = 0; k < i; k++)
      if (columns->field_of[i] >= 0 && columns->field_of[k] == columns->field_of[i])
        columns->field_of[i] = -1;
}

static gboolean
check_required (const XlColumns *columns, const XlFieldSet *set, GError **error)
{
  for (guint f = 0; f < set->fields->len; f++)
    {
      const XlField *field = g_ptr_array_index (set->fields, f);

      if (!field->required || columns->column_of[f] > 0)
        continue;
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("row %u: no column for %s"), columns->header_row, field->title);
      return FALSE;
    }
  return TRUE;
}

static char *
join_above (const XlRow *const *rows, guint n)
{
  GString *title = g_string_new (NULL);

  for (guint r = 0; r < n; r++)
    for (guint i = 0; i < rows[r]->n_cells && title->len < 2000; i++)
      {
        g_autofree char *text = xl_cell_dup_text (&rows[r]->cells[i]);

        g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", text);
      }
  return g_string_free (title, FALSE);
}

XlColumns *
xl_columns_find (const XlFieldSet *set, const XlRow *const *rows, guint n_rows, const XlColumnMap *map, GError **error)
{
  g_autoptr(GHashTable) names = index_names (set);
  g_autoptr(GPtrArray) found = find_candidates (set, rows, MIN (n_rows, XL_COLUMNS_LOOK_AHEAD), map, names);
  g_autoptr(XlColumns) columns = NULL;
  g_autofree gboolean *decided = NULL;
  const Candidate *c;

  if (found->len == 0)
    {
      fail_not_found (set, rows, n_rows, map, error);
      return NULL;
    }
  c = choose (found, rows, error);
  if (c == NULL)
    return NULL;
  columns = g_new0 (XlColumns, 1);
  columns->first_header_row = rows[c->first]->row;
  columns->header_row = rows[c->last]->row;
  columns->title = join_above (rows, c->first);
  columns->n_columns = c->n_columns;
  columns->titles = g_new0 (char *, c->n_columns);
  columns->field_of = g_memdup2 (c->field_of, sizeof (int) * c->n_columns);
  columns->column_of = g_new0 (guint, set->fields->len);
  columns->by_content = g_new0 (gboolean, set->fields->len);
  decided = g_new0 (gboolean, c->n_columns);
  for (guint i = 0; i < c->n_columns; i++)
    columns->titles[i] = g_strdup (c->titles[i]);
  if (map != NULL && !apply_map (columns, set, map, decided, error))
    return NULL;
  if (!check_twice (c, set, decided, columns, error))
    return NULL;
  drop_seconds (columns, set);
  index_fields (columns, set);
  recognise_by_content (columns, set, rows, c->last + 1, n_rows, decided);
  return check_required (columns, set, error) ? g_steal_pointer (&columns) : NULL;
}

void
xl_columns_free (XlColumns *columns)
{
  if (columns == NULL)
    return;
  for (guint i = 0; i < columns->n_columns; i++)
    g_free (columns->titles[i]);
  g_free (columns->titles);
  g_free (columns->field_of);
  g_free (columns->column_of);
  g_free (columns->by_content);
  g_free (columns->title);
  g_free (columns);
}
