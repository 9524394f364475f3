/* Pay levels read off the observations themselves: what state agencies call entry and experienced
 * pay, and the four levels of foreign labor certification. Answers for: each scheme's levels with
 * their definitions. A level here is a part of the pay distribution, not years worked. */
#ifndef CS_ANALYSIS_LEVELS_H
#define CS_ANALYSIS_LEVELS_H

#include <stdbool.h>

#include "stats/sample.h"

enum cs_level_scheme {
    CS_LEVELS_NONE,
    CS_LEVELS_THIRDS,   /* entry: lowest third; experienced: the other two */
    CS_LEVELS_QUARTERS, /* entry: lowest quarter; experienced: the other three */
    CS_LEVELS_OFLC,     /* four levels: first and last as thirds, two between them */
    CS_N_LEVEL_SCHEMES,
};
enum { CS_MAX_LEVELS = 4 };

struct cs_scheme_level {
    const char *code, *definition;
};

/* "thirds", "quarters", "oflc". Returns 1, or 0 for another word. */
bool cs_level_scheme_parse(const char *word, enum cs_level_scheme *scheme);
/* The levels of a scheme, lowest first; 0 for CS_LEVELS_NONE. */
size_t cs_level_scheme_rows(enum cs_level_scheme scheme, const struct cs_scheme_level **rows);

/* The mean of each level. Reference: state wage publications (thirds); 8 U.S.C. 1182(p)(4). */
enum cs_absence cs_level_scheme_means(enum cs_level_scheme scheme, const struct cs_sorted *sorted,
                                      double means[CS_MAX_LEVELS]);
/* The same from published entry and experienced means (of thirds); CS_ABSENT_RANGE for quarters. */
enum cs_absence cs_level_scheme_published(enum cs_level_scheme scheme, double entry,
                                          double experienced, double means[CS_MAX_LEVELS]);

#endif
