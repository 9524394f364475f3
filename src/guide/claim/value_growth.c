/* Which percents of a sentence are growth of employment, and whether they go up or down. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

static bool has_span(const struct cs_value *v)
{
    for (size_t i = 0; i < v->p->n_amounts; i++) {
        if (v->p->amounts[i].kind == CS_AMOUNT_SPAN)
            return true;
    }
    return false;
}

/* "4.1% (2024-34)", "-1.6% through 2034": a span or its end right behind, and no pay before it. */
static bool has_own_span(const struct cs_value *v)
{
    enum { REACH = 10 };
    for (size_t i = v->index + 1; i < v->p->n_amounts; i++) {
        const struct cs_amount *a = &v->p->amounts[i];
        const char *before = v->p->all.text + a->start;
        bool is_end = a->kind == CS_AMOUNT_YEAR && a->start >= v->amount->end + 4 &&
                      (!strncasecmp(before - 3, "by ", 3) || !strncasecmp(before - 4, "ugh ", 4));
        if ((a->kind == CS_AMOUNT_SPAN || is_end) && a->start <= v->amount->end + REACH &&
            (is_end || cs_passage_is_linked(v->p, v->amount->end, a->start)))
            return !cs_value_ahead(v, CS_CUE_FOREIGN, ANY_VALUE) &&
                   !cs_value_ahead(v, CS_CUE_PAY, ANY_VALUE) &&
                   !cs_value_ahead(v, CS_CUE_STATISTIC, ANY_VALUE);
    }
    return false;
}

/* "$39,530 a year | 2% growth | 204,100 openings": facts in a row, each with its noun behind. */
static bool is_growth_in_row(const struct cs_value *v)
{
    enum { REACH = 2 };
    const char *text = v->p->all.text;
    const struct cs_cue *noun = cs_value_near_behind(v, CS_CUE_GROWTH, ANY_VALUE, REACH);
    if (!noun || !memmem(noun->row->phrase, strlen(noun->row->phrase), "growth", 6))
        return false;
    for (size_t i = v->ahead.start; i < v->amount->start; i++) {
        if (strchr("|/", text[i]) || (unsigned char)text[i] >= 0x80)
            return true;
    }
    bool has_moved =
        cs_value_anywhere(v, CS_CUE_CHANGE, ANY_VALUE) ||
        cs_passage_cue(v->p, CS_CUE_GROWTH, ANY_VALUE, v->p->all.start, v->amount->start) != NULL;
    return !has_moved || cs_value_anywhere(v, CS_CUE_OPENINGS, ANY_VALUE) ||
           cs_value_anywhere(v, CS_CUE_JOBS, CS_JOBS_UNIT);
}

/* "Nurse practitioners (40%)" in a list under "Fastest growing occupations": the heading tells. */
static bool is_growth_of_list(const struct cs_value *v)
{
    const struct cs_document *d = v->p->topic->document;
    const struct cs_block *b = &d->blocks[v->p->all.block];
    if (b->kind != CS_BLOCK_ITEM || v->p->names.n_mentions != 1 || v->p->n_amounts != 1 ||
        b->heading == CS_NO_BLOCK)
        return false;
    const struct cs_claim_label *heading = cs_label_at(v->s->reader, b->heading);
    return heading->kind == CS_CLAIM_GROWTH && !cs_value_anywhere(v, CS_CUE_PAY, ANY_VALUE) &&
           !cs_value_anywhere(v, CS_CUE_STATISTIC, ANY_VALUE);
}

/* "- +12 %, 11,200 openings / yr": an item that opens with a signed percent. */
static bool is_signed_item(const struct cs_value *v)
{
    const char *text = v->p->all.text;
    size_t i = v->p->all.start;
    bool has_sign = v->amount->low < 0;
    while (i < v->amount->end && !cs_is_digit(text[i])) {
        has_sign |= text[i] == '+';
        if (cs_is_alpha(text[i]))
            return false;
        i++;
    }
    bool is_item = v->p->topic->document->blocks[v->p->all.block].kind == CS_BLOCK_ITEM;
    return is_item && has_sign && i < v->amount->end && !cs_value_follows(v, " for ") &&
           !cs_value_follows(v, " on ") && !cs_value_near_behind(v, CS_CUE_PAY, ANY_VALUE, 24);
}

/* "19,400 expected in 2034 (4.2%)": in brackets behind a projected count. */
static bool is_bracketed_growth(const struct cs_value *v)
{
    enum { REACH = 24 };
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    return before && (before->kind == CS_CLAIM_PROJECTED || before->kind == CS_CLAIM_NEW_JOBS) &&
           v->amount->start <= before->value.end + REACH &&
           v->p->all.text[v->amount->start - 1] == '(' && v->amount->end < v->p->all.end &&
           v->p->all.text[v->amount->end] == ')';
}

/* "much faster than average (7% or higher)" */
static bool is_definition(const struct cs_value *v)
{
    static const char *const bounds[] = {" or more",   " or higher", " or less",
                                         " or faster", " or lower",  NULL};
    for (const char *const *b = bounds; *b; b++) {
        if (cs_value_follows(v, *b))
            return true;
    }
    return false;
}

/* "up 1.3% from 2024": a change since a year, without an end, is no projection. */
static bool is_change_since(const struct cs_value *v)
{
    const struct cs_amount *year = v->amount + 1;
    size_t n_behind = v->p->n_amounts - v->index - 1;
    if (n_behind == 0 || year->kind != CS_AMOUNT_YEAR ||
        !(cs_value_follows(v, " from ") || cs_value_follows(v, " since ")) ||
        year->start > v->amount->end + strlen(" since "))
        return false;
    return n_behind == 1 || year[1].kind != CS_AMOUNT_YEAR ||
           year[1].start > year->end + strlen(" through ");
}

/* Whether the word of growth before is said of employment rather than pay: "a decline of". */
static bool is_growth_of_jobs(const struct cs_value *v)
{
    static const char *const words[] = {"grow",        "growth",      "growing",   "decline",
                                        "declining",   "shrink",      "shrinking", "job growth",
                                        "decline of",  "decline by",  "grow by",   "outlook",
                                        "job outlook", "growth rate", "growth of", NULL};
    const struct cs_cue *c = cs_value_ahead(v, CS_CUE_GROWTH, ANY_VALUE);
    const struct cs_cue *adds = cs_value_ahead(v, CS_CUE_ADDS, ANY_VALUE);
    if (!c || (adds && adds->start > c->start))
        c = adds;
    for (const char *const *w = words; c && *w; w++) {
        if (!strcmp(c->row->phrase, *w))
            return true;
    }
    return false;
}

/* Whether the value before is money: a percent behind it is of pay. */
static bool is_behind_money(const struct cs_value *v)
{
    for (size_t i = v->index; i-- > 0;) {
        if (v->p->is_value[i])
            return v->p->amounts[i].kind == CS_AMOUNT_MONEY;
    }
    return false;
}

/* "from $36,000 to $55,000, 53% more". */
static bool is_pay_difference(const struct cs_value *v)
{
    static const char *const words[] = {" more", " less", " higher", " lower", NULL};
    for (const char *const *w = words; *w; w++) {
        if (cs_value_follows(v, *w))
            return is_behind_money(v);
    }
    return false;
}

/* "10 percent of all workers", "5 percent a year", "8 percent raise". */
static bool is_other_percent(const struct cs_value *v)
{
    enum { NEAR = 14, RAISE = 24 };
    if (cs_value_follows(v, " of "))
        return true;

    const struct cs_cue *per = cs_value_near_behind(v, CS_CUE_PER, ANY_VALUE, NEAR);
    if (per && per->start < v->amount->end + 4)
        return true;
    if (cs_value_in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_GROWTH) ||
        cs_value_in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_ADJUSTED) ||
        cs_value_in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_MONEY))
        return true;
    const struct cs_cue *beyond = cs_value_near_behind(v, CS_CUE_BEYOND, ANY_VALUE, 4);
    if (beyond)
        return true;
    /* "from $98,530 in 2019 to $111,910 in 2024, up 13.6 percent" is a change of pay */
    if (is_behind_money(v) && !is_growth_of_jobs(v) &&
        !cs_passage_cue(v->p, CS_CUE_JOBS, ANY_VALUE, v->ahead.start, v->behind.end) &&
        !cs_passage_cue(v->p, CS_CUE_FUTURE, 0, v->ahead.start, v->behind.end) && !has_span(v) &&
        !cs_passage_cue(v->p, CS_CUE_WORD, ANY_VALUE, v->ahead.start, v->behind.end))
        return true;
    const struct cs_cue *pay = cs_value_ahead(v, CS_CUE_PAY, CS_PAY_NOUN);
    const struct cs_cue *jobs = cs_value_ahead(v, CS_CUE_JOBS, ANY_VALUE);
    const struct cs_cue *statistic = cs_value_ahead(v, CS_CUE_STATISTIC, ANY_VALUE);
    if (!pay || (statistic && statistic->start > pay->start && statistic->value != CS_STAT_AVERAGE))
        pay = statistic && statistic->value != CS_STAT_AVERAGE ? statistic : pay;
    const struct cs_cue *growth = cs_value_ahead(v, CS_CUE_GROWTH, ANY_VALUE);
    const struct cs_cue *adds = cs_value_ahead(v, CS_CUE_ADDS, ANY_VALUE);
    if (!growth || (adds && adds->start > growth->start))
        growth = adds;
    bool is_of_jobs = pay && growth && growth->start > pay->end && is_growth_of_jobs(v);
    if (pay && !is_of_jobs && (!jobs || jobs->start < pay->start))
        return true;
    const struct cs_cue *raise = cs_value_near_behind(v, CS_CUE_PAY, CS_PAY_NOUN, RAISE);
    return raise && !memchr(v->p->all.text + v->amount->end, ',', raise->start - v->amount->end);
}

/* +1 growth, -1 decline, 0 neither: the nearest word before, or close behind. */
static int direction_of(const struct cs_value *v, bool *is_said)
{
    enum { BEHIND = 24 };
    const struct cs_cue *c = cs_value_ahead(v, CS_CUE_GROWTH, ANY_VALUE);
    const struct cs_cue *adds = cs_value_ahead(v, CS_CUE_ADDS, ANY_VALUE);
    const struct cs_cue *b = cs_value_near_behind(v, CS_CUE_GROWTH, ANY_VALUE, BEHIND);
    if (adds && (!c || adds->start > c->start))
        c = adds;
    /* "growing, with a 5 percent decline" */
    bool is_nearer = b && (!c || v->amount->start - c->end > b->start - v->amount->end + 12) &&
                     !memchr(v->p->all.text + v->amount->end, ',', b->start - v->amount->end);
    if (is_nearer)
        c = b;
    if (!c)
        c = cs_passage_last_cue(v->p, CS_CUE_GROWTH, ANY_VALUE, v->clause.start, v->amount->start);
    *is_said = c != NULL;
    return c ? (c->value < 0 ? -1 : 1) : 0;
}

/* "pay, growth and openings: $101,190, 9%, 98,100". */
static bool is_listed_growth(const struct cs_value *v)
{
    for (size_t i = v->ahead.start; i-- > v->clause.start;) {
        if (v->p->all.text[i] == ':')
            return cs_passage_cue(v->p, CS_CUE_GROWTH, ANY_VALUE, v->clause.start, i) != NULL &&
                   cs_passage_cue(v->p, CS_CUE_PAY, ANY_VALUE, v->clause.start, i) != NULL;
    }
    return false;
}

bool cs_value_is_growth(const struct cs_value *v, const struct cs_claim_label *label,
                        int *direction)
{
    const struct cs_claim_reader *r = v->s->reader;
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    bool is_said;
    *direction = direction_of(v, &is_said);
    if (v->amount->kind != CS_AMOUNT_PERCENT || is_definition(v) || is_change_since(v) ||
        is_pay_difference(v))
        return false;
    if (label->kind != CS_CLAIM_NONE && label->kind != CS_CLAIM_PAY)
        return label->kind == CS_CLAIM_GROWTH || label->kind == CS_CLAIM_NEW_JOBS;
    if (is_listed_growth(v)) {
        *direction = 1;
        return true;
    }
    if (has_own_span(v) || is_growth_in_row(v) || is_bracketed_growth(v) || is_growth_of_list(v) ||
        is_signed_item(v)) {
        *direction = is_said ? *direction : 1;
        return true;
    }
    if (is_other_percent(v))
        return false;
    bool is_behind = cs_value_near_behind(v, CS_CUE_GROWTH, ANY_VALUE, 24) != NULL;
    if (before && before->kind == CS_CLAIM_GROWTH && cs_value_says_nothing_new(v, before) &&
        !is_behind && (cs_value_goes_on(v, before) || cs_value_has_own_tag(v))) {
        *direction = before->amount.low < 0 ? -1 : 1;
        return true;
    }
    bool is_of_all = cs_value_near_ahead(v, CS_CUE_ALL, ANY_VALUE, 12) != NULL;
    if (!is_said && v->s->asked != CS_CLAIM_GROWTH && !is_of_all)
        return false;
    if (!is_said)
        *direction = v->s->asked == CS_CLAIM_GROWTH && r->question.direction < 0 ? -1 : 1;
    if (is_said && is_growth_of_jobs(v))
        return true;
    return cs_value_anywhere(v, CS_CUE_JOBS, ANY_VALUE) || v->p->names.n_mentions || has_span(v) ||
           v->s->asked == CS_CLAIM_GROWTH || is_of_all || cs_value_anywhere(v, CS_CUE_FUTURE, 0) ||
           cs_passage_cue(v->p, CS_CUE_WORD, ANY_VALUE, v->clause.start, v->p->all.end) ||
           (r->has_before && r->before.kind >= CS_CLAIM_GROWTH &&
            r->before.kind <= CS_CLAIM_PROJECTED);
}
