/* What a pay figure of a sentence is paid for. Answers for: "per month" ahead of the number or
 * behind it, and what the size of a number without such words tells. Labels, questions and what was
 * said before are the caller's. */
#ifndef CS_GUIDE_PAY_PER_H
#define CS_GUIDE_PAY_PER_H

#include "data/quantity.h"
#include "guide/amount/amount.h"
#include "guide/claim/passage.h"

/* By size: pay for a year or an hour; CS_PER_NONE where it may be either, a month's or a week's. */
enum cs_per cs_per_of_size(const struct cs_amount *amount);
/* By the words of the sentence; CS_PER_NONE when they say none of this amount. */
enum cs_per cs_per_of_words(const struct cs_passage *p, const struct cs_amount *amount);

#endif
