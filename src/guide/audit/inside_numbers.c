/* Figures of one occupation that must go together: percent, new jobs and base, openings and
 * employment, growth words and percents. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/period.h"
#include "data/reference.h"
#include "guide/audit/inside.h"
#include "guide/audit/inside_part.h"
#include "guide/claim/growth_verb.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

static size_t find_claim(const struct cs_audit *audit, enum cs_claim_kind kind, size_t like)
{
    const struct cs_claim *c = &audit->claims.items[like];
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (other->kind == kind && cs_inside_is_sharp(other) && cs_inside_same_place(c, other) &&
            cs_inside_same_subject(audit, c, other))
            return k;
    }
    return CS_NO_CLAIM;
}

/* Publishers round counts to hundreds. */
static double count_tolerance(const struct cs_amount *amount)
{
    return fmod(amount->low, 100) == 0 ? fmax(50, cs_amount_tolerance(amount))
                                       : cs_amount_tolerance(amount);
}

/* Whether two claims can be of one projection: of the same base year as far as both say, and not of
 * a state, where surveys count the jobs and projections come from elsewhere. */
static bool is_one_source(const struct cs_audit *audit, size_t i, size_t k)
{
    const struct cs_claim *a = &audit->claims.items[i], *b = &audit->claims.items[k];
    if (cs_inside_both_dated(a, b) && a->when.start_year != b->when.start_year)
        return false;
    bool is_state = a->region && strcmp(a->region->code, "US");
    return !is_state || cs_inside_both_dated(a, b);
}

/* The percent that new jobs are of a base, and how far the rounding of both leaves it open. */
static double percent_of(const struct cs_audit *audit, size_t change, size_t base, double *open)
{
    const struct cs_amount *c = &audit->claims.items[change].amount;
    const struct cs_amount *b = &audit->claims.items[base].amount;
    double percent = 100 * c->low / b->low;
    *open = 0.05 + 100 * (count_tolerance(c) + fabs(percent) / 100 * count_tolerance(b)) / b->low;
    return percent;
}

/* Whether any new jobs and any base that the guide gives for the same go with the percent. */
static bool goes_with_some(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *percent = &audit->claims.items[i];
    double open, tolerance = cs_amount_tolerance(&percent->amount);
    for (size_t c = 0; c < audit->claims.n_items; c++) {
        const struct cs_claim *change = &audit->claims.items[c];
        if (change->kind != CS_CLAIM_NEW_JOBS || !cs_inside_same_subject(audit, percent, change))
            continue;
        for (size_t b = 0; b < audit->claims.n_items; b++) {
            const struct cs_claim *base = &audit->claims.items[b];
            if (base->kind == CS_CLAIM_EMPLOYMENT && base->amount.low > 0 &&
                cs_inside_same_subject(audit, percent, base) &&
                fabs(percent->amount.low - percent_of(audit, c, b, &open)) <= open + tolerance)
                return true;
        }
    }
    return false;
}

/* Percent against new jobs and base. */
void cs_inside_arithmetic(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *percent = &audit->claims.items[i];
    if (percent->kind != CS_CLAIM_GROWTH || !cs_inside_is_sharp(percent) ||
        cs_inside_is_settled(audit->judgments[i].verdict))
        return;
    size_t change = find_claim(audit, CS_CLAIM_NEW_JOBS, i);
    size_t base = find_claim(audit, CS_CLAIM_EMPLOYMENT, i);
    if (change == CS_NO_CLAIM || base == CS_NO_CLAIM || !is_one_source(audit, i, base) ||
        !is_one_source(audit, i, change) || !(audit->claims.items[base].amount.low > 0) ||
        goes_with_some(audit, i))
        return;
    double open, expected = percent_of(audit, change, base, &open);
    struct cs_finding *finding = cs_audit_add(
        audit, CS_RULE_ARITHMETIC, percent->value, i,
        cs_arena_printf(&audit->arena, "%s of %s jobs would be %.1f percent",
                        cs_inside_place(audit, audit->claims.items[change].value),
                        cs_inside_place(audit, audit->claims.items[base].value), expected));
    cs_inside_relate(audit, finding, audit->claims.items[change].value);
}

/* One number for yearly openings and for new jobs: chance seldom makes them equal. */
static bool check_mix_up(struct cs_audit *audit, size_t openings, size_t change)
{
    const struct cs_claim *a = &audit->claims.items[openings], *b = &audit->claims.items[change];
    if (cs_inside_is_settled(audit->judgments[change].verdict) || a->amount.low != b->amount.low ||
        a->amount.step > 0.01 * a->amount.low)
        return false;
    struct cs_finding *finding =
        cs_audit_add(audit, CS_RULE_OPENINGS_BAND, b->value, change,
                     cs_arena_printf(&audit->arena,
                                     "new jobs mixed up with openings? The guide gives "
                                     "the same number for openings a year: %s",
                                     cs_inside_place(audit, a->value)));
    cs_inside_relate(audit, finding, a->value);
    return true;
}

/* Yearly openings are 3 to 25 percent of employment. Reference: 341 profiles of the 2024-34
 * handbook have 5.1 (5th percentile) to 23.8 percent (the most). */
void cs_inside_openings(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *openings = &audit->claims.items[i];
    if (openings->kind != CS_CLAIM_OPENINGS || !cs_inside_is_sharp(openings) ||
        cs_inside_is_settled(audit->judgments[i].verdict))
        return;
    size_t change = find_claim(audit, CS_CLAIM_NEW_JOBS, i);
    if (change != CS_NO_CLAIM && check_mix_up(audit, i, change))
        return;
    size_t base = find_claim(audit, CS_CLAIM_EMPLOYMENT, i);
    if (base == CS_NO_CLAIM || !(audit->claims.items[base].amount.low > 0) ||
        !is_one_source(audit, i, base))
        return;
    double share = openings->amount.low / audit->claims.items[base].amount.low;
    if (share >= 0.03 && share <= 0.25)
        return;
    struct cs_finding *finding = cs_audit_add(
        audit, CS_RULE_OPENINGS_BAND, openings->value, i,
        cs_arena_printf(&audit->arena, "%.1f percent of %s a year; occupations have 3 to 25",
                        100 * share, cs_inside_place(audit, audit->claims.items[base].value)));
    if (finding && share > 0.25)
        finding->hint = "openings of a whole decade?";
    else if (finding)
        finding->hint = "new jobs instead of openings?";
}

/* "Expected to shrink" where the guide's own percent rises, or the other way round. */
static void check_direction(struct cs_audit *audit, size_t i, int direction)
{
    size_t k = find_claim(audit, CS_CLAIM_GROWTH, i);
    if (k == CS_NO_CLAIM || audit->judgments[k].verdict == CS_CONTRADICTED ||
        audit->claims.items[k].amount.low * direction > -0.5)
        return;
    struct cs_said at = audit->claims.items[k].value;
    struct cs_finding *finding = cs_audit_add(
        audit, CS_RULE_WORD_PERCENT, audit->claims.items[i].value, i,
        cs_arena_printf(&audit->arena, "the guide also says %s", cs_inside_place(audit, at)));
    cs_inside_relate(audit, finding, at);
}

/* "As fast as average" here and "faster than the average" there: the later one is told. */
static bool check_words(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *word = &audit->claims.items[i];
    for (size_t k = 0; k < i; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (other->kind != CS_CLAIM_GROWTH_WORD ||
            cs_inside_is_settled(audit->judgments[k].verdict) || !strcmp(other->word, word->word) ||
            !strcmp(other->word, CS_WORD_RISES) || !strcmp(other->word, CS_WORD_FALLS) ||
            (cs_inside_both_dated(word, other) && !cs_inside_same_date(word, other)) ||
            (word->flags | other->flags) & CS_CLAIM_DOUBTFUL || word->subject.is_all ||
            !cs_inside_same_place(word, other) || !cs_inside_same_subject(audit, word, other) ||
            cs_inside_same_table(audit, word, other))
            continue;
        struct cs_finding *finding =
            cs_audit_add(audit, CS_RULE_DISAGREES, word->value, i,
                         cs_arena_printf(&audit->arena, "the guide also says %s",
                                         cs_inside_place(audit, other->value)));
        cs_inside_relate(audit, finding, other->value);
        return true;
    }
    return false;
}

/* The word beside a percent the data say nothing about. */
void cs_inside_word(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    const struct cs_claim *word = &audit->claims.items[i];
    if (word->kind != CS_CLAIM_GROWTH_WORD || cs_inside_is_settled(audit->judgments[i].verdict) ||
        i == 0 || !evidence->reference)
        return;
    int falls = !strcmp(word->word, CS_WORD_FALLS);
    if (falls || !strcmp(word->word, CS_WORD_RISES)) {
        check_direction(audit, i, falls ? -1 : 1);
        return;
    }
    if (check_words(audit, i))
        return;
    const struct cs_claim *percent = NULL;
    for (size_t k = i; k-- > 0 && i - k < 4 && !percent;) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (other->kind == CS_CLAIM_GROWTH && other->sentence.block == word->sentence.block &&
            other->sentence.start == word->sentence.start &&
            audit->judgments[k].verdict != CS_CONTRADICTED)
            percent = other;
    }
    const struct cs_block *block = &audit->document.blocks[word->value.block];
    if (!percent || !cs_period_is_span(percent->when) || percent->value.end > word->value.start ||
        memchr(block->text + percent->value.end, ';', word->value.start - percent->value.end))
        return;
    const char *right = cs_reference_growth_word(evidence->reference, percent->when.start_year,
                                                 percent->when.end_year, percent->amount.low);
    if (!right || !strcmp(right, word->word) ||
        (!strncmp(right, "decline", 7) && !strncmp(word->word, "decline", 7)))
        return;
    char period[CS_PERIOD_TEXT_BYTES];
    cs_audit_add(audit, CS_RULE_WORD_PERCENT, word->value, i,
                 cs_arena_printf(&audit->arena, "for %s the handbook calls %s \"%s\"",
                                 cs_period_format(percent->when, period),
                                 cs_inside_place(audit, percent->value), right));
}
