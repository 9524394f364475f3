/* gzip through zlib, which compares checksum and length in the trailer of each member (RFC 1952,
 * 2.3.1). Apart from archive.c, whose library passes over both. */
#include "ingest/source/gunzip.h"

#include <limits.h>
#include <stdlib.h>

#include <zlib.h>

#include "base/diag.h"
#include "ingest/source/budget.h"

enum { INPUT_BYTES = 1 << 16, GZIP_ONLY = 16 };

struct cs_gunzip {
    struct cs_byte_source source;
    struct cs_byte_source *under;
    struct cs_budget *budget;
    z_stream stream;
    unsigned char input[INPUT_BYTES];
    bool is_between; /* members */
    int at_end;
};

static ptrdiff_t fail(const struct cs_gunzip *gunzip, const char *hint, const char *why,
                      struct cs_diag *diag)
{
    cs_diag_add(diag, CS_ERROR, &(struct cs_place){.file = gunzip->under->name}, hint,
                "cannot be unpacked: %s", why);
    return -1;
}

static ptrdiff_t fail_data(const struct cs_gunzip *gunzip, struct cs_diag *diag)
{
    const char *why = gunzip->stream.msg ? gunzip->stream.msg : "the gzip data are damaged";
    return fail(gunzip, "download it again: what is in it is not what was packed", why, diag);
}

/* Returns 1 when there is input, 0 at its end, -1 on failure. */
static int fill(struct cs_gunzip *gunzip, struct cs_diag *diag)
{
    if (gunzip->stream.avail_in > 0)
        return 1;
    ptrdiff_t n = gunzip->under->read(gunzip->under->context, gunzip->input, INPUT_BYTES, diag);
    if (n <= 0)
        return (int)n;
    gunzip->stream.next_in = gunzip->input;
    gunzip->stream.avail_in = (uInt)n;
    return 1;
}

/* After a member: another one, zeros that fill a block of a tape, or the end. Returns 1 when a
 * member follows, 0 at the end, -1 on failure. */
static int pass_between(struct cs_gunzip *gunzip, struct cs_diag *diag)
{
    int has_input, n_zeros = 0;
    while ((has_input = fill(gunzip, diag)) > 0 && *gunzip->stream.next_in == 0) {
        gunzip->stream.next_in++;
        gunzip->stream.avail_in--;
        n_zeros = 1;
    }
    if (has_input <= 0)
        return has_input;
    if (n_zeros || *gunzip->stream.next_in != 0x1f || inflateReset(&gunzip->stream) != Z_OK)
        return (int)fail(gunzip, "cut them off, or get the file again",
                         "other bytes follow the gzip data", diag);
    gunzip->is_between = false;
    return 1;
}

static ptrdiff_t read_gunzip(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct cs_gunzip *gunzip = context;
    z_stream *stream = &gunzip->stream;
    stream->next_out = out;
    stream->avail_out = capacity < UINT_MAX ? (uInt)capacity : UINT_MAX;
    size_t n_wanted = stream->avail_out;
    while (!gunzip->at_end && stream->avail_out == n_wanted) {
        int has_input = gunzip->is_between ? pass_between(gunzip, diag) : fill(gunzip, diag);
        if (has_input < 0)
            return -1;
        if (has_input == 0 && !gunzip->is_between)
            return fail(gunzip, "the download was probably cut off: get the file again",
                        "the gzip data are cut short", diag);
        gunzip->at_end = has_input == 0;
        int result = gunzip->at_end ? Z_OK : inflate(stream, Z_NO_FLUSH);
        if (result == Z_MEM_ERROR) {
            (void)cs_fail_memory(diag);
            return -1;
        }
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return fail_data(gunzip, diag);
        gunzip->is_between = result == Z_STREAM_END || gunzip->at_end;
    }
    size_t n = n_wanted - stream->avail_out;
    return cs_budget_take(gunzip->budget, n, gunzip->under->name, diag) == CS_OK ? (ptrdiff_t)n
                                                                                 : -1;
}

enum cs_status cs_gunzip_open(struct cs_byte_source *under, struct cs_budget *budget,
                              struct cs_gunzip **out, struct cs_diag *diag)
{
    *out = NULL;
    struct cs_gunzip *gunzip = calloc(1, sizeof *gunzip);
    if (!gunzip || inflateInit2(&gunzip->stream, MAX_WBITS + GZIP_ONLY) != Z_OK) {
        free(gunzip);
        return cs_fail_memory(diag);
    }
    gunzip->source = (struct cs_byte_source){gunzip, read_gunzip, under->name};
    gunzip->under = under;
    gunzip->budget = budget;
    *out = gunzip;
    return CS_OK;
}

void cs_gunzip_close(struct cs_gunzip *gunzip)
{
    if (!gunzip)
        return;
    inflateEnd(&gunzip->stream);
    free(gunzip);
}

struct cs_byte_source *cs_gunzip_source(struct cs_gunzip *gunzip)
{
    return &gunzip->source;
}
