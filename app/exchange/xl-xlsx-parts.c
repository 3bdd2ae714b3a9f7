#include "exchange/xl-xlsx-parts.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SHEETS 4096

/* Source: ECMA-376 Part 1, 18.8.30: 14–22, 45–47, and the East Asian 27–36, 50–58. */
gboolean
xl_format_id_is_date (gint64 id)
{
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

gboolean
xl_format_code_is_date (const char *code)
{
  for (const char *p = code; *p != '\0'; p++)
    {
      if (*p == '"')
        {
          const char *end = strchr (p + 1, '"');

          if (end == NULL)
            return FALSE;
          p = end;
        }
      else if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '[')
        {
          const char *end = strchr (p, ']');

          if (end == NULL)
            return FALSE;
          if (end == p + 2 && strchr ("hHmMsS", p[1]) != NULL)
            return TRUE;
          p = end;
        }
      else if (g_ascii_strncasecmp (p, "general", 7) == 0)
        p += 6;
      else if (strchr ("yYmMdDhHsS", *p) != NULL)
        return TRUE;
    }
  return FALSE;
}

typedef struct {
  XlXlsxParts   *parts;
  XlSheetReader *reader;
  GHashTable    *targets;    /* relation id → part */
  GHashTable    *formats;    /* ids of formats of the file's own that show days */
  gboolean       in_xfs;
  gboolean       in_text, in_phonetic;
  const char    *folder;
} Parse;

static char *
resolve (const char *folder, const char *target)
{
  if (target[0] == '/')
    return g_strdup (target + 1);
  if (g_str_has_prefix (target, "../"))
    return g_strdup (target + 3);
  return g_strconcat (folder, target, NULL);
}

static void
on_relation (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_ns, const xmlChar **ns, int n,
             int n_default, const xmlChar **attributes)
{
  Parse *parse = xl_zip_xml_get_user (xml);

  if (strcmp ((const char *) name, "Relationship") == 0)
    {
      char *id = xl_xml_attribute (n, attributes, "Id");
      g_autofree char *target = xl_xml_attribute (n, attributes, "Target");

      if (id != NULL && target != NULL)
        g_hash_table_replace (parse->targets, id, resolve (parse->folder, target));
      else
        g_free (id);
    }
}

/* The attribute of relations: r:id, told from sheetId by its name space. */
static char *
relation_id (int n, const xmlChar **attributes)
{
  for (int i = 0; i < n; i++, attributes += 5)
    if (strcmp ((const char *) attributes[0], "id") == 0 && attributes[1] != NULL)
      return g_strndup ((const char *) attributes[3], (gsize) (attributes[4] - attributes[3]));
  return NULL;
}

static void
on_workbook (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_ns, const xmlChar **ns, int n,
             int n_default, const xmlChar **attributes)
{
  Parse *parse = xl_zip_xml_get_user (xml);

  if (strcmp ((const char *) name, "workbookPr") == 0)
    {
      g_autofree char *value = xl_xml_attribute (n, attributes, "date1904");

      parse->parts->date1904 = value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0);
    }
  else if (strcmp ((const char *) name, "sheet") == 0 && parse->reader->sheets->len < MAX_SHEETS)
    {
      g_autofree char *title = xl_xml_attribute (n, attributes, "name");
      g_autofree char *state = xl_xml_attribute (n, attributes, "state");
      g_autofree char *id = relation_id (n, attributes);
      const char *target = id != NULL ? g_hash_table_lookup (parse->targets, id) : NULL;

      /* chart and dialog sheets hold no rows */
      if (title == NULL || target == NULL || strstr (target, "worksheets/") == NULL)
        return;
      xl_sheet_reader_add_sheet (parse->reader, title, g_strcmp0 (state, "hidden") == 0 || g_strcmp0 (state, "veryHidden") == 0);
      g_ptr_array_add (parse->parts->targets, g_strdup (target));
    }
}

static void
on_style (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_ns, const xmlChar **ns, int n,
          int n_default, const xmlChar **attributes)
{
  Parse *parse = xl_zip_xml_get_user (xml);

  if (strcmp ((const char *) name, "numFmt") == 0)
    {
      g_autofree char *code = xl_xml_attribute (n, attributes, "formatCode");
      gint64 id = xl_xml_number (n, attributes, "numFmtId", -1);

      if (code != NULL && id >= 0)
        g_hash_table_insert (parse->formats, GINT_TO_POINTER ((int) id + 1), GINT_TO_POINTER (xl_format_code_is_date (code) + 1));
    }
  else if (strcmp ((const char *) name, "cellXfs") == 0)
    parse->in_xfs = TRUE;
  else if (parse->in_xfs && strcmp ((const char *) name, "xf") == 0)
    {
      gint64 id = xl_xml_number (n, attributes, "numFmtId", 0);
      int own = GPOINTER_TO_INT (g_hash_table_lookup (parse->formats, GINT_TO_POINTER ((int) id + 1)));
      gboolean is_date = own != 0 ? own - 1 : xl_format_id_is_date (id);
      guint8 style = (is_date ? XL_STYLE_DATE : 0)
                     | (xl_xml_number (n, attributes, "quotePrefix", 0) == 1 ? XL_STYLE_QUOTE_PREFIX : 0);

      g_byte_array_append (parse->parts->styles, &style, 1);
    }
}

static void
on_style_end (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  if (strcmp ((const char *) name, "cellXfs") == 0)
    ((Parse *) xl_zip_xml_get_user (xml))->in_xfs = FALSE;
}

static void
on_string_start (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_ns, const xmlChar **ns, int n,
                 int n_default, const xmlChar **attributes)
{
  Parse *parse = xl_zip_xml_get_user (xml);

  if (strcmp ((const char *) name, "si") == 0)
    {
      guint32 offset = (guint32) parse->parts->strings->len;

      g_array_append_val (parse->parts->offsets, offset);
    }
  else if (strcmp ((const char *) name, "rPh") == 0)
    parse->in_phonetic = TRUE;
  else if (strcmp ((const char *) name, "t") == 0)
    parse->in_text = !parse->in_phonetic;
}

static void
on_string_end (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Parse *parse = xl_zip_xml_get_user (xml);

  if (strcmp ((const char *) name, "si") == 0)
    g_string_append_c (parse->parts->strings, '\0');
  else if (strcmp ((const char *) name, "rPh") == 0)
    parse->in_phonetic = FALSE;
  else if (strcmp ((const char *) name, "t") == 0)
    parse->in_text = FALSE;
}

static void
on_string_text (void *xml, const xmlChar *text, int length)
{
  Parse *parse = xl_zip_xml_get_user (xml);
  GString *strings = parse->parts->strings;

  if (!parse->in_text)
    return;
  g_string_append_len (strings, (const char *) text, length);
  if (strings->len > XL_SHEET_MAX_STRINGS)
    xl_zip_xml_stop (xml, g_error_new (XL_ERROR, XL_ERROR_TOO_LARGE, _("%s: its texts are more than %u MB; split it or save it as CSV"),
                                       parse->reader->name, XL_SHEET_MAX_STRINGS / 1024 / 1024));
}

static gboolean
run_part (Parse *parse, const char *part, const xmlSAXHandler *sax, GError **error)
{
  g_autoptr(XlZipXml) xml = xl_zip_xml_open (parse->reader->path, parse->reader->name, part, sax, parse, error);

  return xml != NULL && xl_zip_xml_run (xml, parse->reader->cancellable, error);
}

gboolean
xl_xlsx_parts_read (XlXlsxParts *parts, XlSheetReader *reader, GError **error)
{
  static const xmlSAXHandler relations = { .startElementNs = on_relation };
  static const xmlSAXHandler workbook = { .startElementNs = on_workbook };
  static const xmlSAXHandler styles = { .startElementNs = on_style, .endElementNs = on_style_end };
  g_autoptr(GHashTable) targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) formats = g_hash_table_new (NULL, NULL);
  g_autoptr(GError) missing = NULL;
  Parse parse = { .parts = parts, .reader = reader, .targets = targets, .formats = formats, .folder = "xl/" };

  parts->targets = g_ptr_array_new_with_free_func (g_free);
  parts->styles = g_byte_array_new ();
  if (!run_part (&parse, "xl/_rels/workbook.xml.rels", &relations, error)
      || !run_part (&parse, "xl/workbook.xml", &workbook, error))
    return FALSE;
  if (!run_part (&parse, "xl/styles.xml", &styles, &missing) && !g_error_matches (missing, XL_ERROR, XL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (reader->sheets->len > 0)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("the workbook names no sheet"));
  return FALSE;
}

gboolean
xl_xlsx_parts_strings (XlXlsxParts *parts, XlSheetReader *reader, GError **error)
{
  static const xmlSAXHandler sax = {
    .startElementNs = on_string_start, .endElementNs = on_string_end, .characters = on_string_text
  };
  g_autoptr(GError) missing = NULL;
  Parse parse = { .parts = parts, .reader = reader };

  if (parts->strings != NULL)
    return TRUE;
  parts->strings = g_string_new (NULL);
  parts->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (run_part (&parse, "xl/sharedStrings.xml", &sax, &missing) || g_error_matches (missing, XL_ERROR, XL_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&missing));
  return FALSE;
}

void
xl_xlsx_parts_clear (XlXlsxParts *parts)
{
  g_clear_pointer (&parts->targets, g_ptr_array_unref);
  g_clear_pointer (&parts->styles, g_byte_array_unref);
  g_clear_pointer (&parts->offsets, g_array_unref);
  if (parts->strings != NULL)
    g_string_free (parts->strings, TRUE);
  parts->strings = NULL;
}
