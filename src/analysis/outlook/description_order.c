/* Comparisons of the items of an aspect. */
#include "analysis/outlook/description_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/description/descriptor.h"

/* "2.D.1:10" comes after "2.D.1:9". */
static int compare_elements(const char *a, const char *b)
{
    while (*a && *b) {
        if (cs_is_digit(*a) && cs_is_digit(*b)) {
            size_t n = strspn(a, "0123456789"), m = strspn(b, "0123456789");
            if (n != m)
                return n < m ? -1 : 1;
        }
        if (*a != *b)
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        a++;
        b++;
    }
    return (*a != 0) - (*b != 0);
}

/* Larger first; what is not known last. */
static int compare_numbers(double a, double b)
{
    if (isnan(a) || isnan(b))
        return !!isnan(a) - !!isnan(b);
    return (a < b) - (a > b);
}

static int by_importance(const void *a, const void *b)
{
    const struct cs_description_item *x = a, *y = b;
    bool is_core_x = x->marks & CS_MARK_CORE, is_core_y = y->marks & CS_MARK_CORE;
    if (is_core_x != is_core_y)
        return is_core_x ? -1 : 1;
    int order = compare_numbers(x->importance, y->importance);
    return order ? order : compare_elements(x->element, y->element);
}

static int by_rating(const void *a, const void *b)
{
    const struct cs_description_item *x = a, *y = b;
    int order = compare_numbers(x->rating, y->rating);
    return order ? order : compare_elements(x->element, y->element);
}

/* In demand for the occupation, then wanted everywhere, then by name. */
static int by_demand(const void *a, const void *b)
{
    const struct cs_description_item *x = a, *y = b;
    unsigned wanted_x = x->marks & (CS_MARK_HOT | CS_MARK_IN_DEMAND);
    unsigned wanted_y = y->marks & (CS_MARK_HOT | CS_MARK_IN_DEMAND);
    if (wanted_x != wanted_y)
        return wanted_x > wanted_y ? -1 : 1;
    return strcmp(x->name, y->name);
}

static int by_category(const void *a, const void *b)
{
    const struct cs_description_item *x = a, *y = b;
    return compare_elements(x->element, y->element);
}

void cs_description_sort(struct cs_description_item *items, size_t n, enum cs_aspect_order order)
{
    static int (*const compare[])(const void *, const void *) = {
        [CS_BY_IMPORTANCE] = by_importance,
        [CS_BY_RATING] = by_rating,
        [CS_BY_DEMAND] = by_demand,
        [CS_BY_CATEGORY] = by_category,
    };
    qsort(items, n, sizeof *items, compare[order]);
}

static int by_code(const void *a, const void *b)
{
    const struct cs_key *const *x = a, *const *y = b;
    return strcmp((*x)->code, (*y)->code);
}

void cs_description_sort_keys(const struct cs_key **keys, size_t n)
{
    qsort(keys, n, sizeof *keys, by_code);
}
