/* The names of the dimensions, one row each, as options and JSON write them. */
#include "data/dim.h"

#include <stdbool.h>

#include "base/text.h"

static const struct {
    const char *word;
    enum cs_dim dim;
} words[] = {
    {"occupation", CS_DIM_OCCUPATION},
    {"region", CS_DIM_REGION},
    {"level", CS_DIM_LEVEL},
    {"period", CS_DIM_PERIOD},
    {"industry", CS_DIM_INDUSTRY},
    {"experience level", CS_DIM_LEVEL},
    {"experience", CS_DIM_LEVEL},
    {"year", CS_DIM_PERIOD},
    {"vintage", CS_DIM_PERIOD},
    {"state", CS_DIM_REGION},
    {"area", CS_DIM_REGION},
    {"country", CS_DIM_REGION},
    {"job title", CS_DIM_OCCUPATION},
    {"job", CS_DIM_OCCUPATION},
    {"occupation code", CS_DIM_OCCUPATION},
};

const char *cs_dim_name(enum cs_dim dim)
{
    return words[dim].word; /* the first CS_N_DIMS rows stand in enum order */
}

bool cs_dim_parse(struct cs_span name, enum cs_dim *dim)
{
    char folded[64];
    cs_fold_name(name, folded, sizeof folded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cs_equals_nocase(folded, words[i].word)) {
            *dim = words[i].dim;
            return true;
        }
    return false;
}
