/* What claims of one sentence share: their subject, place, level and date. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "data/period.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/claim_sentence.h"
#include "guide/claim/topic.h"

int cs_sentence_follows(const struct cs_sentence *s, size_t from, size_t reach,
                        const char *const *phrases)
{
    size_t end = from + reach < s->all.end ? from + reach : s->all.end;
    return cs_find_any(s->all.text, from, end, phrases);
}

int cs_sentence_precedes(const struct cs_sentence *s, size_t to, size_t reach,
                         const char *const *phrases)
{
    size_t start = to > s->all.start + reach ? to - reach : s->all.start;
    return cs_find_any(s->all.text, start, to, phrases);
}

struct cs_claim cs_sentence_claim(const struct cs_sentence *s, enum cs_claim_kind kind,
                                  const struct cs_amount *amount)
{
    struct cs_claim claim = {.kind = kind,
                             .sentence = {s->all.block, s->all.start, s->all.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY,
                             .flags = 0};
    size_t at = amount ? amount->start : s->all.start;
    struct cs_stretch clause = cs_clause_at(&s->all, at);
    claim.flags = cs_cue_flags(&clause);
    if (s->asked != CS_CLAIM_NONE)
        claim.flags |= cs_cue_flags(&s->reader->asked);
    if (amount) {
        claim.amount = *amount;
        claim.value = (struct cs_said){s->all.block, amount->start, amount->value_end};
    }
    return claim;
}

/* "$49,500 for all occupations", "the national average of 3 percent": a yardstick. */
static int is_of_all(const struct cs_sentence *s, const struct cs_amount *amount)
{
    static const char *const behind[] = {"for all occupations",
                                         "for all workers",
                                         "average for all",
                                         "median for all",
                                         "across all occupations",
                                         "for workers overall",
                                         NULL};
    static const char *const averages[] = {"average of",
                                           "average growth rate of",
                                           "average for all occupations of",
                                           "average rate of",
                                           "average (",
                                           "average: ",
                                           "average growth of",
                                           NULL};
    static const char *const before[] = {"across the whole economy", "across the economy",
                                         "all workers together",     "across all occupations",
                                         "workers overall",          "average american",
                                         "average worker",           NULL};
    size_t end = s->all.end;
    size_t clause = amount->start > s->all.start + 60 ? amount->start - 60 : s->all.start;
    for (size_t i = 0; i < s->amounts.n; i++) {
        const struct cs_amount *other = &s->amounts.items[i];
        if (other->end <= amount->start && other->end > clause)
            clause = other->end;
    }
    if (cs_find_any(s->all.text, clause, amount->start, before))
        return 1;
    for (size_t i = 0; i < s->amounts.n; i++) {
        if (s->amounts.items[i].start > amount->start && s->amounts.items[i].kind == amount->kind) {
            end = s->amounts.items[i].start;
            break;
        }
    }
    size_t reach = amount->end + 60 < end ? amount->end + 60 : end;
    static const char *const stops[] = {"faster", "slower", "than", "as fast", ",", NULL};
    size_t found = CS_NOWHERE;
    for (size_t i = 0; behind[i] && found == CS_NOWHERE; i++)
        found = cs_find_first(s->all.text, amount->end, reach, behind[i]);
    if (found != CS_NOWHERE && !cs_find_any(s->all.text, amount->end, found, stops))
        return 1;
    return amount->kind == CS_AMOUNT_PERCENT &&
           (cs_sentence_precedes(s, amount->start, 34, averages) ||
            (s->all.end > amount->end + 8 &&
             !strncasecmp(s->all.text + amount->end, " average", 8)));
}

/* Who the claim is about: the sentence, the one before, the heading, the guide. */
static void find_subject(const struct cs_sentence *s, struct cs_claim *claim)
{
    const struct cs_topic *topic = s->reader->topic;
    if (claim->amount.end && is_of_all(s, &claim->amount)) {
        claim->subject = cs_names_subject(topic->names, cs_span_of("all occupations"));
        claim->naming = CS_NAMED;
        return;
    }
    claim->naming = cs_topic_named(topic, &s->names, claim->value.start, &claim->subject);
    if (claim->naming == CS_NAMED || s->has_label)
        claim->flags |= CS_CLAIM_SAYS_WHOSE;
    claim->flags |= s->has_label ? CS_CLAIM_HAS_LABEL : 0u;
    if (claim->naming == CS_NAMED_NOT)
        cs_context_subject(s, claim);
}

static void find_place(const struct cs_sentence *s, struct cs_claim *claim)
{
    const struct cs_topic *topic = s->reader->topic;
    const struct cs_claim *before = s->reader->before;
    if (cs_topic_placed(topic, &s->names, claim->value.start, &claim->region)) {
        claim->flags |= claim->region ? 0u : CS_CLAIM_PLACE_UNKNOWN;
        return;
    }
    if (before) {
        claim->region = before->region;
        claim->flags |= before->flags & (CS_CLAIM_PLACE_UNKNOWN | CS_CLAIM_TITLE_PLACE);
        return;
    }
    claim->region = cs_context_region(s);
    if (!claim->region)
        claim->region = topic->region;
    claim->flags |= claim->region ? CS_CLAIM_TITLE_PLACE : 0u;
}

/* The level whose words stand nearest: between the number before and the one behind, else anywhere
 * in the clause. */
static void find_level(const struct cs_sentence *s, struct cs_claim *claim)
{
    struct cs_stretch clause = cs_clause_at(&s->all, claim->value.start), near = clause;
    for (size_t i = 0; i < s->amounts.n; i++) {
        const struct cs_amount *a = &s->amounts.items[i];
        if (a->kind != CS_AMOUNT_MONEY)
            continue;
        if (a->end <= claim->value.start && a->end > near.start)
            near.start = a->end;
        if (a->start >= claim->value.end && a->start < near.end)
            near.end = a->start;
    }
    if (cs_cue_level(s->reader->topic, &near, &claim->level) ||
        cs_cue_level(s->reader->topic, &clause, &claim->level))
        claim->flags |= CS_CLAIM_HAS_LEVEL;
}

void cs_sentence_locate(const struct cs_sentence *s, struct cs_claim *claim)
{
    find_subject(s, claim);
    find_place(s, claim);
    if (claim->kind == CS_CLAIM_PAY)
        find_level(s, claim);
}

/* The year that the question asks about. */
static void date_by_question(const struct cs_sentence *s, struct cs_claim *claim)
{
    struct cs_amounts amounts;
    if (s->asked == CS_CLAIM_NONE || s->reader->asked.block == s->all.block)
        return;
    cs_amounts_of(&s->reader->asked, &amounts);
    cs_claim_date(claim, &s->reader->asked, &amounts, s->reader->asked.end);
}

/* "$22.74 in May 2024, up from $22.38 a year earlier". */
static void date_a_year_back(const struct cs_sentence *s, struct cs_claim *claim)
{
    enum { REACH = 20 };
    static const char *const earlier[] = {"a year earlier",
                                          "a year before",
                                          "the year before",
                                          "a year ago",
                                          "one year earlier",
                                          "a year prior",
                                          NULL};
    if (claim->kind != CS_CLAIM_PAY || !claim->when.start_year || cs_period_is_span(claim->when) ||
        !cs_sentence_follows(s, claim->value.end, REACH, earlier))
        return;
    claim->when.start_year--;
    claim->when.end_year--;
    claim->when_said.block = CS_NO_BLOCK; /* nothing that could be rewritten */
}

void cs_sentence_finish(const struct cs_sentence *s, struct cs_claim *claim)
{
    cs_sentence_locate(s, claim);
    struct cs_stretch clause = cs_clause_at(&s->all, claim->value.start);
    cs_claim_date(claim, &clause, &s->amounts, claim->value.start);
    if (claim->when_said.block == CS_NO_BLOCK)
        cs_claim_date(claim, &s->all, &s->amounts, claim->value.start);
    if (claim->when_said.block == CS_NO_BLOCK)
        date_by_question(s, claim);
    const struct cs_claim *before = s->reader->before;
    if (claim->when_said.block == CS_NO_BLOCK && before &&
        (before->kind == claim->kind ||
         (cs_period_is_span(before->when) && cs_claim_is_projection(claim->kind)))) {
        claim->when = before->when;
        claim->when_said = before->when_said;
    }
    s->reader->before_storage = *claim;
    date_a_year_back(s, claim);
    cs_claims_add(s->reader->claims, claim);
    if (cs_subject_is_known(&claim->subject) && !claim->subject.is_all)
        s->reader->spoken_of = claim->subject;
}
