/* What a guide says about the order of its own figures: "the best-paid job on this sheet", "the
 * highest median of the three states", "librarians earn more than teachers". Apart from the checks
 * of single claims: what is said there is no number. Told only where the figures on both sides are
 * known, and the words leave no other reading: "one of the best-paid" says nothing. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "data/period.h"
#include "guide/audit/inside.h"
#include "guide/audit/inside_part.h"
#include "guide/evidence/vintage.h"
#include "guide/claim/find.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

enum { MOST_PLACES = 8 };

/* A sentence that ranks. */
struct rank {
    struct cs_audit *audit;
    const struct cs_evidence *evidence;
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

static bool has_word_before(const struct rank *r, size_t at)
{
    enum { REACH = 28 };
    static const char *const words[] = {
        "one of ", "not ",    "n't ", "among",   "second", "third", "next",   "nearly ", "almost",
        "once ",   "some of", "if ",  "usually", "often",  "may ",  "might ", NULL};
    const char *text = r->audit->document.blocks[r->block].text;
    size_t from = at > r->start + REACH ? at - REACH : r->start;
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
        if (at == (size_t)-1 || has_word_before(r, at))
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

/* ---- one against another ---- */

/* Where the words of a mention lie. */
static struct cs_spot spot_of(const struct cs_read *read, size_t mention)
{
    const struct cs_mention *m = &read->mentions[mention];
    return (struct cs_spot){read->words[m->first].start,
                            read->words[m->first + m->n_words - 1].end};
}

/* Where two are compared: the place that the sentence names, or "this state" of the figures before;
 * NULL the nation. Returns whether it is certain. */
static bool place_of(const struct rank *r, const struct cs_region **out)
{
    static const char *const here[] = {"this state", "the state", "here", NULL};
    struct cs_spot spots[MOST_PLACES];
    const struct cs_region *regions[MOST_PLACES];
    const struct cs_claims *claims = &r->audit->claims;
    const char *text = r->audit->document.blocks[r->block].text;
    size_t n = cs_topic_places(&r->audit->topic, r->read, spots, regions, MOST_PLACES);
    *out = n ? regions[0] : NULL;
    if (n == 1 && regions[0] && !strcmp(regions[0]->code, "US"))
        *out = NULL;
    if (n || !cs_find_any(text, r->start, r->end, here))
        return n < 2 && (!n || regions[0]);
    for (size_t i = 0; i < claims->n_items; i++) {
        if (claims->items[i].value.block <= r->block && is_ranked(r->audit, r->kind, i) &&
            claims->items[i].region)
            *out = claims->items[i].region;
    }
    return *out != NULL;
}

/* A verb of pay: how much more may stand before "more". */
static const char *const pay_verbs[] = {" earn ",     " earns ",   " make ", " makes ",
                                        " are paid ", " is paid ", " pay ",  " pays ",
                                        " get ",      " gets ",    NULL};
static const char *const degrees[] = {"slightly ",      "a bit ",       "a little ", "somewhat ",
                                      "considerably ",  "much ",        "far ",      "a lot ",
                                      "significantly ", "well ",        "even ",     "still ",
                                      "substantially ", "quite a bit ", NULL};
static const struct {
    const char *words;
    int direction;
} comparatives[] = {
    {"more than ", 1}, {"less than ", -1}, {"better than ", 1}, {"worse than ", -1}};
static const char *const beating_verbs[] = {" out-earn ", " out-earns ", " outearn ", " outearns ",
                                            NULL};

/* Where one of the words begins at `at`, its end; `at` for none. */
static size_t skip_any(const char *text, size_t at, size_t end, const char *const *words)
{
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        if (at + n <= end && !strncasecmp(text + at, *w, n))
            return at + n;
    }
    return at;
}

/* "earn slightly more than", right behind the first name: where it ends; 0 for none. */
static size_t comparison_at(const char *text, size_t at, size_t end, int *direction)
{
    size_t verb = skip_any(text, at, end, beating_verbs);
    *direction = 1;
    if (verb > at)
        return verb;
    verb = skip_any(text, at, end, pay_verbs);
    size_t more = skip_any(text, verb, end, degrees);
    for (size_t i = 0; verb > at && i < sizeof comparatives / sizeof *comparatives; i++) {
        size_t n = strlen(comparatives[i].words);
        *direction = comparatives[i].direction;
        if (more + n <= end && !strncasecmp(text + more, comparatives[i].words, n))
            return more + n;
    }
    return 0;
}

/* The median of an occupation at a place: of the guide's claim of it, else of the data where the
 * name is sure. *said: where the guide has it. */
static const struct cs_vintage *median_of(const struct rank *r, const struct cs_subject *subject,
                                          const struct cs_region *place, size_t *claim)
{
    *claim = claim_of(r, subject, place);
    if (*claim != CS_NO_CLAIM)
        return figure_of(r->audit, *claim);
    struct cs_vintage_query query = {.subject = subject,
                                     .measure = CS_WAGE_MEDIAN,
                                     .region = place ? place->code : NULL,
                                     .level = CS_NO_KEY,
                                     .per = CS_PER_YEAR};
    if (subject->n_keys != 1 || subject->is_group || subject->is_all || subject->is_ambiguous ||
        (subject->is_alias && !cs_inside_is_known(r->audit, subject)))
        return NULL;
    struct cs_vintages *found = cs_arena_alloc(&r->audit->arena, sizeof *found);
    if (!found)
        return NULL;
    cs_vintages_find(r->evidence, &query, found);
    return found->n && !found->items[0].is_missing && !found->items[0].is_floor ? found->items
                                                                                : NULL;
}

static void call_pair_wrong(struct rank *r, struct cs_said said, size_t claims[2],
                            const struct cs_vintage *a, const struct cs_vintage *b, int direction)
{
    struct cs_audit *audit = r->audit;
    const char *word = direction > 0 ? "more" : "less";
    if (claims[0] != CS_NO_CLAIM && claims[1] != CS_NO_CLAIM) {
        struct cs_finding *finding = cs_audit_add(
            audit, CS_RULE_ARITHMETIC, said, claims[0],
            cs_arena_printf(&audit->arena, "%s is not %s than %s",
                            cs_inside_place(audit, audit->claims.items[claims[0]].value), word,
                            cs_inside_place(audit, audit->claims.items[claims[1]].value)));
        cs_inside_relate(audit, finding, audit->claims.items[claims[1]].value);
        return;
    }
    char x[64], y[64];
    cs_number_format_grouped(a->value, 0, x, sizeof x);
    cs_number_format_grouped(b->value, 0, y, sizeof y);
    cs_audit_add(audit, CS_RULE_CONTRADICTED, said, CS_NO_CLAIM,
                 cs_arena_printf(&audit->arena, "in %s the medians are $%s and $%s: not %s",
                                 a->period_text, x, y, word));
}

/* "Librarians earn more than teachers": two names, a verb of pay and nothing else between. */
static void judge_pair(struct rank *r)
{
    enum { NEAR = 6, OPENER = 30 };
    const char *text = r->audit->document.blocks[r->block].text;
    const struct cs_region *place;
    r->kind = CS_CLAIM_PAY;
    for (size_t m = 0; m + 1 < r->read->n_mentions; m++) {
        struct cs_spot x = spot_of(r->read, m), y = spot_of(r->read, m + 1);
        int direction;
        size_t end = comparison_at(text, x.end, r->end, &direction);
        bool is_opened = x.start > r->start + 2 && x.start <= r->start + OPENER &&
                         strchr(",l", text[x.start - 2]); /* "In other words, ", "At … level " */
        if (!end || y.start < end || y.start > end + NEAR || m > 0 ||
            (x.start > r->start + NEAR && !is_opened) || has_word_before(r, x.end) ||
            (y.end < r->end && !strchr(".,;", text[y.end])) || !place_of(r, &place))
            continue;
        struct cs_subject a = cs_topic_meaning(&r->audit->topic, r->read, m);
        struct cs_subject b = cs_topic_meaning(&r->audit->topic, r->read, m + 1);
        size_t claims[2];
        const struct cs_vintage *own = median_of(r, &a, place, &claims[0]);
        const struct cs_vintage *other = median_of(r, &b, place, &claims[1]);
        if (!own || !other || cs_subject_equals(&a, &b) ||
            cs_period_compare(own->period, other->period) ||
            (own->value - other->value) * direction >= 0)
            continue;
        call_pair_wrong(r, (struct cs_said){r->block, x.end + 1, end - 1}, claims, own, other,
                        direction);
    }
}

/* ---- every sentence ---- */

size_t cs_inside_sentence_end(const struct cs_block *b, size_t start)
{
    size_t i = start;
    while (i < b->size && !(strchr(".!?\n", b->text[i]) &&
                            (i + 1 == b->size || b->text[i + 1] == ' ' || b->text[i] == '\n')))
        i++;
    return i;
}

static bool may_rank(const struct cs_block *b)
{
    static const char *const words[] = {
        "highest", "lowest",  "best",    "worst",     "more than", "less than", "the most",
        "top",     "fastest", "slowest", "out-earn",  "outearn",   "out-earns", "outearns",
        "better",  "most",    "fewest",  "the least", NULL};
    return cs_find_any(b->text, 0, b->size, words);
}

void cs_inside_ranks(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    struct rank r = {.audit = audit, .evidence = evidence};
    for (uint32_t b = 0; b < audit->document.n_blocks; b++) {
        const struct cs_block *block = &audit->document.blocks[b];
        if (!may_rank(block))
            continue;
        if (!r.read)
            r.read = cs_arena_alloc(&audit->arena, sizeof *r.read);
        if (!r.read)
            return;
        r.block = b;
        for (r.start = 0; r.start < block->size; r.start = r.end + 1) {
            r.end = cs_inside_sentence_end(block, r.start);
            while (r.start < r.end && block->text[r.start] == ' ')
                r.start++;
            if (r.end < block->size && block->text[r.end] == '?')
                continue;
            cs_topic_read(&audit->topic, block->text, r.start, r.end, r.read);
            if (read_rank(&r))
                judge_rank(&r);
            judge_pair(&r);
        }
    }
}
