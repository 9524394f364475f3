/* The scanner of sheets against expat: the same elements, attributes and text, or the same error in
 * the same place, in pieces of any size. */
#include "fuzz.h"

#include "base/buf.h"
#include "ingest/workbook/xml.h"
#include "ingest/workbook/xml_scan.h"
#include "memory_bytes.h"
#include "xml_told.h"

static struct cs_buf read_bytes(reader *read, const uint8_t *bytes, size_t size, size_t step)
{
    struct memory_bytes memory = {bytes, size, 0, step};
    struct cs_byte_source source = {&memory, read_memory, "f"};
    bool is_one_error;
    struct cs_buf told = read_by(read, &source, &is_one_error);
    PROMISE(is_one_error);
    return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct cs_buf wanted = read_bytes(cs_xml_read, bytes, size, size + 1);
    static const size_t steps[] = {1 << 20, 7};
    for (size_t i = 0; i < 2; i++) {
        struct cs_buf got = read_bytes(cs_xml_scan, bytes, size, steps[i]);
        if (strcmp(cs_buf_text(&wanted), cs_buf_text(&got)) != 0)
            fprintf(stderr, "expat:\n%s\nscanner:\n%s\n", cs_buf_text(&wanted), cs_buf_text(&got));
        PROMISE(wanted.size == got.size &&
                memcmp(cs_buf_text(&wanted), cs_buf_text(&got), got.size) == 0);
        cs_buf_clear(&got);
    }
    cs_buf_clear(&wanted);
    return 0;
}
