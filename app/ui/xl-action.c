#include "ui/xl-action.h"

void
xl_action_set (GtkWidget *button, const char *detailed)
{
  GtkActionable *actionable = GTK_ACTIONABLE (button);
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;
  g_autoptr(GError) error = NULL;

  gtk_actionable_set_action_name (actionable, NULL);
  if (detailed == NULL)
    return;
  if (!g_action_parse_detailed_name (detailed, &name, &target, &error))
    {
      g_critical ("%s: %s", detailed, error->message);
      return;
    }
  gtk_actionable_set_action_target_value (actionable, target);
  gtk_actionable_set_action_name (actionable, name);
}
