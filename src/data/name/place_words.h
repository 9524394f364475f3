/* Places as people write them: "Houston, Texas", "the St. Louis metro area", "Detroit Michigan".
 * Answers for: which of the words are the state, and whether the title of a metropolitan area has
 * the city. Titles of areas list their cities and end in postal codes: "Eugene-Springfield, OR". */
#ifndef CS_DATA_PLACE_WORDS_H
#define CS_DATA_PLACE_WORDS_H

#include <stdbool.h>

#include "base/text.h"
#include "data/name/name_words.h"
#include "data/reference.h"

struct cs_place_words {
    char words[CS_NAME_BYTES];     /* without what is left out; a state by its name */
    char query[CS_NAME_BYTES];     /* as titles of areas have them: "Houston TX" */
    char city[CS_NAME_BYTES];      /* of them the city, folded; "" where they are a state alone */
    const struct cs_region *state; /* behind it; NULL: none is said */
};
/* Leaves out "the", "greater", "metro area" and the name of the country behind a place. */
void cs_place_words_read(const struct cs_reference *reference, struct cs_span words,
                         struct cs_place_words *out);

/* How a place's title meets the words. */
enum cs_place_met {
    CS_PLACE_NONE,    /* it is no area, or no city is asked for */
    CS_PLACE_UNKNOWN, /* it is not told by its cities */
    CS_PLACE_SAME,    /* it has the city, in the state where one is said */
    CS_PLACE_OTHER,   /* it lies in another state than is said */
};
enum cs_place_met cs_place_words_meet(const struct cs_place_words *words, const char *title);
/* Whether a name has a word of them that says more than what kind of place it is: "Bay Area" and
 * "Euro area" share none. */
bool cs_place_words_share(const struct cs_place_words *words, const char *name);

#endif
