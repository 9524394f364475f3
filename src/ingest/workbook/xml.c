/* XML read as it streams by. The only file that knows expat. */
#include "ingest/workbook/xml.h"

#include <stdbool.h>
#include <string.h>

#include <expat.h>

#include "base/diag.h"
#include "ingest/workbook/xml_names.h"

enum { BLOCK_BYTES = 1 << 16 };

struct reading {
    XML_Parser parser;
    const struct cs_xml_handler *handler;
    const char *name;
    struct cs_diag *diag;
    enum cs_status status;
    struct cs_xml_names names;
    const struct cs_xml_resumed *resumed;
    size_t n_known; /* starts and ends that were told of, still to come */
};

const char *cs_xml_attribute(const char *const *attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static void stop_unless_ok(struct reading *reading, enum cs_status status)
{
    if (status == CS_OK || reading->status != CS_OK)
        return;
    reading->status = status;
    XML_StopParser(reading->parser, XML_FALSE);
}

static struct cs_place here(const struct reading *reading)
{
    const struct cs_xml_resumed *resumed = reading->resumed;
    uint64_t line = XML_GetCurrentLineNumber(reading->parser),
             column = XML_GetCurrentColumnNumber(reading->parser) + 1;
    if (resumed && line == 1) /* on which the known text stands too */
        column += resumed->column - resumed->known.size;
    return (struct cs_place){
        .file = reading->name, .line = line + (resumed ? resumed->line : 0), .column = column};
}

static bool was_told(struct reading *reading)
{
    bool was = reading->n_known > 0;
    reading->n_known -= was;
    return was;
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = context;
    const struct cs_xml_handler *handler = reading->handler;
    const char *const *kept = (const char *const *)attributes;
    bool has_failed;
    if (reading->status != CS_OK)
        return;
    const char *own = cs_xml_names_start(&reading->names, name, &kept, &has_failed);
    struct cs_place place = has_failed ? here(reading) : (struct cs_place){0};
    if (has_failed)
        stop_unless_ok(reading, cs_fail(reading->diag, CS_IO, &place, NULL,
                                        "is damaged: more namespaces than any workbook has"));
    else if (!was_told(reading) && own)
        stop_unless_ok(reading, handler->start(handler->context, own, kept));
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    struct reading *reading = context;
    const struct cs_xml_handler *handler = reading->handler;
    if (reading->status != CS_OK)
        return;
    const char *own = cs_xml_names_end(&reading->names, name);
    if (!was_told(reading) && own && handler->end)
        stop_unless_ok(reading, handler->end(handler->context, own));
}

static void XMLCALL on_text(void *context, const XML_Char *bytes, int size)
{
    struct reading *reading = context;
    const struct cs_xml_handler *handler = reading->handler;
    if (reading->status == CS_OK)
        stop_unless_ok(reading, handler->text(handler->context, bytes, (size_t)size));
}

/* No workbook has a document type; files that attack readers do. */
static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal_subset)
{
    (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
    struct reading *reading = context;
    struct cs_place place = here(reading);
    stop_unless_ok(reading, cs_fail(reading->diag, CS_IO, &place,
                                    "workbooks have none; this one could expand entities",
                                    "holds a document type declaration, which is refused"));
}

static enum cs_status parse_blocks(struct reading *reading, struct cs_byte_source *source)
{
    for (;;) {
        void *block = XML_GetBuffer(reading->parser, BLOCK_BYTES);
        if (!block)
            return cs_fail_memory(reading->diag);
        ptrdiff_t n = source->read(source->context, block, BLOCK_BYTES, reading->diag);
        if (n < 0)
            return CS_IO;
        enum XML_Status parsed = XML_ParseBuffer(reading->parser, (int)n, n == 0);
        if (reading->status != CS_OK)
            return reading->status;
        if (parsed != XML_STATUS_OK) {
            struct cs_place place = here(reading);
            return cs_fail(reading->diag, CS_IO, &place, NULL, "is damaged: %s",
                           XML_ErrorString(XML_GetErrorCode(reading->parser)));
        }
        if (n == 0)
            return CS_OK;
    }
}

/* The start tags are known to be well-formed; their line ends would count as lines. */
static enum cs_status parse_known(const struct reading *reading)
{
    if (!reading->resumed || reading->resumed->known.size == 0)
        return CS_OK;
    size_t n = reading->resumed->known.size;
    void *block = XML_GetBuffer(reading->parser, (int)n);
    if (!block)
        return cs_fail_memory(reading->diag);
    memcpy(block, reading->resumed->known.start, n);
    return XML_ParseBuffer(reading->parser, (int)n, 0) == XML_STATUS_OK
               ? CS_OK
               : cs_fail(reading->diag, CS_INTERNAL, NULL, NULL, "tags are read in two ways");
}

enum cs_status cs_xml_read_on(struct cs_byte_source *source, const struct cs_xml_resumed *resumed,
                              const struct cs_xml_handler *handler, struct cs_diag *diag)
{
    struct reading reading = {.parser = XML_ParserCreate(NULL),
                              .handler = handler,
                              .name = source->name,
                              .diag = diag,
                              .resumed = resumed,
                              .n_known = resumed ? resumed->n_known : 0};
    if (!reading.parser)
        return cs_fail_memory(diag);
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading.parser, handler->text ? on_text : NULL);
    XML_SetStartDoctypeDeclHandler(reading.parser, on_doctype);
    enum cs_status status = parse_known(&reading);
    if (status == CS_OK)
        status = parse_blocks(&reading, source);
    XML_ParserFree(reading.parser);
    cs_xml_names_clear(&reading.names);
    return status;
}

enum cs_status cs_xml_read(struct cs_byte_source *source, const struct cs_xml_handler *handler,
                           struct cs_diag *diag)
{
    return cs_xml_read_on(source, NULL, handler, diag);
}
