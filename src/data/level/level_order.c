/* How levels follow one another. Apart because keys of other dimensions stand in the order of their
 * codes, where 611 comes before 62. */
#include "data/level/level_order.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "data/level/years.h"

static int compare_doubles(double a, double b)
{
    return (a > b) - (a < b);
}

/* A roman number up to 39 that is the whole word at the end of the text; 0 for another word. */
static int roman_at(const char *s)
{
    static const char letters[] = "IVX";
    static const int values[] = {1, 5, 10};
    int total = 0, before = 99;
    for (; *s; s++) {
        const char *letter = strchr(letters, *s);
        int value = letter ? values[letter - letters] : 0;
        if (!value)
            return 0;
        total += value > before ? value - 2 * before : value;
        before = value;
    }
    return total;
}

/* Runs of digits by their value: the longer one without zeros in front is the larger. */
static int compare_digits(const char **a, const char **b)
{
    const char *x = *a + strspn(*a, "0"), *y = *b + strspn(*b, "0");
    size_t n = strspn(x, "0123456789"), m = strspn(y, "0123456789");
    *a = x + n;
    *b = y + m;
    return n != m ? (n < m ? -1 : 1) : strncmp(x, y, n);
}

/* Names character by character, numbers in them as numbers. */
static int compare_names(const char *a, const char *b)
{
    char before = ' ';
    while (*a && *b) {
        int x = before == ' ' ? roman_at(a) : 0, y = before == ' ' ? roman_at(b) : 0;
        if (x || y) /* roman numbers stand together, before other words */
            return x && y ? (x > y) - (x < y) : x ? -1 : 1;
        if (cs_is_digit(*a) && cs_is_digit(*b)) {
            int order = compare_digits(&a, &b);
            if (order)
                return order;
            before = '0';
            continue;
        }
        if (*a != *b)
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        before = *a++;
        b++;
    }
    return *a ? 1 : *b ? -1 : 0;
}

/* Words that tell how far somebody has come, from the lowest; those of one rung mean the same. */
static const struct rung {
    const char *word;
    int place;
} rungs[] = {
    {"intern", 1},    {"trainee", 1},      {"apprentice", 1},  {"entry", 2},      {"en", 2},
    {"starter", 2},   {"graduate", 2},     {"beginner", 2},    {"junior", 3},     {"jr", 3},
    {"associate", 4}, {"intermediate", 5}, {"mid", 5},         {"middle", 5},     {"mi", 5},
    {"regular", 5},   {"journeyman", 5},   {"experienced", 6}, {"senior", 7},     {"sr", 7},
    {"se", 7},        {"lead", 8},         {"staff", 8},       {"principal", 9},  {"master", 9},
    {"manager", 10},  {"director", 11},    {"vp", 12},         {"executive", 12}, {"ex", 12},
    {"chief", 13},
};

/* The rung of the first such word in a name; 0 where it has none. */
static int place_of(const char *name)
{
    for (const char *at = name; *at;) {
        size_t n = 0;
        while (cs_is_alpha(at[n]))
            n++;
        for (size_t i = 0; n && i < sizeof rungs / sizeof *rungs; i++)
            if (cs_span_equals_nocase((struct cs_span){at, n}, rungs[i].word))
                return rungs[i].place;
        at += n ? n : 1;
    }
    return 0;
}

int cs_level_compare(const char *a, const char *b)
{
    struct cs_years x, y;
    bool has_x = cs_years_read(cs_span_of(a), &x), has_y = cs_years_read(cs_span_of(b), &y);
    int order = has_y - has_x;
    if (!order && has_x)
        order = compare_doubles(x.low, y.low);
    if (!order && has_x)
        order = compare_doubles(x.high, y.high);
    if (!order && !has_x)
        order = place_of(a) - place_of(b);
    if (!order)
        order = compare_names(a, b);
    return order ? order : strcmp(a, b);
}
