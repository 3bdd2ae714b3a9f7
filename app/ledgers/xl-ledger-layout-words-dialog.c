#include "ledgers/xl-ledger-layout-dialog-private.h"

#include <glib/gi18n.h>

/* What stands in braces in title and lines: as it is kept and handed on, and as a clerk reads it. */
static const struct { const char *kept, *shown; } braces[] = {
  { "{office_name}", NC_("in a form", "{office}") }, { "{period_words}", NC_("in a form", "{period}") },
  { "{date_words}", NC_("in a form", "{day}") },     { "{department}", NC_("in a form", "{department}") },
  { "{count}", NC_("in a form", "{rows}") },
};

static char *
exchange (const char *text, gboolean to_shown)
{
  GString *words = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (braces); i++)
    {
      const char *shown = g_dpgettext2 (NULL, "in a form", braces[i].shown);

      g_string_replace (words, to_shown ? braces[i].kept : shown, to_shown ? shown : braces[i].kept, 0);
    }
  return g_string_free (words, FALSE);
}

char *
xl_layout_dialog_show_words (const char *kept)
{
  return exchange (kept, TRUE);
}

char *
xl_layout_dialog_keep_words (const char *shown)
{
  return exchange (shown, FALSE);
}

void
xl_layout_dialog_set_head (XlLayoutDialog *self, const XlLayoutSheet *sheet)
{
  g_autofree char *above = sheet->above != NULL ? g_strjoinv ("\n", sheet->above) : g_strdup ("");
  g_autofree char *title = g_markup_printf_escaped ("<b>%s</b>", sheet->title);
  g_autofree char *lines = g_markup_escape_text (above, -1);
  g_autofree char *words = g_strdup_printf ("%s%s%s", title, *lines != '\0' ? "\n" : "", lines);

  gtk_label_set_markup (GTK_LABEL (self->head), words);
}
