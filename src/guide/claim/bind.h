/* Which mention speaks for which value. Answers for: tying spots of a passage (names, places,
 * dates, statistics) to one of its values, within the value's clause first, and saying how sure the
 * tie is. The same rules for every kind of mention. */
#ifndef CS_GUIDE_BIND_H
#define CS_GUIDE_BIND_H

#include <stdbool.h>

#include "guide/claim/passage.h"

/* How a mention is tied to a value, from the surest. */
enum cs_tie {
    CS_TIE_LIST,    /* the nth of a list beside the nth of a list */
    CS_TIE_BEHIND,  /* right behind it: "$51,000 for welders" */
    CS_TIE_AHEAD,   /* before it, no value between */
    CS_TIE_CLAUSE,  /* before it in its clause, another value between */
    CS_TIE_LATER,   /* behind it in its clause */
    CS_TIE_CARRIED, /* in a clause before */
    CS_TIE_LOOSE,   /* in a clause behind */
    CS_TIE_NONE,
};

/* The spot that speaks for amount `value`; CS_NOWHERE when none does. Spots are in order. *tie says
 * how. needs_link: a spot right behind counts only with a word between, "$51,000 for welders". */
enum { CS_BIND_LINKED = 1, CS_BIND_COUNT = 2 }; /* the latter: "818,700 electricians" too */
size_t cs_bind(const struct cs_passage *p, const struct cs_spot *spots, size_t n, size_t value,
               int needs_link, enum cs_tie *tie);
/* The same for text [at.start, at.end) that is no amount: a growth word. */
size_t cs_bind_at(const struct cs_passage *p, const struct cs_spot *spots, size_t n,
                  struct cs_spot at, enum cs_tie *tie);

/* Whether spots i and i + 1 stand in a list: nothing but commas, "and", "or", "/" between. */
bool cs_spots_are_listed(const struct cs_passage *p, const struct cs_spot *spots, size_t i);

/* "$48,910, below the nation", "well ahead of Ohio's": whether a place is what something is set
 * against by words behind `from`, not where it holds. */
bool cs_place_is_compared(const struct cs_passage *p, size_t place, size_t from);

#endif
