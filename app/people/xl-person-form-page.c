#include "people/xl-person-form-page.h"

#include "base/xl-code.h"
#include "base/xl-identity.h"
#include "people/xl-card-parts-page.h"
#include "people/xl-person-kind-table.h"
#include "ui/xl-form.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlPersonForm
{
  GtkBox     parent_instance;
  XlStore    *store;
  XlForm     *form;
  XlDraftBar *draft;
  GtkWidget  *title, *twins;
  XlPerson  *original;      /* NULL: a new person */
  char      *office;
  guint      ask_id;        /* pending "asks-twins" */
  gboolean   filling;
};
enum { SAVE, CANCEL, ASKS_TWINS, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlPersonForm, xl_person_form, GTK_TYPE_BOX)

/* Waits so long after a key before twins are looked for. */
#define ASK_AFTER_MS 150

/* The fields; those of @codes get their choices from data/codes. */
static const struct {
  const char *key, *title;
  XlFieldType type;
  const char *codes;
  gboolean    required, wide, only_new;
} fields[] = {
  { "name", NC_("person", "Name"), XL_FIELD_TEXT, NULL, TRUE },
  { "id_number", N_("Identity number"), XL_FIELD_IDENTITY },
  { "sex", N_("Sex"), XL_FIELD_CODE },
  { "birth_date", N_("Date of birth"), XL_FIELD_DATE },
  { "ethnic", N_("Ethnic group"), XL_FIELD_CODE, XL_CODE_ETHNIC },
  { "phone", N_("Telephone"), XL_FIELD_PHONE },
  { "household", N_("Household of"), XL_FIELD_HOUSEHOLD, NULL, FALSE, FALSE, TRUE },
  { "relation", N_("Relation to the head"), XL_FIELD_CODE, XL_CODE_RELATION, FALSE, FALSE, TRUE },
  { "since", N_("In it since"), XL_FIELD_DATE, NULL, FALSE, FALSE, TRUE },
  { "away", N_("Lives"), XL_FIELD_CODE, XL_CODE_AWAY },
  { "kinds", N_("Kinds"), XL_FIELD_CODES, XL_CODE_KIND, FALSE, TRUE },
  { "education", N_("Education"), XL_FIELD_CODE, XL_CODE_EDUCATION },
  { "political", N_("Political status"), XL_FIELD_CODE, XL_CODE_POLITICAL },
  { "marital", N_("Marriage"), XL_FIELD_CODE, XL_CODE_MARITAL },
  { "hukou", N_("Kind of hukou"), XL_FIELD_CODE, XL_CODE_HUKOU },
  { "address", N_("Address"), XL_FIELD_TEXT, NULL, FALSE, TRUE },
  { "note", N_("Note"), XL_FIELD_LONG_TEXT, NULL, FALSE, TRUE },
};

static const XlChoice sexes[] = { { "1", "男" }, { "2", "女" }, { NULL } };

/* The choices of a code table; names stay the table's. */
static XlChoice *
choices_of (const char *codes)
{
  const XlCodeTable *table = xl_code_table (codes);
  guint n = table != NULL ? xl_code_table_n (table) : 0;
  XlChoice *choices = g_new0 (XlChoice, n + 1);

  for (guint i = 0; i < n; i++)
    {
      choices[i].code = xl_code_table_code (table, i);
      choices[i].name = xl_code_name (table, choices[i].code);
      if (strcmp (codes, XL_CODE_AWAY) == 0)   /* kept in words, as on paper */
        choices[i].code = choices[i].name;
    }
  return choices;
}

/* Filling ------------------------------------------------------------------------------------------------------------- */

static void
set_if_empty (XlPersonForm *self, const char *key, const char *value)
{
  g_autofree char *now = xl_form_get_value (self->form, key);

  if (now == NULL || now[0] == '\0')
    xl_form_set_value (self->form, key, value);
}

/* The number says birth, sex and region, or why it is not valid. */
static void
read_number (XlPersonForm *self)
{
  g_autofree char *text = xl_form_get_value (self->form, "id_number");
  XlIdentity identity;
  char sex[2] = "";

  if (text == NULL || text[0] == '\0')
    {
      xl_form_set_remark (self->form, "id_number", NULL);
      return;
    }
  if (xl_identity_parse (text, XL_IDENTITY_TEXT, NULL, &identity))
    {
      const char *region = xl_identity_region_name (identity.region);
      g_autofree char *words = g_strdup_printf (_("Born %s, %s; first registered in %s"), identity.birth,
                                                identity.sex == '1' ? C_("sex", "male") : C_("sex", "female"),
                                                region != NULL ? region : identity.region);

      sex[0] = identity.sex;
      set_if_empty (self, "birth_date", identity.birth);
      set_if_empty (self, "sex", sex);
      xl_form_set_remark (self->form, "id_number", words);
    }
  else if (strlen (text) >= 15)
    xl_form_set_remark (self->form, "id_number", identity.reason != NULL ? _(identity.reason) : NULL);
  else
    xl_form_set_remark (self->form, "id_number", NULL);
}

static gboolean
on_ask (gpointer data)
{
  XlPersonForm *self = data;

  self->ask_id = 0;
  g_signal_emit (self, signals[ASKS_TWINS], 0);
  return G_SOURCE_REMOVE;
}

static void
on_changed (XlForm *form, const char *key, XlPersonForm *self)
{
  static const char *const asked[] = { "name", "id_number", "birth_date", "phone", NULL };

  if (self->filling)
    return;
  self->filling = TRUE;
  if (strcmp (key, "id_number") == 0)
    read_number (self);
  self->filling = FALSE;
  if (g_strv_contains (asked, key) && self->ask_id == 0)
    self->ask_id = g_timeout_add (ASK_AFTER_MS, on_ask, self);
}

/* A draft stands in the form again: the number says what it says, and twins are looked for. */
static void
on_restored (XlPersonForm *self)
{
  self->filling = TRUE;
  read_number (self);
  self->filling = FALSE;
  if (self->ask_id == 0)
    self->ask_id = g_timeout_add (ASK_AFTER_MS, on_ask, self);
}

static void
on_submit (XlForm *form, XlPersonForm *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static void
on_cancel (XlForm *form, XlPersonForm *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

/* Building ------------------------------------------------------------------------------------------------------------ */

static void
add_field (XlPersonForm *self, guint i)
{
  g_autofree XlChoice *choices = fields[i].codes != NULL ? choices_of (fields[i].codes) : NULL;
  XlFieldSpec spec = {
    .key = fields[i].key, .type = fields[i].type, .required = fields[i].required, .wide = fields[i].wide,
    .title = i == 0 ? g_dpgettext2 (NULL, "person", fields[i].title) : _(fields[i].title),
    .choices = strcmp (fields[i].key, "sex") == 0 ? sexes : choices,
  };

  if (strcmp (fields[i].key, "household") == 0)
    spec.hint = _("Type the name of anybody in it.");
  if (strcmp (fields[i].key, "since") == 0)
    spec.hint = _("Left empty: as long as anybody knows.");
  xl_form_add (self->form, &spec);
}

static void
build_form (XlPersonForm *self, XlStore *store)
{
  GtkWidget *scroll = gtk_scrolled_window_new (), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *save;

  self->form = xl_form_new (store);
  self->twins = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->twins, "twins");
  gtk_widget_set_visible (self->twins, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (i == 2)
        xl_form_add_widget (self->form, self->twins);   /* right below name and number */
      add_field (self, i);
    }
  g_signal_connect (self->form, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->form, "submit", G_CALLBACK (on_submit), self);
  g_signal_connect (self->form, "cancel", G_CALLBACK (on_cancel), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), GTK_WIDGET (self->form));
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (self), scroll);
  gtk_widget_add_css_class (buttons, "card-buttons");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  xl_card_button (buttons, _("Cancel"), "page.close-form");
  save = xl_card_button (buttons, _("Save"), "page.save-person");
  gtk_widget_add_css_class (save, "primary");
  gtk_box_append (GTK_BOX (self), buttons);
}

static void
xl_person_form_dispose (GObject *object)
{
  XlPersonForm *self = XL_PERSON_FORM (object);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_person_form_parent_class)->dispose (object);
}

static void
xl_person_form_finalize (GObject *object)
{
  XlPersonForm *self = XL_PERSON_FORM (object);

  g_clear_pointer (&self->original, xl_person_free);
  g_free (self->office);
  G_OBJECT_CLASS (xl_person_form_parent_class)->finalize (object);
}

static void
xl_person_form_class_init (XlPersonFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_person_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_person_form_finalize;
  signals[SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASKS_TWINS] = g_signal_new ("asks-twins", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_person_form_init (XlPersonForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->title = xl_card_text (GTK_WIDGET (self), "", "form-title");
  self->draft = XL_DRAFT_BAR (xl_draft_bar_new ());
  g_signal_connect_swapped (self->draft, "restored", G_CALLBACK (on_restored), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->draft));
}

GtkWidget *
xl_person_form_new (XlStore *store)
{
  XlPersonForm *self = g_object_new (XL_TYPE_PERSON_FORM, NULL);

  g_set_object (&self->store, store);
  build_form (self, store);
  return GTK_WIDGET (self);
}

/* Coming and going ---------------------------------------------------------------------------------------------------- */

static void
clear_fields (XlPersonForm *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      xl_form_set_value (self->form, fields[i].key, "");
      xl_form_set_error (self->form, fields[i].key, NULL);
    }
  xl_form_set_remark (self->form, "id_number", NULL);
  gtk_widget_set_visible (self->twins, FALSE);
  self->filling = FALSE;
}

static void
begin_draft (XlPersonForm *self)
{
  g_autofree char *name =
    self->original != NULL ? g_strdup_printf ("person:%" G_GINT64_FORMAT, self->original->id) : g_strdup ("person");
  const char *keys[G_N_ELEMENTS (fields) + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (self->original == NULL || !fields[i].only_new)
      keys[n++] = fields[i].key;
  xl_draft_bar_begin (self->draft, self->store, self->form, name, keys, "name");
}

static void
show_new_fields (XlPersonForm *self, gboolean show)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].only_new)
      xl_form_set_field_visible (self->form, fields[i].key, show);
}

void
xl_person_form_begin (XlPersonForm *self, const char *office, gboolean keep)
{
  gboolean was_new = self->original == NULL && self->office != NULL;

  g_free (self->office);
  self->office = g_strdup (office);
  gtk_label_set_text (GTK_LABEL (self->title), _("New resident"));
  if (keep && was_new && xl_form_is_changed (self->form))
    return;
  xl_draft_bar_end (self->draft, TRUE);
  g_clear_pointer (&self->original, xl_person_free);
  clear_fields (self);
  show_new_fields (self, TRUE);
  xl_form_settle (self->form);
  begin_draft (self);
}

static char *
kinds_value (GPtrArray *kinds)
{
  g_autoptr(GString) codes = g_string_new (NULL);

  for (guint i = 0; i < kinds->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", ((XlPersonKind *) g_ptr_array_index (kinds, i))->kind);
  return g_string_free (g_steal_pointer (&codes), FALSE);
}

void
xl_person_form_edit (XlPersonForm *self, const XlPersonCard *card)
{
  g_autofree char *kinds = kinds_value (card->kinds);
  XlPerson *p;

  xl_draft_bar_end (self->draft, TRUE);
  g_clear_pointer (&self->original, xl_person_free);
  self->original = p = xl_person_copy (card->person);
  gtk_label_set_text (GTK_LABEL (self->title), p->name);
  clear_fields (self);
  show_new_fields (self, FALSE);
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char **field = fields[i].only_new ? NULL : xl_person_field (p, fields[i].key);

      if (field != NULL)
        xl_form_set_value (self->form, fields[i].key, *field != NULL ? *field : "");
    }
  xl_form_set_value (self->form, "kinds", kinds);
  if (p->id_number == NULL && p->id_written != NULL)
    xl_form_set_value (self->form, "id_number", p->id_written);
  if (p->phone == NULL && p->phone_written != NULL)
    xl_form_set_value (self->form, "phone", p->phone_written);
  read_number (self);
  self->filling = FALSE;
  xl_form_settle (self->form);
  begin_draft (self);
}

void
xl_person_form_focus (XlPersonForm *self)
{
  xl_form_focus (self->form, NULL);
}

gboolean
xl_person_form_is_changed (XlPersonForm *self)
{
  return xl_form_is_changed (self->form);
}

void
xl_person_form_saved (XlPersonForm *self)
{
  xl_form_settle (self->form);
  xl_draft_bar_end (self->draft, FALSE);
}

void
xl_person_form_refused (XlPersonForm *self)
{
  xl_draft_bar_resume (self->draft);
}

/* What was typed ------------------------------------------------------------------------------------------------------ */

static char *
value_or_null (XlPersonForm *self, const char *key)
{
  g_autofree char *value = xl_form_get_value (self->form, key);

  return value != NULL && value[0] != '\0' ? g_steal_pointer (&value) : NULL;
}

/* Whether @text is one of the words the form offers for it. */
static gboolean
is_offered (const char *text)
{
  const XlCodeTable *table = xl_code_table (XL_CODE_AWAY);
  const char *code = xl_code_find (table, text);

  return code != NULL && strcmp (xl_code_name (table, code), text) == 0;
}

/* The text fields that are kept as they are. */
static void
take_plain (XlPersonForm *self, XlPerson *p)
{
  static const char *const plain[] = {
    "sex", "birth_date", "ethnic", "away", "education", "political", "marital", "hukou", "address", "note",
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      char **field = xl_person_field (p, plain[i]);
      g_autofree char *value = value_or_null (self, plain[i]);

      if (value == NULL && field == &p->away && *field != NULL && !is_offered (*field))
        continue;   /* other words stood there, which the form could not show */
      g_free (*field);
      *field = g_steal_pointer (&value);
    }
}

XlPerson *
xl_person_form_peek (XlPersonForm *self)
{
  g_autoptr(XlPerson) p = self->original != NULL ? xl_person_copy (self->original) : xl_person_new (self->office);
  g_autofree char *name = value_or_null (self, "name");
  g_autofree char *number = value_or_null (self, "id_number");
  g_autofree char *phone = value_or_null (self, "phone");

  if (name == NULL || !xl_person_set_name (p, name, NULL))
    return NULL;
  take_plain (self, p);
  if (g_strcmp0 (number, p->id_number) != 0)
    xl_person_set_identity (p, number);
  if (g_strcmp0 (phone, p->phone) != 0)
    xl_person_set_phone (p, phone);
  return g_steal_pointer (&p);
}

XlPersonEdit *
xl_person_form_take (XlPersonForm *self, const char *today)
{
  g_autofree char *kinds = NULL, *household = NULL;
  XlPersonEdit *edit;
  XlPerson *p;

  if (!xl_form_check (self->form) || (p = xl_person_form_peek (self)) == NULL)
    return NULL;
  edit = g_new0 (XlPersonEdit, 1);
  edit->person = p;
  kinds = xl_form_get_value (self->form, "kinds");
  edit->kinds = kinds != NULL && kinds[0] != '\0' ? g_strsplit (kinds, " ", -1) : g_new0 (char *, 1);
  household = self->original == NULL ? value_or_null (self, "household") : NULL;
  edit->household = household != NULL ? g_ascii_strtoll (household, NULL, 10) : 0;
  edit->relation = value_or_null (self, "relation");
  edit->since = value_or_null (self, "since");
  edit->today = g_strdup (today);
  edit->draft = g_strdup (xl_draft_bar_hold (self->draft));
  return edit;
}

/* Twins --------------------------------------------------------------------------------------------------------------- */

void
xl_twin_words_free (gpointer data)
{
  XlTwinWords *twin = data;

  g_free (twin->words);
  g_free (twin);
}

void
xl_person_form_set_twins (XlPersonForm *self, GPtrArray *twins)
{
  xl_card_clear (self->twins);
  gtk_widget_set_visible (self->twins, twins->len > 0);
  if (twins->len == 0)
    return;
  xl_card_text (self->twins, _("May be the same person:"), "strong");
  for (guint i = 0; i < twins->len; i++)
    {
      const XlTwinWords *twin = g_ptr_array_index (twins, i);

      xl_card_link (self->twins, twin->words, "page.open-person", g_variant_new_int64 (twin->person));
    }
}
