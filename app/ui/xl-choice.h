#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A code and its name; lists of them end with a NULL code and are copied by whoever takes them. */
typedef struct { const char *code, *name; } XlChoice;

G_END_DECLS
