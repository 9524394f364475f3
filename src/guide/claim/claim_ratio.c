/* Ratios that authors write: "twice the median for all occupations", "pay has nearly doubled since
 * 2003". Only these two forms: others are too seldom about figures. */
#include <math.h>
#include <string.h>

#include "guide/claim/claim_read.h"
#include "guide/claim/find.h"
#include "guide/text/amount.h"

static const struct {
    const char *words;
    double factor;
} factors[] = {{"twice", 2},       {"double", 2},  {"half", 0.5},  {"triple", 3},
               {"three times", 3}, {"doubled", 2}, {"tripled", 3}, {"halved", 0.5}};

static enum cs_looseness looseness_before(const struct cs_stretch *s, size_t at)
{
    static const struct {
        const char *words;
        enum cs_looseness looseness;
    } cues[] = {{"nearly", CS_UNDER}, {"almost", CS_UNDER},   {"more than", CS_OVER},
                {"over", CS_OVER},    {"about", CS_ABOUT},    {"roughly", CS_ABOUT},
                {"around", CS_ABOUT}, {"less than", CS_UNDER}};
    for (size_t i = 0; i < sizeof cues / sizeof cues[0]; i++) {
        size_t n = strlen(cues[i].words);
        if (at >= s->start + n + 1 && !strncasecmp(s->text + at - n - 1, cues[i].words, n))
            return cues[i].looseness;
    }
    return CS_EXACT;
}

/* "twice the median for all occupations": the words behind say against what. */
static int is_against_all(const struct cs_stretch *s, size_t after)
{
    static const char *const all[] = {"all occupations",  "all workers",    "national median",
                                      "national average", "average worker", NULL};
    size_t end = after + 50 < s->end ? after + 50 : s->end;
    return !strncasecmp(s->text + after, " the ", 5) && cs_find_any(s->text, after, end, all);
}

/* "doubled since 2003": the year. */
static int year_since(const struct cs_stretch *s, size_t after, struct cs_claim *claim)
{
    struct cs_amount amount;
    if (strncasecmp(s->text + after, " since ", 7))
        return 0;
    if (!cs_amounts_find(s->text + after, s->end - after, &amount, 1) ||
        amount.kind != CS_AMOUNT_YEAR || amount.start > 12)
        return 0;
    claim->when = amount.period;
    claim->when_said = (struct cs_said){s->block, after + amount.start, after + amount.end};
    return 1;
}

int cs_ratio_in(const struct cs_stretch *s, struct cs_claim *claim)
{
    static const char *const pay[] = {"pay",  "wage",   "wages",    "salary", "salaries",
                                      "earn", "median", "earnings", NULL};
    if (!cs_find_any(s->text, s->start, s->end, pay))
        return 0;
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
        size_t at = cs_find_first(s->text, s->start, s->end, factors[i].words);
        size_t after = at + strlen(factors[i].words);
        if (at == CS_NOWHERE || after + 8 > s->end)
            continue;
        int is_past = year_since(s, after, claim);
        if (!is_past && !is_against_all(s, after))
            continue;
        claim->value = (struct cs_said){s->block, at, after};
        claim->amount = (struct cs_amount){.kind = CS_AMOUNT_NUMBER,
                                           .start = at,
                                           .end = after,
                                           .value_end = after,
                                           .low = factors[i].factor,
                                           .high = NAN,
                                           .step = 0.1,
                                           .looseness = looseness_before(s, at)};
        return 1;
    }
    return 0;
}
