/* When a figure holds: a year, a month, a day, or a span of years (a projection, or pooled survey
 * years). */
#ifndef CS_DATA_PERIOD_H
#define CS_DATA_PERIOD_H

#include <stdbool.h>

#include "base/text.h"

struct cs_period {
    int start_year;
    int end_year; /* equals start_year for a year or month */
    int month;    /* 1..12, or 0 */
    int day;      /* 1..31 with a month, or 0 */
};

/* Reads "2023", "2023-05", "05/2023", "2023-05-01", "2024-34", "2024-2034", "2024–34" (any dash),
 * blanks around. Years 1800 to 2199. Two digits after the dash are a month wherever they can be one
 * (ISO 8601): "2002-12" is December 2002, "2024-34" a span. */
bool cs_period_parse(struct cs_span text, struct cs_period *period);
/* The other thing that "2002-12" can mean: the years 2002 to 2012. Returns 0 when the month can be
 * no later year of its century. */
bool cs_period_as_span(struct cs_period month, struct cs_period *span);
enum { CS_PERIOD_TEXT_BYTES = 24 };
/* Canonical, and read back as the same: "2023", "2023-05", "2023-05-01", "2024-34"; four digits
 * where two would be a month ("2002-2012") or of another century ("1998-2008"). Returns out. */
const char *cs_period_format(struct cs_period period, char out[CS_PERIOD_TEXT_BYTES]);
/* By time, for "the newest": by end, then start, then month, then day, so that 2008-2012 comes
 * after 2010. Negative, zero, positive. */
int cs_period_compare(struct cs_period a, struct cs_period b);
bool cs_period_is_span(struct cs_period period);

#endif
