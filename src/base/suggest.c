/* Edit distance (insertions, deletions, changed letters, neighbors swapped) in three rows, given
 * up beyond a limit: for "did you mean", never for deciding. */
#include "base/suggest.h"

#include <string.h>

#include "base/text.h"

enum { LONGEST = 127 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t cs_edit_distance(const char *a, const char *b, size_t limit)
{
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST || n > m + limit || m > n + limit)
        return limit + 1;
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        above[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            char x = cs_to_lower(a[i - 1]), y = cs_to_lower(b[j - 1]);
            row[j] = smaller(smaller(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == cs_to_lower(b[j - 2]) && y == cs_to_lower(a[i - 2]))
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return smaller(above[m], limit + 1);
}

const char *cs_suggest(const char *word, const char *const *candidates, size_t n)
{
    size_t allowed = strlen(word) / 3;
    size_t best_distance = (allowed ? allowed : 1) + 1;
    const char *best = NULL;
    for (size_t i = 0; i < n && best_distance > 0; i++) {
        size_t distance = cs_edit_distance(word, candidates[i], best_distance);
        if (distance < best_distance) {
            best = candidates[i];
            best_distance = distance;
        }
    }
    return best;
}
