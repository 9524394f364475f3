/* In what the pay of a drafted column is. Answers for: the time and the currency that header,
 * cells, titles and other columns say, and a reason where none does. */
#ifndef CS_INGEST_DRAFT_PAY_UNIT_H
#define CS_INGEST_DRAFT_PAY_UNIT_H

#include "data/quantity.h"
#include "ingest/draft/choices.h"

/* What header, cells and titles say; per CS_PER_NONE where no word tells the time. *factor: pay as
 * given times it is pay per unit.per (two weeks: 0.5). */
struct cs_unit cs_pay_unit_said(const struct cs_choices *choices, size_t column, double *factor);
/* Gives each column of pay that is taken its unit, or leaves it out with the reason. Requires: the
 * profile. */
void cs_pay_units_settle(struct cs_choices *choices);

#endif
