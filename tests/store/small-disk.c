#include "small-disk.h"

#include <sqlite3.h>

static sqlite3_vfs *real_disk;
static sqlite3_vfs disk;
static gint64 left = -1;
static guint n_refused;

typedef struct {
  sqlite3_file  base;
  sqlite3_file *real;   /* behind this struct */
} File;

#define REAL(file) (((File *) (file))->real)

static int
close_file (sqlite3_file *f)
{
  return REAL (f)->pMethods->xClose (REAL (f));
}

static int
read_file (sqlite3_file *f, void *data, int size, sqlite3_int64 at)
{
  return REAL (f)->pMethods->xRead (REAL (f), data, size, at);
}

static int
write_file (sqlite3_file *f, const void *data, int size, sqlite3_int64 at)
{
  if (left >= 0 && left < size)
    {
      n_refused++;
      return SQLITE_FULL;
    }
  if (left >= 0)
    left -= size;
  return REAL (f)->pMethods->xWrite (REAL (f), data, size, at);
}

static int
truncate_file (sqlite3_file *f, sqlite3_int64 size)
{
  return REAL (f)->pMethods->xTruncate (REAL (f), size);
}

static int
sync_file (sqlite3_file *f, int flags)
{
  return REAL (f)->pMethods->xSync (REAL (f), flags);
}

static int
file_size (sqlite3_file *f, sqlite3_int64 *size)
{
  return REAL (f)->pMethods->xFileSize (REAL (f), size);
}

static int
lock_file (sqlite3_file *f, int level)
{
  return REAL (f)->pMethods->xLock (REAL (f), level);
}

static int
unlock_file (sqlite3_file *f, int level)
{
  return REAL (f)->pMethods->xUnlock (REAL (f), level);
}

static int
check_lock (sqlite3_file *f, int *held)
{
  return REAL (f)->pMethods->xCheckReservedLock (REAL (f), held);
}

static int
control_file (sqlite3_file *f, int operation, void *argument)
{
  return REAL (f)->pMethods->xFileControl (REAL (f), operation, argument);
}

static int
sector_size (sqlite3_file *f)
{
  return REAL (f)->pMethods->xSectorSize (REAL (f));
}

static int
characteristics (sqlite3_file *f)
{
  return REAL (f)->pMethods->xDeviceCharacteristics (REAL (f));
}

static int
map_shared (sqlite3_file *f, int page, int size, int extend, void volatile **at)
{
  return REAL (f)->pMethods->xShmMap (REAL (f), page, size, extend, at);
}

static int
lock_shared (sqlite3_file *f, int offset, int n, int flags)
{
  return REAL (f)->pMethods->xShmLock (REAL (f), offset, n, flags);
}

static void
barrier_shared (sqlite3_file *f)
{
  REAL (f)->pMethods->xShmBarrier (REAL (f));
}

static int
unmap_shared (sqlite3_file *f, int remove)
{
  return REAL (f)->pMethods->xShmUnmap (REAL (f), remove);
}

static const sqlite3_io_methods methods = {
  2, close_file, read_file, write_file, truncate_file, sync_file, file_size, lock_file, unlock_file, check_lock, control_file,
  sector_size, characteristics, map_shared, lock_shared, barrier_shared, unmap_shared, NULL, NULL
};

static int
open_file (sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
  int rc;

  ((File *) f)->real = (sqlite3_file *) ((File *) f + 1);
  rc = real_disk->xOpen (real_disk, name, REAL (f), flags, out_flags);
  f->pMethods = rc == SQLITE_OK ? &methods : NULL;
  return rc;
}

void
small_disk_begin (void)
{
  real_disk = sqlite3_vfs_find (NULL);
  disk = *real_disk;
  disk.zName = "small-disk";
  disk.szOsFile = (int) sizeof (File) + real_disk->szOsFile;
  disk.xOpen = open_file;
  sqlite3_vfs_register (&disk, 1);
}

void
small_disk_set (gint64 n_bytes)
{
  left = n_bytes;
}

guint
small_disk_n_refused (void)
{
  return n_refused;
}
