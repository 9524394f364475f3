/* Names of a part's elements and attributes without their prefixes. Answers for: namespaces. The
 * part's own is that of its root element, whichever it is (transitional, strict or none): elements
 * of any other are extensions. */
#ifndef CS_INGEST_XML_NAMES_H
#define CS_INGEST_XML_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum { CS_XML_MAX_SCOPES = 64, CS_XML_MAX_ATTRIBUTES = 32, CS_XML_PREFIX_BYTES = 32 };

enum cs_xml_owner { CS_XML_OWN, CS_XML_RELATIONS, CS_XML_FOREIGN };

/* A prefix declared on an element that is still open; "" is the default. */
struct cs_xml_scope {
    char prefix[CS_XML_PREFIX_BYTES];
    enum cs_xml_owner owner;
    size_t depth;
};
struct cs_xml_names {
    struct cs_xml_scope scopes[CS_XML_MAX_SCOPES]; /* the innermost last */
    size_t n_scopes, depth;
    enum cs_xml_owner plain; /* of elements without a prefix */
    char *own;               /* the name of the part's namespace; heap */
    const char *attributes[2 * CS_XML_MAX_ATTRIBUTES + 1];
};
void cs_xml_names_clear(struct cs_xml_names *names);

/* An element starts. Returns its name in the part's own namespace, or NULL for an extension.
 * *attributes keeps those without a prefix, and relations to other parts by the name "r:id"; the
 * list is borrowed until the next call. *has_failed: out of memory, or more namespaces than any
 * workbook has. */
const char *cs_xml_names_start(struct cs_xml_names *names, const char *name,
                               const char *const **attributes, bool *has_failed);
/* An element ends: its name as above. */
const char *cs_xml_names_end(struct cs_xml_names *names, const char *name);

#endif
