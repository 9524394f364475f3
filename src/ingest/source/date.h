/* Dates as people and spreadsheets write them. Answers for: reading one of any form, and telling
 * which orders of day, month and year it leaves open. Guesses none: that is for whoever knows the
 * column. The one canonical form is data/period.h's. */
#ifndef CS_INGEST_DATE_H
#define CS_INGEST_DATE_H

#include "base/text.h"
#include "data/period.h"

/* Orders of a date in numbers whose year does not stand first in four digits. */
enum {
    CS_DAY_FIRST = 1,   /* 31/05/2023, 31/05/23 */
    CS_MONTH_FIRST = 2, /* 05/31/2023, 05/31/23 */
    CS_YEAR_FIRST = 4,  /* 23/05/31 */
    CS_ALL_ORDERS = 7
};

enum cs_date_reading {
    CS_DATE_NONE,    /* no date */
    CS_DATE_READ,    /* one, whatever order is meant */
    CS_DATE_UNCLEAR, /* several, by the order: `out` has the year, if they share it, else 0 */
};

/* Reads "2023-5-1", "2023/05/01 13:00", "2023-05-01T00:00:00Z", "1 May 2023", "May 1st, 2023",
 * "May 2023", "May-23", "20230501", "2023.0", and dates in numbers by the `orders` that are
 * possible (bits). Points stand between day, month and year in that order. Days must be of their
 * month. A year of two digits is of 1969 to 2068. */
enum cs_date_reading cs_date_read(struct cs_span text, unsigned orders, struct cs_period *out);
/* The orders by which the text is a date; CS_ALL_ORDERS when it says nothing about them. */
unsigned cs_date_orders(struct cs_span text);

#endif
