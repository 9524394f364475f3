/* Cues: words that tell what a number beside them means. Answers for: the table of phrases
 * (datasets/reference/phrases.csv) made ready once a run, and the cues of a stretch of words. Does
 * not know which number a cue belongs to: guide/claim/bind.h does. */
#ifndef CS_GUIDE_CUE_H
#define CS_GUIDE_CUE_H

#include <stdbool.h>
#include "base/diag.h"
#include "data/reference.h"
#include "guide/topic/phrase.h"

enum cs_cue_kind {
    CS_CUE_STATISTIC, /* value: enum cs_statistic */
    CS_CUE_RANK,      /* "the highest" without a share: -1 low, +1 high */
    CS_CUE_SHARE,     /* "one in ten": 10, 25, 50; "nine in ten": 90 */
    CS_CUE_PAY,       /* enum cs_pay_cue */
    CS_CUE_JOBS,      /* enum cs_jobs_cue */
    CS_CUE_OPENINGS,
    CS_CUE_ADDED,    /* "new jobs" */
    CS_CUE_ADDS,     /* "add", "lose": +1, -1 */
    CS_CUE_GROWTH,   /* +1, -1, 0 either way */
    CS_CUE_WORD,     /* "faster than": the row's value is the handbook's word */
    CS_CUE_PER,      /* enum cs_per; CS_PER_OTHER for a shift or a mile */
    CS_CUE_DECADE,   /* "over the decade" */
    CS_CUE_CHANGE,   /* before a number that is a change: +1, -1, 0 either way, or CS_CHANGE_… */
    CS_CUE_BEYOND,   /* behind one: "more than" +1, "below" -1 */
    CS_CUE_FOREIGN,  /* numbers of other things: enum cs_foreign_cue */
    CS_CUE_SOURCE,   /* figures of others than the agency */
    CS_CUE_CREDIT,   /* whose figures: 0 behind "according to", 1 ahead of "reports" */
    CS_CUE_AGENCY,   /* whom the data come from, however it is called */
    CS_CUE_PART,     /* some of the workers: an industry, an employer */
    CS_CUE_PERSON,   /* one person's own */
    CS_CUE_LEVEL,    /* of experience */
    CS_CUE_CONTRAST, /* begins a clause about something else */
    CS_CUE_ALL,      /* all workers together; 1: of percents only */
    CS_CUE_FUTURE,   /* "will", "projected"; 1: "today" */
    CS_CUE_PAST,     /* told as what was said once */
    CS_CUE_AGO,      /* "a year earlier": years back, 0 unknown */
    CS_CUE_SAME,     /* "that year" */
    CS_CUE_FIGURES,  /* "all figures": speaks of the guide's numbers */
    CS_CUE_SCALE,    /* "in thousands": 1000, 1000000 */
    CS_CUE_SUM,      /* "together": of several spoken of before */
    CS_CUE_NOTHING,  /* "make up": no cue, though its words are */
    CS_N_CUE_KINDS,
};
enum cs_statistic {
    CS_STAT_UNSAID, /* "salary": nobody knows which */
    CS_STAT_MEDIAN,
    CS_STAT_MEAN,
    CS_STAT_AVERAGE, /* the loose word */
    CS_STAT_P10,
    CS_STAT_P25,
    CS_STAT_P75,
    CS_STAT_P90,
    CS_STAT_RANGE,
    CS_STAT_HALF, /* the middle half: 25th to 75th percentile */
    CS_STAT_WIDE, /* the middle 80 percent */
    CS_STAT_LOW,
    CS_STAT_HIGH,
};
enum cs_pay_cue { CS_PAY_NOUN, CS_PAY_VERB, CS_PAY_RANK };
enum cs_jobs_cue {
    CS_JOBS_NOUN,   /* "employment", "workforce" */
    CS_JOBS_UNIT,   /* "jobs", "positions" */
    CS_JOBS_VERB,   /* "held", "employed" */
    CS_JOBS_PEOPLE, /* "workers" */
    CS_JOBS_EXIST,  /* "there are" */
    CS_JOBS_FIELD,  /* "occupation", "outlook" */
};
enum cs_foreign_cue {
    CS_FOREIGN_MONEY,
    CS_FOREIGN_GROWTH,
    CS_FOREIGN_ADJUSTED, /* real pay, shares, rates: no figure as published */
};
enum {
    CS_CHANGE_APART = 2, /* "gap": a difference */
    CS_CHANGE_PAST = 3   /* "exceeds B by" */
};

/* One cue, text [start, end). */
struct cs_cue {
    enum cs_cue_kind kind;
    int value;
    const struct cs_reference_phrase *row; /* borrowed from the reference */
    size_t start, end;
};

/* What a row of the table means; read-only after it is made. */
struct cs_cue_meaning {
    uint8_t kind;
    uint8_t context; /* enum cs_cue_context */
    int value;
};
enum cs_cue_context { CS_CUE_ANYWHERE, CS_CUE_IN_LABEL, CS_CUE_IN_PROSE, CS_CUE_BEFORE_AVERAGE };
struct cs_cue_table {
    struct cs_phrases phrases; /* id: row */
    const struct cs_reference *reference;
    struct cs_cue_meaning *meanings; /* heap, one a row */
};

/* reference NULL: no cues. Errors: CS_IO for a row with an unknown cue, value or context;
 * CS_INTERNAL. Clear in every case. */
CS_MUST_USE enum cs_status cs_cue_table_init(struct cs_cue_table *table,
                                             const struct cs_reference *reference,
                                             struct cs_diag *diag);
void cs_cue_table_clear(struct cs_cue_table *table);

/* The cues of words in their text, in order, at most `capacity`; the longest phrase at a word
 * counts, its words are not read again. is_label: label rows count too. Returns how many. */
size_t cs_cues_read(const struct cs_cue_table *table, const char *text, const struct cs_word *words,
                    size_t n_words, bool is_label, struct cs_cue *out, size_t capacity);

#endif
