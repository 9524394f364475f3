/* Years of experience → levels. Answers for: the bands between given years, each with its
 * definition. */
#ifndef CS_DATA_BANDS_H
#define CS_DATA_BANDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

struct cs_level_band {
    double from, to;        /* from ≤ years < to; the last one's `to` is infinite */
    const char *code;       /* "1-3", "6+" */
    const char *title;      /* "1–3 years" */
    const char *definition; /* "from 1 to under 3 years of experience" */
};
struct cs_level_bands {
    struct cs_level_band *bands;
    size_t n;
};

/* Bands from each of n ascending years to the next, and from the last on. Arena: everything.
 * Returns 0 when the years do not ascend, or memory is out. */
bool cs_level_bands_make(struct cs_level_bands *out, const double *years, size_t n,
                         struct cs_arena *arena);
enum cs_in_bands {
    CS_IN_BAND,
    CS_NO_YEARS,     /* the text speaks of no years */
    CS_BEFORE_BANDS, /* of fewer than the first band begins with */
    CS_ACROSS_BANDS, /* of a range that no band holds whole */
};
/* The band of "3", "3 years", "5-7 years", "less than 1 year", "10+": the one that holds all the
 * years it speaks of, else NULL and why. */
const struct cs_level_band *cs_level_bands_find(const struct cs_level_bands *bands,
                                                struct cs_span text, enum cs_in_bands *answer);

#endif
