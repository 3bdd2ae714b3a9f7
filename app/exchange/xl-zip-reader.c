#include "exchange/xl-zip-reader.h"

#include "base/xl-error.h"
#include "exchange/xl-sheet-reader.h"

#include <glib/gi18n.h>
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ENTRIES 20000
#define CHUNK (64 * 1024)

struct _XlZipXml {
  struct archive  *archive;
  char            *name, *entry;
  xmlParserCtxtPtr parser;
  GError          *stopped;
  gint64           inflated, size;   /* size: 0 when unknown */
  char            *chunk;
  gpointer         user;
};

static const char *
entry_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  return name != NULL ? name : archive_entry_pathname (entry);
}

static void
fail_archive (struct archive *archive, const char *name, GError **error)
{
  const char *why = archive_error_string (archive);

  if (why != NULL && strstr (why, "assphrase") != NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_ENCRYPTED, _("%s: protected by a password"), name);
  else
    g_set_error (error, XL_ERROR, XL_ERROR_DAMAGED,
                 _("%s: the file is damaged or not whole (%s); it may have been cut short, or still be being written or copied"), name,
                 why != NULL ? why : "the archive cannot be read");
}

static struct archive *
open_archive (const char *path, const char *name, GError **error)
{
  struct archive *archive = archive_read_new ();

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_filename (archive, path, CHUNK) == ARCHIVE_OK)
    return archive;
  fail_archive (archive, name, error);
  archive_read_free (archive);
  return NULL;
}

char **
xl_zip_list (const char *path, const char *name, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  struct archive *archive = open_archive (path, name, error);
  struct archive_entry *entry;
  int result = ARCHIVE_FATAL;

  if (archive == NULL)
    return NULL;
  while (names->len < MAX_ENTRIES && (result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const char *entry_path = entry_name (entry);

      if (entry_path != NULL)
        g_ptr_array_add (names, g_strdup (entry_path));
      if (archive_entry_is_encrypted (entry))
        {
          g_set_error (error, XL_ERROR, XL_ERROR_ENCRYPTED, _("%s: protected by a password"), name);
          archive_read_free (archive);
          return NULL;
        }
    }
  if (result != ARCHIVE_EOF && names->len < MAX_ENTRIES)
    fail_archive (archive, name, error);
  else if (names->len >= MAX_ENTRIES)
    g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("%s: more than %d parts in the archive"), name, MAX_ENTRIES);
  else
    {
      archive_read_free (archive);
      g_ptr_array_add (names, NULL);
      g_ptr_array_set_free_func (names, NULL);
      return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
    }
  archive_read_free (archive);
  return NULL;
}

/* Stands at the beginning of @wanted: its size (0: unknown), or -1 with @error. */
static gint64
go_to_entry (struct archive *archive, const char *name, const char *wanted, GError **error)
{
  struct archive_entry *entry;
  int result;

  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    if (g_strcmp0 (entry_name (entry), wanted) == 0)
      return archive_entry_size_is_set (entry) ? archive_entry_size (entry) : 0;
  if (result == ARCHIVE_EOF)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("%s: the part %s is missing; the file is damaged"), name, wanted);
  else
    fail_archive (archive, name, error);
  return -1;
}

char *
xl_zip_read_text (const char *path, const char *name, const char *entry, gsize limit, GError **error)
{
  struct archive *archive = open_archive (path, name, error);
  g_autofree char *text = NULL;
  la_ssize_t n = -1;

  if (archive == NULL)
    return NULL;
  if (go_to_entry (archive, name, entry, NULL) >= 0)
    {
      text = g_malloc (limit + 1);
      n = archive_read_data (archive, text, limit);
      if (n < 0)
        fail_archive (archive, name, error);
      else
        text[n] = '\0';
    }
  archive_read_free (archive);
  return n < 0 ? NULL : g_steal_pointer (&text);
}

/* A DOCTYPE has no business in a spreadsheet: entities that grow come with it. */
static void
on_doctype (void *user, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  XlZipXml *xml = user;

  xl_zip_xml_stop (xml, g_error_new (XL_ERROR, XL_ERROR_DAMAGED, _("%s: %s has a DOCTYPE, which no spreadsheet has; refused"),
                                     xml->name, xml->entry));
}

XlZipXml *
xl_zip_xml_open (const char *path, const char *name, const char *entry, const xmlSAXHandler *sax, gpointer user, GError **error)
{
  g_autoptr(XlZipXml) xml = g_new0 (XlZipXml, 1);
  xmlSAXHandler handler = *sax;

  xml->name = g_strdup (name);
  xml->entry = g_strdup (entry);
  xml->archive = open_archive (path, name, error);
  if (xml->archive == NULL || (xml->size = go_to_entry (xml->archive, name, entry, error)) < 0)
    return NULL;
  handler.initialized = XML_SAX2_MAGIC;
  handler.internalSubset = on_doctype;
  handler.externalSubset = on_doctype;
  handler.ignorableWhitespace = handler.characters;   /* a text of spaces alone is a text */
  xml->user = user;
  xml->parser = xmlCreatePushParserCtxt (&handler, xml, NULL, 0, NULL);
  if (xml->parser == NULL)
    g_error ("out of memory");
  xmlCtxtUseOptions (xml->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
  xml->chunk = g_malloc (CHUNK);
  return g_steal_pointer (&xml);
}

static gboolean
check_bomb (XlZipXml *xml, GError **error)
{
  gint64 deflated = archive_filter_bytes (xml->archive, -1);

  if (xml->inflated <= XL_SHEET_MAX_INFLATED
      && (xml->inflated < 64 * 1024 * 1024 || xml->inflated / MAX (1, deflated) < XL_SHEET_MAX_RATIO))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE,
               _("%s: %s unpacks to far more than a spreadsheet holds (a packed bomb, or a sheet formatted to its last row); refused"),
               xml->name, xml->entry);
  return FALSE;
}

gpointer
xl_zip_xml_get_user (XlZipXml *xml)
{
  return xml->user;
}

int
xl_zip_xml_feed (XlZipXml *xml, GError **error)
{
  la_ssize_t n = archive_read_data (xml->archive, xml->chunk, CHUNK);
  int result;

  if (n < 0)
    {
      fail_archive (xml->archive, xml->name, error);
      return -1;
    }
  xml->inflated += n;
  if (!check_bomb (xml, error))
    return -1;
  result = xmlParseChunk (xml->parser, xml->chunk, (int) n, n == 0);
  if (xml->stopped != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&xml->stopped));
      return -1;
    }
  if (result != XML_ERR_OK && !xml->parser->wellFormed)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_DAMAGED, _("%s: %s is damaged near line %d"), xml->name, xml->entry,
                   xmlSAX2GetLineNumber (xml->parser));
      return -1;
    }
  return n > 0 ? 1 : 0;
}

gboolean
xl_zip_xml_run (XlZipXml *xml, GCancellable *cancellable, GError **error)
{
  int more;

  while ((more = xl_zip_xml_feed (xml, error)) > 0)
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  return more == 0;
}

void
xl_zip_xml_stop (XlZipXml *xml, GError *error)
{
  if (xml->stopped == NULL)
    xml->stopped = error;
  else
    g_error_free (error);
  xmlStopParser (xml->parser);
}

double
xl_zip_xml_progress (XlZipXml *xml)
{
  return xml->size > 0 ? MIN (1.0, (double) xml->inflated / (double) xml->size) : 0.0;
}

void
xl_zip_xml_free (XlZipXml *xml)
{
  if (xml == NULL)
    return;
  if (xml->parser != NULL)
    {
      if (xml->parser->myDoc != NULL)
        xmlFreeDoc (xml->parser->myDoc);
      xmlFreeParserCtxt (xml->parser);
    }
  if (xml->archive != NULL)
    archive_read_free (xml->archive);
  g_clear_error (&xml->stopped);
  g_free (xml->chunk);
  g_free (xml->name);
  g_free (xml->entry);
  g_free (xml);
}

static const xmlChar **
find_attribute (int n, const xmlChar **attributes, const char *name)
{
  for (int i = 0; i < n; i++, attributes += 5)
    if (strcmp ((const char *) attributes[0], name) == 0)
      return attributes;
  return NULL;
}

char *
xl_xml_attribute (int n, const xmlChar **attributes, const char *name)
{
  const xmlChar **found = find_attribute (n, attributes, name);

  return found != NULL ? g_strndup ((const char *) found[3], (gsize) (found[4] - found[3])) : NULL;
}

gint64
xl_xml_number (int n, const xmlChar **attributes, const char *name, gint64 missing)
{
  const xmlChar **found = find_attribute (n, attributes, name);
  gint64 value = 0;

  if (found == NULL || found[3] == found[4] || found[4] - found[3] > 18)
    return missing;
  for (const xmlChar *p = found[3]; p < found[4]; p++)
    {
      if (!g_ascii_isdigit (*p))
        return missing;
      value = value * 10 + (*p - '0');
    }
  return value;
}
