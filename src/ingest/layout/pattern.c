/* Header patterns: literal text with {year}, {base}, {target} (four digits; two for a target after
 * its base: "2022-32") and {n} (any number). And what of a header they are held against. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/currency.h"
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

#define CURRENCY_SLOT "{currency}"

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
    bool is_short_target =
        slots[slot].offset == offsetof(struct cs_captures, target) && n == 2 && captures->base;
    if (is_short_target)
        value += captures->base / 100 * 100;
    else if (n == 0 || (slots[slot].n_digits && (n != slots[slot].n_digits || value < 1800)))
        return 0;
    memcpy((char *)captures + slots[slot].offset, &value, sizeof value);
    return n;
}

/* "{currency}": a known code, as ISO 4217 writes it but for its case. */
static size_t read_currency(const char *pattern, const char *text, struct cs_captures *captures)
{
    char code[4] = "";
    if (!cs_starts_with(pattern, CURRENCY_SLOT) || strlen(text) < 3 || cs_is_alnum(text[3]))
        return 0;
    for (int i = 0; i < 3; i++)
        code[i] = cs_is_alpha(text[i]) ? (char)(text[i] & ~0x20) : ' ';
    if (!cs_currency_of(code))
        return 0;
    memcpy(captures->currency, code, sizeof code);
    return 3;
}

/* Matches the slot, or a brace that is none, at the start of both; moves both behind it. Returns
 * false when the text is not of it. */
static bool match_slot(const char **pattern, const char **text, struct cs_captures *captures)
{
    int slot = find_slot(*pattern);
    size_t n =
        slot >= 0 ? read_slot(slot, *text, captures) : read_currency(*pattern, *text, captures);
    size_t n_pattern = slot >= 0 ? strlen(slots[slot].name) : strlen(CURRENCY_SLOT);
    if (slot < 0 && n == 0 && **text == '{')
        n = n_pattern = 1;
    *pattern += n_pattern;
    *text += n;
    return n > 0;
}

/* Matches the pattern at the start of text; returns the rest of the text, or NULL. */
static const char *match_prefix(const char *pattern, const char *text, struct cs_captures *captures)
{
    while (*pattern) {
        if (*pattern != '{') {
            if (*pattern != *text && cs_to_lower(*pattern) != cs_to_lower(*text))
                return NULL;
            pattern++;
            text++;
        } else if (strcmp(pattern, "{rest}") == 0) {
            return text + strlen(text);
        } else if (!match_slot(&pattern, &text, captures)) {
            return NULL;
        }
    }
    return text;
}

bool cs_pattern_match(const char *pattern, const char *text, struct cs_captures *captures)
{
    struct cs_captures found = *captures;
    const char *rest = match_prefix(pattern, text, &found);
    if (!rest || *rest)
        return false;
    *captures = found;
    return true;
}

bool cs_pattern_find(const char *pattern, const char *text, struct cs_captures *captures)
{
    for (; *text; text++) {
        struct cs_captures found = *captures;
        const char *rest = match_prefix(pattern, text, &found);
        if (rest && !cs_is_digit(*rest)) {
            *captures = found;
            return true;
        }
    }
    return false;
}

/* ---- headers ---- */

/* Whether what stands in brackets is the mark of a footnote: "1", "1, 2", "note 3". */
static bool is_note_mark(struct cs_span text)
{
    static const char word[] = "note";
    size_t n_digits = 0, i = 0;
    if (text.size > 4 && cs_span_equals_nocase((struct cs_span){text.start, 4}, word))
        i = 4;
    for (; i < text.size; i++) {
        char c = text.start[i];
        n_digits = cs_is_digit(c) ? n_digits + 1 : n_digits > 2 ? n_digits : 0;
        if (n_digits > 2 || (!cs_is_digit(c) && c != ' ' && c != ','))
            return false;
    }
    return text.size > 0 && cs_is_digit(text.start[text.size - 1]);
}

/* How many bytes at the end are one mark: brackets or a raised digit; 0 none. */
static size_t mark_at_end(struct cs_span text)
{
    static const char *const raised[] = {"\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};
    char last = text.size ? text.start[text.size - 1] : '\0';
    for (size_t i = 0; i < sizeof raised / sizeof *raised; i++)
        if (text.size > 2 && memcmp(text.start + text.size - 2, raised[i], 2) == 0)
            return 2;
    if (last != ']' && last != ')')
        return 0;
    size_t open = text.size - 1;
    while (open > 0 && text.start[open] != (last == ']' ? '[' : '('))
        open--;
    struct cs_span inner = {text.start + open + 1, text.size - open - 2};
    return open > 0 && is_note_mark(inner) ? text.size - open : 0;
}

struct cs_span cs_header_words(struct cs_span header)
{
    size_t n_mark;
    header = cs_span_trim(header);
    while ((n_mark = mark_at_end(header)) > 0)
        header = cs_span_trim((struct cs_span){header.start, header.size - n_mark});
    return header;
}

size_t cs_header_fold(struct cs_span header, char *out, size_t capacity)
{
    return cs_fold_name(cs_header_words(header), out, capacity);
}
