/* Why a statistic is absent. Answers for: the vocabulary shared by every module of stats/. An
 * absence is an answer, not a failure: functions return it, outputs are NaN beside it. Turning it
 * into a message or a presence is analysis's business. */
#ifndef CS_STATS_LACK_H
#define CS_STATS_LACK_H

enum cs_lack {
    CS_LACK_NOTHING,         /* the number is there */
    CS_LACK_VALUES,          /* no values */
    CS_LACK_MORE_VALUES,     /* too few values for this statistic */
    CS_LACK_WEIGHT,          /* every weight is zero */
    CS_LACK_POSITIVE_WEIGHT, /* a negative weight where none may be */
    CS_LACK_FINITE,          /* a value or weight is infinite or not a number */
    CS_LACK_POSITIVE,        /* a value below the domain: a logarithm or share of it has no sense */
    CS_LACK_VARIATION,       /* all values equal where they must differ */
    CS_LACK_RANGE,           /* the share asked for lies outside what is known */
    CS_LACK_BOUND,           /* in an open bin: only a bound is known, and it is given */
    CS_LACK_ORDER,           /* bins or percentiles do not ascend */
    CS_LACK_RANK,            /* columns of a regression depend on each other */
    CS_LACK_MEMORY,          /* out of memory: a failure of the machine, not of the data */
    CS_N_LACKS,
};

/* "too_few_values", …: for JSON. "" for CS_LACK_NOTHING. */
const char *cs_lack_name(enum cs_lack lack);
/* For a sentence: "too few values", … */
const char *cs_lack_words(enum cs_lack lack);

#endif
