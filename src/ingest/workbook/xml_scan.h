/* The same XML as ingest/workbook/xml.h reads, several times as fast. Answers for: scanning what
 * programs write into sheets, and handing everything else over to expat from where it stands, so
 * that there is one judge of what is well-formed. tests/fuzz/fuzz_xml.c holds the two equal. */
#ifndef CS_INGEST_XML_SCAN_H
#define CS_INGEST_XML_SCAN_H

#include "ingest/workbook/xml.h"

/* As cs_xml_read. */
CS_MUST_USE enum cs_status cs_xml_scan(struct cs_byte_source *source,
                                       const struct cs_xml_handler *handler, struct cs_diag *diag);

#endif
