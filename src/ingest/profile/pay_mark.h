/* Amounts that look like marks for "no answer": 999999, 888888, 99.99 an hour. Answers for: telling
 * one by its digits alone. Whether it is one is for the rest of the column, and for the user. */
#ifndef CS_INGEST_PAY_MARK_H
#define CS_INGEST_PAY_MARK_H

#include <stdbool.h>

#include "data/quantity.h"

/* Whether the amount is written with nines alone, with nines before a last 6, 7 or 8, or with
 * sevens or eights alone, and longer than pay for the unit's time often is. Requires: money. */
bool cs_pay_is_mark(struct cs_unit unit, double amount);

#endif
