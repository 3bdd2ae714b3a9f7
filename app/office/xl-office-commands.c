#include "office/xl-office-commands.h"

#include "office/xl-office-table.h"
#include "office/xl-setting-table.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* init ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *code, *name, *level;
} Init;

static void
init_clear (Init *init)
{
  g_free (init->code);
  g_free (init->name);
  g_free (init->level);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Init, init_clear)

static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  Init *init = data;
  gint64 id = xl_office_table_ensure (db, init->code, init->name, init->level, error);

  return id >= 0 && xl_office_table_set_own (db, init->code, error) ? id : -1;
}

static gpointer
read_own (XlDb *db, gpointer data, GError **error)
{
  return xl_office_table_own (db, error);
}

static gboolean
parse_init (XlInvocation *inv, Init *init, GError **error)
{
  init->code = xl_invocation_take_option (inv, "--office");
  init->name = xl_invocation_take_option (inv, "--name");
  init->level = xl_invocation_take_option (inv, "--level");
  if (!xl_invocation_expect (inv, 0, 0, error))
    return FALSE;
  if (init->code == NULL)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "init: --office CODE is missing");
  else if (init->level != NULL && !g_str_equal (init->level, "village") && !g_str_equal (init->level, "township"))
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "init: --level takes village or township");
  else
    return TRUE;
  return FALSE;
}

/* A new file where there is none; TRUE when its folder is there. */
static gboolean
prepare_place (XlInvocation *inv, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (inv->store_path);

  if (g_file_test (inv->store_path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: there is an office file already; it was left as it is", inv->store_path);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: the folder cannot be made: %s", folder, g_strerror (errno));
  return FALSE;
}

/* An office that could not be made leaves no file behind. */
static void
remove_file (XlInvocation *inv)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (inv->store_path, ends[i], NULL);

      g_unlink (path);
    }
}

static void
print_office (XlInvocation *inv, const XlOffice *office)
{
  g_autoptr(JsonBuilder) b = NULL;

  if (!inv->json)
    {
      xl_invocation_print (inv, "%s %s\n%s\n", office->code, office->full_name != NULL ? office->full_name : office->name,
                           inv->store_path);
      return;
    }
  b = json_builder_new ();
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "code");
  json_builder_add_string_value (b, office->code);
  json_builder_set_member_name (b, "name");
  json_builder_add_string_value (b, office->name);
  json_builder_set_member_name (b, "level");
  json_builder_add_string_value (b, office->level);
  json_builder_set_member_name (b, "full_name");
  if (office->full_name != NULL)
    json_builder_add_string_value (b, office->full_name);
  else
    json_builder_add_null_value (b);
  json_builder_set_member_name (b, "store");
  json_builder_add_string_value (b, inv->store_path);
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

static gboolean
make_office (XlInvocation *inv, Init *init, GError **error)
{
  g_autoptr(XlStore) store = xl_invocation_open_store (inv, XL_STORE_CREATE, error);
  g_autoptr(XlOffice) office = NULL;
  g_autofree char *label = g_strdup_printf ("%s %s", _("New office file"), init->code);

  if (store == NULL || xl_store_write (store, XL_CHANGE_FINAL, label, write_office, init, error) < 0)
    return FALSE;
  office = xl_store_read (store, read_own, NULL, error);
  if (office == NULL)
    return FALSE;
  print_office (inv, office);
  return TRUE;
}

static gboolean
run_init (XlInvocation *inv, GError **error)
{
  g_auto(Init) init = { NULL };

  if (!parse_init (inv, &init, error) || !prepare_place (inv, error))
    return FALSE;
  if (make_office (inv, &init, error))
    return TRUE;
  remove_file (inv);
  return FALSE;
}

/* settings ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *key, *value;
} Change;

static gint64
write_setting (XlDb *db, gpointer data, GError **error)
{
  Change *change = data;

  return xl_setting_table_set (db, change->key, change->value, error) ? 0 : -1;
}

static gpointer
read_setting (XlDb *db, gpointer data, GError **error)
{
  return xl_setting_table_get (db, data, error);
}

static gboolean
add_setting (XlStore *store, JsonBuilder *b, GString *text, const XlSetting *setting, GError **error)
{
  g_autofree char *value = xl_store_read (store, read_setting, (gpointer) setting->key, error);

  if (value == NULL)
    return FALSE;
  g_string_append_printf (text, "%s = %s\n    %s\n", setting->key, value, _(setting->summary));
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "key");
  json_builder_add_string_value (b, setting->key);
  json_builder_set_member_name (b, "value");
  json_builder_add_string_value (b, value);
  json_builder_set_member_name (b, "standard");
  json_builder_add_string_value (b, setting->standard);
  json_builder_set_member_name (b, "summary");
  json_builder_add_string_value (b, setting->summary);
  json_builder_end_object (b);
  return TRUE;
}

static gboolean
show_settings (XlInvocation *inv, XlStore *store, const char *key, GError **error)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autoptr(GString) text = g_string_new (NULL);

  json_builder_begin_object (b);
  json_builder_set_member_name (b, "settings");
  json_builder_begin_array (b);
  for (const XlSetting *s = xl_settings; s->key != NULL; s++)
    if ((key == NULL || g_str_equal (s->key, key)) && !add_setting (store, b, text, s, error))
      return FALSE;
  json_builder_end_array (b);
  json_builder_end_object (b);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (b));
  else
    xl_invocation_print (inv, "%s", text->str);
  return TRUE;
}

static gboolean
run_settings (XlInvocation *inv, GError **error)
{
  g_autoptr(XlStore) store = NULL;

  if (!xl_invocation_expect (inv, 0, 2, error))
    return FALSE;
  if (inv->args[0] != NULL && xl_setting_find (inv->args[0]) == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: there is no such setting", inv->args[0]);
      return FALSE;
    }
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL)
    return FALSE;
  if (inv->args[0] != NULL && inv->args[1] != NULL)
    {
      Change change = { inv->args[0], inv->args[1] };
      g_autofree char *label = g_strdup_printf ("%s: %s", _("Setting changed"), inv->args[0]);

      if (xl_store_write (store, XL_CHANGE_EDIT, label, write_setting, &change, error) < 0)
        return FALSE;
    }
  return show_settings (inv, store, inv->args[0], error);
}

const XlCommand xl_office_commands[] = {
  { "init", "init --office CODE [--name NAME] [--level village|township]", N_("makes a new office file"), run_init },
  { "settings", "settings [KEY [VALUE]]", N_("reads or changes a policy of this office"), run_settings },
  { NULL }
};
