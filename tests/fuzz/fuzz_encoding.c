/* Text of any encoding: whatever the bytes and however they come, the same comes out; ASCII is left
 * as it is. */
#include "fuzz.h"

#include "base/buf.h"
#include "base/diag.h"
#include "ingest/content.h"
#include "ingest/text/decoded.h"
#include "memory_bytes.h"

static struct cs_buf decode(const uint8_t *bytes, size_t size, size_t step, size_t room)
{
    struct memory_bytes memory = {bytes, size, 0, step};
    struct cs_byte_source under = {&memory, read_memory, "f"};
    struct cs_buf out;
    struct cs_diag diag;
    struct cs_decoded *decoded;
    char block[4096];
    ptrdiff_t n = 0;
    cs_buf_init(&out);
    cs_diag_init(&diag);
    PROMISE(cs_decoded_open(&under, &decoded, &diag) == CS_OK);
    struct cs_byte_source *source = cs_decoded_source(decoded);
    while ((n = source->read(source->context, block, room, &diag)) > 0)
        cs_buf_put(&out, block, (size_t)n);
    PROMISE(n == 0 && diag.n_errors == 0);
    cs_decoded_close(decoded);
    cs_diag_clear(&diag);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct cs_buf whole = decode(bytes, size, 1 << 20, 4096), pieces = decode(bytes, size, 3, 5);
    PROMISE(whole.size == pieces.size &&
            memcmp(cs_buf_text(&whole), cs_buf_text(&pieces), whole.size) == 0);
    size_t n_plain = 0;
    for (size_t i = 0; i < size; i++)
        n_plain += bytes[i] >= ' ' && bytes[i] < 0x7f;
    if (n_plain == size)
        PROMISE(whole.size == size && memcmp(cs_buf_text(&whole), bytes, size) == 0);
    PROMISE(cs_content_words(cs_content_of(bytes, size)) != NULL);
    cs_buf_clear(&whole);
    cs_buf_clear(&pieces);
    return 0;
}
