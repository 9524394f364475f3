#include "ingest/load.h"

#include "ingest/bytes.h"
#include "ingest/container.h"

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
    status = cs_container_read(cs_bytes_source(bytes), sink, diag);
    if (status == CS_OK) {
        struct cs_file_facts *out = facts ? facts : &ignored;
        status = cs_bytes_finish(bytes, out->sha256, &out->n_bytes, diag);
    }
    cs_bytes_close(bytes);
    return status;
}
