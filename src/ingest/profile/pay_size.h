/* What size pay has. Answers for: telling whether an amount can be pay for a period at all, so that
 * 52 and 52,000 a year are told apart. The bounds are wide on purpose: they exclude readings that
 * are a thousand times off, no unusual pay. */
#ifndef CS_INGEST_PAY_SIZE_H
#define CS_INGEST_PAY_SIZE_H

#include <stdbool.h>

#include "data/quantity.h"

struct cs_pay_bounds {
    double least, most;
};
/* What is likely for the unit's period; of a currency that is not known, as if it were dollars. */
struct cs_pay_bounds cs_pay_bounds_of(struct cs_unit unit);

/* Between what the middle of a whole column is: narrower, as rich and poor are left out. */
struct cs_pay_bounds cs_pay_usual_of(struct cs_unit unit);

/* Whether the amount is of a likely size. Requires: money with a period. A currency that is not
 * known may be any. */
bool cs_pay_is_likely(struct cs_unit unit, double amount);

#endif
