/* Between the readers of sentences: what is common to pay, growth and counts. */
#ifndef CS_GUIDE_CLAIM_SENTENCE_H
#define CS_GUIDE_CLAIM_SENTENCE_H

#include "guide/claim/claim_read.h"

/* A sentence with its numbers and names. */
struct cs_sentence {
    struct cs_claim_reader *reader;
    struct cs_stretch all;
    struct cs_amounts amounts;
    struct cs_read names;
    int has_label; /* "Median pay: $44,640": the label's kind stands for the sentence's */
    enum cs_claim_kind label;
    enum cs_claim_kind asked; /* what a question before it asks for; CS_CLAIM_NONE */
};

/* Whether any phrase stands in the `reach` bytes behind `from`, or before `to`. */
int cs_sentence_follows(const struct cs_sentence *s, size_t from, size_t reach,
                        const char *const *phrases);
int cs_sentence_precedes(const struct cs_sentence *s, size_t to, size_t reach,
                         const char *const *phrases);

/* A claim of the sentence with its flags; amount NULL for words. */
struct cs_claim cs_sentence_claim(const struct cs_sentence *s, enum cs_claim_kind kind,
                                  const struct cs_amount *amount);
/* Finds occupation, place, level and date of a claim and adds it. */
void cs_sentence_finish(const struct cs_sentence *s, struct cs_claim *claim);
/* Occupation, place and level alone. */
void cs_sentence_locate(const struct cs_sentence *s, struct cs_claim *claim);

/* What the reader knows when a paragraph begins, and after each of its sentences. */
void cs_context_begin(struct cs_claim_reader *reader, uint32_t block);
void cs_context_end(struct cs_claim_reader *reader, const struct cs_sentence *s, int has_claims);
/* The occupation of a claim whose sentence names none. */
void cs_context_subject(const struct cs_sentence *s, struct cs_claim *claim);
/* The region that a heading above names; NULL when none does. */
const struct cs_region *cs_context_region(const struct cs_sentence *s);

/* Whether a number of the sentence is pay; growth; and the claims they make. Counts and growth
 * words are looked for and read at once. */
int cs_sentence_is_pay(const struct cs_sentence *s, const struct cs_amount *amount);
void cs_sentence_read_pay(const struct cs_sentence *s, const struct cs_amount *amount);
int cs_sentence_is_growth(const struct cs_sentence *s, const struct cs_amount *amount);
void cs_sentence_read_growth(const struct cs_sentence *s, const struct cs_amount *amount);
void cs_sentence_read_growth_words(const struct cs_sentence *s);
void cs_sentence_read_count(const struct cs_sentence *s, const struct cs_amount *amount);

#endif
