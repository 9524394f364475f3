/* Text helpers that never look at the locale. Answers for: UTF-8 structure, ASCII case and blanks,
 * and folding names for comparison. */
#ifndef CS_BASE_TEXT_H
#define CS_BASE_TEXT_H

#include <stdbool.h>

#include <stddef.h>
#include <stdint.h>

/* Bytes of the valid UTF-8 character at s, or 0 when it is invalid, overlong or cut off. */
size_t cs_utf8_length(const char *s, size_t n_bytes);
/* Code point of a character of known length (from cs_utf8_length). */
uint32_t cs_utf8_decode(const char *s, size_t length);
/* Writes a code point; returns the length. Requires: no surrogate. */
size_t cs_utf8_encode(uint32_t code, char out[4]);
/* C1 controls and the bidirectional controls that can disguise text. */
bool cs_utf8_is_control(const char *s, size_t length);
bool cs_utf8_is_valid(const char *s, size_t n_bytes);
/* Number of characters, an invalid byte counting as one. */
size_t cs_utf8_count(const char *s, size_t n_bytes);
/* Columns on a terminal: wide East Asian characters count 2, combining marks 0. */
size_t cs_utf8_width(const char *s, size_t n_bytes);

/* Writes the character at s in lower case: ASCII, Latin, Greek and Cyrillic letters; any other byte
 * as it is. Returns its bytes, as many as the capital has. Requires: n_bytes > 0. */
size_t cs_lower_at(const char *s, size_t n_bytes, char out[4]);

/* ASCII only, whatever the locale. Asked of every character of every guide and table. */
static inline bool cs_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool cs_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool cs_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool cs_is_alnum(char c)
{
    return cs_is_alpha(c) || cs_is_digit(c);
}
static inline char cs_to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A borrowed piece of text. */
struct cs_span {
    const char *start;
    size_t size;
};
struct cs_span cs_span_of(const char *text);
/* Without blanks, tabs, line ends and no-break spaces at either end. */
struct cs_span cs_span_trim(struct cs_span span);
bool cs_span_equals(struct cs_span span, const char *text);
/* Case ignored, as by cs_lower_at. */
bool cs_span_equals_nocase(struct cs_span span, const char *text);
/* The same against each of some words, NULL at their end. */
bool cs_span_is_any(struct cs_span span, const char *const *words);
bool cs_equals_nocase(const char *a, const char *b);
bool cs_starts_with(const char *text, const char *prefix);
bool cs_ends_with_nocase(const char *text, const char *suffix);

/* Folds a name for comparison into out (capacity bytes with the NUL, cut if longer): lower
 * case, any run of blanks, underscores, hyphens, dashes and other punctuation as one space,
 * trimmed. Returns the length. */
size_t cs_fold_name(struct cs_span name, char *out, size_t capacity);

#endif
