/* Which character separates the fields of a text file. Answers for: choosing from its first
 * bytes; the CSV readers share the choice. */
#ifndef CS_INGEST_DELIMITER_H
#define CS_INGEST_DELIMITER_H

#include <stdbool.h>
#include <stddef.h>

enum { CS_DELIMITER_SAMPLE_BYTES = 1 << 16 };

/* The one of , ; tab | that stands equally often in most records, quoted text apart; the more
 * frequent one, then the comma, on a tie. Looks at the first CS_DELIMITER_SAMPLE_BYTES. */
char cs_delimiter_choose(const char *text, size_t n_bytes);
/* Whether the text has columns at all: two records in a row with equally many of one delimiter, or
 * a single record with any. */
bool cs_delimiter_is_there(const char *text, size_t n_bytes);

#endif
