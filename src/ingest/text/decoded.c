/* A source of UTF-8 over a source of bytes. Text that is plain ASCII so far is read straight into
 * the reader's room and only looked over; the first byte above it settles what the rest is. What
 * cannot be converted becomes a byte that no UTF-8 has: csv.c refuses it with its place. */
#include "ingest/text/decoded.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "ingest/text/encoding.h"

enum {
    AHEAD_BYTES = 1 << 18,
    START_BYTES = 4096,
    SPARE_BYTES = 256, /* from as many bytes of room on they are read straight into it */
    MARK_BYTES = 3,
    CONTEXT_BYTES = 2,
    SUBSTITUTE = 0x1a, /* ends a file of DOS */
};
static const char MARK[] = "\xEF\xBB\xBF";

enum state { IS_ASCII, IS_UTF8, IS_FOREIGN };

struct cs_decoded {
    struct cs_byte_source source;
    struct cs_byte_source *under;
    enum state state;
    iconv_t converter;
    size_t unit_bytes;
    char ahead[AHEAD_BYTES]; /* read from under: ahead[start, end) */
    size_t start, end;
    int at_end;            /* of under */
    char held[MARK_BYTES]; /* they may begin a mark, or end the file */
    size_t n_held;
    char spare[SPARE_BYTES]; /* decoded: spare[spare_start, n_spare) */
    size_t spare_start, n_spare;
    bool is_in_line;
};

static size_t find_high(const char *text, size_t n)
{
    enum { STEP = 64 };
    size_t i = 0;
    for (; i + STEP <= n; i += STEP) {
        uint64_t words[STEP / 8];
        memcpy(words, text + i, STEP);
        if ((words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] |
             words[7]) &
            0x8080808080808080u)
            break;
    }
    while (i < n && (unsigned char)text[i] < 0x80)
        i++;
    return i;
}

/* Reads ahead up to n_wanted bytes; returns 0 on failure. */
static int fill(struct cs_decoded *decoded, size_t n_wanted, struct cs_diag *diag)
{
    if (decoded->start)
        memmove(decoded->ahead, decoded->ahead + decoded->start, decoded->end - decoded->start);
    decoded->end -= decoded->start;
    decoded->start = 0;
    while (!decoded->at_end && decoded->end < n_wanted) {
        ptrdiff_t n = decoded->under->read(decoded->under->context, decoded->ahead + decoded->end,
                                           AHEAD_BYTES - decoded->end, diag);
        if (n < 0)
            return 0;
        decoded->at_end = n == 0;
        decoded->end += (size_t)n;
    }
    return 1;
}

static enum cs_status start_conversion(struct cs_decoded *decoded, struct cs_encoding encoding,
                                       struct cs_diag *diag)
{
    const struct cs_place place = {.file = decoded->under->name};
    decoded->start += encoding.mark_bytes;
    decoded->unit_bytes = encoding.unit_bytes;
    decoded->converter = iconv_open("UTF-8", encoding.standard);
    if (decoded->converter == (iconv_t)-1)
        return cs_fail(diag, CS_IO, &place, "save it as UTF-8 (\"CSV UTF-8\")",
                       "is %s text, which the C library here cannot convert", encoding.name);
    decoded->state = IS_FOREIGN;
    cs_diag_add(diag, CS_NOTE, &place, NULL, "is %s text", encoding.name);
    return CS_OK;
}

/* What is ahead begins with the first byte above ASCII, or just before it. */
static enum cs_status settle(struct cs_decoded *decoded, struct cs_diag *diag)
{
    const char *text = decoded->ahead + decoded->start;
    size_t n = decoded->end - decoded->start;
    struct cs_encoding encoding;
    decoded->state = IS_UTF8;
    if (cs_encoding_is_utf8(text, n) || !cs_encoding_guess(text, n, &encoding))
        return CS_OK;
    return start_conversion(decoded, encoding, diag);
}

/* ---- reading, by state ---- */

static ptrdiff_t read_plain(struct cs_decoded *decoded, char *out, size_t capacity,
                            struct cs_diag *diag)
{
    size_t n_ahead = decoded->end - decoded->start;
    if (n_ahead == 0) {
        ptrdiff_t n = decoded->at_end
                          ? 0
                          : decoded->under->read(decoded->under->context, out, capacity, diag);
        decoded->at_end |= n == 0;
        return n;
    }
    size_t n = n_ahead < capacity ? n_ahead : capacity;
    memcpy(out, decoded->ahead + decoded->start, n);
    decoded->start += n;
    return (ptrdiff_t)n;
}

/* Puts what was read last back ahead. */
static void give_back(struct cs_decoded *decoded, const char *bytes, size_t n)
{
    if (decoded->start == decoded->end) {
        memcpy(decoded->ahead, bytes, n);
        decoded->start = 0;
        decoded->end = n;
    } else {
        decoded->start -= n;
    }
}

static ptrdiff_t read_ascii(struct cs_decoded *decoded, char *out, size_t capacity,
                            struct cs_diag *diag)
{
    ptrdiff_t n = read_plain(decoded, out, capacity < AHEAD_BYTES ? capacity : AHEAD_BYTES, diag);
    size_t high = n > 0 ? find_high(out, (size_t)n) : 0;
    if (n <= 0 || high == (size_t)n)
        return n;
    high -= high > CONTEXT_BYTES ? CONTEXT_BYTES : 0; /* what stands before a letter tells of it */
    give_back(decoded, out + high, (size_t)n - high);
    if (!fill(decoded, AHEAD_BYTES, diag) || settle(decoded, diag) != CS_OK)
        return -1;
    return (ptrdiff_t)high;
}

static ptrdiff_t read_foreign(struct cs_decoded *decoded, char *out, size_t capacity,
                              struct cs_diag *diag)
{
    if (!fill(decoded, START_BYTES, diag))
        return -1;
    char *next = out, *in = decoded->ahead + decoded->start;
    size_t room = capacity, n_before = decoded->end - decoded->start, n_in = n_before;
    if (n_in == 0)
        return 0;
    size_t result = iconv(decoded->converter, &in, &n_in, &next, &room);
    bool is_bad = result == (size_t)-1 && errno != E2BIG && next == out;
    decoded->start += n_before - n_in;
    if (is_bad) {
        *next++ = '\xff';
        decoded->start += n_in < decoded->unit_bytes ? n_in : decoded->unit_bytes;
    }
    return next - out;
}

/* ---- marks and the ends of files ---- */

/* How many of the last bytes may begin a mark, or end the file. */
static size_t count_doubtful(const char *out, size_t n)
{
    if (n && out[n - 1] == SUBSTITUTE)
        return 1;
    for (size_t k = MARK_BYTES - 1; k > 0; k--)
        if (n >= k && memcmp(out + n - k, MARK, k) == 0)
            return k;
    return 0;
}

/* Drops marks at the start of lines; returns how many bytes are left. */
static size_t drop_marks(const struct cs_decoded *decoded, char *out, size_t n)
{
    size_t at = 0;
    char *found;
    while (at < n && (found = memchr(out + at, MARK[0], n - at)) != NULL) {
        at = (size_t)(found - out);
        bool is_in_line = at ? found[-1] != '\n' && found[-1] != '\r' : decoded->is_in_line;
        if (n - at < MARK_BYTES || is_in_line || memcmp(found, MARK, MARK_BYTES) != 0) {
            at++;
            continue;
        }
        memmove(found, found + MARK_BYTES, n - at - MARK_BYTES);
        n -= MARK_BYTES;
    }
    return n;
}

static ptrdiff_t read_by_state(struct cs_decoded *decoded, char *out, size_t capacity,
                               struct cs_diag *diag)
{
    return decoded->state == IS_ASCII  ? read_ascii(decoded, out, capacity, diag)
           : decoded->state == IS_UTF8 ? read_plain(decoded, out, capacity, diag)
                                       : read_foreign(decoded, out, capacity, diag);
}

/* Requires: room for SPARE_BYTES. */
static ptrdiff_t read_room(struct cs_decoded *decoded, char *out, size_t capacity,
                           struct cs_diag *diag)
{
    for (;;) {
        size_t n_held = decoded->n_held;
        memcpy(out, decoded->held, n_held);
        ptrdiff_t got = read_by_state(decoded, out + n_held, capacity - n_held, diag);
        if (got < 0)
            return -1;
        size_t n = n_held + (size_t)got;
        decoded->n_held = 0;
        if (got == 0 && decoded->at_end && decoded->start == decoded->end)
            return n == 1 && out[0] == SUBSTITUTE ? 0 : (ptrdiff_t)n;
        decoded->n_held = count_doubtful(out, n);
        n -= decoded->n_held;
        memcpy(decoded->held, out + n, decoded->n_held);
        if (decoded->state != IS_ASCII)
            n = drop_marks(decoded, out, n);
        if (n == 0)
            continue;
        decoded->is_in_line = out[n - 1] != '\n' && out[n - 1] != '\r';
        return (ptrdiff_t)n;
    }
}

static ptrdiff_t read_decoded(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct cs_decoded *decoded = context;
    size_t n_spare = decoded->n_spare - decoded->spare_start;
    if (n_spare == 0 && capacity >= SPARE_BYTES)
        return read_room(decoded, out, capacity, diag);
    if (n_spare == 0) {
        ptrdiff_t got = read_room(decoded, decoded->spare, SPARE_BYTES, diag);
        if (got <= 0)
            return got;
        decoded->spare_start = 0;
        decoded->n_spare = n_spare = (size_t)got;
    }
    size_t n = n_spare < capacity ? n_spare : capacity;
    memcpy(out, decoded->spare + decoded->spare_start, n);
    decoded->spare_start += n;
    return (ptrdiff_t)n;
}

enum cs_status cs_decoded_open(struct cs_byte_source *under, struct cs_decoded **out,
                               struct cs_diag *diag)
{
    *out = NULL;
    struct cs_decoded *decoded = malloc(sizeof *decoded);
    if (!decoded)
        return cs_fail_memory(diag);
    memset(decoded, 0, offsetof(struct cs_decoded, ahead));
    decoded->start = decoded->end = decoded->n_held = decoded->spare_start = decoded->n_spare = 0;
    decoded->at_end = decoded->is_in_line = false;
    decoded->source = (struct cs_byte_source){decoded, read_decoded, under->name};
    decoded->under = under;
    decoded->converter = (iconv_t)-1;
    enum cs_status status = fill(decoded, START_BYTES, diag) ? CS_OK : CS_IO;
    struct cs_encoding encoding;
    if (status == CS_OK && cs_encoding_of_start(decoded->ahead, decoded->end, &encoding))
        status = start_conversion(decoded, encoding, diag);
    if (status == CS_OK)
        *out = decoded;
    else
        cs_decoded_close(decoded);
    return status;
}

void cs_decoded_close(struct cs_decoded *decoded)
{
    if (decoded && decoded->converter != (iconv_t)-1)
        iconv_close(decoded->converter);
    free(decoded);
}

struct cs_byte_source *cs_decoded_source(struct cs_decoded *decoded)
{
    return &decoded->source;
}
