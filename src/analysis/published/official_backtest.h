/* Published projections against what came. Answers for: the employment an earlier projection put at
 * the base year of a later one (on the straight line between its published years) against the
 * employment published there, beside two simple guesses. Judges no single occupation. */
#ifndef CS_ANALYSIS_OFFICIAL_BACKTEST_H
#define CS_ANALYSIS_OFFICIAL_BACKTEST_H

#include "analysis/outlook/lookup.h"

enum cs_official_guess {
    CS_GUESS_PUBLISHED,
    CS_GUESS_SAME_SHARE, /* the occupation keeps its share of all jobs; all jobs as projected */
    CS_GUESS_TREND,      /* the yearly growth between the two base years before goes on */
    CS_GUESS_NO_CHANGE,
    CS_N_GUESSES,
};
const char *cs_official_guess_name(enum cs_official_guess guess);

/* Errors are in percent of what came. */
struct cs_official_error {
    size_t n;
    double mean, median;    /* of absolute errors; NaN for n = 0 */
    double weighted;        /* mean, every job counting the same */
    double bias;            /* mean of signed errors, forecast − actual */
    double right_direction; /* share whose growth or decline was foretold; NaN for no change */
};

struct cs_official_pair {
    struct cs_period earlier, later; /* projection periods */
    int years;                       /* from base year to base year */
    size_t n_only_earlier;           /* codes without a later figure: not judged */
    size_t n_leaps;                  /* left out: changed by half or more, likely redefined */
    struct cs_official_error errors[CS_N_GUESSES];
};

/* Every earlier projection period against every later one, of the nation ("US" or no region),
 * occupations of the detailed tier where tiers are stated. Arena: pairs.
 * Errors: CS_NO_ANSWER for fewer than two projection periods. */
CS_MUST_USE enum cs_status cs_official_backtest(const struct cs_lookup *lookup,
                                                struct cs_arena *arena,
                                                struct cs_official_pair **pairs, size_t *n,
                                                struct cs_diag *diag);

#endif
