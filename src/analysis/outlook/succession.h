/* Occupations whose figures go on under other codes. Answers for: which codes have newer figures of
 * what one code stood for. */
#ifndef CS_ANALYSIS_SUCCESSION_H
#define CS_ANALYSIS_SUCCESSION_H

#include <stdbool.h>

#include "analysis/outlook/outlook.h"

enum { CS_MAX_SUCCESSORS = 8 };

struct cs_succession {
    const struct cs_key *items[CS_MAX_SUCCESSORS]; /* of the dataset */
    size_t n;                                      /* 0: the code has the newest figures itself */
    const struct cs_key *heir; /* the only one, or the one of the same title; NULL */
    bool is_group;             /* they include the code beside others */
};

/* The codes by which the nation's pay or projections of a code go on in newer vintages; none where
 * the data have nothing newer. */
struct cs_succession cs_succession_find(const struct cs_outlook_data *data, const char *code);
/* "Registered Nurses*" is the title of registered nurses. */
bool cs_is_same_title(const char *a, const char *b);

#endif
