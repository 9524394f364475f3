/* XML that is read in passing, through expat. Answers for: well-formedness with its place, and
 * refusing document types, so that no entity is ever expanded. Elements of the part's own namespace
 * are told by their names without a prefix, others are passed over (ingest/workbook/xml_names.h).
 */
#ifndef CS_INGEST_XML_H
#define CS_INGEST_XML_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "ingest/source/table.h"

struct cs_xml_handler {
    void *context;
    /* attributes: name, value, name, value, …, NULL. CS_OK to go on. */
    enum cs_status (*start)(void *context, const char *name, const char *const *attributes);
    enum cs_status (*end)(void *context, const char *name);                /* may be NULL */
    enum cs_status (*text)(void *context, const char *bytes, size_t size); /* may be NULL */
    /* What nearly all of a sheet is, <c …><v>TEXT</v></c>, told at once by a reader that sees it
     * so, with the attributes of c; may be NULL. */
    enum cs_status (*cell)(void *context, const char *const *attributes, struct cs_span text);
};

/* Errors: CS_IO with line and column; whatever a callback returned (nothing is added to diag). */
CS_MUST_USE enum cs_status cs_xml_read(struct cs_byte_source *source,
                                       const struct cs_xml_handler *handler, struct cs_diag *diag);

/* Goes on where another reader stopped. Everything in `known` (start tags of the elements that are
 * open) has been told of, as n_known starts and ends. Line and column, from 0, are of the place. */
struct cs_xml_resumed {
    struct cs_span known;
    size_t n_known;
    uint64_t line, column;
};
CS_MUST_USE enum cs_status cs_xml_read_on(struct cs_byte_source *rest,
                                          const struct cs_xml_resumed *resumed,
                                          const struct cs_xml_handler *handler,
                                          struct cs_diag *diag);

/* The value of an attribute, or NULL; "r:id" is its relation to another part. */
const char *cs_xml_attribute(const char *const *attributes, const char *name);

#endif
