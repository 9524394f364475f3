/* An occupation's published figures side by side: by experience level, region, country, industry,
 * year, and its neighbors. Answers for: which rows belong in one table (one vintage, one unit, one
 * tier) and their order; pay at the prices of the place, in prices of one year, in one currency,
 * with what the conversion rests on. Shows nothing and averages nothing. */
#ifndef CS_ANALYSIS_BREAKDOWN_H
#define CS_ANALYSIS_BREAKDOWN_H

#include "analysis/outlook/lookup.h"
#include "analysis/terms/money.h"
#include "data/reference.h"

/* Borrowed. */
struct cs_breakdown {
    const struct cs_lookup *lookup;
    const struct cs_lookup *price_data;   /* prices, parities, rates; NULL: nothing is converted */
    const struct cs_reference *reference; /* NULL: every region counts as a part of the nation */
    struct cs_query query;                /* occupation, region and, if exact, period; the measure
                                             is set by each function */
    struct cs_arena *arena;               /* of the rows */
};

struct cs_level_row {
    const char *code, *title, *definition; /* definition NULL when unknown */
    struct cs_found median, mean;
};
CS_MUST_USE enum cs_status cs_level_rows(const struct cs_breakdown *by, struct cs_level_row **rows,
                                         size_t *n, struct cs_diag *diag);

struct cs_region_row {
    const char *code, *name;
    struct cs_found median, employment, location_quotient;
    double at_parity; /* the median in national prices; NaN when not known */
    double parity;    /* nation = 100; NaN */
};
struct cs_region_rows {
    struct cs_region_row *rows; /* highest median first, absent ones last */
    size_t n;
    struct cs_period period;     /* the newest in which two regions or more have a figure */
    struct cs_region_row *older; /* places with a figure only before the period: the newest of each,
                                    by name; median, code and name alone */
    size_t n_older;
    int parity_year; /* that of the pay, else the nearest there is; 0 none */
    const struct cs_source *parity_source;
};
/* States and territories of one period; countries are left out. */
CS_MUST_USE enum cs_status cs_region_rows_find(const struct cs_breakdown *by,
                                               struct cs_region_rows *out, struct cs_diag *diag);

struct cs_country_row {
    const char *code, *name;
    struct cs_found low, high;
    double per_year; /* 12 for pay a month; the factor to a year */
    double rate;     /* of the local currency to one unit of `currency`; NaN unknown */
    double low_common, high_common; /* a year, in `currency`; NaN */
};
struct cs_country_rows {
    struct cs_country_row *rows; /* highest in the common currency first, unknown ones last */
    size_t n;
    const char *currency; /* "USD" */
    int rate_year;        /* the newest for which every currency has a rate; 0 none */
    const struct cs_source *rate_source;
};
/* 12 for pay per month; NaN for an hour's and where the time is not known. */
double cs_times_a_year(enum cs_per per);
CS_MUST_USE enum cs_status cs_country_rows_find(const struct cs_breakdown *by,
                                                struct cs_country_rows *out, struct cs_diag *diag);

struct cs_industry_row {
    const char *code, *title;
    struct cs_found employment, share, mean;
};
/* Of the newest period, most jobs first. */
CS_MUST_USE enum cs_status cs_industry_rows(const struct cs_breakdown *by,
                                            struct cs_industry_row **rows, size_t *n,
                                            struct cs_diag *diag);

struct cs_year_row {
    struct cs_found median, employment;
    double real; /* the median in prices of real_year; NaN */
};
struct cs_year_rows {
    struct cs_year_row *rows; /* oldest first; dated ones only, in one unit, of today's code */
    size_t n;
    int real_year;   /* of the last row; 0 when no prices are known */
    int starts_late; /* all occupations together have earlier years */
    const struct cs_source *price_source;
};
CS_MUST_USE enum cs_status cs_year_rows_find(const struct cs_breakdown *by,
                                             struct cs_year_rows *out, struct cs_diag *diag);

/* One projection of the occupation. */
struct cs_projection_row {
    struct cs_period period;
    const char *period_text;
    struct cs_found base, projected, change, percent, openings, exits, transfers, separations;
    const char *word;        /* growth word; NULL when the period has none */
    const char *either[2];   /* without a word: the two it may be, at a half percent; else NULL */
    struct cs_found average; /* percent change of all occupations */
};
CS_MUST_USE enum cs_status cs_projection_rows(const struct cs_breakdown *by,
                                              struct cs_projection_row **rows, size_t *n,
                                              struct cs_diag *diag); /* oldest first */

#endif
