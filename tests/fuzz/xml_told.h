/* What a reader of XML tells of a document, as text: for holding two readers equal. */
#ifndef CS_TESTS_XML_TOLD_H
#define CS_TESTS_XML_TOLD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "ingest/workbook/xml.h"

struct told {
    struct cs_buf out;
    int is_in_text;
};

static enum cs_status note_start(void *context, const char *name, const char *const *attributes)
{
    struct told *told = context;
    cs_buf_printf(&told->out, "\n<%s", name);
    for (; *attributes; attributes += 2)
        cs_buf_printf(&told->out, "|%s=%s", attributes[0], attributes[1]);
    told->is_in_text = 0;
    return CS_OK;
}
static enum cs_status note_end(void *context, const char *name)
{
    struct told *told = context;
    cs_buf_printf(&told->out, "\n>%s", name);
    told->is_in_text = 0;
    return CS_OK;
}
static enum cs_status note_text(void *context, const char *bytes, size_t size)
{
    struct told *told = context;
    if (!told->is_in_text)
        cs_buf_puts(&told->out, "\n'");
    cs_buf_put(&told->out, bytes, size);
    told->is_in_text = 1;
    return CS_OK;
}

/* What stands for five tellings is noted as these. */
static enum cs_status note_cell(void *context, const char *const *attributes, struct cs_span text)
{
    static const char *const none[] = {NULL};
    note_start(context, "c", attributes);
    note_start(context, "v", none);
    if (text.size)
        note_text(context, text.start, text.size);
    note_end(context, "v");
    return note_end(context, "c");
}

typedef enum cs_status reader(struct cs_byte_source *source, const struct cs_xml_handler *handler,
                              struct cs_diag *diag);

/* What a reader tells of a source, or its error. Ownership: cs_buf_clear. */
static struct cs_buf read_by(reader *read, struct cs_byte_source *source, bool *is_one_error)
{
    struct told told = {.is_in_text = 0};
    struct cs_xml_handler handler = {&told, note_start, note_end, note_text, note_cell};
    struct cs_diag diag;
    cs_buf_init(&told.out);
    cs_diag_init(&diag);
    enum cs_status status = read(source, &handler, &diag);
    *is_one_error = (status == CS_OK) == (diag.n_errors == 0) && diag.n_errors <= 1;
    /* Text before damage is told as far as each reader has come: only the error counts then. */
    if (status != CS_OK) {
        cs_buf_reset(&told.out);
        cs_message_format(&diag.messages[0], &told.out);
    }
    cs_diag_clear(&diag);
    return told.out;
}

#endif
