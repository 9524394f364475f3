/* Phrases looked for in a text. Answers for: the first or last place where any of a list stands, at
 * the beginnings of words, case ignored. For words that only one rule asks about; phrases by which
 * claims are recognized are rows of a table (guide/topic/cue.h). */
#ifndef CS_GUIDE_TEXT_FIND_H
#define CS_GUIDE_TEXT_FIND_H

#include <stdbool.h>
#include <stddef.h>

/* Whether any of a NULL-ended list is in text [start, end). */
bool cs_find_any(const char *text, size_t start, size_t end, const char *const *phrases);
/* Where a phrase stands first; (size_t)-1 when it does not. */
size_t cs_find_first(const char *text, size_t start, size_t end, const char *phrase);

#endif
