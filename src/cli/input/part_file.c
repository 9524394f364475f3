/* A part's bytes in memory or mapped from a copy: the checksum is worth nothing if the file can
 * change after it. */
#include "cli/input/part_file.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/scratch.h"
#include "ingest/source/bytes.h"

enum { READ_BYTES = 1 << 18, KEPT_SHARE = 8 }; /* of memory: bytes that are simply held */

/* Bytes on their way into memory and, from some number on, into the temporary file. */
struct arrival {
    struct cs_spill *spill;
    struct cs_buf held; /* those not in the file */
    uint64_t at;        /* of the first, in the file */
    uint64_t n_stored;
};

static bool store(struct arrival *arrival)
{
    struct cs_scratch *scratch = &arrival->spill->scratch;
    if (arrival->n_stored == 0)
        arrival->at = cs_scratch_reserve_pages(scratch, 0);
    uint64_t at = arrival->at + arrival->n_stored;
    arrival->n_stored += arrival->held.size;
    bool is_whole = cs_scratch_put(scratch, at, arrival->held.data, arrival->held.size);
    cs_buf_reset(&arrival->held);
    return is_whole;
}

static enum cs_status read_all(struct arrival *arrival, struct cs_byte_source *source,
                               struct cs_diag *diag)
{
    static const char blank[READ_BYTES];
    size_t most = arrival->spill->most_bytes / KEPT_SHARE + READ_BYTES;
    ptrdiff_t got = 1;
    while (got > 0) {
        size_t before = arrival->held.size;
        cs_buf_put(&arrival->held, blank, READ_BYTES);
        if (arrival->held.failed)
            return cs_fail_memory(diag);
        got = source->read(source->context, arrival->held.data + before, READ_BYTES, diag);
        arrival->held.size = before + (got > 0 ? (size_t)got : 0);
        if (arrival->held.size > most && !store(arrival))
            return cs_scratch_fail(&arrival->spill->scratch, diag);
    }
    return got < 0 ? CS_IO : CS_OK;
}

/* All of it is in the temporary file. */
static enum cs_status map(struct arrival *arrival, struct cs_part_file *file, struct cs_diag *diag)
{
    struct cs_scratch *scratch = &arrival->spill->scratch;
    if (!store(arrival))
        return cs_scratch_fail(scratch, diag);
    (void)cs_scratch_reserve(scratch, arrival->n_stored); /* nobody else has reserved meanwhile */
    file->n_bytes = arrival->n_stored;
    file->bytes = cs_scratch_map(scratch, arrival->at, file->n_bytes);
    file->is_mapped = file->bytes != NULL;
    return file->bytes ? CS_OK : cs_scratch_fail(scratch, diag);
}

enum cs_status cs_part_file_read(struct cs_part_file *file, const char *path,
                                 struct cs_spill *spill, struct cs_diag *diag)
{
    struct arrival arrival = {.spill = spill};
    struct cs_bytes *bytes;
    *file = (struct cs_part_file){0};
    enum cs_status status = cs_bytes_open(path, 0, &bytes, diag);
    if (status != CS_OK)
        return status;
    cs_buf_init(&arrival.held);
    status = read_all(&arrival, cs_bytes_source(bytes), diag);
    if (status == CS_OK && arrival.n_stored) {
        status = map(&arrival, file, diag);
    } else if (status == CS_OK) {
        file->n_bytes = arrival.held.size;
        file->bytes = cs_buf_take(&arrival.held);
        status = file->bytes ? CS_OK : cs_fail_memory(diag);
    }
    cs_buf_clear(&arrival.held);
    cs_bytes_close(bytes);
    return status;
}

void cs_part_file_clear(struct cs_part_file *file)
{
    if (file->is_mapped)
        cs_scratch_unmap(file->bytes, file->n_bytes);
    else
        free(file->bytes);
    *file = (struct cs_part_file){0};
}
