#include "exchange/xl-columns.h"

#include "base/xl-name.h"

#include <string.h>

static gboolean
begins_with_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (text, words[i]))
      return TRUE;
  return FALSE;
}

/* Whether a word ends where @rest begins: what is counted may follow, another word may not. */
static gboolean
ends_total (const char *rest)
{
  static const char *const counted[] = { "人", "户", "数", "金额", "元", "件", "次", "笔", "收入", "支出", "收", "支", NULL };

  return !g_unichar_isalpha (g_utf8_get_char (rest)) || begins_with_any (rest, counted);
}

/* 合计, 合计(人), 合计金额; not 小计算机室, which somebody has. */
static gboolean
is_total (const char *folded)
{
  static const char *const words[] = { "合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计", "本月合计", "本年累计", "全村合计",
                                       "全镇合计", "合 计", NULL };

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (folded, words[i]) && ends_total (folded + strlen (words[i])))
      return TRUE;
  return FALSE;
}

static gboolean
is_note (const char *folded)
{
  static const char *const words[] = { "备注:", "注:", "说明:", "填表说明", "填表人", "审核人", "制表人", "制表:", "填报人", "填报单位", "单位负责人",
                                       "负责人:", "经办人", "联系人:", "负责人签字", "填报时间", "填报日期", "填表日期", "填表时间", "日期:",
                                       "本表", "注1", "注意", "备注1", "签字", "盖章", "审核:", "复核", "单位(盖章)", NULL };

  return begins_with_any (folded, words);
}

static gboolean
is_running_number (const char *title)
{
  g_autofree char *folded = xl_header_fold (title);

  return strcmp (folded, "序号") == 0 || strcmp (folded, "编号") == 0 || strcmp (folded, "no") == 0 || folded[0] == '\0';
}

/* Titles of the header that stand in this row once more. */
static gboolean
repeats_header (const XlColumns *columns, const XlRow *row)
{
  guint same = 0;

  for (guint i = 0; i < row->n_cells; i++)
    {
      guint column = row->cells[i].column;
      g_autofree char *text = NULL;

      if (row->cells[i].type != XL_CELL_TEXT || column > columns->n_columns || columns->field_of[column - 1] < 0)
        continue;
      text = xl_cell_dup_text (&row->cells[i]);
      same += text[0] != '\0' && g_str_has_suffix (columns->titles[column - 1], text);
    }
  return same >= 2 && same * 2 >= row->n_cells;
}

/* Counts the cells that say something, the running number left out, and keeps the first one's folded text. */
static guint
look_at_cells (const XlColumns *columns, const XlRow *row, char **first)
{
  guint filled = 0;

  for (guint i = 0; i < row->n_cells; i++)
    {
      guint column = row->cells[i].column;
      g_autofree char *text = xl_cell_dup_text (&row->cells[i]);
      gboolean mapped = column <= columns->n_columns && columns->field_of[column - 1] >= 0;

      if (text[0] == '\0')
        continue;
      if (*first == NULL)
        *first = xl_text_key (text);
      if (row->cells[i].formula && !mapped)
        continue;
      if (mapped || column > columns->n_columns || !is_running_number (columns->titles[column - 1]))
        filled++;
    }
  return filled;
}

/* A cheap answer for the rows that are nearly all: a mapped cell, and nothing at the front that totals or notes begin with. */
static gboolean
is_plainly_data (const XlColumns *columns, const XlRow *row)
{
  guint mapped = 0;

  for (guint i = 0; i < row->n_cells; i++)
    mapped += row->cells[i].column <= columns->n_columns && columns->field_of[row->cells[i].column - 1] >= 0;
  if (mapped < 3)
    return FALSE;
  for (guint i = 0; i < row->n_cells && i < 2; i++)
    {
      const XlCell *cell = &row->cells[i];

      if (cell->type == XL_CELL_TEXT && (strstr (cell->text, "计") != NULL || strstr (cell->text, "：") != NULL || strchr (cell->text, ':') != NULL))
        return FALSE;
      if (cell->type == XL_CELL_TEXT && cell->column <= columns->n_columns && strstr (columns->titles[cell->column - 1], cell->text) != NULL)
        return FALSE;
    }
  return TRUE;
}

XlSheetRowKind
xl_columns_classify (const XlColumns *columns, const XlRow *row)
{
  g_autofree char *first = NULL;
  guint filled;

  if (is_plainly_data (columns, row))
    return XL_ROW_DATA;
  filled = look_at_cells (columns, row, &first);
  if (first == NULL)
    return XL_ROW_BLANK;
  if (is_total (first))
    return XL_ROW_TOTALS;
  if (is_note (first) && filled <= 4)
    return XL_ROW_NOTE;
  if (filled == 0)
    return XL_ROW_BLANK;
  if (filled == 1 && strlen (first) > 60)
    return XL_ROW_NOTE;
  return repeats_header (columns, row) ? XL_ROW_HEADER : XL_ROW_DATA;
}
