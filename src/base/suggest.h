/* "Did you mean": spelling distance between names. */
#ifndef CS_BASE_SUGGEST_H
#define CS_BASE_SUGGEST_H

#include <stddef.h>

/* Edits (insert, delete, replace, swap of neighbors) that turn a into b, bytes compared without
 * ASCII case; stops at limit + 1. Reference: Damerau 1964, optimal string alignment. */
size_t cs_edit_distance(const char *a, const char *b, size_t limit);

/* The nearest of n candidates within a third of the word's length (at least 1 edit), the first on
 * a tie, or NULL. Ownership: borrowed from candidates. */
const char *cs_suggest(const char *word, const char *const *candidates, size_t n);

#endif
