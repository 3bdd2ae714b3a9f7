#include "notices/xl-pdf-wire-reader.h"

#include "base/xl-error.h"

#include <gio/gio.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static const char *
type_of (XlWireKind kind)
{
  switch (kind)
    {
    case XL_WIRE_REQUEST:  return XL_WIRE_TYPE_REQUEST;
    case XL_WIRE_DOCUMENT: return XL_WIRE_TYPE_DOCUMENT;
    case XL_WIRE_PAGE:     return XL_WIRE_TYPE_PAGE;
    case XL_WIRE_PICTURE:  return XL_WIRE_TYPE_PICTURE;
    case XL_WIRE_ERROR:    return XL_WIRE_TYPE_ERROR;
    case XL_WIRE_END:      return XL_WIRE_TYPE_END;
    default:               return NULL;
    }
}

static gboolean
write_all (int fd, const void *data, gsize length)
{
  const char *p = data;

  while (length > 0)
    {
      gssize n = write (fd, p, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      p += n;
      length -= (gsize) n;
    }
  return TRUE;
}

gboolean
xl_wire_write (int fd, XlWireKind kind, GVariant *payload)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (payload);
  gsize size = g_variant_get_size (owned);
  guint32 head[2] = { kind, (guint32) size };

  g_return_val_if_fail (g_variant_is_of_type (owned, G_VARIANT_TYPE (type_of (kind))), FALSE);
  if (size > XL_WIRE_MAX_FRAME)
    return FALSE;
  return write_all (fd, head, sizeof head) && write_all (fd, g_variant_get_data (owned), size);
}

/* Waits for a byte; the other process has @timeout_ms to say something. */
static gboolean
wait_for (int fd, int timeout_ms, int cancel_fd, GError **error)
{
  struct pollfd fds[2] = { { fd, POLLIN, 0 }, { cancel_fd, POLLIN, 0 } };
  int n;

  do
    n = poll (fds, cancel_fd >= 0 ? 2 : 1, timeout_ms);
  while (n < 0 && errno == EINTR);
  if (cancel_fd >= 0 && fds[1].revents != 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "reading was stopped");
  else if (n <= 0)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_TOO_LARGE, "reading takes too long");
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_all (int fd, int timeout_ms, int cancel_fd, void *data, gsize length, GError **error)
{
  char *p = data;

  while (length > 0)
    {
      gssize n;

      if (!wait_for (fd, timeout_ms, cancel_fd, error))
        return FALSE;
      n = read (fd, p, length);
      if (n < 0 && (errno == EINTR || errno == EAGAIN))
        continue;
      if (n <= 0)
        {
          g_set_error_literal (error, XL_ERROR, XL_ERROR_DAMAGED, "the reader stopped in the middle");
          return FALSE;
        }
      p += n;
      length -= (gsize) n;
    }
  return TRUE;
}

GVariant *
xl_wire_read (int fd, int timeout_ms, int cancel_fd, XlWireKind *kind, GError **error)
{
  guint32 head[2];
  const char *type;
  g_autofree char *data = NULL;
  g_autoptr(GVariant) variant = NULL;

  if (!read_all (fd, timeout_ms, cancel_fd, head, sizeof head, error))
    return NULL;
  type = type_of (head[0]);
  if (type == NULL || head[1] > XL_WIRE_MAX_FRAME)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_DAMAGED, "the reader gave an answer that is none");
      return NULL;
    }
  data = g_malloc (MAX (head[1], 1));
  if (!read_all (fd, timeout_ms, cancel_fd, data, head[1], error))
    return NULL;
  variant = g_variant_new_from_data (G_VARIANT_TYPE (type), data, head[1], FALSE, g_free, data);
  g_steal_pointer (&data);
  g_variant_ref_sink (variant);
  if (!g_variant_is_normal_form (variant))
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_DAMAGED, "the reader gave an answer that is none");
      return NULL;
    }
  *kind = head[0];
  return g_steal_pointer (&variant);
}
