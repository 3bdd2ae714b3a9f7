#include "notices/xl-notice-sheet-page.h"

struct _XlNoticeSheet
{
  GtkWidget   parent_instance;
  GdkTexture *texture;
  double      width, height;   /* points; 0 before a page is set */
  GArray     *marks;
  guint       selected;
};
G_DEFINE_FINAL_TYPE (XlNoticeSheet, xl_notice_sheet, GTK_TYPE_WIDGET)

enum { SIGNAL_MARK_PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Over black ink on white: each a colour that lets the letters through; told apart also by the words beside them. */
static const GdkRGBA colours[XL_SHEET_COLOURS] = {
  { 0.12f, 0.42f, 0.75f, 1 },   /* title, number */
  { 0.48f, 0.29f, 0.64f, 1 },   /* who, when */
  { 0.70f, 0.15f, 0.12f, 1 },   /* what is to be done by when */
  { 0.13f, 0.48f, 0.29f, 1 },   /* whom to ask */
  { 0.65f, 0.42f, 0.00f, 1 },   /* what is attached */
};

const GdkRGBA *
xl_notice_sheet_colour (guint colour)
{
  return &colours[colour % XL_SHEET_COLOURS];
}

static void
xl_notice_sheet_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  XlNoticeSheet *self = XL_NOTICE_SHEET (widget);
  double ratio = self->width > 0 ? self->height / self->width : 1.414;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 620;
    }
  else
    *minimum = *natural = (int) ((for_size > 0 ? for_size : 240) * ratio);
  *minimum_baseline = *natural_baseline = -1;
}

static GtkSizeRequestMode
xl_notice_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static graphene_rect_t
box_of (XlNoticeSheet *self, const XlSheetMark *mark)
{
  float scale = (float) (gtk_widget_get_width (GTK_WIDGET (self)) / MAX (self->width, 1));

  return GRAPHENE_RECT_INIT (mark->x0 * scale - 2, mark->y0 * scale - 1, (mark->x1 - mark->x0) * scale + 4, (mark->y1 - mark->y0) * scale + 2);
}

static void
draw_mark (XlNoticeSheet *self, GtkSnapshot *snapshot, const XlSheetMark *mark)
{
  graphene_rect_t box = box_of (self, mark);
  gboolean selected = mark->fact == self->selected;
  GdkRGBA wash = *xl_notice_sheet_colour (mark->colour), line = wash;
  GskRoundedRect outline;
  float w = selected ? 2 : 1;

  wash.alpha = selected ? 0.30f : 0.13f;
  gtk_snapshot_append_color (snapshot, &wash, &box);
  gsk_rounded_rect_init_from_rect (&outline, &box, 2);
  line.alpha = selected ? 1 : 0.45f;
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { w, w, w, w }, (GdkRGBA[4]) { line, line, line, line });
}

static void
xl_notice_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  XlNoticeSheet *self = XL_NOTICE_SHEET (widget);
  float width = (float) gtk_widget_get_width (widget);
  graphene_rect_t paper = GRAPHENE_RECT_INIT (0, 0, width, (float) (width * self->height / MAX (self->width, 1)));

  if (self->width <= 0)
    return;
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 1, 1, 1 }, &paper);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &paper);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (self, snapshot, &g_array_index (self->marks, XlSheetMark, i));
}

static void
on_pressed (XlNoticeSheet *self, int n_press, double x, double y)
{
  for (guint i = self->marks->len; i-- > 0;)
    {
      const XlSheetMark *mark = &g_array_index (self->marks, XlSheetMark, i);
      graphene_rect_t box = box_of (self, mark);

      if (!graphene_rect_contains_point (&box, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        continue;
      g_signal_emit (self, signals[SIGNAL_MARK_PICKED], 0, mark->fact);
      return;
    }
}

static void
xl_notice_sheet_finalize (GObject *object)
{
  XlNoticeSheet *self = XL_NOTICE_SHEET (object);

  g_clear_object (&self->texture);
  g_array_unref (self->marks);
  G_OBJECT_CLASS (xl_notice_sheet_parent_class)->finalize (object);
}

static void
xl_notice_sheet_class_init (XlNoticeSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = xl_notice_sheet_finalize;
  widget_class->measure = xl_notice_sheet_measure;
  widget_class->get_request_mode = xl_notice_sheet_get_request_mode;
  widget_class->snapshot = xl_notice_sheet_snapshot;
  signals[SIGNAL_MARK_PICKED] = g_signal_new ("mark-picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
xl_notice_sheet_init (XlNoticeSheet *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->marks = g_array_new (FALSE, FALSE, sizeof (XlSheetMark));
  self->selected = G_MAXUINT;
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
xl_notice_sheet_new (void)
{
  return g_object_new (XL_TYPE_NOTICE_SHEET, NULL);
}

void
xl_notice_sheet_set_page (XlNoticeSheet *self, GdkTexture *texture, double width, double height)
{
  g_return_if_fail (XL_IS_NOTICE_SHEET (self));
  g_set_object (&self->texture, texture);
  self->width = width;
  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
xl_notice_sheet_set_marks (XlNoticeSheet *self, const GArray *marks)
{
  g_return_if_fail (XL_IS_NOTICE_SHEET (self));
  g_array_set_size (self->marks, 0);
  g_array_append_vals (self->marks, marks->data, marks->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
xl_notice_sheet_select (XlNoticeSheet *self, guint fact)
{
  g_return_if_fail (XL_IS_NOTICE_SHEET (self));
  self->selected = fact;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
xl_notice_sheet_find (XlNoticeSheet *self, double *top, double *bottom)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const XlSheetMark *mark = &g_array_index (self->marks, XlSheetMark, i);
      graphene_rect_t box = box_of (self, mark);

      if (mark->fact != self->selected)
        continue;
      *top = box.origin.y;
      *bottom = box.origin.y + box.size.height;
      return TRUE;
    }
  return FALSE;
}
