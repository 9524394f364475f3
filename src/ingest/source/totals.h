/* Words of rows that restate others. Answers for: knowing a total by the cell that names it. */
#ifndef CS_INGEST_TOTALS_H
#define CS_INGEST_TOTALS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Whether the letters stand at s, which is as long, in any case. */
static inline bool cs_has_letters(const char *s, const char *letters, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((s[i] | 0x20) != letters[i])
            return false;
    return true;
}

/* Whether a cell can be a total's word, by a few of its bytes: then it is looked at closely. */
static inline bool cs_may_be_total(struct cs_span cell)
{
    if (cell.size < 3)
        return false;
    const char *s = cell.start, *end = s + cell.size;
    char first = (char)(s[0] | 0x20);
    if (cell.size > 5 && (end[-1] | 0x20) == 'l' && cs_has_letters(end - 5, "total", 5))
        return true;
    switch (first) {
    case 't':
        return cell.size > 4 && (cs_has_letters(s, "total", 5) || cs_has_letters(s, "totaa", 5));
    case 'g':
        return cell.size > 5 && (cs_has_letters(s, "grand", 5) || cs_has_letters(s, "gesam", 5));
    case 's':
        return cell.size < 6 || cs_has_letters(s, "subto", 5);
    case 'i':
    case 'd':
    case 'p':
        return cell.size > 7 && (cs_has_letters(s, "insge", 5) || cs_has_letters(s, "durch", 5) ||
                                 cs_has_letters(s, "prome", 5));
    default:
        return cell.size < 9 && (first == 'a' || first == 'm' || first == 'o' || first == 'c');
    }
}

/* The same for cells by the million: some that cannot be one too, but told without a branch, as
 * which words stand there cannot be foretold. Requires: eight readable bytes from the start on. */
static inline bool cs_hints_at_total(struct cs_span cell)
{
    static const char words[][5] = {"tota", "gran", "gesa", "subt", "insg", "durc", "prom"};
    enum {
        LETTERS =
            1 << ('a' & 31) | 1 << ('c' & 31) | 1 << ('m' & 31) | 1 << ('o' & 31) | 1 << ('s' & 31)
    };
    const char *tail = cell.size < 4 ? cell.start : cell.start + cell.size - 4;
    unsigned first = (unsigned char)cell.start[0];
    uint32_t head, end, word;
    memcpy(&head, cell.start, sizeof head);
    memcpy(&end, tail, sizeof end);
    bool hints = (cell.size - 3 < 6) & (first >> 6) & (LETTERS >> (first & 31));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        memcpy(&word, words[i], sizeof word);
        hints |= (head | 0x20202020) == word;
    }
    memcpy(&word, "otal", sizeof word);
    return hints | ((end | 0x20202020) == word);
}

/* "Total", "Grand Total", "Subtotal", "Texas Total", "Total for 2024"; "Gesamt", "Summe", "Total
 * general". */
bool cs_is_total(struct cs_span cell);
/* "Average", "All", "Median", …: names of a total where nothing else stands in the row; of other
 * things where something does. */
bool cs_is_summary(struct cs_span cell);

#endif
