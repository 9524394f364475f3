/* A sentence, a label or a cell with everything in it that a claim is made of. Answers for: the
 * mentions of a stretch (amounts, cues, occupations, places, clauses), found once. Ties nothing to
 * anything: guide/claim/bind.h does. */
#ifndef CS_GUIDE_PASSAGE_H
#define CS_GUIDE_PASSAGE_H

#include <stdbool.h>

#include "guide/topic/cue.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"

enum { CS_NOWHERE = (size_t)-1 };

/* A stretch of a block's text. */
struct cs_stretch {
    uint32_t block;
    const char *text; /* of the block */
    size_t start, end;
};

enum {
    CS_PASSAGE_AMOUNTS = 48,
    CS_PASSAGE_CUES = 96,
    CS_PASSAGE_PLACES = 16,
    CS_PASSAGE_CLAUSES = 24
};

struct cs_passage {
    const struct cs_topic *topic;
    struct cs_stretch all;
    struct cs_read names; /* its words and the occupations among them */
    struct cs_amount amounts[CS_PASSAGE_AMOUNTS];
    uint8_t is_value[CS_PASSAGE_AMOUNTS]; /* no date, rank or code: it may be claimed */
    uint8_t moves_on[CS_PASSAGE_AMOUNTS]; /* "from" in "rose from $42,000 to $44,640" */
    size_t n_amounts;
    struct cs_cue cues[CS_PASSAGE_CUES];
    size_t n_cues;
    struct cs_spot places[CS_PASSAGE_PLACES];
    const struct cs_region *regions[CS_PASSAGE_PLACES]; /* NULL: a place nobody knows */
    size_t n_places;
    size_t clauses[CS_PASSAGE_CLAUSES]; /* where each ends, in order; the last at all.end */
    size_t n_clauses;
};

/* Reads a stretch; is_label: a label, header or caption. */
void cs_passage_read(struct cs_passage *p, const struct cs_topic *topic,
                     const struct cs_stretch *stretch, bool is_label);

/* The clause around `at`. */
struct cs_spot cs_passage_clause(const struct cs_passage *p, size_t at);
/* The nearest value before `at` ends here, the next behind it begins here; the ends of the passage
 * when there is none. */
size_t cs_passage_value_before(const struct cs_passage *p, size_t at);
size_t cs_passage_value_after(const struct cs_passage *p, size_t at);

/* What may speak for text `at`: from the value before to the value behind, within the clause. */
struct cs_spot cs_passage_segment(const struct cs_passage *p, struct cs_spot at);

/* The first cue of a kind that lies in [start, end); NULL for none. `value` -1: any. */
const struct cs_cue *cs_passage_cue(const struct cs_passage *p, enum cs_cue_kind kind, int value,
                                    size_t start, size_t end);
/* The last one. */
const struct cs_cue *cs_passage_last_cue(const struct cs_passage *p, enum cs_cue_kind kind,
                                         int value, size_t start, size_t end);

/* "10,810 work in Louisiana", "employed in the whole country": whether a cue that ends in "in" is
 * said of a place that the data know. */
bool cs_passage_leads_place(const struct cs_passage *p, const struct cs_cue *cue);

/* The text of the i-th word. */
struct cs_span cs_passage_word(const struct cs_passage *p, size_t i);

/* Whether nothing but words that link stands in [start, end): "a year in", "for the", "(". Cues of
 * pay periods and statistics, dates, names and places that are mentions themselves link too. */
bool cs_passage_is_linked(const struct cs_passage *p, size_t start, size_t end);

/* The growth word at a cue, as the table of growth words has it, with its place; NULL when no
 * average follows or a multiple goes before. */
const char *cs_passage_growth_word(const struct cs_passage *p, const struct cs_cue *cue,
                                   struct cs_spot *at);

#endif
