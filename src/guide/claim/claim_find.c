/* Phrases in a text, looked for at the beginnings of words in one pass over the text. */
#include <string.h>

#include "guide/claim/claim_read.h"

static const char *words_of_row(const struct cs_cues *cues, size_t i)
{
    return *(const char *const *)((const char *)cues->rows + i * cues->stride);
}

/* A letter without its case; other characters fall together with nothing that matters here. */
static inline char fold(char c)
{
    return (char)(c | 0x20);
}

static inline int is_letter(char c)
{
    return (unsigned char)(fold(c) - 'a') < 26;
}

static inline int is_alnum(char c)
{
    return is_letter(c) || (unsigned char)(c - '0') < 10;
}

/* Letters by which phrases begin, a bit each; bit 0: others, which may begin anywhere. */
static uint32_t first_letters(const struct cs_cues *cues)
{
    uint32_t mask = 0;
    for (size_t i = 0; i < cues->n; i++) {
        char c = words_of_row(cues, i)[0];
        mask |= is_letter(c) ? 1u << (c & 31) : 1u;
    }
    return mask;
}

static int is_same_character(char a, char b)
{
    return a == b || (is_letter(a) && fold(a) == fold(b));
}

/* Whether the phrase stands at i, its last word whole. */
static int is_phrase_at(const char *text, size_t i, size_t end, const char *phrase)
{
    char last = phrase[0];
    for (; *phrase; phrase++, i++) {
        if (i >= end || !is_same_character(text[i], *phrase))
            return 0;
        last = *phrase;
    }
    return !is_alnum(last) || i >= end || !is_alnum(text[i]);
}

/* The first row whose phrase begins at i; n when none does. */
static inline size_t row_at(const struct cs_cues *cues, uint32_t mask, const char *text, size_t i,
                            size_t end)
{
    char c = text[i];
    int may_begin = is_letter(c) ? mask >> (c & 31) & 1u && !(i && is_alnum(text[i - 1]))
                                 : mask & 1u && !(is_alnum(c) && i && is_alnum(text[i - 1]));
    for (size_t row = 0; may_begin && row < cues->n; row++) {
        const char *phrase = words_of_row(cues, row);
        if (fold(phrase[0]) == fold(c) && is_phrase_at(text, i, end, phrase))
            return row;
    }
    return cues->n;
}

size_t cs_find_first_of(const char *text, size_t start, size_t end, const struct cs_cues *cues,
                        size_t *row)
{
    uint32_t mask = first_letters(cues);
    for (size_t i = start; i < end; i++) {
        *row = row_at(cues, mask, text, i, end);
        if (*row < cues->n)
            return i;
    }
    return CS_NOWHERE;
}

size_t cs_find_last_of(const char *text, size_t start, size_t end, const struct cs_cues *cues,
                       size_t *row)
{
    uint32_t mask = first_letters(cues);
    for (size_t i = end; i-- > start;) {
        *row = row_at(cues, mask, text, i, end);
        if (*row < cues->n)
            return i;
    }
    return CS_NOWHERE;
}

size_t cs_find_first(const char *text, size_t start, size_t end, const char *phrase)
{
    size_t row;
    return cs_find_first_of(text, start, end, &(struct cs_cues){&phrase, 1, sizeof phrase}, &row);
}

int cs_find_any(const char *text, size_t start, size_t end, const char *const *phrases)
{
    struct cs_cues cues = {phrases, 0, sizeof *phrases};
    size_t row;
    while (phrases[cues.n])
        cues.n++;
    return cs_find_first_of(text, start, end, &cues, &row) != CS_NOWHERE;
}
