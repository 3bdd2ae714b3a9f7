#include "ledgers/xl-ledger-add-page.h"

#include "ledgers/xl-ledger-table.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_BYTES (1024 * 1024)

/* A template on its way in. */
typedef struct {
  XlPage     *page;
  char       *name;         /* of the file */
  XlTemplate *t;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *a = data;

  g_object_unref (a->page);
  g_clear_pointer (&a->t, xl_template_free);
  g_free (a->name);
  g_free (a);
}

/* Taking in ------------------------------------------------------------------------------------------------------- */

static gint64
install (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_install (db, data, "file", error) ? 0 : -1;
}

static void
on_answer (XlAlertAnswer answer, gpointer data)
{
  Adding *a = data;
  g_autofree char *label = g_strdup_printf (_("Add the ledger: %s"), a->t->title);

  if (answer == XL_ALERT_ACCEPT && xl_page_get_store (a->page) != NULL)
    xl_page_write (a->page, XL_CHANGE_EDIT, label, install, xl_template_ref (a->t), (GDestroyNotify) xl_template_free, NULL,
                   NULL);
  adding_free (a);
}

static const char *
subject_words (XlLedgerSubject subject)
{
  static const char *const words[] = {
    NC_("subject", "nobody in particular"), NC_("subject", "a person"), NC_("subject", "a household"),
    NC_("subject", "a place"), NC_("subject", "an organisation"),
  };

  return g_dpgettext2 (NULL, "subject", words[subject]);
}

static const char *
period_words (XlLedgerPeriod period)
{
  static const char *const words[] = { NC_("kept", "as things happen"), NC_("kept", "by the day"), NC_("kept", "by the week"),
                                       NC_("kept", "by the ten days"), NC_("kept", "by the month"), NC_("kept", "by the quarter"),
                                       NC_("kept", "by the half-year"), NC_("kept", "by the year") };

  return g_dpgettext2 (NULL, "kept", words[period]);
}

static void
append_fields (GString *text, const XlTemplate *t)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      if (i > 0)
        g_string_append (text, C_("list", ", "));
      g_string_append (text, xl_template_field (t, i)->title);
    }
}

static char *
describe (const XlTemplate *t)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = xl_template_n_fields (t);

  g_string_append_printf (text, _("Department: %s"), t->department);
  g_string_append_printf (text, "\n%s", _("Each record is about: "));
  g_string_append (text, subject_words (t->subject));
  g_string_append_printf (text, "\n%s", _("Kept: "));
  g_string_append (text, period_words (t->period));
  for (guint i = 0; t->clauses != NULL && t->clauses[i] != NULL; i++)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Asked for by: %s"), t->clauses[i]);
    }
  g_string_append_c (text, '\n');
  g_string_append_printf (text, ngettext ("%u field: ", "%u fields: ", n), n);
  append_fields (text, t);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_template (Adding *a)
{
  g_autofree char *title = g_strdup_printf (_("Add the ledger “%s” (version %d)?"), a->t->title, (int) a->t->version);
  g_autofree char *text = describe (a->t);
  XlAlertWords words = { .title = title, .text = text, .accept = C_("ledger", "Add"), .cancel = _("Cancel") };

  xl_alert_show (GTK_WIDGET (a->page), &words, on_answer, a);
}

/* "FILE: /fields/3/type: reason" → where and why. */
static void
refuse (Adding *a, const GError *error)
{
  const char *reason = strrchr (error->message, ':');
  const char *place = strstr (error->message, ": /");
  g_autofree char *title = g_strdup_printf (_("“%s” was not added: it is no ledger that this program can read."), a->name);
  g_autofree char *where = place != NULL && reason > place
                             ? g_strndup (place + 2, (gsize) (reason - place - 2)) : NULL;
  g_autofree char *text =
    where != NULL ? g_strdup_printf (_("At %s: %s\nNothing was changed. Ask whoever handed it out for another file."), where,
                                     _(reason + 2))
                  : g_strdup_printf (_("%s\nNothing was changed. Ask whoever handed it out for another file."), error->message);
  XlAlertWords words = { .title = title, .text = text };

  xl_alert_show (GTK_WIDGET (a->page), &words, NULL, NULL);
}

/* Reading --------------------------------------------------------------------------------------------------------- */

static gboolean
wants_more (const char *contents, goffset size, gpointer data)
{
  return size <= MOST_BYTES;
}

static void
on_contents (GObject *file, GAsyncResult *result, gpointer data)
{
  Adding *a = data;
  g_autofree char *contents = NULL;
  gsize size = 0;
  g_autoptr(GError) error = NULL;

  if (!g_file_load_partial_contents_finish (G_FILE (file), result, &contents, &size, NULL, NULL))
    g_set_error (&error, XL_ERROR, XL_ERROR_IO, "%s: cannot be read", a->name);
  else if (size > MOST_BYTES)
    g_set_error (&error, XL_ERROR, XL_ERROR_TOO_LARGE, "%s: is too large for a template", a->name);
  else
    a->t = xl_template_parse (a->name, contents, size, &error);
  if (a->t != NULL)
    {
      show_template (a);
      return;
    }
  refuse (a, error);
  adding_free (a);
}

void
xl_ledger_add_file (XlPage *page, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  Adding *a = g_new0 (Adding, 1);

  a->page = g_object_ref (page);
  a->name = g_file_get_basename (file);
  g_file_load_partial_contents_async (file, NULL, wants_more, on_contents, a);
}

static void
on_path (char **paths, gpointer data)
{
  g_autoptr(XlPage) page = data;

  if (paths != NULL)
    xl_ledger_add_file (page, paths[0]);
}

void
xl_ledger_add_ask (XlPage *page)
{
  XlPickWords words = { .kind = XL_PICK_OPEN, .title = _("Add a ledger"), .accept = C_("ledger", "Add"),
                        .kind_name = _("Ledger templates"), .patterns = "*.json" };

  xl_file_picker_show (GTK_WIDGET (page), &words, on_path, g_object_ref (page));
}
