#pragma once

#include <gio/gio.h>
#include <libxml/parser.h>

G_BEGIN_DECLS

/* The names of what is in the archive, NULL-terminated.  @name is the file's, for messages.
 * Errors: XL_ERROR_DAMAGED (cut short or still being written), XL_ERROR_ENCRYPTED, XL_ERROR_TOO_LARGE (entries). */
char   **xl_zip_list      (const char *path, const char *name, GError **error);

/* The whole text of @entry, at most @limit bytes; NULL when there is none (no @error: then it is simply missing). */
char    *xl_zip_read_text (const char *path, const char *name, const char *entry, gsize limit, GError **error);

/**
 * XlZipXml:
 *
 * One XML part of the archive, parsed bit by bit.  Entities, DOCTYPE and the net are refused; so is what inflates beyond
 * XL_SHEET_MAX_INFLATED or, above 64 MB, to more than XL_SHEET_MAX_RATIO of its size.
 */
typedef struct _XlZipXml XlZipXml;
/* @sax: startElementNs, endElementNs, characters; their first argument is the XlZipXml, which knows @user.  NULL with XL_ERROR_NOT_FOUND when there is no such part. */
XlZipXml *xl_zip_xml_open  (const char *path, const char *name, const char *entry, const xmlSAXHandler *sax, gpointer user,
                            GError **error);
gpointer  xl_zip_xml_get_user (XlZipXml *xml);
/* Parses the next piece.  1: more may come; 0: that was the end; -1: @error. */
int       xl_zip_xml_feed  (XlZipXml *xml, GError **error);
/* To the end. */
gboolean  xl_zip_xml_run   (XlZipXml *xml, GCancellable *cancellable, GError **error);
/* For handlers: stops the parse; the next feed returns @error (taken). */
void      xl_zip_xml_stop  (XlZipXml *xml, GError *error);
double    xl_zip_xml_progress (XlZipXml *xml);
void      xl_zip_xml_free  (XlZipXml *xml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlZipXml, xl_zip_xml_free)

/* The value of attribute @name (of any namespace) among libxml2's five-tuples, or NULL; free with g_free (). */
char     *xl_xml_attribute (int n, const xmlChar **attributes, const char *name);
/* The same as a number; @missing when it is not there or none. */
gint64    xl_xml_number    (int n, const xmlChar **attributes, const char *name, gint64 missing);

G_END_DECLS
