/* Writes xl-pinyin-readings.c: run when the program is built, as ICU takes a tenth of a second for what a table says at once. */
#include "base/xl-pinyin-icu.h"
#include "base/xl-pinyin-readings.h"

#include <stdio.h>
#include <string.h>

/* Which of @readings it is; 0 for none. */
static guint
find (GHashTable *numbers, GPtrArray *readings, const char *reading)
{
  gpointer number;

  if (reading == NULL)
    return 0;
  number = g_hash_table_lookup (numbers, reading);
  if (number == NULL)
    {
      char *kept = g_strdup (reading);

      number = GUINT_TO_POINTER (readings->len);
      g_ptr_array_add (readings, kept);
      g_hash_table_insert (numbers, kept, number);
    }
  return GPOINTER_TO_UINT (number);
}

int
main (void)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *version = xl_pinyin_icu_version ();

  g_ptr_array_add (readings, g_strdup (""));
  printf ("#include \"base/xl-pinyin-readings.h\"\n\nconst char xl_pinyin_readings_from[] = \"%s\";\n"
          "const guint16 xl_pinyin_reading_of[XL_PINYIN_LAST - XL_PINYIN_FIRST + 1] = {\n", version);
  for (gunichar first = XL_PINYIN_FIRST; first <= XL_PINYIN_LAST; first += XL_PINYIN_BLOCK)
    {
      g_autoptr(GPtrArray) block = xl_pinyin_icu_block (first);

      for (guint i = 0; i < XL_PINYIN_BLOCK; i++)
        printf ("%u,%s", find (numbers, readings, g_ptr_array_index (block, i)), i % 16 == 15 ? "\n" : "");
    }
  printf ("};\nconst char xl_pinyin_readings[][8] = {\n");
  for (guint i = 0; i < readings->len; i++)
    {
      if (strlen (g_ptr_array_index (readings, i)) >= 8)
        return 1;
      printf ("\"%s\",%s", (const char *) g_ptr_array_index (readings, i), i % 8 == 7 ? "\n" : " ");
    }
  printf ("\n};\n");
  return readings->len > 1 ? 0 : 1;
}
