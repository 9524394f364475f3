/* The time that pay is for, in people's words. Answers for: words in cells ("hourly", "Bi-Weekly",
 * "per annum") and in headers ("avg_wkly_wage"). Prose is guide/text's. */
#ifndef CS_DATA_PAY_PERIOD_H
#define CS_DATA_PAY_PERIOD_H

#include <stdbool.h>

#include "base/text.h"
#include "data/quantity.h"

/* Pay for two weeks is half as much a week. */
struct cs_pay_period {
    enum cs_per per;
    double factor; /* pay as given × factor = pay per `per` */
};

/* The period that the whole text names; letters alone ("Y", "H") only where they are allowed, as
 * they mean other things elsewhere. Returns false for any other text. */
bool cs_pay_period_named(struct cs_span text, bool allows_letters, struct cs_pay_period *out);
/* The period that a header's words name: "Hourly Rate", "avg_wkly_wage", "salary per month". A bare
 * "year" is none: it dates the figure. Returns false when there is none, or two. */
bool cs_pay_period_in_header(struct cs_span header, struct cs_pay_period *out);
/* "an hour", "a week", "two weeks": for messages. */
const char *cs_pay_period_words(struct cs_pay_period period);

#endif
