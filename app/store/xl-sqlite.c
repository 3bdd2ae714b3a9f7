#include "store/xl-sqlite.h"

#include <sqlite3.h>

static sqlite3_mem_methods plain;   /* SQLite's own */
static sqlite3_vfs *real_disk;
static sqlite3_vfs disk;            /* the same with another clock */

static _Thread_local gboolean is_watched;
static _Thread_local gint64 used;

/* Memory ---------------------------------------------------------------------------------------------------------- */

static void *
take (int size)
{
  void *memory = plain.xMalloc (size);

  if (is_watched && memory != NULL)
    used += plain.xSize (memory);
  return memory;
}

static void
give (void *memory)
{
  if (is_watched && memory != NULL)
    used -= plain.xSize (memory);
  plain.xFree (memory);
}

static void *
resize (void *memory, int size)
{
  int before = is_watched ? plain.xSize (memory) : 0;
  void *after = plain.xRealloc (memory, size);

  if (is_watched && after != NULL)
    used += plain.xSize (after) - before;
  return after;
}

/* SQLite's own count is for all threads together, under a lock: it costs an import a tenth of its time, and what another
 * thread takes would be held against a template. */
static void
count_memory (void)
{
  sqlite3_mem_methods counted;

  if (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK || sqlite3_config (SQLITE_CONFIG_GETMALLOC, &plain) != SQLITE_OK)
    return;
  counted = plain;
  counted.xMalloc = take;
  counted.xFree = give;
  counted.xRealloc = resize;
  sqlite3_config (SQLITE_CONFIG_MALLOC, &counted);
}

/* Clock ----------------------------------------------------------------------------------------------------------- */

static int
tell_time (sqlite3_vfs *vfs, double *days)
{
  return is_watched ? SQLITE_ERROR : real_disk->xCurrentTime (real_disk, days);
}

static int
tell_milliseconds (sqlite3_vfs *vfs, sqlite3_int64 *milliseconds)
{
  return is_watched ? SQLITE_ERROR : real_disk->xCurrentTimeInt64 (real_disk, milliseconds);
}

static void
take_clock (void)
{
  real_disk = sqlite3_vfs_find (NULL);
  if (real_disk == NULL || real_disk->iVersion < 2)
    return;
  disk = *real_disk;
  disk.pNext = NULL;
  disk.zName = "xiangli";
  disk.xCurrentTime = tell_time;
  disk.xCurrentTimeInt64 = tell_milliseconds;
  sqlite3_vfs_register (&disk, 1);
}

void
xl_sqlite_set_up (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      count_memory ();
      take_clock ();
      g_once_init_leave (&done, 1);
    }
}

void
xl_sqlite_watch (gboolean watched)
{
  is_watched = watched;
}

gint64
xl_sqlite_memory_used (void)
{
  return used;
}

void
xl_sqlite_forget_used (void)
{
  used = 0;
}
