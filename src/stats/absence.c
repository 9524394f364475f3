/* The reasons' names and words, one row each, shared by all of stats/. */
#include "stats/absence.h"

static const struct {
    const char *name, *words;
} lacks[CS_N_ABSENCES] = {
    [CS_ABSENT_NOTHING] = {"", ""},
    [CS_ABSENT_VALUES] = {"no_values", "no values"},
    [CS_ABSENT_MORE_VALUES] = {"too_few_values", "too few values"},
    [CS_ABSENT_WEIGHT] = {"all_weights_zero", "all weights are zero"},
    [CS_ABSENT_POSITIVE_WEIGHT] = {"negative_weight", "a weight is negative"},
    [CS_ABSENT_FINITE] = {"not_finite", "a value or weight is not a finite number"},
    [CS_ABSENT_POSITIVE] = {"not_positive", "a value is not positive"},
    [CS_ABSENT_VARIATION] = {"no_variation", "all values are equal"},
    [CS_ABSENT_RANGE] = {"outside_known_range", "outside what is known"},
    [CS_ABSENT_BOUND] = {"open_bin", "in an open-ended bin: only a bound is known"},
    [CS_ABSENT_ORDER] = {"not_ascending", "bins or percentiles do not ascend"},
    [CS_ABSENT_RANK] = {"dependent_columns", "columns depend on each other"},
    [CS_ABSENT_AGREEMENT] = {"no_convergence", "the Markov chains did not agree"},
    [CS_ABSENT_EVIDENCE] = {"beyond_evidence", "the path runs faster than the values ever did, for "
                                               "longer than they were observed"},
    [CS_ABSENT_MEMORY] = {"out_of_memory", "out of memory"},
};

const char *cs_absence_name(enum cs_absence lack)
{
    return lacks[lack].name;
}

const char *cs_absence_words(enum cs_absence lack)
{
    return lacks[lack].words;
}
