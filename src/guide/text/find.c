/* Phrases in a text, looked for at the beginnings of words. */
#include "guide/text/find.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static bool is_same_character(char a, char b)
{
    return a == b || cs_to_lower(a) == cs_to_lower(b);
}

/* Whether the phrase stands at i, its first and last word whole. */
static bool is_phrase_at(const char *text, size_t i, size_t end, const char *phrase)
{
    char last = phrase[0];
    if (cs_is_alnum(phrase[0]) && i && cs_is_alnum(text[i - 1]))
        return false;
    for (; *phrase; phrase++, i++) {
        if (i >= end || !is_same_character(text[i], *phrase))
            return false;
        last = *phrase;
    }
    return !cs_is_alnum(last) || i >= end || !cs_is_alnum(text[i]);
}

size_t cs_find_first(const char *text, size_t start, size_t end, const char *phrase)
{
    char first = cs_to_lower(phrase[0]);
    bool is_letter = cs_is_alpha(first);
    for (size_t i = start; i < end; i++) {
        if (is_letter && (text[i] | 0x20) != first) /* of ASCII only a letter and its capital do */
            continue;
        if (is_phrase_at(text, i, end, phrase))
            return i;
    }
    return (size_t)-1;
}

bool cs_find_any(const char *text, size_t start, size_t end, const char *const *phrases)
{
    for (; *phrases; phrases++) {
        if (cs_find_first(text, start, end, *phrases) != (size_t)-1)
            return true;
    }
    return false;
}
