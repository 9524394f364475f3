/* Numbers as authors write them. Answers for: "$40,640", "31k - $55k+", "C$38,000", "1.6 million",
 * "7 percent", "THB 15,000-25,000 per month", years, spans of years, occupation codes: where they
 * stand, what they are worth, how far their writing rounds them. Does not know what they count. */
#ifndef CS_GUIDE_AMOUNT_H
#define CS_GUIDE_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "data/period.h"
#include "data/quantity.h"

enum cs_amount_kind {
    CS_AMOUNT_NUMBER,
    CS_AMOUNT_MONEY,
    CS_AMOUNT_PERCENT,
    CS_AMOUNT_YEAR,    /* or month of a year */
    CS_AMOUNT_SPAN,    /* of years */
    CS_AMOUNT_CODE,    /* of an occupation: "43-6013" */
    CS_AMOUNT_ORDINAL, /* "10th", "75th" */
};

/* The words around a number that loosen it. */
enum cs_looseness {
    CS_EXACT,
    CS_ABOUT,
    CS_OVER,  /* "more than", "over", "at least", "$55k+" */
    CS_UNDER, /* "less than", "nearly", "up to" */
};

struct cs_amount {
    enum cs_amount_kind kind;
    size_t start, end; /* in the text, with currency sign and unit */
    size_t value_end;  /* without the unit words behind it */
    double low, high;  /* high is NaN unless it is a range */
    double step;       /* what the last figure written stands for */
    enum cs_looseness looseness;
    char currency[4];          /* ISO 4217, "" unknown; "$" alone is taken for USD */
    bool is_plain_dollar;      /* the sign was "$" alone */
    enum cs_per per;           /* said right behind it, else CS_PER_NONE */
    size_t per_start, per_end; /* where it was said */
    struct cs_period period;   /* of a year or span */
};

/* Finds the amounts of a text, in order, at most `capacity`; returns how many. */
size_t cs_amounts_find(const char *text, size_t size, struct cs_amount *out, size_t capacity);

/* The two numbers of a range, each an amount of its own; false when it is none or its middle is
 * not found: "$50,130 to $103,730", "between 20 and 30". */
bool cs_amount_split(const char *text, const struct cs_amount *range, struct cs_amount *first,
                     struct cs_amount *second);

/* Half of what the writing of the amount leaves open: 50 for "$56,600", 500 for "57k", and for
 * loose words a share of the value more. */
double cs_amount_tolerance(const struct cs_amount *amount);

#endif
