/* Why a statistic is absent. Answers for: the vocabulary shared by every module of stats/. An
 * absence is an observation, not a failure: functions return it, outputs are NaN beside it. Turning
 * it into a message or a presence is analysis's business. */
#ifndef CS_STATS_LACK_H
#define CS_STATS_LACK_H

enum cs_absence {
    CS_ABSENT_NOTHING,         /* the number is there */
    CS_ABSENT_VALUES,          /* no values */
    CS_ABSENT_MORE_VALUES,     /* too few values for this statistic */
    CS_ABSENT_WEIGHT,          /* every weight is zero */
    CS_ABSENT_POSITIVE_WEIGHT, /* a negative weight where none may be */
    CS_ABSENT_FINITE,          /* a value or weight is infinite or not a number */
    CS_ABSENT_POSITIVE,  /* a value below the domain: a logarithm or share of it has no sense */
    CS_ABSENT_VARIATION, /* all values equal where they must differ */
    CS_ABSENT_RANGE,     /* the share asked for lies outside what is known */
    CS_ABSENT_BOUND,     /* in an open bin: only a bound is known, and it is given */
    CS_ABSENT_ORDER,     /* bins or percentiles do not ascend */
    CS_ABSENT_RANK,      /* columns of a regression depend on each other */
    CS_ABSENT_AGREEMENT, /* Markov chains that do not agree: their draws say nothing */
    CS_ABSENT_EVIDENCE,  /* a path that no value is like: how far off it is cannot be known */
    CS_ABSENT_MEMORY,    /* out of memory: a failure of the machine, not of the data */
    CS_N_ABSENCES,
};

/* "too_few_values", …: for JSON. "" for CS_ABSENT_NOTHING. */
const char *cs_absence_name(enum cs_absence lack);
/* For a sentence: "too few values", … */
const char *cs_absence_words(enum cs_absence lack);

#endif
