/* Whether a wrong value may be rewritten. Apart from the judge: being sure that a value is wrong is
 * less than being sure what should stand there. Each reason is a row. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/period.h"
#include "guide/claim/claim.h"
#include "guide/audit/around.h"
#include "guide/audit/audit.h"
#include "guide/audit/fix_part.h"
#include "guide/judge/judge.h"
#include "guide/amount/slip.h"
#include "guide/evidence/vintage.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

/* A value being doubted. */
struct value {
    const struct cs_fix_plan *plan;
    const struct cs_audit *audit;
    const struct cs_claim *claim;
    const struct cs_judgment *judgment;
};

bool cs_fix_is_wrong(const struct cs_audit *audit, size_t claim)
{
    const struct cs_judgment *j = &audit->judgments[claim];
    return (j->verdict == CS_CONTRADICTED || j->verdict == CS_STALE) && j->fault != CS_FAULT_UNIT &&
           j->fault != CS_FAULT_STATISTIC;
}

struct cs_span cs_fix_source(const struct cs_audit *audit, struct cs_said at)
{
    return cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start,
                              at.end);
}

/* ---- the reasons ---- */

static bool has_no_figure(const struct value *v)
{
    return !v->judgment->right && !v->judgment->right_period;
}

static bool is_put_together(const struct value *v)
{
    return v->judgment->fact.is_derived || v->judgment->newest.is_derived;
}

static bool is_of_several(const struct value *v)
{
    const struct cs_subject *s = &v->claim->subject;
    return (s->n_keys != 1 && !s->is_all) || s->is_ambiguous || s->is_group;
}

/* The survey counts other jobs than the projections, and which are meant is seldom said. */
static bool is_of_survey(const struct value *v)
{
    return v->claim->kind == CS_CLAIM_EMPLOYMENT && v->judgment->fact.measure == CS_EMPLOYMENT;
}

static bool is_accepted(const struct value *v)
{
    size_t start =
        (size_t)(cs_fix_source(v->audit, v->judgment->at).start - v->audit->document.bytes);
    for (size_t i = 0; i < v->audit->n_findings; i++)
        if (v->audit->findings[i].is_allowed && v->audit->findings[i].start == start)
            return true;
    return false;
}

static bool is_marked(const struct value *v)
{
    const struct cs_document *d = &v->audit->document;
    bool has_date = v->claim->when_said.block != CS_NO_BLOCK;
    struct cs_span value = cs_fix_source(v->audit, v->claim->value);
    return cs_fix_is_marked(v->audit, (size_t)(value.start - d->bytes)) ||
           (has_date &&
            cs_fix_is_marked(
                v->audit, (size_t)(cs_fix_source(v->audit, v->claim->when_said).start - d->bytes)));
}

static bool has_several_findings(const struct value *v)
{
    struct cs_span at = cs_fix_source(v->audit, v->claim->value);
    size_t start = (size_t)(at.start - v->audit->document.bytes), n = 0;
    for (size_t i = 0; i < v->audit->n_findings; i++) {
        const struct cs_finding *f = &v->audit->findings[i];
        n += f->start < start + at.size && f->end > start && !f->is_allowed &&
             cs_rule_info(f->rule)->severity != CS_NOTE;
    }
    return n > 1;
}

/* Past one blank of any kind; 0 when there is none at `text`. */
static size_t blank_length(const char *text, size_t size)
{
    static const char *const blanks[] = {" ",      "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF",
                                         "&nbsp;", "&#160;",   "&#xA0;",       "&thinsp;",
                                         "&#8239;"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        size_t n = strlen(blanks[i]);
        if (n <= size && !memcmp(text, blanks[i], n))
            return n;
    }
    return 0;
}

/* "44 640" read as 44: three figures go on behind a blank. */
static bool goes_on(const struct value *v)
{
    struct cs_span text = cs_fix_source(v->audit, v->claim->value);
    const struct cs_document *d = &v->audit->document;
    size_t end = (size_t)(text.start - d->bytes) + text.size;
    if (end < d->n_bytes && cs_is_digit(d->bytes[end]))
        return true;
    end += blank_length(d->bytes + end, d->n_bytes - end);
    size_t n = 0;
    while (end + n < d->n_bytes && cs_is_digit(d->bytes[end + n]))
        n++;
    return n == 3 && text.size && cs_is_digit(text.start[text.size - 1]);
}

/* The same from the other side: "85 900" read as 900. */
static bool began_before(const struct value *v)
{
    struct cs_span text = cs_fix_source(v->audit, v->claim->value);
    const char *bytes = v->audit->document.bytes;
    if (text.size < 3 || !cs_is_digit(text.start[0]) || !cs_is_digit(text.start[2]) ||
        (text.size > 3 && (cs_is_digit(text.start[3]) || text.start[3] == ',')))
        return false;
    for (size_t back = 1; back <= 8 && text.start - bytes > (ptrdiff_t)back; back++)
        if (blank_length(text.start - back, back) == back &&
            cs_is_digit(text.start[-1 - (ptrdiff_t)back]))
            return true;
    return false;
}

static bool has_hidden_date(const struct value *v)
{
    return v->claim->when_said.block == CS_NO_BLOCK && cs_around_has_other_date(v->audit, v->claim);
}

/* Undated, in a guide whose figures are of another date than the newest. */
static bool is_of_another_date(const struct value *v)
{
    const struct cs_claim *c = v->claim;
    struct cs_period when = c->when.start_year ? c->when : c->likely;
    return c->when_said.block == CS_NO_BLOCK && when.start_year &&
           when.start_year != v->judgment->newest.period.start_year;
}

static bool is_told_otherwise(const struct value *v)
{
    return cs_around_is_told_otherwise(v->audit, v->claim);
}

static bool is_part_of_another(const struct value *v)
{
    return (v->claim->flags &
            (CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_DOUBTFUL | CS_CLAIM_IS_SCALED)) != 0;
}

/* A state's pay of 2012 is not today's: undated, with a newer figure for the nation. */
static bool is_of_an_old_edition(const struct value *v)
{
    enum { OLD_YEARS = 2 };
    const struct cs_claim *c = v->claim;
    const struct cs_vintage *newest = &v->judgment->newest;
    struct cs_subject all = {.is_all = true};
    const struct cs_subject *subjects[] = {&c->subject, &all};
    struct cs_vintages nation;
    if (c->when.start_year)
        return false;
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        struct cs_vintage_query query = {.subject = subjects[i],
                                         .measure = newest->measure,
                                         .level = CS_NO_KEY,
                                         .per = c->kind == CS_CLAIM_PAY ? c->per : CS_PER_NONE};
        cs_vintages_find(v->plan->task->evidence, &query, &nation);
        if (nation.n && nation.items[0].period.start_year - newest->period.start_year > OLD_YEARS)
            return true;
    }
    return false;
}

/* Whether two values stand in one table or one paragraph. */
static bool stand_together(const struct cs_document *d, const struct cs_claim *a,
                           const struct cs_claim *b)
{
    uint32_t table = d->blocks[a->value.block].table;
    return a->value.block == b->value.block ||
           (table != CS_NO_BLOCK && d->blocks[b->value.block].table == table);
}

/* "Technicians: $44,040" fits a mean: that a mean is meant is a guess. */
static bool is_unsaid_statistic(const struct value *v)
{
    return v->claim->kind == CS_CLAIM_PAY && v->claim->statistic == CS_STAT_UNSAID &&
           v->judgment->fact.measure != CS_WAGE_MEDIAN;
}

/* Different values of what seems one figure, side by side: something tells them apart that was not
 * read. */
static bool has_twin(const struct value *v)
{
    const struct cs_audit *audit = v->audit;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        const struct cs_judgment *j = &audit->judgments[i];
        if (c != v->claim && c->kind == v->claim->kind && c->per == v->claim->per &&
            c->region == v->claim->region && c->level == v->claim->level &&
            c->kind != CS_CLAIM_GROWTH_WORD && c->amount.low != v->claim->amount.low &&
            j->fact.source && j->fact.measure == v->judgment->fact.measure &&
            !cs_period_compare(j->fact.period, v->judgment->fact.period) &&
            cs_subject_equals(&c->subject, &v->claim->subject) &&
            stand_together(&audit->document, c, v->claim))
            return true;
    }
    return false;
}

/* ---- others that the number may be about ---- */

static bool shares_key(const struct cs_subject *a, const struct cs_subject *b)
{
    for (size_t i = 0; i < a->n_keys; i++)
        for (size_t k = 0; k < b->n_keys; k++)
            if (a->keys[i] == b->keys[k])
                return true;
    return false;
}

/* Whether the number is the same figure of another occupation, today or at the date said. */
static bool fits_figure(const struct value *v, const struct cs_subject *subject,
                        enum cs_measure measure)
{
    const struct cs_claim *c = v->claim;
    struct cs_vintage_query query = {.subject = subject,
                                     .measure = measure,
                                     .region = c->region ? c->region->code : NULL,
                                     .level = c->level,
                                     .per = c->kind == CS_CLAIM_PAY ? c->per : CS_PER_NONE};
    struct cs_vintages found;
    cs_vintages_find(v->plan->task->evidence, &query, &found);
    for (size_t i = 0; i < found.n; i++) {
        bool is_near = i == 0 || found.items[i].period.start_year == c->when.start_year;
        if (is_near && cs_amount_fits(&c->amount, c->amount.low, &found.items[i]))
            return true;
    }
    return false;
}

/* Whether some other occupation that text [start, end) of a block names meets the test; of block
 * CS_NO_BLOCK: that the guide names anywhere. */
static bool names_one(const struct value *v, struct cs_said where,
                      bool (*is_met)(const struct value *, const struct cs_subject *))
{
    const struct cs_fix_names *names = v->plan->names;
    if (where.block == CS_NO_BLOCK) {
        for (size_t i = 0; i < names->n_subjects; i++)
            if (!shares_key(&names->subjects[i], &v->claim->subject) &&
                is_met(v, &names->subjects[i]))
                return true;
        return false;
    }
    for (size_t i = 0; i < names->n_items; i++) {
        const struct cs_fix_name *name = &names->items[i];
        const struct cs_subject *subject = &names->subjects[name->subject];
        if (name->block == where.block && name->start >= where.start && name->start < where.end &&
            !shares_key(subject, &v->claim->subject) && is_met(v, subject))
            return true;
    }
    return false;
}

static bool is_any(const struct value *v, const struct cs_subject *subject)
{
    (void)v;
    (void)subject;
    return true;
}

static bool has_the_number(const struct value *v, const struct cs_subject *subject)
{
    return fits_figure(v, subject, v->judgment->fact.measure);
}

/* Whose figure it is cannot be told from a sentence about several. */
static bool names_others(const struct value *v)
{
    return names_one(v, v->claim->sentence, is_any);
}

/* "3. Nurse practitioners. … Median wage: $132,000." under a heading that names somebody else. */
static bool follows_another(const struct value *v)
{
    const struct cs_fix_names *names = v->plan->names;
    const struct cs_said *at = &v->claim->value;
    const struct cs_fix_name *last = NULL;
    for (size_t i = 0; i < names->n_items; i++)
        if (names->items[i].block == at->block && names->items[i].start < at->start)
            last = &names->items[i];
    return last && !shares_key(&names->subjects[last->subject], &v->claim->subject);
}

/* Three figures and more. */
static bool is_telling(const struct cs_claim *c)
{
    return c->amount.step > 0 && fabs(c->amount.low) >= 99 * c->amount.step;
}

static bool is_figure_of_another(const struct value *v)
{
    const struct cs_claim *c = v->claim;
    struct cs_said block = {c->value.block, 0, SIZE_MAX}, anywhere = {.block = CS_NO_BLOCK};
    if (c->kind == CS_CLAIM_GROWTH_WORD || v->judgment->verdict == CS_STALE)
        return false;
    bool is_anybodys = c->kind == CS_CLAIM_GROWTH && c->amount.step > 0.5; /* "5 percent" */
    return names_one(v, is_anybodys ? block : anywhere, has_the_number);
}

/* The tenth percentile, said to be the median: which of the two is wrong, number or word? */
static bool is_another_figure(const struct value *v)
{
    const struct cs_vintage *fact = &v->judgment->fact;
    if (!is_telling(v->claim) || v->judgment->verdict == CS_STALE)
        return false;
    for (int m = 0; m < CS_N_MEASURES; m++)
        if (m != (int)fact->measure &&
            cs_measure_info((enum cs_measure)m)->unit == fact->unit.kind &&
            fits_figure(v, &v->claim->subject, (enum cs_measure)m))
            return true;
    return false;
}

/* Whether the old value lies about where the right one does. */
static bool is_near(const struct value *v)
{
    const double ratio = 1.25, points = 6;
    double said = v->claim->amount.low, right = v->judgment->fact.value;
    if (v->claim->kind == CS_CLAIM_GROWTH)
        return fabs(said - right) <= points && (said < 0) == (right < 0);
    return said * right > 0 && said <= ratio * right && right <= ratio * said;
}

/* Whether the guide's title is the occupation's. */
static bool is_titled(const struct value *v)
{
    const struct cs_document *d = &v->audit->document;
    struct cs_subject named;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && cs_topic_mention(&v->audit->topic, b->text, b->size, &named) &&
            cs_subject_equals(&named, &v->claim->subject))
            return true;
    }
    return false;
}

/* Whether the title, or another right figure of the section, backs the occupation that a value
 * inherits. */
static bool is_backed(const struct value *v)
{
    const struct cs_audit *audit = v->audit;
    const struct cs_block *blocks = audit->document.blocks;
    if (is_titled(v))
        return true;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        bool is_right =
            audit->judgments[i].verdict == CS_CONFIRMED || audit->judgments[i].verdict == CS_STALE;
        if (is_right && !cs_claim_is_coarse(c) &&
            blocks[c->value.block].heading == blocks[v->claim->value.block].heading &&
            cs_subject_equals(&c->subject, &v->claim->subject))
            return true;
    }
    return false;
}

/* Why an author should have written the old value: figures exchanged, a year mistaken, or at least
 * a number of that size, of an occupation that is named or has other figures there. Else it may be
 * of something else. An old figure is written only right beside its date (fix_plan.c). */
static bool is_unexplained(const struct value *v)
{
    const struct cs_claim *c = v->claim;
    bool is_old = cs_period_compare(v->judgment->fact.period, v->judgment->newest.period) != 0;
    if (v->judgment->verdict != CS_CONTRADICTED || v->judgment->fault != CS_FAULT_VALUE || is_old ||
        !isnan(c->amount.high) ||
        cs_is_digit_slip(c->amount.low, v->judgment->fact.value, c->amount.step))
        return false;
    return !is_near(v) || (c->naming == CS_NAMED_NOT && !is_backed(v));
}

/* ---- why nothing can be written ---- */

static bool is_between_figures(const struct value *v)
{
    return v->claim->kind == CS_CLAIM_CHANGE || v->claim->kind == CS_CLAIM_RATIO;
}

static bool is_number_or_date(const struct value *v)
{
    return has_no_figure(v) && v->judgment->fault == CS_FAULT_PERIOD;
}

/* "Growing 3.7 percent" of what shrinks by that: the words are wrong with the number. */
static bool has_other_sign(const struct value *v)
{
    return has_no_figure(v) && cs_claim_is_projection(v->claim->kind) &&
           v->claim->amount.low * v->judgment->fact.value < 0;
}

static bool is_known_as_another(const struct value *v)
{
    return has_no_figure(v) && v->judgment->hint != NULL;
}

static const struct {
    bool (*applies)(const struct value *value);
    const char *why;
} reasons[] = {
    {is_accepted, "it is accepted"},
    {is_marked, "a marker keeps it: careerstat refresh brings it up to date"},
    {is_between_figures,
     "it is worked out from two figures; correct it, or the one that is wrong, by hand"},
    {is_number_or_date, "either the number or its date is wrong; correct one of them by hand"},
    {has_other_sign, "the figure has the other sign; correct the number and its words by hand"},
    {is_known_as_another,
     "the number is another figure than the words say; correct one of them by hand"},
    {has_no_figure, "what it should say is not certain; correct it by hand"},
    {is_put_together, "its figure is put together from others, not published"},
    {is_of_survey, "surveys count other jobs than projections, and it may be either"},
    {is_of_several, "it is about several occupations"},
    {is_part_of_another, "it may be about some of the workers only"},
    {has_several_findings, "several findings stand at this value"},
    {goes_on, "its digits seem to continue after a space"},
    {began_before, "its digits seem to begin before a space"},
    {has_hidden_date,
     "its sentence has a date that may be its own; correct the value or the date by hand"},
    {is_of_another_date, "the guide's figures are of another date"},
    {is_of_an_old_edition, "the newest figure of that place is years old"},
    {is_unsaid_statistic,
     "it does not say whether the median or the mean is meant; say so, or correct it by hand"},
    {has_twin,
     "another value beside it is of the same figure; correct the one that is wrong by hand"},
    {is_told_otherwise, "its sentence speaks of the past, or of a sum"},
    {names_others, "its sentence names other occupations"},
    {follows_another, "the occupation named before it is another"},
    {is_another_figure,
     "the number is another figure of the same occupation; correct the number, or the word for it"},
    {is_figure_of_another, "the number is that of another occupation of this guide"},
    {is_unexplained, "it is close to no figure of the occupation, so it may be about something "
                     "else; correct it by hand"},
};

const char *cs_fix_doubt(const struct cs_fix_plan *plan, size_t claim)
{
    const struct value v = {plan, plan->audit, &plan->audit->claims.items[claim],
                            &plan->audit->judgments[claim]};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].applies(&v))
            return reasons[i].why;
    return NULL;
}
