#include "base/xl-error.h"

G_DEFINE_QUARK (xl-error-quark, xl_error)
G_DEFINE_QUARK (xl-store-error-quark, xl_store_error)
