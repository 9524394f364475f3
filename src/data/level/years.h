/* Years of experience as people write them: "3", "2.5 years", "5-7 yrs", "Less than 1 year", "10+",
 * "18 months". Answers for: the years from which to which a text speaks. */
#ifndef CS_DATA_YEARS_H
#define CS_DATA_YEARS_H

#include <stdbool.h>

#include "base/text.h"

struct cs_years {
    double low, high; /* high is infinite for "10+" */
    bool is_below;    /* high itself is not meant: "less than 1 year" */
};

/* Returns 0 when the text is no number or range of years. Words behind the unit do not count ("5-7
 * years now"). */
bool cs_years_read(struct cs_span text, struct cs_years *out);

#endif
