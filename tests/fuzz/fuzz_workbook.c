/* Workbooks: any bytes as a sheet (X), as texts (S), as an .xls stream (B) or as a whole file give
 * rows of valid text or one error. */
#include "../unit/made_files.h"
#include "fuzz.h"

static enum cs_status check_row(void *context, const struct cs_row *row)
{
    uint64_t *last = context;
    PROMISE(row->n_cells > 0 && row->line > *last);
    *last = row->line;
    for (size_t i = 0; i < row->n_cells; i++) {
        PROMISE(row->cells[i].column == i + 1);
        PROMISE(cs_utf8_is_valid(row->cells[i].text.start, row->cells[i].text.size));
    }
    return CS_OK;
}

static enum cs_status start_over(void *context, const char *name, const char *sheet)
{
    PROMISE(name && *name);
    (void)sheet;
    *(uint64_t *)context = 0;
    return CS_OK;
}

static void read_file(const char *bytes, size_t size)
{
    uint64_t last = 0;
    struct made_source made = {bytes, size};
    struct cs_byte_source source = {&made, read_made, "f"};
    struct cs_row_sink sink = {&last, check_row, start_over};
    struct cs_diag diag;
    cs_diag_init(&diag);
    enum cs_status status = cs_container_read(&source, &sink, &diag);
    PROMISE((status == CS_OK) == (diag.n_errors == 0) && diag.n_errors <= 1);
    cs_diag_clear(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct cs_buf text, file;
    cs_buf_init(&text);
    if (size > 1)
        cs_buf_put(&text, bytes + 1, size - 1);
    const char *body = cs_buf_text(&text);
    switch (size ? bytes[0] : 0) {
    case 'X':
        file = make_xlsx(body, "<sst><si><t>one</t></si></sst>", NULL);
        break;
    case 'S':
        file = make_xlsx("<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>", body, NULL);
        break;
    case 'B':
        file = make_compound("Workbook", &text);
        break;
    default:
        read_file((const char *)bytes, size);
        cs_buf_clear(&text);
        return 0;
    }
    read_file(file.data, file.size);
    free(file.data);
    cs_buf_clear(&text);
    return 0;
}
