/* Everything a career report says about one occupation in one region, as plain structs.
 * Answers for: which figures belong together, which vintage and region each section stands on, what
 * is missing and why, which sources and caveats the reader must be told of. Words, pictures and
 * layout are for others. A region without figures of its own gets the nation's, and the outlook
 * says so. */
#ifndef CS_ANALYSIS_OUTLOOK_H
#define CS_ANALYSIS_OUTLOOK_H

#include <stdbool.h>
#include "analysis/outlook/abroad.h"
#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/metro.h"

/* The data a run rests on; made once, read by every outlook and thread. Borrowed. */
struct cs_outlook_data {
    const struct cs_lookup *lookup;
    const struct cs_lookup *price_data;   /* average growth, prices, rates; NULL when not there */
    const struct cs_reference *reference; /* NULL when not there */
    const uint32_t *occupations;          /* to choose neighbors from, by code */
    size_t n_occupations;
    const char *const *related; /* codes named by a package for `related_to` */
    size_t n_related;
    const char *related_to; /* NULL: neighbors are found by code */
};

/* A figure, and the same one a vintage before. */
struct cs_fact {
    struct cs_found now, before; /* before.estimate NULL when there is none */
    double percent;              /* change of now on before; NaN, too where the code was another
                                    occupation's */
};

struct cs_related_row {
    const char *code, *title;
    struct cs_found median, percent, openings, education; /* of the nation, one vintage each */
    bool is_self;
};

enum { CS_MAX_RELATED = 12, CS_N_PERCENTILES = 5 };

/* Who and where was asked about. */
struct cs_outlook_about {
    const char *code, *title;
    const char *region_code, *region;
    uint32_t occupation_key;
};

/* Pay: where it stands, "US" when the region asked for has none that can stand for today, and its
 * figures of one vintage. */
struct cs_outlook_pay {
    const char *region_code, *region;
    bool is_fallback;
    struct cs_found too_old; /* the region's newest median, years older than the nation's */
    struct cs_fact median, mean;
    struct cs_found nation_median; /* newest of the nation, when region is not the nation */
    struct cs_found nation_then;   /* the same, of the period and unit of the median */
    struct cs_found all_median;    /* all occupations, same place and period as the median */
    struct cs_found all_percentiles[CS_N_PERCENTILES];
    struct cs_found percentiles[CS_N_PERCENTILES]; /* p10, p25, median, p75, p90; one vintage */
    struct cs_found hourly[CS_N_PERCENTILES];
    struct cs_found mean_rse;
};

struct cs_outlook_jobs {
    struct cs_fact employment;
    struct cs_found employment_rse, location_quotient, jobs_per_1000, self_employed;
};

/* What it takes to enter the occupation. */
struct cs_outlook_entry {
    struct cs_found education, experience, training;
};

struct cs_outlook_projected {
    struct cs_projection_row *rows; /* oldest first */
    size_t n;
    const struct cs_projection_row *newest; /* the outlook; NULL when there is none */
    const struct cs_projection_row *split;  /* the newest with exits and transfers; NULL */
    bool is_fallback;                       /* of the nation, for want of the region's */
    struct cs_found too_old; /* the region's newest growth, years older than the nation's */
};

struct cs_outlook_levels {
    struct cs_level_row *rows;
    size_t n;
    const char *region_code, *region; /* whose levels: the nation's for want of own */
};

struct cs_outlook_industries {
    struct cs_industry_row *rows;
    size_t n;
};

/* Who says that the rows belong together: only the first is nobody. */
enum cs_related_by { CS_RELATED_BY_CODE, CS_RELATED_BY_PACKAGE, CS_RELATED_BY_PUBLISHER };

struct cs_outlook_related {
    struct cs_related_row *rows;
    size_t n;
    enum cs_related_by by;
    const struct cs_source *source; /* of the list; NULL unless a publisher's */
};

/* What the figures rest on: in the order of the report, each once. */
struct cs_outlook_sources {
    const struct cs_source **items;
    size_t n, n_numbers;
};

/* Plain sentences, each once; sources[i] is who says the i-th, NULL where it is no publisher's. */
struct cs_outlook_caveats {
    const char **items;
    const struct cs_source **sources;
    size_t n;
};

struct cs_outlook {
    struct cs_outlook_about about;
    struct cs_outlook_pay pay;
    struct cs_outlook_jobs jobs;
    struct cs_outlook_entry entry;
    struct cs_outlook_projected projected;
    struct cs_outlook_levels levels;
    struct cs_region_rows regions;
    struct cs_metro_rows metros; /* of the state asked about */
    struct cs_country_rows countries;
    struct cs_abroad_rows abroad;
    struct cs_outlook_industries industries;
    struct cs_year_rows years;
    struct cs_outlook_related related;
    struct cs_outlook_sources sources;
    struct cs_outlook_caveats caveats;
};

/* Codes. */
struct cs_outlook_subject {
    const char *occupation, *region;
    int takes_parts; /* whatever there is will do: no error without pay and projection */
    bool is_short;   /* without years, levels, metro areas, industries, other countries and older
                        projections; half as many related occupations */
};

/* Errors: CS_NO_ANSWER when the data hold neither pay nor a projection of the occupation;
 * CS_INTERNAL. Arena: all rows. */
CS_MUST_USE enum cs_status cs_outlook_find(const struct cs_outlook_data *data,
                                           struct cs_outlook_subject subject,
                                           struct cs_arena *arena, struct cs_outlook *out,
                                           struct cs_diag *diag);

/* Makes `out` rest on figures that were chosen otherwise: their sources, and the caveats of these.
 * Arena: the lists. */
CS_MUST_USE enum cs_status cs_outlook_cite(struct cs_arena *arena,
                                           const struct cs_found *const *found, size_t n,
                                           struct cs_outlook *out, struct cs_diag *diag);

/* Adds sources that an outlook rests on besides its own. Arena: the outlook's. */
CS_MUST_USE enum cs_status cs_outlook_rest_on(struct cs_arena *arena,
                                              const struct cs_source *const *sources, size_t n,
                                              struct cs_outlook *out, struct cs_diag *diag);

/* Vintages of one publication ("…, national, May 2023", "…, national, May 2024") share a number.
 * The number of a source in the report's list, from 1; 0 when it is not used. */
size_t cs_outlook_source_number(const struct cs_outlook *outlook, const struct cs_source *source);
/* What tells a source apart from others of its number: "May 2023", else its period; "" unknown. */
const char *cs_outlook_source_vintage(const struct cs_source *source);

#endif
