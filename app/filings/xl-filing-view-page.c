#include "filings/xl-filing-view-page.h"

#include "filings/xl-picture-reader.h"
#include "filings/xl-thread-paper.h"

#include <glib/gi18n.h>
#include <math.h>

#define MARGIN 14      /* around the paper, as in the style sheet, and the line of its edge */

struct _XlFilingView
{
  GtkBox        parent_instance;
  GtkWidget    *picture, *scrolled, *position, *stack, *words;
  GBytes       *pdf;
  int           page, n_pages;
  double        zoom;           /* 1: the width of the place there is */
  double        page_width;     /* in points: what fills that place at zoom 1 */
  int           width;          /* of that place when the page was asked for */
  GCancellable *cancellable;
  gboolean      drawn;
};

G_DEFINE_FINAL_TYPE (XlFilingView, xl_filing_view, GTK_TYPE_BOX)

typedef struct {
  GBytes *pdf;
  int     page;
  double  scale;
} Wish;

static void
wish_free (gpointer item)
{
  Wish *wish = item;

  g_bytes_unref (wish->pdf);
  g_free (wish);
}

static gpointer
read_picture (gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;

  return xl_picture_read (wish->pdf, wish->page, wish->scale, error);
}

static void
show_position (XlFilingView *self)
{
  g_autofree char *text = self->n_pages > 0 ? g_strdup_printf (_("Page %d of %d"), self->page + 1, self->n_pages) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (self->position), text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.previous", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.next", self->page + 1 < self->n_pages);
}

/* As large on the screen as the paper shall look, whatever the screen's pixels are. */
static GdkPaintable *
to_paintable (const XlPicture *picture, int scale)
{
  g_autoptr(GdkTexture) texture = gdk_memory_texture_new (picture->width, picture->height, GDK_MEMORY_DEFAULT, picture->pixels,
                                                          (gsize) picture->stride);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_size_t size = GRAPHENE_SIZE_INIT ((float) picture->width / (float) scale, (float) picture->height / (float) scale);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, size.width, size.height);

  gtk_snapshot_append_texture (snapshot, texture, &bounds);
  return gtk_snapshot_free_to_paintable (snapshot, &size);
}

static void
on_picture (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPicture) picture = xl_thread_paper_run_finish (result, &error);
  XlFilingView *self = data;
  g_autoptr(GdkPaintable) paintable = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;      /* an answer to an older question; the view may be gone */
  if (picture == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->words), error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "words");
      return;
    }
  paintable = to_paintable (picture, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), paintable);
  self->n_pages = picture->n_pages;
  self->drawn = TRUE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "paper");
  show_position (self);
}

static void
ask (XlFilingView *self)
{
  int width = gtk_widget_get_width (self->scrolled) - 2 * MARGIN;
  Wish *wish;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->drawn = FALSE;
  if (self->pdf == NULL || width < 50)
    return;
  self->cancellable = g_cancellable_new ();
  self->width = width;
  wish = g_new0 (Wish, 1);
  wish->pdf = g_bytes_ref (self->pdf);
  wish->page = self->page;
  /* The width of A4 upright fills the place, unless the pages are known to be wider; a turned page then scrolls. */
  wish->scale = width / self->page_width * self->zoom * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  xl_thread_paper_run_async (read_picture, wish, wish_free, (GDestroyNotify) xl_picture_free, XL_PAPER_VISIBLE, self->cancellable,
                             on_picture, self);
}

void
xl_filing_view_turn (XlFilingView *self, int by)
{
  int page = CLAMP (self->page + by, 0, MAX (self->n_pages - 1, 0));

  if (page == self->page)
    return;
  self->page = page;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
  ask (self);
}

static void
on_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_filing_view_turn (XL_FILING_VIEW (widget), 1);
}

static void
on_previous (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_filing_view_turn (XL_FILING_VIEW (widget), -1);
}

void
xl_filing_view_set_zoom (XlFilingView *self, double zoom)
{
  self->zoom = CLAMP (zoom, 0.4, 4);
  ask (self);
}

static void
on_larger (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_filing_view_set_zoom (XL_FILING_VIEW (widget), XL_FILING_VIEW (widget)->zoom * 1.25);
}

static void
on_smaller (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_filing_view_set_zoom (XL_FILING_VIEW (widget), XL_FILING_VIEW (widget)->zoom / 1.25);
}

static void
on_fit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_filing_view_set_zoom (XL_FILING_VIEW (widget), 1);
}

/* The place became wider or narrower: the page is drawn anew for it. */
static void
on_room_changed (XlFilingView *self)
{
  if (self->pdf != NULL && ABS (gtk_widget_get_width (self->scrolled) - 2 * MARGIN - self->width) > 8)
    ask (self);
}

static void
add_button (GtkWidget *box, const char *label, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (box), button);
}

static void
xl_filing_view_dispose (GObject *object)
{
  XlFilingView *self = XL_FILING_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  G_OBJECT_CLASS (xl_filing_view_parent_class)->dispose (object);
}

static void
xl_filing_view_class_init (XlFilingViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = xl_filing_view_dispose;
  gtk_widget_class_install_action (widget_class, "view.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "view.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "view.larger", NULL, on_larger);
  gtk_widget_class_install_action (widget_class, "view.smaller", NULL, on_smaller);
  gtk_widget_class_install_action (widget_class, "view.fit", NULL, on_fit);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "view.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "view.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "view.larger", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "view.smaller", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "view.fit", NULL);
}

static void
add_bar (XlFilingView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  add_button (bar, "‹", _("Previous page"), "view.previous");
  self->position = gtk_label_new ("");
  gtk_box_append (GTK_BOX (bar), self->position);
  add_button (bar, "›", _("Next page"), "view.next");
  add_button (bar, "−", _("Smaller"), "view.smaller");
  add_button (bar, "+", _("Larger"), "view.larger");
  add_button (bar, _("Whole width"), _("The page as wide as there is room"), "view.fit");
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), bar);
}

static void
xl_filing_view_init (XlFilingView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->zoom = 1;
  self->page_width = 595.28;
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), FALSE);
  gtk_widget_set_halign (self->picture, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->picture, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->picture, "paper");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->scrolled, "desk");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->picture);
  gtk_widget_set_focusable (self->scrolled, TRUE);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_hexpand (self->scrolled, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The paper as it is printed"), -1);
  self->words = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_widget_add_css_class (self->words, "dim-label");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->words, "words");
  gtk_stack_add_named (GTK_STACK (self->stack), self->scrolled, "paper");
  gtk_box_append (GTK_BOX (self), self->stack);
  add_bar (self);
  g_signal_connect_swapped (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), "notify::page-size",
                            G_CALLBACK (on_room_changed), self);
}

GtkWidget *
xl_filing_view_new (void)
{
  return g_object_new (XL_TYPE_FILING_VIEW, NULL);
}

void
xl_filing_view_set_page_width (XlFilingView *self, double points)
{
  self->page_width = points;
}

void
xl_filing_view_set_pdf (XlFilingView *self, GBytes *pdf, const char *words)
{
  g_clear_pointer (&self->pdf, g_bytes_unref);
  self->pdf = pdf != NULL ? g_bytes_ref (pdf) : NULL;
  self->page = 0;
  self->n_pages = 0;
  gtk_label_set_text (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), pdf != NULL ? "paper" : "words");
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  show_position (self);
  ask (self);
}

GBytes *
xl_filing_view_get_pdf (XlFilingView *self)
{
  return self->pdf;
}

int
xl_filing_view_get_page (XlFilingView *self)
{
  return self->page;
}

int
xl_filing_view_get_n_pages (XlFilingView *self)
{
  return self->n_pages;
}

gboolean
xl_filing_view_is_drawn (XlFilingView *self)
{
  return self->drawn;
}
