/* Names as they stand in prose. Answers for: cutting text into words that compare without case,
 * plural or punctuation; finding the longest known name that begins at a word. Unlike
 * data/name/names.h it does not score: a name is there or not, and thousands of sentences are
 * looked through. */
#ifndef CS_GUIDE_PHRASE_H
#define CS_GUIDE_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { CS_PHRASE_IDS = 4, CS_PHRASE_WORDS = 16 };

struct cs_word {
    size_t start, end; /* in the text */
    uint64_t hash;     /* of its folded form */
};
/* The words of text [start, end), at most `capacity`; returns how many. */
size_t cs_words_of(const char *text, size_t start, size_t end, struct cs_word *out,
                   size_t capacity);

/* The hash of a word with "ing" behind it: "survey" as "surveying". */
uint64_t cs_word_hash_ing(uint64_t hash);

/* One name, and what it may mean. */
struct cs_phrase {
    uint64_t hash;
    uint32_t ids[CS_PHRASE_IDS]; /* n_ids of them; more are not told apart */
    uint16_t n_ids, n_words;
    uint8_t is_title; /* rather than one of the other names */
};

struct cs_phrases {
    struct cs_phrase *slots; /* open addressing; n_words 0 is free */
    size_t n_slots, n_used;
    uint8_t *begun; /* bits, 16 a slot, by the hashes of beginnings of names, whole ones among them:
                       what is not set begins none */
};
void cs_phrases_init(struct cs_phrases *phrases);
void cs_phrases_clear(struct cs_phrases *phrases);
/* Adds a meaning of a name; a title pushes out what other names mean. Names of no words or more
 * than CS_PHRASE_WORDS are left out. Returns 0 when out of memory. */
bool cs_phrases_add(struct cs_phrases *phrases, struct cs_span name, uint32_t id, bool is_title);
/* The longest name that begins at words[0]; NULL when none. Borrowed until the next add. */
const struct cs_phrase *cs_phrases_longest(const struct cs_phrases *phrases,
                                           const struct cs_word *words, size_t n_words);
/* The name that the whole text is; NULL when it is none. */
const struct cs_phrase *cs_phrases_whole(const struct cs_phrases *phrases, struct cs_span text);

/* "Entertainment and recreation managers, except gambling": the name without what it leaves out or
 * takes in; empty when there is none. */
struct cs_span cs_title_core(const char *title);

#endif
