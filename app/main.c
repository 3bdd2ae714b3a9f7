/* Xiangli 乡里: a window, or one command without a display. */
#include "notices/xl-pdf-child-reader.h"
#include "office/xl-command.h"
#include "ui/xl-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  const char *built = g_getenv ("XL_LOCALE_DIR");

  if (xl_pdf_child_asked (argc, argv))
    return xl_pdf_child_main ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, built != NULL ? built : XL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1 && (xl_command_exists (argv[1]) || (argv[1][0] != '-' && !g_file_test (argv[1], G_FILE_TEST_IS_REGULAR))))
    return xl_command_main (argc, argv);
  return xl_application_main (argc, argv);
}
