#include "ingest/load.h"

#include <string.h>

#include "ingest/bytes.h"

/* What a file is by its first bytes. */
static const struct {
    const char *magic;
    size_t size;
    const char *what;
} containers[] = {
    {"PK\x03\x04", 4, "a ZIP archive or workbook"},
    {"\xD0\xCF\x11\xE0", 4, "an Excel 97 workbook"},
    {"\x1F\x8B", 2, "a gzip file"},
    {"%PDF", 4, "a PDF document"},
};

static const char *sniff(const char *start, size_t n)
{
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
        if (n >= containers[i].size &&
            memcmp(start, containers[i].magic, containers[i].size) == 0)
            return containers[i].what;
    return NULL;
}

static enum cs_status read_opened(struct cs_bytes *bytes, const struct cs_row_sink *sink,
                                  struct cs_diag *diag)
{
    char start[8];
    ptrdiff_t n = cs_bytes_peek(bytes, start, sizeof start, diag);
    if (n < 0)
        return CS_IO;
    struct cs_byte_source *source = cs_bytes_source(bytes);
    const char *what = sniff(start, (size_t)n);
    if (what)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = source->name}, NULL,
                       "this is %s, not a table of text", what);
    return cs_csv_read(source, sink, diag);
}

enum cs_status cs_read_rows(const char *path, enum cs_reader reader,
                            const struct cs_row_sink *sink, struct cs_file_facts *facts,
                            struct cs_diag *diag)
{
    (void)reader; /* one reader of text so far */
    struct cs_bytes *bytes;
    struct cs_file_facts ignored;
    enum cs_status status = cs_bytes_open(path, facts != NULL, &bytes, diag);
    if (status != CS_OK)
        return status;
    status = read_opened(bytes, sink, diag);
    if (status == CS_OK) {
        struct cs_file_facts *out = facts ? facts : &ignored;
        status = cs_bytes_finish(bytes, out->sha256, &out->n_bytes, diag);
    }
    cs_bytes_close(bytes);
    return status;
}
