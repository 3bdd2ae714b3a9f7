#include "filings/xl-finish-xmp.h"

#include <libxml/xmlreader.h>
#include <string.h>

#define XMLNS_SEAL "https://xiangli.org/ns/seal/1/"

static void
append (GString *out, const char *format, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value != NULL ? value : "", -1);

  g_string_append_printf (out, format, escaped);
}

static void
append_seal (GString *out, const XlSeal *seal)
{
  g_string_append (out, "<rdf:Description rdf:about=\"\" xmlns:xl=\"" XMLNS_SEAL "\">\n");
  for (const XlSealMember *m = xl_seal_members (); m->name != NULL; m++)
    {
      g_autofree char *escaped = g_markup_escape_text (XL_SEAL_MEMBER (seal, m) != NULL ? XL_SEAL_MEMBER (seal, m) : "", -1);

      g_string_append_printf (out, "<xl:%s>%s</xl:%s>\n", m->name, escaped, m->name);
    }
  g_string_append (out, "</rdf:Description>\n");
}

/* Source: ISO 19005-3:2012 §6.6.2.3.3: properties of one's own are described in the packet. */
static void
append_schema (GString *out)
{
  g_string_append (out,
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>Seal of an office</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>" XMLNS_SEAL "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>xl</pdfaSchema:prefix>\n<pdfaSchema:property><rdf:Seq>\n");
  for (const XlSealMember *m = xl_seal_members (); m->name != NULL; m++)
    g_string_append_printf (out, "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
                            "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external"
                            "</pdfaProperty:category><pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                            m->name, m->description);
  g_string_append (out, "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

char *
xl_xmp_write (const XlFinish *finish)
{
  GString *out = g_string_new ("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
    "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n<dc:format>application/pdf</dc:format>\n");

  append (out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", finish->title);
  append (out, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", finish->author);
  append (out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n",
          finish->subject);
  g_string_append (out, "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n");
  append (out, "<pdf:Keywords>%s</pdf:Keywords>\n", finish->keywords);
  g_string_append (out, "<pdf:Producer>Xiangli, libharu, qpdf</pdf:Producer>\n<xmp:CreatorTool>Xiangli</xmp:CreatorTool>\n");
  append (out, "<xmp:CreateDate>%sT00:00:00+08:00</xmp:CreateDate>\n", finish->date);
  append (out, "<xmp:ModifyDate>%sT00:00:00+08:00</xmp:ModifyDate>\n", finish->date);
  g_string_append (out, "</rdf:Description>\n");
  if (finish->seal != NULL)
    {
      append_seal (out, finish->seal);
      append_schema (out);
    }
  g_string_append (out, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
  return g_string_free (out, FALSE);
}

static void
take_member (XlSeal *seal, const char *name, xmlTextReaderPtr reader)
{
  for (const XlSealMember *m = xl_seal_members (); m->name != NULL; m++)
    if (strcmp (m->name, name) == 0 && XL_SEAL_MEMBER (seal, m) == NULL)
      {
        xmlChar *text = xmlTextReaderReadString (reader);

        XL_SEAL_MEMBER (seal, m) = g_strdup (text != NULL ? (const char *) text : "");
        xmlFree (text);
      }
}

gboolean
xl_xmp_read (const char *text, gsize length, XlSeal *seal)
{
  xmlTextReaderPtr reader;

  if (length > (4 << 20))
    return FALSE;
  reader = xmlReaderForMemory (text, (int) length, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  while (reader != NULL && xmlTextReaderRead (reader) == 1)
    if (xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT
        && g_strcmp0 ((const char *) xmlTextReaderConstNamespaceUri (reader), XMLNS_SEAL) == 0)
      take_member (seal, (const char *) xmlTextReaderConstLocalName (reader), reader);
  if (reader != NULL)
    xmlFreeTextReader (reader);
  return seal->signature != NULL && seal->data != NULL && seal->pages != NULL;
}
