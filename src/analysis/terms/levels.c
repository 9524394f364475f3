/* The level schemes, a row each; the shares they cut at are applied by stats/share.h or read off
 * published percentiles. */
#include "analysis/terms/levels.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "stats/share.h"

static const struct {
    const char *name;
    double share; /* of the observations in the lowest level */
    size_t n;
    struct cs_scheme_level rows[CS_MAX_LEVELS];
} schemes[CS_N_LEVEL_SCHEMES] = {
    [CS_LEVELS_NONE] = {"none", 0, 0, {{NULL, NULL}}},
    [CS_LEVELS_THIRDS] = {"thirds",
                          1.0 / 3,
                          2,
                          {{"entry", "mean of the lowest third"},
                           {"experienced", "mean of the upper two thirds"}}},
    [CS_LEVELS_QUARTERS] = {"quarters",
                            1.0 / 4,
                            2,
                            {{"entry", "mean of the lowest quarter"},
                             {"experienced", "mean of the upper three quarters"}}},
    [CS_LEVELS_OFLC] = {"oflc",
                        1.0 / 3,
                        4,
                        {{"level_1", "mean of the lowest third"},
                         {"level_2", "level 1 and a third of the way to level 4"},
                         {"level_3", "level 4 minus a third of the way to level 1"},
                         {"level_4", "mean of the upper two thirds"}}},
};

bool cs_level_scheme_parse(const char *word, enum cs_level_scheme *scheme)
{
    for (int i = CS_LEVELS_THIRDS; i < CS_N_LEVEL_SCHEMES; i++)
        if (strcmp(schemes[i].name, word) == 0) {
            *scheme = (enum cs_level_scheme)i;
            return true;
        }
    return false;
}

size_t cs_level_scheme_rows(enum cs_level_scheme scheme, const struct cs_scheme_level **rows)
{
    *rows = schemes[scheme].rows;
    return schemes[scheme].n;
}

static void spread_levels(enum cs_level_scheme scheme, double lowest, double highest,
                          double means[CS_MAX_LEVELS])
{
    if (scheme == CS_LEVELS_OFLC) {
        cs_levels_oflc(lowest, highest, means);
    } else {
        means[0] = lowest;
        means[1] = highest;
    }
}

enum cs_absence cs_level_scheme_means(enum cs_level_scheme scheme, const struct cs_sorted *sorted,
                                      double means[CS_MAX_LEVELS])
{
    double lowest, highest;
    for (size_t i = 0; i < CS_MAX_LEVELS; i++)
        means[i] = NAN;
    if (scheme == CS_LEVELS_NONE)
        return CS_ABSENT_NOTHING;
    enum cs_absence lack = cs_sorted_level_means(sorted, schemes[scheme].share, &lowest, &highest);
    if (!lack)
        spread_levels(scheme, lowest, highest, means);
    return lack;
}

enum cs_absence cs_level_scheme_published(enum cs_level_scheme scheme, double entry,
                                          double experienced, double means[CS_MAX_LEVELS])
{
    for (size_t i = 0; i < CS_MAX_LEVELS; i++)
        means[i] = NAN;
    if (schemes[scheme].n == 0 || schemes[scheme].share != 1.0 / 3)
        return CS_ABSENT_RANGE;
    if (!isfinite(entry) || !isfinite(experienced))
        return CS_ABSENT_VALUES;
    spread_levels(scheme, entry, experienced, means);
    return CS_ABSENT_NOTHING;
}
