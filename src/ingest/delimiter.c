#include "ingest/delimiter.h"

#include <string.h>

enum { MAX_RECORDS = 200, MAX_COUNT = 1024 };

/* Counts the character outside quotes in each record of the sample; returns the number of
 * records. A record cut off by the end of the sample is left out unless it is the only one. */
static size_t count_in_records(const char *text, size_t n, char delimiter,
                               unsigned counts[MAX_RECORDS])
{
    size_t n_records = 0, n_bytes = 0;
    unsigned count = 0;
    int quoted = 0;
    for (size_t i = 0; i < n && n_records < MAX_RECORDS; i++) {
        quoted ^= text[i] == '"';
        if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
            if (n_bytes)
                counts[n_records++] = count;
            count = 0;
            n_bytes = 0;
            continue;
        }
        n_bytes++;
        count += !quoted && text[i] == delimiter;
    }
    if (n_records == 0)
        counts[n_records++] = count;
    return n_records;
}

/* How many records share the commonest count above zero, and that count. */
static unsigned commonest(const unsigned *counts, size_t n, unsigned *count)
{
    unsigned tally[MAX_COUNT] = {0}, best = 0;
    for (size_t i = 0; i < n; i++)
        if (counts[i] > 0 && counts[i] < MAX_COUNT)
            tally[counts[i]]++;
    for (unsigned c = 1; c < MAX_COUNT; c++)
        if (tally[c] > best || (tally[c] == best && best > 0)) {
            best = tally[c];
            *count = c;
        }
    return best;
}

char cs_delimiter_choose(const char *text, size_t n_bytes)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t n = n_bytes < CS_DELIMITER_SAMPLE_BYTES ? n_bytes : CS_DELIMITER_SAMPLE_BYTES;
    char chosen = ',';
    unsigned best = 0, best_count = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        unsigned counts[MAX_RECORDS], count = 0;
        size_t n_records = count_in_records(text, n, candidates[i], counts);
        unsigned shared = commonest(counts, n_records, &count);
        if (shared > best || (shared == best && count > best_count)) {
            chosen = candidates[i];
            best = shared;
            best_count = count;
        }
    }
    return chosen;
}
