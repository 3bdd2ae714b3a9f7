/* Reading a notice of 300 pages, facts and all, beside pdftotext on the same file. */
#include "notices/xl-notice-file-reader.h"
#include "notices/xl-pdf-child-reader.h"

#include <stdio.h>
#include <stdlib.h>

static double
seconds_of_ours (const char *path)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GError) error = NULL;
  g_autoptr(XlNoticeFile) file = xl_notice_file_read (path, NULL, NULL, NULL, &error);

  if (file == NULL)
    g_error ("%s", error->message);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
seconds_of_pdftotext (const char *path)
{
  const char *argv[] = { "pdftotext", path, "/dev/null", NULL };
  gint64 start = g_get_monotonic_time ();

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL))
    return 0;
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  double ours = G_MAXDOUBLE, theirs = G_MAXDOUBLE;

  if (xl_pdf_child_asked (argc, argv))
    return xl_pdf_child_main ();
  path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "notices", "samples", "v20-300-pages.pdf", NULL);
  for (int i = 0; i < 5; i++)
    {
      ours = MIN (ours, seconds_of_ours (path));
      theirs = MIN (theirs, seconds_of_pdftotext (path));
    }
  printf ("300 pages: ours %.2f s (text, order, facts), pdftotext %.2f s, ratio %.2f (reach 1.5)\n", ours, theirs, theirs > 0 ? ours / theirs : 0);
  return EXIT_SUCCESS;
}
