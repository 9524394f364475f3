/* Growth told by a verb alone: "employment is expected to shrink", "Outlook: declining". Which way
 * it goes is all that is said; numbers beside it carry the direction themselves. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "data/period.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/growth_verb.h"
#include "guide/claim/passage.h"

enum { ANY_VALUE = -1 };

/* Whether a number of the clause says how much. */
static bool has_number(const struct cs_sentence *s, struct cs_spot clause)
{
    const struct cs_claims *claims = s->reader->claims;
    for (size_t i = s->reader->sentence_first; i < claims->n_items; i++) {
        const struct cs_claim *c = &claims->items[i];
        int says = c->kind == CS_CLAIM_GROWTH || c->kind == CS_CLAIM_NEW_JOBS ||
                   c->kind == CS_CLAIM_GROWTH_WORD;
        if (says && c->value.start >= clause.start && c->value.start < clause.end)
            return true;
    }
    for (size_t i = 0; i < s->p->n_amounts; i++) {
        if (s->p->amounts[i].kind == CS_AMOUNT_PERCENT && s->p->amounts[i].start >= clause.start &&
            s->p->amounts[i].start < clause.end)
            return true;
    }
    return false;
}

/* "not expected to decline", "despite", "how fast", a question, growth of something else. */
static bool is_turned(const struct cs_passage *p, struct cs_spot clause)
{
    static const char *const words[] = {
        "not",     "n't",    "never", "no longer", "without", "despite", "unless",  "if",
        "whether", "stop",   "slow",  "slowing",   "demand",  "need",    "use",     "direction",
        "faster",  "slower", "some",  "may",       "might",   "could",   "instead", NULL};
    static const enum cs_cue_kind kinds[] = {CS_CUE_FOREIGN,  CS_CUE_PERSON, CS_CUE_PART,
                                             CS_CUE_SOURCE,   CS_CUE_PAY,    CS_CUE_OPENINGS,
                                             CS_CUE_STATISTIC};
    if (cs_find_any(p->all.text, clause.start, clause.end, words) ||
        memchr(p->all.text + p->all.start, '?', p->all.end - p->all.start) ||
        memmem(p->all.text + clause.start, clause.end - clause.start, "n't", 3))
        return true;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (cs_passage_cue(p, kinds[i], ANY_VALUE, clause.start, clause.end))
            return true;
    }
    return false;
}

static bool is_date_or_place(const struct cs_passage *p, size_t at)
{
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->amounts[i].start >= at && p->amounts[i].start <= at + 6)
            return true;
    }
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->places[i].start >= at && p->places[i].start <= at + 6 && p->regions[i])
            return true;
    }
    return false;
}

/* "electricians in coal mining", "at hospitals": of some of them. */
static bool is_of_some(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const words[] = {" in ", " at ", " among ", " within ", " by "};
    for (size_t i = start; i < end; i++) {
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            size_t n = strlen(words[k]);
            if (i + n <= end && !strncasecmp(p->all.text + i, words[k], n) &&
                !is_date_or_place(p, i + n))
                return true;
        }
    }
    return false;
}

/* "Outlook, 2024-34: declining": a label speaks for the word. */
static bool is_labeled(const struct cs_passage *p, const struct cs_cue *verb)
{
    enum { NEAR = 3 };
    const struct cs_cue *label =
        cs_passage_last_cue(p, CS_CUE_GROWTH, 0, p->all.start, verb->start);
    if (!label)
        return false;
    size_t colon = verb->start;
    while (colon > label->end && p->all.text[colon] != ':')
        colon--;
    return p->all.text[colon] == ':' && verb->start <= colon + NEAR;
}

/* "The number of registered nurses", not of patients. */
static bool is_number_of_workers(const struct cs_passage *p, struct cs_spot clause)
{
    static const char words[] = "number of ";
    size_t n = strlen(words);
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        size_t at = p->names.words[p->names.mentions[i].first].start;
        if (at >= clause.start + n && at < clause.end &&
            !strncasecmp(p->all.text + at - n, words, n))
            return true;
    }
    return false;
}

/* Whether the clause says of jobs, and for the years to come, what the verb says. */
static bool is_outlook(const struct cs_sentence *s, const struct cs_cue *verb,
                       struct cs_spot clause)
{
    enum { REACH = 40 };
    const struct cs_passage *p = s->p;
    if (is_labeled(p, verb))
        return true;
    size_t from = verb->start > clause.start + REACH ? verb->start - REACH : clause.start;
    const struct cs_cue *future = cs_passage_last_cue(p, CS_CUE_FUTURE, 0, from, verb->start);
    static const char *const fields[] = {"field is",      "occupation is", "ranks are", "jobs are",
                                         "employment is", "workforce is",  NULL};
    if (!future)
        return verb->end > 3 && !strncasecmp(p->all.text + verb->end - 3, "ing", 3) &&
               cs_find_any(p->all.text, clause.start, verb->start, fields);
    const struct cs_cue *jobs =
        cs_passage_cue(p, CS_CUE_JOBS, ANY_VALUE, clause.start, future->start);
    if (!jobs)
        return is_number_of_workers(p, clause);
    return jobs->value != CS_JOBS_PEOPLE && jobs->value != CS_JOBS_VERB;
}

static void add(const struct cs_sentence *s, const struct cs_cue *verb, struct cs_spot clause)
{
    const struct cs_passage *p = s->p;
    struct cs_claim_label none = {.scale = 1, .level = CS_NO_KEY};
    struct cs_spot at = {verb->start, verb->end};
    struct cs_claim claim = {.kind = CS_CLAIM_GROWTH_WORD,
                             .word = verb->value > 0 ? CS_WORD_RISES : CS_WORD_FALLS,
                             .value = {p->all.block, at.start, at.end},
                             .sentence = {p->all.block, p->all.start, p->all.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY};
    unsigned loose = CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN |
                     CS_CLAIM_DOUBTFUL | CS_CLAIM_HAS_LEVEL;
    cs_sentence_locate(s, CS_NOWHERE, at, &none, &claim);
    cs_sentence_date(s, CS_NOWHERE, at, &none, &claim);
    bool is_past = claim.when.start_year && !cs_period_is_span(claim.when);
    if (!(claim.flags & loose) && !is_past && !is_of_some(p, clause.start, clause.end) &&
        claim.naming != CS_NAMED_UNKNOWN)
        cs_claims_add(s->reader, &claim);
}

/* The verb of a cue: "shrink", also in "shrink by 2034", where no number says by how much. */
static bool is_verb(const struct cs_passage *p, const struct cs_cue *c, struct cs_cue *out)
{
    static const char by[] = " by";
    size_t n = strlen(by);
    *out = *c;
    if (c->kind == CS_CUE_GROWTH)
        return c->value != 0;
    if ((c->kind != CS_CUE_ADDS && c->kind != CS_CUE_CHANGE) || (c->value != 1 && c->value != -1) ||
        c->end - c->start <= n || strncasecmp(p->all.text + c->end - n, by, n))
        return false;
    out->end -= n;
    for (size_t i = 0; i < p->n_amounts; i++) {
        const struct cs_amount *a = &p->amounts[i];
        if (a->start > c->end && a->start <= c->end + strlen(" the year "))
            return a->kind == CS_AMOUNT_YEAR;
    }
    return false;
}

void cs_growth_verbs_of_sentence(const struct cs_sentence *s)
{
    const struct cs_passage *p = s->p;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        struct cs_cue verb;
        struct cs_spot clause = cs_passage_clause(p, c->start);
        if (!is_verb(p, c, &verb) || !is_outlook(s, &verb, clause) || is_turned(p, clause) ||
            has_number(s, clause))
            continue;
        add(s, &verb, clause);
        return;
    }
}
