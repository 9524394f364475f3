/* Between the parts of the claim reader: cues, sentences, cells. */
#ifndef CS_GUIDE_CLAIM_READ_H
#define CS_GUIDE_CLAIM_READ_H

#include "guide/claim/claim.h"

enum { CS_NOWHERE = (size_t)-1 };

/* A stretch of a block's text. */
struct cs_stretch {
    uint32_t block;
    const char *text; /* of the block */
    size_t start, end;
};

/* Rows whose first member is a phrase. */
struct cs_cues {
    const void *rows;
    size_t n, stride;
};
/* The first or the last place in text [start, end) where a row's phrase stands, whole words, case
 * ignored; CS_NOWHERE when none does. At one place the first row of the table counts. */
size_t cs_find_first_of(const char *text, size_t start, size_t end, const struct cs_cues *cues,
                        size_t *row);
size_t cs_find_last_of(const char *text, size_t start, size_t end, const struct cs_cues *cues,
                       size_t *row);
size_t cs_find_first(const char *text, size_t start, size_t end, const char *phrase);
/* Whether any of a NULL-ended list is there. */
int cs_find_any(const char *text, size_t start, size_t end, const char *const *phrases);

/* The part of a stretch between semicolons and broken lines that holds `at`. */
struct cs_stretch cs_clause_at(const struct cs_stretch *s, size_t at);

/* What a header, label or caption measures. */
enum cs_claim_kind cs_label_kind(const struct cs_stretch *label);

/* The statistic that words around a value say: nearest before, or right behind it. */
enum cs_statistic cs_cue_statistic(const struct cs_stretch *s, size_t at, size_t after,
                                   struct cs_said *said);
/* "annual", "per hour", "monthly" in a label: nearest before `at`, else after. */
enum cs_per cs_cue_per(const struct cs_stretch *s, size_t at);
/* The same in a sentence: an adjective before the value ("hourly wage"), else words behind it and
 * before the next number; "per hour" before it belongs to another number. */
enum cs_per cs_cue_per_of_value(const struct cs_stretch *s, size_t at, size_t after);
/* +1 for growth words, -1 for words of decline, 0 for neither, nearest to [at, after). */
int cs_cue_direction(const struct cs_stretch *s, size_t at, size_t after);
/* The level words of a stretch. Returns whether there are any; *level may be CS_NO_KEY. */
int cs_cue_level(const struct cs_topic *topic, const struct cs_stretch *s, uint32_t *level);

int cs_speaks_of_pay(const struct cs_stretch *s);
int cs_speaks_of_other_money(const struct cs_stretch *s);
int cs_speaks_of_jobs(const struct cs_stretch *s);
/* CS_CLAIM_IS_PART and CS_CLAIM_IS_OTHERS. */
unsigned cs_cue_flags(const struct cs_stretch *s);

/* A growth word as the table of growth words has it, first at or after `from`; NULL when none. */
const char *cs_growth_word_in(const struct cs_stretch *s, size_t from, size_t *start, size_t *end);

/* The first ratio of a sentence about pay: value, amount and, after "since", the date. Returns
 * whether there is one. */
int cs_ratio_in(const struct cs_stretch *s, struct cs_claim *claim);

/* A copy of `claim` joins the list. */
void cs_claims_add(struct cs_claims *claims, const struct cs_claim *claim);

/* Fills when, when_said from the amount of the wanted kind nearest to `at`. */
struct cs_amounts {
    struct cs_amount items[48];
    size_t n;
};
void cs_amounts_of(const struct cs_stretch *s, struct cs_amounts *out);
void cs_claim_date(struct cs_claim *claim, const struct cs_stretch *s,
                   const struct cs_amounts *amounts, size_t at);

struct cs_claim_reader {
    const struct cs_topic *topic;
    struct cs_claims *claims;
    const struct cs_claim *before; /* last claim of the same paragraph, for what is left unsaid */
    struct cs_claim before_storage;
    struct cs_stretch asked; /* the question that is answered; block CS_NO_BLOCK: none */
    enum cs_claim_kind asked_kind;
    struct cs_subject named;     /* in a sentence of the paragraph after the last claim */
    struct cs_subject spoken_of; /* last occupation of the section */
    uint32_t section;            /* its heading */
    uint32_t levels_table;       /* whose rows with levels were counted; CS_NO_BLOCK none */
    size_t n_levels;
};
/* Claims of one sentence or one cell. */
void cs_claims_of_sentence(struct cs_claim_reader *reader, const struct cs_stretch *sentence);
void cs_claims_of_cell(struct cs_claim_reader *reader, uint32_t block);

#endif
