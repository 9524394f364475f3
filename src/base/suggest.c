/* Edit distance (insertions, deletions, changed letters, neighbors swapped) in three rows, given
 * up beyond a limit: for "did you mean", never for deciding. */
#include "base/suggest.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

enum { LONGEST = 127 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Lower-cased, without the ends that both words share, which no shortest way between them changes.
 */
struct middle {
    char text[LONGEST];
    size_t n;
};

static void cut_middles(const char *a, const char *b, struct middle *x, struct middle *y)
{
    size_t n = strlen(a), m = strlen(b), first = 0;
    while (first < n && first < m && cs_to_lower(a[first]) == cs_to_lower(b[first]))
        first++;
    while (n > first && m > first && cs_to_lower(a[n - 1]) == cs_to_lower(b[m - 1])) {
        n--;
        m--;
    }
    x->n = n - first;
    y->n = m - first;
    for (size_t i = 0; i < x->n; i++)
        x->text[i] = cs_to_lower(a[first + i]);
    for (size_t j = 0; j < y->n; j++)
        y->text[j] = cs_to_lower(b[first + j]);
}

/* Rows of the usual table, as far as cells can stay within the limit: those near its diagonal,
 * until two rows in a row have none. */
size_t cs_edit_distance(const char *a, const char *b, size_t limit)
{
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST || n > m + limit || m > n + limit)
        return limit + 1;
    struct middle x, y;
    cut_middles(a, b, &x, &y);
    n = x.n;
    m = y.n;
    size_t rows[3][LONGEST + 2], least_above = 0;
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        above[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t first = i > limit ? i - limit : 1, last = smaller(m, i + limit), least = limit + 1;
        row[first - 1] = first == 1 ? i : limit + 1;
        for (size_t j = first; j <= last; j++) {
            bool is_in_above = j < i + limit; /* the last of the row above is one further back */
            size_t by_above = is_in_above ? above[j] : limit + 1;
            row[j] = smaller(smaller(by_above, row[j - 1]) + 1,
                             above[j - 1] + (x.text[i - 1] != y.text[j - 1]));
            if (i > 1 && j > 1 && x.text[i - 1] == y.text[j - 2] && y.text[j - 1] == x.text[i - 2])
                row[j] = smaller(row[j], before[j - 2] + 1);
            least = smaller(least, row[j]);
        }
        least = smaller(least, row[first - 1]);
        if (least > limit && least_above > limit)
            return limit + 1;
        least_above = least;
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
