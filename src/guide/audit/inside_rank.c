/* What a guide says about the order of its own figures: "the best-paid job on this sheet", "the
 * highest median of the three states". Apart from the checks of single claims: what is said there
 * is no number. Told only where the figures on both sides are known, and the words leave no other
 * reading: "one of the best-paid" says nothing. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/period.h"
#include "guide/audit/inside.h"
#include "guide/audit/inside_part.h"
#include "guide/evidence/vintage.h"
#include "guide/text/find.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

enum { MOST_PLACES = 8 };

/* A sentence that ranks. */
struct rank {
    const struct cs_inside_sentence *in;
    struct cs_audit *audit;
    struct cs_read *read;
    uint32_t block;
    size_t start, end;       /* of the sentence */
    struct cs_spot said;     /* the superlative */
    int direction;           /* 1 the highest, -1 the lowest */
    enum cs_claim_kind kind; /* of the figures ranked */
    size_t n_said;           /* "of the three": 3; 0 for "on this list" */
    bool is_of_states;       /* "of the three states" */
};

/* ---- figures ---- */

/* What the data have today for claim i; NULL where that is not certain. */
static const struct cs_vintage *figure_of(const struct cs_audit *audit, size_t i)
{
    const struct cs_judgment *j = &audit->judgments[i];
    bool is_known = j->verdict == CS_CONFIRMED || j->verdict == CS_CONTRADICTED;
    const struct cs_vintage *v = j->verdict == CS_STALE ? &j->newest : &j->fact;
    bool is_newest = j->verdict == CS_STALE || !cs_period_compare(j->fact.period, j->newest.period);
    return (is_known || j->verdict == CS_STALE) && is_newest && v->source && !v->is_missing &&
                   !v->is_floor
               ? v
               : NULL;
}

/* Yearly median pay, growth, jobs or openings, in the newest edition, whose figure the data have.
 */
static bool is_ranked(const struct cs_audit *audit, enum cs_claim_kind kind, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_vintage *v = figure_of(audit, i);
    if (c->kind != kind || !v || c->subject.is_all || c->subject.is_group ||
        (c->flags & CS_CLAIM_IS_PAST))
        return false;
    return kind == CS_CLAIM_PAY          ? c->per == CS_PER_YEAR && v->measure == CS_WAGE_MEDIAN
           : kind == CS_CLAIM_GROWTH     ? v->measure == CS_PERCENT_CHANGE
           : kind == CS_CLAIM_EMPLOYMENT ? v->measure == CS_EMPLOYMENT_BASE
                                         : v->measure == CS_OPENINGS_ANNUAL;
}

static size_t claim_of(const struct rank *r, const struct cs_subject *subject,
                       const struct cs_region *region)
{
    const struct cs_audit *audit = r->audit;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        if (is_ranked(audit, r->kind, i) && audit->claims.items[i].region == region &&
            cs_subject_equals(&audit->claims.items[i].subject, subject))
            return i;
    }
    return CS_NO_CLAIM;
}

/* Whether the guide tells more of an occupation than its pay: it is one of those it goes through.
 */
static bool has_profile(const struct cs_audit *audit, const struct cs_claim *c)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *other = &audit->claims.items[i];
        if (other->kind != CS_CLAIM_PAY && other->kind != CS_CLAIM_CHANGE &&
            other->kind != CS_CLAIM_RATIO && other->region == c->region &&
            cs_subject_equals(&other->subject, &c->subject) &&
            cs_inside_is_settled(audit->judgments[i].verdict))
            return true;
    }
    return false;
}

/* ---- words ---- */

/* Whether words before `at` take back that something is first: "one of", "not". */
static bool is_hedged(const struct cs_inside_sentence *s, size_t at)
{
    enum { REACH = 28 };
    static const char *const words[] = {
        "one of ", "not ",   "'t",      "among", "second",     "third",     "next",    "nearly ",
        "almost",  "once ",  "some of", "if ",   "usually",    "often",     "may ",    "might ",
        "nobody",  "no one", "myth",    "false", "wrong",      "claims",    "claimed", "says",
        "said",    "heard",  "told",    "rumor", "supposedly", "allegedly", NULL};
    const char *text = s->audit->document.blocks[s->block].text;
    size_t from = at > s->start + REACH ? at - REACH : s->start;
    return cs_find_any(text, from, at, words);
}

/* "of the three states", "of the five": how many; 0 for none. */
static size_t count_said(const char *text, size_t start, size_t end)
{
    static const char *const words[] = {"two",   "three", "four", "five", "six",
                                        "seven", "eight", "nine", "ten",  NULL};
    static const char *const openers[] = {"of the ",   "of these ", "of all ",    "of our ",
                                          "of those ", "of my ",    "among the ", NULL};
    for (size_t o = 0; openers[o]; o++) {
        size_t at = cs_find_first(text, start, end, openers[o]);
        size_t n = strlen(openers[o]);
        for (size_t w = 0; at != (size_t)-1 && words[w]; w++) {
            if (at + n + strlen(words[w]) <= end &&
                !strncasecmp(text + at + n, words[w], strlen(words[w])) &&
                !cs_is_alnum(text[at + n + strlen(words[w])]))
                return w + 2;
        }
    }
    return 0;
}

/* Words that put something first or last, and what it is first in. */
static const struct {
    const char *words;
    int direction;
    enum cs_claim_kind kind; /* CS_CLAIM_NONE: pay */
} superlatives[] = {{"earn the most", 1},
                    {"earns the most", 1},
                    {"make the most", 1},
                    {"makes the most", 1},
                    {"pay the most", 1},
                    {"pays the most", 1},
                    {"top-paid", 1},
                    {"top-paying", 1},
                    {"highest-earning", 1},
                    {"earn the least", -1},
                    {"earns the least", -1},
                    {"pays the least", -1},
                    {"pay the least", -1},
                    {"make the least", -1},
                    {"makes the least", -1},
                    {"fastest-growing", 1, CS_CLAIM_GROWTH},
                    {"fastest growing", 1, CS_CLAIM_GROWTH},
                    {"grows fastest", 1, CS_CLAIM_GROWTH},
                    {"grow fastest", 1, CS_CLAIM_GROWTH},
                    {"grows the fastest", 1, CS_CLAIM_GROWTH},
                    {"growing fastest", 1, CS_CLAIM_GROWTH},
                    {"slowest-growing", -1, CS_CLAIM_GROWTH},
                    {"most openings", 1, CS_CLAIM_OPENINGS},
                    {"fewest openings", -1, CS_CLAIM_OPENINGS},
                    {"employs the most", 1, CS_CLAIM_EMPLOYMENT},
                    {"most jobs", 1, CS_CLAIM_EMPLOYMENT},
                    {"fewest jobs", -1, CS_CLAIM_EMPLOYMENT},
                    {"best-paid", 1},
                    {"best paid", 1},
                    {"best-paying", 1},
                    {"highest-paid", 1},
                    {"highest paid", 1},
                    {"highest-paying", 1},
                    {"highest median", 1},
                    {"highest pay", 1},
                    {"highest salary", 1},
                    {"highest wage", 1},
                    {"highest on", 1},
                    {"lowest-paid", -1},
                    {"lowest paid", -1},
                    {"lowest-paying", -1},
                    {"lowest median", -1},
                    {"lowest pay", -1},
                    {"lowest salary", -1},
                    {"worst-paid", -1}};
static const char *const lists[] = {
    " on this sheet", " on this page", " on this list", " on the list",  " on our list",
    " in this guide", "'s list",       " covered here", " in this list", NULL};

/* The superlative of a sentence and what it is the highest of. */
static bool read_rank(struct rank *r)
{
    enum { SCOPE = 50 };
    const char *text = r->audit->document.blocks[r->block].text;
    for (size_t i = 0; i < sizeof superlatives / sizeof *superlatives; i++) {
        size_t at = cs_find_first(text, r->start, r->end, superlatives[i].words);
        if (at == (size_t)-1 || is_hedged(r->in, at))
            continue;
        size_t end = at + strlen(superlatives[i].words);
        size_t reach = end + SCOPE < r->end ? end + SCOPE : r->end;
        r->said = (struct cs_spot){at, end};
        r->direction = superlatives[i].direction;
        r->n_said = count_said(text, r->start, reach);
        r->kind = superlatives[i].kind == CS_CLAIM_NONE ? CS_CLAIM_PAY : superlatives[i].kind;
        static const char *const states[] = {" states", NULL};
        r->is_of_states = r->n_said && cs_find_any(text, r->start, reach, states);
        return r->n_said || cs_find_any(text, at, reach, lists);
    }
    return false;
}

/* ---- who leads ---- */

/* The last median of the paragraph before a place. */
static size_t median_before(const struct rank *r, size_t at)
{
    const struct cs_claims *claims = &r->audit->claims;
    size_t found = CS_NO_CLAIM;
    for (size_t i = 0; i < claims->n_items; i++) {
        if (claims->items[i].value.block == r->block && claims->items[i].value.end <= at &&
            is_ranked(r->audit, r->kind, i))
            found = i;
    }
    return found;
}

/* Of whom it is said; CS_NO_CLAIM when that is not certain. */
static size_t leader(const struct rank *r)
{
    const struct cs_audit *audit = r->audit;
    size_t before = median_before(r, r->said.start);
    struct cs_subject named = {0};
    size_t n_named = 0;
    for (size_t i = 0; i < r->read->n_mentions; i++) {
        struct cs_subject s = cs_topic_meaning(&audit->topic, r->read, i);
        n_named += !n_named || !cs_subject_equals(&s, &named);
        named = s;
    }
    if (r->is_of_states) {
        struct cs_spot spots[MOST_PLACES];
        const struct cs_region *regions[MOST_PLACES], *last = NULL;
        size_t n = cs_topic_places(&audit->topic, r->read, spots, regions, MOST_PLACES);
        for (size_t i = 0; i < n; i++)
            last = spots[i].start < r->said.start ? regions[i] : last;
        size_t any = before;
        for (size_t i = audit->claims.n_items; i-- > 0 && any == CS_NO_CLAIM;)
            any = audit->claims.items[i].value.block <= r->block && is_ranked(audit, r->kind, i)
                      ? i
                      : any;
        return last && any != CS_NO_CLAIM && n_named <= 1
                   ? claim_of(r, n_named ? &named : &audit->claims.items[any].subject, last)
                   : CS_NO_CLAIM;
    }
    if (n_named > 1)
        return CS_NO_CLAIM;
    return n_named ? claim_of(r, &named, NULL) : before;
}

/* Whether claim i is one of those that the ranked one is the highest of, and the first of its sort.
 */
static bool is_peer(const struct rank *r, size_t i, const struct cs_claim *who)
{
    const struct cs_claim *c = &r->audit->claims.items[i];
    if (!is_ranked(r->audit, r->kind, i) || claim_of(r, &c->subject, c->region) != i)
        return false;
    if (r->is_of_states)
        return c->region && strcmp(c->region->code, "US") &&
               cs_subject_equals(&c->subject, &who->subject);
    return c->region == who->region && (r->n_said || has_profile(r->audit, c));
}

static void judge_rank(struct rank *r)
{
    struct cs_audit *audit = r->audit;
    size_t who = leader(r), first = CS_NO_CLAIM, n = 0;
    if (who == CS_NO_CLAIM ||
        !is_peer(r, claim_of(r, &audit->claims.items[who].subject, audit->claims.items[who].region),
                 &audit->claims.items[who]))
        return;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        if (!is_peer(r, i, &audit->claims.items[who]))
            continue;
        n++;
        bool is_ahead =
            first == CS_NO_CLAIM ||
            (figure_of(audit, i)->value - figure_of(audit, first)->value) * r->direction > 0;
        first = is_ahead ? i : first;
    }
    /* of more than it speaks of, nobody knows which are meant; of fewer, one ahead is enough */
    if (n < 2 || (r->n_said && n > r->n_said) ||
        figure_of(audit, first)->value == figure_of(audit, who)->value)
        return;
    struct cs_said at = {r->block, r->said.start, r->said.end};
    struct cs_finding *finding =
        cs_audit_add(audit, CS_RULE_ARITHMETIC, at, who,
                     cs_arena_printf(&audit->arena, "%s is %s than %s",
                                     cs_inside_place(audit, audit->claims.items[first].value),
                                     r->direction > 0 ? "higher" : "lower",
                                     cs_inside_place(audit, audit->claims.items[who].value)));
    cs_inside_relate(audit, finding, audit->claims.items[first].value);
}

/* ---- every sentence ---- */

static void look(const struct cs_inside_sentence *s)
{
    struct rank r = {.in = s,
                     .audit = s->audit,
                     .read = s->read,
                     .block = s->block,
                     .start = s->start,
                     .end = s->end};
    if (read_rank(&r))
        judge_rank(&r);
}

void cs_inside_ranks(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    static const char *const words[] = {"highest", "lowest",  "best", "worst",  "the most",  "top",
                                        "fastest", "slowest", "most", "fewest", "the least", NULL};
    cs_inside_each_sentence(audit, evidence, words, look);
}
