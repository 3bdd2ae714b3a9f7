#include "ledgers/xl-ledger-layout.h"

#include <glib/gi18n.h>
#include <string.h>

/* The keys of data/columns under which facts are known in other people's spreadsheets. */
static const char *
set_key (const char *fact)
{
  if (strcmp (fact, "group_no") == 0)
    return "group";
  return strcmp (fact, "office") == 0 ? "village" : fact;
}

static const XlField *
find_field (const XlFieldSet *set, const char *fact)
{
  int i = set != NULL ? xl_field_set_find (set, set_key (fact)) : -1;

  return i >= 0 ? g_ptr_array_index (set->fields, i) : NULL;
}

/* The sets of both, loaded once and shared by all threads. */
static const XlFieldSet *
fact_set (gboolean household)
{
  static gsize ready = 0;
  static XlFieldSet *sets[2];

  if (g_once_init_enter (&ready))
    {
      sets[0] = xl_field_set_load ("residents", NULL);
      sets[1] = xl_field_set_load ("households", NULL);
      g_once_init_leave (&ready, 1);
    }
  return sets[household];
}

static const char *
title_of_fact (const char *fact, gboolean household)
{
  const XlField *field = find_field (fact_set (household), fact);

  if (strcmp (fact, "age") == 0)
    return "年龄";
  return field != NULL ? field->title : fact;
}

/* Sources --------------------------------------------------------------------------------------------------------- */

char *
xl_layout_column_source (const XlTemplate *t, const XlLayoutColumn *c)
{
  switch (c->kind)
    {
    case XL_LAYOUT_FIELD:
      return g_strdup (xl_template_field (t, (guint) c->field)->key);
    case XL_LAYOUT_PERSON:
      return g_strconcat (c->field >= 0 ? xl_template_field (t, (guint) c->field)->key : "person", ".", c->person, NULL);
    case XL_LAYOUT_HOUSEHOLD:
      return g_strconcat ("household.", c->person, NULL);
    case XL_LAYOUT_NUMBER:
      return g_strdup ("number");
    case XL_LAYOUT_TEXT:
      return g_strdup ("text");
    case XL_LAYOUT_BLANK:
      return g_strdup ("blank");
    default:
      return g_strdup ("missing");
    }
}

static void
set_fact (XlLayoutColumn *c, const XlTemplate *t, const char *whose, const char *fact)
{
  gboolean household = strcmp (whose, "household") == 0;
  gboolean has_one = t->subject == XL_SUBJECT_PERSON
                     || (household ? t->subject == XL_SUBJECT_HOUSEHOLD : strcmp (fact, "office") == 0);   /* every record has a village */
  int field = xl_template_find (t, whose);

  if (!g_strv_contains (household ? xl_template_household_facts () : xl_template_person_facts (), fact))
    return;
  if ((household || strcmp (whose, "person") == 0) ? !has_one
                                                   : field < 0 || xl_template_field (t, (guint) field)->type != XL_LEDGER_PERSON)
    return;
  c->kind = household ? XL_LAYOUT_HOUSEHOLD : XL_LAYOUT_PERSON;
  c->field = field;
  c->person = g_strdup (fact);
  c->heading = g_strconcat (field >= 0 ? xl_template_field (t, (guint) field)->title : "", title_of_fact (fact, household), NULL);
}

XlLayoutColumn *
xl_layout_column_new (const XlTemplate *t, const char *source)
{
  XlLayoutColumn *c = g_new0 (XlLayoutColumn, 1);
  const char *dot = strchr (source, '.');
  int field = xl_template_find (t, source);

  c->kind = XL_LAYOUT_MISSING;
  c->field = -1;
  if (field >= 0)
    {
      c->kind = XL_LAYOUT_FIELD;
      c->field = field;
      c->heading = g_strdup (xl_template_field (t, (guint) field)->title);
      c->total = xl_template_field (t, (guint) field)->type == XL_LEDGER_MONEY;
    }
  else if (strcmp (source, "number") == 0)
    {
      c->kind = XL_LAYOUT_NUMBER;
      c->heading = g_strdup ("序号");
    }
  else if (strcmp (source, "blank") == 0)
    c->kind = XL_LAYOUT_BLANK;
  else if (g_str_has_prefix (source, "text:") || strcmp (source, "text") == 0)
    {
      c->kind = XL_LAYOUT_TEXT;
      c->text = g_strdup (source[4] == ':' ? source + 5 : "");
    }
  else if (dot != NULL && !g_str_has_prefix (source, "text"))
    {
      g_autofree char *whose = g_strndup (source, (gsize) (dot - source));

      set_fact (c, t, whose, dot + 1);
    }
  if (c->kind == XL_LAYOUT_MISSING)
    {
      c->text = g_strdup (source);
      c->heading = g_strdup (source);
    }
  return c;
}

gboolean
xl_ledger_layout_add_columns (XlLedgerLayout *layout, const XlTemplate *t, const char *words, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (words, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (g_strstrip (parts[i]), '=');
      XlLayoutColumn *c;

      if (equals != NULL)
        *equals = '\0';
      c = xl_layout_column_new (t, parts[i]);
      g_ptr_array_add (layout->columns, c);
      if (c->kind == XL_LAYOUT_MISSING)
        {
          g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("column %u: the ledger %s has no “%s”"), i + 1, t->key, parts[i]);
          return FALSE;
        }
      if (equals != NULL)
        {
          g_free (c->heading);
          c->heading = g_strdup (equals + 1);
        }
    }
  return TRUE;
}

/* Choices --------------------------------------------------------------------------------------------------------- */

static void
free_choice (gpointer data)
{
  XlLayoutChoice *choice = data;

  g_free (choice->source);
  g_free (choice->title);
  g_free (choice);
}

static void
add_choice (GPtrArray *choices, const char *source, const char *title, XlLayoutChoiceGroup group)
{
  XlLayoutChoice *choice = g_new0 (XlLayoutChoice, 1);

  choice->source = g_strdup (source);
  choice->title = g_strdup (title);
  choice->group = group;
  g_ptr_array_add (choices, choice);
}

static void
add_facts (GPtrArray *choices, const char *whose, const char *prefix, gboolean household, XlLayoutChoiceGroup group)
{
  const char *const *facts = household ? xl_template_household_facts () : xl_template_person_facts ();

  for (guint i = 0; facts[i] != NULL; i++)
    {
      g_autofree char *source = g_strconcat (whose, ".", facts[i], NULL);
      g_autofree char *title = g_strconcat (prefix, title_of_fact (facts[i], household), NULL);

      add_choice (choices, source, title, group);
    }
}

GPtrArray *
xl_ledger_layout_choices (const XlTemplate *t)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (free_choice);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    add_choice (choices, xl_template_field (t, i)->key, xl_template_field (t, i)->title, XL_CHOICE_LEDGER);
  if (t->subject == XL_SUBJECT_PERSON)
    add_facts (choices, "person", "", FALSE, XL_CHOICE_PERSON);
  else
    add_choice (choices, "person.office", title_of_fact ("office", FALSE), XL_CHOICE_OTHER);
  if (t->subject == XL_SUBJECT_PERSON || t->subject == XL_SUBJECT_HOUSEHOLD)
    add_facts (choices, "household", "", TRUE, XL_CHOICE_HOUSEHOLD);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (xl_template_field (t, i)->type == XL_LEDGER_PERSON && (int) i != t->subject_field)
      add_facts (choices, xl_template_field (t, i)->key, xl_template_field (t, i)->title, FALSE, XL_CHOICE_PERSON);
  add_choice (choices, "number", _("Running number"), XL_CHOICE_OTHER);
  add_choice (choices, "text", _("The same words in every row"), XL_CHOICE_OTHER);
  add_choice (choices, "blank", _("Blank, to fill in by hand"), XL_CHOICE_OTHER);
  return choices;
}

/* Forms ----------------------------------------------------------------------------------------------------------- */

/* A name goes to whoever comes first: the ledger before the person, the person before the household. */
static void
add_known (XlFieldSet *set, GHashTable *taken, const char *source, const char *title, const char *const *names)
{
  g_autoptr(GPtrArray) own = g_ptr_array_new ();

  for (int i = -1; i < 0 || (names != NULL && names[i] != NULL); i++)
    {
      const char *name = i < 0 ? title : names[i];
      g_autofree char *folded = xl_header_fold (name);

      if (folded[0] != '\0' && g_hash_table_add (taken, g_steal_pointer (&folded)))
        g_ptr_array_add (own, (gpointer) name);
    }
  g_ptr_array_add (own, NULL);
  if (own->len > 1)
    xl_field_set_add (set, source, g_ptr_array_index (own, 0), (const char *const *) own->pdata + 1, XL_CONTENT_ANY, FALSE);
}

static void
add_known_facts (XlFieldSet *set, GHashTable *taken, gboolean household)
{
  static const char *const ages[] = { "周岁", "年纪", "实足年龄", NULL };
  const char *const *facts = household ? xl_template_household_facts () : xl_template_person_facts ();

  for (guint i = 0; facts[i] != NULL; i++)
    {
      const XlField *field = find_field (fact_set (household), facts[i]);
      g_autofree char *source = g_strconcat (household ? "household." : "person.", facts[i], NULL);

      if (strcmp (facts[i], "age") == 0)
        add_known (set, taken, source, "年龄", ages);
      else if (field != NULL)
        add_known (set, taken, source, field->title, (const char *const *) field->names);
    }
}

/* Other names of the facts that the template's own fields show. */
static void
add_fact_names (XlFieldSet *set, GHashTable *taken, const XlTemplate *t)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);
      const XlField *field = f->from_person != NULL ? find_field (fact_set (FALSE), f->from_person) : NULL;

      add_known (set, taken, f->key, f->title, (const char *const *) f->headers + 1);
      if (field != NULL)
        add_known (set, taken, f->key, field->title, (const char *const *) field->names);
    }
}

XlFieldSet *
xl_ledger_layout_fields (const XlTemplate *t)
{
  static const char *const numbers[] = { "序", "顺序号", "顺序", "No", "行号", NULL };
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  XlFieldSet *set = xl_field_set_new (t->key, t->title);

  set->forgiving = TRUE;
  add_fact_names (set, taken, t);
  add_known (set, taken, "number", "序号", numbers);
  if (t->subject == XL_SUBJECT_PERSON)
    add_known_facts (set, taken, FALSE);
  if (t->subject == XL_SUBJECT_PERSON || t->subject == XL_SUBJECT_HOUSEHOLD)
    add_known_facts (set, taken, TRUE);
  return set;
}

XlLedgerLayout *
xl_ledger_layout_from_form (const XlTemplate *t, const XlFieldSet *fields, const XlColumns *form, const char *department,
                            const char *title)
{
  XlLedgerLayout *l = xl_ledger_layout_new (department, title);

  for (guint i = 0; i < MIN (form->n_columns, XL_LAYOUT_MAX_COLUMNS); i++)
    {
      int f = form->field_of[i];
      XlLayoutColumn *c = xl_layout_column_new (t, f >= 0 ? ((XlField *) g_ptr_array_index (fields->fields, f))->key : "blank");

      g_free (c->heading);
      c->heading = form->titles[i][0] != '\0' ? g_strdup (form->titles[i]) : xl_column_letters (i + 1);
      c->total = FALSE;
      g_ptr_array_add (l->columns, c);
    }
  return l;
}
