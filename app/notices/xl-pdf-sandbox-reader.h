#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Limits of memory, processor time and files for this process; before the PDF is looked at. */
void     xl_pdf_sandbox_limit (guint cpu_seconds, guint64 memory_bytes);

/**
 * xl_pdf_sandbox_enter:
 *
 * Shuts this process in: from here on no socket, no program, no new process, no file opened for writing, nothing read
 * but fonts and language data.  What the kernel cannot do is left out; seccomp alone already forbids writing and sockets.
 *
 * Returns: %FALSE when not even the seccomp filter could be set where the program was built with it
 */
gboolean xl_pdf_sandbox_enter (void);

G_END_DECLS
