#include "ui/xl-speak.h"

#include <string.h>

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_selected (GtkDropDown *drop_down, GParamSpec *pspec, GtkWidget *button)
{
  gpointer item = gtk_drop_down_get_selected_item (drop_down);
  const char *words = GTK_IS_STRING_OBJECT (item) ? gtk_string_object_get_string (item) : "";

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
xl_speak_name (GtkWidget *widget, const char *name)
{
  GtkWidget *button = GTK_IS_DROP_DOWN (widget) ? gtk_widget_get_first_child (widget) : NULL;

  set_name (widget, name);
  if (button == NULL)
    return;
  set_name (button, name);
  g_signal_connect_object (widget, "notify::selected-item", G_CALLBACK (on_selected), button, 0);
  on_selected (GTK_DROP_DOWN (widget), NULL, button);
}

char *
xl_speak_without_mnemonic (const char *label)
{
  const char *bracket = strstr (label, "(_");
  GString *words = g_string_new (NULL);

  for (const char *p = label; *p != '\0'; p++)
    if (p == bracket && p[2] != '\0' && p[3] == ')')
      p += 3;
    else if (*p != '_')
      g_string_append_c (words, *p);
    else if (p[1] == '_')
      g_string_append_c (words, *p++);
  return g_string_free (words, FALSE);
}

void
xl_speak_mnemonic (GtkWidget *widget, const char *label)
{
  g_autofree char *words = xl_speak_without_mnemonic (label);

  set_name (widget, words);
}

GtkWidget *
xl_speak_button_new (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  xl_speak_mnemonic (button, label);
  return button;
}
