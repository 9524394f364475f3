/* CSV through libcsv, one physical line a call: the library keeps no place, cannot be stopped by
 * its callbacks and after a strict error goes on in mid-record, so the place is kept here, quotes
 * are checked before a line is handed over, and the first error ends the file. Quotes inside an
 * unquoted field are literal, as libcsv reads them: ="43-6013". */
#include "ingest/text/csv.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/text/delimiter.h"

enum {
    BLOCK_BYTES = 1 << 18,
    MAX_LINE_BYTES = 1 << 28,   /* a longer line is no table */
    MAX_QUOTED_BYTES = 1 << 24, /* an open quote would grow to the end of the input */
};

/* Where a line ends inside its quotes. */
enum quote_state { OUTSIDE, INSIDE };

struct csv_read {
    struct cs_byte_source *source;
    const struct cs_row_sink *sink;
    struct cs_diag *diag;
    struct csv_parser parser;
    enum cs_status status;
    char delimiter;

    char *block; /* unread bytes are block[start, end) */
    size_t start, end, capacity;
    int at_end;
    bool is_moved;     /* bytes before the block are gone */
    size_t text_start; /* after the BOM */

    uint64_t line;        /* number of the line at block[start] */
    uint64_t record_line; /* on which the record started */
    enum quote_state quote;
    uint64_t quote_line, quote_column;
    size_t quoted_bytes;

    struct cs_buf text; /* cells of the record, one after the other */
    size_t *ends;       /* of each cell in text */
    struct cs_cell *cells;
    size_t n_cells, cells_capacity;
};

static enum cs_status fail_at(struct csv_read *read, uint64_t line, uint64_t column,
                              const char *hint, const char *what)
{
    struct cs_place place = {.file = read->source->name, .line = line, .column = column};
    return cs_fail(read->diag, CS_IO, &place, hint, "%s", what);
}

static bool grow_cells(struct csv_read *read)
{
    if (read->n_cells < read->cells_capacity)
        return true;
    size_t n = read->cells_capacity ? 2 * read->cells_capacity : 64;
    size_t *ends = realloc(read->ends, n * sizeof *ends);
    read->ends = ends ? ends : read->ends;
    struct cs_cell *cells = realloc(read->cells, n * sizeof *cells);
    read->cells = cells ? cells : read->cells;
    read->cells_capacity = ends && cells ? n : read->cells_capacity;
    return ends && cells;
}

static void take_field(void *bytes, size_t n_bytes, void *context)
{
    struct csv_read *read = context;
    if (!grow_cells(read)) {
        read->status = cs_fail_memory(read->diag);
        return;
    }
    cs_buf_put(&read->text, bytes, n_bytes);
    read->ends[read->n_cells++] = read->text.size;
}

static void take_record(int end, void *context)
{
    (void)end;
    struct csv_read *read = context;
    if (read->status == CS_OK && read->text.failed)
        read->status = cs_fail_memory(read->diag);
    if (read->status == CS_OK) {
        size_t start = 0;
        const char *text = cs_buf_text(&read->text);
        for (size_t i = 0; i < read->n_cells; i++) {
            read->cells[i] = (struct cs_cell){
                {text + start, read->ends[i] - start}, (uint32_t)i + 1, CS_CELL_TEXT};
            start = read->ends[i];
        }
        struct cs_row row = {read->cells, read->n_cells,   read->record_line,
                             NULL,        read->delimiter, read->line > read->record_line};
        read->status = read->sink->row(read->sink->context, &row);
    }
    read->n_cells = 0;
    cs_buf_reset(&read->text);
}

/* Bytes of the line at `from`, its end included; 0 when more input is needed to tell. */
static size_t line_length(const struct csv_read *read, size_t from)
{
    const char *start = read->block + read->start;
    size_t n = read->end - read->start;
    const char *feed = memchr(start + from, '\n', n - from);
    size_t length = feed ? (size_t)(feed - start) + 1 : 0;
    const char *cr = memchr(start + from, '\r', (length ? length : n) - from);
    if (cr) {
        size_t after = (size_t)(cr - start) + 1;
        if (after == n)
            return read->at_end ? n : 0;
        if (start[after] != '\n')
            return after;
        return after + 1;
    }
    return length ? length : read->at_end ? n : 0;
}

/* Fills the block; returns 0 at the end of the input or on failure. */
static bool fill_block(struct csv_read *read)
{
    if (read->start > 0) {
        read->is_moved = true;
        memmove(read->block, read->block + read->start, read->end - read->start);
        read->end -= read->start;
        read->start = 0;
    }
    if (read->end == read->capacity) {
        if (read->capacity >= MAX_LINE_BYTES) {
            read->status = fail_at(read, read->line, 0, NULL,
                                   "a line longer than 256 MB: this is not a table");
            return false;
        }
        size_t capacity = read->capacity ? 2 * read->capacity : BLOCK_BYTES;
        char *grown = realloc(read->block, capacity);
        if (!grown) {
            read->status = cs_fail_memory(read->diag);
            return false;
        }
        read->block = grown;
        read->capacity = capacity;
    }
    ptrdiff_t got = read->source->read(read->source->context, read->block + read->end,
                                       read->capacity - read->end, read->diag);
    if (got < 0)
        read->status = CS_IO;
    read->at_end = got <= 0;
    read->end += got > 0 ? (size_t)got : 0;
    return got > 0;
}

/* What a line holds, in one pass of eight bytes a step. */
struct line_traits {
    bool is_ascii, has_nul, has_quote;
};

static struct line_traits look_at(const char *s, size_t n)
{
    static const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t high = 0, quote = 0, nul = 0;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t word;
        memcpy(&word, s + i, sizeof word);
        uint64_t is_quote = word ^ (ones * '"');
        high |= word;
        nul |= (word - ones) & ~word;
        quote |= (is_quote - ones) & ~is_quote;
    }
    struct line_traits traits = {!(high & highs), (nul & highs) != 0, (quote & highs) != 0};
    for (; i < n; i++) {
        traits.is_ascii &= (unsigned char)s[i] < 0x80;
        traits.has_nul |= s[i] == '\0';
        traits.has_quote |= s[i] == '"';
    }
    return traits;
}

static enum cs_status check_bytes(struct csv_read *read, const char *s, size_t n,
                                  struct line_traits traits)
{
    if (traits.has_nul) {
        size_t at = (size_t)((const char *)memchr(s, '\0', n) - s);
        return fail_at(read, read->line, at + 1,
                       "the file is damaged, or binary; if it is text: tr -d '\\0' <FILE",
                       "a NUL byte: this is not text");
    }
    for (size_t i = 0; !traits.is_ascii && i < n;) {
        size_t length = cs_utf8_length(s + i, n - i);
        if (length == 0)
            return fail_at(read, read->line, i + 1,
                           "convert it by its encoding: iconv -f ENCODING -t UTF-8 FILE",
                           "this is not UTF-8 text");
        i += length;
    }
    return CS_OK;
}

static bool is_blank(char c, char delimiter)
{
    return (c == ' ' || c == '\t') && c != delimiter;
}

/* The column just after the closing quote of a quoted field that starts at i, or n when it stays
 * open. */
static size_t skip_quoted(const char *s, size_t n, size_t i)
{
    for (;;) {
        const char *quote = i < n ? memchr(s + i, '"', n - i) : NULL;
        if (!quote)
            return n + 1;
        i = (size_t)(quote - s) + 1;
        if (i >= n || s[i] != '"')
            return i;
        i++;
    }
}

/* Follows the quotes of a line as libcsv does; text after a closing quote is an error, because
 * libcsv would take it for more of the field, and the next line with it. */
static enum cs_status follow_quotes(struct csv_read *read, const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        while (read->quote == OUTSIDE && i < n && is_blank(s[i], read->delimiter))
            i++;
        if (read->quote == INSIDE || (i < n && s[i] == '"')) {
            if (read->quote == OUTSIDE) {
                read->quote_line = read->line;
                read->quote_column = ++i;
            }
            i = skip_quoted(s, n, i);
            read->quote = i > n ? INSIDE : OUTSIDE;
            bool is_escaped = i > 1 && i <= n && s[i - 2] == '\\';
            while (i < n && is_blank(s[i], read->delimiter))
                i++;
            if (i < n && s[i] != read->delimiter && s[i] != '\r' && s[i] != '\n')
                return fail_at(read, read->line, i + 1,
                               is_escaped ? "the file writes \\\" for a quote inside a field; "
                                            "write it twice: sed 's/\\\\\"/\"\"/g' FILE"
                                          : "a quote inside a quoted field is written twice: \"\"",
                               "text after a closing quote");
            i++;
        } else {
            const char *end = memchr(s + i, read->delimiter, n - i);
            i = end ? (size_t)(end - s) + 1 : n;
        }
    }
    return CS_OK;
}

static enum cs_status fail_open_quote(struct csv_read *read, const char *what)
{
    return fail_at(read, read->quote_line, read->quote_column, NULL, what);
}

static enum cs_status parse_line(struct csv_read *read, const char *s, size_t n)
{
    struct line_traits traits = look_at(s, n);
    if (read->quote == OUTSIDE) {
        read->record_line = read->line;
        read->quoted_bytes = 0;
    }
    if (traits.has_nul || !traits.is_ascii)
        read->status = check_bytes(read, s, n, traits);
    if (read->status == CS_OK && (traits.has_quote || read->quote == INSIDE))
        read->status = follow_quotes(read, s, n);
    read->quoted_bytes += n;
    if (read->status == CS_OK && read->quote == INSIDE && read->quoted_bytes > MAX_QUOTED_BYTES)
        read->status = fail_open_quote(read, "a quote that is not closed within 16 MB");
    if (read->status == CS_OK && csv_parse(&read->parser, s, n, take_field, take_record, read) != n)
        read->status = cs_fail_memory(read->diag);
    return read->status;
}

/* Whether the sink reads what is left. */
static bool hand_over(struct csv_read *read)
{
    const struct cs_row_sink *sink = read->sink;
    if (!sink->wants_rest || read->quote == INSIDE || read->is_moved ||
        !sink->wants_rest(sink->context))
        return false;
    struct cs_text_rest rest = {
        .source = read->at_end ? NULL : read->source,
        .name = read->source->name,
        .head = {read->block + read->text_start, read->start - read->text_start},
        .text = {read->block + read->start, read->end - read->start},
        .line = read->line,
        .delimiter = read->delimiter};
    read->status = sink->rest(sink->context, &rest);
    read->start = read->end;
    read->at_end = 1;
    return true;
}

static void read_lines(struct csv_read *read)
{
    size_t looked = 0;
    while (read->status == CS_OK) {
        size_t n = read->start < read->end ? line_length(read, looked) : 0;
        if (n) {
            looked = 0;
            if (parse_line(read, read->block + read->start, n) != CS_OK)
                return;
            read->start += n;
            read->line++;
            if (hand_over(read))
                return;
        } else if (read->at_end) {
            return;
        } else {
            /* The last byte may be the CR of a CRLF that is cut in two. */
            looked = read->end - read->start;
            looked -= looked > 0;
            fill_block(read);
        }
    }
}

/* A first block large enough to choose by, without its BOM. */
static void start_reading(struct csv_read *read)
{
    while (read->status == CS_OK && read->end < CS_DELIMITER_SAMPLE_BYTES && fill_block(read))
        ;
    if (read->end - read->start >= 3 && memcmp(read->block, "\xEF\xBB\xBF", 3) == 0)
        read->start = read->text_start = 3;
    read->delimiter =
        cs_delimiter_choose(read->block ? read->block + read->start : "", read->end - read->start);
    csv_set_delim(&read->parser, (unsigned char)read->delimiter);
}

static void finish_reading(struct csv_read *read)
{
    if (read->status == CS_OK && read->quote == INSIDE)
        read->status = fail_open_quote(read, "a quote that is never closed");
    if (read->status == CS_OK)
        csv_fini(&read->parser, take_field, take_record, read);
}

static void clear_reading(struct csv_read *read)
{
    csv_free(&read->parser);
    cs_buf_clear(&read->text);
    free(read->block);
    free(read->ends);
    free(read->cells);
}

enum cs_status cs_csv_read(struct cs_byte_source *source, const struct cs_row_sink *sink,
                           struct cs_diag *diag)
{
    struct csv_read read = {.source = source, .sink = sink, .diag = diag, .line = 1};
    if (csv_init(&read.parser, 0) != 0)
        return cs_fail_memory(diag);
    cs_buf_init(&read.text);
    if (sink->table)
        read.status = sink->table(sink->context, source->name, NULL);
    if (read.status == CS_OK)
        start_reading(&read);
    if (read.status == CS_OK)
        read_lines(&read);
    finish_reading(&read);
    clear_reading(&read);
    return read.status;
}

/* ---- pieces of a file ---- */

struct cs_csv_pieces {
    struct csv_read read;
    struct cs_byte_source nothing;
};

static ptrdiff_t read_nothing(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    (void)context, (void)out, (void)capacity, (void)diag;
    return 0;
}

struct cs_csv_pieces *cs_csv_pieces_new(const char *name, char delimiter)
{
    struct cs_csv_pieces *pieces = calloc(1, sizeof *pieces);
    if (!pieces || csv_init(&pieces->read.parser, 0) != 0) {
        free(pieces);
        return NULL;
    }
    pieces->nothing = (struct cs_byte_source){NULL, read_nothing, name};
    pieces->read.delimiter = delimiter;
    csv_set_delim(&pieces->read.parser, (unsigned char)delimiter);
    cs_buf_init(&pieces->read.text);
    return pieces;
}

void cs_csv_pieces_free(struct cs_csv_pieces *pieces)
{
    if (pieces)
        clear_reading(&pieces->read);
    free(pieces);
}

/* The piece becomes the block; what follows it comes from the source. */
static bool start_piece(struct csv_read *read, struct cs_span text)
{
    if (text.size > read->capacity) {
        char *grown = realloc(read->block, text.size);
        if (!grown)
            return false;
        read->block = grown;
        read->capacity = text.size;
    }
    if (text.size)
        memcpy(read->block, text.start, text.size);
    read->start = 0;
    read->end = text.size;
    read->quote = OUTSIDE;
    read->n_cells = 0;
    read->status = CS_OK;
    cs_buf_reset(&read->text);
    return true;
}

enum cs_status cs_csv_pieces_read(struct cs_csv_pieces *pieces, const struct cs_text_rest *piece,
                                  const struct cs_row_sink *sink, struct cs_diag *diag)
{
    struct csv_read *read = &pieces->read;
    read->source = piece->source ? piece->source : &pieces->nothing;
    read->at_end = !piece->source;
    read->sink = sink;
    read->diag = diag;
    read->line = piece->line;
    if (!start_piece(read, piece->text))
        return cs_fail_memory(diag);
    read_lines(read);
    finish_reading(read);
    return read->status;
}
