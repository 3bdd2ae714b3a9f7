#include "base/xl-resource.h"

#include <gio/gio.h>
#include <string.h>

#define PREFIX "/org/xiangli/Xiangli/"

GResource *xl_rules_get_resource (void);

GBytes *
xl_resource_bytes (const char *path)
{
  g_autofree char *full = g_strconcat (PREFIX, path, NULL);

  xl_rules_get_resource ();   /* named here, so that the linker keeps the tables */
  return g_resources_lookup_data (full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

char **
xl_resource_lines (const char *path)
{
  g_autoptr(GBytes) bytes = xl_resource_bytes (path);
  g_auto(GStrv) lines = NULL;
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();

  if (bytes != NULL)
    {
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);
      g_autofree char *text = g_strndup (data, size);

      lines = g_strsplit (text, "\n", -1);
      for (guint i = 1; lines[i] != NULL; i++)
        {
          g_strchomp (lines[i]);
          if (lines[i][0] != '\0')
            g_ptr_array_add (kept, g_strdup (lines[i]));
        }
    }
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}
