#include "notices/xl-notice-viewer-page.h"
#include "notices/xl-notice-json.h"
#include "notices/xl-notice-sheet-page.h"

#include <glib/gi18n.h>

/* Wide enough to be sharp at 200 %. */
#define PICTURE_WIDTH 1400

struct _XlNoticeViewer
{
  GtkBox        parent_instance;
  GtkWidget    *sheet, *scrolled, *number, *before, *after, *problem;
  const XlNoticeFile *file;
  GArray       *facts;         /* XlViewerFact */
  GHashTable   *pictures;      /* page → GdkTexture */
  GCancellable *cancellable;
  guint         page, selected;
};
G_DEFINE_FINAL_TYPE (XlNoticeViewer, xl_notice_viewer, GTK_TYPE_BOX)

enum { SIGNAL_MARK_PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Drawing off the main thread ------------------------------------------------------------------------------------------ */

typedef struct {
  GBytes *pdf;
  char   *password;
  guint   page;
} Order;

static void
order_free (Order *order)
{
  g_bytes_unref (order->pdf);
  g_free (order->password);
  g_free (order);
}

/* BGRx as cairo draws it, with the unused byte made opaque. */
static GdkTexture *
make_texture (const XlPdfPicture *picture)
{
  gsize size;
  const guint8 *rows = g_bytes_get_data (picture->rows, &size);
  guint8 *opaque = g_memdup2 (rows, size);
  g_autoptr(GBytes) bytes = NULL;

  for (gsize i = 3; i < size; i += 4)
    opaque[i] = 0xff;
  bytes = g_bytes_new_take (opaque, size);
  return gdk_memory_texture_new ((int) picture->width, (int) picture->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, picture->stride);
}

static void
draw_page (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPdfPicture) picture = xl_notice_reader_picture (order->pdf, order->password, order->page, PICTURE_WIDTH, cancellable, &error);

  if (picture == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, make_texture (picture), g_object_unref);
}

static const XlPageText *
page_text (XlNoticeViewer *self, guint number)
{
  for (guint i = 0; self->file != NULL && i < self->file->read->pages->len; i++)
    {
      const XlPageText *page = self->file->read->pages->pdata[i];

      if (page->number == number)
        return page;
    }
  return NULL;
}

static void
show_marks (XlNoticeViewer *self)
{
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (XlSheetMark));

  for (guint i = 0; self->file != NULL && i < self->facts->len; i++)
    {
      const XlViewerFact *f = &g_array_index (self->facts, XlViewerFact, i);
      g_autoptr(GArray) places = xl_fact_places (f->fact, self->file->text);

      for (guint k = 0; k < places->len; k++)
        {
          const XlTextPlace *p = &g_array_index (places, XlTextPlace, k);
          XlSheetMark mark = { p->x0, p->y0, p->x1, p->y1, i, f->colour };

          if (p->page == self->page)
            g_array_append_val (marks, mark);
        }
    }
  xl_notice_sheet_set_marks (XL_NOTICE_SHEET (self->sheet), marks);
}

static void
show_page (XlNoticeViewer *self)
{
  const XlPageText *page = page_text (self, self->page);
  g_autofree char *words = NULL;

  if (page == NULL)
    return;
  xl_notice_sheet_set_page (XL_NOTICE_SHEET (self->sheet), g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (self->page)),
                            page->width, page->height);
  show_marks (self);
  words = g_strdup_printf (_("Page %u of %u"), self->page, self->file->read->n_pages);
  gtk_label_set_text (GTK_LABEL (self->number), words);
  gtk_widget_set_sensitive (self->before, self->page > 1);
  gtk_widget_set_sensitive (self->after, self->page < self->file->read->n_pages);
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XlNoticeViewer *self = XL_NOTICE_VIEWER (source);
  const Order *order = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (self->problem, texture == NULL);
  if (texture == NULL)
    return;
  g_hash_table_insert (self->pictures, GUINT_TO_POINTER (order->page), texture);
  if (order->page == self->page)
    show_page (self);
}

static void
order_picture (XlNoticeViewer *self)
{
  g_autoptr(GTask) task = NULL;
  Order *order;

  if (self->file == NULL || g_hash_table_contains (self->pictures, GUINT_TO_POINTER (self->page)))
    return;
  order = g_new0 (Order, 1);
  order->pdf = g_bytes_ref (self->file->pdf);
  order->password = g_strdup (self->file->password);
  order->page = self->page;
  task = g_task_new (self, self->cancellable, on_drawn, NULL);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, draw_page);
}

/* Turning and scrolling -------------------------------------------------------------------------------------------------- */

static void
go_to (XlNoticeViewer *self, guint page)
{
  if (self->file == NULL || page < 1 || page > self->file->read->n_pages || page_text (self, page) == NULL)
    return;
  self->page = page;
  if (g_hash_table_size (self->pictures) > 12)   /* pictures are large */
    g_hash_table_remove_all (self->pictures);
  show_page (self);
  order_picture (self);
}

static gboolean
reveal (gpointer data)
{
  XlNoticeViewer *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double top, bottom, value = gtk_adjustment_get_value (adjustment), seen = gtk_adjustment_get_page_size (adjustment);

  if (!xl_notice_sheet_find (XL_NOTICE_SHEET (self->sheet), &top, &bottom))
    return G_SOURCE_REMOVE;
  if (top < value + 24 || bottom > value + seen - 24)
    gtk_adjustment_set_value (adjustment, top - seen / 3);
  return G_SOURCE_REMOVE;
}

void
xl_notice_viewer_select (XlNoticeViewer *self, guint fact)
{
  g_return_if_fail (XL_IS_NOTICE_VIEWER (self));
  self->selected = fact;
  xl_notice_sheet_select (XL_NOTICE_SHEET (self->sheet), fact);
  if (self->file == NULL || fact >= self->facts->len)
    return;
  {
    g_autoptr(GArray) places = xl_fact_places (g_array_index (self->facts, XlViewerFact, fact).fact, self->file->text);

    if (places->len == 0)
      return;
    if (g_array_index (places, XlTextPlace, 0).page != self->page)
      go_to (self, g_array_index (places, XlTextPlace, 0).page);
  }
  g_idle_add_full (G_PRIORITY_LOW, reveal, g_object_ref (self), g_object_unref);   /* after the page has its size */
}

void
xl_notice_viewer_turn (XlNoticeViewer *self, int pages)
{
  g_return_if_fail (XL_IS_NOTICE_VIEWER (self));
  go_to (self, (guint) MAX ((int) self->page + pages, 1));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

guint
xl_notice_viewer_get_page (XlNoticeViewer *self)
{
  return self->page;
}

gboolean
xl_notice_viewer_is_drawn (XlNoticeViewer *self)
{
  return g_hash_table_contains (self->pictures, GUINT_TO_POINTER (self->page));
}

void
xl_notice_viewer_set_file (XlNoticeViewer *self, const XlNoticeFile *file, const GArray *facts)
{
  g_return_if_fail (XL_IS_NOTICE_VIEWER (self));
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  g_hash_table_remove_all (self->pictures);
  g_array_set_size (self->facts, 0);
  self->file = file;
  self->page = 0;
  gtk_widget_set_visible (self->problem, FALSE);
  if (file == NULL)
    return;
  g_array_append_vals (self->facts, facts->data, facts->len);
  go_to (self, ((XlPageText *) file->read->pages->pdata[0])->number);
}

/* Building --------------------------------------------------------------------------------------------------------------- */

static void
on_before (XlNoticeViewer *self)
{
  xl_notice_viewer_turn (self, -1);
}

static void
on_after (XlNoticeViewer *self)
{
  xl_notice_viewer_turn (self, 1);
}

static gboolean
on_key (XlNoticeViewer *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Page_Up && key != GDK_KEY_Page_Down)
    return FALSE;
  xl_notice_viewer_turn (self, key == GDK_KEY_Page_Up ? -1 : 1);
  return TRUE;
}

static void
on_mark_picked (XlNoticeViewer *self, guint fact)
{
  g_signal_emit (self, signals[SIGNAL_MARK_PICKED], 0, fact);
}

static GtkWidget *
new_turner (XlNoticeViewer *self, const char *icon, const char *words, GCallback turn)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", turn, self);
  return button;
}

static void
xl_notice_viewer_dispose (GObject *object)
{
  XlNoticeViewer *self = XL_NOTICE_VIEWER (object);

  g_cancellable_cancel (self->cancellable);
  self->file = NULL;
  G_OBJECT_CLASS (xl_notice_viewer_parent_class)->dispose (object);
}

static void
xl_notice_viewer_finalize (GObject *object)
{
  XlNoticeViewer *self = XL_NOTICE_VIEWER (object);

  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->pictures);
  g_array_unref (self->facts);
  G_OBJECT_CLASS (xl_notice_viewer_parent_class)->finalize (object);
}

static void
xl_notice_viewer_class_init (XlNoticeViewerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_notice_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_notice_viewer_finalize;
  signals[SIGNAL_MARK_PICKED] = g_signal_new ("mark-picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
xl_notice_viewer_init (XlNoticeViewer *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->facts = g_array_new (FALSE, FALSE, sizeof (XlViewerFact));
  self->pictures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->sheet = xl_notice_sheet_new ();
  g_signal_connect_swapped (self->sheet, "mark-picked", G_CALLBACK (on_mark_picked), self);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->sheet);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  self->before = new_turner (self, "go-previous-symbolic", _("Page before"), G_CALLBACK (on_before));
  self->after = new_turner (self, "go-next-symbolic", _("Next page"), G_CALLBACK (on_after));
  self->number = gtk_label_new (NULL);
  self->problem = gtk_label_new (_("This page could not be drawn."));
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (bar), self->before);
  gtk_box_append (GTK_BOX (bar), self->number);
  gtk_box_append (GTK_BOX (bar), self->after);
  gtk_box_append (GTK_BOX (bar), self->problem);
  gtk_widget_add_css_class (bar, "notice-turner");
  gtk_box_append (GTK_BOX (self), bar);
  gtk_box_append (GTK_BOX (self), self->scrolled);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
xl_notice_viewer_new (void)
{
  return g_object_new (XL_TYPE_NOTICE_VIEWER, NULL);
}
