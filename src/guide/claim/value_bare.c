/* Counts that no noun of counting stands beside: what a place has, how many work there, how many
 * more of an occupation there will be, how many are needed a year. Asked after everything else
 * (value_count.c), since each needs the whole shape of its words. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

enum { FEWEST = 100 }; /* fewer are halls, counties, schools */

/* The word that begins at or behind byte `i`, by its index; n_words when there is none. */
static size_t word_at(const struct cs_passage *p, size_t i)
{
    size_t k = 0;
    while (k < p->names.n_words && p->names.words[k].start < i)
        k++;
    return k;
}

static bool is_word(const struct cs_passage *p, size_t i, const char *const *list)
{
    return i < p->names.n_words && cs_span_is_any(cs_passage_word(p, i), list);
}

/* The occupation that is named from word `i` on; NULL when none is. */
static const struct cs_mention *name_at(const struct cs_passage *p, size_t i)
{
    for (size_t k = 0; k < p->names.n_mentions; k++) {
        if (p->names.mentions[k].first == i)
            return &p->names.mentions[k];
    }
    return NULL;
}

/* Whether a place that the data know stands at byte `at`, or ends there. */
static bool is_place(const struct cs_passage *p, size_t at, bool is_end)
{
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->regions[i] && (is_end ? p->places[i].end : p->places[i].start) == at)
            return true;
    }
    return false;
}

/* Past words of looseness before word `i`: the word they belong to, or n_words. */
static size_t word_before(const struct cs_value *v)
{
    static const char *const loose[] = {
        "about",   "around", "roughly", "some", "nearly", "almost", "just",          "over", "only",
        "exactly", "a",      "mere",    "more", "than",   "under",  "approximately", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_at(p, v->amount->start);
    while (i > 0 && is_word(p, i - 1, loose))
        i--;
    bool is_near = i > 0 && p->names.words[i - 1].start >= v->clause.start;
    return is_near ? i - 1 : p->names.n_words;
}

/* Whether the sentence tells what is to come. */
static bool is_forecast(const struct cs_value *v)
{
    const struct cs_passage *p = v->p;
    bool is_said = cs_value_anywhere(v, CS_CUE_FUTURE, 0) ||
                   cs_value_anywhere(v, CS_CUE_DECADE, ANY_VALUE) ||
                   cs_value_anywhere(v, CS_CUE_GROWTH, ANY_VALUE);
    for (size_t i = 0; i < p->n_amounts; i++)
        is_said |= p->amounts[i].kind == CS_AMOUNT_SPAN;
    const struct cs_claim_reader *r = v->s->reader;
    return is_said || (r->has_before && cs_claim_is_projection(r->before.kind));
}

/* "than plumbers", "than Ohio": the number is how far two lie apart. "than in 2024" compares the
 * occupation with itself. */
static bool is_difference(const struct cs_value *v)
{
    static const char *const than[] = {"than", NULL};
    const struct cs_passage *p = v->p;
    for (size_t i = word_at(p, v->amount->end); i < p->names.n_words; i++) {
        if (p->names.words[i].start >= v->clause.end || !is_word(p, i, than))
            continue;
        static const char *const times[] = {"in", "today", "now", "at", "there", "it", NULL};
        return !is_word(p, i + 1, times);
    }
    return false;
}

/* "77,000 more electricians by 2034", "24,400 new chef jobs over the ten years". */
static bool is_more_of_them(const struct cs_value *v)
{
    enum { NEAR = 60 };
    static const char *const more[] = {"more", "additional", "new", "extra", "fewer", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_at(p, v->amount->end);
    return is_word(p, i, more) && name_at(p, i + 1) && is_forecast(v) && !is_difference(v) &&
           !cs_value_near_behind(v, CS_CUE_PER, CS_PER_YEAR, NEAR);
}

/* "will need 81,000 electricians every year": whoever leaves is replaced. */
static bool is_needed_yearly(const struct cs_value *v)
{
    enum { NEAR = 60 };
    static const char *const needs[] = {"need",  "needs",   "needed", "hire",
                                        "hired", "replace", NULL};
    const struct cs_passage *p = v->p;
    const struct cs_mention *name = name_at(p, word_at(p, v->amount->end));
    bool is_needed = false;
    for (size_t i = 0; i < p->names.n_words; i++)
        is_needed |= p->names.words[i].start >= v->ahead.start &&
                     p->names.words[i].end <= v->behind.end && is_word(p, i, needs);
    return name && is_needed && cs_value_near_behind(v, CS_CUE_PER, CS_PER_YEAR, NEAR);
}

/* Whether nothing is counted by name: "Ohio had 27,150.", "Maine counts 3,320 of them". */
static bool is_of_whom_was_said(const struct cs_value *v)
{
    static const char *const of[] = {" of them", " of us", " such workers", " such jobs", NULL};
    const struct cs_passage *p = v->p;
    for (const char *const *w = of; *w; w++) {
        if (cs_value_follows(v, *w))
            return true;
    }
    size_t end = v->amount->end;
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    if (!before && v->s->reader->has_before)
        before = &v->s->reader->before;
    bool is_employment = before && before->kind == CS_CLAIM_EMPLOYMENT;
    return is_employment && (end >= p->all.end || strchr(".,;)\n", p->all.text[end]) ||
                             cs_value_follows(v, " and ") || cs_value_follows(v, " in "));
}

/* "Maine counts 3,320 of them", "and Ohio had 27,150", "There's 1,190 of us in the whole state". */
static bool is_held_by_place(const struct cs_value *v)
{
    static const char *const verbs[] = {"has",     "have",    "had",   "counts",
                                        "counted", "employs", "lists", "employed",
                                        "shows",   "reports", NULL};
    static const char *const only[] = {"alone", "itself", "state", "there's", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_before(v);
    if (i >= p->names.n_words || !is_of_whom_was_said(v))
        return false;
    if (is_word(p, i, only))
        return true;
    if (!is_word(p, i, verbs))
        return is_place(p, p->names.words[i].end, true) &&
               cs_value_before_in_sentence(v); /* "…, Ohio 27,150" */
    return i > 0 && (is_word(p, i - 1, only) || is_place(p, p->names.words[i - 1].end, true));
}

/* "10,810 work in Louisiana", "10,810 of them are employed in Louisiana". */
static bool is_at_work_there(const struct cs_value *v)
{
    static const char *const people[] = {"of", "them", "us", "people", "are", "were", NULL};
    static const char *const work[] = {"work", "worked", "employed", "working", NULL};
    static const char *const in[] = {"in", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_at(p, v->amount->end);
    while (is_word(p, i, people))
        i++;
    return is_word(p, i, work) && is_word(p, i + 1, in) && i + 2 < p->names.n_words &&
           is_place(p, p->names.words[i + 2].start, false);
}

enum cs_claim_kind cs_value_bare_kind(const struct cs_value *v)
{
    if (v->amount->low < FEWEST)
        return CS_CLAIM_NONE;
    if (is_needed_yearly(v))
        return CS_CLAIM_OPENINGS;
    if (is_more_of_them(v))
        return CS_CLAIM_NEW_JOBS;
    return is_held_by_place(v) || is_at_work_there(v) ? CS_CLAIM_EMPLOYMENT : CS_CLAIM_NONE;
}
