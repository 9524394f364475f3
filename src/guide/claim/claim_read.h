/* Between the parts of the claim reader: labels, sentences, cells, and what one leaves to the next.
 */
#ifndef CS_GUIDE_CLAIM_READ_H
#define CS_GUIDE_CLAIM_READ_H

#include <stdbool.h>

#include "guide/claim/bind.h"
#include "guide/claim/claim.h"

/* What a label, header, caption or question says about the numbers it stands for. */
struct cs_claim_label {
    bool is_read;
    enum cs_claim_kind kind;
    enum cs_statistic statistic;
    enum cs_statistic low_statistic; /* the lower of two ranks: "10th-90th percentile"; or UNSAID */
    struct cs_spot statistic_at;
    enum cs_per per;
    double scale;          /* 1000 for "in thousands"; else 1 */
    struct cs_period year; /* the only year or the last; zero: none */
    struct cs_period span; /* of a projection; zero: none */
    struct cs_spot year_at, span_at;
    int names_subject; /* CS_NAMED… */
    struct cs_subject subject;
    const struct cs_region *region;
    bool has_place, has_level;
    uint32_t level;
    bool is_only_year;
    int direction;                /* of growth: +1, -1, 0 unsaid */
    size_t mentions;              /* occupations named anywhere in it */
    struct cs_subject mention;    /* the only one that it names among other words */
    bool has_mention, is_strange; /* it has a word that nothing is known about */
    bool is_of_all;               /* the only one that it names is all of them */
    unsigned flags;               /* CS_CLAIM_IS_PART, CS_CLAIM_IS_OTHERS */
};

/* The date that a sentence of the guide says all figures are of; when zero: none does. */
struct cs_claim_note {
    struct cs_period when;
    bool is_disputed; /* another sentence says another */
};

/* A name of several words that was spoken of: "diesel mechanics", for "the typical mechanic". */
enum { CS_SPOKEN_NAMES = 8 };
struct cs_spoken_name {
    uint64_t head; /* hash of its last word */
    uint32_t block, key;
    bool is_alias;
};

struct cs_claim_reader {
    const struct cs_topic *topic;
    struct cs_claims *claims;
    struct cs_claim_label *labels; /* one a block, read when asked for; heap */
    struct cs_passage *passage;    /* of the sentence under way; heap */
    bool has_before; /* a claim of the same paragraph or card, for what is left unsaid */
    struct cs_claim before;
    struct cs_claim newest_year, newest_projection; /* of the sentence of `before`; kind NONE */
    struct cs_subject lead; /* of a line that names an occupation and stands over others */
    bool has_lead;          /* it may be one that nobody knows */
    const struct cs_region *lead_place; /* of a line that names a place: "OREGON" over its items */
    size_t sentence_first;              /* index of the first claim of the sentence under way */
    uint32_t asked;                     /* block of the question that is answered; CS_NO_BLOCK */
    struct cs_spot asked_at;
    struct cs_claim_label question; /* what it asks */
    struct cs_subject named;        /* in a sentence of the paragraph after the last claim */
    int named_unknown;              /* nobody known is named there, but somebody is */
    int named_leads;                /* that sentence is no more than the name: "Actuaries." */
    struct cs_subject spoken_of;    /* last occupation of the section */
    uint32_t spoken_in;             /* the block that named it */
    struct cs_spoken_name names[CS_SPOKEN_NAMES]; /* of the section, the newest last */
    size_t n_names;
    const struct cs_region *place; /* last named in the section, for "here" and "the state's" */
    bool place_between;            /* it was named after the last claim */
    uint32_t section;
    struct cs_claim_note note_pay, note_span;
    int note_is_median;
    uint32_t headers_table, n_headers; /* the table under way, its header rows */
    uint32_t levels_table;             /* whose rows with levels were counted; CS_NO_BLOCK none */
    size_t n_levels;
};

/* The text of a block as a stretch; empty for CS_NO_BLOCK. */
struct cs_stretch cs_stretch_of(const struct cs_document *d, uint32_t block);

/* Where the sentence that begins at `start` ends, with the blanks behind it. */
size_t cs_sentence_end(const struct cs_block *block, size_t start);

/* What a stretch says as a label. */
void cs_label_of(const struct cs_topic *topic, const struct cs_stretch *stretch,
                 struct cs_claim_label *out);
/* The same of a whole block, kept; an empty label for CS_NO_BLOCK. */
const struct cs_claim_label *cs_label_at(struct cs_claim_reader *reader, uint32_t block);
/* The kind a question asks for. */
enum cs_claim_kind cs_question_kind(const struct cs_topic *topic, const struct cs_stretch *q);
/* The level words of a stretch. Returns whether there are any; *level may be CS_NO_KEY. */
bool cs_level_of(const struct cs_topic *topic, const char *text, size_t start, size_t end,
                 uint32_t *level);

/* A sentence whose claims are read. */
struct cs_sentence {
    struct cs_claim_reader *reader;
    const struct cs_passage *p;
    enum cs_claim_kind asked;
};
/* What a value of the sentence counts; of growth its direction, of counts too. */
enum cs_claim_kind cs_value_kind(const struct cs_sentence *s, size_t value,
                                 const struct cs_claim_label *label, int *direction);

/* The statistic and the pay period of a value that is pay. */
void cs_sentence_pay(const struct cs_sentence *s, size_t value, const struct cs_claim_label *label,
                     struct cs_claim *claim);
/* Occupation, place and level; and the date. */
void cs_sentence_locate(const struct cs_sentence *s, size_t value, struct cs_spot at,
                        const struct cs_claim_label *label, struct cs_claim *claim);
/* The place alone. */
void cs_sentence_place(const struct cs_sentence *s, size_t value, struct cs_spot at,
                       struct cs_claim *claim);
void cs_sentence_date(const struct cs_sentence *s, size_t value, struct cs_spot at,
                      const struct cs_claim_label *label, struct cs_claim *claim);

/* Claims of one sentence, of one cell. */
void cs_claims_of_sentence(struct cs_claim_reader *reader, const struct cs_stretch *sentence);
void cs_claims_of_cell(struct cs_claim_reader *reader, uint32_t block);
/* A copy of `claim` joins the list and is remembered for what comes next. */
void cs_claims_add(struct cs_claim_reader *reader, const struct cs_claim *claim);

/* What is known when a paragraph begins, and after each of its sentences. */
void cs_context_begin(struct cs_claim_reader *reader, uint32_t block);
void cs_context_end(struct cs_claim_reader *reader, const struct cs_passage *p);
/* A line that is an occupation's name leads what stands below it: "Firefighters" over its items. */
void cs_context_lead(struct cs_claim_reader *reader, uint32_t block);
/* A line of capitals without figures parts sections of plain text, whatever it says. */
bool cs_is_capital_line(const char *text, size_t size);
/* Whether text [start, end) has a short name in capitals that nobody knows: "LPNs", "CRNA jobs". */
bool cs_names_a_stranger(const struct cs_passage *p, size_t start, size_t end);
/* Whether text [start, end) speaks of the author's own: "our clinics", "our graduates". */
bool cs_speaks_of_our_own(const struct cs_passage *p, size_t start, size_t end);
/* Whether the figures of a sentence are credited to somebody else than the agency. */
bool cs_credits_others(const struct cs_passage *p);
/* Whether text `at` is in the words of somebody whom the sentence quotes, other than the agency. */
bool cs_is_quoted(const struct cs_passage *p, size_t at);
/* Whether the sentence says of the number at text `at` that it is not so. */
bool cs_is_denied(const struct cs_passage *p, size_t at);
/* Whether somebody nobody knows stands nearer to text `at` than who is meant: as the subject of its
 * verb, or tied to it from behind. Words of `own` and of the guide's titles are known. */
bool cs_has_rival_noun(const struct cs_passage *p, struct cs_spot at, const struct cs_subject *own);
/* Whether a label has a word that nothing is known about: "Denver metro", "Glassdoor says". */
bool cs_has_strange_word(const struct cs_passage *p);
/* "Therapists" under the heading "Respiratory therapist" are those, not the group of that name. */
void cs_context_narrow(const struct cs_claim_reader *reader, uint32_t block,
                       struct cs_subject *subject);
/* "The typical mechanic" after "elevator mechanics" is one of those; of several the name is
 * ambiguous. `mention` is the name's, a word of its own. */
void cs_context_short_name(const struct cs_claim_reader *reader, const struct cs_passage *p,
                           size_t mention, struct cs_subject *subject);
/* The occupation of a claim whose sentence names none. */
void cs_context_subject(const struct cs_sentence *s, struct cs_claim *claim);
/* The one occupation that all claims of the section so far are about. Returns whether there is one;
 * a single claim is not enough. */
bool cs_context_section_subject(const struct cs_claim_reader *reader, uint32_t block,
                                struct cs_subject *out);
/* The region that a heading above names; NULL when none does. */
const struct cs_region *cs_context_region(const struct cs_claim_reader *reader, uint32_t block);

#endif
