/* The two ends of a range as amounts. Apart from reading: only what is said around a range tells
 * whether its ends are figures of their own. */
#include <math.h>
#include <string.h>

#include "guide/amount/amount.h"

/* Where the joint of a range begins at or behind `at`, and its size; 0 when there is none. */
static size_t find_joint(const char *text, size_t at, size_t end, size_t *start)
{
    static const char *const joints[] = {" to ", " and ", " - ", "-"};
    for (size_t i = at; i < end; i++) {
        for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
            size_t n = strlen(joints[k]);
            if (i + n < end && !strncmp(text + i, joints[k], n)) {
                *start = i;
                return n;
            }
        }
    }
    return 0;
}

bool cs_amount_split(const char *text, const struct cs_amount *range, struct cs_amount *first,
                     struct cs_amount *second)
{
    size_t start, size, digit = range->start;
    while (digit < range->value_end && (text[digit] < '0' || text[digit] > '9'))
        digit++; /* "between", a sign */
    size = isnan(range->high) ? 0 : find_joint(text, digit, range->value_end, &start);
    if (!size)
        return false;
    *first = *second = *range;
    second->low = range->high;
    first->high = second->high = NAN;
    first->end = first->value_end = start;
    first->looseness = CS_EXACT;
    second->start = start + size;
    return true;
}
