#include "store/xl-store-lock.h"

#include "base/xl-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static char *
read_owner (int fd)
{
  char text[256] = "";
  gssize n = pread (fd, text, sizeof text - 1, 0);

  text[MAX (n, 0)] = '\0';
  g_strchomp (text);
  return g_strdup (text[0] != '\0' && g_utf8_validate (text, -1, NULL) ? text : "another program");
}

static void
write_owner (int fd)
{
  g_autofree char *me = g_strdup_printf ("%s on %s, process %d\n", g_get_user_name (), g_get_host_name (), (int) getpid ());

  if (ftruncate (fd, 0) != 0 || pwrite (fd, me, strlen (me), 0) < 0)
    g_debug ("the owner's name could not be noted");   /* a full disk: the lock holds all the same */
}

int
xl_store_lock_take (const char *path, char **owner, GError **error)
{
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  int fd = g_open (lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY, "%s: the folder cannot be written to: %s", path,
                   g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      write_owner (fd);
      return fd;
    }
  if (errno == EWOULDBLOCK)
    {
      *owner = read_owner (fd);
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_BUSY, "%s: is in use by %s", path, *owner);
    }
  else
    g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY, "%s: the folder knows no locks: %s", path, g_strerror (errno));
  close (fd);
  return -1;
}
