/* Header patterns: literal text with {year}, {base}, {target} (four digits; two for a target after
 * its base: "2022-32") and {n} (any number). */
#include <string.h>

#include "base/text.h"
#include "ingest/layout/layout.h"

static const struct {
    const char *name;
    size_t n_digits; /* 0 any number of them */
    size_t offset;
} slots[] = {
    {"{year}", 4, offsetof(struct cs_captures, year)},
    {"{base}", 4, offsetof(struct cs_captures, base)},
    {"{target}", 4, offsetof(struct cs_captures, target)},
    {"{n}", 0, offsetof(struct cs_captures, number)},
};

static int find_slot(const char *pattern)
{
    for (int i = 0; i < (int)(sizeof slots / sizeof *slots); i++)
        if (cs_starts_with(pattern, slots[i].name))
            return i;
    return -1;
}

/* Reads the slot's digits at text; returns how many, 0 when they do not fit. */
static size_t read_slot(int slot, const char *text, struct cs_captures *captures)
{
    size_t n = 0;
    int value = 0;
    while (cs_is_digit(text[n]) && n < 9) {
        value = value * 10 + (text[n] - '0');
        n++;
    }
    int is_short_target =
        slots[slot].offset == offsetof(struct cs_captures, target) && n == 2 && captures->base;
    if (is_short_target)
        value += captures->base / 100 * 100;
    else if (n == 0 || (slots[slot].n_digits && (n != slots[slot].n_digits || value < 1800)))
        return 0;
    memcpy((char *)captures + slots[slot].offset, &value, sizeof value);
    return n;
}

/* Matches the pattern at the start of text; returns the rest of the text, or NULL. */
static const char *match_prefix(const char *pattern, const char *text, struct cs_captures *captures)
{
    while (*pattern) {
        int slot = *pattern == '{' ? find_slot(pattern) : -1;
        if (slot >= 0) {
            size_t n = read_slot(slot, text, captures);
            if (n == 0)
                return NULL;
            text += n;
            pattern += strlen(slots[slot].name);
        } else if (cs_to_lower(*pattern) == cs_to_lower(*text)) {
            pattern++;
            text++;
        } else {
            return NULL;
        }
    }
    return text;
}

int cs_pattern_match(const char *pattern, const char *text, struct cs_captures *captures)
{
    struct cs_captures found = *captures;
    const char *rest = match_prefix(pattern, text, &found);
    if (!rest || *rest)
        return 0;
    *captures = found;
    return 1;
}

int cs_pattern_find(const char *pattern, const char *text, struct cs_captures *captures)
{
    for (; *text; text++) {
        struct cs_captures found = *captures;
        const char *rest = match_prefix(pattern, text, &found);
        if (rest && !cs_is_digit(*rest)) {
            *captures = found;
            return 1;
        }
    }
    return 0;
}
