/* Official pay of an occupation in other countries. Answers for: the newest figure of the
 * occupation and of all occupations in each country, each as it was published, and what it comes to
 * a year in US dollars by exchange rate and by purchasing power, with the years of both. Ranks
 * nothing and sets no figure of one kind against another. */
#ifndef CS_ANALYSIS_ABROAD_H
#define CS_ANALYSIS_ABROAD_H

#include <stdbool.h>

#include "analysis/outlook/breakdown.h"
#include "base/diag.h"

struct cs_abroad_row {
    const char *code, *name; /* of the country */
    bool is_own;             /* of the occupation, not of all occupations */
    bool is_median;          /* else an average */
    struct cs_found pay;
    double per_year; /* 12 for pay a month; the factor to a year */
    double at_rate;  /* US dollars a year; NaN without a rate of that year */
    double at_power; /* international dollars a year; NaN when not known */
    int rate_year;   /* of at_rate */
    int power_year;  /* of the purchasing power used; 0: published at purchasing power */
};
struct cs_abroad_rows {
    struct cs_abroad_row *rows; /* in the order of the countries, the occupation's own first */
    size_t n;
};
/* For the countries of published ranges; none when only the occupation's own country has figures.
 * Purchasing power is that of the pay's year, else of the year or the two before. */
CS_MUST_USE enum cs_status cs_abroad_rows_find(const struct cs_breakdown *by,
                                               const struct cs_country_rows *countries,
                                               struct cs_abroad_rows *out, struct cs_diag *diag);

#endif
