#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a run of text is for; a face is chosen by it. */
typedef enum {
  XL_ROLE_TITLE,        /* 小标宋: the head and the title */
  XL_ROLE_BODY,         /* 仿宋 */
  XL_ROLE_HEADING,      /* 黑体: 一、 and the heads of tables */
  XL_ROLE_SUBHEADING,   /* 楷体: （一） and the signer's name */
  XL_ROLE_TABLE,        /* 宋体: cells, page numbers */
  XL_N_ROLES
} XlRole;

/*
 * Geometry of an official paper, in points (1 mm = 72/25.4 pt), y upwards from the lower edge.
 * Source: GB/T 9704-2012 §5.2 (A4, white 37 mm above, 28 mm left; block 156 × 225 mm, 22 lines of 28 characters).
 * A character is 156 mm / 28 = 15.793 pt (called 3号); a line is a character and 7/8 of one, 29.61 pt.
 */
#define XL_MM             (72.0 / 25.4)
#define XL_PAGE_WIDTH     (210 * XL_MM)
#define XL_PAGE_HEIGHT    (297 * XL_MM)
#define XL_BLOCK_LEFT     (28 * XL_MM)
#define XL_BLOCK_WIDTH    (156 * XL_MM)
#define XL_BLOCK_TOP      (XL_PAGE_HEIGHT - 37 * XL_MM)
#define XL_BLOCK_BOTTOM   (XL_BLOCK_TOP - 225 * XL_MM)
#define XL_BLOCK_RIGHT    (XL_BLOCK_LEFT + XL_BLOCK_WIDTH)
#define XL_CHARS_A_LINE   28
#define XL_LINES_A_PAGE   22
#define XL_CHARACTER      (XL_BLOCK_WIDTH / XL_CHARS_A_LINE)
#define XL_LINE_PITCH     (XL_CHARACTER * 1.875)
#define XL_SIZE_2         22.0     /* 二号: titles */
#define XL_SIZE_4         14.0     /* 四号: page numbers, 抄送 */
#define XL_SIZE_5         10.5     /* 五号: tables */
/* Where the baseline stands below the top of a character of size 1. */
#define XL_BASELINE       0.86

/* The top of line @line (0 … 21) of the block. */
#define XL_LINE_TOP(line) (XL_BLOCK_TOP - (line) * XL_LINE_PITCH)

/* The width of @ch at size 1. */
typedef double (*XlMeasure) (gpointer data, XlRole role, gunichar ch);

/* One line of a paragraph: bytes @start … @start + @length of its text, without the spaces it was broken at. */
typedef struct {
  guint    start, length;
  guint    n_chars;
  double   width;       /* at the size asked for */
  gboolean last;        /* of its paragraph: not justified */
} XlLine;

double    xl_layout_width (const char *text, gssize length, double size, XlRole role, XlMeasure measure, gpointer data);

/**
 * xl_layout_break:
 * @first_indent: what the first line is shorter by
 *
 * Breaks one paragraph into lines of at most @width: never before 。，、；：？！）》” and their like, never after （《“ and
 * theirs, never within a number or a Latin word (unless it is wider than a line), never within —— or ……. A '\n' ends a line.
 *
 * Thread: any.   Source: GB/T 15834-2011 §5.1 (where marks may stand).
 * Returns: (transfer full) (element-type XlLine): at least one line
 */
GArray   *xl_layout_break (const char *text, double size, double width, double first_indent, XlRole role,
                           XlMeasure measure, gpointer data);

/**
 * xl_layout_title:
 *
 * Breaks a title into as few lines as go into @width, between words, shaped like a trapezoid or a diamond: no line begins
 * with 的 or ends with a preposition, and the lengths differ.
 *
 * Source: GB/T 9704-2012 §7.3.1 (回行时词意完整、排列对称、长短适宜、间距恰当，梯形或菱形).
 * Returns: (transfer full) (element-type XlLine)
 */
GArray   *xl_layout_title (const char *text, double size, double width, XlRole role, XlMeasure measure, gpointer data);

/**
 * xl_layout_columns:
 * @natural: what each column would like; @least: what it cannot go below
 * @widths: (out): @n widths whose sum is @total
 *
 * Narrow columns get what they like, the wide ones share what is left; what is over is spread in proportion.
 * Returns: %FALSE when not even the least widths fit (they are then shrunk in proportion)
 */
gboolean  xl_layout_columns (guint n, const double *natural, const double *least, double total, double *widths);

G_END_DECLS
