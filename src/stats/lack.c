#include "stats/lack.h"

static const struct {
    const char *name, *words;
} lacks[CS_N_LACKS] = {
    [CS_LACK_NOTHING] = {"", ""},
    [CS_LACK_VALUES] = {"no_values", "no values"},
    [CS_LACK_MORE_VALUES] = {"too_few_values", "too few values"},
    [CS_LACK_WEIGHT] = {"all_weights_zero", "all weights are zero"},
    [CS_LACK_POSITIVE_WEIGHT] = {"negative_weight", "a weight is negative"},
    [CS_LACK_FINITE] = {"not_finite", "a value or weight is not a finite number"},
    [CS_LACK_POSITIVE] = {"not_positive", "a value is not positive"},
    [CS_LACK_VARIATION] = {"no_variation", "all values are equal"},
    [CS_LACK_RANGE] = {"outside_known_range", "outside what is known"},
    [CS_LACK_BOUND] = {"open_bin", "in an open-ended bin: only a bound is known"},
    [CS_LACK_ORDER] = {"not_ascending", "bins or percentiles do not ascend"},
    [CS_LACK_RANK] = {"dependent_columns", "columns depend on each other"},
    [CS_LACK_MEMORY] = {"out_of_memory", "out of memory"},
};

const char *cs_lack_name(enum cs_lack lack)
{
    return lacks[lack].name;
}

const char *cs_lack_words(enum cs_lack lack)
{
    return lacks[lack].words;
}
