/* Where cells and records end in delimited text, found 64 bytes at a time. Answers for: the places
 * of separators outside quotes and which of them end a line, which pieces are not plain, how many
 * lines there are, and whether the bytes are text. Does not read cells and decides nothing about
 * what is not plain: that is libcsv's (csv.h), record by record. Every form gives the same index.
 */
#ifndef CS_INGEST_SCAN_H
#define CS_INGEST_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CS_SCAN_STEP = 64,
    CS_SCAN_SLACK = 64, /* readable bytes that must follow the text */
};

/* Filled by cs_scan; reused from block to block. Offsets count from the start of the text. */
struct cs_scan_index {
    uint32_t *ends; /* of every delimiter, LF and CR outside quotes, ascending */
    size_t n_ends;
    uint32_t *stops; /* the ends that are LF or CR: their places in `ends` */
    size_t n_stops;
    uint32_t *odd; /* starts of the steps that hold something not plain, ascending */
    size_t n_odd;
    size_t capacity;  /* bytes of text the arrays have room for */
    uint64_t n_lines; /* LF, CR LF and lone CR, also inside quotes */
    bool has_high;    /* a byte of 0x80 or above: UTF-8 to be checked */
    bool is_inside;   /* a quote is open at the end */
};

/* One way to look at bytes; `name` is for --verbose and tests. */
struct cs_scan_form {
    const char *name;
    void (*scan)(struct cs_scan_index *index, const char *text, size_t n_bytes, char delimiter);
    size_t (*count)(const char *text, size_t n_bytes, char byte);
};

/* The fastest form this processor has. */
const struct cs_scan_form *cs_scan_best(void);
/* Every form this processor has, NULL-terminated, the portable one first: for tests. */
const struct cs_scan_form *const *cs_scan_forms(void);

/* Zero-initialized is empty. Makes room for texts of n_bytes; 0 when out of memory. */
bool cs_scan_reserve(struct cs_scan_index *index, size_t n_bytes);
void cs_scan_clear(struct cs_scan_index *index);

/* Not plain is: a quote that opens elsewhere than at a cell's first byte, a quote that closes
 * elsewhere than at its last, a doubled quote, a NUL.
 * Requires: room reserved; the text starts outside quotes at the start of a record; n_bytes below
 * 4 GB; CS_SCAN_SLACK readable bytes after it. */
static inline void cs_scan(const struct cs_scan_form *form, struct cs_scan_index *index,
                           const char *text, size_t n_bytes, char delimiter)
{
    form->scan(index, text, n_bytes, delimiter);
}

/* Bytes up to and with the last line end outside quotes; 0 when there is none. A CR that is the
 * last byte is no line end yet (its LF may follow). `is_inside` is whether a quote is open at the
 * end. */
size_t cs_scan_last_record_end(const char *text, size_t n_bytes, bool is_inside);

#endif
