/* What moved between two vintages. Answers for: pairing the same published figure of two periods,
 * the change nominal and real, biggest changes first. Codes absent in one vintage are counted as
 * such, never as zero; a code that came to stand for another occupation has no change. Tests
 * nothing: vintages of pooled surveys share observations, so their published errors say nothing
 * about a change. */
#ifndef CS_ANALYSIS_CHANGE_H
#define CS_ANALYSIS_CHANGE_H

#include "analysis/terms/money.h"
#include "base/arena.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "data/select.h"

struct cs_change_options {
    enum cs_measure measure;   /* CS_WAGE_MEDIAN */
    const char *from, *to;     /* period codes as in the dataset; NULL: the last two there are */
    enum cs_tier tier;         /* CS_TIER_UNKNOWN: every one */
    enum cs_per per;           /* of money; CS_PER_NONE: every one */
    uint32_t where[CS_N_DIMS]; /* keys; CS_NO_KEY: all */
    const struct cs_selection *among;     /* rows asked for, whatever their period; NULL: all */
    const struct cs_dataset *prices;      /* for real terms of money; NULL: nominal only */
    const struct cs_reference *reference; /* of changes of codes; NULL: none is known */
};
struct cs_change_options cs_change_defaults(void);

struct cs_change_row {
    uint32_t key[CS_N_DIMS]; /* CS_DIM_PERIOD is CS_NO_KEY */
    struct cs_unit unit;
    struct cs_quantity from, to;
    uint32_t from_source, to_source;
    struct cs_quantity change; /* to − from; absent with the reason of the end that is absent */
    double percent;            /* of `from`, 4.2 for 4.2 %; NaN when undefined or a percentage */
    double real_change, real_percent; /* in prices of the later year; NaN when not asked or known */
    const char *difference; /* why the code is not the same occupation in both; NULL: it is */
};

struct cs_change {
    enum cs_measure measure;
    enum cs_tier tier;           /* of the options */
    const char *from, *to;       /* period codes, borrowed from the dataset */
    struct cs_money_factor real; /* the factor used; n_steps 0 when nominal only */
    struct cs_change_row *rows;  /* biggest mover first, percentages by points; absent ones last */
    size_t n_rows;
    size_t n_only_from, n_only_to; /* codes in one vintage only; not among the rows */
    size_t n_absent;               /* rows without a change: a marker at either end */
    size_t n_different;            /* rows without a change: the code stood for something else */
};

/* Why no test of a change of this measure is made: the publisher pools surveys over vintages. NULL
 * for measures that rest on no such survey. */
const char *cs_change_caveat(enum cs_measure measure);

/* Figures are paired by occupation, region, level, industry and unit. Of repeated rows (a code that
 * stands twice) the more detailed tier counts. CS_NO_ANSWER when the dataset has not two periods of
 * the measure, or no figure is in both. Arena: the result's rows. */
CS_MUST_USE enum cs_status cs_change_find(const struct cs_dataset *dataset,
                                          const struct cs_change_options *options,
                                          struct cs_arena *arena, struct cs_change *out,
                                          struct cs_diag *diag);

#endif
