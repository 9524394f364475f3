/* Published pay and employment, group by group, as published. Answers for: which estimates belong
 * to one group, which row of several counts, and refusing a question that mixes what may not be
 * mixed (two periods, two occupations, …). Pools, sums and converts nothing: a figure stands or is
 * absent. Quantiles between published percentiles are interpolated by stats/binned.h. */
#ifndef CS_ANALYSIS_LISTING_H
#define CS_ANALYSIS_LISTING_H

#include <stdbool.h>

#include "analysis/terms/levels.h"
#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/select.h"

/* Pay figures are the measures CS_WAGE_MEAN … CS_WAGE_EXPERIENCED, in their order. */
enum { CS_N_PAY = CS_WAGE_EXPERIENCED - CS_WAGE_MEAN + 1 };

/* The pay figures of a group in one unit; NULL where there is none. Borrowed from the dataset. */
struct cs_listed_pay {
    struct cs_unit unit;
    const struct cs_estimate *figures[CS_N_PAY];
    const struct cs_money_factor *factor; /* NULL: as published */
    const char *no_factor;                /* why it could not be converted as asked; else NULL */
    struct cs_listed_pay *next;           /* of the group, in another unit */
};

struct cs_listed_group {
    uint32_t key[CS_N_DIMS];   /* of its rows; CS_NO_KEY where they have none */
    enum cs_tier tier;         /* of the row that counts */
    struct cs_listed_pay *pay; /* yearly first, then monthly, …, hourly; NULL none */
    const struct cs_estimate *employment, *employment_rse, *mean_rse; /* or NULL */
};

struct cs_listing_request {
    enum cs_dim by[CS_N_DIMS];
    size_t n_by;
    bool has_by; /* else every combination of keys is a group */
    const struct cs_selection *among;
    enum cs_tier tier; /* CS_TIER_UNKNOWN: every one */
    enum cs_per per;   /* CS_PER_NONE: every unit of pay */
};

struct cs_listing {
    struct cs_listed_group *groups; /* levels by order, periods by time, others by code */
    size_t n_groups;
    size_t n_figures;     /* estimates that stand in a group */
    size_t n_without_key; /* estimates left out: no key in a dimension of `by` */
    size_t n_repeated;    /* further rows for a figure that is there already */
    size_t n_differing;   /* of which with another value */
};

/* A dimension that is neither in `by` nor narrowed down must have one value; for levels and
 * industries the rows of all together (without a key) are taken when there are any.
 * Of several rows for a figure one with a value counts, then the more detailed tier, then the
 * earlier row. CS_USAGE with the values when a dimension is mixed; CS_NO_ANSWER when no estimate of
 * pay or employment is left. Arena: the result. */
CS_MUST_USE enum cs_status cs_listing_make(const struct cs_dataset *dataset,
                                           const struct cs_listing_request *request,
                                           struct cs_arena *arena, struct cs_listing *out,
                                           struct cs_diag *diag);

/* Puts the pay of every group into the money of a plan. Pay without a factor is absent, with the
 * reason in no_factor. CS_NO_ANSWER when the plan cannot be followed at all, or for no group. */
CS_MUST_USE enum cs_status cs_listing_convert(const struct cs_dataset *dataset,
                                              const struct cs_money_plan *plan,
                                              struct cs_arena *arena, struct cs_listing *listing,
                                              struct cs_diag *diag);

/* The figure of a measure as published, or NULL. */
const struct cs_estimate *cs_listed_figure(const struct cs_listed_pay *pay,
                                           enum cs_measure measure);
/* The same in the money asked for. */
struct cs_quantity cs_listed_quantity(const struct cs_listed_pay *pay, enum cs_measure measure);
/* CS_NOT_REPORTED for NULL. */
struct cs_quantity cs_estimate_quantity(const struct cs_estimate *estimate);

/* Levels of a scheme from the published entry and experienced pay, in the money asked for. */
enum cs_absence cs_listed_levels(const struct cs_listed_pay *pay, enum cs_level_scheme scheme,
                                 double means[CS_MAX_LEVELS]);

/* A quantile of published pay, in the money asked for: as printed where it is, else between its
 * neighbors (*is_between set). Absent with the reason outside the published percentiles. */
struct cs_quantity cs_listed_quantile(const struct cs_listed_pay *pay, double share,
                                      bool *is_between);

#endif
