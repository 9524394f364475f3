/* The dimensions of career data. Answers for: their names. */
#ifndef CS_DATA_DIM_H
#define CS_DATA_DIM_H

#include <stdbool.h>

#include "base/text.h"

enum cs_dim {
    CS_DIM_OCCUPATION, /* SOC code, or a job title where a file has no code */
    CS_DIM_REGION,     /* "US", postal code of a state, ISO 3166 alpha-2, or the file's own name */
    CS_DIM_LEVEL,      /* experience level of an ordered scale */
    CS_DIM_PERIOD,     /* data/period.h */
    CS_DIM_INDUSTRY,
    CS_N_DIMS,
};

/* "occupation", "region", "level", "period", "industry": as in JSON and options. */
const char *cs_dim_name(enum cs_dim dim);
/* Accepts the names above and the words people use ("experience_level", "year", "state"), any
 * case. Returns 1 and sets *dim, or 0. */
bool cs_dim_parse(struct cs_span name, enum cs_dim *dim);

#endif
