/* Between the readers of a sentence's values (value*.c): a value with the text that may speak for
 * it, and what they ask about it alike. */
#ifndef CS_GUIDE_VALUE_PART_H
#define CS_GUIDE_VALUE_PART_H

#include <stdbool.h>

#include "guide/claim/claim_read.h"

enum { ANY_VALUE = -1 };

/* The text runs from the value before to the value behind, within the clause. */
struct cs_value {
    const struct cs_sentence *s;
    const struct cs_passage *p;
    size_t index;
    const struct cs_amount *amount;
    struct cs_spot clause, ahead, behind;
};
struct cs_value cs_value_of(const struct cs_sentence *s, size_t index);

/* The first cue in the clause, in the sentence; the last before the value and nothing else's. */
const struct cs_cue *cs_value_in_clause(const struct cs_value *v, enum cs_cue_kind kind, int value);
const struct cs_cue *cs_value_anywhere(const struct cs_value *v, enum cs_cue_kind kind, int value);
const struct cs_cue *cs_value_ahead(const struct cs_value *v, enum cs_cue_kind kind, int value);
/* The same within `reach` bytes before the value, or behind it. */
const struct cs_cue *cs_value_near_ahead(const struct cs_value *v, enum cs_cue_kind kind, int value,
                                         size_t reach);
const struct cs_cue *cs_value_near_behind(const struct cs_value *v, enum cs_cue_kind kind,
                                          int value, size_t reach);
/* Whether words stand right behind the value, right before it. */
bool cs_value_follows(const struct cs_value *v, const char *words);
bool cs_value_precedes(const struct cs_value *v, const char *words);

/* The claim before in the same sentence; NULL when there is none. */
const struct cs_claim *cs_value_before_in_sentence(const struct cs_value *v);
/* Whether nothing between the claim before and this value says what it counts: it counts the same.
 */
bool cs_value_says_nothing_new(const struct cs_value *v, const struct cs_claim *before);
/* Whether only a comma, "and", "or" or "to" stands between the claim before and this value. */
bool cs_value_goes_on(const struct cs_value *v, const struct cs_claim *before);
/* Whether a name, a place or a date is the value's own: "15,400 a year for pharmacists". */
bool cs_value_has_own_tag(const struct cs_value *v);
/* "rose $4,000", "a gap of nearly $13,000": a change or difference, no level. */
bool cs_value_is_change(const struct cs_value *v);
/* Whether a verb stands between the end of a value and a word that compares: "$44,290 is above". */
bool cs_is_level_beyond(const struct cs_passage *p, size_t end, const struct cs_cue *beyond);
/* "a bit better (about $2,800 a year)", "earns more, by $2,800": a small amount that a comparison
 * takes along, how far two lie apart. *direction: +1 up, -1 down, 0 not said. */
bool cs_is_set_beside(const struct cs_passage *p, const struct cs_amount *amount, int *direction);
/* What a count is by the whole shape of its words: "Maine counts 3,320 of them", "77,000 more
 * electricians by 2034"; CS_CLAIM_NONE when they have none of the shapes. */
enum cs_claim_kind cs_value_bare_kind(const struct cs_value *v);
/* Whether it is called a sum right behind: "34,000 between them". */
bool cs_value_sums_up(const struct cs_value *v);
/* An age, a ratio, too small, or a part of what was counted before. */
bool cs_value_is_no_count(const struct cs_value *v);
/* Whether an occupation is named right behind the number: "349,370 medical secretaries". */
bool cs_value_counts_an_occupation(const struct cs_value *v);

/* Counts of a change: "add 22,700 plumbers", "24,500 jobs and 9,500 jobs" behind "add", what a
 * percent of growth makes, "go from 864,800"; and the kinds of "from 319,400 to 301,800". */
bool cs_value_is_added(const struct cs_value *v);
bool cs_value_is_added_too(const struct cs_value *v);
bool cs_value_is_gain(const struct cs_value *v);
bool cs_value_is_going_from(const struct cs_value *v);
enum cs_claim_kind cs_value_kind_moved(const struct cs_value *v);

/* "350 new teacher jobs" in a guide to electricians: another's. */
bool cs_value_counts_others(const struct cs_value *v);
/* "a small craft with 24,200 jobs in the entire country", "about 339,900 jobs" alone: nothing but
 * the context says whose they are. */
bool cs_value_is_loose_count(const struct cs_value *v);

bool cs_value_is_pay(const struct cs_value *v, const struct cs_claim_label *label);
/* *direction: +1 up, -1 down. */
bool cs_value_is_growth(const struct cs_value *v, const struct cs_claim_label *label,
                        int *direction);
/* "is set to grow, from 425,200 jobs to 459,700": the end of a way whose start has its own noun. */
bool cs_value_ends_a_way(const struct cs_value *v);

#endif
