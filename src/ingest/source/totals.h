/* Words of rows that restate others. Answers for: knowing a total by the cell that names it. */
#ifndef CS_INGEST_TOTALS_H
#define CS_INGEST_TOTALS_H

#include <stdbool.h>

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

/* "Total", "Grand Total", "Subtotal", "Texas Total", "Total for 2024"; "Gesamt", "Summe", "Total
 * general". */
bool cs_is_total(struct cs_span cell);
/* "Average", "All", "Median", …: names of a total where nothing else stands in the row; of other
 * things where something does. */
bool cs_is_summary(struct cs_span cell);

#endif
