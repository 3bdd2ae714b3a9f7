#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Opens the window and runs until it closes; the exit code.  Thread: main. */
int xl_application_main (int argc, char **argv);

G_END_DECLS
