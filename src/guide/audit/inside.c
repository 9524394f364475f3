/* A guide against itself: claims beside claims. */
#include "guide/audit/inside.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/period.h"
#include "data/reference.h"
#include "guide/audit/judge_change.h"
#include "guide/claim/growth_verb.h"
#include "guide/topic/topic.h"
#include "guide/text/amount.h"
#include "guide/text/document.h"

static bool same_place_and_level(const struct cs_claim *a, const struct cs_claim *b)
{
    if (a->flags & CS_CLAIM_HAS_LEVEL && a->level == CS_NO_KEY)
        return false;
    return a->region == b->region && a->level == b->level &&
           ((a->flags ^ b->flags) & CS_CLAIM_HAS_LEVEL) == 0;
}

/* Statistics that are sharp enough to disagree about. */
static bool is_sharp(const struct cs_claim *c)
{
    unsigned loose =
        CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN | CS_CLAIM_DOUBTFUL;
    if (c->flags & loose || c->naming == CS_NAMED_UNKNOWN || !isnan(c->amount.high) ||
        c->subject.is_ambiguous || c->subject.is_group || c->subject.is_alias)
        return false;
    if (c->kind == CS_CLAIM_PAY)
        return c->statistic != CS_STAT_UNSAID && c->statistic != CS_STAT_AVERAGE &&
               c->statistic != CS_STAT_RANGE && c->per != CS_PER_NONE;
    return c->kind != CS_CLAIM_GROWTH_WORD && c->kind != CS_CLAIM_RATIO &&
           c->kind != CS_CLAIM_CHANGE;
}

/* Whether a short line that states nothing, such as "PLUMBERS (SOC 47-2152)", stands between: what
 * follows it is likely about somebody else. */
static bool has_lead_between(const struct cs_audit *audit, const struct cs_claim *a,
                             const struct cs_claim *b)
{
    enum { LONGEST_LEAD = 90, FARTHEST = 60 };
    uint32_t first = a->sentence.block < b->sentence.block ? a->sentence.block : b->sentence.block;
    uint32_t last = a->sentence.block < b->sentence.block ? b->sentence.block : a->sentence.block;
    bool is_lead = last - first > FARTHEST;
    for (uint32_t i = first + 1; i < last && !is_lead; i++) {
        const struct cs_block *block = &audit->document.blocks[i];
        is_lead = block->kind == CS_BLOCK_PARAGRAPH && block->size && block->size <= LONGEST_LEAD &&
                  !memchr(block->text, '.', block->size) && !memchr(block->text, ':', block->size);
    }
    return is_lead;
}

/* Who is meant is not known, and the values stand side by side: in a paragraph, or in items of a
 * list. */
static bool is_one_list(const struct cs_audit *audit, const struct cs_claim *a,
                        const struct cs_claim *b)
{
    const struct cs_block *blocks = audit->document.blocks;
    if (cs_subject_is_known(&a->subject))
        return false;
    return a->sentence.block == b->sentence.block || has_lead_between(audit, a, b) ||
           (blocks[a->value.block].kind == CS_BLOCK_ITEM &&
            blocks[b->value.block].kind == CS_BLOCK_ITEM);
}

static bool same_thing(const struct cs_audit *audit, const struct cs_claim *a,
                       const struct cs_claim *b)
{
    if (!cs_subject_is_known(&a->subject) && !a->when.start_year != !b->when.start_year)
        return false; /* of nobody in particular, and of another time for all that is known */
    return a->kind == b->kind && a->statistic == b->statistic && a->per == b->per &&
           !is_one_list(audit, a, b) && cs_inside_same_subject(audit, a, b) &&
           same_place_and_level(a, b) && !strcmp(a->amount.currency, b->amount.currency);
}

static bool same_date(const struct cs_claim *a, const struct cs_claim *b)
{
    return !cs_period_compare(a->when, b->when);
}

/* Cells of one table differ on purpose. */
static bool same_table(const struct cs_audit *audit, const struct cs_claim *a,
                       const struct cs_claim *b)
{
    const struct cs_block *blocks = audit->document.blocks;
    return blocks[a->value.block].table != CS_NO_BLOCK &&
           blocks[a->value.block].table == blocks[b->value.block].table;
}

/* Whether a thing is given for more than one date: then undated values may be of either. */
static bool has_several_dates(const struct cs_audit *audit, const struct cs_claim *c)
{
    const struct cs_claim *dated = NULL;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (!other->when.start_year || !same_thing(audit, c, other))
            continue;
        if (dated && !same_date(dated, other))
            return true;
        dated = other;
    }
    return false;
}

static bool both_dated(const struct cs_claim *a, const struct cs_claim *b)
{
    return a->when.start_year && b->when.start_year;
}

static bool same_value(const struct cs_claim *a, const struct cs_claim *b)
{
    double tolerance = cs_amount_tolerance(&a->amount) + cs_amount_tolerance(&b->amount);
    return fabs(a->amount.low - b->amount.low) <= tolerance + 1e-9 * fabs(a->amount.low);
}

static bool is_settled(enum cs_verdict verdict)
{
    return verdict == CS_CONFIRMED || verdict == CS_STALE || verdict == CS_CONTRADICTED;
}

static const char *place_words(struct cs_audit *audit, struct cs_said at)
{
    struct cs_span source =
        cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start, at.end);
    struct cs_place place =
        cs_document_place(&audit->document, (size_t)(source.start - audit->document.bytes));
    struct cs_shown shown;
    return cs_arena_printf(&audit->arena, "'%s' in line %llu",
                           cs_show(&shown, source.start, source.size),
                           (unsigned long long)place.line);
}

static void relate(struct cs_audit *audit, struct cs_finding *finding, struct cs_said at)
{
    if (!finding)
        return;
    struct cs_span source =
        cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start, at.end);
    finding->related_start = (size_t)(source.start - audit->document.bytes);
    finding->has_related = true;
}

/* How many other places of the guide say the same, and one that says otherwise. */
struct vote {
    size_t n_same, n_other, other;
    int other_is_sure;
};

static struct vote count_votes(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    struct vote vote = {0, 0, CS_NO_CLAIM, 0};
    bool is_dated_only = has_several_dates(audit, c);
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (k == i || !is_sharp(other) || !same_thing(audit, c, other) ||
            same_table(audit, c, other) ||
            ((is_dated_only || both_dated(c, other)) && !same_date(c, other)) ||
            audit->judgments[k].verdict == CS_CONTRADICTED)
            continue;
        if (same_value(c, other)) {
            vote.n_same++;
            continue;
        }
        vote.n_other++;
        vote.other_is_sure |= audit->judgments[k].verdict == CS_CONFIRMED;
        if (vote.other == CS_NO_CLAIM)
            vote.other = k;
    }
    return vote;
}

/* A value that other places outvote, or that came first against one it stands alone with. */
static void find_disagreement(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    if (is_settled(audit->judgments[i].verdict) || !is_sharp(c))
        return;
    struct vote vote = count_votes(audit, i);
    int loses = vote.other_is_sure || vote.n_other > vote.n_same + 1 ||
                (vote.n_other == vote.n_same + 1 && vote.other < i);
    if (!vote.n_other || !loses)
        return;
    struct cs_said other = audit->claims.items[vote.other].value;
    struct cs_finding *finding = cs_audit_add(
        audit, CS_RULE_DISAGREES, c->value, i,
        cs_arena_printf(&audit->arena, "the guide also says %s", place_words(audit, other)));
    relate(audit, finding, other);
}

/* The very value with another date, one of which the data confirm. */
static void find_date_disagreement(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    if (is_settled(audit->judgments[i].verdict) || !is_sharp(c) || !c->when.start_year ||
        c->when_said.block == CS_NO_BLOCK)
        return;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (audit->judgments[k].verdict != CS_CONFIRMED || !same_thing(audit, c, other) ||
            other->when_said.block == CS_NO_BLOCK || c->amount.low != other->amount.low ||
            !both_dated(c, other) || same_date(c, other))
            continue;
        struct cs_finding *finding =
            cs_audit_add(audit, CS_RULE_PERIOD_DISAGREES, c->when_said, i,
                         cs_arena_printf(&audit->arena, "the guide dates the same figure %s",
                                         place_words(audit, other->when_said)));
        relate(audit, finding, other->when_said);
        return;
    }
}

/* A date that only one claim has, whose value is that of the date all others have. */
static void find_stray_date(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_judgment *j = &audit->judgments[i];
    struct cs_period shared =
        c->kind == CS_CLAIM_PAY ? audit->claims.pay_date : audit->claims.projection_date;
    if (j->verdict != CS_UNSUPPORTED || j->fault != CS_FAULT_PERIOD || !shared.start_year ||
        c->when_said.block == CS_NO_BLOCK || !is_sharp(c) ||
        j->fact.period.start_year != shared.start_year)
        return;
    char text[CS_PERIOD_TEXT_BYTES];
    cs_audit_add(audit, CS_RULE_PERIOD_DISAGREES, c->when_said, i,
                 cs_arena_printf(&audit->arena, "%s is the figure of %s, as the guide's others are",
                                 place_words(audit, c->value),
                                 cs_period_format(j->fact.period, text)));
}

/* ---- arithmetic ---- */

static size_t find_claim(const struct cs_audit *audit, enum cs_claim_kind kind, size_t like)
{
    const struct cs_claim *c = &audit->claims.items[like];
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (other->kind == kind && is_sharp(other) && same_place_and_level(c, other) &&
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
    if (both_dated(a, b) && a->when.start_year != b->when.start_year)
        return false;
    bool is_state = a->region && strcmp(a->region->code, "US");
    return !is_state || both_dated(a, b);
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
static void check_arithmetic(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *percent = &audit->claims.items[i];
    if (percent->kind != CS_CLAIM_GROWTH || !is_sharp(percent) ||
        is_settled(audit->judgments[i].verdict))
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
                        place_words(audit, audit->claims.items[change].value),
                        place_words(audit, audit->claims.items[base].value), expected));
    relate(audit, finding, audit->claims.items[change].value);
}

/* One number for yearly openings and for new jobs: chance seldom makes them equal. */
static bool check_mix_up(struct cs_audit *audit, size_t openings, size_t change)
{
    const struct cs_claim *a = &audit->claims.items[openings], *b = &audit->claims.items[change];
    if (is_settled(audit->judgments[change].verdict) || a->amount.low != b->amount.low ||
        a->amount.step > 0.01 * a->amount.low)
        return false;
    struct cs_finding *finding =
        cs_audit_add(audit, CS_RULE_OPENINGS_BAND, b->value, change,
                     cs_arena_printf(&audit->arena,
                                     "new jobs mixed up with openings? The guide gives "
                                     "the same number for openings a year: %s",
                                     place_words(audit, a->value)));
    relate(audit, finding, a->value);
    return true;
}

/* Yearly openings are 3 to 25 percent of employment. Reference: 341 profiles of the 2024-34
 * handbook have 5.1 (5th percentile) to 23.8 percent (the most). */
static void check_openings(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *openings = &audit->claims.items[i];
    if (openings->kind != CS_CLAIM_OPENINGS || !is_sharp(openings) ||
        is_settled(audit->judgments[i].verdict))
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
                        100 * share, place_words(audit, audit->claims.items[base].value)));
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
        cs_arena_printf(&audit->arena, "the guide also says %s", place_words(audit, at)));
    relate(audit, finding, at);
}

/* "As fast as average" here and "faster than the average" there: the later one is told. */
static bool check_words(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *word = &audit->claims.items[i];
    for (size_t k = 0; k < i; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (other->kind != CS_CLAIM_GROWTH_WORD || is_settled(audit->judgments[k].verdict) ||
            !strcmp(other->word, word->word) || !strcmp(other->word, CS_WORD_RISES) ||
            !strcmp(other->word, CS_WORD_FALLS) ||
            (both_dated(word, other) && !same_date(word, other)) ||
            (word->flags | other->flags) & CS_CLAIM_DOUBTFUL || word->subject.is_all ||
            !same_place_and_level(word, other) || !cs_inside_same_subject(audit, word, other) ||
            same_table(audit, word, other))
            continue;
        struct cs_finding *finding =
            cs_audit_add(audit, CS_RULE_DISAGREES, word->value, i,
                         cs_arena_printf(&audit->arena, "the guide also says %s",
                                         place_words(audit, other->value)));
        relate(audit, finding, other->value);
        return true;
    }
    return false;
}

/* The word beside a percent the data say nothing about. */
static void check_word(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    const struct cs_claim *word = &audit->claims.items[i];
    if (word->kind != CS_CLAIM_GROWTH_WORD || is_settled(audit->judgments[i].verdict) || i == 0 ||
        !evidence->reference)
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
                                 place_words(audit, percent->value), right));
}

/* ---- dates and rates ---- */

static void find_undated(struct cs_audit *audit)
{
    size_t first = CS_NO_CLAIM;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        if (c->kind != CS_CLAIM_PAY)
            continue;
        if (c->when.start_year)
            return;
        if (first == CS_NO_CLAIM)
            first = i;
    }
    if (first != CS_NO_CLAIM)
        cs_audit_add(audit, CS_RULE_UNDATED, audit->claims.items[first].value, first,
                     "the guide gives no year for any of its pay figures");
}

/* "THB 20,000 (about $560)" without a rate or a date. */
static void find_conversion(struct cs_audit *audit, size_t i)
{
    if (i == 0)
        return;
    const struct cs_claim *a = &audit->claims.items[i - 1], *b = &audit->claims.items[i];
    if (a->kind != CS_CLAIM_PAY || b->kind != CS_CLAIM_PAY ||
        a->sentence.block != b->sentence.block || a->sentence.start != b->sentence.start ||
        !a->amount.currency[0] || !b->amount.currency[0] ||
        !strcmp(a->amount.currency, b->amount.currency))
        return;
    const struct cs_block *block = &audit->document.blocks[b->sentence.block];
    const char *gap = block->text + a->amount.end;
    size_t size = b->amount.start > a->amount.end ? b->amount.start - a->amount.end : 0;
    if (size > 24 || (!memchr(gap, '(', size) && !memchr(gap, '=', size) &&
                      !memmem(gap, size, "about", 5) && !memmem(gap, size, "or ", 3)))
        return;
    if (memmem(block->text, block->size, "rate", 4) || b->when.start_year)
        return;
    cs_audit_add(audit, CS_RULE_CONVERSION_UNDATED, b->value, i,
                 cs_arena_printf(&audit->arena, "converted from %s without a rate or a date",
                                 place_words(audit, a->value)));
}

/* The first pay figure and the first projection of a period that is older than the data. */
static void find_outdated(struct cs_audit *audit, int projections)
{
    enum { LONG_PAST_YEARS = 5 };
    size_t first = CS_NO_CLAIM;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        const struct cs_judgment *j = &audit->judgments[i];
        if ((c->kind != CS_CLAIM_PAY) != projections || !is_sharp(c))
            continue;
        if (c->when.start_year && j->verdict == CS_CONFIRMED &&
            !cs_period_compare(j->fact.period, j->newest.period))
            return; /* the guide has newer figures too */
        bool is_older = j->verdict == CS_UNSUPPORTED && j->newest.source &&
                        c->when_said.block != CS_NO_BLOCK &&
                        c->when.start_year < j->newest.period.start_year &&
                        j->newest.period.start_year - c->when.start_year < LONG_PAST_YEARS;
        if (is_older && first == CS_NO_CLAIM)
            first = i;
    }
    if (first == CS_NO_CLAIM)
        return;
    const struct cs_claim *c = &audit->claims.items[first];
    const struct cs_vintage *newest = &audit->judgments[first].newest;
    char said[CS_PERIOD_TEXT_BYTES], text[CS_PERIOD_TEXT_BYTES];
    cs_audit_add(audit, CS_RULE_OUTDATED, c->when_said, first,
                 cs_arena_printf(&audit->arena, "%s is older than the newest data, of %s",
                                 cs_period_format(c->when, said),
                                 cs_period_format(newest->period, text)));
}

void cs_inside_find(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    enum {
        MOST_COMPARED = 3000
    }; /* every claim against every other: lists beyond that are no guides */
    size_t n = audit->claims.n_items <= MOST_COMPARED ? audit->claims.n_items : 0;
    audit->is_list = cs_inside_is_list(audit);
    for (size_t i = 0; i < n; i++) {
        find_disagreement(audit, i);
        find_date_disagreement(audit, i);
        find_stray_date(audit, i);
        check_arithmetic(audit, i);
        check_openings(audit, i);
        check_word(audit, evidence, i);
        find_conversion(audit, i);
    }
    find_outdated(audit, 0);
    find_outdated(audit, 1);
    find_undated(audit);
    cs_inside_tables(audit);
    cs_inside_changes(audit);
    cs_inside_codes(audit);
}
