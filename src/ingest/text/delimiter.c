/* The delimiter whose count is the same in most records of the sample. */
#include "ingest/text/delimiter.h"

#include <string.h>

enum { MAX_RECORDS = 200, MAX_COUNT = 1024 };

/* The candidates in order of preference, and what else matters in a text. */
static const char candidates[] = {',', ';', '\t', '|'};
enum { N_CANDIDATES = sizeof candidates, QUOTE, LINE_END };
static const unsigned char kinds[256] = {
    [','] = 1,     [';'] = 2,         ['\t'] = 3,       ['|'] = 4,
    ['"'] = QUOTE, ['\n'] = LINE_END, ['\r'] = LINE_END};

struct counts {
    unsigned of[N_CANDIDATES][MAX_RECORDS]; /* outside quotes, in each record */
    size_t n_records;
};

static void end_record(struct counts *counts, unsigned present[N_CANDIDATES])
{
    for (size_t c = 0; c < N_CANDIDATES; c++)
        counts->of[c][counts->n_records] = present[c];
    counts->n_records++;
}

/* Counts in the records of the sample. One cut off by the end of the sample is left out unless it
 * is the only one. */
static void count_in_records(const char *text, size_t n, struct counts *counts)
{
    unsigned present[N_CANDIDATES] = {0};
    size_t start = 0;
    int quoted = 0;
    for (size_t i = 0; i < n && counts->n_records < MAX_RECORDS; i++) {
        unsigned char kind = kinds[(unsigned char)text[i]];
        if (kind == 0)
            continue;
        quoted ^= kind == QUOTE;
        if (quoted || kind == QUOTE)
            continue;
        if (kind != LINE_END) {
            present[kind - 1]++;
            continue;
        }
        if (i > start)
            end_record(counts, present);
        memset(present, 0, sizeof present);
        start = i + 1;
    }
    if (counts->n_records == 0)
        end_record(counts, present);
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
    size_t n = n_bytes < CS_DELIMITER_SAMPLE_BYTES ? n_bytes : CS_DELIMITER_SAMPLE_BYTES;
    struct counts counts = {.n_records = 0};
    char chosen = ',';
    unsigned best = 0, best_count = 0;
    count_in_records(text, n, &counts);
    for (size_t i = 0; i < N_CANDIDATES; i++) {
        unsigned count = 0;
        unsigned shared = commonest(counts.of[i], counts.n_records, &count);
        if (shared > best || (shared == best && count > best_count)) {
            chosen = candidates[i];
            best = shared;
            best_count = count;
        }
    }
    return chosen;
}
