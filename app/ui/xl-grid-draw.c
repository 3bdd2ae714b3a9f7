/* How a grid is drawn: rows as kept render nodes, so that scrolling only moves them. */
#include "ui/xl-grid-private.h"

#include <glib/gi18n.h>

#define MARK_SIZE 6     /* the corner of a flagged cell */

/* --- style -------------------------------------------------------------------------------------------------------- */

static GdkRGBA
look_up (GtkStyleContext *context, const char *name, GdkRGBA otherwise)
{
  GdkRGBA colour;

  return gtk_style_context_lookup_color (context, name, &colour) ? colour : otherwise;
}

static GdkRGBA
with_alpha (GdkRGBA colour, float alpha)
{
  colour.alpha = alpha;
  return colour;
}

static void
read_ink (XlGrid *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  XlGridInk *ink = &self->ink;

  gtk_style_context_get_color (context, &ink->text);
  ink->base = look_up (context, "theme_base_color", (GdkRGBA) { 1, 1, 1, 1 });
  ink->accent = look_up (context, "xl_seal", (GdkRGBA) { .70, .15, .12, 1 });
  ink->flagged = look_up (context, "xl_amber", (GdkRGBA) { .60, .40, 0, 1 });
  ink->overdue = ink->accent;
  ink->met = look_up (context, "xl_green", (GdkRGBA) { .10, .45, .20, 1 });
  ink->line = with_alpha (ink->text, .15);
  ink->faded = with_alpha (ink->text, .55);
  ink->band = with_alpha (ink->text, .05);
}

/* Height and baseline of a row: Latin and CJK faces differ, so both are measured. */
static void
measure_row (XlGrid *self)
{
  int height, em;

  g_clear_object (&self->pango);
  self->pango = gtk_widget_create_pango_layout (GTK_WIDGET (self), "国g");
  pango_layout_set_single_paragraph_mode (self->pango, TRUE);
  pango_layout_get_pixel_size (self->pango, NULL, &height);
  pango_layout_set_text (self->pango, "国", -1);
  pango_layout_get_pixel_size (self->pango, &em, NULL);
  self->em = MAX (8, em);
  self->layout.row_height = MAX (height + 4, (int) (self->em * 2.1 + .5));
  self->baseline = (self->layout.row_height - height) / 2
                   + (pango_layout_get_baseline (self->pango) + PANGO_SCALE / 2) / PANGO_SCALE;
}

static GskRenderNode *
draw_waiting (XlGrid *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  pango_layout_set_text (self->pango, "…", -1);
  gtk_snapshot_append_layout (snapshot, self->pango, &self->ink.faded);
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL ? node : gsk_container_node_new (NULL, 0);
}

void
xl_grid_read_style (XlGrid *self)
{
  read_ink (self);
  measure_row (self);
  g_clear_pointer (&self->waiting, gsk_render_node_unref);
  self->waiting = draw_waiting (self);
  xl_grid_forget_rows (self, 0, -1);
}

/* --- one row ------------------------------------------------------------------------------------------------------ */

static const GdkRGBA *
text_colour (XlGrid *self, XlCellMark mark)
{
  if (mark & XL_CELL_OVERDUE)
    return &self->ink.overdue;
  if (mark & XL_CELL_MET)
    return &self->ink.met;
  return mark & XL_CELL_FADED ? &self->ink.faded : &self->ink.text;
}

/* Puts @text into the shared layout so that it fits @width; the width it takes. */
static int
fit_text (XlGrid *self, const char *text, int width, XlGridKind kind)
{
  int wide;

  pango_layout_set_width (self->pango, -1);
  pango_layout_set_ellipsize (self->pango, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (self->pango, text, -1);
  pango_layout_get_pixel_size (self->pango, &wide, NULL);
  if (wide <= width)
    return wide;
  if (kind == XL_GRID_NUMBER)                  /* half a number is a wrong number */
    pango_layout_set_text (self->pango, "###", -1);
  pango_layout_set_width (self->pango, width * PANGO_SCALE);
  pango_layout_set_ellipsize (self->pango, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (self->pango, &wide, NULL);
  return wide;
}

int
xl_grid_text_width (XlGrid *self, const char *text)
{
  int wide;

  pango_layout_set_width (self->pango, -1);
  pango_layout_set_text (self->pango, text, -1);
  pango_layout_get_pixel_size (self->pango, &wide, NULL);
  return wide;
}

static void
set_weight (XlGrid *self, gboolean strong)
{
  PangoAttrList *attributes = NULL;

  if (strong)
    {
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
    }
  pango_layout_set_attributes (self->pango, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

static void
draw_text (XlGrid *self, GtkSnapshot *snapshot, const char *text, int column, int x, const GdkRGBA *colour,
           int baseline)
{
  XlGridKind kind = xl_grid_column_get_kind (g_ptr_array_index (self->columns, column));
  int room = MAX (1, self->widths[column] - 2 * XL_GRID_PAD);
  int wide = fit_text (self, text, room, kind);
  int shift = kind == XL_GRID_NUMBER ? room - wide : kind == XL_GRID_CENTRE ? (room - wide) / 2 : 0;
  double top = baseline - (double)pango_layout_get_baseline (self->pango) / PANGO_SCALE; /* faces differ by fractions */

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + XL_GRID_PAD + MAX (0, shift), top));
  gtk_snapshot_append_layout (snapshot, self->pango, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_at (GtkSnapshot *snapshot, GskRenderNode *node, int x, int y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

/* A small corner, wider at the top: to be checked. */
static void
draw_corner (XlGrid *self, GtkSnapshot *snapshot, int right)
{
  for (int i = 0; i < MARK_SIZE; i++)
    gtk_snapshot_append_color (snapshot, &self->ink.flagged,
                               &GRAPHENE_RECT_INIT (right - MARK_SIZE + i, i, MARK_SIZE - i, 1));
}

/* Refused: a frame of dashes in seal red. */
static void
draw_refused (XlGrid *self, GtkSnapshot *snapshot, int x, int width)
{
  int bottom = self->layout.row_height - 3;

  for (int at = 1; at < width - 2; at += 6)
    for (int edge = 0; edge < 2; edge++)
      gtk_snapshot_append_color (snapshot, &self->ink.overdue,
                                 &GRAPHENE_RECT_INIT (x + at, edge * bottom, MIN (4, width - 2 - at), 2));
  gtk_snapshot_append_color (snapshot, &self->ink.overdue, &GRAPHENE_RECT_INIT (x + 1, 0, 2, bottom));
  gtk_snapshot_append_color (snapshot, &self->ink.overdue, &GRAPHENE_RECT_INIT (x + width - 4, 0, 2, bottom));
}

/* The first cell of a group: its triangle and its name, over the empty cells beside it. */
static void
draw_group (XlGrid *self, GtkSnapshot *snapshot, gint64 row, int column, int x, const char *text)
{
  gboolean open = xl_grid_peek_row_kind (self, row) == XL_GRID_ROW_GROUP;
  g_autofree char *words = g_strconcat (open ? "▾ " : "▸ ", text, NULL);
  int own = self->widths[column];

  for (int c = column + 1; c < self->layout.n_columns && (column >= self->frozen || c < self->frozen); c++)
    {
      const char *next = xl_grid_peek (self, row, c);

      if (next == NULL || *next != '\0')
        break;
      self->widths[column] += self->widths[c];
    }
  draw_text (self, snapshot, words, column, x, &self->ink.text, self->baseline);
  self->widths[column] = own;
}

static void
draw_words (XlGrid *self, GtkSnapshot *snapshot, gint64 row, int column, int x, const char *text)
{
  XlGridRowKind kind = xl_grid_peek_row_kind (self, row);
  XlCellMark mark = xl_grid_peek_mark (self, row, column);
  XlGridKept *kept = xl_grid_kept_at (self, row, column);
  const GdkRGBA *colour = kept != NULL && kept->reason != NULL ? &self->ink.overdue : text_colour (self, mark);
  gboolean strong = (mark & XL_CELL_STRONG) != 0 || kind != XL_GRID_ROW_RECORD;

  if (strong)
    set_weight (self, TRUE);
  if (column == 0 && (kind == XL_GRID_ROW_GROUP || kind == XL_GRID_ROW_GROUP_FOLDED))
    draw_group (self, snapshot, row, column, x, text);
  else if (*text != '\0')
    draw_text (self, snapshot, text, column, x, colour, self->baseline);
  if (strong)
    set_weight (self, FALSE);
  if (mark & XL_CELL_FLAGGED)
    draw_corner (self, snapshot, x + self->widths[column]);
  if (kept != NULL && kept->reason != NULL)
    draw_refused (self, snapshot, x, self->widths[column]);
}

static void
draw_cell (XlGrid *self, GtkSnapshot *snapshot, gint64 row, int column, int x)
{
  const char *text = xl_grid_peek (self, row, column);

  if (text == NULL)
    draw_at (snapshot, self->waiting, x + XL_GRID_PAD, 4);
  else if (column == 0 && *text == '\0' && xl_grid_is_new_line (self, row))
    draw_text (self, snapshot, _("＊ new"), column, x, &self->ink.faded, self->baseline);
  else
    draw_words (self, snapshot, row, column, x, text);
}

static GskRenderNode *
draw_row (XlGrid *self, gint64 row, int first, int last)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  int x = 0;

  for (int c = first < self->frozen ? 0 : self->frozen; c <= last; x += self->widths[c], c++)
    if (c >= first)
      draw_cell (self, snapshot, row, c, x);
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL ? node : gsk_container_node_new (NULL, 0);
}

static void
clear_slot (XlGridSlot *slot)
{
  g_clear_pointer (&slot->node[0], gsk_render_node_unref);
  g_clear_pointer (&slot->node[1], gsk_render_node_unref);
}

/* The kept node of @row's columns @first…@last in @pane (0 frozen, 1 scrolling). */
static GskRenderNode *
row_node (XlGrid *self, gint64 row, int pane, int first, int last)
{
  XlGridSlot *slot = &self->slots[row & (XL_GRID_SLOTS - 1)];

  if (slot->row != row)
    {
      clear_slot (slot);
      slot->row = row;
    }
  if (pane == 1 && (slot->first != first || slot->last != last))
    {
      g_clear_pointer (&slot->node[1], gsk_render_node_unref);
      slot->first = first;
      slot->last = last;
    }
  if (slot->node[pane] == NULL)
    slot->node[pane] = draw_row (self, row, first, last);
  return slot->node[pane];
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

typedef struct {
  int    pane, first, last;      /* columns */
  int    x, width;               /* the clip */
  int    origin;                 /* where x = 0 of the row nodes is */
  gint64 row0, row1;
} Pane;

static void
draw_selection (XlGrid *self, GtkSnapshot *snapshot, const Pane *pane)
{
  GdkRGBA tint = with_alpha (self->ink.accent, .16);
  int height = self->layout.row_height;

  if (self->selection.row >= pane->row0 && self->selection.row <= pane->row1)
    gtk_snapshot_append_color (snapshot, &self->ink.band,
                               &GRAPHENE_RECT_INIT (pane->x, xl_grid_layout_row_y (&self->layout, self->selection.row),
                                                    pane->width, height));
  if (!xl_grid_selection_is_wide (&self->selection))
    return;
  for (guint i = 0; i < self->selection.ranges->len; i++)
    {
      const XlGridRange *r = &g_array_index (self->selection.ranges, XlGridRange, i);
      gint64 first = MAX (r->row0, pane->row0), last = MIN (r->row1, pane->row1);
      int c0 = MAX (r->col0, pane->first), c1 = MIN (r->col1, pane->last);
      int x, y;

      if (first > last || c0 > c1)
        continue;
      x = xl_grid_layout_column_x (&self->layout, c0);
      y = xl_grid_layout_row_y (&self->layout, first);
      gtk_snapshot_append_color (
          snapshot, &tint,
          &GRAPHENE_RECT_INIT (x, y, xl_grid_layout_column_x (&self->layout, c1) + self->widths[c1] - x,
                               (int)(last - first + 1) * height));
    }
}

static void
draw_rows (XlGrid *self, GtkSnapshot *snapshot, const Pane *pane)
{
  for (gint64 row = pane->row0; row <= pane->row1; row++)
    {
      int y = xl_grid_layout_row_y (&self->layout, row);

      if (xl_grid_peek_row_kind (self, row) != XL_GRID_ROW_RECORD)
        gtk_snapshot_append_color (snapshot, &self->ink.band,
                                   &GRAPHENE_RECT_INIT (pane->x, y, pane->width, self->layout.row_height));
      draw_at (snapshot, row_node (self, row, pane->pane, pane->first, pane->last), pane->origin, y);
      gtk_snapshot_append_color (snapshot, &self->ink.line,
                                 &GRAPHENE_RECT_INIT (pane->x, y + self->layout.row_height - 1, pane->width, 1));
    }
}

static void
draw_cursor (XlGrid *self, GtkSnapshot *snapshot, const Pane *pane)
{
  gboolean focus = (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  GdkRGBA colour = focus ? self->ink.accent : self->ink.faded;
  float width = focus ? 2 : 1;
  GskRoundedRect frame;
  int c = self->selection.column;

  if (self->selection.row < pane->row0 || self->selection.row > pane->row1 || c < pane->first || c > pane->last)
    return;
  gsk_rounded_rect_init_from_rect (&frame,
                                   &GRAPHENE_RECT_INIT (xl_grid_layout_column_x (&self->layout, c),
                                                        xl_grid_layout_row_y (&self->layout, self->selection.row),
                                                        self->widths[c], self->layout.row_height),
                                   0);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { colour, colour, colour, colour });
}

static void
draw_total (XlGrid *self, GtkSnapshot *snapshot, const Pane *pane)
{
  int top = self->layout.height - self->layout.total_height;

  gtk_snapshot_append_color (snapshot, &self->ink.faded, &GRAPHENE_RECT_INIT (pane->x, top, pane->width, 1));
  set_weight (self, TRUE);
  for (int c = pane->first; c <= pane->last; c++)
    {
      const char *text = xl_grid_source_peek_total (
        self->source, xl_grid_column_get_source_column (g_ptr_array_index (self->columns, c)));

      if (text != NULL)
        draw_text (self, snapshot, text, c, xl_grid_layout_column_x (&self->layout, c), &self->ink.text,
                   top + self->baseline);
    }
  set_weight (self, FALSE);
}

static void
draw_pane (XlGrid *self, GtkSnapshot *snapshot, const Pane *pane)
{
  int body = xl_grid_layout_body_height (&self->layout);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (pane->x, self->layout.header_height, pane->width, body));
  draw_selection (self, snapshot, pane);
  draw_rows (self, snapshot, pane);
  draw_cursor (self, snapshot, pane);
  gtk_snapshot_pop (snapshot);
  if (!self->show_totals)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (pane->x, self->layout.height - self->layout.total_height,
                                                         pane->width, self->layout.total_height));
  draw_total (self, snapshot, pane);
  gtk_snapshot_pop (snapshot);
}

static void
draw_headers (XlGrid *self, GtkSnapshot *snapshot, int from, int end, int x, int width)
{
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (x, 0, width, self->layout.header_height));
  for (int c = from; c < end; c++)
    gtk_widget_snapshot_child (GTK_WIDGET (self), g_ptr_array_index (self->headers, c), snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
draw_body (XlGrid *self, GtkSnapshot *snapshot)
{
  XlGridLayout *layout = &self->layout;
  int frozen_width = xl_grid_layout_frozen_width (layout);
  Pane pane = { .row0 = xl_grid_layout_first_row (layout, NULL), .row1 = xl_grid_layout_last_row (layout) };

  xl_grid_source_hint_visible (self->source, pane.row0, MIN (pane.row1, xl_grid_n_records (self) - 1));
  if (self->frozen > 0)
    {
      pane.last = MIN (self->frozen, layout->n_columns) - 1;
      pane.width = MIN (frozen_width, layout->width);
      draw_pane (self, snapshot, &pane);
    }
  if (xl_grid_layout_seen_columns (layout, &pane.first, &pane.last))
    {
      pane.pane = 1;
      pane.x = frozen_width;
      pane.width = layout->width - frozen_width;
      pane.origin = xl_grid_layout_column_x (layout, self->frozen);
      draw_pane (self, snapshot, &pane);
    }
  if (self->frozen > 0)
    gtk_snapshot_append_color (snapshot, &self->ink.faded,
                               &GRAPHENE_RECT_INIT (frozen_width - 1, 0, 1, layout->height));
}

static void
draw_editor (XlGrid *self, GtkSnapshot *snapshot)
{
  GtkWidget *entry = xl_grid_cell_entry (self);
  GdkRGBA colour = self->ink.accent;
  graphene_rect_t at;
  GskRoundedRect frame;

  gtk_widget_snapshot_child (GTK_WIDGET (self), entry, snapshot);
  if (!gtk_widget_compute_bounds (entry, GTK_WIDGET (self), &at))
    return;
  gsk_rounded_rect_init_from_rect (&frame, &at, 0);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { colour, colour, colour, colour });
}

/* Where a dragged head of a column would go. */
static void
draw_drop (XlGrid *self, GtkSnapshot *snapshot)
{
  int x = self->move_to < self->layout.n_columns
          ? xl_grid_layout_column_x (&self->layout, self->move_to)
          : xl_grid_layout_column_x (&self->layout, self->move_to - 1) + self->widths[self->move_to - 1];

  gtk_snapshot_append_color (snapshot, &self->ink.accent, &GRAPHENE_RECT_INIT (x - 1, 0, 3, self->layout.height));
}

void
xl_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  XlGrid *self = XL_GRID (widget);
  XlGridLayout *layout = &self->layout;
  int frozen_width = xl_grid_layout_frozen_width (layout);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, layout->width, layout->height));
  gtk_snapshot_append_color (snapshot, &self->ink.base, &GRAPHENE_RECT_INIT (0, 0, layout->width, layout->height));
  draw_headers (self, snapshot, self->frozen, layout->n_columns, frozen_width, MAX (0, layout->width - frozen_width));
  draw_headers (self, snapshot, 0, MIN (self->frozen, layout->n_columns), 0, MIN (frozen_width, layout->width));
  gtk_snapshot_append_color (snapshot, &self->ink.faded,
                             &GRAPHENE_RECT_INIT (0, layout->header_height - 1, layout->width, 1));
  if (self->source != NULL && layout->n_columns > 0)
    draw_body (self, snapshot);
  if (self->move_to >= 0)
    draw_drop (self, snapshot);
  if (self->editing != XL_GRID_IDLE)
    draw_editor (self, snapshot);
  gtk_snapshot_pop (snapshot);
}
