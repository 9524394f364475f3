/* What the files of this room share; nobody else includes it. */
#ifndef CS_GUIDE_RELATION_PART_H
#define CS_GUIDE_RELATION_PART_H

#include <stdbool.h>

#include "guide/claim/change.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"

/* A number that sets two figures beside each other. */
struct cs_relation {
    struct cs_change_draft d; /* its kind: of the two figures */
    enum cs_per per;          /* of the two figures, when they are pay */
    bool is_against;          /* it says against what: "more than", "above" */
    bool is_of_that;          /* "twice that": the figure before is what it is held against */
    bool is_label;            /* a label names both: "Colorado over Utah: +$12,100" */
};

/* Whether amount `value` of the sentence says how far two figures of pay lie apart: fills where the
 * words that belong to it end, and whether they name what it is held against. */
bool cs_relation_of_pay(const struct cs_passage *p, size_t value, struct cs_relation *out);

/* Whether it is a percent by which one is paid more than another: "39% more than". */
bool cs_relation_of_percent(const struct cs_passage *p, size_t value, struct cs_relation *out);

/* What a multiple multiplies, and what it is held against; CS_CLAIM_NONE when that is not said.
 * `last`: of the figure before it. */
enum cs_claim_kind cs_relation_of_multiple(const struct cs_passage *p,
                                           const struct cs_multiple *multiple,
                                           enum cs_claim_kind last, struct cs_relation *out);

/* Whether text [start, end) sets two beside each other: "Colorado over Utah", "Ohio vs. Texas". */
bool cs_relation_joins(const struct cs_passage *p, size_t start, size_t end);

/* Whether a cell is one amount of money and no words. */
bool cs_relation_is_alone(const struct cs_passage *p);

/* Adds the pairs of figures that the relation may lie between, the likeliest first. */
void cs_relation_find_ends(struct cs_relation *r);

#endif
