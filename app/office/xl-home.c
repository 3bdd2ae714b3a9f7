#include "office/xl-home.h"

static void
line_free (XlHomeLine *line)
{
  g_free (line->text);
  g_free (line->value);
  g_free (line->note);
  g_free (line->room);
  g_free (line->view);
  g_free (line->kind);
  g_free (line);
}

static void
bar_free (XlHomeBar *bar)
{
  g_free (bar->name);
  g_free (bar->room);
  g_free (bar->view);
  g_free (bar);
}

XlHomeCard *
xl_home_card_new (XlHomeColumn column, int rank, const char *title)
{
  XlHomeCard *card = g_new0 (XlHomeCard, 1);

  card->column = column;
  card->rank = rank;
  card->title = g_strdup (title);
  card->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  card->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) bar_free);
  return card;
}

void
xl_home_card_free (XlHomeCard *card)
{
  g_ptr_array_unref (card->lines);
  g_ptr_array_unref (card->bars);
  g_free (card->title);
  g_free (card->room);
  g_free (card);
}

XlHomeLine *
xl_home_card_line (XlHomeCard *card, const char *text)
{
  XlHomeLine *line = g_new0 (XlHomeLine, 1);

  line->text = g_strdup (text);
  g_ptr_array_add (card->lines, line);
  return line;
}

XlHomeBar *
xl_home_card_bar (XlHomeCard *card, const char *name, gint64 value)
{
  XlHomeBar *bar = g_new0 (XlHomeBar, 1);

  bar->name = g_strdup (name);
  bar->value = value;
  g_ptr_array_add (card->bars, bar);
  return bar;
}
