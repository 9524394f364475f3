/* The scanner of sheets against expat: the same elements, attributes and text, or the same error in
 * the same place, in pieces of any size. */
#include "fuzz.h"

#include "base/buf.h"
#include "base/diag.h"
#include "ingest/workbook/xml.h"
#include "ingest/workbook/xml_scan.h"
#include "memory_bytes.h"

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

typedef enum cs_status reader(struct cs_byte_source *source, const struct cs_xml_handler *handler,
                              struct cs_diag *diag);

static struct cs_buf read_by(reader *read, const uint8_t *bytes, size_t size, size_t step)
{
    struct memory_bytes memory = {bytes, size, 0, step};
    struct cs_byte_source source = {&memory, read_memory, "f"};
    struct told told = {.is_in_text = 0};
    struct cs_xml_handler handler = {&told, note_start, note_end, note_text};
    struct cs_diag diag;
    cs_buf_init(&told.out);
    cs_diag_init(&diag);
    enum cs_status status = read(&source, &handler, &diag);
    PROMISE((status == CS_OK) == (diag.n_errors == 0) && diag.n_errors <= 1);
    /* Text before damage is told as far as each reader has come: only the error counts then. */
    if (status != CS_OK) {
        cs_buf_reset(&told.out);
        cs_message_format(&diag.messages[0], &told.out);
    }
    cs_diag_clear(&diag);
    return told.out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct cs_buf wanted = read_by(cs_xml_read, bytes, size, size + 1);
    static const size_t steps[] = {1 << 20, 7};
    for (size_t i = 0; i < 2; i++) {
        struct cs_buf got = read_by(cs_xml_scan, bytes, size, steps[i]);
        if (strcmp(cs_buf_text(&wanted), cs_buf_text(&got)) != 0)
            fprintf(stderr, "expat:\n%s\nscanner:\n%s\n", cs_buf_text(&wanted), cs_buf_text(&got));
        PROMISE(wanted.size == got.size &&
                memcmp(cs_buf_text(&wanted), cs_buf_text(&got), got.size) == 0);
        cs_buf_clear(&got);
    }
    cs_buf_clear(&wanted);
    return 0;
}
