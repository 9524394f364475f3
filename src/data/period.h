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
 * blanks around. Years 1800 to 2199. Two digits after the dash are a month only when they cannot be
 * a later year of the same century: "2003-05" reads as May 2003, "2024-34" as a span. */
int cs_period_parse(struct cs_span text, struct cs_period *period);
enum { CS_PERIOD_TEXT_BYTES = 24 };
/* Canonical: "2023", "2023-05", "2023-05-01", "2024-34" ("1998-2008" across centuries). Returns
 * out. */
const char *cs_period_format(struct cs_period period, char out[CS_PERIOD_TEXT_BYTES]);
/* By start, then end, then month, then day: negative, zero, positive. */
int cs_period_compare(struct cs_period a, struct cs_period b);
bool cs_period_is_span(struct cs_period period);

#endif
