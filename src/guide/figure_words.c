/* Titles inside sentences. */
#include <string.h>

#include "guide/figure.h"

static int is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static int is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Small words that are not capitalised in titles. */
static int is_small(const char *word, size_t n)
{
    static const char *const words[] = {"and", "or", "of", "the", "in", "for", "to", "except",
                                        "a",   "an", "at", "by",  "on", "with", "not"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncmp(words[i], word, n) == 0)
            return 1;
    return 0;
}

static int is_name(const char *word, size_t n)
{
    return n == 7 && strncmp(word, "English", n) == 0;
}

static size_t word_length(const char *at)
{
    size_t n = 0;
    while (cs_is_alpha(at[n]) || at[n] == '\'')
        n++;
    return n;
}

/* Whether every word but small ones begins with a capital. */
static int is_title_case(const char *title)
{
    size_t n_words = 0;
    for (const char *at = title; *at; at++) {
        size_t n = word_length(at);
        if (n == 0)
            continue;
        if (is_lower(*at) && !is_small(at, n))
            return 0;
        n_words++;
        at += n - 1;
    }
    return n_words > 1;
}

const char *cs_title_in_sentence(const char *title, struct cs_arena *arena)
{
    char *copy = cs_arena_strdup(arena, title);
    int changes_all = is_title_case(title);
    for (char *at = copy; at && *at; at++) {
        size_t n = word_length(at);
        if (n == 0)
            continue;
        int is_plain = is_upper(at[0]) && (n == 1 || is_lower(at[1]));
        if (is_plain && !is_name(at, n))
            *at = cs_to_lower(*at);
        if (!changes_all)
            break;
        at += n - 1;
    }
    return copy;
}
