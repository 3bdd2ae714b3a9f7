/* Where the parts of a form stand: two columns, one when narrow. */
#include "ui/xl-form-private.h"

/* Between columns, between lines. */
#define GAP 18
#define LINE_GAP 6

static gboolean
is_wide (GtkWidget *part)
{
  return !XL_IS_FORM_FIELD (part) || xl_form_field_is_wide (XL_FORM_FIELD (part));
}

static int
measured (GtkWidget *part, GtkOrientation orientation, int for_size, gboolean natural)
{
  int least, wish;

  gtk_widget_measure (part, orientation, for_size, &least, &wish, NULL, NULL);
  return natural ? wish : least;
}

/* Of all parts, or of those that stand in a column. */
static int
widest (GPtrArray *parts, gboolean natural, gboolean columns_only)
{
  int most = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (parts, i);

      if (gtk_widget_get_visible (part) && !(columns_only && is_wide (part)))
        most = MAX (most, measured (part, GTK_ORIENTATION_HORIZONTAL, -1, natural));
    }
  return most;
}

int
xl_form_layout_least (GPtrArray *parts)
{
  return widest (parts, FALSE, FALSE);
}

int
xl_form_layout_wish (GPtrArray *parts, gboolean two_columns)
{
  int column = widest (parts, TRUE, TRUE);

  return MAX (two_columns ? 2 * column + GAP : column, xl_form_layout_least (parts));
}

int
xl_form_layout (GPtrArray *parts, int width, gboolean place)
{
  gboolean two = width >= 2 * widest (parts, TRUE, TRUE) + GAP;
  int half = two ? (width - GAP) / 2 : width;
  int y = 0, line = 0;
  gboolean second = FALSE;       /* the next narrow part stands in the second column */

  for (guint i = 0; i < parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (parts, i);
      gboolean wide = is_wide (part) || !two;
      int part_width = wide ? width : half, height;

      if (!gtk_widget_get_visible (part))
        continue;
      height = measured (part, GTK_ORIENTATION_VERTICAL, part_width, TRUE);
      if (wide || !second)
        {
          y += line > 0 ? line + LINE_GAP : 0;
          line = 0;
          second = FALSE;
        }
      if (place)
        gtk_widget_size_allocate (part, &(GtkAllocation) { second ? half + GAP : 0, y, part_width, height }, -1);
      line = MAX (line, height);
      second = !wide && !second;
    }
  return y + line;
}
