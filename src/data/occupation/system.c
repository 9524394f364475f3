/* Codes of other countries' occupations. Apart from the SOC's, which have a form of their own and
 * are told by it: these are bare digits, and one number is four occupations in four systems. */
#include "data/occupation/system.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "data/dataset.h"
#include "data/reference.h"

bool cs_is_soc_code(struct cs_span code)
{
    for (size_t i = 0; i < 7; i++)
        if (i >= code.size || (i == 2 ? code.start[i] != '-' : !cs_is_digit(code.start[i])))
            return false;
    return code.size == 7 || code.start[7] == '.';
}

enum { NAME_BYTES = 160 };

/* Whether a folded text is among "|"-separated words, or, with `inside`, holds one as a word. */
static bool has_word(const char *words, const char *folded, bool inside)
{
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, "|");
        char word[NAME_BYTES];
        cs_fold_name((struct cs_span){p, n}, word, sizeof word);
        const char *at = inside ? strstr(folded, word) : NULL;
        if (*word && (strcmp(word, folded) == 0 || (at && !cs_is_alnum(at[strlen(word)]))))
            return true;
        p += n + (p[n] == '|');
    }
    return false;
}

static size_t count_code(struct cs_span text)
{
    size_t n = 0;
    while (n < text.size && cs_is_digit(text.start[n]))
        n++;
    return n;
}

/* Without the system's name before it: "NOC_21231", "OC21". */
static struct cs_span strip(const struct cs_occupation_system *system, struct cs_span text)
{
    for (const char *p = system->strips; *p;) {
        size_t n = strcspn(p, "|"), i = 0, k = 0;
        for (; k < n && i < text.size; i++, k++)
            if (p[k] == ' ' ? cs_is_alnum(text.start[i]) : cs_to_lower(text.start[i]) != p[k])
                break;
        while (k == n && i < text.size && memchr(" _-:.", text.start[i], 5))
            i++;
        if (k == n && i < text.size && cs_is_digit(text.start[i]))
            return (struct cs_span){text.start + i, text.size - i};
        p += n + (p[n] == '|');
    }
    return text;
}

const struct cs_occupation_system *cs_occupation_system_choose(const struct cs_reference *reference,
                                                               const char *family,
                                                               struct cs_system_clues clues)
{
    const struct cs_occupation_system *by_digits = NULL, *by_year = NULL, *only = NULL;
    size_t n = 0, n_by_digits = 0;
    for (size_t i = 0; i < reference->n_systems; i++) {
        const struct cs_occupation_system *system = &reference->systems[i];
        if (strcmp(system->family, family) != 0 && strcmp(system->code, family) != 0)
            continue;
        if (clues.file && has_word(system->marks, clues.file, true))
            return system;
        if (count_code(strip(system, clues.code)) == (size_t)system->n_digits) {
            by_digits = system;
            n_by_digits++;
        }
        if (clues.year >= system->from_year && clues.year <= system->to_year && !by_year)
            by_year = system;
        only = system;
        n++;
    }
    return n == 1 ? only : n_by_digits == 1 ? by_digits : by_year;
}

/* Whether the text is what the system calls all occupations: "TOTAL", "All employees". */
static bool is_total(const struct cs_occupation_system *system, struct cs_span text)
{
    char folded[NAME_BYTES];
    return cs_fold_name(text, folded, sizeof folded) > 0 && has_word(system->totals, folded, false);
}

/* How far a code goes: digits, and of the PCS letters in them ("37a1"). */
static size_t code_length(const struct cs_occupation_system *system, struct cs_span text)
{
    size_t n = count_code(text), most = (size_t)system->n_digits;
    if (strcmp(system->family, "PCS") == 0)
        while (n < text.size && n < most && cs_is_alnum(text.start[n]))
            n++;
    bool ends = n == text.size || memchr(" .-:\t", text.start[n], 5);
    return n > 0 && n <= most && ends ? n : 0;
}

struct cs_span cs_occupation_system_write(const struct cs_occupation_system *system,
                                          struct cs_span text, char out[CS_SYSTEM_CODE_BYTES],
                                          struct cs_span *title)
{
    struct cs_span bare = cs_span_trim(strip(system, text));
    size_t n = code_length(system, bare);
    *title = cs_span_of("");
    if (is_total(system, text)) {
        bare = cs_span_of("total");
        n = bare.size;
    } else if (n == 0) {
        n = bare.size;
    } else if (n < bare.size) {
        struct cs_span rest = {bare.start + n, bare.size - n};
        while (rest.size && !cs_is_alnum(*rest.start) && (unsigned char)*rest.start < 0x80)
            rest = (struct cs_span){rest.start + 1, rest.size - 1};
        if (rest.size > 1) /* not "2136.0" */
            *title = rest;
    }
    int length = snprintf(out, CS_SYSTEM_CODE_BYTES, "%s:%.*s", system->code, (int)n, bare.start);
    return (struct cs_span){out, (size_t)length < CS_SYSTEM_CODE_BYTES ? (size_t)length
                                                                       : CS_SYSTEM_CODE_BYTES - 1};
}

struct cs_span cs_occupation_system_fill(struct cs_span text, size_t n_digits,
                                         char out[CS_SYSTEM_CODE_BYTES])
{
    size_t n = count_code(text);
    struct cs_span rest = {text.start + n, text.size - n};
    bool is_whole = rest.size == 0 || cs_span_equals(rest, ".0");
    if (n == 0 || n >= n_digits || n_digits >= CS_SYSTEM_CODE_BYTES || !is_whole)
        return text;
    memset(out, '0', n_digits - n);
    memcpy(out + n_digits - n, text.start, n);
    return (struct cs_span){out, n_digits};
}

/* The n-th of the "|"-separated names of tiers, from 1. */
static enum cs_tier tier_named(const char *tiers, size_t n)
{
    for (; n > 1 && *tiers; n--)
        tiers += strcspn(tiers, "|") + (tiers[strcspn(tiers, "|")] == '|');
    struct cs_span name = {tiers, strcspn(tiers, "|")};
    for (int tier = CS_TIER_TOTAL; name.size && tier <= CS_TIER_SUMMARY; tier++)
        if (cs_span_equals(name, cs_tier_name((enum cs_tier)tier)))
            return (enum cs_tier)tier;
    return CS_TIER_UNKNOWN;
}

const struct cs_occupation_system *
cs_occupation_system_of_code(const struct cs_reference *reference, const char *code)
{
    const char *colon = strchr(code, ':');
    for (size_t i = 0; colon && i < reference->n_systems; i++)
        if (cs_span_equals((struct cs_span){code, (size_t)(colon - code)},
                           reference->systems[i].code))
            return &reference->systems[i];
    return NULL;
}

enum cs_tier cs_occupation_system_tier(const struct cs_reference *reference, const char *code)
{
    const struct cs_occupation_system *system = cs_occupation_system_of_code(reference, code);
    if (!system)
        return CS_TIER_UNKNOWN;
    struct cs_span bare = cs_span_of(strchr(code, ':') + 1);
    if (cs_span_equals(bare, "total"))
        return CS_TIER_TOTAL;
    size_t n = code_length(system, bare);
    return n == bare.size ? tier_named(system->tiers, n) : CS_TIER_UNKNOWN;
}
