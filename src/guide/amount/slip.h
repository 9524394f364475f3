/* Slips of the pen. Answers for: whether a number is another one mistyped. */
#ifndef CS_GUIDE_SLIP_H
#define CS_GUIDE_SLIP_H

#include <stdbool.h>

/* Whether `said`, written to `step`, is `right` with two neighboring figures exchanged; of three
 * figures and more. */
bool cs_is_exchanged(double said, double right, double step);
/* Whether `said`, written to `step`, is `right` with two neighboring figures exchanged or, of
 * three figures and more, one figure changed, missing or added. */
bool cs_is_digit_slip(double said, double right, double step);

#endif
