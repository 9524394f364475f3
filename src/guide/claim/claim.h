/* Statistical claims of a guide. Answers for: finding what prose, lists, tables and headings state
 * about pay, growth, openings, new jobs and employment; each with its place, value, unit, period,
 * occupation, region and level as far as the guide says them. Knows no data: guide/judge/judge.h
 * says whether a claim is true. What is not understood is left out rather than guessed. */
#ifndef CS_GUIDE_CLAIM_H
#define CS_GUIDE_CLAIM_H

#include <stdbool.h>

#include "guide/amount/amount.h"
#include "guide/topic/topic.h"

enum cs_claim_kind {
    CS_CLAIM_NONE,
    CS_CLAIM_PAY,
    CS_CLAIM_GROWTH,      /* percent over a projection */
    CS_CLAIM_GROWTH_WORD, /* "faster than average" */
    CS_CLAIM_NEW_JOBS,    /* net change over a projection */
    CS_CLAIM_OPENINGS,    /* a year */
    CS_CLAIM_EMPLOYMENT,
    CS_CLAIM_PROJECTED, /* employment in the target year */
    CS_CLAIM_RATIO,     /* "twice the median for all occupations" */
    CS_CLAIM_CHANGE,    /* "rose $4,000", "12 percent more than" */
    CS_N_CLAIM_KINDS,
};
/* Growth, its word, new jobs and openings: dated by a span of years. */
bool cs_claim_is_projection(enum cs_claim_kind kind);
/* "pay", "growth", …: as in JSON. */
const char *cs_claim_kind_name(enum cs_claim_kind kind);

/* "median", "p10", …: as in JSON. */
const char *cs_statistic_name(enum cs_statistic statistic);

enum {
    CS_CLAIM_IS_PART = 1,   /* of an industry or a group of workers: figures seldom exist */
    CS_CLAIM_IS_OTHERS = 2, /* quoted from a salary site or a survey */
    CS_CLAIM_IN_TABLE = 4,
    CS_CLAIM_PLACE_UNKNOWN = 8, /* a place nobody knows */
    CS_CLAIM_HAS_LEVEL = 16,
    CS_CLAIM_HAS_PER = 32,      /* said, not inferred from the size of the number */
    CS_CLAIM_WRONG_RHYTHM = 64, /* openings "each month" */
    CS_CLAIM_TITLE_PLACE = 256, /* the region is the guide's, not the sentence's */
    CS_CLAIM_IS_SCALED = 512,   /* a header says thousands or millions */
    CS_CLAIM_SAYS_WHOSE = 1024, /* the sentence or its label names the occupation or the measure */
    CS_CLAIM_ODD_RANK = 4096,   /* "lowest 70 percent": no percentile that is published */
    CS_CLAIM_HAS_LABEL = 2048,  /* "Median pay: …" */
    CS_CLAIM_DOUBTFUL = 8192,   /* may be about something else: never called wrong */
    CS_CLAIM_IS_PAST = 16384, /* told as what was said once: "the 2022–32 edition had 3 percent" */
    CS_CLAIM_PER_DECADE = 128,     /* openings "over the decade", no word of a year or average */
    CS_CLAIM_BY_END = 32768,       /* a span of which only the end is said: "by 2034" */
    CS_CLAIM_DATE_CARRIED = 65536, /* the date is that of a sentence before */
    CS_CLAIM_IS_SUM = 131072,      /* "together", "that adds up to" */
};

/* Where something was said, in the text of a block. */
struct cs_said {
    uint32_t block;
    size_t start, end;
};

struct cs_claim {
    enum cs_claim_kind kind;
    enum cs_statistic statistic;
    struct cs_said value;    /* the number or word itself */
    struct cs_said sentence; /* or cell */
    struct cs_amount amount; /* of a word claim: zero */
    const char *word;        /* of a growth word: as in the table of growth words; static */
    enum cs_per per;
    struct cs_period when;    /* zero: not said */
    struct cs_said when_said; /* block CS_NO_BLOCK: not said */
    struct cs_period likely;  /* of an undated claim: the date that the guide's others share */
    struct cs_said statistic_said;
    struct cs_subject subject;
    enum cs_naming naming;          /* CS_NAMED_NOT: taken from heading or title */
    const struct cs_region *region; /* NULL: the nation */
    uint32_t level; /* key of the dataset; CS_NO_KEY with CS_CLAIM_HAS_LEVEL: unknown */
    unsigned flags;
};

/* Two figures that a change, a difference or a multiple may lie between. */
enum cs_change_unit { CS_CHANGE_BY, CS_CHANGE_PERCENT, CS_CHANGE_TIMES };
struct cs_claim_pair {
    size_t claim; /* index of the change; several pairs may have the same */
    enum cs_change_unit unit;
    struct cs_claim from, to; /* amount.low NaN: not said, the data may know it */
    int direction;            /* +1 rises, -1 falls, 0 unsaid */
    bool is_sure;             /* nothing else can be meant */
    bool is_backed;           /* the same where the figures it says are those of the data */
    bool is_more;             /* of a multiple: "3 times more" may be 4 times */
};

struct cs_claims {
    struct cs_claim *items; /* heap, in the order of the guide */
    size_t n_items, capacity;
    struct cs_claim_pair *changes; /* heap, in the order of their claims */
    size_t n_changes, changes_capacity;
    struct cs_period pay_date, projection_date; /* that nearly all dated claims share, or zero */
    int failed;
};

/* Finds the claims of a guide. Errors: CS_INTERNAL. Clear in every case. */
CS_MUST_USE enum cs_status cs_claims_find(struct cs_claims *claims, const struct cs_topic *topic,
                                          struct cs_diag *diag);
void cs_claims_clear(struct cs_claims *claims);

#endif
