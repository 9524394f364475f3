/* The words of a name. Inside of data/name. Answers for: cutting a folded name into words, plurals
 * and filler words, how one word meets another, and telling quickly which names cannot meet a query
 * at all. */
#ifndef CS_DATA_NAME_NAME_WORDS_H
#define CS_DATA_NAME_NAME_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { CS_NAME_BYTES = 256, CS_NAME_WORDS = 24 };

/* A folded text cut into words, plurals undone, filler words dropped. */
struct cs_name_word {
    char *text; /* in the words' text, NUL-terminated */
    size_t n_bytes;
    uint32_t letters; /* which of the 26 it has */
};
struct cs_name_words {
    char text[CS_NAME_BYTES];
    struct cs_name_word word[CS_NAME_WORDS];
    size_t n;
};

/* A folded text with its words spelled as `spelling` says, NULL for as it stands; words that have
 * no room are left out. */
void cs_name_respell(const char *folded, const char *(*spelling)(struct cs_span word),
                     char out[CS_NAME_BYTES]);

/* Cuts the folded text in words->text at its blanks. Filler words are dropped, unless there is
 * nothing else. */
void cs_name_words_cut(struct cs_name_words *words);

/* How one word of a query is met by one of a name, best first. */
enum cs_word_met { CS_WORD_SAME, CS_WORD_PREFIX, CS_WORD_TYPO, CS_WORD_NOT };
enum cs_word_met cs_name_word_compare(const struct cs_name_word *query,
                                      const struct cs_name_word *name);

/* Whether a name, not folded, can have half of the query's words or lie within the query: a quick
 * look at letters and lengths, which lets through all that do and few that do not. Tens of
 * thousands of names are offered to a search; nearly all end here. */
bool cs_name_words_could_meet(const struct cs_name_words *query, const char *name);

#endif
