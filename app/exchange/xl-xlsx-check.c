#include "exchange/xl-sheet-writer-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

/* libxlsxwriter does not look whether its temporary files took what it wrote: on a full disk it closes a workbook without its last
 * rows and calls that success.  So the sheet is read once more before it takes its place. */

static const char row_begins[] = "<row ";
static const char sheet_ends[] = "</worksheet>";

typedef struct {
  guint rows;
  guint in_row, in_end;   /* how much of each word stands at the end of what was read */
  gboolean at_end;        /* nothing has come after the last sheet_ends */
} Scan;

/* In XML "<" begins nothing but a tag, so a word that breaks off can only begin anew at it. */
static guint
go_on (const char *word, guint done, char c)
{
  return c == word[done] ? done + 1 : c == word[0] ? 1 : 0;
}

static void
scan (Scan *s, const char *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      s->in_row = go_on (row_begins, s->in_row, bytes[i]);
      s->in_end = go_on (sheet_ends, s->in_end, bytes[i]);
      s->at_end = s->at_end && g_ascii_isspace (bytes[i]);
      if (s->in_row == sizeof row_begins - 1)
        {
          s->rows++;
          s->in_row = 0;
        }
      if (s->in_end == sizeof sheet_ends - 1)
        {
          s->at_end = TRUE;
          s->in_end = 0;
        }
    }
}

static gboolean
scan_entry (struct archive *archive, Scan *s)
{
  char chunk[16384];
  la_ssize_t n;

  while ((n = archive_read_data (archive, chunk, sizeof chunk)) > 0)
    scan (s, chunk, (gsize) n);
  return n == 0;
}

gboolean
xl_xlsx_has_rows (const char *path, guint n_rows)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  Scan s = { 0 };
  gboolean ok = FALSE;

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_filename (archive, path, 65536) == ARCHIVE_OK)
    while (!ok && archive_read_next_header (archive, &entry) == ARCHIVE_OK)
      if (g_strcmp0 (archive_entry_pathname (entry), "xl/worksheets/sheet1.xml") == 0)
        ok = scan_entry (archive, &s) && s.at_end && s.rows == n_rows;
  archive_read_free (archive);
  return ok;
}
