/* What a guide says of a state among all states: "Iowa has more of them than any other state", "No
 * state pays dispatchers more than Washington". Apart from inside_rank.c, which ranks the guide's
 * own figures: here the data are asked, and one state ahead is enough to refute. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "data/period.h"
#include "data/reference.h"
#include "guide/amount/amount.h"
#include "guide/audit/audit.h"
#include "guide/audit/inside.h"
#include "guide/audit/inside_part.h"
#include "guide/text/find.h"
#include "guide/evidence/vintage.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

/* A sentence that puts a state first of all. */
struct first_state {
    struct cs_audit *audit;
    const struct cs_evidence *evidence;
    struct cs_read *read;
    uint32_t block;
    size_t start, end; /* of the sentence */
    struct cs_spot scope;
    struct cs_subject subject;
    const struct cs_region *state;
};

/* By which the ranked are all states. */
static const char *const scopes[] = {"than any other state",
                                     "than every other state",
                                     "of any state",
                                     "of all states",
                                     "of all the states",
                                     "of all fifty states",
                                     "of all 50 states",
                                     "state in the nation",
                                     "state in the country",
                                     "state in the u.s.",
                                     "state in the united states",
                                     "no state ",
                                     "no other state ",
                                     "leads the nation in ",
                                     "leads the country in ",
                                     NULL};
static const char *const pay_words[] = {"pays",   "pay ",   "paying",   "paid", "earn",
                                        "median", "salary", "salaries", "wage", NULL};
static const char *const job_words[] = {"employs",  "employ ",   "employment", "jobs",
                                        "has more", "have more", NULL};
static const char *const first_words[] = {"more",    "most",  "best",   "highest", "top",
                                          "largest", "leads", "better", NULL};
/* Of something else than all, than the figures compared, or not said for sure. */
static const char *const other_words[] = {
    "lowest",  "least",      "fewest",    "fewer",  "less",          "worst",    "second",
    "third",   "one of",     "among",     "nearly", "almost",        "if ",      "not ",
    "'t",      "per capita", "per 1,000", "share",  "concentration", "quotient", "once ",
    "used to", "growth",     "growing",   "grow ",  "openings",      "hour",     "union",
    "after ",  "except",     "outside",   "bar ",   "but ",          "apart",    "start",
    "entry",   "top 10",     "top ten",   "tenth",  "percentile",    "city",     "metro",
    "county",  "school",     "nobody",    "no one", "myth",          "false",    "wrong",
    "claim",   "claims",     "claimed",   "says",   "said",          "heard",    "told",
    "rumor",   "supposedly", "allegedly", NULL};

bool cs_audit_ranks_states(const char *text, size_t size)
{
    return cs_find_any(text, 0, size, scopes);
}

/* ---- reading ---- */

/* The clause with the scope: to the comma, semicolon or bracket on each side. */
static struct cs_spot clause_of(const struct first_state *f, const char *text)
{
    struct cs_spot c = f->scope;
    while (c.start > f->start && !strchr(",;(:", text[c.start - 1]))
        c.start--;
    while (c.end < f->end && !strchr(",;():", text[c.end]))
        c.end++;
    return c;
}

/* Whether all states are meant: "than any other state in the Midwest" says less. */
static bool is_of_all_states(const struct first_state *f, const char *text)
{
    static const char *const ends[] = {" for ",         " by ",          " and ",     " at ",
                                       " in the nat",   " in the coun",  " in the u", " in america",
                                       " \xE2\x80\x94", " \xE2\x80\x93", " (",        NULL};
    static const char *const verbs[] = {"pays ", "employs ", "has more ", NULL};
    size_t at = f->scope.end;
    bool is_open = text[at - 1] == ' '; /* "no state " */
    if (is_open && strncasecmp(text + f->scope.start, "no ", strlen("no ")))
        return true; /* "leads the nation in " */
    if (at >= f->end || (!is_open && strchr(".,;:!)", text[at])))
        return !is_open;
    for (const char *const *w = is_open ? verbs : ends; *w; w++) {
        if (at + strlen(*w) <= f->end && !strncasecmp(text + at, *w, strlen(*w)))
            return true;
    }
    return false;
}

static bool read_scope(struct first_state *f, const char *text)
{
    for (const char *const *w = scopes; *w; w++) {
        size_t at = cs_find_first(text, f->start, f->end, *w);
        if (at == (size_t)-1)
            continue;
        f->scope = (struct cs_spot){at, at + strlen(*w)};
        return is_of_all_states(f, text);
    }
    return false;
}

/* The one state that the clause names. */
static bool read_state(struct first_state *f, struct cs_spot clause)
{
    enum { MOST = 8 };
    struct cs_spot spots[MOST];
    const struct cs_region *regions[MOST];
    size_t n = cs_topic_places(&f->audit->topic, f->read, spots, regions, MOST), n_here = 0;
    for (size_t i = 0; i < n; i++) {
        if (spots[i].start < clause.start || spots[i].start >= clause.end ||
            (regions[i] && !strcmp(regions[i]->kind, "nation")))
            continue;
        f->state = regions[i];
        n_here++;
    }
    return n_here == 1 && f->state && !strcmp(f->state->kind, "state");
}

/* The occupation: the clause's, that of the paragraph's figures, the guide's. */
static bool read_subject(struct first_state *f, struct cs_spot clause, bool is_of_pay)
{
    const struct cs_audit *audit = f->audit;
    size_t n_named = 0;
    f->subject = audit->topic.page;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        if (c->value.block == f->block && cs_subject_is_known(&c->subject) && !c->subject.is_all)
            f->subject = c->subject;
    }
    for (size_t i = 0; i < f->read->n_mentions; i++) {
        size_t at = f->read->words[f->read->mentions[i].first].start;
        struct cs_subject s = cs_topic_meaning(&audit->topic, f->read, i);
        if (at < clause.start || at >= clause.end)
            continue;
        n_named += !n_named || !cs_subject_equals(&s, &f->subject);
        f->subject = s;
    }
    static const char *const them[] = {"employs", "employ ", "them", "these", "those", NULL};
    const char *text = audit->document.blocks[f->block].text;
    if (!n_named && !is_of_pay && !cs_find_any(text, clause.start, clause.end, them))
        return false; /* "Texas has more jobs than any other state": of all sorts? */
    return n_named < 2 && f->subject.n_keys == 1 && !f->subject.is_all && !f->subject.is_group &&
           !f->subject.is_ambiguous &&
           (!f->subject.is_alias || cs_inside_is_known(audit, &f->subject));
}

/* ---- judging ---- */

/* The newest figure of a state; false for none. */
static bool figure_of(const struct first_state *f, enum cs_measure measure,
                      const struct cs_region *state, struct cs_vintage *out)
{
    struct cs_vintage_query query = {.subject = &f->subject,
                                     .measure = measure,
                                     .region = state->code,
                                     .level = CS_NO_KEY,
                                     .per = measure == CS_EMPLOYMENT ? CS_PER_NONE : CS_PER_YEAR};
    return cs_vintages_newest(f->evidence, &query, out);
}

/* The state with the highest figure of the period of the said one's; NULL where that one has none
 * or is the highest. */
static const struct cs_region *state_ahead(const struct first_state *f, enum cs_measure measure,
                                           struct cs_vintage *own, struct cs_vintage *best)
{
    const struct cs_reference *r = f->evidence->reference;
    const struct cs_region *ahead = NULL;
    if (!figure_of(f, measure, f->state, own))
        return NULL;
    *best = *own;
    for (size_t i = 0; i < r->n_regions; i++) {
        struct cs_vintage v;
        if (strcmp(r->regions[i].kind, "state") || !strcmp(r->regions[i].code, "DC") ||
            !figure_of(f, measure, &r->regions[i], &v) ||
            cs_period_compare(v.period, own->period) || v.value <= best->value)
            continue;
        *best = v;
        ahead = &r->regions[i];
    }
    return ahead;
}

static void call_wrong(struct first_state *f, struct cs_spot at, const struct cs_region *ahead,
                       const struct cs_vintage *own, const struct cs_vintage *best)
{
    struct cs_arena *arena = &f->audit->arena;
    const char *sign = own->unit.kind == CS_UNIT_MONEY ? "$" : "";
    char a[64], b[64];
    cs_number_format_grouped(best->value, 0, a, sizeof a);
    cs_number_format_grouped(own->value, 0, b, sizeof b);
    cs_audit_add(f->audit, CS_RULE_CONTRADICTED, (struct cs_said){f->block, at.start, at.end},
                 CS_NO_CLAIM,
                 cs_arena_printf(arena, "%s has %s%s in %s, %s %s%s", ahead->name, sign, a,
                                 own->period_text, f->state->name, sign, b));
}

/* "Best-paying" may go by the median or by the mean: it is wrong where it is by neither. */
static void judge(struct first_state *f, struct cs_spot clause, bool is_of_pay)
{
    struct cs_vintage own, best, own_mean, best_mean;
    enum cs_measure measure = is_of_pay ? CS_WAGE_MEDIAN : CS_EMPLOYMENT;
    const struct cs_region *ahead = state_ahead(f, measure, &own, &best);
    bool has_mean = is_of_pay && figure_of(f, CS_WAGE_MEAN, f->state, &own_mean);
    if (!ahead || (has_mean && !state_ahead(f, CS_WAGE_MEAN, &own_mean, &best_mean)))
        return;
    call_wrong(f, clause, ahead, &own, &best);
}

/* A year dates it otherwise than by the newest edition. */
static bool says_year(const struct first_state *f, const char *text)
{
    enum { MOST = 8 };
    struct cs_amount amounts[MOST];
    size_t n = cs_amounts_find(text + f->start, f->end - f->start, amounts, MOST);
    for (size_t i = 0; i < n; i++) {
        if (amounts[i].kind == CS_AMOUNT_YEAR || amounts[i].kind == CS_AMOUNT_SPAN)
            return true;
    }
    return false;
}

static void read_sentence(struct first_state *f, const char *text)
{
    if (!read_scope(f, text))
        return;
    struct cs_spot clause = clause_of(f, text);
    bool is_of_pay = cs_find_any(text, clause.start, clause.end, pay_words);
    bool is_of_jobs = cs_find_any(text, clause.start, clause.end, job_words);
    if (is_of_pay == is_of_jobs || says_year(f, text) ||
        !cs_find_any(text, clause.start, clause.end, first_words) ||
        cs_find_any(text, f->start, clause.end, other_words) || !read_state(f, clause) ||
        !read_subject(f, clause, is_of_pay))
        return;
    while (clause.start < clause.end && text[clause.start] == ' ')
        clause.start++;
    judge(f, clause, is_of_pay);
}

static void look(const struct cs_inside_sentence *s)
{
    struct first_state f = {.audit = s->audit,
                            .evidence = s->evidence,
                            .read = s->read,
                            .block = s->block,
                            .start = s->start,
                            .end = s->end};
    read_sentence(&f, s->audit->document.blocks[s->block].text);
}

void cs_inside_states(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    if (evidence->reference)
        cs_inside_each_sentence(audit, evidence, scopes, look);
}
