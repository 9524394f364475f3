/* CSV: any bytes give rows and at most one error, however the bytes are cut. */
#include "base/buf.h"
#include "fuzz.h"
#include "memory_bytes.h"

static enum cs_status write_row(void *context, const struct cs_row *row)
{
    struct cs_buf *out = context;
    PROMISE(row->n_cells > 0);
    cs_buf_printf(out, "%u", (unsigned)row->line);
    for (size_t i = 0; i < row->n_cells; i++) {
        PROMISE(row->cells[i].column == i + 1);
        PROMISE(cs_utf8_is_valid(row->cells[i].text.start, row->cells[i].text.size));
        cs_buf_putc(out, '[');
        cs_buf_put(out, row->cells[i].text.start, row->cells[i].text.size);
        cs_buf_putc(out, ']');
    }
    cs_buf_putc(out, '\n');
    return CS_OK;
}

static void read_in_steps(const uint8_t *bytes, size_t size, size_t step, struct cs_buf *out)
{
    struct memory_bytes memory = {bytes, size, 0, step};
    struct cs_byte_source source = {&memory, read_memory, "f"};
    struct cs_row_sink sink = {out, write_row, NULL};
    struct cs_diag diag;
    cs_diag_init(&diag);
    enum cs_status status = cs_csv_read(&source, &sink, &diag);
    PROMISE((status == CS_OK) == (diag.n_errors == 0) && diag.n_errors <= 1);
    for (size_t i = 0; i < diag.n_messages; i++)
        cs_message_format(&diag.messages[i], out);
    cs_diag_clear(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct cs_buf whole, cut;
    cs_buf_init(&whole);
    cs_buf_init(&cut);
    read_in_steps(bytes, size, SIZE_MAX, &whole);
    read_in_steps(bytes, size, 3, &cut);
    PROMISE(whole.size == cut.size &&
            (!whole.size || memcmp(whole.data, cut.data, whole.size) == 0));
    cs_buf_clear(&whole);
    cs_buf_clear(&cut);
    return 0;
}
