#include "base/xl-data.h"

char *
xl_data_path (const char *name)
{
  const char *folder = g_getenv ("XL_DATA_DIR");

  return g_build_filename (folder != NULL ? folder : XL_DATA_DIR, name, NULL);
}
