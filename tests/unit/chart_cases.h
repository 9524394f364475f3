/* Made-up charts of every kind and size, for tests and benchmarks. */
#ifndef CHART_CASES_H
#define CHART_CASES_H

#include "render/chart/chart.h"

enum chart_case_trait {
    CASE_PLAIN = 0,
    CASE_LONG_NAMES = 1, /* 60 characters */
    CASE_NEGATIVE = 2,
    CASE_ALL_MISSING = 4,
    CASE_SOME_MISSING = 8,
    CASE_INTERVALS = 16,
    CASE_TWO_GROUPS = 32, /* an average, a second group */
    CASE_EMPHASIS = 64,   /* the first entry stands out */
};

/* A chart with about n entries in the arena. Text replaces every text when not NULL. */
const struct cs_chart *chart_case(struct cs_arena *arena, enum cs_chart_kind kind, size_t n,
                                  unsigned traits, const char *text);

#endif
