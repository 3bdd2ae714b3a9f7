#include "ui/xl-alert.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWindow    *window;
  XlAlertDone   done;          /* NULL once answered */
  gpointer      user_data;
} Alert;

static void
answer (Alert *alert, XlAlertAnswer what)
{
  XlAlertDone done = g_steal_pointer (&alert->done);

  if (done != NULL)
    done (what, alert->user_data);
}

/* Closed by the desktop or with its parent. */
static void
on_destroy (GtkWidget *window, Alert *alert)
{
  answer (alert, XL_ALERT_CANCEL);
  g_free (alert);
}

static void
answer_with (Alert *alert, XlAlertAnswer what)
{
  GtkWindow *window = alert->window;

  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  answer (alert, what);
  gtk_window_destroy (window);
}

static void
on_cancel (GtkButton *button, Alert *alert)
{
  answer_with (alert, XL_ALERT_CANCEL);
}

static void
on_accept (GtkButton *button, Alert *alert)
{
  answer_with (alert, XL_ALERT_ACCEPT);
}

static void
on_other (GtkButton *button, Alert *alert)
{
  answer_with (alert, XL_ALERT_OTHER);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  answer_with (data, XL_ALERT_CANCEL);
  return TRUE;
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback clicked, Alert *alert)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect (button, "clicked", clicked, alert);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_buttons (GtkWidget *box, const XlAlertWords *words, Alert *alert)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *cancel = words->cancel != NULL ? words->cancel : words->accept != NULL ? _("Cancel") : _("Close");
  GtkWidget *button, *safe;

  gtk_widget_set_margin_top (line, 12);
  if (words->other != NULL)
    {
      button = add_button (line, words->other, G_CALLBACK (on_other), alert);
      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_halign (button, GTK_ALIGN_START);
    }
  safe = add_button (line, cancel, G_CALLBACK (on_cancel), alert);
  gtk_widget_set_hexpand (safe, words->other == NULL);
  gtk_widget_set_halign (safe, GTK_ALIGN_END);
  button = safe;
  if (words->accept != NULL)
    {
      button = add_button (line, words->accept, G_CALLBACK (on_accept), alert);
      gtk_widget_add_css_class (button, words->danger ? "danger" : "primary");
    }
  gtk_box_append (GTK_BOX (box), line);
  gtk_window_set_default_widget (alert->window, words->danger ? safe : button);
  gtk_widget_grab_focus (words->danger ? safe : button);
}

static void
add_escape (Alert *alert)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (on_escape, alert, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (alert->window), shortcuts);
}

void
xl_alert_show (GtkWidget *parent, const XlAlertWords *words, XlAlertDone done, gpointer user_data)
{
  Alert *alert = g_new0 (Alert, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;

  alert->window = GTK_WINDOW (gtk_window_new ());
  alert->done = done;
  alert->user_data = user_data;
  gtk_window_set_title (alert->window, words->title);
  gtk_window_set_modal (alert->window, TRUE);
  gtk_window_set_resizable (alert->window, FALSE);
  if (GTK_IS_WINDOW (root))
    {
      gtk_window_set_transient_for (alert->window, GTK_WINDOW (root));
      if (gtk_widget_has_css_class (GTK_WIDGET (root), "large"))
        gtk_widget_add_css_class (GTK_WIDGET (alert->window), "large");
    }
  gtk_widget_add_css_class (GTK_WIDGET (alert->window), "alert");
  add_label (box, words->title, "alert-title");
  if (words->text != NULL && *words->text != '\0')
    add_label (box, words->text, "alert-text");
  gtk_window_set_child (alert->window, box);
  add_buttons (box, words, alert);
  add_escape (alert);
  g_signal_connect (alert->window, "destroy", G_CALLBACK (on_destroy), alert);
  gtk_window_present (alert->window);
}

void
xl_alert_error (GtkWidget *parent, const char *what, const GError *error)
{
  g_autofree char *sentence = xl_error_sentence (error);
  g_autofree char *title = g_strdup_printf (_("This was not done: %s"), what);
  XlAlertWords words = { .title = title, .text = sentence };

  xl_alert_show (parent, &words, NULL, NULL);
}

/* --- errors in words ---------------------------------------------------------------------------------------------- */

typedef struct {
  int         code;
  const char *words;
} Sentence;

static const Sentence store_sentences[] = {
  { XL_STORE_ERROR_BUSY, N_("Another program is working with the office file. Nothing was changed. Close the other "
                             "program, or wait a moment, and try again.") },
  { XL_STORE_ERROR_DUPLICATE, N_("There is such a record already. Nothing was changed.") },
  { XL_STORE_ERROR_CONSTRAINT, N_("The office file does not take this value. Nothing was changed.") },
  { XL_STORE_ERROR_FULL, N_("The disk is full. Nothing was changed and nothing is lost. Make room and try again.") },
  { XL_STORE_ERROR_CORRUPT, N_("The office file is damaged. It was left as it is. Restore the newest good backup.") },
  { XL_STORE_ERROR_TOO_NEW, N_("The office file was written by a newer version of this program. It was left as it is. "
                                "Install the newer version.") },
  { XL_STORE_ERROR_NOT_STORE, N_("This file is not an office file. It was left as it is.") },
  { XL_STORE_ERROR_READ_ONLY, N_("The office file is open for reading only. Nothing was changed.") },
  { XL_STORE_ERROR_CONFLICT,
    N_("Later changes stand in the way. Nothing was changed. Take the later ones back first.") },
  { XL_STORE_ERROR_NOTHING, N_("There is nothing to take back.") },
  { XL_STORE_ERROR_INTERRUPTED, N_("Stopped. Nothing was changed.") },
};

static const Sentence value_sentences[] = {
  { XL_ERROR_NOT_FOUND, N_("It could not be found.") },
  { XL_ERROR_ENCRYPTED, N_("The file needs a password.") },
  { XL_ERROR_TOO_LARGE, N_("The file is too large. Nothing was changed.") },
  { XL_ERROR_NOT_THAT_KIND, N_("This file is not of the right kind. Nothing was changed.") },
  { XL_ERROR_DAMAGED, N_("The file is damaged. Nothing was changed.") },
  { XL_ERROR_IO, N_("The file or folder could not be read or written. Nothing was changed.") },
};

static const char *
find_sentence (const Sentence *list, gsize n, int code)
{
  for (gsize i = 0; i < n; i++)
    if (list[i].code == code)
      return _(list[i].words);
  return NULL;
}

char *
xl_error_sentence (const GError *error)
{
  const char *words = NULL;

  if (error->domain == XL_STORE_ERROR)
    words = find_sentence (store_sentences, G_N_ELEMENTS (store_sentences), error->code);
  else if (error->domain == XL_ERROR)
    words = find_sentence (value_sentences, G_N_ELEMENTS (value_sentences), error->code);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = _("Stopped. Nothing was changed.");
  if (words == NULL)
    return g_strdup (error->message);
  if (error->domain == XL_ERROR)
    return g_strdup_printf ("%s (%s)", words, error->message);
  return g_strdup (words);
}
