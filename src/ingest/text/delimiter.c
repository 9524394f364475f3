/* The delimiter whose count stays the same over the most records in a row: a header and its rows.
 * Titles above, notes below, and dates and names in the rows have commas of their own. */
#include "ingest/text/delimiter.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

enum { MAX_RECORDS = 200 };

/* In order of preference where two say the same: commas are in numbers and names as well. */
static const char candidates[] = {'\t', '|', ';', ','};
enum { N_CANDIDATES = sizeof candidates };

struct counts {
    unsigned of[MAX_RECORDS]; /* in each record */
    size_t n_records;
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Passes over a cell as csv.c does: a quote at its start opens it, any other is a character of it.
 * Returns where its delimiter or line end stands, or n. */
static size_t pass_cell(const char *text, size_t n, size_t i, char delimiter)
{
    while (i < n && (text[i] == ' ' || text[i] == '\t') && text[i] != delimiter)
        i++;
    for (; i < n && text[i] == '"'; i++) { /* a doubled quote opens it again */
        const char *close = memchr(text + i + 1, '"', n - i - 1);
        i = close ? (size_t)(close - text) : n - 1;
    }
    while (i < n && text[i] != delimiter && !is_line_end(text[i]))
        i++;
    return i;
}

/* Counts in the records of the sample. One cut off by the end of the sample is left out unless it
 * is the only one. */
static void count_in_records(const char *text, size_t n, char delimiter, struct counts *counts)
{
    unsigned present = 0;
    size_t start = 0;
    counts->n_records = 0;
    for (size_t i = 0; i < n && counts->n_records < MAX_RECORDS; i++) {
        i = pass_cell(text, n, i, delimiter);
        if (i < n && text[i] == delimiter) {
            present++;
            continue;
        }
        if (i > start && (i < n || counts->n_records == 0))
            counts->of[counts->n_records++] = present;
        present = 0;
        start = i + 1;
    }
    if (counts->n_records == 0)
        counts->of[counts->n_records++] = present;
}

/* The most records in a row that share a count above zero, and that count. */
static unsigned longest_run(const struct counts *counts, unsigned *count)
{
    unsigned best = 0, run = 0;
    for (size_t i = 0; i < counts->n_records; i++) {
        run = i > 0 && counts->of[i] == counts->of[i - 1] ? run + 1 : 1;
        if (counts->of[i] > 0 && (run > best || (run == best && counts->of[i] > *count))) {
            best = run;
            *count = counts->of[i];
        }
    }
    return best;
}

/* What a first line "sep=;" says, as spreadsheets write and heed it; '\0' when there is none. */
static char said_delimiter(const char *text, size_t n)
{
    static const char mark[] = "\xEF\xBB\xBF", words[] = "sep=";
    size_t at = n >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0, length = strlen(words);
    if (n < at + length + 2 || !cs_span_equals_nocase((struct cs_span){text + at, length}, words) ||
        !is_line_end(text[at + length + 1]))
        return '\0';
    char said = text[at + length];
    return memchr(candidates, said, N_CANDIDATES) ? said : '\0';
}

/* Eurostat's header "freq,isco08,geo\TIME_PERIOD", a tab and the years: the commas are inside of
 * the first column. */
static bool names_time_behind_a_backslash(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && !is_line_end(text[i]) && text[i] != '\\')
        i++;
    if (i == n || text[i] != '\\')
        return false;
    for (i++; i < n && (cs_is_alpha(text[i]) || text[i] == '_'); i++)
        ;
    return i < n && text[i] == '\t';
}

char cs_delimiter_choose(const char *text, size_t n_bytes)
{
    char said = names_time_behind_a_backslash(text, n_bytes) ? '\t' : said_delimiter(text, n_bytes);
    if (said)
        return said;
    size_t n = n_bytes < CS_DELIMITER_SAMPLE_BYTES ? n_bytes : CS_DELIMITER_SAMPLE_BYTES;
    char chosen = ',';
    unsigned best = 0, best_count = 0;
    for (size_t i = 0; i < N_CANDIDATES; i++) {
        struct counts counts;
        unsigned count = 0;
        if (!memchr(text, candidates[i], n))
            continue;
        count_in_records(text, n, candidates[i], &counts);
        unsigned run = longest_run(&counts, &count);
        if (run > best || (run == best && count > best_count)) {
            chosen = candidates[i];
            best = run;
            best_count = count;
        }
    }
    return chosen;
}

static bool repeats(const struct counts *counts)
{
    for (size_t i = 1; i < counts->n_records; i++)
        if (counts->of[i] > 0 && counts->of[i] == counts->of[i - 1])
            return true;
    return counts->n_records == 1 && counts->of[0] > 0;
}

bool cs_delimiter_is_there(const char *text, size_t n_bytes)
{
    size_t n = n_bytes < CS_DELIMITER_SAMPLE_BYTES ? n_bytes : CS_DELIMITER_SAMPLE_BYTES;
    bool is_there = said_delimiter(text, n_bytes) != '\0';
    for (size_t i = 0; i < N_CANDIDATES && !is_there; i++) {
        struct counts counts;
        count_in_records(text, n, candidates[i], &counts);
        is_there = repeats(&counts);
    }
    return is_there;
}
