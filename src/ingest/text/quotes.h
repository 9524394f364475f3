/* Quotes followed exactly as csv.c and libcsv follow them, a byte at a time. Answers for: where a
 * record ends when its quoting is not plain, and how many lines some text holds. */
#ifndef CS_INGEST_QUOTES_H
#define CS_INGEST_QUOTES_H

#include <stddef.h>
#include <stdint.h>

/* The offset after the line end of the record that starts at `start`; SIZE_MAX when the text ends
 * first (a CR that is the last byte may be half a line end). A record whose quoting csv.c refuses
 * ends with its line. */
size_t cs_record_end(const char *text, size_t n_bytes, size_t start, char delimiter);

/* LF, CR LF and lone CR. */
uint64_t cs_count_lines(const char *text, size_t n_bytes);

#endif
