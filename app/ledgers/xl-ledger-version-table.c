#include "ledgers/xl-ledger-version-table.h"

#include "ledgers/xl-ledger-layout.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-template-names.h"
#include "store/xl-sql.h"

#include <string.h>

static gboolean
refuse (GError **error, const XlTemplate *t, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError **error, const XlTemplate *t, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "%s: %s", t->key, reason);
  return FALSE;
}

/* Beside the one before -------------------------------------------------------------------------------------------- */

static gboolean
judge_number (const XlTemplate *t, const XlTemplate *before, gboolean own, gboolean from_outside, GError **error)
{
  if (before->version < t->version || (before->version == t->version && !from_outside))
    return TRUE;
  if (before->version > t->version)
    return refuse (error, t, "/version: is %" G_GINT64_FORMAT ", older than the version %" G_GINT64_FORMAT " in use", t->version,
                   before->version);
  if (strcmp (before->source, t->source) == 0)
    return TRUE;
  return refuse (error, t, own ? "/version: the program has a ledger %s of its own, \"%s\", version %" G_GINT64_FORMAT
                                 "; another template with this key must be a newer version of it"
                               : "/version: there is another template with the key %s, \"%s\", version %" G_GINT64_FORMAT
                                 "; a newer one needs a higher version", t->key, before->title, before->version);
}

static gboolean
judge_field (const XlTemplate *t, guint i, const XlLedgerField *before, GError **error)
{
  const XlLedgerField *f = xl_template_field (t, i);

  if (f->type != before->type)
    return refuse (error, t, "/fields/%u/type: \"%s\" is a %s already and cannot become a %s", i, f->key,
                   xl_ledger_field_type_name (before->type), xl_ledger_field_type_name (f->type));
  if (f->places != before->places)
    return refuse (error, t, "/fields/%u/places: \"%s\" has %u already", i, f->key, before->places);
  if ((f->from_person == NULL) != (before->from_person == NULL))
    return refuse (error, t, "/fields/%u/from_person: \"%s\" is %s already", i, f->key,
                   before->from_person != NULL ? "taken from the person" : "the ledger's own");
  return TRUE;
}

static gboolean
judge_before (const XlTemplate *t, const XlTemplate *before, GError **error)
{
  const char *was = before->subject_field >= 0 ? xl_template_field (before, (guint) before->subject_field)->key : NULL;
  const char *is = t->subject_field >= 0 ? xl_template_field (t, (guint) t->subject_field)->key : NULL;

  if (t->subject != before->subject || g_strcmp0 (was, is) != 0)
    return refuse (error, t, "/subject: a ledger never changes whom it is about");
  if (t->period != before->period)
    return refuse (error, t, "/period: a ledger never changes its period");
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      int field = xl_template_find (before, xl_template_field (t, i)->key);

      if (field >= 0 && !judge_field (t, i, xl_template_field (before, (guint) field), error))
        return FALSE;
    }
  return TRUE;
}

/* What is left out, and who asks for it ---------------------------------------------------------------------------- */

/* A layout of the office that the ledger could show before and could not any more. */
static gboolean
judge_layouts (XlDb *db, const XlTemplate *t, const XlTemplate *before, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT title, source FROM layout WHERE ledger = ?1 ORDER BY id", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, t->key);
  while (xl_db_step (db, stmt, &local))
    {
      const char *title = xl_column (stmt, 0), *source = xl_column (stmt, 1);
      g_autoptr(GError) why = NULL;
      g_autoptr(XlLedgerLayout) shown = xl_ledger_layout_parse (title, source, strlen (source), before, FALSE, NULL);
      g_autoptr(XlLedgerLayout) still = xl_ledger_layout_parse (title, source, strlen (source), t, FALSE, &why);

      if (shown != NULL && still == NULL)
        return refuse (error, t, "/fields: leaves out what a layout of this office shows: %s", why->message);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
judge_use (const XlTemplate *t, const XlTemplate *before, const XlTemplate *user, const char *key, GError **error)
{
  if (key == NULL || xl_template_find (before, key) < 0 || xl_template_find (t, key) >= 0)
    return TRUE;
  return refuse (error, t, "/fields: leaves out \"%s\", which the ledger %s asks for", key, user->key);
}

/* What another ledger asks of this one. */
static gboolean
judge_user (const XlTemplate *t, const XlTemplate *before, const XlTemplate *user, GError **error)
{
  if (user->due != NULL && strcmp (user->due->ledger, t->key) == 0
      && (!judge_use (t, before, user, user->due->from, error) || !judge_use (t, before, user, user->due->to, error)))
    return FALSE;
  for (guint i = 0; i < xl_template_n_fields (user); i++)
    {
      const XlFromLedger *from = xl_template_field (user, i)->from_ledger;

      if (from != NULL && strcmp (from->ledger, t->key) == 0 && !judge_use (t, before, user, from->field, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_users (XlDb *db, const XlTemplate *t, const XlTemplate *before, GError **error)
{
  g_autoptr(GPtrArray) all = xl_ledger_table_templates (db, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const XlTemplate *user = g_ptr_array_index (all, i);

      if (strcmp (user->key, t->key) != 0 && !judge_user (t, before, user, error))
        return FALSE;
    }
  return all != NULL && judge_layouts (db, t, before, error);
}

/* What it asks of others ------------------------------------------------------------------------------------------- */

static gboolean
judge_sources (XlDb *db, const XlTemplate *t, GError **error)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlFromLedger *from = xl_template_field (t, i)->from_ledger;
      g_autoptr(XlTemplate) other = from != NULL && strcmp (from->ledger, t->key) != 0
                                      ? xl_ledger_table_template (db, from->ledger, NULL) : NULL;
      const XlTemplate *asked = from != NULL && strcmp (from->ledger, t->key) == 0 ? t : other;

      if (from == NULL)
        continue;
      if (asked == NULL)
        return refuse (error, t, "/fields/%u/from_ledger: there is no ledger %s", i, from->ledger);
      if (xl_template_find (asked, from->field) < 0)
        return refuse (error, t, "/fields/%u/from_ledger: the ledger %s has no field \"%s\"", i, from->ledger, from->field);
    }
  return TRUE;
}

/* Names in the file ------------------------------------------------------------------------------------------------ */

/* Whether the table @table would stand where an index of @t stands, or would stand once it is in use. */
static gboolean
is_index_of (const XlTemplate *t, const char *table)
{
  gsize size = strlen (t->table);
  const char *rest = strncmp (table, t->table, size) == 0 && table[size] == '_' ? table + size + 1 : NULL;

  return rest != NULL && (strcmp (rest, "place") == 0 || strcmp (rest, "subject") == 0 || xl_template_find (t, rest) >= 0);
}

/* A table of the program's that is no ledger, or an index. */
static gboolean
is_taken (XlDb *db, const XlTemplate *t)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT 1 FROM sqlite_schema AS s WHERE s.name = ?1 AND (s.type <> 'table' OR NOT EXISTS"
                                              " (SELECT 1 FROM pragma_table_info (?1) WHERE name = 'flags'))", NULL);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, t->table);
  return xl_db_step (db, stmt, NULL);
}

static gboolean
judge_key (XlDb *db, const XlTemplate *t, GError **error)
{
  g_autoptr(GPtrArray) all = xl_ledger_table_templates (db, error);

  if (all != NULL && is_taken (db, t))
    return refuse (error, t, "/key: the program keeps something else under this name");
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const XlTemplate *other = g_ptr_array_index (all, i);

      if (is_index_of (other, t->table) || is_index_of (t, other->table))
        return refuse (error, t, "/key: is too much like that of the ledger %s: a field of one and the other's table would have one name",
                       other->key);
    }
  return all != NULL;
}

gboolean
xl_ledger_version_judge (XlDb *db, const XlTemplate *t, const XlTemplate *kept, const char *origin, GError **error)
{
  g_autoptr(XlTemplate) own = kept == NULL ? xl_template_built_in (t->key, NULL) : NULL;
  const XlTemplate *before = kept != NULL ? kept : own;
  gboolean from_outside = strcmp (origin, "file") == 0;

  if (before != NULL && (!judge_number (t, before, kept == NULL, from_outside, error) || !judge_before (t, before, error)))
    return FALSE;
  if (!from_outside)
    return TRUE;
  if (!xl_template_judge_names (t, error) || (before == NULL && !judge_key (db, t, error)))
    return FALSE;
  return judge_sources (db, t, error) && (before == NULL || judge_users (db, t, before, error));
}
