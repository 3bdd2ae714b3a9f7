#include "people/xl-person-sheet.h"

#include "base/xl-code.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const struct {
  const char *key, *word;        /* NULL: the word has the same key; "": it has none */
  const char *type, *codes;
} fields[XL_PERSON_LIST_N_FIELDS] = {
  [XL_PERSON_LIST_NAME] = { "name", NULL, "text" },
  [XL_PERSON_LIST_SEX] = { "sex", NULL, "code", XL_CODE_SEX },
  [XL_PERSON_LIST_AGE] = { "age", "", "integer" },
  [XL_PERSON_LIST_NUMBER] = { "number", "id_number", "text" },
  [XL_PERSON_LIST_GROUP] = { "group", NULL, "integer" },
  [XL_PERSON_LIST_HOUSEHOLD] = { "household", NULL, "text" },
  [XL_PERSON_LIST_RELATION] = { "relation", NULL, "code", XL_CODE_RELATION },
  [XL_PERSON_LIST_KINDS] = { "kinds", NULL, "codes", XL_CODE_KIND },
  [XL_PERSON_LIST_PHONE] = { "phone", NULL, "text" },
  [XL_PERSON_LIST_AWAY] = { "away", NULL, "code", XL_CODE_AWAY },
  [XL_PERSON_LIST_BIRTH] = { "birth", "birth_date", "date" },
  [XL_PERSON_LIST_ADDRESS] = { "address", NULL, "text" },
  [XL_PERSON_LIST_NOTE] = { "note", NULL, "long-text" },
  [XL_PERSON_LIST_ETHNIC] = { "ethnic", NULL, "code", XL_CODE_ETHNIC },
  [XL_PERSON_LIST_EDUCATION] = { "education", NULL, "code", XL_CODE_EDUCATION },
  [XL_PERSON_LIST_POLITICAL] = { "political", NULL, "code", XL_CODE_POLITICAL },
  [XL_PERSON_LIST_MARITAL] = { "marital", NULL, "code", XL_CODE_MARITAL },
  [XL_PERSON_LIST_HUKOU] = { "hukou", NULL, "code", XL_CODE_HUKOU },
};

const char *
xl_person_sheet_key (XlPersonListColumn column)
{
  return fields[column].key;
}

const char *
xl_person_sheet_word_key (XlPersonListColumn column)
{
  return fields[column].word != NULL ? fields[column].word : fields[column].key;
}

static void
add_text (JsonBuilder *b, const char *name, const char *text)
{
  json_builder_set_member_name (b, name);
  json_builder_add_string_value (b, text);
}

static void
add_code (JsonBuilder *b, const char *code, const char *name, const char *aliases)
{
  g_auto(GStrv) others = g_strsplit (aliases != NULL ? aliases : "", "|", -1);

  json_builder_begin_object (b);
  add_text (b, "code", code);
  add_text (b, "name", name);
  json_builder_set_member_name (b, "aliases");
  json_builder_begin_array (b);
  for (guint i = 0; others[i] != NULL; i++)
    if (others[i][0] != '\0')
      json_builder_add_string_value (b, others[i]);
  json_builder_end_array (b);
  json_builder_end_object (b);
}

/* Sex is one of two in the file, in the words of lists; where somebody lives is kept in words. */
static void
add_codes (JsonBuilder *b, const char *codes)
{
  const XlCodeTable *table = xl_code_table (codes);
  gboolean sex = strcmp (codes, XL_CODE_SEX) == 0, away = strcmp (codes, XL_CODE_AWAY) == 0;

  json_builder_set_member_name (b, "codes");
  if (!sex && !away)
    {
      json_builder_add_string_value (b, codes);
      return;
    }
  json_builder_begin_array (b);
  if (sex)
    {
      add_code (b, "1", "男", "男性|M|男孩|先生|male");
      add_code (b, "2", "女", "女性|F|女孩|女士|female");
    }
  for (guint i = 0; away && i < xl_code_table_n (table); i++)
    {
      const char *code = xl_code_table_code (table, i), *name = xl_code_name (table, code);

      add_code (b, name, name, xl_code_column (table, code, "aliases"));
    }
  json_builder_end_array (b);
}

static void
add_field (JsonBuilder *b, guint i, const char *title)
{
  json_builder_begin_object (b);
  add_text (b, "key", fields[i].key);
  add_text (b, "title", title);
  add_text (b, "type", fields[i].type);
  if (fields[i].codes != NULL)
    add_codes (b, fields[i].codes);
  json_builder_end_object (b);
}

XlTemplate *
xl_person_sheet_template (const char *const *titles)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  XlTemplate *t;

  json_builder_begin_object (b);
  json_builder_set_member_name (b, "format");
  json_builder_add_int_value (b, 1);
  json_builder_set_member_name (b, "version");
  json_builder_add_int_value (b, 1);
  add_text (b, "key", "residents");
  add_text (b, "title", "居民花名册");
  add_text (b, "department", "村委会");
  add_text (b, "action", "登记");
  add_text (b, "subject", "none");
  add_text (b, "period", "event");
  json_builder_set_member_name (b, "fields");
  json_builder_begin_array (b);
  for (guint i = 0; i < XL_PERSON_LIST_N_FIELDS; i++)
    add_field (b, i, titles[i]);
  json_builder_end_array (b);
  json_builder_end_object (b);
  root = json_builder_get_root (b);
  text = json_to_string (root, FALSE);
  t = xl_template_parse ("residents", text, strlen (text), &error);
  if (t == NULL)
    g_critical ("%s", error->message);
  return t;
}
