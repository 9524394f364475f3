/* Around a claim. Answers for: whether its sentence has other dates, speaks of the past or of a
 * sum, or has numbers that nobody read as a claim. Judges nothing. */
#ifndef CS_GUIDE_AROUND_H
#define CS_GUIDE_AROUND_H

#include <stdbool.h>

#include "guide/audit/audit.h"

/* Whether the sentence around a claim has a date besides the one that governs it and those that
 * plainly govern claims of another kind. */
bool cs_around_has_other_date(const struct cs_audit *audit, const struct cs_claim *claim);
/* Whether the words of its sentence are those of the past or of a sum: its figures are not today's
 * of one occupation. */
bool cs_around_is_told_otherwise(const struct cs_audit *audit, const struct cs_claim *claim);
/* Whether a number of text [start, end) of a block matters and no claim was read from it. */
bool cs_around_has_unread(const struct cs_audit *audit, uint32_t block, size_t start, size_t end);
/* Whether the date that the claims `members` (indices) share also stands for such numbers: in their
 * sentences, its column or row, or under its heading. */
bool cs_around_dates_unread(const struct cs_audit *audit, const size_t *members, size_t n_members);

#endif
