#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A code, its name and (nullable) other words for it, divided by '\n'; lists of them end with a NULL code and are copied by
 * whoever takes them. */
typedef struct { const char *code, *name, *also; } XlChoice;

G_END_DECLS
