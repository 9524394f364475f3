/* Which of two names that meet a query is meant. Apart from names.c, which finds them: what people
 * mean by a name is a matter of its own. A publisher's list of tens of thousands of job titles has
 * "Phlebotomist" under two codes and "Lineman" under six; the title of an occupation goes before
 * them, and so do the names in the reference table, which say what most people mean. */
#include "data/name/name_rank.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/reference.h"
#include "data/name/names.h"

/* "15-2010", "15-0000": a group of occupations ends in 0. */
static bool is_group(const char *code)
{
    size_t n = strlen(code);
    return n > 0 && code[n - 1] == '0';
}

/* A wider group of the SOC in more of them. */
static int n_zeros(const char *code)
{
    size_t n = strlen(code);
    int zeros = 0;
    while (n > 2 && code[2] == '-' && code[--n] == '0')
        zeros++;
    return zeros;
}

bool cs_code_is_group_of(const char *group, const char *code)
{
    size_t n = strlen(group), n_said = n - (size_t)n_zeros(group);
    return n_said < n && strlen(code) == n && strcmp(group, code) != 0 &&
           strncmp(group, code, n_said) == 0;
}

/* Best first. */
enum standing {
    OF_CODE,
    WHOLE_TITLE,
    COMMON_NAME,
    PART_OF_TITLE, /* or the title of a group, which common names split */
    WHOLE_NAME,    /* as written */
    WHOLE_WORDS,   /* but for plural, order and filler words */
    OF_ANOTHER,    /* system of occupations than the SOC: "Musicians" of the UK's */
    FREE_TITLE,    /* of a survey, without a code */
    LESS,
};

bool cs_name_hit_is_free(const struct cs_name_hit *hit)
{
    bool has_letter = false;
    for (const char *p = hit->code; *p; p++)
        has_letter = has_letter || cs_is_alpha(*p);
    return has_letter && strcmp(hit->kind, "occupation") == 0 && !strchr(hit->code, ':') &&
           strcmp(hit->code, hit->title) == 0;
}

static int standing_of(const struct cs_name_hit *hit)
{
    if (hit->match <= CS_MATCH_WORDS && cs_name_hit_is_free(hit))
        return FREE_TITLE;
    if (hit->match > CS_MATCH_CODE && hit->match <= CS_MATCH_PART && strchr(hit->code, ':'))
        return OF_ANOTHER;
    switch (hit->match) {
    case CS_MATCH_CODE:
        return OF_CODE;
    case CS_MATCH_SAME:
    case CS_MATCH_WORDS:
        if (hit->is_title)
            return is_group(hit->code) ? PART_OF_TITLE : WHOLE_TITLE;
        return hit->is_common                ? COMMON_NAME
               : hit->match == CS_MATCH_SAME ? WHOLE_NAME
                                             : WHOLE_WORDS;
    case CS_MATCH_PART:
        return is_group(hit->code) ? LESS : PART_OF_TITLE;
    default:
        return LESS + (int)hit->match;
    }
}

int cs_name_hit_compare(const struct cs_name_hit *a, const struct cs_name_hit *b)
{
    int standing = standing_of(a), other = standing_of(b);
    if (standing != other)
        return standing < other ? -1 : 1;
    if (standing >= LESS && a->n_extra != b->n_extra)
        return a->n_extra < b->n_extra ? -1 : 1;
    int order = cs_name_hit_is_free(a) - cs_name_hit_is_free(b);
    if (!order)
        order = b->is_title - a->is_title;
    /* A misspelt name means what it means when spelled right. */
    return order || a->match != CS_MATCH_TYPO || b->match != CS_MATCH_TYPO
               ? order
               : b->is_common - a->is_common;
}

/* Negative when a is in use where b is no longer; 0 when that is not known. */
static int compare_years(const struct cs_name_hit *a, const struct cs_name_hit *b)
{
    if (a->year == b->year || a->year <= 0 || b->year <= 0)
        return 0;
    return a->year > b->year ? -1 : 1;
}

/* Codes in use that have every word come first, then earlier ones that do. */
static int class_of(const struct cs_name_hit *hit)
{
    return hit->match <= CS_MATCH_ALL ? hit->is_old : 2;
}

static int compare_hits(const void *a, const void *b)
{
    const struct cs_name_hit *x = a, *y = b;
    int order = class_of(x) - class_of(y);
    if (!order)
        order = cs_name_hit_compare(x, y);
    if (!order)
        order = compare_years(x, y);
    if (order)
        return order;
    if (is_group(x->code) != is_group(y->code))
        return is_group(x->code) ? 1 : -1;
    if (n_zeros(x->code) != n_zeros(y->code))
        return n_zeros(x->code) - n_zeros(y->code);
    if (x->n_names != y->n_names)
        return x->n_names > y->n_names ? -1 : 1;
    return strcmp(x->code, y->code);
}

/* Titles are of the newest year they were published in, of projections the target: a code that only
 * has much older ones is no longer in use. */
static void mark_old(struct cs_name_hit *hits, size_t n_hits)
{
    enum { SPAN = 10 };
    int newest = 0;
    for (size_t i = 0; i < n_hits; i++)
        newest = hits[i].year > newest ? hits[i].year : newest;
    for (size_t i = 0; i < n_hits; i++)
        hits[i].is_old = hits[i].year > 0 && hits[i].year + SPAN < newest;
}

/* Whether a hit is of a code that took the place of `code`, and was published later. */
static bool is_replaced(const struct cs_name_hit *hits, size_t n_hits, const char *code, int year,
                        const struct cs_reference *reference, int steps)
{
    for (size_t i = 0; i < reference->n_soc_changes; i++) {
        const struct cs_soc_change *change = &reference->soc_changes[i];
        if (strcmp(change->from, code) != 0 || strcmp(change->to, code) == 0)
            continue;
        for (size_t k = 0; k < n_hits; k++)
            if (hits[k].match <= CS_MATCH_ALL && hits[k].year > year &&
                strcmp(hits[k].code, change->to) == 0)
                return true;
        if (steps > 1 && is_replaced(hits, n_hits, change->to, year, reference, steps - 1))
            return true;
    }
    return false;
}

static void mark_replaced(struct cs_name_hit *hits, size_t n_hits,
                          const struct cs_reference *reference)
{
    enum { STEPS = 3 }; /* two revisions and a group */
    for (size_t i = 0; i < n_hits; i++)
        if (hits[i].match > CS_MATCH_CODE && hits[i].match <= CS_MATCH_ALL && hits[i].year > 0 &&
            is_replaced(hits, n_hits, hits[i].code, hits[i].year, reference, STEPS))
            hits[i].is_old = true;
}

void cs_name_hits_sort(struct cs_name_hit *hits, size_t n_hits,
                       const struct cs_reference *reference)
{
    mark_old(hits, n_hits);
    if (reference)
        mark_replaced(hits, n_hits, reference);
    if (n_hits)
        qsort(hits, n_hits, sizeof *hits, compare_hits);
}

/* Whether no other code meets the query as well as the first does. */
static bool is_apart(const struct cs_name_hit *hits, size_t n_hits)
{
    size_t i = 1;
    while (
        i < n_hits && class_of(&hits[i]) == class_of(&hits[0]) &&
        cs_name_hit_compare(&hits[0], &hits[i]) == 0 &&
        (compare_years(&hits[0], &hits[i]) < 0 || cs_code_is_group_of(hits[i].code, hits[0].code)))
        i++;
    return i == n_hits || class_of(&hits[i]) > class_of(&hits[0]) ||
           cs_name_hit_compare(&hits[0], &hits[i]) < 0;
}

bool cs_name_hits_are_sure(const struct cs_name_hit *hits, size_t n_hits)
{
    return n_hits > 0 && hits[0].match <= CS_MATCH_PART && is_apart(hits, n_hits);
}

bool cs_name_hits_are_slip(const struct cs_name_hit *hits, size_t n_hits)
{
    return n_hits > 0 && hits[0].match == CS_MATCH_TYPO && hits[0].n_extra == 0 &&
           is_apart(hits, n_hits);
}

bool cs_name_hits_are_title(const struct cs_name_hit *hits, size_t n_hits)
{
    return cs_name_hits_are_sure(hits, n_hits) && standing_of(&hits[0]) == WHOLE_TITLE;
}

bool cs_name_hits_are_common(const struct cs_name_hit *hits, size_t n_hits)
{
    bool is_common = n_hits > 0 && standing_of(&hits[0]) == COMMON_NAME;
    for (size_t i = 1; i < n_hits; i++)
        is_common = is_common && standing_of(&hits[i]) > COMMON_NAME;
    return is_common;
}
