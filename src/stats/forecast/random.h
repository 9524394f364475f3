/* A small generator for one series: its state is its own, so that a forecast has the same bytes
 * whatever ran before it and on how many threads. xoshiro256** of Blackman & Vigna 2021, seeded by
 * splitmix64. */
#ifndef CS_STATS_FORECAST_RANDOM_H
#define CS_STATS_FORECAST_RANDOM_H

#include <stdint.h>

struct cs_random {
    uint64_t state[4];
};

struct cs_random cs_random_seed(uint64_t seed);
/* In (0, 1), neither end. */
double cs_random_uniform(struct cs_random *random);
/* Standard normal, by Marsaglia's polar method. */
double cs_random_normal(struct cs_random *random);
/* Student's t. Reference: Bailey 1994, Mathematics of Computation 62. */
double cs_random_student(struct cs_random *random, double degrees);

#endif
