/* Figures compared as they are typed, not by size: 83,470 and 84,370 are one slip apart. */
#include "guide/amount/slip.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FIGURES = 24, FEWEST_FIGURES = 2 };

/* The figures of a number, rounded to what is written; returns how many. */
static size_t figures_of(double value, double step, char out[MOST_FIGURES])
{
    double count = step > 0 ? round(fabs(value) / step) : NAN;
    if (!(count < 1e15))
        return 0;
    int n = snprintf(out, MOST_FIGURES, "%.0f", count);
    return n > 0 ? (size_t)n : 0;
}

static size_t common_start(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0;
    while (i < n && i < m && a[i] == b[i])
        i++;
    return i;
}

bool cs_is_exchanged(double said, double right, double step)
{
    char a[MOST_FIGURES], b[MOST_FIGURES];
    size_t n = figures_of(said, step, a), m = figures_of(right, step, b);
    size_t i = common_start(a, n, b, m);
    return n > FEWEST_FIGURES && n == m && i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] &&
           !memcmp(a + i + 2, b + i + 2, n - i - 2);
}

bool cs_is_digit_slip(double said, double right, double step)
{
    char a[MOST_FIGURES], b[MOST_FIGURES];
    size_t n = figures_of(said, step, a), m = figures_of(right, step, b);
    if (n < FEWEST_FIGURES || m < FEWEST_FIGURES)
        return false;
    size_t i = common_start(a, n, b, m);
    if (n == m && i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i])
        return !memcmp(a + i + 2, b + i + 2, n - i - 2);
    if (n == FEWEST_FIGURES || m == FEWEST_FIGURES)
        return false; /* of two figures, any number is one changed */
    if (n == m)
        return i < n && !memcmp(a + i + 1, b + i + 1, n - i - 1);
    if (n + 1 == m)
        return !memcmp(a + i, b + i + 1, n - i);
    return n == m + 1 && !memcmp(a + i + 1, b + i, m - i);
}
